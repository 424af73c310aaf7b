/**
 * User settings for a VS Code that is looked at by tests and photographs: nothing that moves,
 * greets, phones home or depends on what a version happens to advertise.
 */
export function baseUserSettings(
  options: { readonly restrictedMode?: boolean } = {},
): Record<string, unknown> {
  return {
    // With trust on, a folder nobody has trusted yet opens in Restricted Mode.
    'security.workspace.trust.enabled': options.restrictedMode === true,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
    'chat.disableAIFeatures': true,
    'chat.commandCenter.enabled': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.startupEditor': 'none',
    'workbench.welcomePage.walkthroughs.openOnInstall': false,
    'workbench.tips.enabled': false,
    'workbench.enableExperiments': false,
    'workbench.editor.enablePreview': false,
    'window.restoreWindows': 'none',
    'window.commandCenter': false,
    'telemetry.telemetryLevel': 'off',
    'extensions.ignoreRecommendations': true,
    'extensions.autoUpdate': false,
    'extensions.autoCheckUpdates': false,
    'update.mode': 'none',
    'git.autofetch': false,
    // Says how long ago, which is another picture every day.
    'git.blame.statusBarItem.enabled': false,
    'git.openRepositoryInParentFolders': 'never',
    'editor.minimap.enabled': false,
    'files.autoSave': 'off',
  };
}
