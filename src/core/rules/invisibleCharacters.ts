import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import type { HiddenClass, HiddenTextFact } from '../facts/fact';
import { maskSecrets } from '../facts/maskSecrets';
import type { Detection, Fix, RuleContext, Severity } from './rule';

/** One finding for each class of hidden characters that the change brought, at its first place. */
export function checkInvisibleCharacters(context: RuleContext): readonly Detection[] {
  const groups = new Map<string, { readonly change: Change; readonly hidden: HiddenTextFact }[]>();
  for (const change of context.changes) {
    const hidden = change.detail.kind === 'hidden-text' ? change.detail.hidden : undefined;
    if (hidden === undefined) continue;
    const key = `${hidden.class} ${hiddenSeverity(hidden)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [{ change, hidden }]);
    else group.push({ change, hidden });
  }
  return Array.from(groups.values(), detect);
}

function detect(
  group: readonly { readonly change: Change; readonly hidden: HiddenTextFact }[],
): Detection {
  const first = group[0] as (typeof group)[number];
  const severity = hiddenSeverity(first.hidden);
  const count = group.reduce((sum, { hidden }) => sum + hidden.count, 0);
  const decoded = group.map(({ hidden }) => hidden.decoded ?? '').join('');
  return {
    severity,
    subject: first.hidden.subject,
    pointer: first.hidden.pointer,
    range: first.hidden.range,
    message: messageOf(first.hidden, count, decoded),
    because: nameOf(first.hidden),
    entity: `${first.hidden.class} ${first.hidden.codePoints.slice(0, 80)}`,
    change: first.change,
    factors: {},
    ...(severity === 'critical' ? { floor: 'critical' as const } : {}),
    fixes: [
      removeHidden(
        group.map(({ hidden }) => hidden),
        count,
        severity,
      ),
    ],
  };
}

/** How bad one run of such characters is. */
export function hiddenSeverity(hidden: HiddenTextFact): Severity {
  switch (hidden.class) {
    case 'tag':
    case 'bidi':
      return 'critical';
    case 'selector':
      // One stray selector comes with pasted emoji; a row of them carries bytes.
      return hidden.count > 1 || !hidden.codePoints.startsWith('U+FE') ? 'critical' : 'high';
    case 'private-use':
      // Icons of a font; a row of them is no icon.
      return hidden.count < 4 ? 'low' : 'high';
    default:
      return isSoftHyphen(hidden) ? 'low' : 'high';
  }
}

/** Soft hyphens come with text pasted from web pages. */
function isSoftHyphen(hidden: HiddenTextFact): boolean {
  return /^U\+00AD(?: U\+00AD)*$/.test(hidden.codePoints);
}

function nameOf(hidden: HiddenTextFact): string {
  return isSoftHyphen(hidden) ? t('soft hyphens') : hiddenNames()[hidden.class];
}

function messageOf(hidden: HiddenTextFact, count: number, decoded: string): string {
  const name = nameOf(hidden);
  if (decoded !== '') {
    return t(
      'Text that people cannot see was added ({0} × {1}). An agent reads: “{2}”. Remove it.',
      count,
      name,
      readableHidden(decoded),
    );
  }
  if (hidden.class === 'private-use') {
    return t(
      'Characters without a public meaning were added ({0}). They show only with a special font; remove them if they are not icons.',
      hidden.codePoints,
    );
  }
  if (isSoftHyphen(hidden)) {
    return t(
      'Soft hyphens were added ({0}). People do not see them, an agent reads them in the middle of a word; they come with pasted text. Remove them.',
      count,
    );
  }
  if (hidden.class === 'bidi') {
    return t(
      'Characters that turn the reading direction were added ({0}). The text an agent reads is not the text people see; remove them.',
      hidden.codePoints,
    );
  }
  return t(
    'Characters that people cannot see were added ({0} × {1}: {2}). An agent reads them; they are hardly ever typed by hand. Remove them.',
    count,
    name,
    hidden.codePoints.length <= 60 ? hidden.codePoints : `${hidden.codePoints.slice(0, 57)}…`,
  );
}

/** At most 80 visible characters of what was smuggled in, masked. */
export function readableHidden(text: string): string {
  const plain = maskSecrets(text.replace(/[\p{C}\p{Z}]+/gu, ' ')).trim();
  return plain.length <= 80 ? plain : `${plain.slice(0, 77)}…`;
}

/** What people call each class. */
export function hiddenNames(): Readonly<Record<HiddenClass, string>> {
  return {
    tag: t('tag characters'),
    selector: t('variation selectors'),
    bidi: t('direction controls'),
    'zero-width': t('zero-width characters'),
    filler: t('blank fillers'),
    control: t('control characters'),
    'private-use': t('private-use characters'),
  };
}

/** Takes out every run of a group. */
export function removeHidden(
  hidden: readonly HiddenTextFact[],
  count: number,
  severity: Severity,
): Fix {
  return {
    id: 'remove',
    title: t('Remove invisible characters ({0})', count),
    edits: hidden.map((fact) => ({ range: fact.range, text: '' })),
    preferred: severity === 'critical',
  };
}
