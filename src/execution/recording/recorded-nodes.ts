import { type NodeRecord, parseValue, printValue, type Value } from '../../engine/index.js';

/** The nodes of a run as they are stored with its end: JSON text, to be read by `readNodes`. */
export function recordedText(records: readonly NodeRecord[]): string {
  return printValue(
    records.map(({ nodeId, name, activations, totalMs, firstStart, samples }) => ({
      node_id: nodeId,
      name,
      activations,
      total_ms: rounded(totalMs),
      first_start: new Date(firstStart).toISOString(),
      ...(samples.length > 0 && {
        samples: samples.map(({ start, ms, inputs, outputs, error }) => ({
          start: new Date(start).toISOString(),
          ms: ms === undefined ? null : rounded(ms),
          inputs,
          outputs,
          error: error ?? null,
        })),
      }),
    })) as Value,
  );
}

const rounded = (ms: number) => Math.round(ms * 1000) / 1000;

/** The nodes of a run as they are answered, longest first, each with the highest level that it logged. */
export function readNodes(
  recorded: string | null,
  levels: readonly (readonly [nodeId: string, level: number])[],
): Value {
  if (recorded === null)
    return levels.map(([node_id, level]) => ({
      node_id,
      name: null,
      activations: null,
      total_ms: null,
      first_start: null,
      level,
    }));
  const byId = new Map(levels);
  const nodes = parseValue(recorded) as readonly Readonly<Record<string, Value>>[];
  return nodes.map(({ samples, ...node }) => ({
    ...node,
    level: byId.get(node['node_id'] as string) ?? 0,
    ...(samples !== undefined && { samples }),
  }));
}
