import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Validator, type Schema } from '@cfworker/json-schema';

interface SarifResult {
  readonly ruleId: string;
  readonly message: { readonly text: string };
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly Readonly<Record<string, string>>[];
  readonly baselineState?: string;
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: Readonly<Record<string, number>>;
    };
  }[];
}

/** What the tests look at in a report of SARIF 2.1.0. */
export interface Sarif {
  readonly runs: readonly {
    readonly results: readonly SarifResult[];
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications?: readonly { readonly message: { text: string } }[];
    }[];
  }[];
}

const repository = resolve(__dirname, '..', '..', '..');

function schemaOf(...path: readonly string[]): Schema {
  return JSON.parse(readFileSync(join(repository, ...path), 'utf8')) as Schema;
}

/** The schema of OASIS, as @microsoft/jest-sarif 1.0.0-beta.0 (MIT) ships it. */
export const sarifSchema = new Validator(
  schemaOf('test', 'support', 'sarif-2.1.0-rtm.5.json'),
  '4',
  false,
);
/** Our own, of `--format json`. */
export const reportSchema = new Validator(
  schemaOf('schemas', 'report.schema.json'),
  '2020-12',
  false,
);
