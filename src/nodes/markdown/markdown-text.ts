interface Opened {
  readonly name: string;
  readonly start: string;
  readonly end: string;
  isWritten: boolean;
}

/** Deeper ones are left out: nobody sees bold in bold. */
const MAX_OPENED = 64;

/** The text of one block: marks around words, blanks drawn together. */
export class MarkdownText {
  private parts: string[] = [];
  private opened: Opened[] = [];
  private isSpaced = false;

  get isEmpty(): boolean {
    return this.parts.length === 0;
  }

  add(text: string): void {
    const core = text.trim();
    if (core === '') {
      this.isSpaced ||= text !== '';
      return;
    }
    if (/^\s/.test(text)) this.isSpaced = true;
    const plain = core.replace(/\s+/g, ' ').replace(/[\\*_`[\]]|<(?=[a-z/!?])/gi, '\\$&');
    this.addRaw(this.isEmpty ? asNoBlock(plain) : plain);
    this.isSpaced = /\s$/.test(text);
  }

  /** Markdown as it is. */
  addRaw(markdown: string): void {
    if (this.isSpaced && !this.isEmpty) this.parts.push(' ');
    this.isSpaced = false;
    for (const mark of this.opened) {
      if (!mark.isWritten) this.parts.push(mark.start);
      mark.isWritten = true;
    }
    this.parts.push(markdown);
  }

  breakLine(): void {
    if (this.isEmpty) return;
    this.parts.push('  \n');
    this.isSpaced = false;
  }

  /** Marks that nothing stands between are not written. */
  open(name: string, start: string, end: string): void {
    if (this.opened.length < MAX_OPENED) this.opened.push({ name, start, end, isWritten: false });
  }

  close(name: string): void {
    const from = this.opened.findLastIndex((mark) => mark.name === name);
    if (from === -1) return;
    for (const mark of this.opened.splice(from).reverse())
      if (mark.isWritten) this.parts.push(mark.end);
  }

  /** The text with all marks closed; it is empty then. */
  take(): string {
    for (const mark of this.opened.toReversed()) if (mark.isWritten) this.parts.push(mark.end);
    const text = this.parts.join('').trimEnd();
    this.parts = [];
    this.opened = [];
    this.isSpaced = false;
    return text;
  }
}

/** What would make a heading, a list or a quotation of a text at the beginning of a line. */
function asNoBlock(text: string): string {
  return text.replace(/^(?:#{1,6}(?= |$)|[>+=~-]|\d{1,9}(?=[.)]))/, (mark) =>
    /^\d/.test(mark) ? `${mark}\\` : `\\${mark}`,
  );
}
