import { t } from '@vscode/l10n';
import {
  authenticated,
  checksStillRun,
  encrypted,
  leastPrivilege,
  leastScopes,
  noLiteralCredential,
  noNewScripts,
  oneVersion,
  ownName,
  readableCommand,
  samePublisher,
  startsAsked,
} from './machineChecks';
import { cleanInstall, packageLook, refusedCalls, startApart, toolsList } from './plannedTests';
import type { Template } from './template';
import { about, bringsServer, replacedServers, type TemplateContext } from './templateContext';

const isRemote = (context: TemplateContext): boolean =>
  replacedServers(context).some(({ endpoint }) => endpoint !== undefined) ||
  about(context, 'server.endpoint', 'manifest.endpoint').length > 0;

/** Who may call a server, and what it may ask for. */
export const serverApiSecurity: Template = {
  name: 'server-api-security',
  title: t('Server access'),
  questions: [
    {
      id: 'who-breaks',
      ask: t('Which clients stop working, and are they refused or let through?'),
    },
    { id: 'old-tokens', ask: t('Until when are tokens good that were issued before?') },
  ],
  checklist: [authenticated, noLiteralCredential, leastScopes, encrypted, leastPrivilege],
  tests: [
    refusedCalls,
    {
      id: 'clients-connect',
      what: t('Connect each client that uses it.'),
      expect: t('All connect, and each sees only what it may.'),
    },
  ],
  deployment: [
    {
      id: 'short-overlap',
      when: 'after',
      do: t(
        'Let the old way and the new way in side by side only until a named date; then close the old one.',
      ),
      expect: t('Nobody has used the old way for a day.'),
    },
  ],
  signals: [
    {
      id: 'wrongly-let-in',
      signal: t('A call that had to be refused is answered, or many good ones are refused'),
      where: t('the access log of the server'),
    },
  ],
  restoreMinutes: 30,
};

/** Which servers there are, and where they run. */
export const serverIntegration: Template = {
  name: 'server-integration',
  title: t('Server added, moved or replaced'),
  questions: [
    {
      id: 'who-runs-it',
      ask: t('Who publishes and runs it, and who looked at this version?'),
      appliesTo: bringsServer,
    },
    {
      id: 'what-goes-out',
      ask: t('Which data goes to it, where is it kept, and for how long?'),
      appliesTo: isRemote,
    },
  ],
  checklist: [
    readableCommand,
    oneVersion,
    ownName,
    encrypted,
    startsAsked,
    noLiteralCredential,
    {
      id: 'no-dangerous-mix',
      ask: t(
        'Is no agent left that holds private data, reads what strangers write and can send it out?',
      ),
      appliesTo: bringsServer,
    },
  ],
  tests: [packageLook, startApart, toolsList],
  deployment: [
    {
      id: 'one-person-first',
      when: 'after',
      do: t('Let one person use it first, with read-only credentials; then everybody.'),
      expect: t('It calls no host and touches no file that this record does not name.'),
      appliesTo: bringsServer,
    },
  ],
  signals: [
    {
      id: 'unlisted-host',
      signal: t('A process, a host or a tool that this record does not name'),
      where: t('the process list, the network log and the client’s list of tools'),
      appliesTo: (context) => bringsServer(context) || isRemote(context),
    },
  ],
  restoreMinutes: 30,
};

/** Limits, caches and logs, where speed can cost safety. */
export const serverPerformance: Template = {
  name: 'server-performance',
  title: t('Server limits'),
  questions: [{ id: 'loop-cost', ask: t('What does an agent in a loop cost under these limits?') }],
  checklist: [
    checksStillRun,
    {
      id: 'no-shared-cache',
      ask: t('Is nobody answered with what was fetched for somebody else?'),
      appliesTo: (context) => about(context, 'code.cache').length > 0,
    },
  ],
  tests: [
    {
      id: 'same-checks',
      what: t(
        'Send the same calls under the old limits and the new ones; count checks and log entries.',
      ),
      expect: t('The counts agree, and what is too much is refused, not let through.'),
    },
    {
      id: 'two-users',
      what: t('Ask the same as two different users, one right after the other.'),
      expect: t('Neither sees anything of the other.'),
      appliesTo: (context) => about(context, 'code.cache').length > 0,
    },
  ],
  deployment: [
    {
      id: 'one-server-first',
      when: 'after',
      do: t('Change one server and watch it for a day beside an unchanged one.'),
      expect: t('Errors, log entries and cost are alike.'),
    },
  ],
  signals: [
    {
      id: 'missing-entries',
      signal: t('Log entries are missing, answers are stale or somebody else’s'),
      where: t('the log of the server'),
    },
  ],
  restoreMinutes: 15,
};

/** What servers are made of. */
export const serverDependency: Template = {
  name: 'server-dependency',
  title: t('Server dependency'),
  questions: [
    { id: 'why-this-version', ask: t('Why this version, and can the one before still be had?') },
  ],
  checklist: [oneVersion, samePublisher, noNewScripts],
  tests: [packageLook, cleanInstall, toolsList],
  deployment: [
    {
      id: 'lock-together',
      when: 'before',
      do: t('Commit manifest and lock file together.'),
      expect: t('Both name the same version.'),
      appliesTo: (context) => about(context, 'dependency').length > 0,
    },
  ],
  signals: [
    {
      id: 'new-advisory',
      signal: t('An advisory for this version, or a tool that was not there before'),
      where: t('the advisory feed and the client’s list of tools'),
    },
  ],
  restoreMinutes: 20,
};
