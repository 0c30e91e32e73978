import { describe, expect, it } from 'vitest';
import { formToModal } from '../../adapters/slack/form-to-modal.ts';
import { viewToContent } from '../../adapters/slack/view-to-blocks.ts';
import type { Language, Question } from '../../bot/index.ts';
import { actOn, cardView, type Does, formFor } from '../../bot/views/index.ts';
import { checkMessageBlocks, checkView } from '../../sandbox/slack/blocks-check.ts';
import { ctxOf, LANGUAGES, objection, positions, question, reading } from '../bot/views-fixture.ts';

/** The longest the core takes: many objections, texts of two thousand characters. */
const long = { said: 'Æ <!channel> & *x* '.repeat(110) };
const worst: Question = question({
  title: long,
  body: long,
  context: long,
  positions: positions({ trondheim: 'rrrrrrrrrrrrrrrr', opsjonskommuner: 'rrrrrrrr' }),
  objections: [1, 2, 3, 4, 5, 6].map((n) => objection(n, { text: long, change: long })),
});
const FORMS: Does[] = [
  'ask',
  'reservation',
  'objection',
  'amend',
  'maintain',
  'withdraw',
  'decide',
  'send-back',
  'details',
];

describe.each(LANGUAGES)('what the core shows in %s', (language: Language) => {
  it.each([
    ['a usual question', question()],
    ['the longest question', worst],
  ])('is a message that Slack accepts: %s', (_, q) => {
    const content = viewToContent(cardView(q, ctxOf(q, language)));
    expect(checkMessageBlocks(content.blocks)).toEqual([]);
    expect(content.blocks.length).toBeLessThan(50);
    expect(content.blocks.some((block) => block.type === 'actions')).toBe(true);
  });

  it.each(FORMS)('is a form that Slack accepts: %s', (does) => {
    const act = actOn(worst, does, does === 'maintain' ? '1' : undefined);
    const form = formFor(act, worst, reading(language));
    if (!form) throw new Error(`no form for ${does}`);
    expect(checkView(formToModal(form, { channel: 'C1' }), 'modal')).toEqual([]);
  });
});
