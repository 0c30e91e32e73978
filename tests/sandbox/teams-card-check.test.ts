import { expect, test } from 'vitest';
import { cardProblems } from '../../sandbox/teams/card-check.ts';

const card = (parts: object) => ({ type: 'AdaptiveCard', version: '1.5', ...parts });
const execute = { type: 'Action.Execute', title: 'Ja' };
const input = (id: string) => ({ type: 'Input.Text', id, label: 'Felt' });

test('a sound card passes, an Action.Execute without a verb too', () => {
  const body = [
    { type: 'TextBlock', text: 'Hei', wrap: true, size: 'Large', weight: 'Bolder' },
    { type: 'FactSet', facts: [{ title: 'a', value: 'b' }] },
    { type: 'ColumnSet', columns: [{ type: 'Column', width: 'stretch', items: [{ type: 'TextBlock', text: 'x' }] }] },
    { type: 'Table', columns: [{ width: 1 }], rows: [{ type: 'TableRow', cells: [{ type: 'TableCell', items: [] }] }] },
    { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'rik' }] },
    { type: 'Container', items: [input('a'), { type: 'ActionSet', actions: [execute] }] },
  ];
  const refresh = { action: { type: 'Action.Execute', verb: 'r' }, userIds: ['29:1'] };
  expect(cardProblems(card({ body, refresh, msteams: { width: 'Full' }, actions: Array(6).fill(execute) }))).toEqual(
    [],
  );
});

test.each([
  ['a version above 1.5', card({ version: '1.6' })],
  ['no version', { type: 'AdaptiveCard', body: [] }],
  ['another type', { type: 'Card', version: '1.5' }],
  ['an unknown element', card({ body: [{ type: 'Hologram' }] })],
  ['an unknown element deep down', card({ body: [{ type: 'Container', items: [{ type: 'Hologram' }] }] })],
  ['an unknown action', card({ actions: [{ type: 'Action.Teleport', title: 'x' }] })],
  ['a text block without text', card({ body: [{ type: 'TextBlock' }] })],
  ['an input without id', card({ body: [{ type: 'Input.Text' }] })],
  ['the same input id twice', card({ body: [input('a'), input('a')] })],
  ['a choice without value', card({ body: [{ type: 'Input.ChoiceSet', id: 'c', choices: [{ title: 'x' }] }] })],
  ['a link without address', card({ actions: [{ type: 'Action.OpenUrl', title: 'x' }] })],
  ['seven actions', card({ actions: Array(7).fill(execute) })],
  ['a word that is no weight', card({ body: [{ type: 'TextBlock', text: 'x', weight: 'Bold' }] })],
  ['61 users to refresh', card({ refresh: { action: execute, userIds: Array(61).fill('29:1') } })],
  ['a refresh by Action.Submit', card({ refresh: { action: { type: 'Action.Submit' }, userIds: [] } })],
])('refuses %s', (_what, json) => {
  expect(cardProblems(json)).not.toEqual([]);
});
