import { runCommandLine } from './node/commandLine';

// `mcp-change diff | head`: whoever reads has read enough; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = runCommandLine(process.argv.slice(2), {
  // The exit code is set, never forced: a process that ends itself cuts long output to a pipe short.
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  directory: process.cwd(),
  color: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '',
  // A pipe has no columns, whatever the types say.
  width: process.stdout.isTTY ? process.stdout.columns : 80,
  now: () => new Date(),
});
