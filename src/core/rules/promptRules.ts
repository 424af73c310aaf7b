import { t } from '@vscode/l10n';
import { checkAddedGrants } from './addedGrants';
import { checkHiddenUnicode } from './hiddenUnicode';
import { checkHostileInstructions } from './hostileInstructions';
import { checkInvisibleCharacters } from './invisibleCharacters';
import { checkRemovedGuardrails, checkRewrite } from './removedGuardrails';
import { checkCommentInstructions } from './commentInstructions';
import { checkEncodedText } from './encodedText';
import { checkInstallPrerequisites } from './installPrerequisite';
import { checkRemoteInstructions } from './remoteInstructions';
import type { Rule } from './rule';
import { unenforcedGuardrail } from './unenforcedGuardrail';
import { checkWeakenedGuardrails } from './weakenedGuardrails';

/** Rules about what prompts, agent files and other instructions tell an agent. */
export const promptRules: readonly Rule[] = [
  {
    id: 'prompt/invisible-char-added',
    title: t('Invisible characters added'),
    kind: 'delta',
    severity: 'critical',
    type: 'code-deployment',
    category: 'agent-prompt',
    confidence: 'deterministic',
    supersedes: [],
    neverAccepted: t('what nobody can see, nobody can have looked at. Take it out.'),
    check: checkInvisibleCharacters,
  },
  {
    id: 'prompt/hidden-unicode',
    title: t('Invisible characters'),
    kind: 'state',
    severity: 'critical',
    type: 'code-deployment',
    category: 'agent-prompt',
    confidence: 'deterministic',
    supersedes: [],
    neverAccepted: t('what nobody can see, nobody can have looked at. Take it out.'),
    check: checkHiddenUnicode,
  },
  {
    id: 'prompt/hostile-instruction',
    title: t('Hostile instruction'),
    kind: 'state',
    severity: 'high',
    type: 'code-deployment',
    category: 'agent-prompt',
    confidence: 'heuristic',
    supersedes: [],
    check: checkHostileInstructions,
  },
  {
    id: 'prompt/html-comment-instructions',
    title: t('Instruction that the page does not show'),
    kind: 'state',
    severity: 'medium',
    type: 'code-deployment',
    category: 'agent-prompt',
    confidence: 'heuristic',
    supersedes: ['prompt/hostile-instruction'],
    check: checkCommentInstructions,
  },
  {
    id: 'prompt/encoded-blob',
    title: t('Text that people cannot read'),
    kind: 'state',
    severity: 'medium',
    type: 'code-deployment',
    category: 'agent-prompt',
    confidence: 'heuristic',
    supersedes: [],
    check: checkEncodedText,
  },
  {
    id: 'prompt/remote-instructions',
    title: t('Instructions from a page on the web'),
    kind: 'state',
    severity: 'high',
    type: 'code-deployment',
    category: 'agent-prompt',
    confidence: 'heuristic',
    supersedes: [],
    check: checkRemoteInstructions,
  },
  {
    id: 'skill/install-prerequisite',
    title: t('Something has to be installed first'),
    kind: 'state',
    severity: 'high',
    type: 'code-deployment',
    category: 'server-integration',
    confidence: 'heuristic',
    supersedes: [],
    check: checkInstallPrerequisites,
  },
  {
    id: 'prompt/guardrail-removed',
    title: t('Protection removed from instructions'),
    kind: 'delta',
    severity: 'high',
    type: 'code-deployment',
    category: 'agent-prompt',
    confidence: 'heuristic',
    supersedes: [],
    check: checkRemovedGuardrails,
  },
  {
    id: 'prompt/large-rewrite',
    title: t('Instructions written anew'),
    kind: 'delta',
    severity: 'medium',
    type: 'code-deployment',
    category: 'agent-prompt',
    confidence: 'heuristic',
    supersedes: [],
    check: checkRewrite,
  },
  {
    id: 'prompt/guardrail-weakened',
    title: t('Protection weakened in instructions'),
    kind: 'delta',
    severity: 'medium',
    type: 'code-deployment',
    category: 'agent-prompt',
    confidence: 'heuristic',
    supersedes: [],
    check: checkWeakenedGuardrails,
  },
  {
    id: 'prompt/confirmation-skip-added',
    title: t('Told to act without being asked'),
    kind: 'delta',
    severity: 'medium',
    type: 'code-deployment',
    category: 'agent-behavior',
    confidence: 'heuristic',
    supersedes: [],
    check: checkAddedGrants,
  },
  unenforcedGuardrail,
];
