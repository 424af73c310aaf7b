declare const require: (id: string) => unknown;

/**
 * The YAML library, loaded when the first record is met: activation and the command line start without
 * it. A static import would load it with the bundle.
 */
export function loadYaml(): typeof import('yaml') {
  return require('yaml') as typeof import('yaml');
}
