import { Injectable } from '@nestjs/common';
import { isSealed, SecretValues } from '../boards/secrets/secret-values.service.js';
import { parseValue, printValue, type Value } from '../engine/index.js';
import { mapSecrets } from './config-secrets.js';
import type { EventJson } from './event.js';

/**
 * The secrets of events: the values of secret variables, which an event has some of and its canary has, and
 * fields of its config such as passwords and tokens (`config-secrets.ts`).
 */
@Injectable()
export class EventSecrets {
  constructor(private readonly secrets: SecretValues) {}

  /** The variables, for storing. */
  seal(event: EventJson, appId: string): EventJson {
    const canary = event.canary && this.secrets.seal(event.canary, appId);
    return { ...this.secrets.seal(event, appId), canary };
  }

  /** A config that somebody sends, for storing: secrets that come empty keep what is stored of them. */
  sealConfig(sent: number[], stored: number[], appId: string): number[] {
    const sealed = (value: Value) => this.secrets.sealText(printValue(value), appId);
    return mapSecrets(
      sent,
      (value, before) => {
        if (value !== null && value !== '') return sealed(value);
        if (before === undefined || before === null || before === '') return value;
        return isSealed(before) ? before : sealed(before);
      },
      stored,
    );
  }

  /** For whoever reads. */
  hide(event: EventJson): EventJson {
    const config = mapSecrets(event.config, () => null);
    const canary = event.canary && this.secrets.hide(event.canary);
    return { ...this.secrets.hide(event), config, canary };
  }

  /** A stored config with its secrets readable, for what acts on behalf of the event. */
  openConfig(config: number[], appId: string): number[] {
    return mapSecrets(config, (value) =>
      isSealed(value) ? parseValue(this.secrets.openText(value, appId)) : value,
    );
  }
}
