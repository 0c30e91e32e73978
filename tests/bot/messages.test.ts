import { describe, expect, test } from 'vitest';
import type { Language } from '../../bot/collaboration.ts';
import { REFUSALS } from '../../bot/domain/index.ts';
import { catalog, closestCommand, commandOf, refusalText } from '../../bot/messages/index.ts';

const LANGUAGES: Language[] = ['nb', 'nn', 'en'];

type Leaf = { path: string; value: string | ((...args: never[]) => string) };

/** Every word of a catalog, with its path. */
function leaves(node: object, path = ''): Leaf[] {
  return Object.entries(node).flatMap(([key, value]): Leaf[] => {
    const here = path === '' ? key : `${path}.${key}`;
    return typeof value === 'object' ? leaves(value, here) : [{ path: here, value }];
  });
}

function said({ value }: Leaf, first: number): string {
  if (typeof value === 'string') return value;
  const args = Array.from({ length: value.length }, (_, i) => first + i);
  return value(...(args as never[]));
}

describe('catalogs', () => {
  test('have the same keys in the three languages', () => {
    const [nb, ...others] = LANGUAGES.map((language) => leaves(catalog(language)).map(({ path }) => path));
    expect(nb?.length).toBeGreaterThan(200);
    for (const paths of others) expect(paths).toEqual(nb);
  });

  test('have functions of the same arity in the three languages', () => {
    const arity = (leaf: Leaf) => [leaf.path, typeof leaf.value === 'function' ? leaf.value.length : 'text'];
    const [nb, ...others] = LANGUAGES.map((language) => leaves(catalog(language)).map(arity));
    for (const arities of others) expect(arities).toEqual(nb);
  });

  test.each(LANGUAGES)('say something for every key, without exclamation marks or pictures: %s', (language) => {
    for (const leaf of leaves(catalog(language))) {
      for (const n of [0, 1, 2, 13]) {
        const words = said(leaf, n);
        expect(words.trim(), leaf.path).not.toBe('');
        expect(words, leaf.path).not.toMatch(/!|\p{Extended_Pictographic}|undefined|NaN/u);
      }
    }
  });

  test.each(LANGUAGES)('use every value they are given: %s', (language) => {
    for (const leaf of leaves(catalog(language))) {
      if (typeof leaf.value === 'string') continue;
      const words = said(leaf, 101);
      for (let i = 0; i < leaf.value.length; i++) expect(words, leaf.path).toContain(String(101 + i));
    }
  });

  test('differ between bokmål and nynorsk where the words do', () => {
    const [nb, nn] = [catalog('nb'), catalog('nn')];
    expect([nb.card.proposal, nn.card.proposal]).toEqual(['Forslag', 'Framlegg']);
    expect([nb.position.reservation, nn.position.reservation]).toEqual(['forbehold', 'atterhald']);
    expect([nb.criticalityCase.red, nn.criticalityCase.red]).toEqual(['Rød sak', 'Raud sak']);
    expect([nb.form.noPatientData, nn.form.noPatientData]).toEqual([
      'Ikke skriv pasientopplysninger her.',
      'Ikkje skriv pasientopplysningar her.',
    ]);
    const nynorsk = leaves(nn).map((leaf) => said(leaf, 2));
    for (const words of nynorsk)
      expect(words).not.toMatch(/\b(ikke|fra|noen|hva|hvorfor|jeg|bare|besluttet|mangler)\b/i);
  });
});

describe('counts', () => {
  test('follow the gender of what is counted', () => {
    const [nb, nn, en] = LANGUAGES.map((language) => catalog(language));
    expect([nb?.need.answers(1), nb?.need.answers(2)]).toEqual(['ett svar', 'to svar']);
    expect([nn?.need.answers(1), nn?.person.bundle(1)]).toEqual(['eitt svar', 'éi sak ventar på deg.']);
    expect([nb?.remains.openObjections(1), nn?.remains.openObjections(1), en?.remains.openObjections(1)]).toEqual([
      'én åpen innvending',
      'éi open innvending',
      'one open objection',
    ]);
    expect([nb?.card.daysLeft(1), nn?.card.daysLeft(2), en?.card.daysLeft(1)]).toEqual([
      'én arbeidsdag igjen',
      'to arbeidsdagar att',
      'one working day left',
    ]);
  });
});

describe('refusals', () => {
  test.each(LANGUAGES)('have a sentence for every code that also says what to do: %s', (language) => {
    const sentences = REFUSALS.map((code) => refusalText(code, language, 'rådet'));
    for (const sentence of sentences) expect(sentence).toMatch(/\.\s.+\.$/);
    expect(new Set(sentences).size).toBe(REFUSALS.length);
  });

  test('name the body that has the question', () => {
    expect(refusalText('lifted', 'nb', 'samarbeidsrådet')).toBe(
      'Saken er løftet til samarbeidsrådet. Skriv i tråden hvis de trenger å vite noe.',
    );
  });
});

describe('commands', () => {
  test('are understood in all three languages, whoever writes them', () => {
    expect(commandOf('spør')).toEqual({ command: 'ask', rest: '' });
    expect(commandOf('  Kople  Heimetenester  ')).toEqual({ command: 'link', rest: 'Heimetenester' });
    expect(commandOf('search work list')).toEqual({ command: 'search', rest: 'work list' });
    expect(commandOf('Mine?')).toEqual({ command: 'mine', rest: '' });
    expect(commandOf('Status.')).toEqual({ command: 'status', rest: '' });
  });

  test('without words ask for help, and unknown words are none', () => {
    expect(commandOf('')).toEqual({ command: 'help', rest: '' });
    expect(commandOf('banan')).toBeNull();
    expect(commandOf('constructor')).toBeNull();
  });

  test('are understood as they are written elsewhere, and with a mark after them', () => {
    for (const words of ['/samrad mine', 'Samråd mine', '@Samråd  mine', 'Mine?', 'mine.', '/samrad mine!'])
      expect([words, commandOf(words)]).toEqual([words, { command: 'mine', rest: '' }]);
    expect(commandOf('/samrad')).toEqual({ command: 'help', rest: '' });
    expect(commandOf('tidstyv: dobbeltføring?')).toEqual({ command: 'time-thief', rest: 'dobbeltføring?' });
  });

  test('are not what a sentence begins with', () => {
    for (const words of ['Sak, er ikke dette viktig?', 'Samråd er bra', 'samrådsmøte', '?', 'Status. Vi er enige'])
      expect([words, commandOf(words)]).toEqual([words, null]);
  });

  test('every word a catalog shows is understood', () => {
    for (const language of LANGUAGES) {
      for (const [name, { word }] of Object.entries(catalog(language).command)) {
        expect(commandOf(word)?.command).toBe(name);
      }
    }
  });

  test('promise nothing that one platform alone gives: minutes are printed in Slack', () => {
    for (const language of LANGUAGES) expect(catalog(language).command.minutes.does).not.toMatch(/utskrift|print/);
  });

  test('suggest the nearest word, and nothing when none is near', () => {
    expect(closestCommand('spr')).toBe('ask');
    expect(closestCommand('kobel')).toBe('link');
    expect(closestCommand('spårk')).toBe('language');
    expect(closestCommand('mien')).toBe('mine');
    expect(closestCommand('sttaus!')).toBe('status');
    expect(closestCommand('banan')).toBeNull();
    for (let i = 0; i < 100; i++) expect(closestCommand('å'.repeat(100_000))).toBeNull();
  });
});
