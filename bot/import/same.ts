import { isDeepStrictEqual } from 'node:util';

/** Whether two values are the same once stored: fields that are undefined are not there. */
export function same(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(plain(a), plain(b));
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
