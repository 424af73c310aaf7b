import type * as vscode from 'vscode';
import type { Application } from '../../src/editor/application';
import { extensionUnderTest } from './extensionUnderTest';

/** The running extension itself, after its first look at every governed file. */
export async function startedApplication(): Promise<Application> {
  const extension = extensionUnderTest() as
    vscode.Extension<{ readonly start: () => Promise<Application> }> | undefined;
  if (extension === undefined) throw new Error('The extension was not loaded');
  const application = await (await extension.activate()).start();
  await application.ready;
  return application;
}
