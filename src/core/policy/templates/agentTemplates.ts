import { t } from '@vscode/l10n';
import {
  allVisible,
  ends,
  moneyBounded,
  narrowestRule,
  noLiteralCredential,
  protectionsKept,
  readableCommand,
  stillAsks,
  testMoney,
} from './machineChecks';
import {
  hookSample,
  hostileText,
  intendedTask,
  nearMiss,
  ownSettings,
  sameTasks,
  stopInTheMiddle,
} from './plannedTests';
import type { Template } from './template';
import { about, loosened, type TemplateContext } from './templateContext';

const grants = (context: TemplateContext): boolean =>
  loosened(context, 'permission', 'approval', 'sandbox', 'server.filesystem', 'server.tools')
    .length > 0;

/** Which power an agent has: rules, modes, roots, tool lists. */
export const agentPermission: Template = {
  name: 'agent-permission',
  title: t('Agent permission'),
  questions: [
    {
      id: 'worst-text',
      ask: t(
        'Which hostile text (an issue, a web page, a file) would do most harm with this permission?',
      ),
      appliesTo: grants,
    },
  ],
  checklist: [
    protectionsKept,
    narrowestRule,
    {
      id: 'own-leash',
      ask: t('Is the agent still kept from changing its own settings, hooks and instructions?'),
      appliesTo: grants,
    },
    { ...ends, appliesTo: grants },
  ],
  tests: [{ ...intendedTask, appliesTo: grants }, { ...nearMiss, appliesTo: grants }, ownSettings],
  deployment: [
    {
      id: 'read-effective-rules',
      when: 'after',
      do: t('Read the rules that hold in a new session, those of the user and of the company too.'),
      expect: t('Together they allow what this record says, and nothing else is wider.'),
      appliesTo: grants,
    },
  ],
  signals: [
    {
      id: 'call-outside',
      signal: t('A call to a path, tool or host that was not meant'),
      where: t('the session log of the client'),
    },
  ],
  restoreMinutes: 15,
};

/** How an agent works: model, autonomy, hooks, memory. */
export const agentBehavior: Template = {
  name: 'agent-behavior',
  title: t('Agent behaviour'),
  questions: [
    { id: 'unwatched', ask: t('What can the agent now finish with nobody looking?') },
    {
      id: 'model-gone',
      ask: t('If the model before can no longer be had, which one takes its place?'),
      appliesTo: (context) => about(context, 'model').length > 0,
    },
  ],
  checklist: [stillAsks, readableCommand],
  tests: [
    hookSample,
    { ...stopInTheMiddle, appliesTo: (context) => loosened(context, 'approval').length > 0 },
    {
      ...sameTasks,
      appliesTo: (context) => about(context, 'model', 'prompt', 'other').length > 0,
    },
  ],
  deployment: [
    {
      id: 'own-sessions-first',
      when: 'after',
      do: t('Use it for a day in the sessions of its author, then in everybody’s.'),
      expect: t('No action outside of the tasks that were given.'),
    },
  ],
  signals: [
    {
      id: 'outside-task',
      signal: t('An action outside of its task, or a task that costs twice as much'),
      where: t('the session log and the bill'),
    },
  ],
  restoreMinutes: 30,
};

/** What an agent is told. */
export const agentPrompt: Template = {
  name: 'agent-prompt',
  title: t('Agent instructions'),
  questions: [
    {
      id: 'only-text',
      ask: t(
        'Which of these sentences must hold even when the agent is misled, and what enforces it then?',
      ),
    },
  ],
  checklist: [
    allVisible,
    protectionsKept,
    {
      id: 'readers-known',
      ask: t('Is it known which other files and agents take this text over?'),
      appliesTo: (context) => about(context, 'prompt').length > 0,
    },
  ],
  tests: [sameTasks, hostileText],
  deployment: [
    {
      id: 'end-old-sessions',
      when: 'after',
      do: t('End the sessions that still work with the old text.'),
      expect: t('A new session, asked for its instructions, names the new ones.'),
    },
  ],
  signals: [
    {
      id: 'foreign-instruction',
      signal: t('The agent follows or quotes instructions that are not in the repository'),
      where: t('transcripts of its sessions'),
    },
  ],
  restoreMinutes: 15,
};

/** What an agent may spend, and to whom. */
export const agentFinancial: Template = {
  name: 'agent-financial',
  title: t('Agent spending'),
  questions: [
    { id: 'loss-per-hour', ask: t('How much can be gone per hour before somebody looks?') },
    { id: 'night-freeze', ask: t('Who can stop payments at night, and how long does it take?') },
  ],
  checklist: [
    moneyBounded,
    {
      id: 'provider-enforces',
      ask: t('Does the payment provider enforce the limit, and not only this file?'),
    },
    testMoney,
    noLiteralCredential,
  ],
  tests: [
    {
      id: 'limit-holds',
      what: t(
        'In test mode, pay the limit, then one unit more, then to another payee, then after the end.',
      ),
      expect: t('Only the first payment goes through; the provider refuses the others.'),
    },
    {
      id: 'freeze-drill',
      what: t('In test mode, switch the key, card or wallet off at the provider and pay again.'),
      expect: t('The payment is refused, within ten minutes of the decision.'),
    },
  ],
  deployment: [
    {
      id: 'provider-first',
      when: 'before',
      do: t('Lower limits at the provider first; raise them there last.'),
      expect: t('At no time does the file allow more than the provider.'),
    },
    {
      id: 'small-payment',
      when: 'after',
      do: t('Make one small real payment and find it in the books before there are more.'),
      expect: t('Amount, payee and reason agree.'),
    },
  ],
  signals: [
    {
      id: 'unknown-payment',
      signal: t('A payee nobody knows, a payment above the forecast, a gap in the books'),
      where: t('the payment list of the provider, daily'),
    },
  ],
  restoreMinutes: 10,
};
