import { expect, test } from 'vitest';
import { intentOf } from '../../bot/acts/intent-of.ts';
import { question } from './views-fixture.ts';

test('an answer to an objection is to the one on the button, else to the one that was chosen', () => {
  const q = question();
  const text = 'Det løses i opplæringen.';
  expect(intentOf({ do: 'maintain', arg: '2' }, { text }, q, 'expert')).toEqual({
    type: 'maintain',
    objection: 2,
    text,
  });
  expect(intentOf({ do: 'maintain' }, { text, objection: '3' }, q, 'expert')).toEqual({
    type: 'maintain',
    objection: 3,
    text,
  });
});
