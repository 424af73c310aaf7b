import { t } from '@vscode/l10n';
import type { ServerFact } from '../facts/fact';
import { isPinned } from '../compare/versionOrder';
import { changesOf } from './changesOf';
import type { Factor, Factors, Fix, RuleContext } from './rule';
import type { TextRange } from '../parse/tree';

/** Who gets an edit of this file and when it starts to act (risk-model.md 2.2, factor E). */
export function exposureOf(context: RuleContext): Factor | undefined {
  if (context.surface.scope === 'local') return { points: -4, because: t('your own file only') };
  return context.surface.autostart ? { points: 4, because: t('starts by itself') } : undefined;
}

/** Factors that hold for whatever a server runs or reaches. */
export function serverFactors(context: RuleContext, server: ServerFact): Factors {
  const spec = server.launch?.package;
  const floating = spec !== undefined && !isPinned(spec);
  return {
    exposure: exposureOf(context),
    privilege:
      server.launch !== undefined
        ? { points: 4, because: t('runs code') }
        : server.endpoint?.loopback === true
          ? undefined
          : { points: 4, because: t('leaves the machine') },
    reversibility: holdsCredential(server)
      ? { points: 4, because: t('holds a credential') }
      : undefined,
    provenance: floating ? { points: 4, because: t('floating source') } : undefined,
  };
}

/** The server is handed a credential, written out or by reference. */
export function holdsCredential(server: ServerFact): boolean {
  return [...server.environment, ...server.headers].some(
    (value) => value.sensitive && value.kind !== 'empty' && value.kind !== 'placeholder',
  );
}

/** The server itself is what the change brings, so that its parts need no finding of the same weight. */
export function isNewServer(context: RuleContext, server: ServerFact): boolean {
  return changesOf(context, server.subject).some(
    ({ detail }) => detail.kind === 'server-added' && detail.server.pointer === server.pointer,
  );
}

/** Every tool of the server runs without asking. */
export function approvesEverything(server: ServerFact): boolean {
  return server.autoApprove.some((approval) => approval.tool === '*');
}

/**
 * The fix that puts the baseline's own text back, byte for byte.
 *
 * @param label what is restored, short enough for the light bulb
 */
export function restoreFix(
  context: RuleContext,
  range: TextRange,
  baselineRange: TextRange | undefined,
  label: string,
): readonly Fix[] {
  if (baselineRange === undefined || context.baselineText === undefined) return [];
  const text = context.baselineText.slice(baselineRange.start, baselineRange.end);
  // Where a string holds escapes, a part of it has no exact place: the whole content stands for it on
  // one side only. Putting that back would break the value.
  const present = context.text.slice(range.start, range.end);
  if (text.includes('\\') !== present.includes('\\') || text === '') return [];
  return [
    { id: 'restore', title: t('Restore {0}', label), edits: [{ range, text }], preferred: true },
  ];
}
