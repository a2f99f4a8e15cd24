import type { Config } from '../config/config.js';
import { LOOKUP_FIELDS } from '../config/lookup-fields.js';
import type { HubFeaturesDto, HubInformationDto, ProfileTemplateDto } from './dto/hub.dto.js';

/** What the ecosystem's limits say where there is none. */
const UNLIMITED = -1;

/**
 * What clients are told of this installation (board page, 6.1): what its operator wrote of it, and what its
 * other settings and the server itself already say. Field by field, so that nothing gets out unseen.
 */
export function hubInformation(config: Config): HubInformationDto {
  const { hub, http } = config;
  const url = new URL(http.publicUrl);
  const info = (page: string) => `${http.publicUrl}/api/v1/info/${page}`;
  return {
    name: hub.name,
    description: hub.description,
    icon: hub.icon,
    thumbnail: hub.thumbnail,
    region: hub.region,
    web: hub.web,
    app: hub.app,
    cdn: hub.cdn,
    provider: null,
    hubs: [],
    domain: url.host,
    secure: url.protocol === 'https:',
    environment: config.production ? 'Production' : 'Development',
    authentication: { variant: 'OpenID', openid: openIdOf(config) },
    features: hubFeatures(config),
    contact: { ...hub.contact },
    legal_notice: info('legal'),
    privacy_policy: info('privacy'),
    terms_of_service: info('terms'),
    signaling: [...hub.signaling],
    lookup: Object.fromEntries(LOOKUP_FIELDS.map((field) => [field, config.lookup.has(field)])),
    oauth_providers: providersOf(config),
    // What can start an event by itself.
    supported_sinks: {
      http: true,
      webhook: true,
      cron: true,
      mqtt: false,
      github: false,
      rss: false,
      discord: false,
      slack: false,
      telegram: false,
      email: false,
    },
    max_users_prototype: limit(config.limits.membersPerPrototype),
    default_user_plan: 'FREE',
    // There is one tier, and what limits it is what limits everybody.
    tiers: {
      FREE: {
        max_non_visible_projects: config.limits.appsPerUser,
        max_remote_executions: UNLIMITED,
        execution_tier: 'FREE',
        max_total_size: UNLIMITED,
        max_llm_cost: UNLIMITED,
        llm_tiers: [],
      },
    },
  };
}

/** What the server can do, and what its operator has decided. */
export function hubFeatures({ auth, hub, openid }: Config): HubFeaturesDto {
  return {
    model_hosting: false,
    flow_hosting: true,
    governance: hub.features.governance,
    ai_act: hub.features.ai_act,
    unauthorized_read: hub.features.unauthorized_read,
    admin_interface: false,
    premium: false,
    wasm_registry: false,
    registration: auth.registration === 'open' && openid.outside === undefined,
  };
}

export function profileTemplates({ hub, http }: Config): ProfileTemplateDto[] {
  return hub.profiles.map(({ connection_mode, ...profile }) => ({
    ...profile,
    icon: null,
    thumbnail: null,
    bit_ids: [],
    apps: [],
    shortcuts: [],
    settings: { connection_mode },
    hub: http.publicUrl,
    hubs: [http.publicUrl],
  }));
}

function openIdOf({ http, openid }: Config): HubInformationDto['authentication']['openid'] {
  const authority = openid.outside?.issuer ?? http.publicUrl;
  return {
    authority,
    client_id: openid.clientId,
    redirect_uri: openid.redirectUris[0]!,
    post_logout_redirect_uri: openid.postLogoutRedirectUris[0] ?? null,
    response_type: 'code',
    discovery_url: `${authority.replace(/\/$/, '')}/.well-known/openid-configuration`,
  };
}

/** Without client secrets: the server holds none of these, so that there is nothing to send on for. */
function providersOf({ hub }: Config): HubInformationDto['oauth_providers'] {
  const providers = Object.entries(hub.oauth_providers).map(
    ([id, provider]) => [id, { ...provider, requires_secret_proxy: false }] as const,
  );
  return Object.fromEntries(providers);
}

function limit(most: number): number {
  return Number.isFinite(most) ? most : UNLIMITED;
}
