import { catalog, languageFrom } from '../../bot/index.ts';
import type { Listener } from './index.ts';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  vary: 'accept-language',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
/** Letters, digits and hyphens, as numbers are made of. */
const NUMBER = /^[\p{L}\d-]{1,60}$/u;

/**
 * Where an address of a question leads: how it is read in chat. The address alone opens nothing, and does not tell whether there is such
 * a question. 404 for what can't be a number.
 */
export const showCasePage: Listener = (req, res) => {
  const number = numberIn(req.url ?? '');
  const language = languageFrom(req.headers['accept-language']);
  const m = catalog(language).places.casePage;
  const [title, sentences] = number
    ? [m.title(number), [m.where, m.slack(number), m.teams(number), m.who]]
    : [m.none, []];
  res.writeHead(number ? 200 : 404, HEADERS);
  res.end(`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
</head>
<body>
<main>
<h1>${title}</h1>
${sentences.map((sentence) => `<p>${sentence}</p>\n`).join('')}</main>
</body>
</html>
`);
};

function numberIn(url: string): string | null {
  try {
    const number = decodeURIComponent(url.split('?')[0]?.split('/').at(-1) ?? '');
    return NUMBER.test(number) ? number : null;
  } catch {
    return null;
  }
}
