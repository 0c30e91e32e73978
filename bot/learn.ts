/** What platforms tell of places, messages and accounts. */
import type { Bot } from './face.ts';
import type { People } from './people.ts';
import type { Places } from './places.ts';
import type { Cards } from './ports.ts';

export interface LearnDeps {
  places: Places;
  people: Pick<People, 'meet'>;
  cards: Pick<Cards, 'findByMessage' | 'redo'>;
  /** There may be something to show. */
  wake(): void;
}

export function createLearn({ places, people, cards, wake }: LearnDeps): Bot['learn'] {
  return async (news) => {
    switch (news.kind) {
      case 'place-lost':
        return await places.lost(news);
      case 'place-found':
        return void (await places.found(news));
      case 'place-moved':
        return await places.moved(news);
      case 'place-shared':
        return await places.shared(news);
      case 'account-met':
        return await people.meet(news.account);
      case 'account-closed':
        return await places.closed(news);
      case 'message-gone': {
        const card = await cards.findByMessage(news.platform, news.messageKey);
        // Shown anew, it is found gone: posted again while the question is open, else left so.
        if (card) await cards.redo(card._id);
        return wake();
      }
    }
  };
}
