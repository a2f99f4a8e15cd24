import { EventStream } from '../common/event-stream.js';
import { interComEventJson, printValue, type Value } from '../engine/index.js';
import type { StreamEntry, StreamPosition } from './run-event-log.js';

const ENTRY_ID = /^(\d{1,9})-(\d{1,9})$/;

/** Before all entries. */
export const BEGINNING: StreamPosition = { attempt: 0, number: 0 };

/** The entry that a Last-Event-ID names. What is no id of ours counts as none: the stream begins anew. */
export function positionOf(lastEventId: string | undefined): StreamPosition {
  const [, attempt, number] = ENTRY_ID.exec(lastEventId ?? '') ?? [];
  if (attempt === undefined) return BEGINNING;
  return { attempt: Number(attempt), number: Number(number) };
}

/** Sends what a run tells, as the ecosystem's clients read it, and closes the stream at its end. */
export async function sendRun(
  stream: EventStream,
  runId: string,
  entries: AsyncIterable<StreamEntry>,
): Promise<void> {
  try {
    for await (const { attempt, number, event } of entries) {
      const id = `${attempt}-${number}`;
      const json = interComEventJson(event, `${runId}-${id}`);
      await stream.send({ id, type: event.type, data: printValue(json as unknown as Value) });
      if (stream.signal.aborted) return;
    }
  } finally {
    stream.end();
  }
}
