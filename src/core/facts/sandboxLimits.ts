import { memberOf } from '../parse/navigate';
import type { DataNode } from '../parse/tree';

/** What the sandbox of a server leaves open. */
export interface SandboxLimits {
  /** Undefined: no list, so the client's default holds. */
  readonly domains?: readonly string[] | undefined;
  readonly writable: readonly string[];
}

/** The domains and folders that the sandbox of a server entry leaves open. */
export function readSandboxLimits(entry: DataNode): SandboxLimits | undefined {
  const sandbox = memberOf(entry, 'sandbox')?.value;
  if (sandbox?.kind !== 'object') return undefined;
  const list = (block: string, key: string): readonly string[] | undefined => {
    const node = memberOf(memberOf(sandbox, block)?.value, key)?.value;
    return node?.kind === 'array'
      ? node.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []))
      : undefined;
  };
  return {
    domains: list('network', 'allowedDomains'),
    writable: list('filesystem', 'allowWrite') ?? [],
  };
}
