import { quote } from '../facts/quote';

/** What `{config}` and `{local}` stand for where a shell can follow it. */
const marks: Readonly<Record<string, readonly [unix: string, macos: string, windows: string]>> = {
  '{config}': ['~/.config', '~/Library/Application Support', '%APPDATA%'],
  '{local}': ['~/.local/share', '~/Library/Application Support', '%LOCALAPPDATA%'],
};

/**
 * Files outside of the folder as a person finds them on any system: `~/` works in every shell, also in
 * PowerShell, so Windows is named only where the place differs. Between places of different systems
 * stands a slash.
 *
 * @param files in the notation of `userPaths`
 */
export function knownPlace(files: readonly string[]): string {
  const everywhere = files.filter((file) => !ofOneSystem.test(file));
  const onOneSystem = files.filter((file) => ofOneSystem.test(file));
  return [...everywhere.map((file) => [file]), ...(onOneSystem.length > 0 ? [onOneSystem] : [])]
    .map((same) => same.flatMap(onEachSystem).map(quote).join(' / '))
    .join(', ');
}

const ofOneSystem = /^(?:linux|macos|windows|unix):/;

function onEachSystem(marked: string): readonly string[] {
  const path = marked.replace(ofOneSystem, '');
  const [mark = ''] = /^\{\w+\}/.exec(path) ?? [];
  const stands = marks[mark];
  if (stands === undefined) return [path];
  const rest = path.slice(mark.length);
  const [linux, macos, windows] = stands;
  const onWindows = `${windows}${rest.replaceAll('/', '\\')}`;
  return marked.startsWith('windows:')
    ? [onWindows]
    : [`${linux}${rest}`, `${macos}${rest}`, onWindows];
}
