import type { VersionJson } from '../../engine/index.js';
import type { EventJson, EventTarget } from '../../events/event.js';
import type { AppContent } from './app-content.js';

/** A state of a board that becomes a board of its own under `id`. */
export interface UsedState {
  readonly id: string;
  readonly boardId: string;
  /** Null = the draft. */
  readonly version: VersionJson | null;
}

/**
 * The states of boards that are run: those that events lead to; of a board without events the newest version, or the
 * draft when there is none. The first state of a board keeps its id: the draft if that is used, else the newest.
 * The others get one with their version, such as `orders@1.0.0`. Events lead to what came of their states.
 */
export function usedStates(
  { boards, events }: Pick<AppContent, 'boards' | 'events'>,
  newest: ReadonlyMap<string, VersionJson>,
): { states: UsedState[]; events: EventJson[] } {
  const targets = events.flatMap((event) => [event, ...(event.canary ? [event.canary] : [])]);
  const states = boards.flatMap(({ id }): UsedState[] => {
    const used = targets.filter(({ board_id }) => board_id === id);
    const versions = distinct(used.map(({ board_version }) => board_version));
    if (versions.length === 0) return [{ id, boardId: id, version: newest.get(id) ?? null }];
    return versions.map((version, index) => ({
      id: index === 0 ? id : `${id}@${version!.join('.')}`,
      boardId: id,
      version,
    }));
  });
  const led = <T extends EventTarget>(target: T): T => {
    const state = states.find(
      ({ boardId, version }) =>
        boardId === target.board_id && String(version) === String(target.board_version),
    );
    return { ...target, board_id: state?.id ?? target.board_id, board_version: null };
  };
  return {
    states,
    events: events.map((event) => ({ ...led(event), canary: event.canary && led(event.canary) })),
  };
}

/** The draft first, then the newest. */
function distinct(versions: readonly (VersionJson | null)[]): (VersionJson | null)[] {
  const byText = new Map(versions.map((version) => [String(version), version]));
  return [...byText.values()].toSorted((one, other) => {
    if (one === null || other === null) return one === null ? -1 : 1;
    const part = one.findIndex((value, index) => value !== other[index]);
    return part < 0 ? 0 : other[part]! - one[part]!;
  });
}
