import { NodeError, type Value } from '../../engine/index.js';
import { ExpressionReader } from './template-expressions.js';
import {
  type Block,
  type Expression,
  type Found,
  isTrue,
  itemsOf,
  Rendering,
} from './template-rendering.js';
import { type Part, partsOf } from './template-tokens.js';

const MAX_DEPTH = 32;

/** A template ready to be filled. */
export interface Template {
  /** What it takes from outside, in order of appearance. */
  readonly names: readonly string[];
  /** Throws NodeError when the text gets longer than `limit`, or too much work. */
  render(input: (name: string) => Found, limit: number): string;
}

/** Reads a template in the language of Jinja. Throws NodeError where it makes no sense. */
export function readTemplate(source: string): Template {
  const reader = new TemplateReader(partsOf(source));
  const block = reader.whole();
  return {
    names: [...reader.names],
    render(input, limit) {
      const rendering = new Rendering(input, limit);
      block(rendering);
      return rendering.text;
    },
  };
}

class TemplateReader {
  readonly names = new Set<string>();
  private readonly scopes: Set<string>[] = [new Set()];
  private at = 0;

  constructor(private readonly parts: readonly Part[]) {}

  whole(): Block {
    const [block, end] = this.until([]);
    if (end !== undefined) throw new NodeError(`The template has ${end} where nothing began`);
    return block;
  }

  private readonly use = (name: string): void => {
    if (!this.scopes.some((scope) => scope.has(name))) this.names.add(name);
  };

  /** Blocks up to a statement that begins with one of `ends`, and that statement. */
  private until(
    ends: readonly string[],
  ): [Block, string | undefined, ExpressionReader | undefined] {
    if (this.scopes.length > MAX_DEPTH)
      throw new NodeError(`The template nests deeper than ${MAX_DEPTH}`);
    const blocks: Block[] = [];
    const all: Block = (rendering) => {
      for (const block of blocks) block(rendering);
    };
    while (this.at < this.parts.length) {
      const part = this.parts[this.at++]!;
      if (part.kind === 'text') {
        const { text } = part;
        blocks.push((rendering) => rendering.write(text));
        continue;
      }
      const reader = new ExpressionReader(part.tokens, this.use);
      if (part.kind === 'output') blocks.push(output(reader));
      else {
        const word = reader.name();
        if (ends.includes(word)) return [all, word, reader];
        blocks.push(this.statement(word, reader));
      }
    }
    if (ends.length > 0) throw new NodeError(`The template ends before ${ends.at(-1)}`);
    return [all, undefined, undefined];
  }

  private statement(word: string, reader: ExpressionReader): Block {
    if (word === 'if') return this.condition(reader);
    if (word === 'for') return this.loop(reader);
    if (word === 'set') return this.assignment(reader);
    throw new NodeError(`The template has the statement ${word}; there are if, for, set and raw`);
  }

  private condition(reader: ExpressionReader): Block {
    const condition = reader.expression();
    reader.end();
    const [then, end, next] = this.nested(() => this.until(['elif', 'else', 'endif']));
    const otherwise =
      end === 'elif' ? this.condition(next!) : end === 'else' ? this.last('endif') : undefined;
    return (rendering) => {
      rendering.spend();
      if (isTrue(condition(rendering))) then(rendering);
      else otherwise?.(rendering);
    };
  }

  private last(end: string): Block {
    return this.nested(() => this.until([end]))[0];
  }

  private loop(reader: ExpressionReader): Block {
    const names = [reader.name()];
    while (reader.takes(',')) names.push(reader.name());
    reader.expect('in');
    const list = reader.plain();
    let wanted: Expression | undefined;
    const [body, end] = this.nested(() => {
      for (const name of [...names, 'loop']) this.scopes.at(-1)!.add(name);
      if (reader.takes('if')) wanted = reader.plain();
      reader.end();
      return this.until(['else', 'endfor']);
    });
    const empty = end === 'else' ? this.last('endfor') : undefined;
    return (rendering) => {
      const all = itemsOf(list(rendering));
      rendering.spend(all.length);
      const assign = (item: Value) =>
        bind(names, item, (name, value) => rendering.set(name, value));
      const items = all.filter((item) => {
        if (wanted === undefined) return true;
        let keeps = false;
        rendering.within(() => {
          assign(item);
          keeps = isTrue(wanted!(rendering));
        });
        return keeps;
      });
      if (items.length === 0) empty?.(rendering);
      for (const [index, item] of items.entries())
        rendering.within(() => {
          rendering.spend();
          assign(item);
          rendering.set('loop', loopAt(index, items.length));
          body(rendering);
        });
    };
  }

  private assignment(reader: ExpressionReader): Block {
    const name = reader.name();
    if (reader.takes('=')) {
      const value = reader.expression();
      reader.end();
      this.scopes.at(-1)!.add(name);
      return (rendering) => rendering.set(name, value(rendering));
    }
    throw new NodeError(`The template sets ${name} without a value`);
  }

  private nested<T>(read: () => T): T {
    this.scopes.push(new Set());
    const found = read();
    this.scopes.pop();
    return found;
  }
}

function output(reader: ExpressionReader): Block {
  const value = reader.expression();
  reader.end();
  return (rendering) => {
    rendering.spend();
    rendering.write(rendering.print(value(rendering)));
  };
}

/** Several names take an item apart. */
function bind(
  names: readonly string[],
  item: Value,
  set: (name: string, value: Found) => void,
): void {
  if (names.length === 1) {
    set(names[0]!, item);
    return;
  }
  const parts = itemsOf(item);
  if (parts.length !== names.length)
    throw new NodeError(
      `The template takes an item of ${parts.length} parts apart into ${names.length}`,
    );
  for (const [index, name] of names.entries()) set(name, parts[index]);
}

function loopAt(index: number, length: number): Value {
  return {
    index: index + 1,
    index0: index,
    revindex: length - index,
    revindex0: length - index - 1,
    first: index === 0,
    last: index === length - 1,
    length,
  };
}
