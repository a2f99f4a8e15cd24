// `npm run board -- file.json`: builds when needed, then runs one board without any server.
import { build } from './build.mjs';

await build();
const { main } = await import('../dist/cli/board.js');
process.exitCode = await main(process.argv.slice(2));
