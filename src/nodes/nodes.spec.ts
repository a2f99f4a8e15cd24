import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { NodeRegistry, nodeJson } from '../engine/index.js';
import { allNodes } from './index.js';

const families = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const filesOf = (family: string) => readdirSync(`${import.meta.dirname}/${family}`);

describe('every node', () => {
  it('has a name of its own', () => {
    expect(() => new NodeRegistry(allNodes)).not.toThrow();
  });

  it.each(allNodes.map((type) => [type.name, type] as const))('%s is well formed', (name, type) => {
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(type.title).not.toBe('');
    expect(type.category).not.toBe('');
    expect(type.doc).toMatch(/\.$/);
    const json = nodeJson(type, 'id', (direction, pin, position) => direction + pin + position);
    for (const pin of Object.values(json.pins)) {
      expect(pin.friendly_name).not.toBe('');
      expect(pin.description).toMatch(/[.!?]$/);
    }
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });

  it.each(families)('%s: each file is listed in its index and has a test', (family) => {
    const files = filesOf(family);
    const index = readFileSync(`${import.meta.dirname}/${family}/index.ts`, 'utf8');
    const nodeFiles = files.filter(
      (file) =>
        !file.endsWith('.spec.ts') &&
        readFileSync(`${import.meta.dirname}/${family}/${file}`, 'utf8').includes('defineNode('),
    );
    expect(nodeFiles).not.toHaveLength(0);
    for (const file of nodeFiles) {
      expect(index).toContain(`./${file.replace(/\.ts$/, '.js')}`);
      expect(files).toContain(file.replace(/\.ts$/, '.spec.ts'));
    }
  });
});
