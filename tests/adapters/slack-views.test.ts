/** All that the core shows of the largest question there can be, against Slack's documented limits. */
import { describe, expect, it } from 'vitest';
import { formToModal } from '../../adapters/slack/form-to-modal.ts';
import { viewToHome } from '../../adapters/slack/homes.ts';
import { LIMITS } from '../../adapters/slack/limits.ts';
import { sentenceToContent, viewToContent } from '../../adapters/slack/view-to-blocks.ts';
import type { Form, View } from '../../bot/index.ts';
import { cardView } from '../../bot/views/index.ts';
import { checkMessageBlocks, checkView, lengthRead, MOST_READ } from '../../sandbox/slack/blocks-check.ts';
import { ctxOf, LANGUAGES, question } from '../bot/views-fixture.ts';
import { actsIn, CUT, isToldWhole, worstForms, worstViews } from '../bot/worst-views.ts';

/** As long as Slack's own are. */
const RESPONSE_URL = `https://hooks.slack.com/actions/T0123456789/${'1'.repeat(14)}/${'x'.repeat(24)}`;

/** The characters that a person reads: of texts in blocks of all kinds. */
function readIn(blocks: unknown): string {
  if (Array.isArray(blocks)) return blocks.map(readIn).join('');
  if (typeof blocks !== 'object' || blocks === null) return '';
  const { type, text, url, ...more } = blocks as Record<string, unknown>;
  if (type === 'button' || type === 'overflow' || type === 'static_select') return '';
  const own = typeof text === 'string' ? text : type === 'link' ? String(url) : readIn(text);
  return own + Object.values(more).map(readIn).join('');
}

/** What is pressed in it: the acts as they travel. */
function pressable(blocks: unknown): string[] {
  // What a list shows as chosen is one of its choices.
  const json = JSON.stringify(blocks, (key, value) => (key === 'initial_option' ? undefined : value));
  return [...json.matchAll(/"value":"\[\\"([a-z-]+)\\"/g)].map(([, name]) => name ?? '');
}

describe.each(
  LANGUAGES.flatMap((language) => (['sentences', 'hostile'] as const).map((said) => [language, said] as const)),
)('the largest question in %s, of %s', (language, said) => {
  const views = worstViews(language, said);
  const forms = worstForms(language, said);

  function* everyView(): Generator<[string, View]> {
    for (const [name, made] of Object.entries(views)) for (const view of made) yield [name, view];
  }

  it('is a message that Slack takes, in every view', () => {
    for (const [name, view] of everyView()) {
      if (name === 'homeView') continue;
      const { blocks, text } = viewToContent(view);
      expect([name, checkMessageBlocks(blocks)]).toEqual([name, []]);
      expect(text.length).toBeLessThanOrEqual(LIMITS.text * 5);
      expect(lengthRead(blocks)).toBeLessThanOrEqual(MOST_READ);
    }
  });

  it('is told under a sentence to one person, in every view', () => {
    for (const [name, view] of everyView()) {
      if (name === 'homeView') continue;
      const { blocks } = sentenceToContent('Notert: du støtter.', view);
      expect([name, checkMessageBlocks(blocks)]).toEqual([name, []]);
      expect(lengthRead(blocks)).toBeLessThanOrEqual(MOST_READ);
    }
  });

  it('loses no button and no node, and says where it is cut and where the whole is', () => {
    for (const [name, view] of everyView()) {
      if (name === 'homeView') continue;
      const { blocks } = viewToContent(view);
      expect([name, pressable(blocks)]).toEqual([name, actsIn(view.nodes).map((act) => act.do)]);
      expect([name, blocks.length]).toEqual([name, view.nodes.length]);
      expect([name, isToldWhole(name, view, readIn(blocks))]).toEqual([name, true]);
    }
  });

  it('is a home tab that Slack takes, with all its buttons', () => {
    for (const view of views.homeView ?? []) {
      const home = viewToHome(view, 'Notert: du støtter.');
      expect(checkView(home, 'home')).toEqual([]);
      expect(pressable(home.blocks)).toEqual(actsIn(view.nodes).map((act) => act.do));
    }
  });

  it.each(Object.entries(forms))('is a form that Slack takes, with all its fields: %s', (_, made: Form[]) => {
    for (const form of made) {
      const modal = formToModal(form, { channel: 'C0123456789', responseUrl: RESPONSE_URL });
      expect(checkView(modal, 'modal')).toEqual([]);
      expect(modal.blocks.filter(({ type }) => type === 'input')).toHaveLength(form.fields.length);
      expect(JSON.parse(modal.private_metadata ?? '')).toMatchObject({ u: RESPONSE_URL });
      expect(modal.private_metadata).toContain(form.act.do);
    }
  });

  it('is cut in Les mer, which says where the whole is', () => {
    for (const form of forms.details ?? []) {
      const words = readIn(formToModal(form, { channel: 'C1' }).blocks);
      expect(words).toContain('…');
      expect(words).toContain(`/sak/${encodeURIComponent('GRUPPE11-2027-014')}`);
      expect(words.length).toBeLessThan(LIMITS.textInModal * 1.05);
    }
  });
});

it.each(LANGUAGES)('a usual question is a message that Slack takes, and nothing of it is cut: %s', (language) => {
  const q = question();
  const { blocks } = viewToContent(cardView(q, ctxOf(q, language)));
  expect(checkMessageBlocks(blocks)).toEqual([]);
  expect(readIn(blocks)).not.toMatch(CUT);
});
