import { t } from '@vscode/l10n';
import {
  allVisible,
  checksStillRun,
  encrypted,
  leastPrivilege,
  noLiteralCredential,
  nothingElseOpens,
  oneVersion,
  protectionsKept,
  readableCommand,
  startsAsked,
} from './machineChecks';
import {
  hookSample,
  hostileText,
  packageLook,
  readsAsMeant,
  startApart,
  toolsList,
} from './plannedTests';
import type { Template } from './template';
import { about, bringsServer, closesSomething, type TemplateContext } from './templateContext';

/** Text or code that somebody here wrote, not a package that is fetched. */
const isWritten = (context: TemplateContext): boolean =>
  about(context, 'prompt', 'hook', 'execution', 'code', 'other').length > 0;

/** What an operator rolls out, not an address that a client opens. */
const isDeployed = (context: TemplateContext): boolean => about(context, 'infra').length > 0;

/** A hole is closed, or what guards is changed. */
export const securityUpdate: Template = {
  name: 'security-update',
  title: t('Security update'),
  questions: [
    {
      id: 'open-since',
      ask: t('Since when was it open, and who looks through the logs of that time?'),
      appliesTo: closesSomething,
    },
  ],
  checklist: [
    nothingElseOpens,
    protectionsKept,
    noLiteralCredential,
    oneVersion,
    {
      id: 'advisory-fits',
      ask: t('Does the advisory name this version as the first that is mended?'),
      appliesTo: (context) =>
        about(context, 'server.package', 'dependency', 'infra.image').some(
          ({ change }) => change.direction !== 'loosens',
        ),
    },
  ],
  tests: [
    {
      id: 'hole-closed',
      what: t('Try, with something harmless, what was possible before.'),
      expect: t('It is refused.'),
      appliesTo: closesSomething,
    },
    toolsList,
  ],
  deployment: [
    {
      id: 'everybody-in-time',
      when: 'after',
      do: t('Name a date by which every machine has it, and count those that do.'),
      expect: t('On that date none is left with the old state.'),
      appliesTo: closesSomething,
    },
    {
      id: 'read-old-logs',
      when: 'after',
      do: t('Look through sessions and logs of the time it was open.'),
      expect: t('Each use of it is explained, or treated as an incident.'),
      appliesTo: closesSomething,
    },
  ],
  signals: [
    {
      id: 'old-state-back',
      signal: t('The old version or setting is in use again somewhere'),
      where: t('the records in .mcp-change and the process list'),
      appliesTo: closesSomething,
    },
  ],
  restoreMinutes: 30,
};

/** What servers and clients are told to do. */
export const configuration: Template = {
  name: 'configuration',
  title: t('Configuration'),
  questions: [],
  checklist: [noLiteralCredential, readableCommand, protectionsKept, startsAsked],
  tests: [startApart],
  deployment: [],
  signals: [
    {
      id: 'other-question',
      signal: t('The client asks to trust something that this record does not name'),
      where: t('the question itself, on the first start'),
      appliesTo: bringsServer,
    },
  ],
  restoreMinutes: 15,
};

/** New code, or new text that acts like code: skills, hooks, commands, instructions. */
export const codeDeployment: Template = {
  name: 'code-deployment',
  title: t('Code deployment'),
  questions: [
    {
      id: 'new-rights',
      ask: t('What does the new code do that the old one did not, and with whose rights?'),
    },
  ],
  checklist: [
    {
      id: 'read-in-full',
      ask: t('Has somebody besides its author read every changed line?'),
      appliesTo: isWritten,
    },
    allVisible,
    oneVersion,
  ],
  tests: [hookSample, packageLook, toolsList, hostileText],
  deployment: [
    {
      id: 'by-version',
      when: 'before',
      do: t('Name what is rolled out by exact version, digest or commit, never by a moving name.'),
      expect: t('The name leads to the same bytes tomorrow.'),
      appliesTo: (context) => about(context, 'server.package', 'infra.image', 'plugin').length > 0,
    },
  ],
  signals: [
    {
      id: 'unlisted-tool',
      signal: t('A tool, a hook or a description that nobody listed'),
      where: t('the client’s lists of tools and hooks'),
    },
  ],
  restoreMinutes: 30,
};

/** Where things run and which way traffic goes. */
export const infrastructure: Template = {
  name: 'infrastructure',
  title: t('Infrastructure'),
  questions: [{ id: 'who-is-behind', ask: t('Which agents and repositories sit behind this?') }],
  checklist: [
    leastPrivilege,
    encrypted,
    checksStillRun,
    {
      id: 'no-way-around',
      ask: t('Does everything still pass the gateway or proxy that it passed before?'),
    },
  ],
  tests: [
    readsAsMeant,
    {
      id: 'allowed-and-forbidden',
      what: t(
        'Make one call that has to pass and one that has to be blocked; find both in the log.',
      ),
      expect: t('The first passes, the second does not, and the log says who made them.'),
      appliesTo: isDeployed,
    },
  ],
  deployment: [
    {
      id: 'one-environment-first',
      when: 'after',
      do: t('Roll it out to one environment; go on when a day has passed quietly.'),
      expect: t('No server that agents need is missing, and the log has no gap.'),
      appliesTo: isDeployed,
    },
  ],
  signals: [
    {
      id: 'gap-in-log',
      signal: t('A gap in the log, or traffic that does not pass the gateway'),
      where: t('the log of the gateway'),
      appliesTo: isDeployed,
    },
  ],
  restoreMinutes: 60,
};
