import type { Bot, Input, Log, Reply, Watch } from '../../bot/index.ts';

/** The core's reply, or what to say when it gave none: faulty, or not in time. */
export type Outcome = Reply | { kind: 'fault'; text: string };

export type Ask = (input: Input, locale: string | null | undefined, withinMs: number) => Promise<Outcome>;

/**
 * Asks the core and never throws. After `withinMs` it answers with the fault text: the person tries again, and what the
 * core may yet store is then a repeat to it. `watch` hears what came of it.
 */
export function createAsk(bot: Bot, log: Log, watch: Watch): Ask {
  return async (input, locale, withinMs) => {
    const about = { requestId: input.requestId, kind: input.kind };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, withinMs, 'late');
    });
    const acting = act(bot, input).catch((error: unknown) => {
      log.error({ ...about, err: error }, 'teams: the bot failed');
      return 'fault' as const;
    });
    const reply = await Promise.race([acting, late]);
    clearTimeout(timer);
    const failed = typeof reply === 'string';
    watch.asked(failed ? reply : 'answered');
    if (!failed) return reply;
    log.warn(about, 'teams: answered with the fault text');
    return { kind: 'fault', text: bot.faultText(locale ?? undefined) };
  };
}

/** Also turns what the core throws at once into a rejection. */
async function act(bot: Bot, input: Input): Promise<Reply> {
  return bot.act(input);
}
