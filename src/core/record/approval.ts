import { t } from '@vscode/l10n';
import { maskSecrets } from '../facts/maskSecrets';
import { parseJson } from '../parse/parseJson';
import { canonicalJson, type JsonValue } from './canonicalJson';
import { hasInvisible } from '../facts/invisibleText';
import { sha256 } from './sha256';

/** The four digests of a change as one person saw it; see `digests.ts`. */
export interface ApprovalDigests {
  readonly content_digest: string;
  readonly semantic_digest: string;
  readonly intent_digest: string;
  readonly policy_digest: string;
}

/** What one person says about one record. Signed as `approvalText`. */
export interface ApprovalStatement extends ApprovalDigests {
  readonly apiVersion: 'mcp-change/v1';
  readonly kind: 'ChangeApproval';
  /** Id of the record. */
  readonly record: string;
  readonly decision: 'approve' | 'reject';
  /** Roles the person answers for. */
  readonly roles: readonly string[];
  /** `email:alice@example.org`, `github:alice`. */
  readonly by: string;
  /** UTC, whole seconds. */
  readonly at: string;
  readonly expires_at: string;
  /** Why; asked for when it is a no. */
  readonly why?: string | undefined;
}

/** One approval file: a statement and the SSH signature over its canonical text. */
export interface SignedApproval {
  readonly statement: ApprovalStatement;
  /** `-----BEGIN SSH SIGNATURE-----` to its end, lines ending in LF. */
  readonly signature: string;
}

export type ParsedApproval =
  | { readonly approval: SignedApproval; readonly problem?: undefined }
  | { readonly approval?: undefined; readonly problem: string; readonly secret?: boolean };

/** What `ssh-keygen -Y` is told the signature is for, so that one for git or mail is none for us. */
export const approvalNamespace = 'mcp-change-approval';

/** A signature of a large RSA key is 2 kB; everything else in the file is shorter. */
const largestApproval = 16 * 1024;

const recordIdForm = /^CHG-\d{8}-[0-9a-hjkmnp-tv-z]{6}$/;
const fileForm = /^(CHG-\d{8}-[0-9a-hjkmnp-tv-z]{6})\.[a-z0-9-]{1,48}-[0-9a-f]{8}\.approval\.json$/;
const timeForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const digestForm = /^sha256:[0-9a-f]{64}$/;
const identityForm = /^(?:github|gitlab|email|key|agent|ci|role|user):[^\s]+$/;
const signatureForm =
  /^-----BEGIN SSH SIGNATURE-----\n(?:[A-Za-z0-9+/=]{1,76}\n){1,160}-----END SSH SIGNATURE-----\n$/;

/** The text that is signed: the same statement always gives the same bytes. */
export function approvalText(statement: ApprovalStatement): string {
  return canonicalJson(JSON.parse(JSON.stringify(statement)) as JsonValue);
}

/** The file of one approval, for people to read and for `parseApproval`. */
export function serialiseApproval({ statement, signature }: SignedApproval): string {
  const lines = signature.trimEnd().split('\n');
  return `${JSON.stringify({ statement, signature: lines }, undefined, 2)}\n`;
}

/**
 * Reads an approval file strictly: no unknown key, none twice, nothing hidden. That it was signed, and
 * by whom, is for somebody else to check.
 *
 * @param text the file; any text at all
 */
export function parseApproval(text: string): ParsedApproval {
  if (text.length > largestApproval) return { problem: t('An approval is not that large.') };
  const parsed = parseJson(text);
  if (!parsed.complete || parsed.problems.length > 0) return notWritten();
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return notWritten();
  }
  if (!isObject(value) || !hasOnly(value, ['statement', 'signature'])) return notWritten();
  const { statement, signature } = value;
  if (!isStatement(statement) || !isTexts(signature)) return notWritten();
  const armoured = `${signature.join('\n')}\n`;
  if (!signatureForm.test(armoured)) {
    return { problem: t('It holds no SSH signature. Approve again, with a key.') };
  }
  const texts = [statement.by, statement.why ?? '', ...statement.roles];
  if (texts.some(hasInvisible)) {
    return { problem: t('It holds characters that nobody can see. Approve again.') };
  }
  if (texts.some((part) => maskSecrets(part) !== part)) {
    return {
      problem: t(
        'It holds something like a credential. Take it out and revoke it where it was issued.',
      ),
      secret: true,
    };
  }
  return { approval: { statement, signature: armoured } };
}

/**
 * The file beside its record that one person's decision is kept in. No two people ever want the same
 * one, so approvals given in parallel never conflict; a second decision replaces the first.
 */
export function approvalFileName(record: string, by: string): string {
  const name = by
    .replace(/^\w+:/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 32)
    .replace(/^-|-$/g, '');
  const digest = sha256(by).slice('sha256:'.length, 'sha256:'.length + 8);
  return `${record}.${name === '' ? 'approver' : name}-${digest}.approval.json`;
}

/** The id of the record that a file is an approval of, by its name; undefined when it is none. */
export function approvedRecord(fileName: string): string | undefined {
  return fileForm.exec(fileName)?.[1];
}

function notWritten(): ParsedApproval {
  return {
    problem: t(
      'This is no approval as the tool writes it; it was edited or damaged. Approve again.',
    ),
  };
}

function isStatement(value: unknown): value is ApprovalStatement {
  if (!isObject(value)) return false;
  const keys = [
    'apiVersion',
    'kind',
    'record',
    'decision',
    'roles',
    'by',
    'at',
    'expires_at',
    'content_digest',
    'semantic_digest',
    'intent_digest',
    'policy_digest',
  ];
  const { why, roles } = value;
  return (
    hasOnly(value, [...keys, 'why']) &&
    value['apiVersion'] === 'mcp-change/v1' &&
    value['kind'] === 'ChangeApproval' &&
    matches(value['record'], recordIdForm) &&
    (value['decision'] === 'approve' || value['decision'] === 'reject') &&
    isTexts(roles) &&
    roles.every((role) => /^[\w-]{1,64}$/.test(role)) &&
    matches(value['by'], identityForm) &&
    isTime(value['at']) &&
    isTime(value['expires_at']) &&
    keys.filter((key) => key.endsWith('_digest')).every((key) => matches(value[key], digestForm)) &&
    (why === undefined || (typeof why === 'string' && why.length <= 2000))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOnly(value: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return Object.keys(value).every((key) => keys.includes(key));
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function matches(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value);
}

function isTime(value: unknown): boolean {
  return matches(value, timeForm) && !Number.isNaN(Date.parse(String(value)));
}
