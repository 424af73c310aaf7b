import type { Change } from '../compare/change';
import { classifyAction } from '../compare/permissionAction';
import { speaksOfMoney, wordsOfKey } from '../facts/spendWords';
import { categoryOfChange } from '../risk/categoriesOf';
import { serverOf } from './affected';

const messages = new Set(
  'mail email emails gmail outlook smtp imap sendgrid mailgun slack teams discord telegram twilio sms whatsapp signal matrix mastodon twitter tweet message messages messaging notify notification comment post'.split(
    ' ',
  ),
);
const memories = new Set('memory memories mem0 memento remember recall knowledge'.split(' '));
const traces = new Set(
  'log logs logging logger audit telemetry otel trace traces tracing history transcript transcripts cleanup retention'.split(
    ' ',
  ),
);

/** Money could move because of the change: an amount, a recipient, a payment tool or server. */
export function movesMoney(change: Change): boolean {
  return (
    categoryOfChange(change) === 'agent-financial' ||
    witnessIs(change, 'payment') ||
    (reachesOut(change) && speaksOfMoney(namesIn(change)))
  );
}

/** Messages could leave because of the change: a server or a tool that mails, posts or notifies. */
export function sendsMessages(change: Change): boolean {
  return reachesOut(change) && namesIn(change).some((word) => messages.has(word));
}

/** What agents learn could be kept beyond a session because of the change. */
export function keepsMemory(change: Change): boolean {
  return namesIn(change).some((word) => memories.has(word));
}

/** Less was written down while the change was live. */
export function hidesTraces(change: Change): boolean {
  if (change.facet === 'code.logging') return true;
  const { detail } = change;
  const key =
    detail.kind === 'setting'
      ? (detail.setting ?? detail.baseline)?.key
      : detail.kind === 'server-environment'
        ? (detail.value ?? detail.baselineValue)?.name
        : undefined;
  return wordsOfKey(key ?? '').some((word) => traces.has(word));
}

/** A permission, a tool or a whole server: what can act on the world outside. */
function reachesOut({ facet, detail }: Change): boolean {
  return serverOf({ facet, detail } as Change) !== undefined || detail.kind === 'permission';
}

function witnessIs({ detail }: Change, wanted: string): boolean {
  return (
    detail.kind === 'permission' &&
    detail.witness !== undefined &&
    classifyAction(detail.witness) === wanted
  );
}

/** The words in the names of what the change is about; never values. */
function namesIn(change: Change): readonly string[] {
  const { detail } = change;
  const server = serverOf(change);
  const names = [
    server?.name,
    server?.launch?.package?.name,
    server?.endpoint?.host,
    detail.kind === 'server-auto-approval' ? detail.approval.tool : undefined,
    detail.kind === 'permission' ? (detail.rule ?? detail.baseline)?.rule : undefined,
    detail.kind === 'setting' ? (detail.setting ?? detail.baseline)?.key : undefined,
  ];
  return names.flatMap((name) => wordsOfKey(name ?? ''));
}
