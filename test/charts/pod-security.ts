import { containersOf, type Fields, type Manifest, nameOf, podOf } from './chart.js';

const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/**
 * What keeps an object from the profile "restricted" of the Pod Security Standards, rule by rule, and from our own
 * rules on top: a read-only root, memory limits, no token, no links of services.
 */
export function podSecurityFaults(manifest: Manifest): string[] {
  const pod = podOf(manifest);
  if (pod === undefined) return [];
  const { spec } = pod;
  const own = spec.securityContext ?? {};
  const faults = [
    ...['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => spec[field]),
    ...(spec.volumes ?? []).flatMap((volume: Fields) =>
      Object.keys(volume).some((type) => type !== 'name' && !VOLUMES.includes(type))
        ? [`volume ${volume.name}`]
        : [],
    ),
    ...(spec.enableServiceLinks === false ? [] : ['enableServiceLinks']),
    ...(typeof spec.automountServiceAccountToken === 'boolean'
      ? []
      : ['automountServiceAccountToken']),
    ...(own.sysctls ? ['sysctls'] : []),
    ...containersOf(pod).flatMap((container) =>
      containerFaults(container, own).map((fault) => `${container.name}: ${fault}`),
    ),
  ];
  return faults.map((fault) => `${nameOf(manifest)}: ${fault}`);
}

function containerFaults(
  { securityContext: own = {}, resources = {}, ports = [] }: Fields,
  pod: Fields,
): string[] {
  const profile = own.seccompProfile ?? pod.seccompProfile;
  const rules: Record<string, boolean> = {
    privileged: !own.privileged,
    allowPrivilegeEscalation: own.allowPrivilegeEscalation === false,
    'capabilities.drop': own.capabilities?.drop?.includes('ALL') === true,
    'capabilities.add': (own.capabilities?.add ?? []).every(
      (name: string) => name === 'NET_BIND_SERVICE',
    ),
    runAsNonRoot: (own.runAsNonRoot ?? pod.runAsNonRoot) === true,
    runAsUser: (own.runAsUser ?? pod.runAsUser) !== 0,
    seccompProfile: ['RuntimeDefault', 'Localhost'].includes(profile?.type),
    procMount: own.procMount === undefined || own.procMount === 'Default',
    hostPort: ports.every((port: Fields) => port.hostPort === undefined),
    readOnlyRootFilesystem: own.readOnlyRootFilesystem === true,
    'resources.requests':
      resources.requests?.cpu !== undefined && resources.requests?.memory !== undefined,
    'resources.limits.memory': resources.limits?.memory !== undefined,
  };
  return Object.keys(rules).filter((rule) => !rules[rule]);
}
