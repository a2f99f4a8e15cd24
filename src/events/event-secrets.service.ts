import { Injectable } from '@nestjs/common';
import { SecretValues } from '../boards/secrets/secret-values.service.js';
import type { EventJson } from './event.js';

/** The values of secret variables in events: an event has some of its own, and its canary has. */
@Injectable()
export class EventSecrets {
  constructor(private readonly secrets: SecretValues) {}

  /** For storing. */
  seal(event: EventJson, appId: string): EventJson {
    const canary = event.canary && this.secrets.seal(event.canary, appId);
    return { ...this.secrets.seal(event, appId), canary };
  }

  /** For whoever reads. */
  hide(event: EventJson): EventJson {
    return { ...this.secrets.hide(event), canary: event.canary && this.secrets.hide(event.canary) };
  }
}
