/** How much of the machine a folder opens; `personal` is what a person keeps, beyond any one project. */
export type FolderBreadth =
  'secrets' | 'whole-disk' | 'home' | 'system' | 'personal' | 'governed' | 'folder';
