import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import type { ServerFact } from '../facts/fact';
import { restoreMemberFix } from './jsonFixes';
import type { Detection, RuleContext, Severity } from './rule';
import { exposureOf } from './serverContext';
import { toolPower } from './toolPower';

/** A list of tools that lost its limits: a longer allow list, a shorter block list, or none at all. */
export function toolFilterWidened(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    const { detail } = change;
    if (detail.kind !== 'server-tools') return [];
    if (change.direction !== 'loosens' && change.direction !== 'mixed') return [];
    const { server, baseline } = detail;
    const every = limited(baseline) && !limited(server);
    const gained = gainedTools(baseline, server);
    const level = every ? 'high' : levelOf(gained);
    const shown = gained.length > 4 ? `${gained.slice(0, 4).join(', ')}, …` : gained.join(', ');
    return [
      {
        severity: level,
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        message: every
          ? t(
              '“{0}” lost its list of tools and may now use every tool, also future ones: no list means all of them. It was: {1}. Restore the list, or name what is new.',
              server.name,
              change.before ?? '',
            )
          : t(
              '“{0}” may now also use: {1}. {2}',
              server.name,
              shown,
              level === 'low'
                ? t('By their names they only read.')
                : t('By their names they change or run something; add only what is needed.'),
            ),
        because: every ? t('list of tools gone') : t('more tools: {0}', shown),
        entity: `${server.name} tools ${every ? '*' : gained.join(' ')}`,
        change,
        factors: {
          exposure: exposureOf(context),
          ...(level === 'low'
            ? { privilege: { points: -4 as const, because: t('read only') } }
            : {}),
        },
        fixes: restoreList(context, change, baseline, server),
      },
    ];
  });
}

function limited(server: ServerFact): boolean {
  return server.includeTools !== undefined && !server.includeTools.includes('*');
}

function gainedTools(baseline: ServerFact, server: ServerFact): readonly string[] {
  const unblocked = (baseline.excludeTools ?? []).filter(
    (tool) => !(server.excludeTools ?? []).includes(tool),
  );
  const added = limited(baseline)
    ? (server.includeTools ?? []).filter((tool) => !baseline.includeTools?.includes(tool))
    : [];
  return [...added, ...unblocked];
}

function levelOf(tools: readonly string[]): Severity {
  const powers = new Set(tools.map(toolPower));
  if (powers.has('all') || powers.has('destroys')) return 'high';
  return powers.has('writes') || powers.has('unknown') ? 'medium' : 'low';
}

/** The key is not known to the fact, so it is looked up in the text of the baseline. */
function restoreList(
  context: RuleContext,
  change: Change,
  baseline: ServerFact,
  server: ServerFact,
): Detection['fixes'] {
  const range = baseline.toolsRange;
  if (range === undefined || context.baselineText === undefined) return [];
  const key = context.baselineText.slice(range.start, range.end).replace(/^["']|["']$/g, '');
  return restoreMemberFix(
    context,
    `${server.pointer}/${key}`,
    `${baseline.pointer}/${key}`,
    t('Restore {0}', change.before === undefined ? key : `“${key}”`),
  );
}
