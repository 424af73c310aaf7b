import type { TemplateName } from './template';

/**
 * What a team says about one template in `.mcp-change/templates/<name>.yaml`: other words for an item
 * of ours, named by its id, or items of its own. Nothing can be taken away, so no machine check is lost.
 */
export interface TemplateOverride {
  readonly template: TemplateName;
  readonly questions: readonly { readonly id: string; readonly ask: string }[];
  readonly checklist: readonly { readonly id: string; readonly ask: string }[];
  readonly tests: readonly {
    readonly id: string;
    readonly what: string;
    readonly command?: string | undefined;
    readonly expect: string;
  }[];
  readonly deployment: readonly {
    readonly id: string;
    readonly when: 'before' | 'after';
    readonly do: string;
    readonly expect?: string | undefined;
  }[];
  /** Shorter than ours, or it does not count. */
  readonly restoreMinutes?: number | undefined;
}
