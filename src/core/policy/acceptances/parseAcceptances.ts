import { t } from '@vscode/l10n';
import { collectUnsafeTexts } from '../../facts/unsafeTexts';
import { readStrictYaml } from '../../parse/strictYaml';
import type { TextProblem } from '../../parse/textProblem';
import { validateSchema, type Locate } from '../../parse/validateSchema';
import { mostAcceptances, type Acceptance } from './acceptance';
import { acceptancesSchema } from './acceptancesSchema';

/** An acceptance with the place of its parts. */
export interface PlacedAcceptance extends Acceptance {
  /** RFC 6901: where it stands in its file. */
  readonly pointer: string;
}

export interface ParsedAcceptances {
  /** Only when there is no problem at all. */
  readonly acceptances?: readonly PlacedAcceptance[] | undefined;
  readonly locate: Locate;
  readonly problems: readonly TextProblem[];
}

const largestFile = 100 * 1024;
const mostProblems = 20;

/**
 * Reads a file of acceptances strictly: YAML 1.2 without anchors, tags and second documents, no key
 * twice, no hidden characters, no credential, only what the schema knows, days that exist.
 *
 * Whether an acceptance still holds is not asked here: that takes a clock and the finding.
 *
 * @param text the file; any text at all
 * @returns what it says, or problems with a place each. Never throws.
 */
export function parseAcceptances(text: string): ParsedAcceptances {
  if (text.length > largestFile) {
    return fail(t('A file of acceptances may not be larger than 100 kB. Take out what is over.'));
  }
  try {
    const { acceptances, locate, problems } = read(text);
    if (problems.length === 0) return { acceptances, locate, problems };
    return {
      locate,
      problems: problems.slice(0, mostProblems).map((problem) => {
        const end = Math.min(problem.range.end, text.length);
        return { ...problem, range: { start: Math.min(problem.range.start, end), end } };
      }),
    };
  } catch {
    return fail(t('This cannot be read as acceptances.'));
  }
}

function read(text: string): ParsedAcceptances {
  const yaml = readStrictYaml(text, t('This cannot be read as acceptances.'));
  const { value, locate } = yaml;
  if (yaml.problems.length > 0) return { locate, problems: yaml.problems };
  const many = countOf(value);
  if (many > mostAcceptances) {
    return {
      locate,
      problems: [
        {
          message: t(
            '{0} acceptances are no decisions any more; {1} may stand here. Take out what is over, and mend what can be mended.',
            many,
            mostAcceptances,
          ),
          range: locate('/acceptances', true),
          pointer: '/acceptances',
        },
      ],
    };
  }
  const problems: TextProblem[] = [];
  collectUnsafeTexts(value, '', locate, problems, mostProblems);
  problems.push(
    ...validateSchema(acceptancesSchema, value, locate, {
      notThis: t('These are no acceptances. They start with “apiVersion: mcp-change/v1”.'),
      foreignKey: (name) =>
        t('“{0}” is not part of an acceptance. Take it out or correct its name.', name),
      remedy: t('“Accept This Finding…” in the light bulb of a finding writes a complete one.'),
    }),
  );
  if (problems.length > 0) return { locate, problems };
  const { acceptances } = value as { readonly acceptances: readonly Acceptance[] };
  const wrong = checkMeaning(acceptances, locate);
  if (wrong.length > 0) return { locate, problems: wrong };
  return {
    acceptances: acceptances.map((acceptance, index) => ({
      ...acceptance,
      pointer: `/acceptances/${index}`,
    })),
    locate,
    problems: [],
  };
}

function countOf(value: unknown): number {
  const list = (value as { readonly acceptances?: unknown } | null | undefined)?.acceptances;
  return Array.isArray(list) ? list.length : 0;
}

/** What no schema can say: days that exist, paths that stay inside, one decision for one finding. */
function checkMeaning(acceptances: readonly Acceptance[], locate: Locate): readonly TextProblem[] {
  const problems: TextProblem[] = [];
  const seen = new Set<string>();
  for (const [index, acceptance] of acceptances.entries()) {
    const pointer = `/acceptances/${index}`;
    const add = (key: string, message: string): void => {
      const at = `${pointer}/${key}`;
      problems.push({ message, range: locate(at), pointer: at });
    };
    if (!isDay(acceptance.until)) {
      add('until', t('There is no day {0}. Write the last day as 2027-01-31.', acceptance.until));
    }
    if (!staysInside(acceptance.path)) {
      add(
        'path',
        t('This leads out of the folder, or names no file in it. Write it as in .vscode/mcp.json.'),
      );
    }
    const key = acceptanceKey(acceptance.rule, acceptance.path, acceptance.fingerprint);
    if (seen.has(key)) {
      add('fingerprint', t('This finding stands here twice. Keep one of the two.'));
    }
    seen.add(key);
  }
  return problems;
}

function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

function staysInside(path: string): boolean {
  return (
    !/^[/~]|[\\\r\n]|^[A-Za-z]:/.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

/** What an acceptance is looked up by. */
export function acceptanceKey(rule: string, path: string, fingerprint: string): string {
  return `${rule}\n${path}\n${fingerprint}`;
}

function fail(message: string): ParsedAcceptances {
  const start = { start: 0, end: 0 };
  return { locate: () => start, problems: [{ message, range: start, pointer: '' }] };
}
