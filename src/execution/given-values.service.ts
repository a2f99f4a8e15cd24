import { Injectable } from '@nestjs/common';
import { SecretValues } from '../boards/secrets/secret-values.service.js';
import type { VariableJson } from '../engine/index.js';
import type { Given } from './run.js';

type Variables = Readonly<Record<string, VariableJson>>;

/** What runs are given, encrypted as long as it lies in a row. */
@Injectable()
export class GivenValues {
  constructor(private readonly secrets: SecretValues) {}

  /** For storing. Whoever starts a run may be asked for a secret: all that they give is taken for one. */
  seal({ runtime, event, user }: Given, appId: string): Given {
    const asSecrets = (variables: Variables): Variables =>
      Object.fromEntries(
        Object.entries(variables).map(([id, variable]) => [id, { ...variable, secret: true }]),
      );
    const seal = (variables: Variables) => this.secrets.seal({ variables }, appId).variables;
    return {
      ...(runtime && { runtime: seal(asSecrets(runtime)) }),
      ...(event && { event: seal(event) }),
      ...(user && { user }),
    };
  }

  /** For a run. Throws InvalidError when a key is gone. */
  open({ runtime, event, user }: Given, appId: string): Given {
    const open = (variables: Variables) => this.secrets.open({ variables }, appId).variables;
    return {
      ...(runtime && { runtime: open(runtime) }),
      ...(event && { event: open(event) }),
      ...(user && { user }),
    };
  }
}
