/** The core put together: what adapters talk to, what the clock wakes, what an import changes. */
import { createBot } from './acts/index.ts';
import type { Question } from './domain/index.ts';
import type { Bot } from './face.ts';
import { type CardDeps, convergeCards, createCardWork } from './followers/cards.ts';
import { createChainWork } from './followers/chain.ts';
import { follow } from './followers/follow.ts';
import { createNoticeWork } from './followers/notices/index.ts';
import { createRegisterWork } from './followers/register.ts';
import { sendNotices } from './followers/send.ts';
import { createHandle, type Handle } from './handle.ts';
import { createPeople, type People } from './people.ts';
import type { Clock, Log, Messenger, Platform, Store } from './ports.ts';
import { planDigests } from './schedule/digests.ts';
import { applyDueSteps } from './schedule/tick.ts';
import { planWeeklyIdeas } from './schedule/weekly-ideas.ts';
import { createWorker } from './worker.ts';
import { createCardRenderer, createNoticeWriter } from './writing.ts';

export interface CoreDeps {
  store: Store;
  clock: Clock;
  newId(): string;
  log: Log;
  /** Names this process among replicas. */
  worker: string;
  /** Milliseconds between rounds of card updates; absent: the pace platforms allow. */
  paceMs?: number | undefined;
}

export interface Core {
  bot: Bot;
  handle: Handle;
  people: People;
  /** Connects a platform; cards and messages for it go out from then on. */
  connect(messenger: Messenger): void;
  /** What the clock wakes each minute: due steps and digests; what is to be sent follows. */
  tick(): Promise<void>;
  /** Works until nothing is left that could be done now. */
  settle(): Promise<void>;
  wake(): void;
  stop(): Promise<void>;
}

export function createCore(deps: CoreDeps): Core {
  const { store, clock, log, worker: name } = deps;
  const messengers: Partial<Record<Platform, Messenger>> = {};
  const people = createPeople(store.directory);
  const handle = createHandle({ log: store.log, committed: () => worker.wake() });
  const load = (question: string): Promise<Question | null> => handle.load(question);
  const { cards, notices, directory, register } = store;
  const render = createCardRenderer({ people, clock });
  const cardDeps: CardDeps = { cards, directory, load, render, messengers, clock, worker: name, log };
  const works = {
    register: createRegisterWork({ register, load }),
    chain: createChainWork({ handle, directory, commits: store.log, newId: deps.newId, clock, log }),
    cards: createCardWork(cardDeps),
    notices: createNoticeWork({ notices, directory, log: store.log, load }),
  };
  const write = createNoticeWriter({ people, clock, load, register, log: store.log });
  const sendDeps = { notices, cards, directory, people, write, messengers, clock, worker: name, log };

  async function round(): Promise<number> {
    for (const follower of ['register', 'chain', 'cards', 'notices'] as const) {
      await follow(follower, store.log, works[follower], log);
    }
    return (await convergeCards(cardDeps)) + (await sendNotices(sendDeps));
  }

  const behind = async () => (await cards.behind()) > 0;
  const worker = createWorker({ round, behind, log, paceMs: deps.paceMs });
  const bot = createBot({ handle, people, store, clock, newId: deps.newId, log, wake: worker.wake });

  return {
    bot,
    handle,
    people,
    connect(messenger) {
      messengers[messenger.platform] = messenger;
      worker.wake();
    },
    async tick() {
      // What the register does not know yet can't be due: followers first.
      await follow('register', store.log, works.register, log);
      await applyDueSteps({ register, handle, clock, log });
      const plan = { notices, directory, collaborations: people.collaborations, clock };
      await planDigests(plan);
      await planWeeklyIdeas(plan);
      // Not waited for: a platform that hangs must not hold the next tick back.
      worker.wake();
    },
    settle: worker.settle,
    wake: worker.wake,
    stop: worker.stop,
  };
}
