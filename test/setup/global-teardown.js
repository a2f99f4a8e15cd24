// Runs once after all tests; there is nothing to stop when only serverless projects ran.
export default async function globalTeardown() {
  await globalThis.stopTestServers?.();
}
