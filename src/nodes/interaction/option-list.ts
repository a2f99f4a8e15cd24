import type { Activation, Input } from '../../engine/index.js';

/** One thing that can be chosen, as clients show it. */
interface Option {
  readonly id: string;
  readonly label: string;
  /** Whoever chooses it types something. */
  readonly freeform: boolean;
  readonly [key: string]: string | boolean;
}

/** What can be chosen, under ids that are new each time. */
export class OptionList {
  readonly options: readonly Option[];
  private readonly labels: ReadonlyMap<unknown, string>;

  constructor(at: Activation, inputs: readonly Input<string>[], freeform = false) {
    const option = (label: string, typed: boolean): Option => ({
      id: at.host.createId(),
      label,
      freeform: typed,
    });
    const typed = freeform ? [option('Other (type your answer)', true)] : [];
    this.options = [...inputs.map((input) => option(input.read(at), false)), ...typed];
    this.labels = new Map(this.options.map(({ id, label }) => [id, label]));
  }

  /** Undefined for what is the id of none. */
  labelOf(id: unknown): string | undefined {
    return this.labels.get(id);
  }
}
