import type { Value } from '../engine/index.js';
import type { Place } from './short-form-error.js';

// What a short form says, between its text and a board. Names are those of the text.

/** A pin of a node by its name; of several with one name, which, from 1. */
export interface PinName {
  readonly name: string;
  readonly number: number;
}

/** `node.pin`. */
export interface PinRef extends PinName {
  readonly node: string;
  readonly place: Place;
}

/** A step of a chain: a node, and the pin it is entered or left through unless that is its only one. */
export interface Step {
  readonly node: string;
  readonly pin: PinName | undefined;
  readonly place: Place;
}

/** What is said of an input beside its node: a value, or which pins feed it. */
export interface Setting {
  readonly pin: PinName;
  readonly place: Place;
  readonly content: { readonly value: Value } | { readonly sources: readonly PinRef[] };
}

export interface PinType {
  readonly dataType: string;
  readonly valueType: string;
}

/** How a pin differs from what its node type says, or a pin that the type does not have. */
export interface PinDraft {
  readonly pin: PinName;
  readonly place: Place;
  /** `none`: the node lacks this pin of its type. */
  readonly type?: PinType | 'none' | undefined;
  /** What the pin holds by itself; `unset` takes away what the type gives it. */
  readonly value?: Value | undefined;
  readonly unset?: boolean | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly schema?: string | undefined;
  readonly options?: Value | undefined;
}

export type Direction = 'Input' | 'Output';

/** Pins by direction. */
export interface PinDrafts {
  readonly Input: readonly PinDraft[];
  readonly Output: readonly PinDraft[];
}

/** Names of all pins of a direction in their order. */
export type PinOrder = Readonly<Partial<Record<Direction, readonly string[]>>>;

export interface NodeDraft {
  readonly name: string;
  readonly place: Place;
  readonly type: string;
  readonly typePlace: Place;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  /** A remark of the author. */
  readonly comment?: string | undefined;
  readonly start?: boolean | undefined;
  /** Of the node type whose pins the node has; null for one older than all versions. */
  readonly version?: number | null | undefined;
  /** Names of the event nodes that it may call. */
  readonly fnRefs?: readonly { readonly node: string; readonly place: Place }[] | undefined;
  readonly canReferenceFns?: boolean | undefined;
  readonly canBeReferencedByFns?: boolean | undefined;
  readonly pins: PinDrafts;
  readonly order?: PinOrder | undefined;
  readonly settings: readonly Setting[];
}

/** A node type that the server need not know: what the nodes of it have in common. */
export interface NodeTypeDraft {
  readonly name: string;
  readonly title: string;
  readonly version?: number | undefined;
  readonly canReferenceFns?: boolean | undefined;
  readonly canBeReferencedByFns?: boolean | undefined;
  /** Further fields of the node's JSON, by their names there. */
  readonly fields: Readonly<Record<string, Value>>;
  readonly pins: PinDrafts;
}

export interface VariableDraft {
  readonly name: string;
  readonly place: Place;
  readonly type: PinType;
  readonly value?: Value | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly category?: string | undefined;
  readonly schema?: string | undefined;
  readonly exposed: boolean;
  readonly secret: boolean;
  readonly runtimeConfigured: boolean;
  readonly editable: boolean;
}

/** A name said somewhere. */
export interface Mention {
  readonly name: string;
  readonly place: Place;
}

export interface LayerDraft {
  readonly name: string;
  readonly place: Place;
  readonly title?: string | undefined;
  readonly type?: string | undefined;
  readonly comment?: string | undefined;
  readonly color?: string | undefined;
  /** The layer it lies in. */
  readonly in?: Mention | undefined;
  readonly nodes: readonly Mention[];
  readonly at?: readonly number[] | undefined;
  /** Where wires are drawn to enter and to leave. */
  readonly enter?: readonly number[] | undefined;
  readonly leave?: readonly number[] | undefined;
}

export interface CommentDraft {
  readonly name: string;
  readonly place: Place;
  readonly text: string;
  readonly type?: string | undefined;
  readonly author?: string | undefined;
  /** RFC 3339. */
  readonly written?: string | undefined;
  readonly in?: Mention | undefined;
  readonly at?: readonly number[] | undefined;
  readonly size?: readonly number[] | undefined;
  readonly color?: string | undefined;
  readonly z?: number | undefined;
  readonly locked?: boolean | undefined;
}

/** Ids that are not the names themselves. */
export interface IdDrafts {
  readonly board?: string | undefined;
  readonly nodes: ReadonlyMap<string, string>;
  readonly variables: ReadonlyMap<string, string>;
  readonly layers: ReadonlyMap<string, string>;
  readonly comments: ReadonlyMap<string, string>;
  /** Of outputs, where the order of their ids means something. */
  readonly pins: readonly (PinRef & { readonly id: string })[];
}

export interface Draft {
  readonly name: string;
  readonly description: string;
  readonly version: readonly [number, number, number];
  readonly stage: string;
  readonly logLevel: string;
  readonly executionMode: string;
  readonly pages: readonly string[];
  readonly variables: readonly VariableDraft[];
  readonly nodes: readonly NodeDraft[];
  readonly flow: readonly (readonly Step[])[];
  readonly layers: readonly LayerDraft[];
  readonly comments: readonly CommentDraft[];
  /** Where nodes are drawn. */
  readonly layout: ReadonlyMap<string, { readonly place: Place; readonly at: readonly number[] }>;
  readonly ids: IdDrafts;
  readonly nodeTypes: readonly NodeTypeDraft[];
}
