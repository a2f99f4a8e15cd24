// The chart, rendered by real helm as users would.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { getHelm } from '../../scripts/get-helm.mjs';
import type { AnyJson } from '../setup/api-client.js';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
export const CHART = path.join(root, 'charts/flow-like');
/** The oldest Kubernetes the chart takes, and a new one: it decides one thing by version. */
export const KUBERNETES = ['1.27.0', '1.35.2'] as const;
/** The value files of charts/flow-like/ci, as `dev` for dev-values.yaml. */
export const CASES = readdirSync(path.join(CHART, 'ci'))
  .filter((file) => file.endsWith('-values.yaml'))
  .map((file) => file.replace(/-values\.yaml$/, ''));

export type Fields = Record<string, AnyJson>;
/** Any object of Kubernetes. */
export interface Manifest extends Fields {
  apiVersion: string;
  kind: string;
  metadata: { name: string } & Fields;
}

/** Helm by its major version, or why there is none here: tests that need it are then skipped, by name. */
export const helms: readonly { major: 3 | 4; file?: string; missing?: string }[] =
  await Promise.all(
    ([3, 4] as const).map(async (major) => {
      try {
        return { major, file: await getHelm(major) };
      } catch (error) {
        return { major, missing: (error as Error).message.split('\n')[0] };
      }
    }),
  );

const rendered = new Map<string, Promise<string>>();

/** What `helm template` makes of a case; `set` holds further `--set` options. Throws what helm says. */
export async function render(
  helm: string,
  values: string | undefined,
  { kubernetes = '1.35.2', set = [] as string[] } = {},
): Promise<Manifest[]> {
  const files = values === undefined ? [] : ['-f', path.join(CHART, 'ci', `${values}-values.yaml`)];
  const args = [
    'template',
    'flow-like',
    CHART,
    '--namespace=flow-like',
    `--kube-version=${kubernetes}`,
    ...files,
    ...set.flatMap((value) => ['--set', value]),
  ];
  const key = [helm, ...args].join(' ');
  if (!rendered.has(key))
    rendered.set(
      key,
      run(helm, args, { maxBuffer: 64 * 1024 * 1024 }).then(({ stdout }) => stdout),
    );
  return parseAllDocuments(await rendered.get(key)!)
    .map((document) => {
      if (document.errors.length > 0) throw document.errors[0]!;
      return document.toJS() as Manifest | null;
    })
    .filter((manifest) => manifest !== null);
}

export async function lint(helm: string, values: string): Promise<string> {
  const file = path.join(CHART, 'ci', `${values}-values.yaml`);
  return (await run(helm, ['lint', '--strict', CHART, '-f', file])).stdout;
}

/** What keeps pods: the template of a workload, or a pod itself. */
export function podOf({
  kind,
  metadata,
  spec,
}: Manifest): { metadata: Fields; spec: Fields } | undefined {
  if (kind === 'Pod') return { metadata, spec };
  const template = spec?.template as { metadata: Fields; spec: Fields } | undefined;
  return template?.spec?.containers === undefined ? undefined : template;
}

export function containersOf(pod: { spec: Fields }): Fields[] {
  return [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
}

export const nameOf = ({ kind, metadata }: Manifest) => `${kind}/${metadata.name}`;
