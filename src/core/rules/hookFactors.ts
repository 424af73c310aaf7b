import { t } from '@vscode/l10n';
import type { Factors, RuleContext } from './rule';

/** Of whatever starts code by itself. A personal file acts on one person only. */
export function hookFactors(context: RuleContext): Factors {
  return {
    exposure:
      context.surface.scope === 'local'
        ? { points: -4, because: t('your own file only') }
        : undefined,
    privilege: { points: 4, because: t('runs code') },
  };
}
