import { prerunOf } from '../../boards/prerun.js';
import type { BoardJson } from '../../engine/index.js';
import type { EventJson } from '../../events/event.js';
import type {
  EventInputDto,
  NeededVariableDto,
  StoreEventDto,
  StoreNeedsDto,
} from './store-app.dto.js';

/** What of a publication's content a reader of the store learns from. */
export interface PublishedContent {
  readonly boards?: readonly BoardJson[];
  readonly events?: readonly EventJson[];
}

export interface PublishedApp {
  readonly needs: StoreNeedsDto;
  readonly events: StoreEventDto[];
}

/** What the published boards ask of whoever gets the app, and where it is entered. No value of the app is in it. */
export function publishedApp({ boards = [], events = [] }: PublishedContent): PublishedApp {
  return { needs: needsOf(boards), events: events.map(eventOf) };
}

function needsOf(boards: readonly BoardJson[]): StoreNeedsDto {
  const preruns = boards.map(prerunOf);
  const variablesOf = (isNeeded: (variable: Variable) => boolean) =>
    boards.flatMap((board) =>
      Object.values(board.variables)
        .filter(isNeeded)
        .map((variable) => neededVariable(board, variable)),
    );
  return {
    oauth: merged(preruns.flatMap(({ oauth }) => [...oauth])).map(([provider_id, scopes]) => ({
      provider_id,
      scopes,
    })),
    permissions: Object.fromEntries(merged(preruns.flatMap(({ packages }) => [...packages]))),
    secrets: variablesOf(({ secret }) => secret),
    variables: variablesOf(({ secret, runtime_configured: asked }) => asked && !secret),
    desktop: preruns.some(({ needsDesktop }) => needsDesktop),
  };
}

type Variable = BoardJson['variables'][string];

function neededVariable(board: BoardJson, variable: Variable): NeededVariableDto {
  const { id, name, description, data_type, value_type } = variable;
  return { board_id: board.id, id, name, description, data_type, value_type };
}

function eventOf(event: EventJson): StoreEventDto {
  const { id, name, description, event_type, active, inputs } = event;
  return { id, name, description, event_type, active, inputs: inputs.map(inputOf) };
}

/** Without the default value, which is for whoever has the app. */
function inputOf({
  id,
  name,
  friendly_name,
  description,
  data_type,
  value_type,
  schema,
}: EventJson['inputs'][number]): EventInputDto {
  return { id, name, friendly_name, description, data_type, value_type, schema };
}

/** Lists under the same key in one, without repetitions, by key. */
function merged(entries: readonly (readonly [string, readonly string[]])[]): [string, string[]][] {
  const keys = [...new Set(entries.map(([key]) => key))].toSorted();
  return keys.map((key) => [
    key,
    [...new Set(entries.flatMap(([other, items]) => (other === key ? items : [])))],
  ]);
}
