import fc from 'fast-check';
import type { Act, Action, Field, Form, Node } from '../../bot/index.ts';

/** Any view or form the core could come up with, and some it should not. */

function words(longest = 200): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ maxLength: longest }),
    fc.string({ unit: 'binary', maxLength: 50 }),
    fc.constantFrom(
      '',
      ' ',
      '\n',
      '<!channel>',
      '*fet* & <@U1>',
      'se https://a.example/x.',
      'x'.repeat(4000),
      '🙂'.repeat(1600),
    ),
  );
}

export function anyAct(): fc.Arbitrary<Act> {
  return fc.record(
    {
      do: fc.string({ minLength: 1, maxLength: 20 }),
      question: fc.string({ maxLength: 40 }),
      level: fc.nat(5),
      round: fc.nat(99),
      arg: words(),
    },
    { requiredKeys: ['do'] },
  );
}

function anyAction(): fc.Arbitrary<Action> {
  const item = fc.record({ label: words(), act: anyAct(), opensForm: fc.boolean() });
  return fc.oneof(
    item.map((one): Action => ({ type: 'button', ...one })),
    fc
      .record({ label: words(), items: fc.array(item, { maxLength: 120 }) })
      .map((one): Action => ({ type: 'menu', ...one })),
  );
}

export function anyNode(): fc.Arbitrary<Node> {
  const some = { maxLength: 15 };
  return fc.oneof(
    fc.record({
      type: fc.constant('text' as const),
      text: words(),
      style: fc.constantFrom(undefined, 'heading' as const, 'subtle' as const, 'strong' as const),
    }),
    fc.record({ type: fc.constant('quote' as const), text: words(), by: words(), note: words() }),
    fc.record({
      type: fc.constant('facts' as const),
      items: fc.array(fc.record({ label: words(), value: words() }), some),
    }),
    fc.record({
      type: fc.constant('bars' as const),
      items: fc.array(fc.record({ label: words(), text: words(), value: fc.integer(), of: fc.integer() }), some),
    }),
    fc.constant<Node>({ type: 'divider' }),
    fc.record({ type: fc.constant('actions' as const), items: fc.array(anyAction(), { maxLength: 30 }) }),
  );
}

function anyField(): fc.Arbitrary<Field> {
  const about = {
    label: words(),
    hint: words(),
    required: fc.boolean(),
    name: fc.string({ minLength: 1, maxLength: 20 }),
  };
  const option = fc.record({ value: fc.string({ minLength: 1, maxLength: 150 }), label: words() });
  return fc.oneof(
    fc.record({
      ...about,
      type: fc.constantFrom('text' as const, 'long-text' as const),
      maxLength: fc.integer({ min: 0, max: 9999 }),
      initial: words(),
    }),
    fc.record({
      ...about,
      type: fc.constantFrom('choice' as const, 'choices' as const),
      options: fc.uniqueArray(option, { maxLength: 130, selector: (one) => one.value }),
      initial: fc.array(fc.string(), { maxLength: 3 }),
    }),
    fc.record({ ...about, type: fc.constant('date' as const), initial: fc.constantFrom(undefined, '2027-03-26') }),
  );
}

export function anyForm(): fc.Arbitrary<Form> {
  const distinct = { minLength: 1, maxLength: 20, selector: (field: Field) => field.name };
  return fc.record({
    act: anyAct(),
    title: words(),
    submit: words(),
    cancel: words(),
    intro: fc.array(anyNode(), { minLength: 1, maxLength: 20 }),
    fields: fc.uniqueArray(anyField(), distinct),
  });
}
