import type { ValueType } from '../board.js';
import type { NodeJson, PinJson } from '../node-json.js';
import type { BoardView, UpdateHook } from './board-view.js';
import { mapValues, withChanges } from './changes.js';
import { isErrorPin } from '../error-pins.js';
import { withOwnedInputs } from './owned-inputs.js';
import { applyTypeRules } from './type-rules.js';
import { findInput, typedText } from './typed-text.js';

// Update hooks that node types take as they are, by naming their pins.

/** For nodes of a variable, whose id is typed into `ref`: the title, and the type of `pins`. */
export function followVariable(verb: string, ref: string, pins: readonly string[]): UpdateHook {
  return whenTyped(ref, (node, id, board) => {
    const variable = board.findVariable(id);
    if (variable === undefined) return withChanges(node, { error: 'Variable not found' });
    // Old files leave out what these defaults stand for.
    const { name = id, data_type = 'Generic', value_type = 'Normal', schema = null } = variable;
    return withChanges(node, {
      friendly_name: `${verb} ${name}`,
      error: null,
      pins: mapValues(node.pins, (pin) =>
        pins.includes(pin.name) ? withChanges(pin, { data_type, value_type, schema }) : pin,
      ),
    });
  });
}

const IN_WORDS = { Normal: 'single value', Array: 'array', HashMap: 'map', HashSet: 'set' };

/** For nodes that change a variable in place, whose id is typed into `ref`: an error if it holds something else. */
export function expectVariable(ref: string, valueType: ValueType): UpdateHook {
  return whenTyped(ref, (node, id, board) => {
    const variable = board.findVariable(id);
    if (variable === undefined) return withChanges(node, { error: 'Variable not found' });
    const fits = (variable.value_type ?? 'Normal') === valueType;
    return withChanges(node, { error: fits ? null : `Variable is not ${withArticle(valueType)}` });
  });
}

const withArticle = (valueType: ValueType) =>
  `${valueType === 'Array' ? 'an' : 'a'} ${IN_WORDS[valueType]}`;

/**
 * One input, typed by its wire, for every name that occurs in the text typed into `source`. Where `namesIn` answers
 * undefined the text makes no sense, and the node stays as it is.
 */
export function inputPerName(
  source: string,
  namesIn: (text: string) => readonly string[] | undefined,
): UpdateHook {
  return whenTyped(source, (node, text, board) => {
    const found = namesIn(text);
    if (found === undefined) return node;
    const names = new Set(found);
    const error = names.has(source) ? `No other input can be called ${source}` : null;
    names.delete(source);
    const wanted = new Map([...names].map((name) => [name, {}]));
    const owner = withOwnedInputs(withChanges(node, { error }), [source], wanted, board.createId);
    return applyTypeRules(owner, { match: [...names].map((pin) => ({ pin })) }, board);
  });
}

/** Besides `declared`, an input for every data output of the event node whose id is typed into `ref`. */
export function mirrorOutputs(ref: string, declared: readonly string[]): UpdateHook {
  return whenTyped(ref, (node, id, board) => {
    const event = board.findEvent(id);
    if (event === undefined) return withChanges(node, { error: 'Function not found' });
    const outputs = Object.values(event.pins)
      .filter(({ pin_type, data_type }) => pin_type === 'Output' && data_type !== 'Execution')
      .filter((pin) => !isErrorPin(pin))
      .sort((left, right) => left.index - right.index);
    const wanted = new Map(outputs.map((pin) => [pin.name, mirrored(pin)]));
    return withOwnedInputs(withChanges(node, { error: null }), declared, wanted, board.createId);
  });
}

/** Besides `declared`, the inputs that belong to the texts typed into `choices`. */
export function inputsByChoice(
  choices: readonly string[],
  declared: readonly string[],
  inputsFor: (...typed: string[]) => Readonly<Record<string, Partial<PinJson>>>,
): UpdateHook {
  return (node, board) => {
    const pins = choices.map((name) => findInput(node, name)).filter((pin) => pin !== undefined);
    // A choice that comes by wire is made when the board runs: the node then stays as it is.
    if (pins.length < choices.length || pins.some((pin) => board.findPeer(pin) !== undefined))
      return node;
    const wanted = new Map(Object.entries(inputsFor(...pins.map(typedText))));
    return withOwnedInputs(node, [...choices, ...declared], wanted, board.createId);
  };
}

/** Shows `error` on a node for which nothing is typed into `source`, nor wired to it. */
export function needText(source: string, error: string): UpdateHook {
  return whenTyped(source, (node, text) =>
    withChanges(node, { error: text === '' ? error : null }),
  );
}

/** Shows `error` on a node that refers to no event as its function. */
export function needFunction(error: string): UpdateHook {
  return (node) => {
    const isSet = (node.fn_refs?.fn_refs ?? []).length > 0;
    return withChanges(node, { error: isSet ? null : error });
  };
}

function mirrored(output: PinJson): Partial<PinJson> {
  const { friendly_name, description, data_type, value_type, schema = null } = output;
  return { friendly_name, description, data_type, value_type, schema };
}

/** A text that comes by wire is known only when the board runs: the node then stays as it is. */
function whenTyped(
  source: string,
  update: (node: NodeJson, text: string, board: BoardView) => NodeJson,
): UpdateHook {
  return (node, board) => {
    const pin = findInput(node, source);
    if (pin === undefined) return node;
    if (board.findPeer(pin) !== undefined) return withChanges(node, { error: null });
    return update(node, typedText(pin), board);
  };
}
