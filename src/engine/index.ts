export type { Activation } from './activation.js';
export { type Board, LOG_LEVELS, type LogLevelName, readBoard } from './board.js';
export type { ExecOutput, Input, Output } from './bound-pins.js';
export { compile } from './compile.js';
export { BoardError, NodeError, RunStopped, type StopReason } from './errors.js';
export { execute, executionFailed, subRun } from './execute.js';
export { floatText } from './float-text.js';
export type { Clock, Host, LogLine, RunEvent } from './host.js';
export { inTurn, type Maybe } from './in-turn.js';
export { DEFAULT_LIMITS, type Limits } from './limits.js';
export { type AnyNodeType, defineNode, type NodeBody } from './node-type.js';
export * as pin from './pins.js';
export type { Program } from './program.js';
export { encodeDefault, nodeJson } from './node-json.js';
export { NodeRegistry } from './registry.js';
export type { RunResult, RunStatus } from './run-result.js';
export type { RunOptions } from './run.js';
export {
  describeKind,
  equalValues,
  Float,
  parseValue,
  printValue,
  type Value,
  type ValueObject,
} from './value.js';
