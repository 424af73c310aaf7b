import { t } from '@vscode/l10n';
import { signatureOf } from '../compare/pairServers';
import type { Launch, ServerFact } from '../facts/fact';
import { programName } from '../facts/launch';
import { containerPower } from './containerPower';
import { removeItemsFix } from './jsonFixes';
import type { Detection, Fix, RuleContext, Severity } from './rule';
import { exposureOf } from './serverContext';

interface Elevation {
  /** Indexes into the words: the flag with its value, or the program. */
  readonly words: readonly number[];
  readonly severity: Severity;
  /** When it was there before. */
  readonly state: Severity;
  readonly kind: 'administrator' | 'container';
  /** What it opens, as part of a sentence. */
  readonly opens: string;
}

/**
 * A server started as administrator, or in a container whose walls are taken down. Containers run as
 * root inside by default, so a user says nothing; `deno -A` gives no more than Node always has.
 */
export function elevatedLaunch(context: RuleContext, server: ServerFact): readonly Detection[] {
  const { launch } = server;
  if (launch === undefined) return [];
  return [...elevationsOf(launch)].flatMap((elevation) => {
    const last = elevation.words.at(-1) ?? 0;
    const range = launch.argvRanges[last];
    const pointer = launch.argvPointers[last];
    if (range === undefined || pointer === undefined) return [];
    const shown = elevation.words.map((index) => launch.argv[index] ?? '').join(' ');
    return [
      {
        severity: elevation.state,
        introducedSeverity: elevation.severity,
        subject: server.subject,
        pointer,
        range,
        covers: {
          start: launch.argvRanges[elevation.words[0] ?? last]?.start ?? range.start,
          end: range.end,
        },
        message:
          elevation.kind === 'administrator'
            ? t(
                '“{0}” is started with {1}, so whatever an agent is talked into is done as administrator. Start it with your own rights.',
                server.name,
                shown,
              )
            : t(
                '“{0}” opens its container: {1} gives it {2}. Take it out, or give it only the one thing it needs.',
                server.name,
                shown,
                elevation.opens,
              ),
        because:
          elevation.kind === 'administrator'
            ? t('runs as administrator')
            : t('container opened: {0}', shown),
        entity: `${server.name} elevated ${shown}`,
        identity: `${signatureOf(server)} elevated ${shown}`,
        factors: {
          exposure: exposureOf(context),
          privilege: { points: 8 as const, because: t('rights over the machine') },
        },
        ...(elevation.severity === 'critical' ? { floor: 'critical' as const } : {}),
        fixes: fixesFor(context, launch, elevation, shown),
      },
    ];
  });
}

function* elevationsOf(launch: Launch): Generator<Elevation> {
  for (const [index, word] of launch.argv.entries()) {
    if (index > launch.programIndex) break;
    if (!/^(?:sudo|doas|pkexec|runas|gsudo|su)$/.test(programName(word))) continue;
    yield {
      words: [index],
      severity: 'high',
      state: 'high',
      kind: 'administrator',
      opens: '',
    };
    break;
  }
  if (launch.family !== 'container') return;
  for (let index = launch.programIndex + 1; index < launch.argv.length; index += 1) {
    const word = launch.argv[index] ?? '';
    // Words behind the image belong to the program inside.
    if (launch.argvPointers[index] === launch.package?.pointer) return;
    const own = /^(--?[\w-]+)=(.*)$/s.exec(word);
    const flag = own?.[1] ?? word;
    const value = own?.[2] ?? launch.argv[index + 1] ?? '';
    const found = containerPower(flag, value);
    if (found === undefined) continue;
    const alone = own !== null || flag === '--privileged';
    yield { ...found, kind: 'container', words: alone ? [index] : [index, index + 1] };
  }
}

function fixesFor(
  context: RuleContext,
  launch: Launch,
  elevation: Elevation,
  shown: string,
): readonly Fix[] {
  const pointers = elevation.words.map((index) => launch.argvPointers[index] ?? '');
  if (elevation.kind === 'container') {
    return removeItemsFix(context, pointers, t('Remove {0}', shown));
  }
  // `sudo npx …`: the next word becomes the command.
  const index = elevation.words[0] ?? 0;
  const command = launch.argvRanges[index];
  const next = launch.argvRanges[index + 1];
  const nextPointer = launch.argvPointers[index + 1] ?? '';
  if (command === undefined || next === undefined || !nextPointer.endsWith('/args/0')) return [];
  if ((launch.argv[index + 1] ?? '').startsWith('-')) return [];
  const [removal] = removeItemsFix(context, [nextPointer], t('Start without {0}', shown));
  if (removal === undefined) return [];
  const text = context.text.slice(next.start, next.end);
  return [{ ...removal, edits: [{ range: command, text }, ...removal.edits] }];
}
