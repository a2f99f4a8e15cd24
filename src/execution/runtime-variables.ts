import { InvalidError } from '../common/errors.js';
import { BoardError, type VariableJson, variableShape, shape } from '../engine/index.js';

const MOST = 1000;

const wholeShape = shape.record({ runtime_variables: shape.byId(variableShape) });

/** Variables that came with a request, by id. Throws InvalidError naming what is wrong. */
export function readRuntimeVariables(
  given: unknown,
): Readonly<Record<string, VariableJson>> | undefined {
  if (given === undefined || given === null) return undefined;
  try {
    const { runtime_variables: read } = wholeShape({ runtime_variables: given });
    if (Object.keys(read).length <= MOST) return read;
  } catch (error) {
    if (!(error instanceof BoardError)) throw error;
    throw new InvalidError('The runtime variables cannot be used', [
      { path: error.path, message: error.reason },
    ]);
  }
  throw new InvalidError('The runtime variables cannot be used', [
    { path: 'runtime_variables', message: `must be at most ${MOST}` },
  ]);
}
