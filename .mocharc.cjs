const { availableParallelism } = require('node:os');

/** Mocha adds the files named on the command line to `spec`; whoever names one wants that one. */
const named = process.argv.some((argument) => argument.endsWith('.test.ts'));

module.exports = {
  require: ['tsx/cjs', './test/support/seed.ts'],
  spec: named ? [] : ['test/unit/**/*.test.ts'],
  // Whoever names a file may want to stop in it, which only works in one process.
  parallel: !named,
  jobs: availableParallelism(),
  timeout: 20_000,
  reporter: 'test/support/countReporter.ts',
};
