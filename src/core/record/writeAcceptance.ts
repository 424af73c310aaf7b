import { t } from '@vscode/l10n';
import type { FileAnalysis } from '../analyze';
import { shownLine } from '../facts/shownText';
import { positionAt } from '../parse/position';
import { loadYaml } from '../parse/yamlDocument';
import { mostAcceptances, type Acceptance } from '../policy/acceptances/acceptance';
import { entryDigest } from '../policy/acceptances/entryDigest';
import { acceptedWeight, neverAccepted, untilProblem } from '../policy/acceptances/judgeAcceptance';
import { acceptanceKey, parseAcceptances } from '../policy/acceptances/parseAcceptances';
import type { Finding } from '../rules/rule';
import { cleanText } from './cleanText';
import { nodeOf, rewriteYaml } from './rewriteYaml';

/** What a person decides about a finding. */
export interface AcceptanceDecision {
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`. */
  readonly until: string;
}

/** The new text of the file, or why there is none, as a sentence. */
export type WrittenAcceptance =
  { readonly text: string; readonly problem?: undefined } | { readonly problem: string };

const longestEntry = 200;

/**
 * The acceptance of a finding, bound to what its entry means now.
 *
 * @param path of its file from the folder that holds `.mcp-change`
 */
export function acceptanceOf(
  analysis: FileAnalysis,
  finding: Finding,
  path: string,
  { reason, owner, until }: AcceptanceDecision,
): Acceptance {
  return {
    rule: finding.rule,
    path,
    entry: shownLine(finding.subject).slice(0, longestEntry),
    fingerprint: finding.fingerprint,
    content: entryDigest(analysis, finding),
    severity: acceptedWeight(finding),
    reason: cleanText(reason).trim(),
    owner: cleanText(owner).trim(),
    until,
  };
}

/**
 * Adds an acceptance to the text of its file, in place of an earlier one for the same finding. The
 * rest stays as it stands.
 *
 * @param text undefined or empty: there is no file yet
 */
export function writeAcceptance(
  text: string | undefined,
  acceptance: Acceptance,
  now: Date,
): WrittenAcceptance {
  const never = neverAccepted(acceptance.rule);
  if (never !== undefined) {
    return { problem: t('This can never be accepted: {0}', never) };
  }
  const over = untilProblem(acceptance.until, now);
  if (over !== undefined) return { problem: t('Until {0}: {1}', acceptance.until, over) };
  const base = text === undefined || text.trim() === '' ? emptyFile : text;
  const { acceptances, problems } = parseAcceptances(base);
  const [first] = problems;
  if (acceptances === undefined || first !== undefined) return unreadable(base, first);
  const key = keyOf(acceptance);
  const place = acceptances.findIndex((other) => keyOf(other) === key);
  if (place < 0 && acceptances.length >= mostAcceptances) {
    return {
      problem: t('{0} acceptances stand there already. Take out what is over.', mostAcceptances),
    };
  }
  const edited = rewriteYaml(base, (document) => {
    const list = document.get('acceptances');
    // `[]` would go on in one line.
    if (loadYaml().isSeq(list)) list.flow = false;
    const node = nodeOf(document, acceptance);
    if (place < 0) document.addIn(['acceptances'], node);
    else document.setIn(['acceptances', place], node);
  });
  // What is written here has to be readable afterwards, whatever the reason holds.
  const [wrong] = parseAcceptances(edited).problems;
  return wrong === undefined ? { text: edited } : { problem: wrong.message };
}

function keyOf({ rule, path, fingerprint }: Acceptance): string {
  return acceptanceKey(rule, path, fingerprint);
}

function unreadable(
  text: string,
  first: ReturnType<typeof parseAcceptances>['problems'][number] | undefined,
): WrittenAcceptance {
  const { line, character } = positionAt(text, first?.range.start ?? 0);
  return {
    problem: t(
      'The file of acceptances cannot be read. Line {0}, column {1}: {2}',
      line + 1,
      character + 1,
      first?.message ?? '',
    ),
  };
}

/** Files are in English, like their schema. */
const emptyFile = `# Findings that this team lives with for a time. They stay visible and raise no alarm.
# An acceptance ends with its day, and as soon as its entry means something else.
# A change of this file is reviewed like a change of the policy, and never goes together with others.
apiVersion: mcp-change/v1
kind: Acceptances
acceptances: []
`;
