import { t } from '@vscode/l10n';
import { policyAlone } from './machineChecks';
import type { Template } from './template';

/** The rules of the process itself. */
export const changePolicy: Template = {
  name: 'change-policy',
  title: t('Change policy'),
  questions: [
    {
      id: 'would-now-pass',
      ask: t('Which of the last changes would pass now that did not pass before?'),
    },
  ],
  checklist: [
    policyAlone,
    {
      id: 'nobody-alone',
      ask: t('Can still nobody approve what they wrote, or what their agent wrote?'),
    },
    {
      id: 'roles-filled',
      ask: t('Does each role name at least two people who are still there?'),
    },
  ],
  tests: [
    {
      id: 'judge-again',
      what: t('Judge the last merged requests by the old policy and by the new one.'),
      expect: t('They differ only where that is meant.'),
    },
    {
      id: 'own-approval',
      what: t('Try to approve a request of your own under the new policy.'),
      expect: t('It is refused, with the reason.'),
    },
  ],
  deployment: [
    {
      id: 'tell-everybody',
      when: 'before',
      do: t('Tell everybody who asks for changes or approves them what will differ.'),
      expect: t('Nobody’s open request is stopped by surprise.'),
    },
    {
      id: 'judge-merged',
      when: 'after',
      do: t(
        'Judge the open requests again; an approval given under the old policy may not be enough.',
      ),
      expect: t('Each open request says what it needs now.'),
    },
  ],
  signals: [
    {
      id: 'work-waits',
      signal: t('Requests wait because nobody may approve them'),
      where: t('the list of open requests'),
    },
  ],
  restoreMinutes: 60,
};
