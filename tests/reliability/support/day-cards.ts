/** Each card in its channel against the words it would have if it were written now. */
import { viewToContent } from '../../../adapters/slack/view-to-blocks.ts';
import { viewToCard } from '../../../adapters/teams/view-to-card.ts';
import type { CardRecord, Question } from '../../../bot/index.ts';
import { createPeople } from '../../../bot/people.ts';
import { createCardRenderer } from '../../../bot/writing.ts';
import { visibleText as slackText } from '../../../sandbox/slack/text.ts';
import type { Json, World } from '../../../sandbox/slack/world.ts';
import { visibleText as teamsText } from '../../../sandbox/teams/index.ts';
import type { DayWorld } from './day-world.ts';

/** What is wrong, in words. `now`: what the bot's clock shows. */
export async function staleCards(world: DayWorld, questions: string[], now: string): Promise<string[]> {
  const { store, handle } = world;
  const render = createCardRenderer({ people: createPeople(store.directory), clock: () => now });
  const faults: string[] = [];
  for (const question of questions) {
    const q = await handle.load(question);
    if (!q) throw new Error(`${question} is not in the log`);
    const cards = await store.cards.of(question);
    const on = cards.filter(({ link }) => link.target === q.group).map(({ link }) => link.platform);
    if (on.sort().join() !== 'slack,teams') faults.push(`${question} has cards on ${on.join() || 'no platform'}`);
    for (const card of cards) {
      const view = await render(q, card.link);
      const [wanted, shown] =
        card.link.platform === 'slack'
          ? [slackText(viewToContent(view).blocks as unknown as Json[]), shownInSlack(world, card)]
          : [teamsText(viewToCard(view, { live: true })), shownInTeams(world, card)];
      if (card.shown < q.version || shown !== wanted) faults.push(toldOf(card, q, shown, wanted));
    }
  }
  return faults;
}

function toldOf({ _id, shown: version }: CardRecord, q: Question, shown: string, wanted: string): string {
  return `${_id} shows ${version} of ${q.version}: «${shown}», not «${wanted}»`;
}

function shownInSlack({ sandbox }: DayWorld, { message }: CardRecord): string {
  const { messages } = sandbox.slack.snapshot() as World;
  const found = messages[String(message?.channel)]?.find(({ ts }) => ts === message?.ts);
  return found ? slackText(found.blocks) : '';
}

function shownInTeams({ sandbox }: DayWorld, { link, message }: CardRecord): string {
  const all = sandbox.teams.as('chair-2').messages(link.target);
  const [card] = all.find(({ id }) => id === message?.activity)?.cards ?? [];
  return card ? teamsText(card) : '';
}
