import { t } from '@vscode/l10n';
import type { AmbiguityFact } from '../facts/ambiguityFact';
import { maskSecrets } from '../facts/maskSecrets';
import type { Detection, Rule, Severity } from './rule';

/** Rules about a file as a text: whether everybody reads the same in it. */
export const fileRules: readonly Rule[] = [
  {
    id: 'change/ambiguous-or-unparsable-file',
    title: t('Not everybody reads the same here'),
    kind: 'state',
    severity: 'medium',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    neverAccepted: t(
      'what the file means is not certain, so nobody can say what would be accepted. Mend it.',
    ),
    check: ({ facts }) => (facts.ambiguities ?? []).map(detect),
  },
];

function detect(fact: AmbiguityFact): Detection {
  const { state, introduced } = levelOf(fact);
  return {
    severity: state,
    introducedSeverity: introduced,
    subject: fact.subject,
    pointer: fact.pointer,
    range: fact.range,
    message: messageOf(fact),
    because: becauseOf(fact),
    entity: `ambiguous ${fact.kind} ${fact.pointer}`,
    ...(fact.rest === undefined ? {} : { identity: `too much ${fact.rest}` }),
    factors: {},
    ...floorOf(fact),
    fixes:
      fact.meant === undefined
        ? []
        : [
            {
              id: 'replace',
              title: t('Write `{0}`', fact.meant),
              edits: [{ range: fact.range, text: JSON.stringify(fact.meant) }],
              // It switches on what had no effect so far.
              preferred: false,
            },
          ],
  };
}

function floorOf({ kind }: AmbiguityFact): Pick<Detection, 'floor'> {
  if (kind === 'too-much') return { floor: 'critical' };
  return kind === 'unreadable' ? { floor: 'medium' } : {};
}

function levelOf({ kind }: AmbiguityFact): {
  readonly state: Severity;
  readonly introduced: Severity;
} {
  switch (kind) {
    // What nobody has read may be anything.
    case 'too-much':
      return { state: 'critical', introduced: 'critical' };
    case 'two-values':
    case 'prototype':
    case 'two-maps':
      return { state: 'medium', introduced: 'high' };
    case 'unreadable':
    case 'misspelt':
    case 'text-switch':
    case 'no-entry':
      return { state: 'low', introduced: 'medium' };
    // It is read line by line instead, as most clients do.
    case 'front-matter':
      return { state: 'info', introduced: 'info' };
    case 'written-twice':
      return { state: 'info', introduced: 'low' };
  }
}

function messageOf({ kind, key, meant }: AmbiguityFact): string {
  const shown = maskSecrets(key);
  switch (kind) {
    case 'unreadable':
      return t(
        'This text cannot be read to its end ({0}). Only what could be understood is assessed, and clients may take a part of it or nothing. Mend it.',
        shown,
      );
    case 'too-much':
      return t(
        'This file holds more than anybody could review. What stands from here on was not assessed, and an agent may read it all the same. Shorten the file or split it.',
      );
    case 'front-matter':
      return t(
        'The front matter is not quite YAML ({0}). Some clients then use the text without its limits; mend it.',
        shown,
      );
    case 'two-values':
      return t(
        '“{0}” stands twice with different values. Most clients take the last, people read the first. Keep one.',
        shown,
      );
    case 'written-twice':
      return t('“{0}” stands twice with the same value. Keep one.', shown);
    case 'prototype':
      return t(
        '“{0}” is a name that programs written in JavaScript may take for something else. Rename or remove it.',
        shown,
      );
    case 'two-maps':
      return t(
        'Servers stand in two places, and “{0}” is the second. Some clients read one of them only. Keep one list.',
        shown,
      );
    case 'text-switch':
      return t(
        '“{0}” is written as text. Some clients take it for true or for nothing, whatever it says. Write true or false without quotes.',
        shown,
      );
    case 'no-entry':
      return t(
        '“{0}” is no server that a client could start: an object with a command or an address is due here. Correct or remove it.',
        shown,
      );
    case 'misspelt':
      return t(
        '“{0}” has no effect; “{1}” was probably meant. What it should switch off or allow is as if nothing stood here.',
        shown,
        meant ?? '',
      );
  }
}

function becauseOf({ kind, key }: AmbiguityFact): string {
  switch (kind) {
    case 'unreadable':
      return t('cannot be read');
    case 'too-much':
      return t('not assessed to its end');
    case 'front-matter':
      return t('front matter cannot be read');
    case 'two-values':
      return t('two values for {0}', maskSecrets(key));
    case 'written-twice':
      return t('written twice');
    case 'prototype':
      return t('name of the language itself');
    case 'misspelt':
      return t('misspelt');
    case 'two-maps':
      return t('two lists of servers');
    case 'text-switch':
      return t('switch written as text');
    case 'no-entry':
      return t('no server');
  }
}
