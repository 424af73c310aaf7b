import * as fc from 'fast-check';

// The same inputs on every run; another seed with FAST_CHECK_SEED, to look further.
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20261122) });
