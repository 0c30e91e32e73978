import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, packValue, unpack } from '../../store/mongo/pack.ts';

const trickyName = fc.stringMatching(/^[~$.012l:a]{0,6}$/);
const document = fc
  .letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 0, -1.5, '', '$a.b', '~'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(trickyName, tie('value'), { maxKeys: 3 }),
    ),
  }))
  .value.map((value) => ({ _id: 'd', value }));

/** Names that some server refuses, and lists directly inside lists. */
function refused(value: unknown, inList = false): boolean {
  if (Array.isArray(value)) return inList || value.some((item) => refused(item, true));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, v]) => name.includes('.') || name.startsWith('$') || refused(v));
}

test('what is packed holds nothing that a server refuses, and unpacks to the same', () => {
  fc.assert(
    fc.property(document, (given) => {
      const packed = pack(given);
      expect(refused(packed)).toBe(false);
      expect(unpack(packed)).toEqual(given);
    }),
    { numRuns: 1_000 },
  );
});

test('ordinary documents are stored as they are', () => {
  const given = { _id: 'q1:1', events: [{ type: 'asked', seats: ['trondheim:1'] }], texts: { t1: null } };
  expect(pack(given)).toStrictEqual(given);
});

test('undefined fields are left out, in lists they are null, as in JSON', () => {
  expect(packValue({ a: undefined, b: [undefined, 1], c: { d: undefined } })).toStrictEqual({ b: [null, 1], c: {} });
});
