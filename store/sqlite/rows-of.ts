import type { Kept, Kind } from '../../bot/index.ts';
import type { Cells } from './rows.ts';

/** The row of a document as its kind's table has it, whatever was done to the document before. */
export const rowOf: { [K in Kind]: (doc: Kept[K]) => Cells } = {
  commits({ pending, ...rest }) {
    const { _id, question, version, commandId } = rest;
    const owed = JSON.stringify(pending);
    return { id: _id, question, version, command_id: commandId, pending: owed, doc: JSON.stringify(rest) };
  },
  register(e) {
    const { _id, version, collaboration, number, group, status, level, decidedAt, nextAt } = e;
    const when = { decided_at: decidedAt, next_at: nextAt };
    return { id: _id, version, collaboration, number, group_id: group, status, level, ...when, doc: JSON.stringify(e) };
  },
  collaborations: (c) => ({ id: c._id, doc: JSON.stringify(c) }),
  links(l) {
    const { _id, collaboration, target, platform, team, channel } = l;
    return { id: _id, collaboration, target, platform, team, channel, doc: JSON.stringify(l) };
  },
  identities(i) {
    const { _id, platform, team, user, email } = i;
    return { id: _id, platform, team, user, email: email.toLowerCase(), doc: JSON.stringify(i) };
  },
  absences(a) {
    const { _id, collaboration, person, from, to } = a;
    return { id: _id, collaboration, person, first_day: from, last_day: to, doc: JSON.stringify(a) };
  },
  preferences: (p) => ({ id: p._id, doc: JSON.stringify(p) }),
  numbers: ({ series, n, question }) => ({ series, n, question }),
  cards(c) {
    const {
      _id,
      question,
      link,
      message,
      key,
      shown,
      wanted,
      redo,
      lookAt,
      notBefore,
      attempts,
      lockedBy,
      lockedUntil,
    } = c;
    const lock = { locked_by: lockedBy, locked_until: lockedUntil, ready_at: later(notBefore, lockedUntil) };
    return {
      id: _id,
      question,
      platform: link.platform,
      link: JSON.stringify(link),
      message: message && JSON.stringify(message),
      message_key: key,
      shown,
      wanted,
      redo: redo ? 1 : 0,
      look_at: lookAt,
      not_before: notBefore,
      attempts,
      ...lock,
    };
  },
  notices(n) {
    const { _id, question, status, attempts, priority, share, lane, order, message, lockedBy, ...rest } = n;
    const { notBefore, lockedUntil } = rest;
    const when = { not_before: notBefore, locked_until: lockedUntil, ready_at: later(notBefore, lockedUntil) };
    return {
      id: _id,
      question,
      status,
      attempts,
      ...{ priority, share, lane, place: order },
      ...{ locked_by: lockedBy, unsure: rest.unsure ? 1 : 0, again: rest.again ? 1 : 0 },
      message: message && JSON.stringify(message),
      ...when,
      doc: JSON.stringify(n),
    };
  },
};

/** The later of two instants; '' when there is neither. */
function later(a: string | null, b: string | null): string {
  return [a ?? '', b ?? ''].sort()[1] ?? '';
}
