import type { Document } from 'mongodb';

/**
 * Documents as every server of the protocol takes them: some refuse names with a dot or a leading $, some refuse a list
 * directly inside a list. `~` escapes: ~0 is ~, ~1 a dot, ~2 a leading $, and { "~l": […] } an inner list.
 */
export interface Packed extends Document {
  _id: string;
}

const INNER_LIST = '~l';

/** A document ready to be stored. Fields that are undefined are left out. */
export function pack(document: { _id: string }): Packed {
  return packValue(document) as Packed;
}

/** A part of a document, ready for `$set`. */
export function packValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => packItem(item));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, v]) => v !== undefined);
  return Object.fromEntries(fields.map(([name, v]) => [packName(name), packValue(v)]));
}

/** What `pack` was given. The caller knows its type. */
export function unpack<Doc>(packed: Document): Doc {
  return unpackValue(packed) as Doc;
}

function packItem(item: unknown): unknown {
  if (item === undefined) return null;
  return Array.isArray(item) ? { [INNER_LIST]: packValue(item) } : packValue(item);
}

function packName(name: string): string {
  const escaped = name.replaceAll('~', '~0').replaceAll('.', '~1');
  return escaped.startsWith('$') ? `~2${escaped.slice(1)}` : escaped;
}

function unpackValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpackValue);
  if (typeof value !== 'object' || value === null) return value;
  if (INNER_LIST in value) return unpackValue(value[INNER_LIST]);
  return Object.fromEntries(Object.entries(value).map(([name, v]) => [unpackName(name), unpackValue(v)]));
}

function unpackName(name: string): string {
  if (!name.includes('~')) return name;
  const unescaped = name.startsWith('~2') ? `$${name.slice(2)}` : name;
  return unescaped.replaceAll('~1', '.').replaceAll('~0', '~');
}
