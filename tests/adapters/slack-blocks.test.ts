import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../adapters/slack/limits.ts';
import { bar, sentenceToContent, viewToContent } from '../../adapters/slack/view-to-blocks.ts';
import type { Action, Node, View } from '../../bot/index.ts';
import { checkMessageBlocks } from '../../sandbox/slack/blocks-check.ts';
import type { Json } from '../../sandbox/slack/world.ts';
import { anyNode } from './slack-arbitraries.ts';

function blocksOf(...nodes: Node[]): Json[] {
  return viewToContent({ summary: 'Sak', nodes }).blocks as unknown as Json[];
}

function blockOf(node: Node): Json {
  const [block, ...more] = blocksOf(node);
  if (!block || more.length > 0) throw new Error('one block was expected');
  return block;
}

function faults(view: View): string[] {
  return checkMessageBlocks(viewToContent(view).blocks);
}

function button(label: string, arg = 'a'): Action {
  return { type: 'button', label, act: { do: 'support', question: 'q1', arg }, opensForm: false };
}

function menu(count: number, arg = 'a'): Action {
  const items = Array.from({ length: count }, (_, at) => ({
    label: `Valg ${at}`,
    act: { do: 'amend', question: 'q1', arg: `${arg}${at}` },
    opensForm: true,
  }));
  return { type: 'menu', label: 'Flere valg', items };
}

describe('text', () => {
  it('shows a heading as a header, and a longer one than Slack takes in bold', () => {
    expect(blocksOf({ type: 'text', style: 'heading', text: 'Gul sak' })).toEqual([
      { type: 'header', block_id: 'n0', text: { type: 'plain_text', text: 'Gul sak', emoji: false } },
    ]);
    const long = 'x'.repeat(151);
    expect(blocksOf({ type: 'text', style: 'heading', text: long })).toEqual([
      {
        type: 'rich_text',
        block_id: 'n0',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: long, style: { bold: true } }] }],
      },
    ]);
  });

  it('shows small print as context', () => {
    expect(blocksOf({ type: 'text', style: 'subtle', text: 'Frist' })).toEqual([
      { type: 'context', block_id: 'n0', elements: [{ type: 'plain_text', text: 'Frist', emoji: false }] },
    ]);
  });

  it('makes links of addresses, without the full stop that ends the sentence', () => {
    const block = blockOf({ type: 'text', text: 'Se https://samrad.example/r/1?a=b. Takk' });
    expect(block.elements).toEqual([
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'Se ' },
          { type: 'link', url: 'https://samrad.example/r/1?a=b' },
          { type: 'text', text: '. Takk' },
        ],
      },
    ]);
  });

  it('makes links of addresses in small print too: in a context’s plain text they lead nowhere', () => {
    const text = 'I registeret: https://samrad.example/sak/HT-2027-001';
    expect(blocksOf({ type: 'text', style: 'subtle', text })).toEqual(blocksOf({ type: 'text', text }));
    expect(JSON.stringify(blocksOf({ type: 'text', style: 'subtle', text }))).toContain('"type":"link"');
  });

  it('escapes the plain sentence, which Slack reads as markup', () => {
    expect(viewToContent({ summary: 'A & B <!channel> > C', nodes: [] }).text).toBe(
      'A &amp; B &lt;!channel&gt; &gt; C',
    );
  });

  it('says all there is to read in words, each once: screen readers read no blocks', () => {
    const nodes: Node[] = [
      { type: 'text', text: 'Gul sak' },
      { type: 'quote', note: 'Innvending nr. 1', by: 'Kari', text: 'Går ikke' },
      { type: 'bars', items: [{ label: 'Trondheim', text: '9 av 16', value: 9, of: 16 }] },
      { type: 'facts', items: [{ label: 'Støtter', value: '9' }] },
      { type: 'divider' },
      { type: 'actions', items: [] },
    ];
    expect(viewToContent({ summary: 'Gul sak · Mangler: ett svar', nodes }).text).toBe(
      'Gul sak · Mangler: ett svar\nInnvending nr. 1 · Kari: Går ikke\nTrondheim 9 av 16\nStøtter 9',
    );
  });

  it('never sends an empty text', () => {
    expect(viewToContent({ summary: '', nodes: [{ type: 'text', text: '' }] })).toEqual({ text: '…', blocks: [] });
  });
});

describe('what a person wrote', () => {
  const hostile = '<!channel> *fet* _skrå_ `kode` <@U1> <https://ond.example|trygg> :fire: &amp; ~x~';

  it('is shown verbatim and never read as markup', () => {
    const block = blockOf({ type: 'quote', text: hostile, by: 'Kari *N*', note: 'Innvending nr. 1' });
    const [above, quote] = block.elements as { type: string; elements: { type: string }[] }[];
    expect(above?.elements).toEqual([{ type: 'text', text: 'Innvending nr. 1 · Kari *N*' }]);
    expect(quote?.type).toBe('rich_text_quote');
    expect(new Set(quote?.elements.map((one) => one.type))).toEqual(new Set(['text', 'link']));
    expect(JSON.stringify(block)).not.toContain('mrkdwn');
  });

  it('stands beside its label when it is short and has no name', () => {
    const types = (node: Partial<Node>) => {
      const block = blockOf({ type: 'quote', text: hostile, note: 'Forslag', ...node } as Node);
      return (block.elements as Json[]).map((one) => one.type);
    };
    expect(types({})).toEqual(['rich_text_section']);
    expect(types({ by: 'Kari' } as Partial<Node>)).toEqual(['rich_text_section', 'rich_text_quote']);
    expect(types({ text: 'a\nb' } as Partial<Node>)).toEqual(['rich_text_section', 'rich_text_quote']);
    expect(JSON.stringify(blockOf({ type: 'quote', text: hostile, note: 'Forslag' }))).not.toContain('mrkdwn');
  });

  it('carries nothing that Slack reads as markup into any block', () => {
    const json = JSON.stringify(
      blocksOf(
        { type: 'text', text: hostile },
        { type: 'text', text: hostile, style: 'subtle' },
        { type: 'text', text: hostile, style: 'heading' },
        { type: 'facts', items: [{ label: hostile, value: hostile }] },
        { type: 'bars', items: [{ label: hostile, text: hostile, value: 1, of: 2 }] },
      ),
    );
    expect(json).not.toContain('mrkdwn');
    expect(json).not.toContain('"emoji":true');
  });
});

describe('facts and bars', () => {
  it('puts short facts on one line and long ones on a line each', () => {
    const counts = [
      { label: 'Støtter', value: '10' },
      { label: 'Avstår', value: '0' },
    ];
    const bold = { style: { bold: true } };
    expect(blocksOf({ type: 'facts', items: counts })[0]?.elements).toEqual([
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'Støtter', ...bold },
          { type: 'text', text: '  10' },
          { type: 'text', text: '   Avstår', ...bold },
          { type: 'text', text: '  0' },
        ],
      },
    ]);
    const long = JSON.stringify(
      blocksOf({ type: 'facts', items: [...counts, { label: 'Forslag', value: 'x'.repeat(90) }] }),
    );
    expect(long).toContain('\\nAvstår');
  });

  it.each([
    [0, 16, '▱▱▱▱▱▱▱▱'],
    [1, 100, '▰▱▱▱▱▱▱▱'],
    [9, 16, '▰▰▰▰▰▱▱▱'],
    [99, 100, '▰▰▰▰▰▰▰▱'],
    [16, 16, '▰▰▰▰▰▰▰▰'],
    [3, 0, '▱▱▱▱▱▱▱▱'],
    [20, 16, '▰▰▰▰▰▰▰▰'],
  ])('draws %i of %i, full only when all have answered', (value, of, drawn) => {
    expect(bar(value, of)).toBe(drawn);
  });

  it('says the words before the picture', () => {
    const json = JSON.stringify(
      blocksOf({ type: 'bars', items: [{ label: 'Trondheim', value: 9, of: 16, text: '9 av 16' }] }),
    );
    expect(json.indexOf('9 av 16')).toBeGreaterThan(json.indexOf('Trondheim'));
    expect(json.indexOf('▰')).toBeGreaterThan(json.indexOf('9 av 16'));
  });
});

describe('buttons and menus', () => {
  it('keeps the act in the value and gives every element its own id', () => {
    const blocks = blocksOf({ type: 'actions', items: [{ ...button('Støtter'), style: 'primary' }, menu(2)] } as Node);
    expect(blocks).toEqual([
      {
        type: 'actions',
        block_id: 'n0',
        elements: [
          {
            type: 'button',
            text: { type: 'plain_text', text: 'Støtter', emoji: false },
            value: '["support","q1",null,null,"a"]',
            style: 'primary',
            action_id: 'press:n0:0',
          },
          {
            type: 'overflow',
            options: [
              { text: { type: 'plain_text', text: 'Valg 0', emoji: false }, value: '["amend","q1",null,null,"a0"]' },
              { text: { type: 'plain_text', text: 'Valg 1', emoji: false }, value: '["amend","q1",null,null,"a1"]' },
            ],
            action_id: 'press:n0:1',
          },
        ],
      },
    ]);
  });

  it('splits more than 25 elements over several blocks', () => {
    const items = Array.from({ length: 51 }, (_, at) => button(`Knapp ${at}`));
    const sizes = blocksOf({ type: 'actions', items }).map((block) => (block.elements as unknown[]).length);
    expect(sizes).toEqual([25, 25, 1]);
    expect(faults({ summary: 's', nodes: [{ type: 'actions', items }] })).toEqual([]);
  });

  it('splits a menu with more choices than Slack takes behind one ⋯', () => {
    const block = blockOf({ type: 'actions', items: [menu(6)] });
    const sizes = (block.elements as Json[]).map((one) => [one.type, (one.options as unknown[]).length]);
    expect(sizes).toEqual([
      ['overflow', 5],
      ['overflow', 1],
    ]);
  });

  it('makes buttons of a menu whose acts are too long for its choices', () => {
    const block = blockOf({ type: 'actions', items: [menu(2, 'x'.repeat(200))] });
    expect((block.elements as Json[]).map((one) => one.type)).toEqual(['button', 'button']);
  });

  it('drops an empty menu and an empty row', () => {
    expect(blocksOf({ type: 'actions', items: [menu(0)] }, { type: 'actions', items: [] })).toEqual([]);
  });
});

describe('limits', () => {
  it('keeps to fifty blocks and keeps the buttons at the end', () => {
    const lines = Array.from({ length: 80 }, (_, at): Node => ({ type: 'text', text: `Linje ${at}` }));
    const blocks = blocksOf(...lines, { type: 'actions', items: [button('Støtter')] });
    expect(blocks).toHaveLength(50);
    expect(blocks.at(-1)?.type).toBe('actions');
    expect(blocks.at(-2)).toMatchObject({ type: 'context', elements: [{ text: '…' }] });
  });

  it('cuts what is read to what one message takes, and leaves the buttons', () => {
    const lines = Array.from({ length: 10 }, (): Node => ({ type: 'text', text: 'Ø'.repeat(5000) }));
    const blocks = blocksOf(...lines, { type: 'actions', items: [button('Støtter')] });
    const text = JSON.stringify(blocks).match(/Ø/g)?.length ?? 0;
    expect(text).toBeLessThanOrEqual(LIMITS.textInMessage);
    expect(text).toBeGreaterThan(LIMITS.textInMessage - 100);
    expect(blocks.at(-1)?.type).toBe('actions');
  });

  it('cuts the longest texts first, all to the same length, and says so in each', () => {
    const long = Array.from({ length: 4 }, (): Node => ({ type: 'quote', by: 'Kari', text: 'Ø'.repeat(3000) }));
    const blocks = blocksOf(...long, { type: 'text', text: 'Frist fredag.' });
    const kept = JSON.stringify(blocks).match(/Ø+…/g) ?? [];
    expect(kept.map(({ length }) => length)).toEqual(Array(4).fill(kept[0]?.length));
    expect(kept.join('').length).toBeGreaterThan(LIMITS.textInMessage - 100);
    expect(JSON.stringify(blocks.at(-1))).toContain('Frist fredag.');
  });

  it('never cuts a character in two', () => {
    const { text } = viewToContent({ summary: '🙂'.repeat(2000), nodes: [] });
    expect(text.endsWith('🙂…')).toBe(true);
  });

  it('puts the sentence above the card for one person', () => {
    const { text, blocks } = sentenceToContent('Notert: du støtter.', { summary: 's', nodes: [{ type: 'divider' }] });
    expect(text).toBe('Notert: du støtter.');
    expect(blocks.map((one) => one.type)).toEqual(['rich_text', 'divider']);
  });

  it('does not say twice what the card itself says', () => {
    const view: View = { summary: 'Dette kan du si', nodes: [{ type: 'text', text: 'Dette kan du si' }] };
    expect(sentenceToContent('Dette kan du si', view).blocks).toHaveLength(1);
  });

  it('makes blocks that Slack accepts, whatever the view', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(anyNode(), { maxLength: 60 }), (summary, nodes) => {
        expect(faults({ summary, nodes })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
