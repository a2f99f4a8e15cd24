import { isOutage } from './common/outage.js';
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
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});

/** One line for what the operator can mend, everything for what we must. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (isOutage(error)) return `A service this process needs does not answer: ${messageOf(error)}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function messageOf(error: unknown): string {
  return error instanceof AggregateError ? messageOf(error.errors[0]) : (error as Error).message;
}
