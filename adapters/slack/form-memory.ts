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
}

const packed = z.object({
  a: z.string(),
  u: z.string().optional(),
  c: z.string().optional(),
  t: z.string().optional(),
  h: z.boolean().optional(),
});

export function packMemory({ act, responseUrl, channel, thread, home }: FormMemory): string {
  const memory = JSON.stringify({ a: encodeAct(act), u: responseUrl, c: channel, t: thread, h: home });
  if (memory.length <= LIMITS.privateMetadata) return memory;
  return JSON.stringify({ a: encodeAct({ do: 'unknown' }), c: channel });
}

/** The act is `unknown` when the metadata is not ours. */
export function unpackMemory(metadata: string | undefined): FormMemory {
  try {
    const { a, u, c, t, h } = packed.parse(JSON.parse(metadata ?? ''));
    return { act: decodeAct(a), responseUrl: u, channel: c, ...(t ? { thread: t } : {}), ...(h ? { home: true } : {}) };
  } catch {
    return { act: { do: 'unknown' } };
  }
}
