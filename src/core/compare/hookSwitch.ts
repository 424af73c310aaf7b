import type { SettingFact } from '../facts/fact';
import type { Change } from './change';

/** Whether a setting keeps every hook from running: Claude Code, Gemini CLI. */
export function hooksAreOff(setting: SettingFact | undefined): boolean {
  if (setting === undefined) return false;
  const { key, value } = setting;
  return (
    (/(?:^|\.)disableAllHooks$/.test(key) && value === 'true') ||
    (/(?:^|\.)hooksConfig\.enabled$/.test(key) && value === 'false')
  );
}

/** Hooks ran before and run no more. */
export function stopsHooks({ detail }: Change): boolean {
  return detail.kind === 'setting' && hooksAreOff(detail.setting) && !hooksAreOff(detail.baseline);
}
