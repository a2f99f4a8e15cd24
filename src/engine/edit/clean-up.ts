import type { BoardJson } from './board-json.js';
import { dropHashes } from './hashes.js';
import { dropLooseLinks } from './links.js';
import { placeLayerEnds } from './layer-coordinates.js';
import { limitedIds } from './new-pins.js';
import { numberPins } from './pin-indexes.js';
import { moveTextsToRefs } from './refs.js';
import { addRelays } from './relays.js';

/**
 * Puts a board in order, after every edit and when it is loaded; doing it again changes nothing. Takes
 * any board that `readBoard` takes. `createId` names the relay pins it adds; throws BoardError when they
 * are beyond measure.
 */
export function cleanUp(board: BoardJson, createId: () => string): BoardJson {
  const complete = {
    ...board,
    nodes: board.nodes ?? {},
    variables: board.variables ?? {},
    comments: board.comments ?? {},
    layers: board.layers ?? {},
  };
  const tidy = dropLooseLinks(moveTextsToRefs(placeLayerEnds(dropHashes(complete))));
  // Relays are copies of pins, so they come after all that can change a pin, and before the numbers.
  return numberPins(addRelays(tidy, limitedIds(createId)));
}
