import type { NodeJson, PinJson } from '../node-json.js';

export function findInput(node: NodeJson, name: string): PinJson | undefined {
  return Object.values(node.pins).find((pin) => pin.pin_type === 'Input' && pin.name === name);
}

const utf8 = new TextDecoder();

/** The text somebody typed into a pin; empty if there is none. */
export function typedText({ default_value }: PinJson): string {
  try {
    const value: unknown = JSON.parse(utf8.decode(Uint8Array.from(default_value ?? [])));
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}
