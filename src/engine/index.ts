export type { Activation, Frame } from './activation.js';
export {
  type Board,
  type BoardNode,
  type BoardPin,
  LOG_LEVELS,
  type LogLevelName,
  readBoard,
} from './board.js';
export type {
  BoardJson,
  CommentJson,
  LayerJson,
  TimeJson,
  VariableJson,
  VersionJson,
} from './edit/board-json.js';
export { mapOf } from './edit/changes.js';
export { cleanUp } from './edit/clean-up.js';
export { variableShape } from './edit/commands/element-shapes.js';
export * as shape from './edit/commands/shapes.js';
export { executeCommands, type ExecutedCommands } from './edit/commands/execute-commands.js';
export { CommandError, redoCommands, undoCommands } from './edit/commands/undo-commands.js';
export {
  expectVariable,
  followVariable,
  inputPerName,
  mirrorOutputs,
  needFunction,
  needText,
  inputsByChoice,
} from './edit/hooks.js';
export { inputPerField, outputPerField } from './edit/schema-pins.js';
export { syncSchemas } from './edit/sync-schemas.js';
export { runUpdateHooks } from './edit/update-hooks.js';
export { MAX_VERSION_PART } from './board-fields.js';
export { bumpVersion, type VersionBump } from './edit/version.js';
export { type ExecOutput, type Input, type Output, setSlot } from './bound-pins.js';
export { compile } from './compile.js';
export { equalValues } from './equal-values.js';
export { BoardError, NodeError, OutageError, RunStopped, type StopReason } from './errors.js';
export { execute } from './execute.js';
export { findEqual } from './find-equal.js';
export { readVariableValues } from './given-variables.js';
export type {
  Clock,
  FileStore,
  Host,
  HttpClient,
  HttpRequest,
  HttpResponse,
  Interactions,
  LogLine,
  Notifications,
  Reply,
  RunEvent,
  StoredFile,
} from './host.js';
export { inTurn, type Maybe } from './in-turn.js';
export { Interner } from './interner.js';
export type { Limits } from './limits.js';
export { type AnyNodeType, defineNode, type NodeBody } from './node-type.js';
export { parseValue } from './parse-value.js';
export * as pin from './pins.js';
export { printValue } from './print-value.js';
export { findProblems } from './problems/find-problems.js';
export type { BoardProblem } from './problems/problem.js';
export type { CompiledNode, Entrance, Parameter, Program } from './program.js';
export { encodeDefault, type NodeJson, nodeJson, type PinJson } from './node-json.js';
export type { EndedActivation, NodeRecord, NodeSample, RecordOptions } from './node-recorder.js';
export { NodeRegistry } from './registry.js';
export {
  interComEventJson,
  type InterComEventJson,
  logMessageJson,
  type LogMessageJson,
  logMetaJson,
  type LogMetaJson,
  type RunFacts,
  systemTimeJson,
  type SystemTimeJson,
} from './run-json.js';
export type { RunResult, RunStatus } from './run-result.js';
export type { GivenVariables, RunOptions, UserContext } from './run-options.js';
export { Scope } from './scope.js';
export { sortedKeys } from './sorted-keys.js';
export { sideBySide, withOwnValues } from './side-by-side.js';
export { Shared } from './shared.js';
export { SharedMemory } from './shared-memory.js';
export { closingEvents, executeTelling, openingEvents } from './stream.js';
export { evaluateInputs, executionFailed, type Outcome, subRun } from './trigger.js';
export { Float, isObject, MAX_DEPTH, toFloatValue, type Value, type ValueObject } from './value.js';
export type { WorkingCopy } from './variables.js';
export { EXECUTION_MODES, newBoardJson, readBoardJson, STAGES } from './edit/board-shape.js';
