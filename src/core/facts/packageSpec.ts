import type { Ecosystem, Pin } from './fact';

/** Name and version of a package argument, before its place in the file is known. */
export interface SplitSpec {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version?: string | undefined;
  readonly pin: Pin;
  /** Where the version part (with its separator) starts in the argument; its length when none. */
  readonly versionStart: number;
}

const npmExact = /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;
const pypiExact = /^\d+(?:\.\d+)+(?:(?:a|b|rc)\d+)?(?:\.(?:post|dev)\d+)*(?:\+[\w.]+)?$/;

/**
 * Splits a package argument of a launcher into name and version and says how firmly the version
 * fixes what runs. Grammar per ecosystem: reference landscape section 4, 2026-11.
 */
export function splitPackageSpec(ecosystem: Ecosystem, spec: string): SplitSpec {
  if (/^(?:git\+|git:|github:|gitlab:|bitbucket:)/i.test(spec) || /\.git(?:[#@]|$)/.test(spec)) {
    return splitGit(spec);
  }
  if (/^https?:\/\//i.test(spec)) {
    return { ecosystem: 'url', name: spec, pin: 'none', versionStart: spec.length };
  }
  switch (ecosystem) {
    case 'oci':
      return splitImage(spec);
    case 'pypi':
      return splitPypi(spec);
    case 'go':
    case 'nuget':
    case 'jsr':
    case 'npm':
    default:
      return splitAt(ecosystem, spec);
  }
}

function splitAt(ecosystem: Ecosystem, spec: string): SplitSpec {
  // A scope starts with "@", so the separator is the last "@" that is not the first character.
  const at = spec.lastIndexOf('@');
  if (at <= 0) return { ecosystem, name: spec, pin: 'none', versionStart: spec.length };
  const version = spec.slice(at + 1);
  return {
    ecosystem,
    name: spec.slice(0, at),
    version,
    pin: npmExact.test(version) ? 'exact' : floatingPin(version),
    versionStart: at,
  };
}

function splitPypi(spec: string): SplitSpec {
  const match =
    /^([A-Za-z0-9._-]+(?![A-Za-z0-9._-])(?:\[[^\]]*\])?)\s*(?!\s)(==|@|~=|>=|<=|>|<|!=)?(.*)$/s.exec(
      spec,
    );
  const name = match?.[1] ?? spec;
  const operator = match?.[2];
  const version = match?.[3]?.trim();
  const versionStart = name.length;
  if (operator === undefined || version === undefined) {
    return { ecosystem: 'pypi', name, pin: 'none', versionStart: spec.length };
  }
  if (version.startsWith('git+')) return { ...splitGit(version), name, versionStart };
  const exact = (operator === '==' || operator === '@') && pypiExact.test(version);
  return {
    ecosystem: 'pypi',
    name,
    version: operator === '==' || operator === '@' ? version : `${operator}${version}`,
    pin: exact ? 'exact' : operator === '@' ? floatingPin(version) : 'range',
    versionStart,
  };
}

function splitGit(spec: string): SplitSpec {
  const match = /[#@](?=[^/@#]*$)/.exec(
    spec.replace(/^git\+ssh:\/\/[^@/]*@/, (user) => '_'.repeat(user.length)),
  );
  const at = match?.index ?? spec.length;
  const version = match === null ? undefined : spec.slice(at + 1);
  const commit = version !== undefined && /^[0-9a-f]{40}$/.test(version);
  return {
    ecosystem: 'git',
    name: spec.slice(0, at),
    version,
    pin: commit ? 'commit' : version === undefined ? 'none' : 'tag',
    versionStart: at,
  };
}

function splitImage(spec: string): SplitSpec {
  const digest = spec.indexOf('@sha256:');
  if (digest > 0) {
    const version = spec.slice(digest + 1);
    return {
      ecosystem: 'oci',
      name: spec.slice(0, digest).replace(/:[\w.-]+$/, ''),
      version,
      pin: /^sha256:[0-9a-f]{64}$/.test(version) ? 'digest' : 'unknown',
      versionStart: digest,
    };
  }
  const colon = spec.lastIndexOf(':');
  // A colon before the last slash belongs to a registry's port.
  if (colon <= spec.lastIndexOf('/')) {
    return { ecosystem: 'oci', name: spec, pin: 'none', versionStart: spec.length };
  }
  return {
    ecosystem: 'oci',
    name: spec.slice(0, colon),
    version: spec.slice(colon + 1),
    pin: 'tag',
    versionStart: colon,
  };
}

function floatingPin(version: string): Pin {
  if (/^[~^<>=*]|\.x\b|^x$|^\d+(?:\.\d+)?$|\s/.test(version)) return 'range';
  return /^[\w.-]+$/.test(version) ? 'tag' : 'unknown';
}
