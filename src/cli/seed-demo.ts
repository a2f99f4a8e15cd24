// `node dist/cli/seed-demo.js`: puts the demo apps into the database of DATABASE_URL.
import { readConfig } from '../config/config.js';
import { seedDemo } from '../demo/seed.js';

await seedDemo(readConfig(undefined, 'migrate').database.url);
