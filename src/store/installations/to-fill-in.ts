import { secretPlaces } from '../../events/config-secrets.js';
import type { EventJson } from '../../events/event.js';
import type { AppContent } from '../publications/app-content.js';

/** A secret that a copy comes without. */
export interface MissingSecret {
  readonly kind: 'board_variable' | 'event_variable' | 'event_config';
  /** Of the board or the event. */
  readonly id: string;
  readonly name: string;
  /** The name of the variable, or the place in the config, such as `mail.password`. */
  readonly field: string;
}

/** All secrets of an app; its content says nothing of which had values where it was taken from. */
export function missingSecrets({ boards, events }: AppContent): MissingSecret[] {
  return [
    ...boards.flatMap(({ id, name, variables }) =>
      secretsOf(variables).map((field) => ({ kind: 'board_variable' as const, id, name, field })),
    ),
    ...events.flatMap((event) => [
      ...secretVariablesOf(event).map((field) => ofEvent('event_variable', event, field)),
      ...secretPlaces(event.config).map((field) => ofEvent('event_config', event, field)),
    ]),
  ];
}

function ofEvent(kind: MissingSecret['kind'], { id, name }: EventJson, field: string) {
  return { kind, id, name, field };
}

function secretVariablesOf({ variables, canary }: EventJson): string[] {
  return [...new Set([...secretsOf(variables), ...secretsOf(canary?.variables ?? {})])];
}

function secretsOf(variables: EventJson['variables']): string[] {
  return Object.values(variables)
    .filter(({ secret }) => secret)
    .map(({ name }) => name);
}
