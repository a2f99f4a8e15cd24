// The checks themselves: each finds the fault that it is there for, and nothing in what is right.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Fields, helms, type Manifest, nameOf, render } from './chart.js';
import { crossObjectFaults } from './cross-object.js';
import { podSecurityFaults } from './pod-security.js';
import { schemaFaults, typeFaults } from './schemas.js';

const helm = helms.find(({ file }) => file !== undefined)?.file;

/** Name, object, what is done to its spec or its template's, what the check says. */
type Planted = [string, string, (spec: Fields, template: Fields) => void, string];

const API = 'Deployment/flow-like-api';
const SECURITY: Planted[] = [
  ['root', API, (_, { spec }) => (spec.securityContext.runAsNonRoot = false), 'api: runAsNonRoot'],
  [
    'no seccomp',
    API,
    (_, { spec }) => delete spec.securityContext.seccompProfile,
    'api: seccompProfile',
  ],
  [
    'a writable root',
    API,
    (_, { spec }) => delete spec.containers[0].securityContext.readOnlyRootFilesystem,
    'api: readOnlyRootFilesystem',
  ],
  [
    'capabilities',
    API,
    (_, { spec }) => (spec.containers[0].securityContext.capabilities = {}),
    'api: capabilities.drop',
  ],
  [
    'escalation',
    API,
    (_, { spec }) => delete spec.containers[0].securityContext.allowPrivilegeEscalation,
    'api: allowPrivilegeEscalation',
  ],
  [
    'the host’s files',
    API,
    (_, { spec }) => spec.volumes.push({ name: 'host', hostPath: { path: '/' } }),
    'volume host',
  ],
  ['the host’s network', API, (_, { spec }) => (spec.hostNetwork = true), 'hostNetwork'],
  [
    'no limit',
    API,
    (_, { spec }) => delete spec.containers[0].resources.limits,
    'api: resources.limits.memory',
  ],
];
const SCHEMA: Planted[] = [
  ['a text for a number', API, (spec) => (spec.replicas = 'two'), 'replicas must be integer'],
  ['a missing field', API, (spec) => delete spec.selector, 'must have required property selector'],
  [
    'a missing field of a CRD',
    'ScaledObject/flow-like-worker-default',
    (spec) => delete spec.triggers,
    'triggers',
  ],
];
const TYPES: Planted[] = [
  [
    'a misspelt field',
    API,
    (_, { spec }) => (spec.containers[0].readynessProbe = {}),
    'readynessProbe',
  ],
  [
    'a field of a deeper level',
    API,
    (_, { spec }) => (spec.containers[0].livenessProbe.path = '/'),
    'path',
  ],
  [
    'a misspelt field of a CRD',
    'ScaledObject/flow-like-worker-default',
    (spec) => (spec.minReplicas = 1),
    'minReplicas',
  ],
];
const TOGETHER: Planted[] = [
  [
    'a Service beside its pods',
    'Service/flow-like-api',
    (spec) => (spec.selector.x = 'y'),
    'selects no pod',
  ],
  [
    'a port nobody has',
    'Service/flow-like-api',
    (spec) => (spec.ports[0].targetPort = 'web'),
    'no pod has a port web',
  ],
  [
    'a probe of another port',
    API,
    (_, { spec }) => (spec.containers[0].livenessProbe.httpGet.port = 'web'),
    'unknown port web',
  ],
  [
    'a policy beside its pods',
    'NetworkPolicy/flow-like-api',
    (spec) => (spec.podSelector.matchLabels.x = 'y'),
    'selects not exactly one',
  ],
  [
    'replicas of what is scaled',
    API,
    (spec) => (spec.replicas = 3),
    'its Deployment sets replicas',
  ],
  [
    'least above most',
    'HorizontalPodAutoscaler/flow-like-api',
    (spec) => (spec.minReplicas = 99),
    'is more than the most',
  ],
  [
    'a variable nobody reads',
    API,
    (_, { spec }) => spec.containers[0].env.push({ name: 'SYNC_RUN' }),
    'SYNC_RUN is no variable',
  ],
  [
    'another ConfigMap',
    API,
    (_, { spec }) => (spec.containers[0].envFrom[0].configMapRef.name = 'x'),
    'there is no ConfigMap x',
  ],
  [
    'another account',
    API,
    (_, { spec }) => (spec.serviceAccountName = 'x'),
    'there is no ServiceAccount x',
  ],
  [
    'a mount of nothing',
    API,
    (_, { spec }) => spec.containers[0].volumeMounts.push({ name: 'x' }),
    'mounts x',
  ],
];

if (helm === undefined) {
  // oxlint-disable-next-line jest/no-disabled-tests, jest/expect-expect
  it.skip('SKIPPED, the checks of the chart: no helm can be had', () => undefined);
} else {
  describe('the checks', () => {
    let good: Manifest[];
    beforeAll(async () => {
      good = await render(helm, 'full');
    });

    function planted([, name, spoil]: Planted): { all: Manifest[]; one: Manifest } {
      const all = structuredClone(good);
      const one = all.find((manifest) => nameOf(manifest) === name)!;
      spoil(one.spec, one.spec.template);
      return { all, one };
    }

    it.each(SECURITY)('of Pod Security find %s', (...fault) => {
      expect(podSecurityFaults(planted(fault).one).join()).toContain(fault[3]);
    });

    it.each(SCHEMA)('of the schemas find %s', (...fault) => {
      expect(schemaFaults(planted(fault).one).join()).toContain(fault[3]);
    });

    it('of the types find fields that do not exist', () => {
      const faults = typeFaults(TYPES.map((fault) => planted(fault).one));
      expect(faults).toHaveLength(TYPES.length);
      TYPES.forEach(([, , , message], index) => expect(faults[index]).toContain(message));
    });

    it.each(TOGETHER)('of what fits together find %s', (...fault) => {
      expect(crossObjectFaults(planted(fault).all).join('\n')).toContain(fault[3]);
    });

    it('of hooks find one that reads what is not there yet', async () => {
      const all = await render(helm, 'hook');
      const secret = all.find((manifest) => nameOf(manifest) === 'Secret/flow-like-migrate')!;
      delete secret.metadata.annotations['helm.sh/hook'];
      expect(crossObjectFaults(all).join()).toContain('Secret flow-like-migrate is not there yet');
    });
  });
}
