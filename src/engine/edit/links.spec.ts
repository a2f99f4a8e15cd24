import { expect, it } from '@jest/globals';
import { board, jsonOf, pinAt } from './boards.testing.js';
import { dropLooseLinks } from './links.js';

it('drops links to pins that do not exist, or do not know of them, from either end', () => {
  const json = jsonOf(
    board()
      .node('a', 'source')
      .node('b', 'sink')
      .wire('a.text', 'b.text')
      .halfWire('a.text', 'nowhere')
      .halfWire('a.text', 'constructor')
      .halfWire('a.out', 'b.in'),
  );
  pinAt(json, 'b.text').depends_on.push('a.number');
  const tidy = dropLooseLinks(json);
  expect(pinAt(tidy, 'a.text').connected_to).toEqual(['b.text']);
  expect(pinAt(tidy, 'b.text').depends_on).toEqual(['a.text']);
  expect(pinAt(tidy, 'a.out').connected_to).toEqual([]);
  expect(dropLooseLinks(tidy)).toBe(tidy);
});

it('keeps the wires of relay pins', () => {
  const json = jsonOf(
    board()
      .node('a', 'source')
      .node('b', 'sink')
      .layer('box', { text: 'String' })
      .wire('a.text', 'box.text')
      .wire('box.text', 'b.text'),
  );
  expect(dropLooseLinks(json)).toBe(json);
});

it('writes links once and in ascending order', () => {
  const json = jsonOf(
    board()
      .node('a', 'source')
      .node('c', 'sink')
      .node('b', 'sink')
      .wire('a.text', 'c.text')
      .wire('a.text', 'b.text')
      .wire('a.text', 'b.text'),
  );
  const tidy = dropLooseLinks(json);
  expect(pinAt(tidy, 'a.text').connected_to).toEqual(['b.text', 'c.text']);
  expect(pinAt(tidy, 'b.text').depends_on).toEqual(['a.text']);
});

it('lets the pin of a node win over the alias a layer has for it', () => {
  const json = jsonOf(
    board()
      .node('a', 'source')
      .node('b', 'sink')
      .layer('box', { alias: 'String' })
      .wire('a.text', 'b.text'),
  );
  const alias = { ...pinAt(json, 'box.alias'), id: 'a.text', connected_to: ['b.in'] };
  json.layers['box']!.pins = { 'a.text': alias };
  pinAt(json, 'b.in').depends_on = ['a.text'];
  const tidy = dropLooseLinks(json);
  expect(tidy.nodes['a']!.pins['a.text']!.connected_to).toEqual(['b.text']);
  expect(tidy.nodes['b']!.pins['b.in']!.depends_on).toEqual([]);
  expect(tidy.layers['box']!.pins['a.text']!.connected_to).toEqual([]);
});

it('makes lists for files that have none', () => {
  const json = jsonOf(board().node('a', 'sink'));
  Object.assign(pinAt(json, 'a.in'), { depends_on: null, connected_to: undefined });
  expect(pinAt(dropLooseLinks(json), 'a.in')).toMatchObject({ depends_on: [], connected_to: [] });
});

it('takes thousands of wires at one pin', () => {
  const builder = board().node('a', 'source');
  for (let count = 0; count < 1000; count++)
    builder.node(`n${count}`, 'sink').wire('a.text', `n${count}.text`);
  const json = jsonOf(builder);
  const tidy = dropLooseLinks(json);
  expect(pinAt(tidy, 'a.text').connected_to).toHaveLength(1000);
});
