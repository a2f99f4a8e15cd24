import { whatThereIs } from '../closest.js';
import type { Draft, Mention } from '../draft.js';
import type { Place, Problems } from '../short-form-error.js';

/** The names of one kind of thing in a text, each with the id it has on the board. */
export class NamedIds {
  private readonly ids = new Map<string, string>();

  constructor(
    named: readonly Mention[],
    /** Of names that are not the ids themselves; some may belong to nothing on the board. */
    private readonly given: ReadonlyMap<string, string>,
    private readonly words: { readonly one: string; readonly many: string },
    private readonly problems: Problems,
  ) {
    const byId = new Map<string, string>();
    for (const { name, place } of named) {
      const id = given.get(name) ?? name;
      const other = byId.get(id);
      if (other !== undefined)
        problems.add(place, `\`${name}\` has the id of \`${other}\`; see \`ids\``);
      byId.set(id, name);
      this.ids.set(name, id);
    }
  }

  /** Of a thing that is in the text. */
  find(name: string): string | undefined {
    return this.ids.get(name);
  }

  /** As `refer`, without a complaint. */
  findReferred(name: string): string | undefined {
    return this.ids.get(name) ?? this.given.get(name);
  }

  /** Complains if there is none. */
  get(name: string, place: Place): string | undefined {
    const id = this.ids.get(name);
    if (id === undefined) this.complain(name, place);
    return id;
  }

  /** As `get`, but what the board lacks may be named too if the text gives its id. */
  refer(name: string, place: Place): string | undefined {
    const id = this.findReferred(name);
    if (id === undefined) this.complain(name, place);
    return id;
  }

  /** Null for what is mentioned nowhere. */
  ofMention(mention: Mention | undefined): string | null {
    return mention === undefined ? null : (this.get(mention.name, mention.place) ?? null);
  }

  private complain(name: string, place: Place): void {
    const { one, many } = this.words;
    const known = whatThereIs(name, [...this.ids.keys()], many);
    this.problems.add(place, `There is no ${one} \`${name}\`: ${known}`);
  }
}

/** The names of all that a text has. */
export function boardIds(draft: Draft, problems: Problems) {
  const named = (key: 'nodes' | 'variables' | 'layers' | 'comments') =>
    new NamedIds(draft[key], draft.ids[key], { one: key.slice(0, -1), many: key }, problems);
  return {
    nodes: named('nodes'),
    variables: named('variables'),
    layers: named('layers'),
    comments: named('comments'),
  };
}

export type BoardIds = ReturnType<typeof boardIds>;
