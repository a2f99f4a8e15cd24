import { htmlTokens } from './html-tokens.js';
import { MarkdownText } from './markdown-text.js';

const BLOCKS = new Set(
  'address article aside body center dd details dialog div dl dt fieldset figcaption figure footer form header hgroup html main nav noscript p section summary title head'.split(
    ' ',
  ),
);
const MARKS: Readonly<Record<string, string>> = {
  strong: '**',
  b: '**',
  em: '*',
  i: '*',
  del: '~~',
  s: '~~',
  strike: '~~',
};
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** Quotations and lists within each other; deeper ones are not marked any more. */
const MAX_NESTING = 40;

interface Nesting {
  readonly name: string;
  /** What the first line begins with; undefined once it is written. */
  first: string | undefined;
  /** What every other line begins with. */
  readonly rest: string;
  /** Items of a list so far. */
  count: number;
}

/**
 * Writes HTML as Markdown. Elements in `skipped` are left out with all that is in them. Takes any text, in time in
 * proportion to it.
 */
export function toMarkdown(html: string, skipped: ReadonlySet<string>): string {
  const writer = new Writer();
  let skipping: string | undefined;
  let depth = 0;
  for (const token of htmlTokens(html)) {
    if (skipping !== undefined) {
      if (token.kind === 'text' || token.name !== skipping) continue;
      depth += token.kind === 'open' ? 1 : -1;
      if (depth === 0) skipping = undefined;
    } else if (token.kind === 'text') writer.text(token.text);
    else if (token.kind === 'close') writer.close(token.name);
    else if (!skipped.has(token.name)) writer.open(token.name, token.attributes);
    else if (!VOID.has(token.name)) {
      skipping = token.name;
      depth = 1;
    }
  }
  return writer.finish();
}

class Writer {
  private readonly lines: string[] = [];
  private readonly nesting: Nesting[] = [];
  /** Elements beyond the nesting that is marked, by name: their ends end nothing. */
  private readonly unmarked = new Map<string, number>();
  private readonly inline = new MarkdownText();
  private isTight = false;
  private prefix = '';
  /** The element whose text is taken as it is: pre or code. */
  private verbatim: { name: string; text: string[]; language: string } | undefined;
  private table: { row: string[] | undefined; isHeadDone: boolean; depth: number } | undefined;

  text(text: string): void {
    if (this.verbatim !== undefined) this.verbatim.text.push(text);
    else this.inline.add(text);
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (this.verbatim !== undefined) {
      if (name === 'br') this.verbatim.text.push('\n');
      if (name === 'code') this.verbatim.language ||= languageOf(attributes);
    } else if (name === 'br') {
      if (this.table === undefined) this.inline.breakLine();
      else this.inline.add(' ');
    } else if (name === 'img') this.inline.addRaw(imageOf(attributes));
    else if (name === 'a') {
      const href = attributes.get('href');
      if (href !== undefined)
        this.inline.open(name, '[', `](${addressOf(href, attributes.get('title'))})`);
    } else if (Object.hasOwn(MARKS, name)) this.inline.open(name, MARKS[name]!, MARKS[name]!);
    else if (name === 'code' || (name === 'pre' && this.table === undefined)) {
      if (name === 'pre') this.endBlock();
      this.verbatim = { name, text: [], language: languageOf(attributes) };
    } else if (this.table !== undefined) this.openInTable(name);
    else this.openBlock(name);
  }

  close(name: string): void {
    if (this.verbatim !== undefined) {
      if (name === this.verbatim.name) this.endVerbatim();
    } else if (name === 'a' || Object.hasOwn(MARKS, name)) this.inline.close(name);
    else if (this.table !== undefined) this.closeInTable(name);
    else if (/^h[1-6]$/.test(name) || BLOCKS.has(name)) this.endBlock();
    else this.leave(name);
  }

  finish(): string {
    if (this.verbatim !== undefined) this.endVerbatim();
    if (this.table !== undefined) this.endRow();
    this.endBlock();
    return this.lines.join('\n');
  }

  private openBlock(name: string): void {
    if (/^h[1-6]$/.test(name)) {
      this.endBlock();
      this.prefix = `${'#'.repeat(Number(name[1]))} `;
    } else if (BLOCKS.has(name)) this.endBlock();
    else if (name === 'hr') {
      this.endBlock();
      this.writeBlock(['* * *']);
    } else if (name === 'blockquote') this.enter(name, '> ', '> ');
    else if (name === 'ul' || name === 'ol') {
      this.enter(name, undefined, '');
      // A list in an item stands right below its text.
      this.isTight = this.nesting.some((outer) => outer.name === 'li');
    } else if (name === 'li') {
      this.leave(name, true);
      const list = this.nesting.at(-1);
      const marker = list?.name === 'ol' ? `${list.count + 1}.  ` : '*   ';
      this.isTight = list === undefined || list.count > 0 || this.isTight;
      if (list !== undefined) list.count++;
      const { isTight } = this;
      this.enter(name, marker, ' '.repeat(marker.length));
      this.isTight = isTight;
    } else if (name === 'table') {
      this.endBlock();
      this.table = { row: undefined, isHeadDone: false, depth: 1 };
    }
  }

  private openInTable(name: string): void {
    const table = this.table!;
    if (name === 'table') table.depth++;
    if (table.depth > 1) this.inline.add(' ');
    else if (name === 'tr') {
      this.endRow();
      table.row = [];
    } else if (name === 'td' || name === 'th') {
      this.endCell();
      table.row ??= [];
    } else this.inline.add(' ');
  }

  private closeInTable(name: string): void {
    const table = this.table!;
    if (name === 'table') {
      table.depth--;
      if (table.depth > 0) return;
      this.endRow();
      this.table = undefined;
      this.isTight = false;
    } else if (table.depth === 1 && name === 'tr') this.endRow();
    else if (table.depth === 1 && (name === 'td' || name === 'th')) this.endCell(true);
    else this.inline.add(' ');
  }

  private endCell(isEnded = false): void {
    const text = this.inline.take().replaceAll('|', '\\|').replace(/\s*\n/g, ' ');
    if (isEnded || text !== '') (this.table!.row ??= []).push(text);
  }

  private endRow(): void {
    this.endCell();
    const table = this.table!;
    const { row } = table;
    table.row = undefined;
    if (row === undefined || row.length === 0) return;
    const lines = [`| ${row.join(' | ')} |`];
    if (!table.isHeadDone) lines.push(`|${' --- |'.repeat(row.length)}`);
    this.isTight = table.isHeadDone;
    table.isHeadDone = true;
    this.writeBlock(lines);
  }

  private enter(name: string, first: string | undefined, rest: string): void {
    this.endBlock();
    if (this.nesting.length < MAX_NESTING) this.nesting.push({ name, first, rest, count: 0 });
    else this.unmarked.set(name, (this.unmarked.get(name) ?? 0) + 1);
  }

  /** Ends an element and all that is open in it; `inList`: only within the innermost list. */
  private leave(name: string, inList = false): void {
    const unmarked = this.unmarked.get(name) ?? 0;
    if (unmarked > 0 && !inList) {
      this.unmarked.set(name, unmarked - 1);
      this.endBlock();
      return;
    }
    const from = this.nesting.findLastIndex((open) => open.name === name);
    const list = this.nesting.findLastIndex((open) => open.name === 'ul' || open.name === 'ol');
    if (from === -1 || (inList && from < list)) {
      if (inList) this.endBlock();
      return;
    }
    this.endBlock();
    this.nesting.length = from;
    this.isTight = false;
  }

  private endBlock(): void {
    const text = this.inline.take();
    const prefix = this.prefix;
    this.prefix = '';
    if (text === '') return;
    this.writeBlock((prefix === '' ? text : prefix + text.replace(/\s*\n/g, ' ')).split('\n'));
  }

  private endVerbatim(): void {
    const { name, text, language } = this.verbatim!;
    this.verbatim = undefined;
    const code = text.join('');
    const ticks = '`'.repeat(longestRun(code) + 1);
    if (name === 'code') {
      const plain = code.replace(/\s+/g, ' ');
      const space = plain.startsWith('`') || plain.endsWith('`') ? ' ' : '';
      if (plain.trim() !== '') this.inline.addRaw(ticks + space + plain + space + ticks);
      return;
    }
    const fence = ticks.length < 3 ? '```' : ticks;
    this.writeBlock([fence + language, ...code.replace(/^\n|\n$/g, '').split('\n'), fence]);
  }

  private writeBlock(block: readonly string[]): void {
    if (this.lines.length > 0 && !this.isTight) this.lines.push(this.blankLine());
    this.isTight = false;
    for (const line of block) this.lines.push(this.lineStart() + line);
  }

  private lineStart(): string {
    return this.nesting
      .map((open) => {
        const start = open.first ?? open.rest;
        open.first = undefined;
        return start;
      })
      .join('');
  }

  /** The line between two blocks belongs to what both are in. */
  private blankLine(): string {
    const begun = this.nesting.findIndex((open) => open.first !== undefined);
    const both = begun === -1 ? this.nesting : this.nesting.slice(0, begun);
    return both
      .map(({ rest }) => rest)
      .join('')
      .trimEnd();
  }
}

function imageOf(attributes: ReadonlyMap<string, string>): string {
  const alt = (attributes.get('alt') ?? '').replace(/\s+/g, ' ').replace(/[[\]\\]/g, '\\$&');
  const src = attributes.get('src');
  return src === undefined ? alt : `![${alt}](${addressOf(src, attributes.get('title'))})`;
}

function addressOf(address: string, title: string | undefined): string {
  const plain = address
    .trim()
    .replace(/\s/g, '%20')
    .replace(/[()<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return title === undefined
    ? plain
    : `${plain} "${title.replace(/\s+/g, ' ').replaceAll('"', '\\"')}"`;
}

function languageOf(attributes: ReadonlyMap<string, string>): string {
  return /(?:^|\s)lang(?:uage)?-([\w+#.-]+)/.exec(attributes.get('class') ?? '')?.[1] ?? '';
}

function longestRun(code: string): number {
  let longest = 0;
  for (const [run] of code.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}
