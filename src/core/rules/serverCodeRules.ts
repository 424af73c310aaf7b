import { t } from '@vscode/l10n';
import { withoutComments } from '../facts/readSource';
import type { TraitFact } from '../facts/traitFact';
import type { Detection, Rule, RuleContext, Severity } from './rule';
import type { TraitChange } from './traitChanges';
import { isLooser, traitRule } from './traitRule';

const code = { type: 'code-deployment', heuristic: true } as const;

/** Rules about the source of servers, told from words: what protects callers, and what runs text. */
export const serverCodeRules: readonly Rule[] = [
  traitRule({
    ...code,
    id: 'code/auth-disabled',
    title: t('Server no longer checks who calls'),
    severity: 'high',
    category: 'server-api-security',
    facets: ['code.auth'],
    judge: (found, context) =>
      isLooser(found)
        ? {
            severity: authSeverity(found, context),
            because: t('callers not checked'),
            advice: t(
              'Whoever reaches the server can call its tools. Restore the check, or show where it is made now.',
            ),
            factors: {},
          }
        : undefined,
  }),
  traitRule({
    ...code,
    id: 'code/origin-check-removed',
    title: t('Check of origin, path or input removed'),
    severity: 'high',
    category: 'server-api-security',
    facets: ['code.origin', 'code.validation'],
    judge: (found, context) => {
      if (!isLooser(found) || found.trait.unit === 'sink' || found.trait.unit === 'tls-off') {
        return undefined;
      }
      const input = found.trait.facet === 'code.validation';
      const severity = input || isLeft(context, found) ? 'medium' : 'high';
      return {
        severity: isElsewhere(found, context) ? 'low' : severity,
        because: input ? t('input checked less') : t('origin checked less'),
        advice: input
          ? t(
              'What a model was talked into passing arrives unchecked. Restore the check, or show where it is made now.',
            )
          : t(
              'Pages a developer visits may reach a server on this machine. Restore it, or show where it is checked now.',
            ),
        factors: {},
      };
    },
  }),
  traitRule({
    ...code,
    id: 'code/rate-limit-removed',
    title: t('Limit of a server raised or removed'),
    severity: 'medium',
    category: 'server-performance',
    facets: ['code.rate-limit'],
    judge: (found, context) => {
      if (!isLooser(found) || found.trait.unit === 'timeout') return undefined;
      const factor = growth(found);
      return {
        severity: factor < 2 || isElsewhere(found, context) ? 'low' : 'medium',
        because: found.now === undefined ? t('limit gone') : t('limit raised'),
        advice: t(
          'An agent in a loop calls as often as it can. Restore it, or show what limits it now.',
        ),
        factors: {},
      };
    },
  }),
  state({
    id: 'code/cors-wildcard',
    title: t('Any web page may call the server'),
    facet: 'code.cors',
    wanted: (trait) => trait.unit === 'cors-any' || trait.rank === 2,
    introduced: (was) => (was ? 'high' : 'medium'),
    message: t(
      'Pages of every site may call this server: what a developer visits can then use the tools. Name the sites that are meant.',
    ),
    because: t('any site may call'),
  }),
  state({
    id: 'code/bind-all-interfaces',
    title: t('Server listens to the whole network'),
    facet: 'code.bind',
    wanted: (trait) => trait.rank === 1,
    introduced: (was) => (was ? 'high' : 'medium'),
    message: t(
      'The server listens on every address of the machine, so that everybody in the network can call its tools. Listen on 127.0.0.1, unless it runs in a container and checks its callers.',
    ),
    because: t('reachable from the network'),
  }),
  state({
    id: 'code/shell-injection-sink',
    title: t('Server runs text as a command'),
    facet: 'code.validation',
    wanted: (trait) => trait.unit === 'sink',
    // With a check gone in the same breath, the way from a tool call is open.
    introduced: (_was, context) =>
      context.changes.some(
        ({ facet, direction, detail }) =>
          facet === 'code.validation' &&
          direction === 'loosens' &&
          detail.kind === 'trait' &&
          (detail.trait?.rank ?? 0) <= 0,
      )
        ? 'high'
        : 'medium',
    message: t(
      'Here text becomes a command or code. If a part of it comes from a tool call, whoever steers the model runs what they like. Pass arguments as a list, without a shell.',
    ),
    because: t('runs text as a command'),
  }),
];

/** An endpoint that is still there and asks nobody any more is open, whatever else is asked elsewhere. */
function authSeverity(found: TraitChange, context: RuleContext): Severity {
  if (found.trait.unit !== 'auth-route' || found.now !== undefined) {
    return found.now === undefined && isLeft(context, found) ? 'medium' : 'high';
  }
  const code = withoutComments(context.text);
  if (!code.includes(`.${found.trait.pointer.slice('/auth-route/'.length)}`)) return 'low';
  const forAll = /\.(?:use|register|addHook)\([^\n]{0,120}auth/gi;
  const count = (text: string): number => text.match(forAll)?.length ?? 0;
  return count(code) > count(withoutComments(context.baselineText ?? '')) ? 'medium' : 'high';
}

/** Other places of the same kind are still there: it may only have moved. */
function isLeft({ facts }: RuleContext, { trait }: TraitChange): boolean {
  return facts.traits.some(
    (other) => other.unit === trait.unit && other.facet === trait.facet && (other.rank ?? 0) <= 0,
  );
}

/**
 * A check of the program's own is called in another way, has another name, or went with a tool. Only
 * where fewer refuse, the same tools are there and nobody asks it any more, it is gone.
 */
function isElsewhere({ trait, old }: TraitChange, context: RuleContext): boolean {
  if (trait.unit !== 'refusal') return false;
  const { facts, baselineFacts } = context;
  const count = (traits: readonly TraitFact[] = [], unit: string): number =>
    traits.filter((other) => other.unit === unit).length;
  if (count(facts.traits, 'refusal') >= count(baselineFacts?.traits, 'refusal')) return true;
  if (count(facts.traits, 'tool') < count(baselineFacts?.traits, 'tool')) return true;
  const name = old?.pointer.slice('/refusal/'.length) ?? '';
  // Not where it is defined: after a word for that, or as a method, whose line it starts.
  const asked = new RegExp(
    String.raw`(?<!\b(?:def|function)\s{1,3})\b${name}\s?\((?<!^[ \t]{0,20}(?:(?:private|public|protected|static|async)\s){0,3}${name}\((?=[^)\n]{0,200}\)[^;\n]{0,80}\{))`,
    'm',
  );
  return asked.test(withoutComments(context.text));
}

/** How many times as much; infinite where a limit is gone. */
export function growth({ now, old }: TraitChange): number {
  if (now?.rank === undefined || old?.rank === undefined || old.rank <= 0) {
    return Number.POSITIVE_INFINITY;
  }
  return now.rank / old.rank;
}

interface StateRule {
  readonly id: string;
  readonly title: string;
  readonly facet: TraitFact['facet'];
  readonly wanted: (trait: TraitFact) => boolean;
  /** @param was something of this kind stood there before, and was stricter */
  readonly introduced: (was: boolean, context: RuleContext) => Severity;
  readonly message: string;
  readonly because: string;
}

function state({ id, title, facet, wanted, introduced, message, because }: StateRule): Rule {
  return {
    id,
    title,
    kind: 'state',
    severity: 'low',
    type: 'code-deployment',
    category: 'server-api-security',
    confidence: 'heuristic',
    supersedes: [],
    check: (context) =>
      context.facts.traits
        .filter((trait) => trait.facet === facet && wanted(trait))
        .map((trait): Detection => {
          const old = context.baselineFacts?.traits.find(({ key }) => key === trait.key);
          return {
            severity: 'low',
            introducedSeverity: introduced(old !== undefined && !wanted(old), context),
            subject: trait.subject,
            pointer: trait.pointer,
            range: trait.range,
            message,
            because,
            entity: trait.key,
            factors: {},
            fixes: [],
          };
        }),
  };
}
