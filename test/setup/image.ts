// Builds what the Dockerfile builds, without Docker: its COPY and RUN steps in a folder per stage.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { type Copy, DockerfileParser, type From, Instruction } from 'dockerfile-ast';

const root = path.resolve(import.meta.dirname, '../..');

export interface Image {
  /** What lies under WORKDIR of the last stage. */
  readonly folder: string;
  readonly entrypoint: readonly string[];
  readonly healthcheck: readonly string[];
}

export function readDockerfile() {
  return DockerfileParser.parse(readFileSync(path.join(root, 'Dockerfile'), 'utf8'));
}

/**
 * Carries out the Dockerfile in `place`, with this machine's Node. The two steps that need a registry are done with
 * the packages that are installed here: `npm install` gets them all, `npm prune` leaves those that the lock file has
 * for production. Every other RUN is carried out as it stands.
 */
export function buildImage(place: string): Image {
  const stages = new Map<string, string>();
  let stage = '';
  let workdir = '';
  for (const instruction of readDockerfile().getInstructions()) {
    const words = instruction.getArguments().map((argument) => argument.getValue());
    switch (instruction.getKeyword()) {
      case 'FROM': {
        const name = (instruction as From).getBuildStage() ?? 'image';
        stage = path.join(place, name);
        stages.set(name, stage);
        break;
      }
      case 'WORKDIR':
        workdir = words[0]!;
        mkdirSync(path.join(stage, workdir), { recursive: true });
        break;
      case 'COPY':
        copy(instruction as Copy, words, stages, path.join(stage, workdir));
        break;
      case 'RUN':
        carryOut(instruction.getRawArgumentsContent()!, path.join(stage, workdir));
        break;
    }
  }
  const last = (keyword: string) => wordsOf(lastInstruction(keyword));
  return {
    folder: path.join(stage, workdir),
    entrypoint: last('ENTRYPOINT'),
    healthcheck: last('HEALTHCHECK'),
  };
}

function lastInstruction(keyword: string): Instruction {
  return readDockerfile()
    .getInstructions()
    .findLast((instruction) => instruction.getKeyword() === keyword)!;
}

/** The command in its JSON form. */
function wordsOf(instruction: Instruction): string[] {
  const text = instruction.getRawArgumentsContent()!;
  return JSON.parse(text.slice(text.indexOf('['))) as string[];
}

function copy(instruction: Copy, words: string[], stages: Map<string, string>, into: string): void {
  const from = instruction.getFromFlag()?.getValue();
  const base = from === undefined || from === null ? root : stages.get(from)!;
  const sources = words.slice(0, -1);
  const target = words.at(-1)!;
  for (const source of sources) {
    const file = path.join(base, source);
    if (base === root && !isSent(source)) throw new Error(`.dockerignore keeps ${source} out`);
    const toFolder = target.endsWith('/') && !statSync(file).isDirectory();
    cpSync(file, path.join(into, target, toFolder ? path.basename(source) : ''), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (name) => base !== root || !/(\.spec|testing)\.ts$/.test(name),
    });
  }
}

/** Whether the build context holds a file: .dockerignore excludes all and names what is let in. */
function isSent(source: string): boolean {
  const rules = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n');
  return rules[1] === '*' && rules.includes(`!${source}`);
}

function carryOut(command: string, cwd: string): void {
  const packages = path.join(cwd, 'node_modules');
  if (command.startsWith('npm install '))
    return symlinkSync(path.join(root, 'node_modules'), packages);
  if (!command.startsWith('npm prune ')) {
    execFileSync('sh', ['-ec', command], { cwd, stdio: 'pipe' });
    return;
  }
  rmSync(packages);
  for (const name of productionPackages(cwd)) {
    const installed = path.join(root, 'node_modules', name);
    if (!existsSync(installed)) continue; // an optional one of another platform
    mkdirSync(path.dirname(path.join(packages, name)), { recursive: true });
    symlinkSync(installed, path.join(packages, name));
  }
  // The rest of the step takes links away, and leaves what they lead to.
  const rest = command.slice(command.indexOf('&&') + 2);
  execFileSync('sh', ['-ec', rest], { cwd, stdio: 'pipe' });
}

function productionPackages(cwd: string): string[] {
  const { packages } = JSON.parse(readFileSync(path.join(cwd, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>;
  };
  return Object.entries(packages)
    .filter(([place, { dev }]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(place) && !dev)
    .map(([place]) => place.slice('node_modules/'.length));
}
