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

/** Made up from a date part: digits are tried until the first check leaves this remainder and the second none. */
function numberWith(datePart: string, remainder: number, second = 0): string {
  for (let rest = 0; rest < 100_000; rest++) {
    const number = `${datePart}${String(rest).padStart(5, '0')}`;
    if (remainderOf(number, '3761894521') === remainder && remainderOf(number, '54327654321') === second) return number;
  }
  throw new Error(`no number begins with ${datePart}`);
}

function remainderOf(number: string, weights: string): number {
  return [...weights].reduce((sum, weight, i) => sum + Number(weight) * Number(number[i]), 0) % 11;
}

test.each([
  '010170',
  '311270',
  '410170',
  '711270',
  '014170',
  '015270',
  '016670',
  '017770',
  '018170',
  '019270',
  '418170',
])('the date part %s is a day of a month', (datePart) => {
  expect(hasNationalId([numberWith(datePart, 0)])).toBe(true);
});

test.each([
  '000170',
  '320170',
  '400170',
  '720170',
  '010070',
  '011370',
  '014070',
  '015370',
  '016570',
  '017870',
  '019370',
])('the date part %s is none', (datePart) => {
  expect(hasNationalId([numberWith(datePart, 0)])).toBe(false);
});

test('numbers that begin with 8 or 9 have no date in them; 7 is a day of a D-number', () => {
  expect(['800000', '990000', '770170'].map((part) => hasNationalId([numberWith(part, 0)]))).toEqual([
    ...[true, true, false],
  ]);
});

test('the first check may leave 0 to 3, as from 2032; the second nothing', () => {
  const found = [0, 1, 2, 3, 4, 5, 10].map((remainder) => hasNationalId([numberWith('010170', remainder)]));
  expect(found).toEqual([true, true, true, true, false, false, false]);
  expect([1, 10].map((second) => hasNationalId([numberWith('010170', 0, second)]))).toEqual([false, false]);
});

test('the number and port of a server in an address are nobody’s; what follows them may be', () => {
  const id = numberWith('010170', 0);
  const port = Array.from({ length: 64_000 }, (_, n) => 1_024 + n).filter((n) => hasNationalId([`127.0.0.1:${n}/`]));
  expect(port.length).toBeGreaterThan(0);
  expect(port.filter((n) => hasNationalId([`Se http://127.0.0.1:${n}/archives/C1/p1`]))).toEqual([]);
  expect(hasNationalId([`http://127.0.0.1:3000/${id}`])).toBe(true);
  expect(hasNationalId([`http://${id}/`])).toBe(true);
});
