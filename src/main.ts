import { type Config, ConfigError, readConfig } from './config/config.js';

/** The entry of every role: `node dist/main.js [api|worker|migrate]`, else the variable ROLE, else api. */
async function main(): Promise<void> {
  const config = readConfig(undefined, process.argv[2]);
  if (config.role === 'migrate') return migrateOnce(config);
  const { serve } = await import('./serve.js');
  await serve(config);
}

async function migrateOnce({ database }: Config): Promise<void> {
  const { migrate } = await import('./database/migrate.js');
  const count = await migrate(database.url);
  process.stdout.write(`${count} migrations run\n`);
}

main().catch((error: unknown) => {
  const text = error instanceof ConfigError ? error.message : (error as Error).stack;
  process.stderr.write(`${text ?? String(error)}\n`);
  process.exit(1);
});
