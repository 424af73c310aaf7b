import { resolve } from 'node:path';
import { contentNow } from '../core/record/addEvidence';
import { renderRecord } from '../core/record/renderRecord';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { stringOption } from './diffCommand';
import { findRecord } from './findRecord';
import { GitRepository } from './gitRepository';
import { presentText } from './presentText';
import { formatOf } from './printReport';
import { UsageError } from './usageError';

/** Of a line of text: what a pull request's page and most terminals show. */
const widest = 100;

/** `mcp-change show`: a record for people, as text or as Markdown for a pull request. */
export function showCommand(options: CommandOptions, environment: CommandEnvironment): ExitCode {
  const format = formatOf(options, ['text', 'markdown', 'json'] as const);
  const [id, ...others] = options.positionals;
  if (id === undefined || others.length > 0) {
    throw new UsageError('Name one record: mcp-change show CHG-20261122-k7f3qd.');
  }
  const { root } = GitRepository.open(
    resolve(environment.directory, stringOption(options, 'root') ?? '.'),
  );
  const { record } = findRecord(root, id);
  const content = contentNow(record, (path) => presentText(root, path));
  environment.write(
    format === 'json'
      ? `${JSON.stringify({ schema: 'mcp-change/record/v1', current: content === record.subject.content_digest, record }, undefined, 2)}\n`
      : renderRecord(record, { format, content, width: widest }),
  );
  return 0;
}
