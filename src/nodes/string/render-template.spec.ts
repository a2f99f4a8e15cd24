import { describe, expect, it } from '@jest/globals';
import { type BoardJson, NodeRegistry, runUpdateHooks, type Value } from '../../engine/index.js';
import { allNodes } from '../index.js';
import { board, run } from '../testing.js';

function render(template: string, values: Readonly<Record<string, Value>> = {}) {
  const built = board()
    .node('start', 'events_simple')
    .node('t', 'string_render_template', { template })
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire('t.rendered', 'end.response');
  for (const [name, value] of Object.entries(values))
    built.pin(`t.${name}`, 'Input', 'Generic').default(`t.${name}`, value);
  return run(built);
}

describe('string_render_template', () => {
  it.each<[string, Record<string, Value>, string]>([
    ['Hi {{ name | upper }}!', { name: 'Ann' }, 'Hi ANN!'],
    [
      '{% for x in l %}{{ loop.index }}{{ x }}{% else %}none{% endfor %}',
      { l: ['a', 'b'] },
      '1a2b',
    ],
    ['{% if a > 1 and not b %}y{% elif b %}z{% else %}n{% endif %}', { a: 1, b: false }, 'n'],
    ['{% set x = 2 %}{{ x * 3 + 4 ** 2 }}', {}, '22'],
    ['{{ o.missing }}|{{ o["a"] }}|{{ o }}', { o: { a: [1] } }, '|[1]|{"a": [1]}'],
    ['a  {%- if true -%}  b  {%- endif %}', {}, 'ab'],
    ['{# c #}{% raw %}{{ x }}{% endraw %}', {}, '{{ x }}'],
    ['{{ o.constructor }}{{ o["__proto__"] }}', { o: {} }, ''],
  ])('%j', async (template, values, expected) => {
    expect((await render(template, values)).result).toBe(expected);
  });

  it.each([
    ['{{ x', 'does not make sense'],
    ['{% include "x" %}', 'the statement include'],
    ['{{ x }}', 'Pin x not found'],
    ['{{ 1 | shell }}', 'the filter shell'],
    [`{{ ${'('.repeat(500)}1${')'.repeat(500)} }}`, 'nests deeper'],
    [`${'{% if true %}'.repeat(500)}${'{% endif %}'.repeat(500)}`, 'nests deeper'],
    ['{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}', 'steps'],
    ['{% set s = "x" * 9 %}', 'no number'],
    ['{{ range(999999999) }}', 'range of more'],
  ])('%s fails', async (template, error) => {
    expect((await render(template)).error).toContain(error);
  });
});

describe('string_render_template while it is edited', () => {
  const inputsWith = (template: string) => {
    const built = board()
      .node('t', 'string_render_template', { template })
      .pin('t.name', 'Input', 'Generic')
      .default('t.name', 'Ann');
    const json = runUpdateHooks(built.json() as BoardJson, new NodeRegistry(allNodes), () => 'new');
    return Object.values(json.nodes.t!.pins)
      .filter(({ pin_type }) => pin_type === 'Input')
      .map(({ name }) => name);
  };

  it.each([
    ['{{ name', ['template', 'name']],
    ['{{ name }}', ['template', 'name']],
    ['{{ other }}', ['template', 'other']],
    ['', ['template']],
  ])('%j has the inputs %j', (template, expected) => {
    expect(inputsWith(template)).toEqual(expected);
  });
});
