/**
 * Finds Norwegian national identity numbers in text: fødselsnummer, D-number, H-number and joint help number, also with separators
 * and under the check-digit rule of 2032 (Skatteetaten: the first check digit's remainder may then be 0–3).
 */

/** Eleven digits, with what people put between them. Every start is tried: digits before a number must not hide it. */
const CANDIDATE = /(?<!\d)(?=(\d(?:[\s.\-\u2010-\u2015/_:\u200B]{0,3}\d){10})(?!\d))/g;
const WEIGHTS_1 = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
const WEIGHTS_2 = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

export function hasNationalId(texts: string[]): boolean {
  return texts.some((text) => candidates(text).some(isNationalId));
}

/** A server without a name, in an address with a path: its number and port are nobody's. */
const SERVER = /\bhttps?:\/\/(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})(?::\d{1,5})?(?=\/)/g;

/** Digits only; also those that a full-width keyboard writes. */
function candidates(text: string): string[] {
  return [...text.normalize('NFKC').replace(SERVER, 'server').matchAll(CANDIDATE)].map(([, found = '']) =>
    found.replace(/\D/g, ''),
  );
}

function isNationalId(digits: string): boolean {
  const d = [...digits].map(Number);
  return checks(d) && (d[0] === 8 || d[0] === 9 || isDay(d));
}

function checks(d: number[]): boolean {
  const first = WEIGHTS_1.reduce((sum, weight, i) => sum + weight * (d[i] ?? 0), 0) % 11;
  const second = WEIGHTS_2.reduce((sum, weight, i) => sum + weight * (d[i] ?? 0), 0) % 11;
  return first <= 3 && second === 0;
}

/** Day 1–31 (D-number: +40), month 1–12 (H-number: +40; synthetic: +65 or +80, D and H together too). */
function isDay(d: number[]): boolean {
  const day = (d[0] ?? 0) * 10 + (d[1] ?? 0);
  const month = (d[2] ?? 0) * 10 + (d[3] ?? 0);
  const plainDay = day > 40 ? day - 40 : day;
  const plainMonth = [0, 40, 65, 80].map((shift) => month - shift).find((m) => m >= 1 && m <= 12);
  return plainDay >= 1 && plainDay <= 31 && plainMonth !== undefined;
}
