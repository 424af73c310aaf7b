import { t } from '@vscode/l10n';
import type { ServerFact } from '../../facts/fact';
import { quote } from '../../facts/quote';
import type { Finding } from '../../rules/rule';
import type { Answer, Check } from './template';
import {
  about,
  closesSomething,
  findingOf,
  loosened,
  replacedServers,
  serversOf,
  type ChangeEntry,
  type TemplateContext,
} from './templateContext';

/** Checks that the machine answers where it can; several templates share them. */

const yes = (because: string): Answer => ({ result: 'yes', because });
const no = (because: string): Answer => ({ result: 'no', because });

const noFinding = ({ change, message }: Finding): Answer => no(change?.words ?? message);

/** “no”, with the first change in its own words and how many more there are. */
function noBecause(entries: readonly ChangeEntry[]): Answer | undefined {
  const [first] = entries;
  if (first === undefined) return undefined;
  return no(
    entries.length === 1
      ? first.change.words
      : t('{0} And {1} more.', first.change.words, entries.length - 1),
  );
}

function launches(context: TemplateContext): readonly ServerFact[] {
  return replacedServers(context).filter(({ launch }) => launch !== undefined);
}

function packaged(context: TemplateContext): readonly ServerFact[] {
  return replacedServers(context).filter(({ launch }) => launch?.package !== undefined);
}

function endpoints(context: TemplateContext): readonly ServerFact[] {
  return serversOf(context).filter(({ endpoint }) => endpoint !== undefined);
}

export const noLiteralCredential: Check = {
  id: 'no-literal-credential',
  ask: t('Does every credential stand there as a reference, never as its value?'),
  answer: ({ files }) => {
    for (const { facts, path } of files) {
      const [literal] = facts.credentials.filter(({ test }) => !test);
      if (literal !== undefined) {
        return no(t('{0} holds a credential: {1}.', quote(path), literal.provider));
      }
      for (const server of facts.servers) {
        const named = [...server.environment, ...server.headers].find(
          ({ kind }) => kind === 'literal-secret',
        );
        if (named !== undefined) {
          return no(t('{0} of the server {1} is a value.', quote(named.name), quote(server.name)));
        }
      }
    }
    return yes(t('No literal credential was found in the changed files.'));
  },
};

export const readableCommand: Check = {
  id: 'readable-command',
  ask: t('Does each command line name a program and plain arguments, with no code inside?'),
  appliesTo: (context) =>
    launches(context).length > 0 || about(context, 'hook', 'execution').length > 0,
  answer: (context) => {
    const coded = launches(context).find(
      ({ launch }) =>
        launch?.inlineCode !== undefined && launch.inlineCode.shape !== 'simple-command',
    );
    if (coded !== undefined) {
      return no(t('The command line of {0} holds code of its own.', quote(coded.name)));
    }
    // A hook's line is a shell's by nature; whether it is readable is for a reader to say.
    if (about(context, 'hook', 'execution').length > 0) return undefined;
    return yes(t('Every changed server starts a program with plain arguments.'));
  },
};

export const oneVersion: Check = {
  id: 'one-version',
  ask: t('Is exactly one version named of everything that is fetched?'),
  appliesTo: (context) =>
    packaged(context).length > 0 || about(context, 'infra.image', 'dependency').length > 0,
  answer: (context) => {
    const floating = packaged(context).find(
      ({ launch }) => !['digest', 'commit', 'exact'].includes(launch?.package?.pin ?? 'none'),
    );
    if (floating !== undefined) {
      return no(
        t(
          '{0} of the server {1} may be another version tomorrow.',
          quote(floating.launch?.package?.text ?? ''),
          quote(floating.name),
        ),
      );
    }
    const traits = noBecause(loosened(context, 'infra.image', 'dependency'));
    if (traits !== undefined) return traits;
    return packaged(context).length > 0
      ? yes(t('Every changed server names one version or digest.'))
      : undefined;
  },
};

export const startsAsked: Check = {
  id: 'starts-asked',
  ask: t('Does nothing new start before somebody has agreed to it?'),
  appliesTo: (context) => launches(context).length > 0,
  answer: (context) => {
    const alone = context.entries.find(
      ({ change, surface }) => surface.autostart && 'server' in change.detail,
    );
    return alone === undefined
      ? undefined
      : no(
          t(
            '{0} can start a changed server of {1} without asking again.',
            alone.surface.client,
            quote(alone.path),
          ),
        );
  },
};

export const protectionsKept: Check = {
  id: 'protections-kept',
  ask: t('Does every protection still hold that held before?'),
  answer: (context) => {
    const lost = noBecause(
      loosened(
        context,
        'permission.deny',
        'permission.ask',
        'sandbox',
        'server.sandbox',
        'server.tools',
        'approval',
        'prompt.guardrail',
        'spend.approval',
        'code.auth',
        'code.validation',
        'policy',
      ),
    );
    if (lost !== undefined) return lost;
    // Text in a language that is not assessed, or a file whose meaning is not read: nobody can tell.
    const unread = context.entries.some(
      ({ change }) =>
        change.direction === 'unknown' ||
        change.detail.kind === 'general' ||
        change.detail.kind === 'prose',
    );
    return unread
      ? undefined
      : yes(t('No refusal, question, check, sandbox or “must not” sentence became weaker.'));
  },
};

export const nothingElseOpens: Check = {
  id: 'nothing-else-opens',
  ask: t('Does the update open nothing else?'),
  appliesTo: closesSomething,
  answer: (context) =>
    noBecause(loosened(context, ...context.entries.map(({ change }) => change.facet))) ??
    yes(t('Nothing in this change loosens anything.')),
};

export const narrowestRule: Check = {
  id: 'narrowest-rule',
  ask: t('Is this the narrowest rule that does the job: one tool, one path, one host?'),
  appliesTo: (context) =>
    loosened(context, 'permission', 'server.auto-approval', 'server.filesystem').length > 0,
  answer: (context) => {
    const everything = loosened(context, 'permission.allow', 'server.auto-approval').find(
      ({ change: { detail } }) =>
        detail.kind === 'permission'
          ? /^(?:\*|\w+(?:\((?:\*|\*\*|:\*)\))?)$/.test(detail.rule?.rule ?? '')
          : detail.kind === 'server-auto-approval' && detail.approval.tool === '*',
    );
    // That a rule names less than everything does not make it the narrowest.
    return everything === undefined ? undefined : no(everything.change.words);
  },
};

export const allVisible: Check = {
  id: 'all-visible',
  ask: t('Can every character of the text be seen?'),
  appliesTo: (context) => about(context, 'prompt', 'hook', 'manifest', 'other').length > 0,
  answer: (context) => {
    const hidden = findingOf(context, 'prompt/hidden-unicode', 'prompt/invisible-char-added');
    return hidden === undefined
      ? yes(t('The edit brings no character that a reader cannot see.'))
      : noFinding(hidden);
  },
};

export const stillAsks: Check = {
  id: 'still-asks',
  ask: t('Does the agent still ask before it does what cannot be undone?'),
  answer: (context) => {
    const asked = noBecause(
      loosened(context, 'approval', 'permission.ask', 'server.auto-approval'),
    );
    if (asked !== undefined) return asked;
    const skipped = findingOf(context, 'prompt/confirmation-skip-added');
    if (skipped !== undefined) return noFinding(skipped);
    return about(context, 'prompt', 'other', 'hook').length > 0
      ? undefined
      : yes(t('No approval mode, approval switch or auto-approval became looser.'));
  },
};

export const encrypted: Check = {
  id: 'encrypted',
  ask: t('Is every connection encrypted, and its certificate checked?'),
  appliesTo: (context) =>
    endpoints(context).length > 0 || findingOf(context, 'tls/verification-disabled') !== undefined,
  answer: (context) => {
    const unchecked = findingOf(context, 'tls/verification-disabled');
    if (unchecked !== undefined) return noFinding(unchecked);
    const open = endpoints(context).find(
      ({ endpoint }) =>
        endpoint !== undefined && !endpoint.loopback && !/^(?:https|wss)$/.test(endpoint.scheme),
    );
    return open === undefined
      ? yes(t('Every changed server is reached over TLS or on this machine.'))
      : no(t('The server {0} is reached without TLS.', quote(open.name)));
  },
};

export const authenticated: Check = {
  id: 'authenticated',
  ask: t('Is nobody let in who does not prove who they are?'),
  answer: (context) => {
    const removed = findingOf(context, 'mcp/auth-header-removed');
    if (removed !== undefined) return noFinding(removed);
    return noBecause(loosened(context, 'code.auth', 'code.bind', 'code.origin', 'infra.exposure'));
  },
};

export const leastScopes: Check = {
  id: 'least-scopes',
  ask: t('Does its sign-in ask for no more rights than it needs?'),
  appliesTo: ({ entries }) => entries.some(({ change }) => change.detail.kind === 'server-scopes'),
  answer: (context) => {
    const wider = findingOf(context, 'mcp/oauth-scope-widened');
    return wider === undefined ? undefined : noFinding(wider);
  },
};

export const ownName: Check = {
  id: 'own-name',
  ask: t('Can its name not be taken for another server’s?'),
  appliesTo: ({ entries }) =>
    entries.some(({ change: { detail } }) =>
      ['server-added', 'server-renamed', 'server-enabled'].includes(detail.kind),
    ),
  answer: (context) => {
    const alike = findingOf(context, 'mcp/confusable-server-name');
    return alike === undefined
      ? yes(t('No name was found that it could be taken for.'))
      : noFinding(alike);
  },
};

export const samePublisher: Check = {
  id: 'same-publisher',
  ask: t('Does it still come from the same publisher and the same source?'),
  appliesTo: (context) => about(context, 'server.package', 'dependency', 'infra.image').length > 0,
  answer: (context) => {
    const other = findingOf(context, 'mcp/package-identity-changed', 'mcp/non-registry-source');
    if (other !== undefined) return noFinding(other);
    const source = noBecause(loosened(context, 'dependency.source'));
    if (source !== undefined) return source;
    // The name is the same; who owns it by now only the registry knows.
    return undefined;
  },
};

export const noNewScripts: Check = {
  id: 'no-new-scripts',
  ask: t('Does nothing new run while it is installed?'),
  appliesTo: (context) => about(context, 'dependency').length > 0,
  answer: (context) => noBecause(loosened(context, 'dependency.script')),
};

export const moneyBounded: Check = {
  id: 'money-bounded',
  ask: t('Are amount, total, time and payees all limited?'),
  answer: (context) => {
    const wider = noBecause(loosened(context, 'spend'));
    if (wider !== undefined) return wider;
    const facets = new Set(
      context.files.flatMap(({ facts }) => facts.traits.map(({ facet }) => facet)),
    );
    return facets.has('spend.limit') && facets.has('spend.window') && facets.has('spend.recipient')
      ? yes(t('Limit, end and payees are all named, and none of them became wider.'))
      : undefined;
  },
};

export const testMoney: Check = {
  id: 'test-money',
  ask: t('Is it meant that real money moves with this key?'),
  appliesTo: (context) => about(context, 'spend.key').length > 0,
};

export const leastPrivilege: Check = {
  id: 'least-privilege',
  ask: t('Does nothing run with more rights, more of the disk or a more open port than before?'),
  appliesTo: (context) => about(context, 'infra', 'code.bind').length > 0,
  answer: (context) =>
    noBecause(loosened(context, 'infra.privilege', 'infra.mount', 'infra.exposure', 'code.bind')) ??
    (about(context, 'infra').length > 0
      ? yes(t('No privilege, mount or open port was added.'))
      : undefined),
};

export const checksStillRun: Check = {
  id: 'checks-still-run',
  ask: t('Does every check and every log entry still happen as often as before?'),
  appliesTo: (context) => about(context, 'code', 'infra').length > 0,
  answer: (context) =>
    noBecause(loosened(context, 'code.validation', 'code.rate-limit', 'code.logging')),
};

export const ends: Check = {
  id: 'ends',
  ask: t('Does what it opens end by itself, or is there a date to look at it again?'),
  answer: ({ expiresAt }) =>
    expiresAt === undefined ? undefined : yes(t('It ends on {0}.', expiresAt.slice(0, 10))),
};

export const policyAlone: Check = {
  id: 'policy-alone',
  ask: t('Is the policy changed by itself, apart from everything it governs?'),
  answer: ({ files }) => {
    const governed = files.find(({ path }) => !/(?:^|\/)\.mcp-change\//.test(path));
    return governed === undefined
      ? yes(t('Nothing but the rules of the process is changed here.'))
      : no(t('{0} is changed together with it.', quote(governed.path)));
  },
};
