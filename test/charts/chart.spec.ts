import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config/config.js';
import {
  CASES,
  CHART,
  containersOf,
  helms,
  KUBERNETES,
  lint,
  type Manifest,
  nameOf,
  podOf,
  render,
} from './chart.js';
import { crossObjectFaults } from './cross-object.js';
import { podSecurityFaults } from './pod-security.js';
import { schemaFaults, typeFaults } from './schemas.js';

it('the table of values tells of every value; `npm run docs:chart` writes it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'chart-'));
  try {
    const written = path.join(folder, 'README.md');
    const kept = readFileSync(path.join(CHART, 'README.md'), 'utf8');
    execFileSync('cp', [path.join(CHART, 'README.md'), written]);
    execFileSync(process.execPath, ['scripts/chart-page.mjs', written], { stdio: 'pipe' });
    expect(readFileSync(written, 'utf8')).toBe(kept);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const found = helms.filter(({ file }) => file !== undefined);
for (const { major, missing } of helms)
  if (missing !== undefined) {
    console.error(`SKIPPED: no test of the chart with helm ${major}: ${missing}`);
    // oxlint-disable-next-line jest/no-disabled-tests, jest/expect-expect, jest/valid-title
    it.skip(`SKIPPED: helm ${major} can't be had: ${missing}`, () => undefined);
  }

if (found.length > 0)
  describe.each(found.map(({ major, file }) => [major, file!] as const))('helm %i', (_, helm) => {
    it.each(CASES)('finds nothing to complain of in the case %s', async (values) => {
      expect(await lint(helm, values)).toContain('0 chart(s) failed');
    });

    describe.each(CASES)('the case %s', (values) => {
      const rendered = new Map<string, Manifest[]>();
      beforeAll(async () => {
        for (const kubernetes of KUBERNETES)
          rendered.set(kubernetes, await render(helm, values, { kubernetes }));
      });
      const faults = (find: (manifests: Manifest[]) => string[]) =>
        [...rendered].flatMap(([version, manifests]) =>
          find(manifests).map((fault) => `${version}: ${fault}`),
        );

      it('fits the schemas of Kubernetes', () => {
        expect(faults((all) => all.flatMap(schemaFaults))).toEqual([]);
      });

      it('keeps the restricted profile of Pod Security', () => {
        expect(faults((all) => all.flatMap(podSecurityFaults))).toEqual([]);
      });

      it('fits together', () => {
        expect(faults(crossObjectFaults)).toEqual([]);
      });

      it('names everything once, and nothing with a namespace of its own', () => {
        for (const manifests of rendered.values()) {
          const names = manifests.map(nameOf);
          expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
          expect(manifests.filter(({ metadata }) => metadata.namespace !== undefined)).toEqual([]);
        }
      });
    });

    it('has no field that Kubernetes does not know, in any case', async () => {
      const objects = new Map<string, Manifest>();
      for (const values of CASES)
        for (const kubernetes of KUBERNETES)
          for (const manifest of await render(helm, values, { kubernetes }))
            // Keys and passwords are made anew each time.
            if (manifest.kind !== 'Secret' || objects.size === 0)
              objects.set(JSON.stringify(manifest), manifest);
      expect(objects.size).toBeGreaterThan(50);
      expect(typeFaults([...objects.values()])).toEqual([]);
    }, 120_000);

    it('renders the Service that the reference forwards a port to', async () => {
      const service = (await render(helm, 'dev')).find(
        ({ kind, metadata }) => kind === 'Service' && metadata.name === 'flow-like-api',
      );
      expect(service!.spec.ports).toEqual([
        { name: 'http', port: 8080, targetPort: 'http', appProtocol: 'http' },
      ]);
    });

    it('generates keys that the server takes', async () => {
      const manifests = await render(helm, 'hook');
      const secret = manifests.find((one) => nameOf(one) === 'Secret/flow-like')!;
      const settings = manifests.find((one) => nameOf(one) === 'ConfigMap/flow-like')!;
      const config = readConfig({ ...settings.data, ...secret.stringData }, 'api');
      expect(config).toMatchObject({ production: true, jobs: { auth: 'required' } });
      expect(config.auth.tokenKeys).toHaveLength(1);
      expect(config.secretKeys).toHaveLength(1);
      expect(secret.metadata.annotations['helm.sh/resource-policy']).toBe('keep');
    });

    it('sets up every process so that it would start', async () => {
      for (const values of CASES) {
        const manifests = await render(helm, values);
        const settings = manifests.find(
          ({ kind, metadata }) =>
            kind === 'ConfigMap' && metadata.labels['app.kubernetes.io/component'] === 'config',
        )!;
        for (const manifest of manifests)
          for (const { args, env, envFrom } of containersOf(
            podOf(manifest) ?? { spec: { containers: [] } },
          )) {
            const [role] = args ?? [];
            if (!['api', 'worker', 'migrate'].includes(role)) continue;
            const given = environmentOf(env);
            expect(() =>
              readConfig({ ...(envFrom && settings.data), ...given }, role),
            ).not.toThrow();
          }
      }
    });

    it('waits before a pod ends, by the kubelet where it can', async () => {
      const preStop = async (kubernetes: string) =>
        (await render(helm, 'hook', { kubernetes })).find(
          (one) => nameOf(one) === 'Deployment/flow-like-api',
        )!.spec.template.spec.containers[0].lifecycle.preStop;
      expect(await preStop('1.29.9')).toEqual({ exec: { command: ['sleep', '5'] } });
      expect(await preStop('1.30.0')).toEqual({ sleep: { seconds: 5 } });
    });

    it('gives every process more time to end than it takes for itself', async () => {
      for (const values of CASES)
        for (const manifest of await render(helm, values)) {
          if (manifest.kind !== 'Deployment') continue;
          const { containers, terminationGracePeriodSeconds: whole } = manifest.spec.template.spec;
          const [{ env = [], lifecycle }] = containers;
          const grace = env.find(({ name }: { name: string }) => name === 'SHUTDOWN_GRACE_MS');
          if (grace === undefined) continue;
          const sleep = lifecycle?.preStop.sleep.seconds ?? 0;
          expect(whole * 1000).toBeGreaterThan(sleep * 1000 + Number(grace.value) + 5000); // CLOSE_MS of src/serve.ts
        }
    });

    it('a migration Job has another name for another image, and a token is mounted for the dispatcher only', async () => {
      const jobs = async (...set: string[]) =>
        (await render(helm, 'job', { set }))
          .filter(({ kind }) => kind === 'Job')
          .map(({ metadata }) => metadata.name);
      const [one] = await jobs();
      expect(await jobs()).toEqual([one]);
      expect(await jobs('image.tag=v2')).not.toEqual([one]);
      const mounted = (await render(helm, 'full')).filter(
        (one) => podOf(one)?.spec.automountServiceAccountToken === true,
      );
      expect(mounted.map(nameOf)).toEqual(
        ['big', 'default', 'nightly'].map((group) => `Deployment/flow-like-worker-${group}`),
      );
    });

    it.each([
      ['nothing', undefined, [], 'a database is required'],
      ['nothing at all', undefined, [], 'a Redis is required'],
      ['an unknown value', 'dev', ['replicas=2'], 'replicas'],
      ['an unknown value in a group', 'hook', ['workers.default.nope=1'], 'nope'],
      ['a secret among the settings', 'hook', ['config.DATABASE_URL=x'], 'DATABASE_URL'],
      [
        'a public address without https',
        'hook',
        ['publicUrl=http://flow.example.com'],
        'publicUrl',
      ],
      [
        'several replicas of what is to be tried out',
        'dev',
        ['api.replicas=2'],
        'api.replicas must be 1',
      ],
      [
        'several workers there',
        'dev',
        ['workers.default.replicas=3'],
        'workers.default must have one replica',
      ],
      [
        'a way to it from outside',
        'dev',
        ['ingress.enabled=true,ingress.host=x.example'],
        'jobs without credentials',
      ],
      ['addresses beside its own', 'dev', ['redis.url=redis://x'], 'leave out database.url'],
      [
        'a hook before an ExternalSecret',
        'external-secret',
        ['migrations.mode=hook'],
        'use job, init or auto',
      ],
      [
        'two ways to secrets',
        'external-secret',
        ['secrets.existingSecret=x'],
        'exclude each other',
      ],
      [
        'no pod that looks after schedules',
        'hook',
        ['workers.default.replicas=0'],
        'must keep a pod',
      ],
      [
        'the least above the most',
        'full',
        ['workers.default.autoscaling.minReplicas=60'],
        'must not exceed maxReplicas',
      ],
      [
        'KEDA without Prometheus',
        'full',
        ['workers.nightly.autoscaling.keda.prometheusAddress='],
        'prometheusAddress is required',
      ],
      ['a digest that is none', 'hook', ['image.digest=latest'], 'digest'],
      ['an old Kubernetes', 'hook', [], 'incompatible with Kubernetes', '1.26.0'],
    ])('refuses %s', async (_, values, set, message, kubernetes = '1.35.2') => {
      await expect(render(helm, values, { set, kubernetes })).rejects.toThrow(message);
    });
  });

/** What the process would find: any good value for what comes out of Secrets. */
function environmentOf(env: { name: string; value?: string }[] = []): Record<string, string> {
  const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const secrets: Record<string, string> = {
    DATABASE_URL: 'postgres://db/x',
    REDIS_URL: 'redis://cache',
    TOKEN_KEYS: pem.export({ type: 'sec1', format: 'pem' }) as string,
    SECRET_KEYS: Buffer.alloc(32, 1).toString('base64'),
    OAUTH_PROVIDERS: '{}',
  };
  return Object.fromEntries(
    env.map(({ name, value }) => {
      const plain = name.replace(/_FILE$/, '');
      return secrets[plain] === undefined ? [name, value ?? 'x'] : [plain, secrets[plain]];
    }),
  );
}
