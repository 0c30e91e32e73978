import { z } from 'zod';
import type { Act } from '../../bot/index.ts';

/** An act as a short JSON array, [do, question, level, round, arg, within], so that it also fits in a menu's 150 characters. */
const packed = z.union([
  z.tuple([z.string().min(1)]),
  z.tuple([z.string().min(1), z.string().nullable()]),
  z.tuple([z.string().min(1), z.string().nullable(), z.int().nullable()]),
  z.tuple([z.string().min(1), z.string().nullable(), z.int().nullable(), z.int().nullable()]),
  z.tuple([z.string().min(1), z.string().nullable(), z.int().nullable(), z.int().nullable(), z.string().nullable()]),
  z.tuple([
    z.string().min(1),
    z.string().nullable(),
    z.int().nullable(),
    z.int().nullable(),
    z.string().nullable(),
    z.literal('mine').nullable(),
  ]),
]);

export function encodeAct(act: Act): string {
  const { question = null, level = null, round = null, arg = null, within = null } = act;
  const parts: unknown[] = [act.do, question, level, round, arg, within];
  while (parts.length > 1 && parts.at(-1) === null) parts.pop();
  return JSON.stringify(parts);
}

/** The act again; `unknown` for what is not ours (an old card, another app, a hand-made request). */
export function decodeAct(value: string | undefined): Act {
  const parsed = packed.safeParse(json(value));
  if (!parsed.success) return { do: 'unknown' };
  const [name, question, level, round, arg, within] = parsed.data;
  return {
    do: name,
    ...(question == null ? {} : { question }),
    ...(level == null ? {} : { level }),
    ...(round == null ? {} : { round }),
    ...(arg == null ? {} : { arg }),
    ...(within == null ? {} : { within }),
  };
}

function json(value: string | undefined): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    return undefined;
  }
}
