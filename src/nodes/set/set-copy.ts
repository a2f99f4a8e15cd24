import { type WorkingCopy, NodeError, type Value } from '../../engine/index.js';
import { ValueSet } from './value-set.js';

/** The set of a variable while by-reference nodes change it. */
export class SetCopy extends ValueSet implements WorkingCopy {
  constructor(value: Value) {
    if (!Array.isArray(value)) throw new NodeError('Variable is not a set');
    super(value as readonly Value[]);
  }

  toValue(): Value {
    return this.toArray();
  }
}
