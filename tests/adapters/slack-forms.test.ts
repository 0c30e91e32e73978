import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAct, encodeAct } from '../../adapters/slack/act-codec.ts';
import { packMemory, unpackMemory } from '../../adapters/slack/form-memory.ts';
import { formToModal } from '../../adapters/slack/form-to-modal.ts';
import { digestOf, errorsByBlock, formValues } from '../../adapters/slack/form-values.ts';
import { plainText, withoutMention } from '../../adapters/slack/text.ts';
import type { Field, Form } from '../../bot/index.ts';
import { checkView } from '../../sandbox/slack/blocks-check.ts';
import type { Json } from '../../sandbox/slack/world.ts';
import { anyAct, anyForm } from './slack-arbitraries.ts';

describe('an act on its way through Slack', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(anyAct(), (act) => {
        expect(decodeAct(encodeAct(act))).toEqual(act);
      }),
    );
  });

  it('fits in a menu with the ids we use', () => {
    const act = {
      do: 'outside-mandate',
      question: '0192f3d4-7b1c-7def-8abc-0123456789ab',
      level: 2,
      round: 12,
      arg: 'x'.repeat(60),
    };
    expect(encodeAct(act).length).toBeLessThanOrEqual(150);
  });

  it.each([
    undefined,
    '',
    'q1',
    '{}',
    '{"do":"support"}',
    '[]',
    '[1]',
    '[""]',
    '["a","q",1.5]',
    '["a","q",1,1,"x","y"]',
    '[null]',
  ])('is unknown when it is not ours: %s', (value) => expect(decodeAct(value)).toEqual({ do: 'unknown' }));

  it('keeps act and place in a form, and forgets what is not ours', () => {
    const memory = { act: { do: 'objection', question: 'q1' }, responseUrl: 'https://hooks.example/1', channel: 'C1' };
    expect(unpackMemory(packMemory(memory))).toEqual(memory);
    expect(unpackMemory('')).toEqual({ act: { do: 'unknown' } });
    expect(unpackMemory('{"a":1}')).toEqual({ act: { do: 'unknown' } });
  });
});

const options = (count: number) => Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `Valg ${at}` }));

function formWith(...fields: Field[]): Form {
  return {
    act: { do: 'objection', question: 'q1' },
    title: 'Innvending',
    submit: 'Send',
    cancel: 'Avbryt',
    intro: [],
    fields,
  };
}

function inputs(...fields: Field[]): Json[] {
  return formToModal(formWith(...fields), {}).blocks as unknown as Json[];
}

describe('a form', () => {
  it('becomes a modal with one input a field', () => {
    const modal = formToModal(
      {
        ...formWith({
          type: 'long-text',
          name: 'why',
          label: 'Hva står i veien?',
          hint: 'Kort',
          required: true,
          maxLength: 1500,
          initial: 'Før',
        }),
        intro: [{ type: 'text', text: 'En god innvending sier hva som må endres.' }],
      },
      { channel: 'C1' },
    );
    expect(modal).toEqual({
      type: 'modal',
      callback_id: 'samrad_form',
      private_metadata: '{"a":"[\\"objection\\",\\"q1\\"]","c":"C1"}',
      title: { type: 'plain_text', text: 'Innvending', emoji: false },
      submit: { type: 'plain_text', text: 'Send', emoji: false },
      close: { type: 'plain_text', text: 'Avbryt', emoji: false },
      notify_on_close: true,
      blocks: [
        {
          type: 'rich_text',
          block_id: 'intro0',
          elements: [
            {
              type: 'rich_text_section',
              elements: [{ type: 'text', text: 'En god innvending sier hva som må endres.' }],
            },
          ],
        },
        {
          type: 'input',
          block_id: 'field:why',
          label: { type: 'plain_text', text: 'Hva står i veien?', emoji: false },
          hint: { type: 'plain_text', text: 'Kort', emoji: false },
          optional: false,
          element: {
            type: 'plain_text_input',
            multiline: true,
            max_length: 1500,
            initial_value: 'Før',
            action_id: 'value',
          },
        },
      ],
    });
  });

  it.each([
    ['choice', 10, 'radio_buttons'],
    ['choice', 11, 'static_select'],
    ['choices', 10, 'checkboxes'],
    ['choices', 11, 'multi_static_select'],
  ] as const)('shows a %s of %i as %s', (type, count, element) => {
    const [input] = inputs({
      type,
      name: 'x',
      label: 'Velg',
      required: false,
      options: options(count),
      initial: ['v1'],
    });
    const chosen = { text: { type: 'plain_text', text: 'Valg 1', emoji: false }, value: 'v1' };
    const initial = type === 'choice' ? { initial_option: chosen } : { initial_options: [chosen] };
    expect(input).toMatchObject({ optional: true, element: { type: element, ...initial } });
  });

  it('to read has only its way out; without fields it can still be sent', () => {
    const bare: Form = { act: { do: 'recuse' }, title: 'T', submit: null, cancel: 'Lukk', intro: [], fields: [] };
    expect(formToModal(bare, {})).not.toHaveProperty('submit');
    expect(formToModal({ ...bare, submit: 'Jeg er inhabil' }, {})).toMatchObject({
      submit: { text: 'Jeg er inhabil' },
      blocks: [],
    });
  });

  it('asks for a date with a calendar', () => {
    const [input] = inputs({ type: 'date', name: 'when', label: 'Frist', required: true, initial: '2027-03-26' });
    expect(input?.element).toEqual({ type: 'datepicker', initial_date: '2027-03-26', action_id: 'value' });
  });

  it('is accepted by Slack, whatever it holds', () => {
    fc.assert(
      fc.property(anyForm(), (form) => {
        expect(
          checkView(
            formToModal(form, { responseUrl: 'https://hooks.slack.com/actions/T1/1/x', channel: 'C1' }),
            'modal',
          ),
        ).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what was filled in', () => {
  const state = {
    values: {
      'field:why': { value: { type: 'plain_text_input', value: 'Fordi' } },
      'field:empty': { value: { type: 'plain_text_input', value: null } },
      'field:one': { value: { type: 'radio_buttons', selected_option: { value: 'a' } } },
      'field:none': { value: { type: 'static_select', selected_option: null } },
      'field:some': { value: { type: 'checkboxes', selected_options: [{ value: 'a' }, { value: 'b' }] } },
      'field:nobody': { value: { type: 'multi_static_select', selected_options: [] } },
      'field:when': { value: { type: 'datepicker', selected_date: '2027-03-26' } },
      'field:later': { value: { type: 'datepicker', selected_date: null } },
      other: { x: { value: 'not a field' } },
    },
  };

  it('comes by field name; what is empty is absent, save for lists', () => {
    expect(formValues(state)).toEqual({ why: 'Fordi', one: 'a', some: ['a', 'b'], nobody: [], when: '2027-03-26' });
  });

  it('has a digest that tells a correction from a repeat', () => {
    expect(digestOf({ a: '1', b: '2' })).toBe(digestOf({ b: '2', a: '1' }));
    expect(digestOf({ a: '1' })).not.toBe(digestOf({ a: '2' }));
    expect(digestOf({ a: '1' })).not.toBe(digestOf({ a: ['1'] }));
  });

  it('shows each error at its field, and one without a field at the first', () => {
    expect(errorsByBlock({ one: 'Velg', gone: 'Mangler' }, state)).toEqual({
      'field:one': 'Velg',
      'field:why': 'Mangler',
    });
    expect(errorsByBlock({ one: 'Velg' }, { values: {} })).toEqual({});
  });
});

describe('what a person typed', () => {
  it.each([
    ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
    ['se <https://x.example/a|her>', 'se https://x.example/a'],
    ['<mailto:a@b.no|a@b.no>', 'a@b.no'],
    ['<#C1|hjemmetjenester> <@U1|kari> <@U2> <!here>', '#hjemmetjenester @kari @U2 @here'],
  ])('is read as plain text: %s', (typed, read) => expect(plainText(typed)).toBe(read));

  it('loses the bot’s name wherever it stands', () => {
    expect(withoutMention('<@UBOT> hjelp <@UBOT|samrad>', 'UBOT')).toBe('hjelp');
    expect(withoutMention('<@UBOTX> hjelp', 'UBOT')).toBe('<@UBOTX> hjelp');
  });
});
