import { type BoardPin, EXECUTION_MODES, LOG_LEVELS, STAGES } from '../../engine/index.js';
import { defaultId } from '../build/build-board.js';
import { type DescribedBoard, NOWHERE } from './described-board.js';
import type { IdDrafts, PinRef, Step, VariableDraft } from '../draft.js';
import { parsePinType, printPinType } from '../pin-type.js';

// What can be said of a board without looking at what its nodes are.

export function boardFacts({ board, json }: DescribedBoard) {
  const texts = (items: unknown): string[] =>
    Array.isArray(items) ? items.filter((item) => typeof item === 'string') : [];
  return {
    name: board.name,
    description: textOf(json.description) ?? '',
    version: board.version,
    stage: oneOf(STAGES, json.stage) ?? 'Dev',
    logLevel: oneOf(LOG_LEVELS, board.logLevel) ?? 'Info',
    executionMode: oneOf(EXECUTION_MODES, json.execution_mode) ?? 'Hybrid',
    pages: texts(json.page_ids),
  };
}

export function variablesOf(described: DescribedBoard): VariableDraft[] {
  const variables = described.board.variables.map((variable): VariableDraft => {
    const { id, defaultValue, exposed, secret, runtimeConfigured } = variable;
    const fields = described.json.variables[id]!;
    const name = described.variableNames.get(id)!;
    const type = { dataType: fields.data_type, valueType: fields.value_type };
    return {
      name,
      place: NOWHERE,
      type: parsePinType(printPinType(type)) ?? { dataType: 'Generic', valueType: 'Normal' },
      // Texts are put into repositories and mails: no place for secrets.
      value: secret ? undefined : defaultValue,
      title: variable.name === name ? undefined : variable.name,
      description: textOf(fields.description),
      category: textOf(fields.category),
      schema: described.textOf(fields.schema) || undefined,
      exposed,
      secret,
      runtimeConfigured,
      editable: fields.editable !== false,
    };
  });
  return variables.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What leads to execution inputs, pin by pin. */
export function flowOf(described: DescribedBoard): [Step, Step][] {
  const wiresFrom = (pin: BoardPin): [Step, Step][] => {
    const targets = described.wires.targetsOf(pin).map((target) => described.refTo(target));
    const from = stepOf(described.refTo(pin));
    return targets.sort(byName).map((target) => [from, stepOf(target)]);
  };
  return described.board.nodes.flatMap((node) =>
    described.pinsOf(node, 'Output').flatMap(({ pin }) => wiresFrom(pin)),
  );
}

/** Ids of pins are made anew where a text is read; names stay. */
function byName(left: PinRef, right: PinRef): number {
  if (left.node !== right.node) return left.node < right.node ? -1 : 1;
  if (left.name !== right.name) return left.name < right.name ? -1 : 1;
  return left.number - right.number;
}

const stepOf = ({ node, name, number, place }: PinRef): Step => ({
  node,
  pin: { name, number },
  place,
});

export function idsOf(described: DescribedBoard): IdDrafts {
  // Of what nodes name and the board lacks, the name alone would say nothing.
  const others = (names: ReadonlyMap<string, string>, there: object = {}) =>
    new Map(
      [...names]
        .filter(([id, name]) => id !== name || !Object.hasOwn(there, id))
        .map(([id, name]): [string, string] => [name, id])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  const { board, json, nodeNames, variableNames, layerNames, commentNames } = described;
  return {
    board: board.id === defaultId(board.name) ? undefined : board.id,
    nodes: others(nodeNames, json.nodes),
    variables: others(variableNames, json.variables),
    layers: others(layerNames, json.layers),
    comments: others(commentNames, json.comments),
    pins: pinIdsOf(described),
  };
}

/** Of several outputs that feed one input, the one with the lowest id counts: their ids have to stay. */
function pinIdsOf(described: DescribedBoard): IdDrafts['pins'] {
  const pins = new Map<string, PinRef & { id: string }>();
  for (const node of described.board.nodes)
    for (const { pin } of described.pinsOf(node, 'Input')) {
      if (pin.dataType === 'Execution') continue;
      const source = described.wires.sourceOf(pin);
      if ('outputs' in source && source.outputs.length > 1)
        for (const output of source.outputs)
          pins.set(output.id, { ...described.refTo(output), id: output.id });
    }
  return [...pins.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const textOf = (text: unknown): string | undefined =>
  typeof text === 'string' && text !== '' ? text : undefined;

const oneOf = (allowed: readonly string[], text: unknown): string | undefined =>
  allowed.find((word) => word === text);
