import { t } from '@vscode/l10n';
import { inPrecedence } from '../compare/orderedPermissions';
import { classifyAction, type ActionClass } from '../compare/permissionAction';
import type { Effort } from '../compare/permissionAutomaton';
import { acceptsAction, examplesOf } from '../compare/permissionOrder';
import type { PlacedRule } from '../compare/permissionPairs';
import { showRule } from '../compare/permissionWords';
import { parseClaudePermissionRule } from '../facts/claudePermissionRule';
import { emptyFacts } from '../facts/emptyFacts';
import type { FileFacts, HookFact, PermissionRuleFact, SentenceFact } from '../facts/fact';
import {
  forbiddenActions,
  type ForbiddenAction,
  type ForbiddenKind,
} from '../facts/forbiddenActions';
import { maskSecrets } from '../facts/maskSecrets';
import { grammarOf, listOf, ruleOf, type PermissionGrammarName } from '../facts/permissionGrammars';
import { readAction } from '../facts/permissionRule';
import { quote } from '../facts/quote';
import { shownText } from '../facts/shownText';
import type { TextRange } from '../parse/tree';
import { agentsOf } from './agentFiles';
import { looksLikeGuard } from './hookGuards';
import { insideQuotes } from './permissionAllowRules';
import { jsonEditor } from './permissionEdits';
import type { ChangeSet, Detection, Fix, JointDetection, Rule, RuleContext } from './rule';
import { quoted, sentenceEntity } from './sentenceContext';

/**
 * Instructions forbid what the permissions of the same agent allow without a question. Only what a rule
 * allows by name counts: that a client asks for nothing at all is said where it is switched off.
 */
export const unenforcedGuardrail: Rule = {
  id: 'prompt/unenforced-guardrail',
  title: t('Forbidden in words, allowed without a question'),
  kind: 'state',
  severity: 'info',
  type: 'configuration',
  category: 'agent-permission',
  confidence: 'heuristic',
  supersedes: [],
  check: (context) =>
    gapsIn([context], ({ facts }) => facts).map((gap) => atSentence(gap, isGrave(gap))),
  together,
};

type Side = (file: RuleContext) => FileFacts;

/** What allows an action: a rule of a list, or a tool of a server that is never asked about. */
interface Permission {
  readonly file: RuleContext;
  /** As the file spells it, masked. */
  readonly shown: string;
  readonly subject: string;
  readonly pointer: string;
  readonly range: TextRange;
  readonly fact?: PermissionRuleFact | undefined;
  /** It was not there at the baseline. */
  readonly isNew: boolean;
  /** The worst that it is plainly for. */
  readonly classes: ReadonlySet<ActionClass>;
}

interface Gap {
  readonly prompt: RuleContext;
  readonly facts: FileFacts;
  readonly sentence: SentenceFact;
  readonly kind: ForbiddenKind;
  readonly by: Permission;
}

function together({ changed, around }: ChangeSet): readonly JointDetection[] {
  if (!changed.some(mayOpenGap)) return [];
  const files = [...changed, ...around()];
  // What one file shows by itself is said already.
  const now = gapsIn(files, ({ facts }) => facts).filter(({ prompt, by }) => prompt !== by.file);
  if (now.length === 0) return [];
  const before = new Set(
    gapsIn(files, ({ baselineFacts }) => baselineFacts ?? emptyFacts).map(identityOf),
  );
  const spoken = new Map<string, { readonly gap: Gap; readonly joint: JointDetection }>();
  for (const gap of now) {
    if (before.has(identityOf(gap))) continue;
    const joint = placed(gap);
    const key = `${joint.path} ${joint.detection.pointer}`;
    const other = spoken.get(key);
    if (other === undefined || (isGrave(gap) && !isGrave(other.gap))) {
      spoken.set(key, { gap, joint });
    }
  }
  return [...spoken.values()].map(({ joint }) => joint);
}

/** A look at one changed file, before all others are asked for. */
function mayOpenGap({ facts, baselineFacts, changes }: RuleContext): boolean {
  const says = facts.sentences.some((sentence) => forbiddenActions(sentence).length > 0);
  if (baselineFacts === undefined) return says;
  return (
    changes.some(
      ({ detail }) => detail.kind === 'permission' || detail.kind === 'hook' || 'server' in detail,
    ) ||
    (says &&
      facts.sentences.some(
        (sentence) =>
          isNewSentence(sentence, baselineFacts) && forbiddenActions(sentence).length > 0,
      ))
  );
}

function isNewSentence(sentence: SentenceFact, baseline: FileFacts): boolean {
  return !baseline.sentences.some(
    ({ normal, guardrail }) => normal === sentence.normal && guardrail === sentence.guardrail,
  );
}

/** Where an edit opened the gap: at what it allows, or at the sentence that came to stand there. */
function placed(gap: Gap): JointDetection {
  const { prompt, sentence, by } = gap;
  const { baselineFacts } = prompt;
  if (baselineFacts === undefined) {
    return { path: prompt.path, detection: atSentence(gap, isGrave(gap)) };
  }
  // A sentence more makes nothing worse: what it forbids was allowed before.
  if (!by.isNew && isNewSentence(sentence, baselineFacts)) {
    return { path: prompt.path, detection: atSentence(gap, false) };
  }
  return { path: by.file.path, detection: atPermission(gap) };
}

function identityOf({ prompt, sentence, kind, by }: Gap): string {
  return `${prompt.path}\n${sentence.normal}\n${kind}\n${by.file.path}`;
}

/** Every prohibition that the permissions of the same agent take no notice of; one each. */
function gapsIn(files: readonly RuleContext[], side: Side): readonly Gap[] {
  if (!files.some((file) => holdsPermissions(side(file)))) return [];
  const effort: Effort = { left: 400_000, built: new WeakMap() };
  return files.flatMap((prompt): readonly Gap[] => {
    const facts = side(prompt);
    const forbidding = facts.sentences.flatMap((sentence) =>
      forbiddenActions(sentence).map((action) => ({ sentence, action })),
    );
    if (forbidding.length === 0) return [];
    const agents = agentsOfPrompt(prompt, files, side);
    const near = files.filter((file) => agentsOf(file).some((agent) => agents.has(agent)));
    if (near.some((file) => side(file).hooks.some(mayRefuse))) return [];
    const answers = new Map<ForbiddenKind, Permission | undefined>();
    return forbidding.flatMap(({ sentence, action }): readonly Gap[] => {
      const { kind } = action;
      if (!answers.has(kind)) answers.set(kind, permissionFor(action, near, side, effort));
      const by = answers.get(kind);
      return by === undefined ? [] : [{ prompt, facts, sentence, kind, by }];
    });
  });
}

function holdsPermissions({ permissionRules, servers }: FileFacts): boolean {
  return (
    permissionRules.some(({ facet }) => facet === 'permission.allow') ||
    servers.some(({ autoApprove }) => autoApprove.length > 0)
  );
}

/** Which calls it refuses is not in the file, so it may be these. */
function mayRefuse(hook: HookFact): boolean {
  return hook.phase === 'guard' && looksLikeGuard(hook);
}

/** Those that read it by themselves, and those whose own instructions take it over. */
function agentsOfPrompt(
  prompt: RuleContext,
  files: readonly RuleContext[],
  side: Side,
): ReadonlySet<string> {
  const importing = files.filter((file) =>
    side(file).imports?.some(({ target }) => {
      const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
      return folder + target.replace(/^\.\//, '') === prompt.path;
    }),
  );
  return new Set([prompt, ...importing].flatMap(agentsOf));
}

/** Lists of what there is to use, or to see: they say nothing about asking. */
const notAboutAsking: ReadonlySet<PermissionGrammarName> = new Set<PermissionGrammarName>([
  'gemini-tools',
  'ignored-files',
  'guarded-files',
]);

function permissionFor(
  { kind, actions }: ForbiddenAction,
  files: readonly RuleContext[],
  side: Side,
  effort: Effort,
): Permission | undefined {
  const lists = files.flatMap((file) => listsOf(file, side));
  const candidates =
    kind === 'pay'
      ? [
          ...files.flatMap((file) => payingTools(file, side)),
          ...lists.flatMap(({ file, rules }) =>
            rules.filter(isPlainAllow).flatMap((rule) => {
              const action = examplesOf(rule.rule).find(isPayment);
              return action === undefined ? [] : [{ action, permission: ofRule(file, rule) }];
            }),
          ),
        ]
      : actions.map((action) => ({ action, permission: undefined }));
  let found: Permission | undefined;
  for (const { action, permission } of candidates) {
    let allowed = permission;
    let held = false;
    for (const { file, rules } of lists) {
      const decider = rules.find(
        ({ rule, list }) =>
          (rule.unclear && list !== 'allow') || acceptsAction(rule, action, effort),
      );
      if (decider === undefined) continue;
      if (decider.list === 'allow') {
        if (isPlainAllow(decider)) allowed ??= ofRule(file, decider);
        continue;
      }
      // Somebody thought of it: of one kind of action, one that is held back is enough.
      if (!decidesAnything(decider, action, effort)) return undefined;
      held = true;
    }
    if (!held) found ??= allowed;
  }
  return found;
}

/** It holds back whatever no other rule names, and nobody thought of this one. */
function decidesAnything({ rule }: PlacedRule, action: string, effort: Effort): boolean {
  const { tool } = readAction(action);
  return !rule.unclear && acceptsAction(rule, `${tool}(./readme`, effort);
}

/** What an agent or a profile has of its own is no rule for whoever reads the instructions. */
function isPlainAllow({ list, fact, rule }: PlacedRule): boolean {
  return list === 'allow' && fact.set === undefined && rule.inert === undefined && !rule.unclear;
}

interface RuleList {
  readonly file: RuleContext;
  /** In the order in which they decide. */
  readonly rules: readonly PlacedRule[];
}

function listsOf(file: RuleContext, side: Side): readonly RuleList[] {
  const groups = new Map<string, PermissionRuleFact[]>();
  for (const fact of side(file).permissionRules) {
    if (notAboutAsking.has(fact.grammar)) continue;
    const key = `${fact.grammar} ${fact.set ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fact]);
    else group.push(fact);
  }
  return [...groups.values()].map((facts) => {
    const [first] = facts;
    const rules = facts.map((fact): PlacedRule => ({
      list: listOf(fact),
      fact,
      rule: ruleOf(fact, file.memory),
    }));
    return { file, rules: first === undefined ? rules : inPrecedence(grammarOf(first), rules) };
  });
}

function isPayment(action: string): boolean {
  return classifyAction(action) === 'payment';
}

function payingTools(
  file: RuleContext,
  side: Side,
): readonly { readonly action: string; readonly permission: Permission }[] {
  return side(file).servers.flatMap(({ name, enabled, autoApprove, subject }) =>
    !enabled
      ? []
      : autoApprove.flatMap(({ tool, pointer, range }) => {
          const action = `mcp__${name}__${tool}(`;
          if (!isPayment(action)) return [];
          const { baselineFacts } = file;
          const before = baselineFacts?.servers.find((server) => server.name === name);
          const isNew = before?.autoApprove.every((other) => other.tool !== tool) !== false;
          const shown = maskSecrets(tool);
          return [{ action, permission: { file, shown, subject, pointer, range, isNew, classes } }];
        }),
  );
}
const classes: ReadonlySet<ActionClass> = new Set<ActionClass>(['payment']);

function ofRule(file: RuleContext, { fact, rule }: PlacedRule): Permission {
  return {
    file,
    shown: showRule(fact.written ?? fact.rule),
    subject: fact.subject,
    pointer: fact.pointer,
    range: fact.range,
    fact,
    isNew:
      file.baselineFacts?.permissionRules.every(
        (other) => other.facet !== fact.facet || other.rule !== fact.rule,
      ) !== false,
    classes: new Set(examplesOf(rule).map(classifyAction)),
  };
}

const graveClass: Readonly<Partial<Record<ForbiddenKind, ActionClass>>> = {
  'force-push': 'destructive',
  'delete-files': 'destructive',
  'read-environment': 'secret',
  'read-keys': 'secret',
  'read-secrets': 'secret',
  pay: 'payment',
};

/** It cannot be taken back, and the permission is plainly for it. */
function isGrave({ kind, by }: Gap): boolean {
  const wanted = graveClass[kind];
  return wanted !== undefined && by.classes.has(wanted);
}

function atSentence(gap: Gap, grave: boolean): Detection {
  const { sentence, by, prompt } = gap;
  const { subject, pointer, range } = sentence;
  const where = by.file === prompt ? t('this file') : shownText(by.file.path);
  return {
    severity: grave ? 'medium' : 'info',
    subject,
    pointer,
    range,
    message: t(
      'These words alone hold it back: {0} allows `{1}` without a question. An agent can pass over words, not over a permission. Move it to ask there.',
      where,
      by.shown,
    ),
    because: t('held back by words alone'),
    entity: `unenforced ${sentenceEntity(sentence)}`,
    factors: {},
    fixes: [],
  };
}

function atPermission(gap: Gap): Detection {
  const { sentence, facts, prompt, by } = gap;
  const { subject, pointer, shown, file } = by;
  const said = quote(quoted(facts, sentence));
  const path = shownText(prompt.path);
  return {
    severity: isGrave(gap) ? 'medium' : 'info',
    subject,
    pointer,
    range: insideQuotes(file, by),
    message:
      sentence.guardrail === 'gate'
        ? t(
            '`{0}` happens without a question, and {1} wants one: {2}. An agent can pass over words, not over a permission. Move it to ask.',
            shown,
            path,
            said,
          )
        : t(
            '`{0}` happens without a question, and {1} forbids it: {2}. An agent can pass over words, not over a permission. Move it to ask.',
            shown,
            path,
            said,
          ),
    because: t('held back by words alone'),
    entity: `unenforced ${shown}`,
    factors:
      file.surface.scope === 'local'
        ? { exposure: { points: -4, because: t('your own file only') } }
        : {},
    fixes: askFirst(file, by),
  };
}

/** Only where the client asks about what is in no list, or has a list of what it asks about. */
function askFirst({ text, root }: RuleContext, { fact, shown }: Permission): readonly Fix[] {
  if (fact === undefined || !/\/\d+$/.test(fact.pointer)) return [];
  const { unruled, model, parse } = grammarOf(fact);
  if (model !== 'strictest-wins' || unruled !== 'asked') return [];
  const editor = jsonEditor(text, root);
  const remove = editor.removeItem(fact.pointer);
  if (remove.length === 0) return [];
  if (parse !== parseClaudePermissionRule) {
    return [{ id: 'remove', title: t('Remove `{0}`', shown), edits: remove, preferred: false }];
  }
  const raw = text.slice(fact.range.start, fact.range.end);
  const list = fact.pointer.replace(/allow\/\d+$/, 'ask');
  const edits = [...remove, ...editor.insertItem(list, Number.MAX_SAFE_INTEGER, raw)];
  return [{ id: 'replace', title: t('Move `{0}` to ask', shown), edits, preferred: false }];
}
