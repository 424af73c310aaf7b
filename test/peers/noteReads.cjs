/* Loaded into a scanner: notes which files it opens, into the file that the variable names. */
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { resolve } = require('node:path');

const target = process.env.NOTE_READS;
const seen = new Set();
const note = (path) => {
  if (typeof path === 'string' || path instanceof URL) seen.add(resolve(String(path)));
};
for (const holder of [fs, fs.promises]) {
  for (const name of ['readFile', 'readFileSync', 'open', 'openSync', 'createReadStream']) {
    const own = holder[name];
    if (own === undefined) continue;
    holder[name] = function (path, ...rest) {
      note(path);
      return own.call(this, path, ...rest);
    };
  }
}
syncBuiltinESMExports();
const write = fs.writeFileSync;
process.on('exit', () => write(target, [...seen].join('\n')));
