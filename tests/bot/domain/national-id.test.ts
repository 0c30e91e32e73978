import { expect, test } from 'vitest';
import { hasNationalId } from '../../../bot/domain/index.ts';
import vectors from '../../fixtures/national-id-vectors.json' with { type: 'json' };

test.each(vectors.detect)('finds $kind', ({ value }) => {
  expect(hasNationalId([`Gjelder ${value} på avdelingen`])).toBe(true);
});

test.each(vectors.formats)('finds it written as %s', (format) => {
  const digits = [...'15869510073'];
  const written = format.replace(/[DMYN]/g, () => digits.shift() ?? '');
  expect(hasNationalId(['Ingenting her', `nr. ${written}.`])).toBe(true);
});

test.each([
  'rom 12345 158695 10073',
  'tlf. 99 88 7 15869510073',
  '158695 - 10073',
  '158695  10073',
  '158695\n10073',
  '158695/10073',
  '158695_10073',
  '１５８６９５ １００７３',
])('finds it in %j', (text) => {
  expect(hasNationalId([text])).toBe(true);
});

test.each([
  vectors.ignoreExample,
  '12345678901',
  '73 50 80 00',
  '974 767 880',
  'sak 2026/12345',
  '10 000 000 000',
  '1.2.2027–10.2.2027',
])('lets %s pass', (text) => {
  expect(hasNationalId([text])).toBe(false);
});
