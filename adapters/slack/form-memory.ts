import { z } from 'zod';
import type { Act } from '../../bot/index.ts';
import { decodeAct, encodeAct } from './act-codec.ts';
import { LIMITS } from './limits.ts';

/** What a form remembers while it is open (Slack's private_metadata; only the app sees it). */
export interface FormMemory {
  act: Act;
  /** Where the receipt goes: the response_url of the tap that opened it, else the channel. */
  responseUrl?: string | undefined;
  channel?: string | undefined;
  thread?: string | undefined;
  /** It was opened from the home tab. */
  home?: boolean | undefined;
  /** It lies over a page to read. */
  overPage?: boolean | undefined;
}

const packed = z.object({
  a: z.string(),
  u: z.string().optional(),
  c: z.string().optional(),
  t: z.string().optional(),
  h: z.boolean().optional(),
  p: z.boolean().optional(),
});

export function packMemory({ act, responseUrl, channel, thread, home, overPage }: FormMemory): string {
  const memory = JSON.stringify({ a: encodeAct(act), u: responseUrl, c: channel, t: thread, h: home, p: overPage });
  if (memory.length <= LIMITS.privateMetadata) return memory;
  return JSON.stringify({ a: encodeAct({ do: 'unknown' }), c: channel });
}

/** The act is `unknown` when the metadata is not ours. */
export function unpackMemory(metadata: string | undefined): FormMemory {
  try {
    const { a, u, c, t, h, p } = packed.parse(JSON.parse(metadata ?? ''));
    const place = { responseUrl: u, channel: c, ...(t ? { thread: t } : {}) };
    return { act: decodeAct(a), ...place, ...(h ? { home: true } : {}), ...(p ? { overPage: true } : {}) };
  } catch {
    return { act: { do: 'unknown' } };
  }
}
