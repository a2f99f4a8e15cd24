import { LOG_LEVELS } from '../board.js';
import { MAX_VERSION_PART } from '../board-fields.js';
import { BoardError } from '../errors.js';
import type { BoardJson, TimeJson, VersionJson } from './board-json.js';
import { commentShape, layerShape, nodeShape, variableShape } from './commands/element-shapes.js';
import { byId, byName, integer, list, number, oneOf, or, record, text } from './commands/shapes.js';

export const STAGES = ['Dev', 'Int', 'QA', 'PreProd', 'Prod'] as const;
export const EXECUTION_MODES = ['Hybrid', 'Remote', 'Local'] as const;

const part = integer(0, MAX_VERSION_PART);
const FIRST_VERSION: VersionJson = [0, 0, 1];

function version(value: unknown): VersionJson {
  const parts = list(part)(value);
  if (parts.length !== 3)
    throw new BoardError('', 'must be three whole numbers, such as [0, 0, 1]');
  return parts as VersionJson;
}

const count = or(0, integer(0, Number.MAX_SAFE_INTEGER));
const time = record({ secs_since_epoch: count, nanos_since_epoch: count });

/**
 * Reads a whole board that somebody sends: an exported file, or one of an older age. Only what boards hold is
 * kept; what may be missing gets the default of a new board (board page, 2.1). `id` and `now` stand for what
 * the file does not say. Throws BoardError naming the place.
 */
export function readBoardJson(json: unknown, id: string, now: TimeJson): BoardJson {
  return { ...shapeAt(now)(json), id };
}

/** A board with nothing on it. */
export function newBoardJson(id: string, now: TimeJson): BoardJson {
  return readBoardJson({}, id, now);
}

function shapeAt(now: TimeJson) {
  return record({
    name: or('New Board', text),
    description: or('Your new Workflow!', text),
    nodes: byId(nodeShape),
    variables: byId(variableShape),
    comments: byId(commentShape),
    viewport: or([0, 0, 0], list(number)),
    version: or(FIRST_VERSION, version),
    stage: or<string>('Dev', oneOf(STAGES)),
    log_level: or<string>('Info', oneOf(LOG_LEVELS)),
    execution_mode: or<string>('Hybrid', oneOf(EXECUTION_MODES)),
    refs: or({}, byName(text)),
    layers: byId(layerShape),
    page_ids: list(text),
    created_at: or(now, time),
    updated_at: or(now, time),
  });
}
