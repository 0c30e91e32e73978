import type { Bot, Input, Reply, Watch } from '../../bot/index.ts';

/** What came of asking the bot in the time that Slack gives: its reply, a fault, or nothing yet. */
export type Asked = { reply: Reply } | { fault: unknown } | { late: Promise<Reply> };

interface AskDeps {
  bot: Bot;
  answerWithinMs: number;
  watch: Watch;
}

/** Never rejects. A late reply keeps coming: whoever gets `late` must handle its failure. */
export async function ask({ bot, answerWithinMs, watch }: AskDeps, input: Input): Promise<Asked> {
  const work = start(bot, input);
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Asked>((resolve) => {
    timer = setTimeout(() => resolve({ late: work }), answerWithinMs);
  });
  const inTime = work.then(
    (reply): Asked => ({ reply }),
    (fault: unknown): Asked => ({ fault }),
  );
  const asked = await Promise.race([inTime, tooLate]);
  clearTimeout(timer);
  watch.asked('reply' in asked ? 'answered' : 'late' in asked ? 'late' : 'fault');
  return asked;
}

async function start(bot: Bot, input: Input): Promise<Reply> {
  return bot.act(input);
}
