import { isOutage } from '../common/outage.js';

interface Call<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Statements of one kind under way at once: one is read by Postgres while the next is written to it. */
const AT_ONCE = 2;
/** Calls in one statement. */
const MOST = 200;

/**
 * Many calls in few statements: what arrives while others are under way goes to Postgres together, in the
 * order it arrived. There is no timer: a call that comes alone goes at once. A group that fails is tried in
 * halves, and so on, so that only the call at fault fails; an outage fails all of it.
 */
export class Grouped<Item, Answer> {
  private waiting: Call<Item, Answer>[] = [];
  private underWay = 0;
  private scheduled = false;

  /** `act` answers for every item, in their order. */
  constructor(private readonly act: (items: readonly Item[]) => Promise<readonly Answer[]>) {}

  call(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.schedule();
    });
  }

  /** After all requests that this turn of the event loop brought. */
  private schedule(): void {
    if (this.scheduled || this.underWay >= AT_ONCE || this.waiting.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      void this.send(this.waiting.splice(0, MOST));
      this.schedule();
    });
  }

  private async send(calls: readonly Call<Item, Answer>[]): Promise<void> {
    this.underWay++;
    try {
      await this.answer(calls);
    } finally {
      this.underWay--;
      this.schedule();
    }
  }

  private async answer(calls: readonly Call<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.act(calls.map(({ item }) => item));
      for (const [index, { resolve }] of calls.entries()) resolve(answers[index]!);
    } catch (error) {
      const half = calls.length >> 1;
      if (half === 0 || isOutage(error)) for (const { reject } of calls) reject(error);
      else for (const part of [calls.slice(0, half), calls.slice(half)]) await this.answer(part);
    }
  }
}
