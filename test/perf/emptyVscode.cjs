/* Loaded before a bundle: a `vscode` that has every name, answers every call and does nothing. */
const Module = require('node:module');

const nothing = new Proxy(class {}, {
  get(target, name) {
    if (name === 'prototype') return target.prototype;
    if (name === Symbol.toPrimitive) return () => '';
    return name === 'then' ? undefined : nothing;
  },
  apply: () => nothing,
  construct: (target, parameters, created) => Object.create(created.prototype),
});
const vscode = new Proxy(
  { l10n: { t: String, bundle: undefined } },
  { get: (target, name) => target[name] ?? nothing },
);
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));
