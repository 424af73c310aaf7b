import { t } from '@vscode/l10n';
import { canonicalText, memberOf } from '../parse/navigate';
import { parseJson } from '../parse/parseJson';
import type { ArrayNode, DataNode, Member, ObjectNode } from '../parse/tree';
import { quote } from '../facts/quote';
import type { Choice } from './chooseDifferences';
import {
  closingSpace,
  copySibling,
  insertSibling,
  removeSibling,
  splice,
  type CommentTest,
} from './editJsonText';
import { findItem, indexesOf } from './findItem';
import { placeAmongItems, placeAmongMembers } from './placeAmongSiblings';
import type { Spot } from './structuralDifferences';
import { withoutStaying } from './withoutStaying';

/** The three texts of one file; all of them parse. */
export interface StructureTexts {
  readonly present: string;
  readonly recorded: string;
  readonly baseline: string;
}

export type Inverse =
  | { readonly text: string; readonly conflict?: undefined }
  | { readonly text?: undefined; readonly conflict: string };

/**
 * Takes chosen differences out of the present text of a JSON or JSONC file and puts the baseline's
 * values back in place. Raw text is copied where a whole value comes back, so that its layout and its
 * comments do too; comments, layout and values that the change did not bring stay.
 *
 * @returns the new text, or a sentence when a value is no longer the one that the change made
 */
export function invertStructure(choice: Choice, texts: StructureTexts): Inverse {
  const state: State = {
    text: texts.present,
    texts,
    recordedRoot: parseJson(texts.recorded).root,
    baselineRoot: parseJson(texts.baseline).root,
    read: 0,
    conflict: undefined,
  };
  if (parseJson(texts.present).problems.some((problem) => problem.kind === 'duplicate-key')) {
    return {
      conflict: t(
        'A name stands twice in one object, so it is not certain which value counts. Keep one of them, then roll back.',
      ),
    };
  }
  apply(choice, state);
  return state.conflict === undefined ? { text: state.text } : { conflict: state.conflict };
}

/** Lives for one call of `invertStructure`; the edits are made one after the other. */
interface State {
  text: string;
  /** The tree of `text`, as long as it is the same text. */
  parsed?: { readonly text: string; readonly root: DataNode | undefined };
  readonly texts: StructureTexts;
  readonly recordedRoot: DataNode | undefined;
  readonly baselineRoot: DataNode | undefined;
  /** Characters read again so far; each edit makes it necessary. */
  read: number;
  conflict: string | undefined;
}

/** About a second of reading: four hundred edits of a file of 40 kB. */
const mostRead = 16_000_000;

function apply(choice: Choice, state: State): void {
  if (choice.verdict === 'none' || state.conflict !== undefined) return;
  const { difference } = choice;
  if (difference.kind === 'container') {
    if (choice.verdict === 'all' && restoreUntouched(choice, state)) return;
    // What goes comes first, so that what comes back finds its old neighbours.
    const ordered = [...choice.parts].sort((left, right) => rank(left) - rank(right));
    for (const part of ordered) apply(part, state);
    return;
  }
  if (difference.kind === 'element') {
    applyElement(choice, state);
    return;
  }
  applyMember(choice, state);
}

function rank(choice: Choice): number {
  return choice.difference.recorded === undefined ? 1 : 0;
}

/** An object or list in which nobody changed a byte since goes back as it was, byte for byte. */
function restoreUntouched(choice: Choice, state: State): boolean {
  const { difference } = choice;
  if (difference.recorded === undefined || difference.baseline === undefined) return false;
  const node = presentAt(state, difference.path);
  if (node === undefined) return false;
  const now = state.text.slice(node.range.start, node.range.end);
  if (now !== rawOf(difference.recorded, state.texts.recorded)) return false;
  replaceNode(node, rawOf(difference.baseline, state.texts.baseline), state);
  return true;
}

function applyMember(choice: Choice, state: State): void {
  const { path, recorded, baseline } = choice.difference;
  const key = path.at(-1);
  if (key === undefined) {
    replaceRoot(choice, state);
    return;
  }
  const parent = presentAt(state, path.slice(0, -1));
  if (parent?.kind !== 'object') {
    if (baseline !== undefined) state.conflict = placeGone(path);
    return;
  }
  const present = memberOf(parent, key);
  if (recorded !== undefined && baseline !== undefined) {
    if (present !== undefined && sameValue(present.value, baseline.node)) return;
    if (present === undefined || !sameValue(present.value, recorded.node)) {
      state.conflict = changedSince(path);
      return;
    }
    replaceNode(present.value, rawOf(baseline, state.texts.baseline), state);
  } else if (recorded !== undefined) {
    takeOutMember(choice, parent, present, recorded, state);
  } else if (baseline !== undefined) {
    bringBackMember(choice, parent, key, present, baseline, state);
  }
}

function replaceRoot(choice: Choice, state: State): void {
  const { recorded, baseline } = choice.difference;
  const present = presentAt(state, []);
  if (present === undefined || recorded === undefined || baseline === undefined) return;
  if (!sameValue(present, recorded.node)) state.conflict = changedSince([]);
  else replaceNode(present, rawOf(baseline, state.texts.baseline), state);
}

function takeOutMember(
  choice: Choice,
  parent: ObjectNode,
  present: Member | undefined,
  recorded: Spot,
  state: State,
): void {
  const { path } = choice.difference;
  if (present === undefined) return;
  const untouched = sameValue(present.value, recorded.node);
  if (choice.verdict === 'all' && !untouched && choice.parts.length === 0) {
    state.conflict = changedSince(path);
    return;
  }
  if (choice.verdict === 'all' && untouched) {
    state.text = removeSibling(
      state.text,
      parent,
      parent.members.indexOf(present),
      cameWithChange(state),
    );
    return;
  }
  for (const part of choice.parts) apply(part, state);
  removeWhenEmpty(path, state);
}

/** A list or object that the change brought and that now holds nothing goes as well. */
function removeWhenEmpty(path: readonly string[], state: State): void {
  const key = path.at(-1);
  const parent = presentAt(state, path.slice(0, -1));
  if (key === undefined || parent?.kind !== 'object') return;
  const member = memberOf(parent, key);
  if (member === undefined) return;
  const { value } = member;
  if (value.kind !== 'object' && value.kind !== 'array') return;
  const inside = state.text.slice(value.range.start + 1, value.range.end - 1);
  if (inside.trim() !== '') return;
  state.text = removeSibling(
    state.text,
    parent,
    parent.members.indexOf(member),
    cameWithChange(state),
  );
}

function bringBackMember(
  choice: Choice,
  parent: ObjectNode,
  key: string,
  present: Member | undefined,
  baseline: Spot,
  state: State,
): void {
  const { path } = choice.difference;
  if (present !== undefined) {
    if (choice.parts.length > 0) for (const part of choice.parts) apply(part, state);
    else if (!sameValue(present.value, baseline.node)) state.conflict = addedSince(path);
    return;
  }
  const from = dataAt(state.baselineRoot, path.slice(0, -1));
  if (from?.kind !== 'object') return;
  const sourceIndex = from.members.findIndex((member) => member.value === dataMember(from, key));
  const copied = copySibling(state.texts.baseline, from, sourceIndex, isMissing(state));
  const raw = choice.verdict === 'all' ? copied.raw : withoutStaying(copied.raw, choice, path);
  if (raw === undefined) return;
  const index = placeAmongMembers(parent, from, sourceIndex);
  state.text = insertSibling(
    state.text,
    parent,
    index,
    { ...copied, raw },
    closingSpace(state.texts.baseline, from),
  );
}

function applyElement(choice: Choice, state: State): void {
  const { path, recorded, baseline } = choice.difference;
  const list = presentAt(state, path);
  if (list?.kind !== 'array') {
    if (baseline !== undefined) state.conflict = placeGone(path);
    return;
  }
  const recordedList = dataAt(state.recordedRoot, path);
  const baselineList = dataAt(state.baselineRoot, path);
  if (recorded !== undefined) {
    const index = findItem(list, recorded, recordedList);
    if (baseline !== undefined) {
      const item = index === undefined ? undefined : list.items[index];
      if (item !== undefined) replaceNode(item, rawOf(baseline, state.texts.baseline), state);
      else if (findItem(list, baseline, baselineList) === undefined) {
        state.conflict = changedSince(path);
      }
    } else if (index !== undefined) {
      state.text = removeSibling(state.text, list, index, cameWithChange(state));
    }
    return;
  }
  if (baseline?.index === undefined || baselineList?.kind !== 'array') return;
  if (isThereAgain(list, baseline, baselineList, recordedList)) return;
  const index = placeAmongItems(list, baselineList, baseline.index);
  state.text = insertSibling(
    state.text,
    list,
    index,
    copySibling(state.texts.baseline, baselineList, baseline.index, isMissing(state)),
    closingSpace(state.texts.baseline, baselineList),
  );
}

/** Somebody may have put it back by hand: then there are already as many as the baseline had. */
function isThereAgain(
  list: ArrayNode,
  spot: Spot,
  baselineList: ArrayNode,
  recordedList: DataNode | undefined,
): boolean {
  const wanted = canonicalText(spot.node);
  const now = indexesOf(list, wanted).length;
  const recorded = recordedList?.kind === 'array' ? indexesOf(recordedList, wanted).length : 0;
  return now > recorded && now >= indexesOf(baselineList, wanted).length;
}

function presentAt(state: State, path: readonly string[]): DataNode | undefined {
  if (state.parsed?.text !== state.text) {
    state.read += state.text.length;
    if (state.read > mostRead) state.conflict ??= tooMuch();
    state.parsed = { text: state.text, root: parseJson(state.text).root };
  }
  return dataAt(state.parsed.root, path);
}

function dataAt(root: DataNode | undefined, path: readonly string[]): DataNode | undefined {
  return path.reduce<DataNode | undefined>((node, key) => dataMember(node, key), root);
}

function dataMember(node: DataNode | undefined, key: string): DataNode | undefined {
  return memberOf(node, key)?.value;
}

function sameValue(left: DataNode, right: DataNode): boolean {
  return canonicalText(left) === canonicalText(right);
}

function rawOf(spot: Spot, text: string): string {
  return text.slice(spot.node.range.start, spot.node.range.end);
}

function replaceNode(node: DataNode, raw: string, state: State): void {
  state.text = splice(state.text, node.range.start, node.range.end, raw);
}

/** A comment that the change brought along may go with it; older and newer ones stay. */
function cameWithChange(state: State): CommentTest {
  return (comment) =>
    state.texts.recorded.includes(comment) && !state.texts.baseline.includes(comment);
}

function isMissing(state: State): CommentTest {
  return (comment) => !state.text.includes(comment);
}

function tooMuch(): string {
  return t(
    'The file is too large to take so many changes back one by one. Choose fewer of them, or take back the whole file.',
  );
}

function changedSince(path: readonly string[]): string {
  return t(
    '{0} is no longer what this change made of it. Decide by hand which value is right.',
    quote(path.join(' › ')),
  );
}

function addedSince(path: readonly string[]): string {
  return t(
    '{0} was taken out by this change and has been written anew since. Decide by hand which value is right.',
    quote(path.join(' › ')),
  );
}

function placeGone(path: readonly string[]): string {
  return t(
    'The place of {0} is gone, so nothing can be put back there. Restore what surrounds it first.',
    quote(path.join(' › ')),
  );
}
