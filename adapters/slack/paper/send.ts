import type { WebClient } from '@slack/web-api';
import type { Paper } from '../../../bot/index.ts';
import { createHoldOff } from '../hold-off.ts';
import { paperToDocx } from './to-docx.ts';

/** Puts a file in a person's chat with the bot. Rejects when it can't be known to be there. */
export type SendPaper = (user: string, paper: Paper) => Promise<void>;

export function createSendPaper(client: WebClient): SendPaper {
  const holdOff = createHoldOff();
  return async (user, paper) => {
    const opened = await holdOff('conversations.open', () => client.conversations.open({ users: user }));
    const file = {
      // A file is shared in a conversation: Slack takes no person's id here.
      channel_id: opened.channel?.id ?? user,
      file: Buffer.from(paperToDocx(paper)),
      filename: `${paper.name}.docx`,
      title: paper.title,
      initial_comment: paper.says.with,
    };
    await holdOff('files', () => client.filesUploadV2(file));
  };
}
