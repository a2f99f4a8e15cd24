import { setImmediate } from 'node:timers/promises';
import type { FieldError } from '../../../common/errors.js';
import type { BoardJson, PinJson, VariableJson } from '../../../engine/index.js';
import { isSecretName } from '../../../events/config-secrets.js';
import type { EventJson } from '../../../events/event.js';
import type { AppContent } from '../app-content.js';
import { looksRandom, secretForm } from './secret-forms.js';

/** More are not listed: who publishes looks again after putting these right. */
const MOST_PLACES = 100;
const NAMED = 'a secret by its name';
const DEEP = 'a place for secrets: it lies too deep to be looked through';
const MOST_DEPTH = 100;
const RANDOM = 'a key or token, for it looks drawn by lot';

/** A member, and what it is a member of. Written down only for a find: most texts are none. */
interface Place {
  readonly parent?: Place;
  readonly name: string;
  readonly depth?: number;
}

/** Keeps a place and what is there. Neither ever holds the value. */
type Report = (place: Place, kind: string) => void;

/**
 * Where in an app something looks like a secret, the first hundred places: by its form everywhere; by its name or its
 * randomness in values, which are defaults of pins and variables and configs of events. Values of secret variables
 * are gone already. Lets other work go on between one part and the next.
 */
export async function findSecrets(
  content: AppContent,
  releaseNotes: string,
): Promise<FieldError[]> {
  const places: FieldError[] = [];
  const report: Report = (place, kind) => {
    if (places.length < MOST_PLACES)
      places.push({ path: pathOf(place), message: `looks like ${kind}` });
  };
  inText(releaseNotes, { name: 'release_notes' }, report);
  inTexts(content.app, { name: 'app' }, report);
  for (const { target, language, ...text } of content.texts)
    inTexts(text, at({ name: 'metadata' }, target, language), report);
  inTexts(content.routes, { name: 'routes' }, report);
  for (const board of content.boards) {
    inBoard(board, at({ name: 'boards' }, board.id), report);
    await setImmediate();
  }
  for (const { id, board, changelog } of content.templates) {
    inText(changelog ?? '', at({ name: 'templates' }, id, 'changelog'), report);
    inBoard(board, at({ name: 'templates' }, id), report);
    await setImmediate();
  }
  for (const event of content.events) {
    inEvent(event, at({ name: 'events' }, event.id), report);
    await setImmediate();
  }
  return places;
}

function inBoard(board: BoardJson, place: Place, report: Report): void {
  inTexts(board, place, report);
  inVariables(board.variables, place, report);
  for (const [id, node] of Object.entries(board.nodes))
    inPins(node.pins, at(place, 'nodes', id), report);
  for (const [id, layer] of Object.entries(board.layers)) {
    const within = at(place, 'layers', id);
    inPins(layer.pins, within, report);
    inVariables(layer.variables, within, report);
    for (const [nodeId, node] of Object.entries(layer.nodes ?? {}))
      inPins(node.pins, at(within, 'nodes', nodeId), report);
  }
}

function inEvent(event: EventJson, place: Place, report: Report): void {
  const { config, ...texts } = event;
  inTexts(texts, place, report);
  inBytes(config, at(place, 'config'), report);
  inVariables(event.variables, place, report);
  if (event.canary !== null) inVariables(event.canary.variables, at(place, 'canary'), report);
}

function inVariables(
  variables: Readonly<Record<string, VariableJson>> | null,
  place: Place,
  report: Report,
): void {
  for (const [id, variable] of Object.entries(variables ?? {}))
    inDefault(variable.default_value, at(place, 'variables', id), report, () =>
      variable.secret ? true : isSecretName(variable.name),
    );
}

function inPins(
  pins: Readonly<Record<string, PinJson>> | null,
  place: Place,
  report: Report,
): void {
  for (const pin of Object.values(pins ?? {}))
    inDefault(pin.default_value, at(place, 'pins', pin.name), report, () => {
      const { sensitive } = (pin.options ?? {}) as { sensitive?: unknown };
      return sensitive === true || isSecretName(pin.name);
    });
}

function inDefault(
  bytes: readonly number[] | null,
  place: Place,
  report: Report,
  isSecret: () => boolean,
): void {
  if (!Array.isArray(bytes) || bytes.length === 0) return;
  inBytes(bytes, place, report, isSecret());
}

/** The bytes of a JSON text; those of any other text are looked at as a whole. */
function inBytes(bytes: readonly number[], place: Place, report: Report, isSecret = false): void {
  const text = Buffer.from(bytes).toString();
  let value: unknown = text;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON: what it says counts all the same.
  }
  inValue(value, place, report, isSecret);
}

function inValue(value: unknown, place: Place, report: Report, isSecret: boolean): void {
  if (typeof value === 'string') {
    const kind =
      secretForm(value) ??
      (isSecret && value.trim() !== '' ? NAMED : undefined) ??
      (looksRandom(value) ? RANDOM : undefined);
    if (kind !== undefined) report(place, kind);
  } else if (isTooDeep(place)) report(place, DEEP);
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) {
      if (!Array.isArray(value)) inText(name, place, report);
      inValue(
        one,
        at(place, name),
        report,
        isSecret || (!Array.isArray(value) && isSecretName(name)),
      );
    }
}

/** Every text within, and every name of a member, by its form. Bytes of values are looked at elsewhere. */
function inTexts(value: unknown, place: Place, report: Report): void {
  if (typeof value === 'string') inText(value, place, report);
  else if (isTooDeep(place)) report(place, DEEP);
  else if (Array.isArray(value)) {
    if (typeof value[0] !== 'number')
      for (const [index, one] of value.entries()) inTexts(one, at(place, `${index}`), report);
  } else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) {
      inText(name, place, report);
      inTexts(one, at(place, name), report);
    }
}

function inText(text: string, place: Place, report: Report): void {
  const kind = secretForm(text);
  if (kind !== undefined) report(place, kind);
}

const isTooDeep = ({ depth = 0 }: Place) => depth > MOST_DEPTH;

function at(parent: Place, ...names: readonly string[]): Place {
  return names
    .filter((name) => name !== '')
    .reduce((place, name) => ({ parent: place, name, depth: (place.depth ?? 0) + 1 }), parent);
}

/** Such as `boards.main.nodes.log-in.pins.password`; an id or a name may itself be the secret. */
function pathOf({ parent, name }: Place): string {
  const isSecret = secretForm(name) !== undefined || looksRandom(name);
  const shown = isSecret ? '…' : name.slice(0, 200);
  return parent === undefined ? shown : `${pathOf(parent)}.${shown}`;
}
