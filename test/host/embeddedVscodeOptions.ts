import { embeddedVersions, type EmbeddedVersionName } from './embeddedVersions';

export interface EmbeddedVscodeOptions {
  readonly version: EmbeddedVersionName;
  readonly extensionDevelopmentPaths: readonly string[];
  readonly extensionTestsPath: string;
  readonly extensionHost: 'node' | 'web';
  readonly restrictedMode: boolean;
  readonly timeoutMilliseconds: number;
  readonly folder?: string;
  readonly userDataDirectory?: string;
  readonly extensionsDirectory?: string;
}

const DEFAULT_TIMEOUT_SECONDS = 600;

/**
 * Reads the command line of a desktop VS Code. What has no meaning here is ignored, as VS Code
 * ignores it; what test-electron cannot say on a command line comes from the environment.
 */
export function embeddedVscodeOptions(
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv,
): EmbeddedVscodeOptions {
  const values = (flag: string): string[] => valuesOf(parameters, flag);
  const extensionTestsPath = values('extensionTestsPath').at(-1);
  if (!extensionTestsPath) throw new Error('--extensionTestsPath=FILE is missing');
  const folder = parameters.find((parameter) => !parameter.startsWith('-'));
  const userDataDirectory = values('user-data-dir').at(-1);
  const extensionsDirectory = values('extensions-dir').at(-1);
  const isWeb =
    values('extensionDevelopmentKind').includes('web') ||
    environment['MCP_CHANGE_CONTROL_EXTENSION_HOST'] === 'web';
  return {
    version: versionNamed(environment['MCP_CHANGE_CONTROL_VSCODE_VERSION'] ?? 'newest'),
    extensionDevelopmentPaths: values('extensionDevelopmentPath'),
    extensionTestsPath,
    extensionHost: isWeb ? 'web' : 'node',
    // test-electron always sends --disable-workspace-trust, so the flag cannot decide this.
    restrictedMode: environment['MCP_CHANGE_CONTROL_RESTRICTED_MODE'] === '1',
    timeoutMilliseconds:
      1000 * Number(environment['MCP_CHANGE_CONTROL_TIMEOUT'] ?? DEFAULT_TIMEOUT_SECONDS),
    ...(folder ? { folder } : {}),
    ...(userDataDirectory ? { userDataDirectory } : {}),
    ...(extensionsDirectory ? { extensionsDirectory } : {}),
  };
}

function valuesOf(parameters: readonly string[], flag: string): string[] {
  const start = `--${flag}=`;
  return parameters
    .filter((parameter) => parameter.startsWith(start))
    .map((parameter) => parameter.slice(start.length));
}

function versionNamed(name: string): EmbeddedVersionName {
  if (name in embeddedVersions) return name as EmbeddedVersionName;
  throw new Error(`No VS Code called ${name}, only ${Object.keys(embeddedVersions).join(' and ')}`);
}
