import * as vscode from 'vscode';
import type { EditorContext } from './editorContext';

/** What is in force though its time is over. */
export interface Overdue {
  /** Emergencies that nobody reviewed in time. */
  readonly reviews: number;
  /** Grants that ended, without those emergencies. */
  readonly ended: number;
}

/** Counts what nobody may overlook in the sidebar and in the status bar. */
export function overdueNow({
  requests,
  ended,
}: Pick<EditorContext, 'requests' | 'ended'>): Overdue {
  const reviews = new Set(
    requests
      .all()
      .filter(({ view }) => view?.state === 'emergency-overdue')
      .map(({ stored }) => stored.uri.toString()),
  );
  return {
    reviews: reviews.size,
    ended: ended.all().filter((address) => !reviews.has(address)).length,
  };
}

/** The same in words, each a few. */
export function overdueWords({ reviews, ended }: Overdue): readonly string[] {
  const { l10n } = vscode;
  return [
    ...(reviews === 0
      ? []
      : [reviews === 1 ? l10n.t('1 review overdue') : l10n.t('{0} reviews overdue', reviews)]),
    ...(ended === 0
      ? []
      : [ended === 1 ? l10n.t('1 grant ended') : l10n.t('{0} grants ended', ended)]),
  ];
}
