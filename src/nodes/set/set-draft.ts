import { type Draft, NodeError, type Value } from '../../engine/index.js';
import { ValueSet } from './value-set.js';

/** The set of a variable while by-reference nodes change it. */
export class SetDraft extends ValueSet implements Draft {
  constructor(value: Value) {
    if (!Array.isArray(value)) throw new NodeError('Variable is not a set');
    super(value as readonly Value[]);
  }

  toValue(): Value {
    return this.toArray();
  }
}
