// What the API server would say to an object, without one: Kubernetes' own OpenAPI twice over.
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { type Manifest, nameOf } from './chart.js';

const require = createRequire(import.meta.url);
const root = path.resolve(import.meta.dirname, '../..');
const MODELS: Readonly<Record<string, string>> = {
  'keda.sh': '@kubernetes-models/keda',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
  'external-secrets.io': '@kubernetes-models/external-secrets',
};
/** The models know the version before the one that is served; its fields we use are the same. */
const SAME_AS: Readonly<Record<string, string>> = {
  'external-secrets.io/v1': 'external-secrets.io/v1beta1',
};

function modelOf({ apiVersion, kind }: Manifest): {
  module: string;
  kind: string;
  apiVersion: string;
} {
  const version = SAME_AS[apiVersion] ?? apiVersion;
  const group = version.includes('/') ? version.split('/')[0]! : '';
  return {
    module: `${MODELS[group] ?? 'kubernetes-models'}/${version}`,
    kind,
    apiVersion: version,
  };
}

/** Faults that the validators of the OpenAPI schemas find: types, required fields, enums, patterns. */
export function schemaFaults(manifest: Manifest): string[] {
  const { module, kind, apiVersion } = modelOf(manifest);
  let Model: new (data: object) => { validate(): void };
  try {
    Model = (require(module) as Record<string, typeof Model>)[kind]!;
  } catch {
    return [`${nameOf(manifest)}: ${manifest.apiVersion} is no API that is known here`];
  }
  if (Model === undefined) return [`${nameOf(manifest)}: no such kind in ${manifest.apiVersion}`];
  try {
    new Model({ ...manifest, apiVersion }).validate();
    return [];
  } catch (error) {
    return [`${nameOf(manifest)}: ${(error as Error).message}`];
  }
}

/**
 * Faults that the compiler finds when objects are written as literals of the types that are made of the same schemas:
 * fields that do not exist, which the API server would drop without a word.
 */
export function typeFaults(manifests: readonly Manifest[]): string[] {
  const file = path.join(root, 'rendered-objects.ts');
  const owners: string[] = [];
  const lines = manifests.flatMap((manifest, index) => {
    const { module, kind, apiVersion } = modelOf(manifest);
    const literal = JSON.stringify({ ...manifest, apiVersion }, undefined, 1).split('\n');
    const text = [
      `import type { I${kind} as T${index} } from '${module}';`,
      `export const o${index}: T${index} = ${literal[0]}`,
      ...literal.slice(1),
    ];
    owners.push(...text.map(() => nameOf(manifest)));
    return text;
  });
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ['lib.es2022.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile, readFile } = host;
  const source = lines.join('\n');
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? source : readFile(name));
  host.getSourceFile = (name, ...rest) =>
    name === file
      ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022)
      : getSourceFile(name, ...rest);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map((fault) => {
    const text = ts.flattenDiagnosticMessageText(fault.messageText, ' ').slice(0, 300);
    if (fault.file?.fileName !== file || fault.start === undefined) return text;
    const { line } = fault.file.getLineAndCharacterOfPosition(fault.start);
    return `${owners[line]}: ${lines[line]!.trim()}: ${text}`;
  });
}
