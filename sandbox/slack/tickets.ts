import { randomBytes } from 'node:crypto';

const TRIGGER_MS = 3000;
const RESPONSE_URL_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;

/** Where a response_url leads. */
export interface ResponseTarget {
  user: string;
  channel: string;
  /** The message it came from; absent for commands. */
  messageTs?: string;
}

export type Tickets = ReturnType<typeof createTickets>;

/** Trigger ids (3 s, once) and response urls (30 minutes, 5 uses). */
export function createTickets(now: () => number, baseUrl: () => string) {
  const triggers = new Map<string, { user: string; at: number; used: boolean; fromModal?: string }>();
  const responses = new Map<string, ResponseTarget & { at: number; uses: number }>();

  function forgetOld(): void {
    for (const [id, trigger] of triggers) if (now() - trigger.at > 60_000) triggers.delete(id);
    for (const [id, response] of responses) if (now() - response.at > RESPONSE_URL_MS) responses.delete(id);
  }

  return {
    trigger(user: string, fromModal?: string): string {
      forgetOld();
      const id = `${now()}.${randomBytes(4).readUInt32BE()}.${randomBytes(16).toString('hex')}`;
      triggers.set(id, { user, at: now(), used: false, ...(fromModal ? { fromModal } : {}) });
      return id;
    },
    /** Uses a trigger up: who it was for, or Slack's error. */
    redeemTrigger(id: string | undefined): { user: string; fromModal?: string } | { error: string } {
      const trigger = id === undefined ? undefined : triggers.get(id);
      if (!trigger) return { error: 'invalid_trigger_id' };
      if (trigger.used) return { error: 'exchanged_trigger_id' };
      if (now() - trigger.at > TRIGGER_MS) return { error: 'expired_trigger_id' };
      trigger.used = true;
      return trigger;
    },
    responseUrl(target: ResponseTarget): string {
      const id = randomBytes(16).toString('hex');
      responses.set(id, { ...target, at: now(), uses: 0 });
      return `${baseUrl()}/slack/response/${id}`;
    },
    redeemResponse(id: string): ResponseTarget | { error: string } {
      const response = responses.get(id);
      if (!response) return { error: 'no_such_url' };
      if (now() - response.at > RESPONSE_URL_MS) return { error: 'expired_url' };
      if (response.uses >= RESPONSE_URL_USES) return { error: 'used_url' };
      response.uses += 1;
      return response;
    },
  };
}
