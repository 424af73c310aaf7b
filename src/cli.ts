import { runCommandLine } from './node/commandLine';

process.exitCode = runCommandLine(process.argv.slice(2), {
  // A pipe is written synchronously by `writeSync`-backed streams only when the process is not cut
  // short: the exit code is set, never forced, so that long output is complete.
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  directory: process.cwd(),
  color: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '',
  width: process.stdout.columns ?? 80,
  now: () => new Date(),
});
