import { type Bot, type Input, inTime, type Reply, type Watch } from '../../bot/index.ts';

/** What came of asking the bot in the time that Slack gives: its reply, a fault, or nothing yet. */
export type Asked = { reply: Reply } | { fault: unknown } | { late: Promise<Reply> };

interface AskDeps {
  bot: Bot;
  answerWithinMs: number;
  watch: Watch;
}

/** Never rejects. What is late is not carried out any more, but for what was being written: whoever gets `late` must handle its failure. */
export async function ask({ bot, answerWithinMs, watch }: AskDeps, input: Input): Promise<Asked> {
  const asked = await inTime(watch, answerWithinMs, (signal) => bot.act({ ...input, signal }));
  watch.asked('result' in asked ? 'answered' : 'late' in asked ? 'late' : 'fault');
  return 'result' in asked ? { reply: asked.result } : asked;
}
