import { keepCompiledCode } from './node/compileCache';

// Not imported: only what is loaded after the cache is there is kept in it.
declare const require: (id: './node/commandLine') => typeof import('./node/commandLine');

keepCompiledCode(process.cwd());
const { runCommandLine } = require('./node/commandLine');

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
  variables: process.env,
});
