/** Who can't be written to alone (in Teams: has not installed the app) is called by name in the channel, under the card it is about. */
import { peopleIn } from '../people.ts';
import {
  type CardRecord,
  type Identity,
  type MessageRef,
  type Messenger,
  NotDelivered,
  type Notice,
} from '../ports.ts';
import type { View } from '../view.ts';
import { text } from '../views/nodes.ts';
import type { ReachDeps } from './reach.ts';
import type { SendingDeps } from './sending.ts';

interface CallDeps extends ReachDeps, Pick<SendingDeps, 'budget'> {}

/**
 * What the message says in one sentence, which tells nothing that the card does not. null: it is about no question, the platform
 * has no need of it, or no card stands where the person is. Throws NotDelivered.
 */
export async function callInChannel(
  notice: Notice,
  { summary }: View,
  account: Identity,
  messenger: Messenger,
  deps: CallDeps,
): Promise<MessageRef | null> {
  if (!messenger.call || !notice.question || !('person' in notice.to)) return null;
  const { person } = notice.to;
  const collaboration = await deps.people.collaboration(notice.collaboration);
  const name = collaboration?.people.find(({ id }) => id === person)?.name;
  if (!collaboration || !name) return null;

  const isTheirs = ({ link, message }: CardRecord) =>
    message &&
    link.platform === account.platform &&
    link.team === account.team &&
    peopleIn(collaboration, link).includes(person);
  const card = (await deps.cards.of(notice.question)).find(isTheirs);
  if (!card?.message) return null;
  const place = { channel: card.link, under: card.message };
  const wait = await deps.budget.turn(messenger.lanes(place), notice.priority);
  if (wait > 0) throw new NotDelivered({ kind: 'later', retryAfterMs: wait }, 'the channel takes no more now');
  return await messenger.call(place, { account, name }, { summary, nodes: [text(summary)] }, notice._id);
}
