/** Minutes as a Word document: a package that opens, with all that was said as text. */
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { paperToDocx } from '../../adapters/slack/paper/to-docx.ts';
import type { Node, Paper } from '../../bot/index.ts';
import { LANGUAGES } from '../bot/views-fixture.ts';
import { worstPaper } from '../bot/worst-views.ts';

function partsOf(paper: Paper): Record<string, string> {
  const files = Object.entries(unzipSync(paperToDocx(paper)));
  return Object.fromEntries(files.map(([name, bytes]) => [name, strFromU8(bytes)]));
}

/** What is open where nothing may be; empty: each tag has its end, and nothing but tags and plain text is there. */
function faultsIn(xml: string): string[] {
  const open: string[] = [];
  const faults: string[] = [];
  const rest = xml
    .replace(/^<\?xml [^?]*\?>\n/, '')
    .replace(/<(\/?)([\w:]+)((?: [\w:]+="[^"<]*")*)(\/?)>/g, (_, end, name, __, alone) => {
      if (end) {
        if (open.pop() !== name) faults.push(`</${name}>`);
      } else if (!alone) open.push(name);
      return '';
    });
  if (/[<>]|&(?!amp;|lt;|gt;|quot;)/.test(rest)) faults.push(rest.slice(0, 100));
  return [...faults, ...open];
}

const wordsIn = (xml: string) =>
  [...xml.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)]
    .map(([, words = '']) => words)
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

function textsOf(node: Node): string[] {
  if (node.type === 'text') return [node.text];
  if (node.type === 'quote') return [node.text, node.by ?? '', node.note ?? ''];
  if (node.type === 'facts') return node.items.flatMap(({ label, value }) => [label, value]);
  return [];
}

test.each(
  LANGUAGES.flatMap((language) => (['sentences', 'hostile'] as const).map((said) => [language, said] as const)),
)('the largest questions in %s, of %s, are well-formed, and nothing of them is lost', (language, said) => {
  const paper = worstPaper(language, said);
  const parts = partsOf(paper);
  for (const [name, xml] of Object.entries(parts)) expect([name, faultsIn(xml)]).toEqual([name, []]);
  const shown = wordsIn(parts['word/document.xml'] ?? '');
  const texts = paper.parts.flatMap(({ heading, nodes }) => [heading, ...nodes.flatMap(textsOf)]);
  expect(texts.length).toBeGreaterThan(50);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML can't hold
  const bare = (words: string) => words.toWellFormed().replace(/[\u0000-\u001f\ufffe\uffff]/g, '');
  for (const words of texts) expect(shown).toContain(bare(words));
});

test('every part that is pointed to is there, and each has a kind', () => {
  const parts = partsOf(worstPaper('nb', 'sentences'));
  const targets = ['_rels/.rels', 'word/_rels/document.xml.rels'].flatMap((name) =>
    [...(parts[name] ?? '').matchAll(/Target="([^"]*)"/g)].map(([, target]) =>
      name.startsWith('word') ? `word/${target}` : target,
    ),
  );
  expect(Object.keys(parts)).toEqual(expect.arrayContaining(targets));
  for (const target of targets) expect(parts['[Content_Types].xml']).toContain(`PartName="/${target}"`);
  const used = [...(parts['word/document.xml'] ?? '').matchAll(/pStyle w:val="(\w+)"/g)].map(([, style]) => style);
  for (const style of new Set(used)) expect(parts['word/styles.xml']).toContain(`w:styleId="${style}"`);
});

test.each([
  ['nb', 'nb-NO'],
  ['nn', 'nn-NO'],
  ['en', 'en-GB'],
] as const)('a screen reader hears %s as %s, and finds a heading for each question', (language, locale) => {
  const paper = worstPaper(language, 'sentences');
  const parts = partsOf(paper);
  expect(parts['word/styles.xml']).toContain(`<w:lang w:val="${locale}"/>`);
  expect(parts['word/document.xml']?.match(/pStyle w:val="Heading1"/g)).toHaveLength(paper.parts.length);
});

test('made twice it is the same', () => {
  const paper = worstPaper('nb', 'sentences');
  expect(Buffer.from(paperToDocx(paper)).equals(Buffer.from(paperToDocx(paper)))).toBe(true);
});
