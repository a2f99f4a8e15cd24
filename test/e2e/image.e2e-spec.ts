import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JSONInstruction } from 'dockerfile-ast';
import { validate, ValidationSeverity } from 'dockerfile-utils';
import { startChild, stopChild, whenReady } from '../../scripts/local-servers/child-process.mjs';
import { freePort } from '../../scripts/local-servers/free-port.mjs';
import { createSurroundings, type Surroundings } from '../setup/app.js';
import { buildImage, type Image, readDockerfile } from '../setup/image.js';

/** As USER says; only root can become somebody else. */
const SOMEBODY = process.getuid?.() === 0 ? { uid: 10001, gid: 10001 } : {};

describe('the Dockerfile', () => {
  const text = readFileSync('Dockerfile', 'utf8');
  const instructions = readDockerfile().getInstructions();
  const of = (keyword: string) => instructions.filter((one) => one.getKeyword() === keyword);

  it('has no fault a linter would find', () => {
    const faults = validate(text, {
      deprecatedMaintainer: ValidationSeverity.ERROR,
      directiveCasing: ValidationSeverity.ERROR,
      emptyContinuationLine: ValidationSeverity.ERROR,
      instructionCasing: ValidationSeverity.ERROR,
      instructionCmdMultiple: ValidationSeverity.ERROR,
      instructionEntrypointMultiple: ValidationSeverity.ERROR,
      instructionHealthcheckMultiple: ValidationSeverity.ERROR,
      instructionJSONInSingleQuotes: ValidationSeverity.ERROR,
      instructionWorkdirRelative: ValidationSeverity.ERROR,
    });
    expect(faults.map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
  });

  it('builds on images of a version, and adds nothing from elsewhere', () => {
    for (const from of of('FROM'))
      expect(from.getArgumentsContent()).toMatch(/^node:\$\{NODE_VERSION\}-\S+-slim/);
    expect(text).toMatch(/^ARG NODE_VERSION=\d+/m);
    expect(of('ADD')).toEqual([]);
    expect(text).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)|curl|wget|apt-get/);
  });

  it('ends as a user with a number, that is not root, after all files are in place', () => {
    const keywords = instructions.map((one) => one.getKeyword());
    const [user] = of('USER');
    expect(user!.getArgumentsContent()).toBe('10001:10001');
    expect(keywords.lastIndexOf('COPY')).toBeLessThan(keywords.indexOf('USER'));
  });

  it('starts the server without a shell, so that signals reach it', () => {
    for (const keyword of ['ENTRYPOINT', 'CMD'])
      expect((of(keyword)[0] as JSONInstruction).getOpeningBracket()).not.toBeNull();
  });

  it('names its list of parts', () => {
    expect(of('LABEL')[0]!.getArgumentsContent()).toContain('flow-like.sbom="/app/sbom.cdx.json"');
  });
});

describe('the image', () => {
  const place = mkdtempSync(path.join(tmpdir(), 'image-'));
  let image: Image;
  let surroundings: Surroundings;

  beforeAll(async () => {
    image = buildImage(place);
    // Somebody else must be able to read, and nobody to write.
    chmodSync(place, 0o755);
    surroundings = await createSurroundings();
  }, 300_000);
  afterAll(async () => {
    rmSync(place, { recursive: true, force: true });
    await surroundings.database.drop();
  });

  const start = (role: string, env: Record<string, string>) =>
    startChild(
      process.execPath,
      // Packages are links here; what lies beside their targets must not be found.
      ['--preserve-symlinks', '--preserve-symlinks-main', ...image.entrypoint.slice(1), role],
      {
        cwd: image.folder,
        env: { PATH: process.env['PATH'], ...env },
        ...SOMEBODY,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
  const healthcheck = (port: number) =>
    new Promise<number>((resolve) => {
      const [, ...words] = image.healthcheck;
      execFile(process.execPath, words, { env: { PORT: `${port}` } }, (error) =>
        resolve(Number(error?.code ?? 0)),
      );
    });

  it('holds what runs and nothing else', () => {
    expect(readdirSync(image.folder).toSorted()).toEqual([
      'config',
      'demo',
      'dist',
      'node_modules',
      'package.json',
      'sbom.cdx.json',
    ]);
    expect(readdirSync(path.join(image.folder, 'node_modules'))).not.toContain('typescript');
    const files = readdirSync(path.join(image.folder, 'dist'), { recursive: true }) as string[];
    expect(files.filter((file) => /(\.spec|testing)\.js/.test(path.basename(file)))).toEqual([]);
  });

  it('lists its parts', () => {
    const { bomFormat, components } = JSON.parse(
      readFileSync(path.join(image.folder, 'sbom.cdx.json'), 'utf8'),
    ) as { bomFormat: string; components: { name: string }[] };
    const names = components.map(({ name }) => name);
    expect(bomFormat).toBe('CycloneDX');
    expect(names).toEqual(expect.arrayContaining(['fastify', 'typeorm', 'bull']));
    expect(names).not.toContain('jest');
  });

  it('migrates', async () => {
    const { DATABASE_URL = '' } = surroundings.env;
    const child = start('migrate', { DATABASE_URL });
    expect(await child.exited).toMatchObject({ code: 0 });
  });

  it.each(['api', 'worker'])(
    'serves as %s without being able to write, and is found healthy',
    async (role) => {
      const port = await freePort();
      const child = start(role, { ...surroundings.env, PORT: `${port}` });
      let output = '';
      for (const stream of [child.process.stdout, child.process.stderr])
        stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
      try {
        expect(await healthcheck(port)).toBe(1);
        const ready = async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok;
        await whenReady(child, ready, 30_000).catch((error: Error) => {
          throw new Error(`${error.message}\n${output}`);
        });
        expect(await healthcheck(port)).toBe(0);
      } finally {
        expect(await stopChild(child, 'SIGTERM')).toMatchObject({ code: 0 });
      }
    },
  );
});
