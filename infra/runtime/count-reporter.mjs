// Ends the test output with one plain line that a machine can read: `N passed, N failed`.
export default class CountReporter {
  onRunComplete(_contexts, results) {
    const broken = results.testResults.filter((file) => file.testExecError).length;
    this.line = `${results.numPassedTests} passed, ${results.numFailedTests + broken} failed`;
  }
  getLastError() {
    process.once('exit', () => process.stdout.write(`${this.line}\n`));
  }
}
