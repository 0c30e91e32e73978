import type { Bot, Input, Reply } from '../../bot/index.ts';

/** What came of asking the bot in the time that Slack gives: its reply, a fault, or nothing yet. */
export type Asked = { reply: Reply } | { fault: unknown } | { late: Promise<Reply> };

/** Never rejects. A late reply keeps coming: whoever gets `late` must handle its failure. */
export async function ask(bot: Bot, input: Input, withinMs: number): Promise<Asked> {
  const work = start(bot, input);
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Asked>((resolve) => {
    timer = setTimeout(() => resolve({ late: work }), withinMs);
  });
  const inTime = work.then(
    (reply): Asked => ({ reply }),
    (fault: unknown): Asked => ({ fault }),
  );
  return Promise.race([inTime, tooLate]).finally(() => clearTimeout(timer));
}

async function start(bot: Bot, input: Input): Promise<Reply> {
  return bot.act(input);
}
