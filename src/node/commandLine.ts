import { parseArgs, type ParseArgsConfig } from 'node:util';
import { version } from '../../package.json';
import { GitError } from './gitError';
import { helpText } from './helpText';
import { safeOutput } from './safeOutput';
import { UsageError } from './usageError';

/** What a command needs from the process; tests hand in their own. */
export interface CommandEnvironment {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  readonly directory: string;
  readonly color: boolean;
  readonly width: number;
  readonly now: () => Date;
  /** Of the process; they tell whether an agent runs it. */
  readonly variables?: Readonly<Record<string, string | undefined>> | undefined;
}

/** 0 fine · 1 findings or a failed check · 2 wrong usage or unreadable input. */
export type ExitCode = 0 | 1 | 2;

/** Values of all options of a command, as `parseArgs` has them. */
export interface CommandOptions {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

type RunCommand = (options: CommandOptions, environment: CommandEnvironment) => ExitCode;

interface Command {
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Loads what the command needs, and nothing for the other commands. */
  readonly load: () => RunCommand;
}

// Not `import()`: a command line that answers later would need a second way out for every error.
declare const require: {
  (id: './scanCommand'): typeof import('./scanCommand');
  (id: './diffCommand'): typeof import('./diffCommand');
  (id: './explainCommand'): typeof import('./explainCommand');
  (id: './acceptCommand'): typeof import('./acceptCommand');
  (id: './recordCommand'): typeof import('./recordCommand');
  (id: './rollbackCommand'): typeof import('./rollbackCommand');
  (id: './testCommand'): typeof import('./testCommand');
  (id: './showCommand'): typeof import('./showCommand');
  (id: './decideCommand'): typeof import('./decideCommand');
  (id: './approveCommand'): typeof import('./approveCommand');
  (id: './statusCommand'): typeof import('./statusCommand');
  (id: './gateCommand'): typeof import('./gateCommand');
};

const format = { format: { type: 'string' as const } };
const states = {
  root: { type: 'string' as const },
  base: { type: 'string' as const },
  head: { type: 'string' as const },
};
const signing = { key: { type: 'string' as const }, as: { type: 'string' as const } };

const commands: Readonly<Record<string, Command>> = {
  scan: {
    options: { root: { type: 'string' }, ...format },
    load: () => require('./scanCommand').scanCommand,
  },
  diff: {
    options: {
      root: { type: 'string' },
      base: { type: 'string' },
      head: { type: 'string' },
      before: { type: 'string' },
      after: { type: 'string' },
      as: { type: 'string' },
      all: { type: 'boolean' },
      ...format,
    },
    load: () => require('./diffCommand').diffCommand,
  },
  explain: {
    options: {
      root: { type: 'string' },
      base: { type: 'string' },
      head: { type: 'string' },
      ...format,
    },
    load: () => require('./explainCommand').explainCommand,
  },
  accept: {
    options: {
      root: { type: 'string' },
      base: { type: 'string' },
      reason: { type: 'string' },
      until: { type: 'string' },
      as: { type: 'string' },
      ...format,
    },
    load: () => require('./acceptCommand').acceptCommand,
  },
  record: {
    options: {
      root: { type: 'string' },
      base: { type: 'string' },
      why: { type: 'string' },
      type: { type: 'string' },
      until: { type: 'string' },
      ...format,
    },
    load: () => require('./recordCommand').recordCommand,
  },
  rollback: {
    options: {
      root: { type: 'string' },
      check: { type: 'boolean' },
      apply: { type: 'boolean' },
      all: { type: 'boolean' },
      why: { type: 'string' },
      ended: { type: 'boolean' },
      continue: { type: 'boolean' },
      abort: { type: 'boolean' },
      ...format,
    },
    load: () => require('./rollbackCommand').rollbackCommand,
  },
  test: {
    options: {
      root: { type: 'string' },
      passed: { type: 'string' },
      failed: { type: 'string' },
      note: { type: 'string' },
      ...format,
    },
    load: () => require('./testCommand').testCommand,
  },
  show: {
    options: { root: { type: 'string' }, ...format },
    load: () => require('./showCommand').showCommand,
  },
  propose: {
    options: { root: { type: 'string' }, ...format },
    load: () => require('./decideCommand').proposeCommand,
  },
  approve: {
    options: { ...states, role: { type: 'string' }, ...signing, ...format },
    load: () => require('./approveCommand').approveCommand,
  },
  reject: {
    options: { ...states, why: { type: 'string' }, ...signing, ...format },
    load: () => require('./approveCommand').rejectCommand,
  },
  withdraw: {
    options: { root: { type: 'string' }, why: { type: 'string' }, ...format },
    load: () => require('./decideCommand').withdrawCommand,
  },
  status: {
    options: { ...states, ...format },
    load: () => require('./statusCommand').statusCommand,
  },
  gate: {
    options: { ...states, ...format },
    load: () => require('./gateCommand').gateCommand,
  },
};

/**
 * Runs one command line.
 *
 * @param parameters everything after the program's name
 * @returns the exit code; never throws for anything a user can cause
 */
export function runCommandLine(
  parameters: readonly string[],
  environment: CommandEnvironment,
): ExitCode {
  const [name, ...rest] = parameters;
  if (name === '--version' || name === '-V') {
    environment.write(`${version}\n`);
    return 0;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    environment.write(helpText());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    environment.writeError(`mcp-change: there is no command “${name}”. Try mcp-change --help.\n`);
    return 2;
  }
  const errors = (text: string): void => environment.writeError(safeOutput(text, 'plain'));
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
    });
    if (values['help'] === true) {
      environment.write(helpText(name));
      return 0;
    }
    const options = { values: single(values), positionals };
    const text = environment.color ? 'color' : 'plain';
    const form = /^(?:json|sarif)$/.test(String(options.values['format'])) ? 'json' : text;
    return command.load()(options, {
      ...environment,
      write: (output) => environment.write(safeOutput(output, form)),
    });
  } catch (error) {
    if (error instanceof UsageError || error instanceof GitError || isParseArgsError(error)) {
      errors(`mcp-change ${name}: ${error.message}\n`);
      return 2;
    }
    // A full disk, a file where a folder should be: the system says what and where.
    if (error instanceof Error && 'syscall' in error) {
      errors(`mcp-change ${name}: ${error.message}\n`);
      return 2;
    }
    throw error;
  }
}

function single(
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string | boolean | undefined>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'boolean' ? [[key, value]] : [],
    ),
  );
}

function isParseArgsError(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  );
}
