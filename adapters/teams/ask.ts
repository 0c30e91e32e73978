import { type Bot, type Input, inTime, type Log, NobodyWaits, type Reply, type Watch } from '../../bot/index.ts';

/** The core's reply, or what to say when it gave none: faulty, or not in time. */
export type Outcome = Reply | { kind: 'fault'; text: string };

export type Ask = (input: Input, locale: string | null | undefined, withinMs: number) => Promise<Outcome>;

/**
 * Asks the core and never throws. After `withinMs` it answers with the fault text, and nothing more is stored but what was being written just
 * then: the person tries again. `watch` hears what came of it.
 */
export function createAsk(bot: Bot, log: Log, watch: Watch): Ask {
  return async (input, locale, withinMs) => {
    const about = { requestId: input.requestId, kind: input.kind };
    const failed = (error: unknown) => {
      if (error instanceof NobodyWaits) log.info(about, 'teams: what nobody waited for any more was left');
      else log.error({ ...about, err: error }, 'teams: the bot failed');
    };
    const asked = await inTime(watch, withinMs, (signal) => bot.act({ ...input, signal }));
    if ('result' in asked) {
      watch.asked('answered');
      return asked.result;
    }
    if ('late' in asked) asked.late.catch(failed);
    else failed(asked.fault);
    watch.asked('late' in asked ? 'late' : 'fault');
    log.warn(about, 'teams: answered with the fault text');
    return { kind: 'fault', text: bot.faultText(locale ?? undefined) };
  };
}
