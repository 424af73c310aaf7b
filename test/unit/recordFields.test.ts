import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fieldAt, fieldDetail, fieldOf, recordFields } from '../../src/core/record/recordFields';
import { recordSchema } from '../../src/core/record/recordSchema';
import { serialiseRecord } from '../../src/core/record/serialiseRecord';
import { sampleRecord } from './recordSupport';

const record = sampleRecord();
const text = serialiseRecord(record);
const fields = recordFields(text);

describe('Fields of a record', () => {
  it('stand where the text has them, each with what the schema says', () => {
    assert.deepEqual(fields.map(({ name }) => name).slice(0, 4), [
      'title',
      'why',
      'what_changes',
      'risk',
    ]);
    for (const { name, nameRange, description } of fields) {
      assert.equal(text.slice(nameRange.start, nameRange.end), name);
      assert.equal(description, recordSchema.properties?.[name]?.description);
      assert.ok((description?.length ?? 0) > 5, name);
    }
    const tier = fieldAt(fields, text.indexOf('tier: critical') + 1);
    assert.equal(tier?.pointer, '/risk/tier');
    assert.ok(tier.choices?.includes('critical'));
    const inValue = fieldAt(fields, text.indexOf(record.changes[0]?.pointer ?? '') + 2);
    assert.equal(inValue?.pointer, '/changes/0/pointer');
  });

  it('say in the outline what an entry is about', () => {
    const change = fieldOf(fields, '/changes/0');
    assert.equal(change?.name, '1');
    assert.equal(fieldDetail(change), record.changes[0]?.words);
    const step = fieldOf(fields, '/rollback/steps/0');
    assert.equal(step === undefined ? '' : fieldDetail(step), record.rollback.steps[0]?.do);
  });

  it('are described all the way down', () => {
    const undescribed: string[] = [];
    const look = (list: typeof fields): void => {
      for (const field of list) {
        if (field.description === undefined) undescribed.push(field.pointer);
        look(field.children);
      }
    };
    look(fields);
    assert.deepEqual(undescribed, []);
  });

  it('never throw, and lie in the text, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.nat(text.length).map((end) => text.slice(0, end)),
          fc
            .tuple(fc.nat(text.length), fc.string({ maxLength: 3 }))
            .map(([at, more]) => text.slice(0, at) + more + text.slice(at)),
        ),
        fc.nat(),
        (broken, offset) => {
          const found = recordFields(broken);
          fieldAt(found, offset % (broken.length + 1));
          for (const { nameRange } of found) assert.ok(nameRange.end <= broken.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});
