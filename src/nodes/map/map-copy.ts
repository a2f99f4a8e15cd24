import { type WorkingCopy, isObject, NodeError, type Value } from '../../engine/index.js';
import { Members } from '../members.js';

/** The map of a variable while by-reference nodes change it. */
export class MapCopy extends Members implements WorkingCopy {
  constructor(value: Value) {
    if (!isObject(value)) throw new NodeError('Variable is not a map');
    super(value);
  }

  toValue(): Value {
    return this.toObject();
  }
}
