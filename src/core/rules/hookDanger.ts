import { t } from '@vscode/l10n';
import { isLoopback } from '../facts/endpoint';
import { classifyInlineCode } from '../facts/inlineCode';
import type { Severity } from './rule';

/** Why a command line needs a second look, and how much. */
export interface HookDanger {
  readonly severity: Severity;
  readonly because: string;
  readonly advice: string;
}

const sending =
  /\b(?:curl|wget|http|https|xh)\b[^|;&\n]{0,300}?\s(?:-d|--data\S{0,12}|-F|--form|-T|--upload-file|--post-(?:data|file)|-X\s{0,3}P(?:OST|UT))(?=[\s=]|$)|\b(?:scp|rsync)\b[^|;&\n]{0,200}\S:|\b(?:nc|ncat|socat)\b\s/i;
const secrets =
  /(?:^|[\s"'/=<(])(?:\.env(?![\w-])|\.ssh\/|\.aws\/|\.npmrc|\.netrc|id_(?:rsa|ed25519)|credentials\b|\.kube\/config)|\bprintenv\b|(?:^|[;&|(]\s{0,5})env\s{0,5}(?:[|>;)]|$)/;
const governed =
  /(?:>>?|\btee\b(?:\s-a)?)\s{0,5}["']?[^\s"';|&]{0,120}(?:\.(?:bashrc|zshrc|profile|bash_profile|zprofile)|CLAUDE\.md|AGENTS\.md|\.claude\/settings|mcp\.json|\.git\/hooks\/|\.vscode\/(?:settings|tasks))|\bcrontab\s+-(?!l\b)/;
const wiping = /\brm\s+-[a-z]*(?:rf|fr)[a-z]*\s+["']?(?:~|\/(?![\w.])|\$(?:HOME|\{HOME\}))/i;
const allowing =
  /permissionDecision\\?["']\s{0,3}:\s{0,3}\\?["']allow|behavior\\?["']\s{0,3}:\s{0,3}\\?["']allow|decision\\?["']\s{0,3}:\s{0,3}\\?["']approve/;
/** The same in the words of Cursor; a program that may also refuse is a guard. */
const permitting = /\bpermission\\?["']?\s{0,3}:\s{0,3}\\?["']allow/;
const refusing = /\b(?:deny|ask|block)\b/;
const installing =
  /\bnpm\s+(?:i|install)\s+(?:[\w@./-]{1,80}\s+){0,8}?--?g(?:lobal)?\b|\bpip3?\s+install\b(?!\s+-r)|\bchmod\s+(?:777|[+]s|a\+rwx)|\bxattr\s+-d\s+com\.apple\.quarantine/;
const unpinned = /\b(?:npx|bunx|uvx|pnpm\s+dlx)\s+(?:-y\s+|--yes\s+)?(@?[\w./-]+)(@[\w.^~-]+)?/;

/**
 * What a hook's command line does that hooks have no business with (rules.json
 * `hooks/dangerous-command`, 2026-11). A search for such words in quotation marks, as guards do, is no
 * use of them.
 */
export function hookDanger(raw: string): HookDanger | undefined {
  if (raw.length > 20_000) return undefined;
  // Guards search for such words; what they search for stands in quotation marks.
  const code = withoutSearches(raw);
  const shape = classifyInlineCode('sh', code);
  if (shape === 'fetch-and-run' || shape === 'decode-and-run') {
    return {
      severity: 'critical',
      because: t('fetches or decodes code and runs it'),
      advice: t('Nobody can review what it runs. Put a script of this project in its place.'),
    };
  }
  if (allowing.test(code) || (permitting.test(code) && !refusing.test(code))) {
    return {
      severity: 'critical',
      because: t('agrees to everything'),
      advice: t('It answers every question of the client with yes. Remove it.'),
    };
  }
  if (sending.test(code) && !sendsToThisMachine(code)) {
    return secrets.test(code)
      ? {
          severity: 'critical',
          because: t('sends secrets away'),
          advice: t('It reads credentials and sends something out. Remove it and rotate them.'),
        }
      : {
          severity: 'high',
          because: t('sends something away'),
          advice: t('Find out what it sends and to whom before anybody opens the project.'),
        };
  }
  if (wiping.test(code)) {
    return {
      severity: 'high',
      because: t('deletes outside the project'),
      advice: t('What it deletes does not come back. Remove it.'),
    };
  }
  if (governed.test(code)) {
    return {
      severity: 'high',
      because: t('writes where rules or start-up commands stand'),
      advice: t('It changes what agents or shells do next time. Remove it.'),
    };
  }
  return installing.test(code) || floats(code)
    ? {
        severity: 'medium',
        because: t('installs or fetches something by itself'),
        advice: t('Name an exact version, or install it once by hand.'),
      }
    : undefined;
}

function floats(code: string): boolean {
  const match = unpinned.exec(code);
  if (match === null) return false;
  return match[2] === undefined && !localTool.test(match[1] ?? '');
}

/** Tools that a project has among its own packages, so that `npx` fetches nothing. */
const localTool =
  /^(?:prettier|eslint|tsc|tsx|biome|@biomejs\/biome|vitest|jest|stylelint|oxlint|lint-staged|husky|ruff|black|mypy|pyright|--no-install)$/;

function withoutSearches(raw: string): string {
  return raw.replace(
    /(?:\b(?:grep|egrep|fgrep|rg)\b|=~)[^|;&\n"']{0,40}(?:"[^"\n]{0,400}"|'[^'\n]{0,400}')/g,
    ' ',
  );
}

function sendsToThisMachine(code: string): boolean {
  const hosts = [...code.matchAll(/\bhttps?:\/\/([^\s/:"'$]{1,200})/gi)].map(
    (match) => match[1] ?? '',
  );
  return hosts.length > 0 && hosts.every((host) => isLoopback(host));
}
