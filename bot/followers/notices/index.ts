/** What happened becomes one-off messages, each under a key of its own, so that doing it again adds nothing. */
import type { Question } from '../../domain/index.ts';
import type { Directory, Notice, Notices, QuestionLog } from '../../ports.ts';
import { unseal } from '../../seal.ts';
import type { Work } from '../follow.ts';
import { afterwards } from './after.ts';
import { answering } from './answering.ts';
import { renewBundles } from './bundles.ts';
import { renewDigests } from './digests.ts';
import { saidElsewhere } from './discussion.ts';
import { complete, type Happening } from './draft.ts';
import { forExperts } from './experts.ts';
import { packets } from './packet.ts';
import { threadNotes } from './thread.ts';

export interface NoticeDeps {
  notices: Notices;
  directory: Pick<Directory, 'linksTo' | 'collaboration'>;
  log: Pick<QuestionLog, 'read'>;
  load(question: string): Promise<Question | null>;
}

export function createNoticeWork({ notices, directory, log, load }: NoticeDeps): Work {
  return async (question, commits) => {
    const q = await load(question);
    if (!q) return;
    const lists = await directory.collaboration(q.collaboration);
    for (const commit of commits) {
      for (const event of unseal(commit)) {
        const happening: Happening = { q, commit, event };
        const drafts = [
          ...(await saidElsewhere(happening, directory)),
          ...(await threadNotes(happening, directory)),
          ...answering(happening),
          ...forExperts(happening),
          ...(await afterwards(happening, lists, log)),
          ...(await packets(happening, directory)),
        ];
        for (const draft of drafts) {
          const notice = complete(happening, draft, lists);
          if (notice && !(await notices.put(notice))) await callSooner(notice, notices, commit.version);
        }
      }
    }
    await renewBundles(q, commits, lists, notices);
    await renewDigests(q, commits, notices);
  };
}

/**
 * Who stands in is called once a question, and when a coordinator does. A call that waits for an absence to begin goes out sooner when
 * there is reason to; one that came to nothing (the holder was back) is made anew.
 */
async function callSooner(notice: Notice, notices: Notices, version: number): Promise<void> {
  if (notice.kind !== 'called-in') return;
  const all = notice.question ? await notices.list({ question: notice.question }) : [];
  const before = all.find(({ _id }) => _id === notice._id);
  if (before?.status === 'waiting' && notice.notBefore < before.notBefore)
    await notices.hasten(notice._id, notice.notBefore);
  const isOver = before?.status === 'dropped' || (before?.status === 'sent' && notice.data.anew === true);
  if (isOver) await notices.put({ ...notice, _id: `${notice._id}:${version}` });
}
