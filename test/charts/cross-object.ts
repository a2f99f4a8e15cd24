import 'reflect-metadata';
import { getMetadataStorage } from 'class-validator';
import { Env } from '../../src/config/env.js';
import { SECRETS } from '../../src/config/secret-files.js';
import { containersOf, type Fields, type Manifest, nameOf, podOf } from './chart.js';

/** Variables that Node, other images and OpenTelemetry read by themselves. */
const FOREIGN = /^(NODE_|OTEL_|POSTGRES_|PGDATA$|PASSWORD$|CRM_TOKEN$)/;
const VARIABLES = new Set([
  ...getMetadataStorage()
    .getTargetValidationMetadatas(Env, '', false, false)
    .map(({ propertyName }) => propertyName),
  ...SECRETS.map((name) => `${name}_FILE`),
]);
/** Objects of others that the value files name. */
const OUTSIDE = [
  'flow-like-keys',
  'flow-like-db-app',
  'flow-like-test',
  'crm',
  'company-ca',
  'db',
  'cache',
  'keys',
];

/** What does not fit together although each object by itself is fine. */
export function crossObjectFaults(manifests: readonly Manifest[]): string[] {
  const all = new Release(manifests);
  return manifests.flatMap((manifest) =>
    [
      ...all.selectorFaults(manifest),
      ...all.portFaults(manifest),
      ...all.referenceFaults(manifest),
      ...all.scalingFaults(manifest),
      ...all.hookFaults(manifest),
      ...variableFaults(manifest),
    ].map((fault) => `${nameOf(manifest)}: ${fault}`),
  );
}

class Release {
  private readonly pods: { owner: Manifest; labels: Fields; spec: Fields }[];

  constructor(private readonly manifests: readonly Manifest[]) {
    this.pods = manifests.flatMap((owner) => {
      const pod = podOf(owner);
      return pod === undefined
        ? []
        : [{ owner, labels: pod.metadata.labels ?? {}, spec: pod.spec }];
    });
  }

  private find(kind: string, name: string): Manifest | undefined {
    return this.manifests.find((other) => other.kind === kind && other.metadata.name === name);
  }

  /** The keys of an object, or of the Secret that an ExternalSecret brings. */
  private keysOf(kind: string, name: string): string[] | undefined {
    const found = this.find(kind, name);
    if (found !== undefined) return Object.keys({ ...found.data, ...found.stringData });
    return this.manifests
      .find((other) => other.kind === 'ExternalSecret' && other.spec.target.name === name)
      ?.spec.data.map(({ secretKey }: Fields) => secretKey);
  }

  private selected(selector: Fields) {
    return this.pods.filter(({ labels }) =>
      Object.entries(selector).every(([name, value]) => labels[name] === value),
    );
  }

  selectorFaults({ kind, metadata, spec }: Manifest): string[] {
    if (kind === 'Service')
      return this.selected(spec.selector).length > 0 ? [] : ['selects no pod'];
    if (kind === 'ServiceMonitor') {
      const services = this.manifests.filter(
        (other) =>
          other.kind === 'Service' &&
          Object.entries(spec.selector.matchLabels).every(
            ([name, value]) => other.metadata.labels?.[name] === value,
          ),
      );
      return services.length === 1 ? [] : [`selects ${services.length} Services`];
    }
    if (kind === 'Deployment' || kind === 'StatefulSet') {
      const owners = this.selected(spec.selector.matchLabels).map(
        ({ owner }) => owner.metadata.name,
      );
      return owners.length === 1 && owners[0] === metadata.name
        ? []
        : [`selects ${owners.join(', ')}`];
    }
    if (kind === 'PodDisruptionBudget' || kind === 'NetworkPolicy') {
      const selector = (spec.selector ?? spec.podSelector).matchLabels ?? {};
      // The pods of isolated runs are made by the dispatcher.
      if (selector['app.kubernetes.io/component'] === 'run') return [];
      return this.selected(selector).length === 1 ? [] : ['selects not exactly one kind of pod'];
    }
    return [];
  }

  portFaults({ kind, spec }: Manifest): string[] {
    if (kind === 'Service')
      return spec.ports.flatMap(({ targetPort }: Fields) =>
        this.selected(spec.selector).every(({ spec: pod }) => portNames(pod).includes(targetPort))
          ? []
          : [`no pod has a port ${targetPort}`],
      );
    if (kind === 'ServiceMonitor')
      return spec.endpoints.every(({ port }: Fields) =>
        this.manifests.some(
          (other) =>
            other.kind === 'Service' && other.spec.ports.some((one: Fields) => one.name === port),
        ),
      )
        ? []
        : ['names a port no Service has'];
    if (kind === 'NetworkPolicy') {
      const named = (spec.ingress ?? [])
        .flatMap((rule: Fields) => rule.ports ?? [])
        .map((port: Fields) => port.port);
      const ports = this.selected(spec.podSelector.matchLabels ?? {}).flatMap((pod) =>
        portNames(pod.spec),
      );
      return named
        .filter((port: unknown) => typeof port === 'string' && !ports.includes(port))
        .map((port: string) => `lets ${port} in, which no pod listens on`);
    }
    const pod = podOf({ kind, spec, apiVersion: '', metadata: { name: '' } });
    return (pod === undefined ? [] : containersOf(pod)).flatMap((container) =>
      ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((probe) => {
        const port = container[probe]?.httpGet?.port ?? container[probe]?.tcpSocket?.port;
        const names = (container.ports ?? []).map((one: Fields) => one.name);
        return port === undefined || names.includes(port)
          ? []
          : [`${probe} asks the unknown port ${port}`];
      }),
    );
  }

  referenceFaults(manifest: Manifest): string[] {
    const faults: string[] = [];
    const needs = (kind: string, name: string, key?: string) => {
      if (OUTSIDE.includes(name)) return;
      const keys = this.keysOf(kind, name);
      if (keys === undefined) faults.push(`there is no ${kind} ${name}`);
      else if (key !== undefined && !keys.includes(key))
        faults.push(`${kind} ${name} has no key ${key}`);
    };
    for (const { namespace, kind, name } of manifest.subjects ?? [])
      if (namespace === 'flow-like') needs(kind, name);
    if (manifest.roleRef) needs(manifest.roleRef.kind, manifest.roleRef.name);
    if (manifest.kind === 'Ingress')
      needs('Service', manifest.spec.rules[0].http.paths[0].backend.service.name);
    if (manifest.kind === 'HTTPRoute') needs('Service', manifest.spec.rules[0].backendRefs[0].name);
    for (const { name, key } of manifest.spec?.secretTargetRef ?? []) needs('Secret', name, key);
    const pod = podOf(manifest);
    if (pod === undefined) return faults;
    needs('ServiceAccount', pod.spec.serviceAccountName);
    for (const { secret, configMap, projected } of pod.spec.volumes ?? []) {
      if (configMap) needs('ConfigMap', configMap.name);
      for (const { key } of secret?.items ?? []) needs('Secret', secret.secretName, key);
      for (const source of projected?.sources ?? [])
        for (const { key } of source.secret.items) needs('Secret', source.secret.name, key);
    }
    const volumes = (pod.spec.volumes ?? []).map(({ name }: Fields) => name);
    const claims = (manifest.spec.volumeClaimTemplates ?? []).map(
      ({ metadata }: Fields) => metadata.name,
    );
    for (const container of containersOf(pod)) {
      for (const { name } of container.volumeMounts ?? [])
        if (![...volumes, ...claims].includes(name))
          faults.push(`mounts ${name}, which is no volume`);
      for (const { configMapRef } of container.envFrom ?? []) needs('ConfigMap', configMapRef.name);
      for (const { valueFrom } of container.env ?? [])
        if (valueFrom?.secretKeyRef)
          needs('Secret', valueFrom.secretKeyRef.name, valueFrom.secretKeyRef.key);
    }
    return faults;
  }

  scalingFaults({ kind, metadata, spec }: Manifest): string[] {
    if (kind !== 'HorizontalPodAutoscaler' && kind !== 'ScaledObject') return [];
    const target = this.find('Deployment', spec.scaleTargetRef.name);
    if (target === undefined) return [`there is no Deployment ${spec.scaleTargetRef.name}`];
    const others = this.manifests.filter(
      (other) =>
        ['HorizontalPodAutoscaler', 'ScaledObject'].includes(other.kind) &&
        other.spec.scaleTargetRef.name === spec.scaleTargetRef.name,
    );
    const [least, most] =
      kind === 'ScaledObject'
        ? [spec.minReplicaCount, spec.maxReplicaCount]
        : [spec.minReplicas, spec.maxReplicas];
    return [
      ...(least <= most ? [] : [`the least, ${least}, is more than the most, ${most}`]),
      ...(target.spec.replicas === undefined ? [] : ['its Deployment sets replicas, too']),
      ...(others.length === 1 ? [] : ['something else scales the same Deployment']),
      ...(spec.triggers ?? [])
        .filter(
          ({ authenticationRef: ref }: Fields) =>
            ref && !this.find('TriggerAuthentication', ref.name),
        )
        .map(
          ({ authenticationRef: ref }: Fields) => `there is no TriggerAuthentication ${ref.name}`,
        ),
      ...(metadata.name === spec.scaleTargetRef.name
        ? []
        : ['has another name than what it scales']),
    ];
  }

  /** A hook before the installation finds nothing of the release but earlier hooks. */
  hookFaults(manifest: Manifest): string[] {
    if (!isEarly(manifest) || podOf(manifest) === undefined) return [];
    const weight = (other: Manifest) =>
      Number(other.metadata.annotations['helm.sh/hook-weight'] ?? 0);
    const { spec } = podOf(manifest)!;
    const needed = [
      ['ServiceAccount', spec.serviceAccountName],
      ...containersOf({ spec }).flatMap((container) => [
        ...(container.envFrom ?? []).map((from: Fields) => ['ConfigMap', from.configMapRef.name]),
        ...(container.env ?? []).flatMap(({ valueFrom }: Fields) =>
          valueFrom?.secretKeyRef ? [['Secret', valueFrom.secretKeyRef.name]] : [],
        ),
      ]),
    ];
    return needed.flatMap(([kind, name]) => {
      const found = this.find(kind!, name);
      return found === undefined || (isEarly(found) && weight(found) < weight(manifest))
        ? []
        : [`${kind} ${name} is not there yet when this hook runs`];
    });
  }
}

function isEarly({ metadata }: Manifest): boolean {
  return /pre-install/.test(metadata.annotations?.['helm.sh/hook'] ?? '');
}

function portNames(pod: Fields): string[] {
  return containersOf({ spec: pod }).flatMap(({ ports = [] }) =>
    ports.map((port: Fields) => port.name),
  );
}

/** Every variable must be one that the server reads: a misspelt one would be ignored. */
function variableFaults(manifest: Manifest): string[] {
  const pod = podOf(manifest);
  const named = [
    ...(pod === undefined
      ? []
      : containersOf(pod).flatMap(({ env = [] }) => env.map((one: Fields) => one.name))),
    ...(manifest.kind === 'ConfigMap' &&
    manifest.metadata.labels?.['app.kubernetes.io/component'] === 'config'
      ? Object.keys(manifest.data)
      : []),
  ];
  return named
    .filter((name) => !VARIABLES.has(name) && !FOREIGN.test(name))
    .map((name) => `${name} is no variable of the server`);
}
