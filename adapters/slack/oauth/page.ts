import type { ServerResponse } from 'node:http';
import { catalog, languageFrom } from '../../../bot/index.ts';
import { escapeText } from '../text.ts';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  // The address of this page holds Slack's code.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export type Outcome = 'done' | 'stale' | 'cancelled' | 'stranger' | 'fault';
const STATUS: Record<Outcome, number> = { done: 200, stale: 400, cancelled: 400, stranger: 403, fault: 500 };

/** What came of it, in a page. `accepts`: the languages that the person's browser asks for. */
export function sendPage(res: ServerResponse, outcome: Outcome, accepts: string | undefined): void {
  const language = languageFrom(accepts);
  const { install } = catalog(language).places;
  const title = outcome === 'done' ? install.done : install.not;
  const sentence = outcome === 'done' ? install.next : install[outcome];
  const again = outcome === 'done' ? '' : `<p><a href="install">${escapeText(install.again)}</a></p>\n`;
  res.writeHead(STATUS[outcome], HEADERS);
  res.end(`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeText(title)}</title>
</head>
<body>
<main>
<h1>${escapeText(title)}</h1>
<p>${escapeText(sentence)}</p>
${again}</main>
</body>
</html>
`);
}
