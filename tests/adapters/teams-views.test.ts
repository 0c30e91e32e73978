/** All that the core shows of the largest question there can be, against Teams' documented limits and Microsoft's own library. */
import { describe, expect, test } from 'vitest';
import { openerCard } from '../../adapters/teams/actions-to-card.ts';
import { type Card, cardMessage } from '../../adapters/teams/card.ts';
import { formToCard } from '../../adapters/teams/form-to-card.ts';
import { viewToCard } from '../../adapters/teams/view-to-card.ts';
import type { Form, View } from '../../bot/index.ts';
import { actions, inputs, type Json, visibleText } from '../../sandbox/teams/card-json.ts';
import { activityRefusal } from '../../sandbox/teams/refusals.ts';
import { LANGUAGES } from '../bot/views-fixture.ts';
import { actsIn, filledIn, isToldWhole, worstForms, worstViews } from '../bot/worst-views.ts';
import { complaints } from './teams-complaints.ts';

/** What botbuilder and the Bot Connector put around a card, with ids as long as Teams' own. */
const ENVELOPE = {
  from: { id: `28:${'1'.repeat(36)}`, name: 'Samråd' },
  conversation: { id: `19:${'a'.repeat(60)}@thread.tacv2;messageid=1700000000000` },
  recipient: { id: `29:${'1'.repeat(90)}`, name: 'x'.repeat(200) },
  channelData: { tenant: { id: '1'.repeat(36) }, notification: { alert: true } },
  serviceUrl: 'https://smba.trafficmanager.net/emea/11111111-2222-4333-8444-555555555555/',
};
/** As large as a message may be when it is counted in UTF-8, and what is safe when it is in UTF-16. */
const LARGEST = { utf8: 28 * 1024, utf16: 80 * 1024 };
const VIEWERS = Array.from({ length: 60 }, (_, n) => ({
  ...{ serviceUrl: ENVELOPE.serviceUrl, bot: ENVELOPE.from.id, tenant: 't', user: `29:${`${n}`.padStart(90, '1')}` },
}));

function sizes(content: Card): { utf8: number; utf16: number } {
  const json = JSON.stringify({ ...ENVELOPE, ...cardMessage(content) });
  return { utf8: Buffer.byteLength(json), utf16: json.length * 2 };
}

function actIn({ action }: { action: Json }): string[] {
  const { act } = (action.data ?? {}) as { act?: { do: string } };
  return act ? [act.do] : [];
}

/** The surfaces that a view may stand on: a channel, a chat, a dialog. */
function cardsOf(view: View): Card[] {
  const key = 'x'.repeat(600);
  const shown = { ...view, viewers: VIEWERS };
  return [
    viewToCard(shown, { live: true, sighting: { what: 'card', key } }),
    viewToCard(shown, { list: true, sighting: { what: 'notice', key }, user: VIEWERS[0]?.user }),
    viewToCard(view, { says: 'Notert: du støtter.', surface: 'dialog' }),
  ];
}

const CASES = LANGUAGES.flatMap((language) =>
  (['sentences', 'hostile'] as const).map((said) => [language, said] as const),
);

describe.each(CASES)('the largest question in %s, of %s', (language, said) => {
  // The home tab is Slack's own.
  const { homeView: _, ...views } = worstViews(language, said);
  const forms = worstForms(language, said);

  test.each(Object.entries(views))('is a card that Teams takes: %s', (name, made) => {
    for (const view of made) {
      for (const card of cardsOf(view)) {
        const { utf8, utf16 } = sizes(card);
        expect(utf8).toBeLessThan(LARGEST.utf8);
        expect(utf16).toBeLessThan(LARGEST.utf16);
        expect(activityRefusal(cardMessage(card))).toBeUndefined();
        expect(complaints(card)).toEqual([]);
        expect([card.fallbackText, card.speak]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
        expect(everyButton(card)).toEqual(everyButtonOf(view));
        expect([name, isToldWhole(name, view, visibleText(card))]).toEqual([name, true]);
      }
    }
  });

  test.each(Object.entries(forms))('is a dialog that Teams takes, with all its fields: %s', (name, made) => {
    for (const form of made) {
      for (const card of [formToCard(form), formToCard(form, refused(form))]) {
        expect(complaints(card)).toEqual([]);
        expect(inputs([card]).map(({ id }) => String(id).slice(2))).toEqual(form.fields.map((field) => field.name));
        for (const input of inputs([card])) {
          expect(input.label).toMatch(/\S/);
          if (input.isRequired) expect(input.errorMessage).toMatch(/\S/);
        }
        expect(card.body.at(-1)).toMatchObject({ type: 'ActionSet' });
        if (name !== 'ask') expect(sizes(card).utf8).toBeLessThan(LARGEST.utf8);
      }
      expect(sizes(formToCard(form)).utf16).toBeLessThan(LARGEST.utf16);
      expect(complaints(openerCard(form))).toEqual([]);
      expect(sizes(openerCard(form)).utf8).toBeLessThan(LARGEST.utf8);
    }
  });

  test('keeps every word that was filled in, when the form is shown again', () => {
    for (const form of Object.values(forms).flat()) {
      const filled = filledIn(form, said);
      const shown = inputs([formToCard(form, refused(form))]);
      const texts = shown.filter(({ type }) => type === 'Input.Text');
      expect(texts.map(({ value }) => value)).toEqual(Object.values(filled));
    }
  });

  test('is cut in Les mer, which says where the whole is and keeps what the reader can do', () => {
    for (const form of forms.details ?? []) {
      const card = formToCard(form);
      expect(visibleText(card)).toContain('…');
      expect(JSON.stringify(card)).toMatch(/"Action.OpenUrl","url":"https:[^"]+\/sak\/GRUPPE11-2027-014"/);
      expect([...actions(card)].flatMap(actIn)).toEqual(actsIn(form.intro).map((act) => act.do));
    }
  });

  function refused(form: Form) {
    const errors = Object.fromEntries(form.fields.map(({ name }) => [name, 'Skriv hva det gjelder.']));
    return { errors, values: filledIn(form, said), says: 'Ikke lagret. Prøv igjen.' };
  }
});

/** Those behind ⋯ come last, so in no order. */
function everyButton(card: Card): string[] {
  return [...actions(card)].flatMap(actIn).sort();
}

function everyButtonOf({ nodes }: View): string[] {
  return actsIn(nodes)
    .map((act) => act.do)
    .sort();
}
