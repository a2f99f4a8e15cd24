// Prints `N passed, N failed` as the very last line, for people and for scripts that read the end.

export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const passed = results.numPassedTests;
    // A file that does not load has no test that could fail, but it is a failure all the same.
    const unloaded = results.numRuntimeErrorTestSuites + (results.runExecError ? 1 : 0);
    const failed = results.numFailedTests + unloaded;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`;
    // Jest's own summary and the global teardown come after every custom reporter.
    process.once('exit', () => process.stdout.write(line));
  }
}
