export interface EmbeddedVersion {
  readonly codeServer: string;
  readonly vscode: string;
  /** The oldest Node major that its server runs on. */
  readonly nodeMajor: number;
  /** The Node to take from npm where the running one is older. */
  readonly npmNode: string;
}

export type EmbeddedVersionName = '1.100' | 'newest';

/** The oldest VS Code the manifest promises to support, and the newest one npm carries. */
export const embeddedVersions: Readonly<Record<EmbeddedVersionName, EmbeddedVersion>> = {
  '1.100': { codeServer: '4.100.3', vscode: '1.100.3', nodeMajor: 20, npmNode: '20.20.2' },
  newest: { codeServer: '4.139.1', vscode: '1.139.1', nodeMajor: 24, npmNode: '24.21.0' },
};
