import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../../common/errors.js';
import { Config } from '../../config/config.js';
import type { OAuthProviderSettings } from '../../config/oauth-providers.js';
import { GithubProvider } from './github-provider.js';
import { OpenIdProvider } from './openid-provider.js';
import type { Provider } from './provider.js';

/** The servers people can sign in at, as configured. None of them is asked anything before it is needed. */
@Injectable()
export class Providers {
  private readonly providers: ReadonlyMap<string, Provider>;

  constructor({ http, oauth }: Config) {
    this.providers = new Map(
      oauth.providers.map((settings) => {
        // Each its own: an answer of one provider can't be passed off as that of another one.
        const callbackUrl = `${http.publicUrl}/api/v1/oauth/${settings.id}/callback`;
        return [settings.id, providerOf(settings, callbackUrl)];
      }),
    );
  }

  listProviders(): Provider[] {
    return [...this.providers.values()];
  }

  /** Throws NotFoundError. */
  getProvider(id: string): Provider {
    const provider = this.providers.get(id);
    if (provider === undefined)
      throw new NotFoundError(`There is no provider ${id.slice(0, 100)} to sign in with`);
    return provider;
  }
}

function providerOf(settings: OAuthProviderSettings, callbackUrl: string): Provider {
  return settings.type === 'github'
    ? new GithubProvider(settings, callbackUrl)
    : new OpenIdProvider(settings, callbackUrl);
}
