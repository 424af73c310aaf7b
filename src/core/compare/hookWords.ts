import { t } from '@vscode/l10n';
import type { HookFact } from '../facts/fact';
import { eventName } from '../facts/hookEvents';
import { expansionEvent } from '../facts/promptCommands';
import type { HookStep } from './hookDirection';
import { shorten } from './permissionAction';

/** A hook in one line for records: event, tools, command. */
export function describeHook(hook: HookFact): string {
  const reach = hook.condition === '' ? hook.matcher : `${hook.matcher} ${hook.condition}`;
  return t('{0} on {1}: {2}', hook.event, reach, hook.command);
}

/** What a new hook does, when, and with whose rights. */
export function wordsForNew(hook: HookFact): string {
  const when = whenOf(hook);
  const what = shorten(hook.command);
  switch (hook.action) {
    case 'text':
      return t('A new hook tells the agent {0}: “{1}”.', when, what);
    case 'address':
      return t('A new hook sends what the agent is doing to `{1}` {0}.', when, what);
    case 'tool':
      return t('A new hook calls the tool `{1}` {0}.', when, what);
    case 'unknown':
      return t('A new hook runs {0}; what it does is not understood: `{1}`.', when, what);
    case 'command':
      if (hook.event === expansionEvent) {
        return t('The prompt now runs `{0}` by itself when it is used, with your rights.', what);
      }
      return hook.phase === 'manual'
        ? t('A new hook runs `{1}` {0}.', when, what)
        : t('A new hook runs `{1}` by itself {0}, with your rights.', when, what);
  }
}

/** What a hook that is gone no longer does. */
export function wordsForGone(old: HookFact): string {
  const when = whenOf(old);
  const what = shorten(old.command);
  if (old.event === expansionEvent) return t('The prompt no longer runs `{0}`.', what);
  if (!old.background && old.phase === 'guard') {
    return t(
      'The hook is gone that could refuse {0}: `{1}`. Nothing refuses in its place.',
      when,
      what,
    );
  }
  if (!old.background && old.phase === 'steer') {
    return t(
      'The hook is gone that ran `{1}` {0}. If it was a guard, nothing refuses in its place.',
      when,
      what,
    );
  }
  return t('The hook is gone that ran `{1}` {0}.', when, what);
}

/** What became different about a hook, old → new. */
export function wordsForSteps(old: HookFact, hook: HookFact, steps: readonly HookStep[]): string {
  const first = steps[0];
  if (first === undefined) return t('What runs {0} is written differently.', whenOf(hook));
  if (steps.some(({ part }) => part === 'command')) {
    return t(
      'What runs {0} is now something else: `{2}` → `{1}`.',
      whenOf(hook),
      shorten(hook.command),
      shorten(old.command),
    );
  }
  const graver = steps.find(({ direction }) => direction === 'loosens') ?? first;
  const what = shorten(hook.command);
  switch (graver.part) {
    case 'matcher':
      return t(
        'The hook `{0}` now acts on `{1}` instead of `{2}`.',
        what,
        hook.matcher,
        old.matcher,
      );
    case 'condition':
      return hook.condition === ''
        ? t('The hook `{0}` now always acts, no longer only if `{1}`.', what, old.condition)
        : t('The hook `{0}` now acts only if `{1}`.', what, hook.condition);
    case 'failure':
      return hook.failsOpen
        ? t('When the hook `{0}` fails, the agent now goes on instead of stopping.', what)
        : t('When the hook `{0}` fails, the agent now stops.', what);
    case 'background':
      return hook.background
        ? t('Nobody waits for the hook `{0}` any more, so it can refuse nothing.', what)
        : t('The agent now waits for the hook `{0}`.', what);
    case 'timeout':
      return t(
        'The hook `{0}` now has {1} seconds instead of {2}.',
        what,
        hook.timeout ?? t('the usual'),
        old.timeout ?? t('the usual'),
      );
    default:
      return t(
        'The hook `{0}` now runs in other surroundings (folder, variables or shell): {1} → {2}.',
        what,
        shorten(old.surroundings === '' ? t('none') : old.surroundings),
        shorten(hook.surroundings === '' ? t('none') : hook.surroundings),
      );
  }
}

/** When a hook runs, for somebody who does not know the client's events. */
function whenOf(hook: HookFact): string {
  const all = hook.matcher === '*';
  switch (eventName(hook.event)) {
    case 'pretooluse':
    case 'beforetool':
      return all ? t('before every tool call') : t('before calls of `{0}`', hook.matcher);
    case 'posttooluse':
    case 'aftertool':
      return all ? t('after every tool call') : t('after calls of `{0}`', hook.matcher);
    case 'sessionstart':
    case 'agentspawn':
      return t('when a session starts');
    case 'setup':
    case 'folderopen':
      return t('when the folder is opened');
    case 'setupworktree':
      return t('when a work tree is set up');
    case 'promptuse':
      return t('when this prompt is used');
    case 'permissionrequest':
      return t('whenever a permission is asked for');
    case 'userpromptsubmit':
    case 'userpromptsubmitted':
    case 'beforesubmitprompt':
    case 'preuserprompt':
    case 'promptsubmit':
    case 'beforeagent':
      return t('with every prompt');
    case 'stop':
    case 'agentstop':
    case 'subagentstop':
      return t('when the agent has finished');
    case 'beforeshellexecution':
    case 'preruncommand':
      return t('before every shell command');
    case 'beforemcpexecution':
    case 'premcptooluse':
      return t('before every call of an MCP server');
    case 'beforereadfile':
    case 'prereadcode':
      return t('before a file is read');
    case 'prewritecode':
      return t('before a file is written');
    case 'afterfileedit':
    case 'postwritecode':
    case 'fileedited':
    case 'postfilesave':
      return all ? t('after a file is edited') : t('after a file of `{0}` is edited', hook.matcher);
    case 'manual':
    case 'usertriggered':
      return t('when somebody starts it');
    default:
      return all ? t('on {0}', hook.event) : t('on {0} of `{1}`', hook.event, hook.matcher);
  }
}
