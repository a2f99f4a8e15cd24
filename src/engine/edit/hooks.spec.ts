import { describe, expect, it } from '@jest/globals';
import type { BoardJson, VariableJson } from './board-json.js';
import { board, countingIds, deepFreeze, jsonOf, pinAt } from './boards.testing.js';
import { cleanUp } from './clean-up.js';
import { hooked, registry } from './hooked.testing.js';
import { runUpdateHooks } from './update-hooks.js';

const builder = () => board(...hooked).node('a', 'source');
const update = (json: BoardJson) => runUpdateHooks(deepFreeze(json), registry, countingIds());
const inputsOf = (json: BoardJson, node: string) =>
  Object.values(json.nodes[node]!.pins)
    .filter(({ pin_type }) => pin_type === 'Input')
    .sort((left, right) => left.index - right.index);
const namesOf = (json: BoardJson, node: string) => inputsOf(json, node).map(({ name }) => name);
const inputNamed = (json: BoardJson, node: string, name: string) =>
  inputsOf(json, node).find((pin) => pin.name === name)!;

describe('followVariable', () => {
  const showing = (id: string, variable: Partial<VariableJson> = {}) => {
    const json = jsonOf(builder().node('f', 'follower', { id }).variable('v', 1));
    Object.assign(json.variables['v']!, { name: 'Total', data_type: 'Float' }, variable);
    return json;
  };

  it('names the node after its variable and gives its pins the type', () => {
    const after = update(showing('v', { value_type: 'HashSet', schema: '{}' }));
    expect(after.nodes['f']!.friendly_name).toBe('Show Total');
    expect(pinAt(after, 'f.value')).toMatchObject({
      data_type: 'Float',
      value_type: 'HashSet',
      schema: '{}',
    });
    expect(pinAt(after, 'f.id').data_type).toBe('String');
    expect(update(after)).toBe(after);
  });

  it.each(['w', '', 'constructor', '__proto__'])('says that %j is no variable', (id) => {
    const after = update(showing(id));
    expect(after.nodes['f']!.error).toBe('Variable not found');
    expect(pinAt(after, 'f.value').data_type).toBe('Generic');
  });

  it('takes the error back when there is nothing to complain about', () => {
    const json = showing('v');
    json.nodes['f']!.error = 'Variable not found';
    expect(update(json).nodes['f']!.error).toBeNull();
    const wired = jsonOf(builder().node('f', 'follower').wire('a.text', 'f.id'));
    wired.nodes['f']!.error = 'Variable not found';
    expect(update(wired).nodes['f']).toMatchObject({ error: null, friendly_name: 'Follower' });
  });

  it('makes do with a variable from an old file', () => {
    const json = showing('v');
    json.variables['v'] = {} as VariableJson;
    const after = update(json);
    expect(after.nodes['f']!.friendly_name).toBe('Show v');
    expect(pinAt(after, 'f.value')).toMatchObject({ data_type: 'Generic', value_type: 'Normal' });
  });
});

describe('expectVariable', () => {
  const changing = (id: string, value_type?: VariableJson['value_type']) => {
    const json = jsonOf(builder().node('c', 'changer', { id }).variable('v', 1));
    Object.assign(json.variables['v']!, { value_type });
    return json;
  };

  it('says what the variable is not, and takes it back', () => {
    for (const valueType of ['Array', 'HashMap', 'Normal', undefined] as const) {
      const after = update(changing('v', valueType));
      expect(after.nodes['c']!.error).toBe('Variable is not a set');
      expect(update(after)).toBe(after);
    }
    const json = changing('v', 'HashSet');
    json.nodes['c']!.error = 'Variable is not a set';
    expect(update(json).nodes['c']).toMatchObject({ error: null, friendly_name: 'Changer' });
  });

  it.each(['w', '', 'constructor', '__proto__'])('says that %j is no variable', (id) => {
    expect(update(changing(id, 'HashSet')).nodes['c']!.error).toBe('Variable not found');
  });

  it('does not know what comes by wire', () => {
    const json = jsonOf(builder().node('c', 'changer').wire('a.text', 'c.id'));
    json.nodes['c']!.error = 'Variable not found';
    expect(update(json).nodes['c']!.error).toBeNull();
  });
});

describe('inputPerName', () => {
  const filling = (text: string) => jsonOf(builder().node('f', 'filler', { text }));

  it('makes an input for every name, once, behind the ones that are there', () => {
    const after = update(filling('x,y,x,__proto__,constructor'));
    expect(namesOf(after, 'f')).toEqual(['text', 'x', 'y', '__proto__', 'constructor']);
    expect(inputNamed(after, 'f', 'x')).toMatchObject({
      id: 'new-1',
      data_type: 'Generic',
      index: 2,
    });
    expect(update(after)).toBe(after);
  });

  it('keeps the inputs whose names stay, with wire and value, and drops the others', () => {
    const json = jsonOf(
      builder()
        .node('f', 'filler', { text: 'x' })
        .pin('f.gone', 'Input', 'Generic')
        .pin('f.x', 'Input', 'Generic')
        .pin('f.auto_handle_error', 'Output', 'Execution')
        .default('f.x', 7)
        .wire('a.number', 'f.x')
        .wire('a.text', 'f.gone'),
    );
    const after = update(json);
    expect(namesOf(after, 'f')).toEqual(['text', 'x']);
    expect(pinAt(after, 'f.x')).toMatchObject({
      depends_on: ['a.number'],
      default_value: [55],
      data_type: 'Integer',
    });
    expect(pinAt(after, 'f.auto_handle_error')).toBeDefined();
    expect(pinAt(cleanUp(after, countingIds()), 'a.text').connected_to).toEqual([]);
  });

  it('takes a wire to an input that went for none', () => {
    const json = jsonOf(
      builder()
        .node('s', 'splitter')
        .node('f', 'filler')
        .pin('f.gone', 'Input', 'Generic')
        .node('z', 'sink')
        .wire('s.item', 'f.gone')
        .wire('s.item', 'z.text'),
    );
    expect(pinAt(update(json), 's.item').data_type).toBe('String');
  });

  it('complains about the name of the text itself', () => {
    const after = update(filling('x,text'));
    expect(namesOf(after, 'f')).toEqual(['text', 'x']);
    expect(after.nodes['f']!.error).toBe('No other input can be called text');
    expect(pinAt(after, 'f.text').data_type).toBe('String');
  });

  it('leaves the inputs alone while the text comes by wire', () => {
    const json = jsonOf(
      builder().node('f', 'filler').pin('f.x', 'Input', 'Generic').wire('a.text', 'f.text'),
    );
    expect(namesOf(update(json), 'f')).toEqual(['text', 'x']);
  });

  it.each([[null], [[255, 254]], [[49]], [[123]]])('takes a default of %j for no text', (bytes) => {
    const json = jsonOf(builder().node('f', 'filler').pin('f.x', 'Input', 'Generic'));
    pinAt(json, 'f.text').default_value = bytes;
    expect(namesOf(update(json), 'f')).toEqual(['text']);
  });
});

describe('mirrorOutputs', () => {
  const calling = (ref: string) => {
    const json = jsonOf(builder().node('c', 'caller', { ref }));
    pinAt(json, 'a.texts').schema = '{}';
    return json;
  };

  it('makes an input for every data output of the event, of its type', () => {
    const json = calling('a');
    pinAt(json, 'a.text').index = 9;
    const after = update(json);
    expect(namesOf(after, 'c')).toEqual(['in', 'ref', 'texts', 'number', 'text']);
    expect(inputNamed(after, 'c', 'texts')).toMatchObject({
      friendly_name: 'Texts',
      data_type: 'String',
      value_type: 'Array',
      schema: '{}',
      connected_to: [],
    });
    expect(update(after)).toBe(after);
  });

  it('follows the event, keeping wires and values', () => {
    const before = structuredClone(update(calling('a')));
    inputNamed(before, 'c', 'number').default_value = [55];
    pinAt(before, 'a.number').data_type = 'Float';
    delete before.nodes['a']!.pins['a.text'];
    const after = update(before);
    expect(namesOf(after, 'c')).toEqual(['in', 'ref', 'texts', 'number']);
    expect(inputNamed(after, 'c', 'number')).toMatchObject({
      data_type: 'Float',
      default_value: [55],
    });
  });

  it('does not mirror the error pins, nor what has the name of a declared input', () => {
    const json = jsonOf(
      builder()
        .pin('a.auto_handle_error_string', 'Output', 'String')
        .pin('a.ref', 'Output', 'Integer')
        .node('c', 'caller', { ref: 'a' }),
    );
    const after = update(json);
    expect(namesOf(after, 'c')).toEqual(['in', 'ref', 'text', 'texts', 'number']);
    expect(pinAt(after, 'c.ref').data_type).toBe('String');
  });

  it.each(['nobody', 'c', '', '__proto__'])(
    'says that %j is no function, and keeps pins',
    (ref) => {
      const json = jsonOf(builder().node('c', 'caller', { ref }).pin('c.text', 'Input', 'String'));
      const after = update(json);
      expect(after.nodes['c']!.error).toBe('Function not found');
      expect(namesOf(after, 'c')).toEqual(['in', 'ref', 'text']);
    },
  );
});

describe('inputsByChoice', () => {
  const choosing = (kind: string) => jsonOf(builder().node('c', 'chooser', { kind }));

  it('makes the inputs of what is chosen, and takes the others away', () => {
    const text = update(choosing('Text'));
    expect(namesOf(text, 'c')).toEqual(['kind', 'kept', 'Text', 'more']);
    expect(inputNamed(text, 'c', 'Text').data_type).toBe('String');
    expect(update(text)).toBe(text);
    const before = structuredClone(text);
    inputNamed(before, 'c', 'more').default_value = [55];
    pinAt(before, 'c.kind').default_value = [...new TextEncoder().encode('"__proto__"')];
    const after = update(before);
    expect(namesOf(after, 'c')).toEqual(['kind', 'kept', 'more', '__proto__']);
    expect(inputNamed(after, 'c', 'more').default_value).toEqual([55]);
    expect(namesOf(update(choosing('Nothing')), 'c')).toEqual(['kind', 'kept']);
  });

  it('leaves the node as it is when the choice comes by wire, or its pin is missing', () => {
    const wired = jsonOf(builder().node('c', 'chooser').wire('a.text', 'c.kind'));
    expect(namesOf(update(wired), 'c')).toEqual(['kind', 'kept']);
    const json = choosing('Text');
    delete json.nodes['c']!.pins['c.kind'];
    expect(namesOf(update(json), 'c')).toEqual(['kept']);
  });
});

it('needText asks for a text until it is typed or wired', () => {
  const errorOf = (built: ReturnType<typeof builder>) => update(jsonOf(built)).nodes['n']!.error;
  expect(errorOf(builder().node('n', 'needy'))).toBe('Type something');
  expect(errorOf(builder().node('n', 'needy', { text: 'x' })) ?? null).toBeNull();
  expect(errorOf(builder().node('n', 'needy').wire('a.text', 'n.text')) ?? null).toBeNull();
});

it('needFunction asks for a function until there is one', () => {
  const json = jsonOf(builder().node('n', 'referring'));
  const asked = update(json);
  expect(asked.nodes['n']!.error).toBe('Refer to something');
  const set = structuredClone(asked);
  set.nodes['n']!.fn_refs!.fn_refs = ['a'];
  expect(update(set).nodes['n']!.error).toBeNull();
});
