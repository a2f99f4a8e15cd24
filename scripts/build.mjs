// Compiles src to dist with the Swagger transformer, as nest-cli.json asks for. Skips the work when
// nothing changed since the last build, so that a second `npm start` is quick; --force builds anyway.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const stampFile = path.join(root, 'dist', '.build-stamp');
const inputs = ['nest-cli.json', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

/** Builds unless dist already holds the result of these very sources. */
export async function build({ force = false } = {}) {
  const stamp = hashOfSources();
  if (!force && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  await compile();
  writeFileSync(stampFile, stamp);
}

function hashOfSources() {
  const sources = readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
  const hash = createHash('sha256');
  for (const file of [...inputs, ...sources])
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

async function compile() {
  const { default: ts } = await import('typescript');
  const { before: swagger } = await import('@nestjs/swagger/plugin');
  const { tsConfigPath, plugins } = JSON.parse(
    readFileSync(path.join(root, 'nest-cli.json'), 'utf8'),
  ).compilerOptions;
  const parsed = ts.getParsedCommandLineOfConfigFile(path.join(root, tsConfigPath), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (problem) => report(ts, [problem]),
  });
  const program = ts.createProgram({ rootNames: parsed.fileNames, options: parsed.options });
  const faults = [...parsed.errors, ...ts.getPreEmitDiagnostics(program)];
  if (faults.length > 0) report(ts, faults);
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  const emitted = program.emit(undefined, undefined, undefined, false, {
    before: [swagger(plugins[0].options, program)],
  });
  if (emitted.diagnostics.length > 0) report(ts, emitted.diagnostics);
}

function report(ts, diagnostics) {
  const host = {
    getCanonicalFileName: (file) => file,
    getCurrentDirectory: () => root,
    getNewLine: () => '\n',
  };
  console.error(ts.formatDiagnosticsWithColorAndContext(diagnostics, host));
  process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  await build({ force: process.argv.includes('--force') });
