import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { checkClaims } from '../core/gate/checkClaims';
import { judgeApproval, type CheckedApproval } from '../core/gate/judgeApproval';
import { stateApproval } from '../core/gate/stateApproval';
import { atomsOf, weighRequest, type WeighedRequest } from '../core/gate/weighRequest';
import {
  approvalFileName,
  approvalText,
  parseApproval,
  serialiseApproval,
  type ApprovalStatement,
} from '../core/record/approval';
import { refuseAgents } from './agentVariables';
import { shownLine } from '../core/facts/shownText';
import { whatChanges } from '../core/record/whatChanges';
import { assertInside } from './assertInside';
import { collectGate, type GateStates } from './collectGate';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { decide, idOf } from './decideCommand';
import { stringOption } from './diffCommand';
import { GitRepository } from './gitRepository';
import { formatOf } from './printReport';
import { requesterOf } from './recordCommand';
import { checkSignature, signText } from './sshKeygen';
import { UsageError } from './usageError';
import { writeAtomically } from './writeAtomically';

/** `mcp-change approve`: signs a request as it would be merged, and keeps the approval beside it. */
export function approveCommand(options: CommandOptions, environment: CommandEnvironment): ExitCode {
  const format = formatOf(options, ['text', 'json'] as const);
  const { repository, states, request, path } = findRequest('approve', options, environment);
  refuseAgents(environment, 'approve');
  const [stale] = checkClaims(request, path).filter(
    ({ check }) => check === 'G02' || check === 'G03',
  );
  if (stale !== undefined) return refuse(`${stale.message} ${stale.mend}`, format, environment);
  const by = identityOf(options, repository);
  const wanted = stringOption(options, 'role');
  const demanded = request.requirements.approvals.map(({ role }) => role);
  const roles =
    wanted?.split(',').map((role) => role.trim()) ??
    demanded.filter((role) => request.context.holds(by, role));
  if (roles.length === 0) {
    return demanded.length === 0
      ? refuse('Nobody has to approve this change.', format, environment)
      : refuse(
          `${by} plays none of the roles that are asked for: ${demanded.join(', ')}. The policy on ${states.base.label} says who does.`,
          format,
          environment,
        );
  }
  const file = sign('approve', { by, roles }, options, { repository, states, request, path });
  if ('refused' in file) return refuse(file.refused, format, environment);
  const { record } = request;
  // As the gate will see it once the file is committed; another file of this person is replaced.
  const others = states.input.approvals.filter((other) => other.path !== file.path);
  const { approvals } = weighRequest(record, {
    ...states.input,
    approvals: [...others, file.checked],
  });
  if (format === 'json') {
    environment.write(
      `${JSON.stringify({ schema: 'mcp-change/approval-result/v1', id: record.id, path: file.path, by, roles, complete: approvals.complete, missing: approvals.missing }, undefined, 2)}\n`,
    );
    return 0;
  }
  const lines = [
    `${record.id}  ${record.title}`,
    // What the diff says, whatever the record does.
    ...whatChanges(request.parts.flatMap(atomsOf)).map((line) => `  ${shownLine(line)}`),
    file.path,
    `Approved by ${by} as ${roles.join(', ')}, for this content only. Commit and push the file.`,
    ...(approvals.selfApproved ? ['Self-approved: it says so wherever the change is shown.'] : []),
    ...approvals.missing,
  ];
  environment.write(`${lines.join('\n')}\n`);
  return 0;
}

/** `mcp-change reject`: says no in the record, and signs it where there is a key. */
export function rejectCommand(options: CommandOptions, environment: CommandEnvironment): ExitCode {
  const format = formatOf(options, ['text', 'json'] as const);
  const found = findRequest('reject', options, environment);
  const decided = decide('reject', options, environment);
  const by = identityOf(options, found.repository);
  const signed =
    keyOf(options, found.repository) === undefined
      ? undefined
      : sign('reject', { by, roles: [] }, options, found);
  const kept =
    signed === undefined
      ? 'It is not signed: name a key with --key, so that nobody can take it out unseen.'
      : 'refused' in signed
        ? `It is not signed: ${signed.refused}`
        : signed.path;
  environment.write(
    format === 'json'
      ? `${JSON.stringify({ schema: 'mcp-change/decision-result/v1', ...decided, signed: signed !== undefined && !('refused' in signed) }, undefined, 2)}\n`
      : `${decided.path}\nRejected. Commit and push it.\n${kept}\n`,
  );
  return 0;
}

interface FoundRequest {
  readonly repository: GitRepository;
  readonly states: GateStates;
  readonly request: WeighedRequest;
  /** Of the record. */
  readonly path: string;
}

function findRequest(
  command: string,
  options: CommandOptions,
  environment: CommandEnvironment,
): FoundRequest {
  const id = idOf(options, command);
  const root = resolve(environment.directory, stringOption(options, 'root') ?? '.');
  const repository = GitRepository.open(root);
  const states = collectGate(
    repository,
    baseOf(options, repository),
    stringOption(options, 'head') ?? 'HEAD',
    environment.now(),
  );
  const file = states.input.records.find(({ parsed }) => parsed.record?.id === id);
  if (file?.parsed.record === undefined) {
    throw new UsageError(
      `${states.head.label} brings no record ${id} to ${states.base.label}. Only what is committed can be approved: commit it, or name the branches with --base and --head.`,
    );
  }
  const request = weighRequest(file.parsed.record, states.input);
  return { repository, states, request, path: file.path };
}

/** The branch a request is for. @throws UsageError when there is none to be seen */
export function baseOf(options: CommandOptions, repository: GitRepository): string {
  const base = stringOption(options, 'base') ?? repository.defaultBranch();
  if (base === undefined) {
    throw new UsageError('There is no main branch to be seen here. Name it with --base.');
  }
  return base;
}

function identityOf(options: CommandOptions, repository: GitRepository): string {
  return stringOption(options, 'as') ?? requesterOf(repository).id;
}

type SignedFile =
  { readonly path: string; readonly checked: CheckedApproval } | { readonly refused: string };

/** Signs, looks at the result as the gate will, and only then writes it. */
function sign(
  decision: ApprovalStatement['decision'],
  { by, roles }: Pick<ApprovalStatement, 'by' | 'roles'>,
  options: CommandOptions,
  { repository, states, request, path }: FoundRequest,
): SignedFile {
  const key = keyOf(options, repository);
  if (key === undefined) {
    throw new UsageError('Name the SSH key to sign with: --key ~/.ssh/id_ed25519.');
  }
  const { now } = states.input;
  const why = stringOption(options, 'why');
  const statement = stateApproval(request, { decision, by, roles, why });
  const signature = signText(approvalText(statement), key);
  const text = serialiseApproval({ statement, signature });
  const file = `${path.slice(0, path.lastIndexOf('/'))}/${approvalFileName(request.record.id, by)}`;
  const checked: CheckedApproval = {
    path: file,
    record: request.record.id,
    parsed: parseApproval(text),
    signature: checkSignature(approvalText(statement), signature, states.signers, now),
  };
  const judged = judgeApproval(checked, request.context);
  if (!judged.counts) return { refused: judged.because };
  assertInside(repository.root, file);
  mkdirSync(dirname(join(repository.root, file)), { recursive: true });
  writeAtomically(join(repository.root, file), text);
  return { path: file, checked };
}

/** `--key`, else the SSH key that git signs with; only a file. */
function keyOf(options: CommandOptions, repository: GitRepository): string | undefined {
  const named = stringOption(options, 'key');
  const key = named ?? repository.signingKey();
  if (key === undefined || key === '') return undefined;
  const path = key.replace(/^~(?=[\\/])/, homedir());
  if (named !== undefined) return resolve(path);
  return isAbsolute(path) ? path : undefined;
}

function refuse(
  because: string,
  format: 'text' | 'json',
  environment: CommandEnvironment,
): ExitCode {
  environment.write(
    format === 'json'
      ? `${JSON.stringify({ schema: 'mcp-change/approval-result/v1', id: null, path: null, because }, undefined, 2)}\n`
      : `${because}\nNothing was written.\n`,
  );
  return 1;
}
