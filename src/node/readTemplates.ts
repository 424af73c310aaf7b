import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isTemplatePath, parseTemplate } from '../core/policy/templates/parseTemplate';
import type { TemplateOverride } from '../core/policy/templates/templateOverride';
import { textOf } from './analyzeReading';
import { readGovernedFile } from './governedFiles';

/** Templates of a team, and sentences about files that say nothing because they cannot be read. */
export interface TemplateReading {
  readonly overrides: readonly TemplateOverride[];
  readonly problems: readonly string[];
}

/**
 * Reads the templates of a repository: those at its root, then those beside the records, which say the
 * last word.
 *
 * @param recordsFolder relative to the root, `/` separated
 */
export function readTemplates(root: string, recordsFolder: string): TemplateReading {
  const beside = recordsFolder.replace(/records$/, 'templates');
  const overrides: TemplateOverride[] = [];
  const problems: string[] = [];
  for (const folder of new Set(['.mcp-change/templates', beside])) {
    for (const name of namesIn(join(root, folder))) {
      const path = `${folder}/${name}`;
      if (!isTemplatePath(path)) continue;
      const reading = readGovernedFile(root, path);
      const text = textOf(reading);
      const parsed = text === undefined ? undefined : parseTemplate(path, text);
      if (parsed?.override !== undefined) overrides.push(parsed.override);
      else {
        const because =
          parsed?.problems[0]?.message ?? ('problem' in reading ? reading.problem : '');
        problems.push(`${path} is not used, the built-in template holds. ${because}`);
      }
    }
  }
  return { overrides, problems };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
