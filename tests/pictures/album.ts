/** One page with the pictures of each surface beside each other, and the text that stands for them. */
import { readFile } from 'node:fs/promises';
import type { Language } from '../../bot/index.ts';
import { fileOf } from './lens.ts';

const STYLE =
  'body{font:14px sans-serif;background:#ddd}section{display:flex;gap:12px;align-items:start}figure{margin:0;width:33%}img{max-width:100%}pre{white-space:pre-wrap}';

export async function albumOf(names: string[], languages: Language[], folder: string): Promise<string> {
  const rows = await Promise.all(names.map((name) => rowOf(name, languages, folder)));
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${rows.join('\n')}`;
}

async function rowOf(name: string, languages: Language[], folder: string): Promise<string> {
  const figures = languages.map(async (language) => {
    const file = fileOf(name, language);
    const text = await readFile(`${folder}/${file}.txt`, 'utf8').catch(() => '');
    return `<figure><img src="${file}.png" alt=""><figcaption><pre>${escaped(text)}</pre></figcaption></figure>`;
  });
  return `<h2 id="${name}">${name}</h2><section>${(await Promise.all(figures)).join('')}</section>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
