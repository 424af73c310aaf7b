import * as vscode from 'vscode';
import type { PackageSpec } from '../core/facts/fact';
import type { TrackedFile } from './analysisStore';
import { baselineLabel } from './baselineUri';
import { packagesOf } from './packageAt';

/** A fixed version of a package that something on this machine already names. */
export interface KnownVersion {
  readonly version: string;
  /** What follows the name in the argument: `@2.4.1`, `==1.2`, `@sha256:…`. */
  readonly suffix: string;
  /** Where it is known from, for people. */
  readonly from: string;
}

const npmName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
const npmVersion = /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;
const largestFile = 30_000_000;

/**
 * The fixed versions of a package that are known here, the nearest source first: the baseline of the
 * file, other governed files, what is installed, what the lock file names. Nothing is asked of a
 * network and nothing is made up.
 */
export async function findKnownVersions(
  file: TrackedFile,
  spec: PackageSpec,
  files: readonly TrackedFile[],
): Promise<readonly KnownVersion[]> {
  const found = [
    ...named(file.analysis.baselineFacts, spec, baselineLabel(file.baseline) ?? ''),
    ...files.flatMap((other) =>
      other.uri.toString() === file.uri.toString()
        ? named(other.analysis.facts, spec, other.path)
        : [
            ...named(other.analysis.facts, spec, other.path),
            ...named(other.analysis.baselineFacts, spec, other.path),
          ],
    ),
    ...(await installed(file, spec)),
  ];
  const byVersion = new Map<string, KnownVersion>();
  for (const version of found) {
    if (!byVersion.has(version.suffix)) byVersion.set(version.suffix, version);
  }
  return [...byVersion.values()];
}

/** What follows the name of a package; undefined when it stands without a version. */
function versionSuffix(spec: PackageSpec): string | undefined {
  if (spec.version === undefined || !spec.text.startsWith(spec.name)) return undefined;
  return spec.text.slice(spec.name.length);
}

function named(
  facts: TrackedFile['analysis']['facts'],
  wanted: PackageSpec,
  from: string,
): readonly KnownVersion[] {
  return packagesOf(facts).flatMap((spec) => {
    const suffix = versionSuffix(spec);
    const fixed = spec.pin === 'exact' || spec.pin === 'digest' || spec.pin === 'commit';
    const same = spec.ecosystem === wanted.ecosystem && spec.name === wanted.name;
    return fixed && same && suffix !== undefined && spec.version !== undefined
      ? [{ version: spec.version, suffix, from }]
      : [];
  });
}

async function installed(file: TrackedFile, spec: PackageSpec): Promise<readonly KnownVersion[]> {
  // The name becomes part of a path, and it comes from the workspace.
  if (spec.ecosystem !== 'npm' || !npmName.test(spec.name)) return [];
  const root = file.folder.uri;
  const manifest = await readJson(
    vscode.Uri.joinPath(root, 'node_modules', ...spec.name.split('/'), 'package.json'),
  );
  const lock = await readJson(vscode.Uri.joinPath(root, 'package-lock.json'));
  const entry = property(property(lock, 'packages'), `node_modules/${spec.name}`);
  return [
    ...npmVersionOf(manifest, vscode.l10n.t('installed in node_modules')),
    ...npmVersionOf(entry, 'package-lock.json'),
  ];
}

function npmVersionOf(source: unknown, from: string): readonly KnownVersion[] {
  const version = property(source, 'version');
  return typeof version === 'string' && npmVersion.test(version)
    ? [{ version, suffix: `@${version}`, from }]
    : [];
}

async function readJson(uri: vscode.Uri): Promise<unknown> {
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > largestFile) return undefined;
    return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    return undefined;
  }
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
