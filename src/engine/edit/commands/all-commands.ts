import { addNode } from './add-node.js';
import type { Command } from './command.js';
import { removeComment, upsertComment } from './comments.js';
import { connectPin, disconnectPin } from './connect-pins.js';
import { copyPaste } from './copy-paste.js';
import { moveNode } from './move-node.js';
import { removeLayer } from './remove-layer.js';
import { removeNode } from './remove-node.js';
import { updateNode } from './update-node.js';
import { upsertLayer } from './upsert-layer.js';
import { upsertPin } from './upsert-pin.js';
import { removeVariable, upsertVariable } from './variables.js';

/** By `command_type`. */
export const ALL_COMMANDS: ReadonlyMap<string | undefined, Command> = new Map(
  Object.entries({
    AddNode: addNode,
    UpdateNode: updateNode,
    RemoveNode: removeNode,
    MoveNode: moveNode,
    CopyPaste: copyPaste,
    UpsertPin: upsertPin,
    ConnectPin: connectPin,
    DisconnectPin: disconnectPin,
    UpsertVariable: upsertVariable,
    RemoveVariable: removeVariable,
    UpsertComment: upsertComment,
    RemoveComment: removeComment,
    UpsertLayer: upsertLayer,
    RemoveLayer: removeLayer,
  }),
);
