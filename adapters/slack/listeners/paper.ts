import type { Reply } from '../../../bot/index.ts';
import { isDirect } from '../accounts.ts';
import { brief } from '../bolt-logger.ts';
import type { Place } from '../tell.ts';
import { slackError } from '../web-client.ts';
import type { Deps } from './incoming.ts';

/** What filesUploadV2 needs. */
const RIGHT = 'files:write';

/** Sends what was asked for on paper, and says where it is; where it can't be sent, why, with the answer in short. */
export async function handOut(
  { sendPaper, tell, log }: Pick<Deps, 'sendPaper' | 'tell' | 'log'>,
  { paper, view }: Extract<Reply, { text: string }>,
  place: Place,
): Promise<void> {
  if (!paper) return;
  try {
    await sendPaper(place.user, paper);
  } catch (error) {
    log.warn({ user: place.user, error: brief(error) }, 'a file could not be sent');
    const lacksRight = slackError(error) === 'missing_scope';
    return await tell(place, lacksRight ? paper.says.lacksRight(RIGHT) : paper.says.notSent, view);
  }
  if (!place.channel || !isDirect(place.channel)) await tell(place, paper.says.sent);
}
