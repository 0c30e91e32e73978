/** The core put together: what adapters talk to, what the clock wakes, what an import changes. */
import { createBot } from './acts/index.ts';
import { createBudget } from './budget.ts';
import { createCardOver } from './card-over.ts';
import type { Question } from './domain/index.ts';
import type { Bot } from './face.ts';
import { type CardDeps, convergeCards, createCardWork } from './followers/cards.ts';
import { createChainWork } from './followers/chain.ts';
import { createFollow } from './followers/follow.ts';
import { createNoticeWork } from './followers/notices/index.ts';
import { createRegisterWork } from './followers/register.ts';
import { sendNotices } from './followers/send.ts';
import { createHandle, type Handle } from './handle.ts';
import { createLeader } from './leader.ts';
import { createLearn } from './learn.ts';
import { createPeople, type People } from './people.ts';
import { createPlaces } from './places.ts';
import { createPool } from './pool.ts';
import { type Clock, type Log, type Messenger, type Meter, NO_METER, type Platform, type Store } from './ports.ts';
import { createBundlePlan } from './schedule/bundles.ts';
import { planDigests } from './schedule/digests.ts';
import { plannedOnce } from './schedule/planned-once.ts';
import { applyDueSteps } from './schedule/tick.ts';
import { planWeeklyIdeas } from './schedule/weekly-ideas.ts';
import { createSighted } from './sighted.ts';
import { within } from './within.ts';
import { createWorker } from './worker.ts';
import { createCardRenderer, createNoticeWriter } from './writing.ts';

export interface CoreDeps {
  store: Store;
  clock: Clock;
  newId(): string;
  log: Log;
  /** Names this process among replicas. */
  worker: string;
  meter?: Meter | undefined;
  /** Where the web register is reached, e.g. https://samrad.example.no; absent: nowhere. */
  publicUrl?: string | undefined;
  /** Milliseconds between two updates of a card, and rounds of work; absent: the pace platforms allow. */
  paceMs?: number | undefined;
  /** The platforms are stand-ins that take any number of calls. */
  unlimited?: boolean | undefined;
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
  /** Begins nothing more, waits for what is under way for up to five seconds, and hands back the rest. */
  stop(): Promise<void>;
}

const PACE_MS = 1_200;
/** Cards, and messages, that are being sent at once: both together leave connections to the database for those who press something. */
const AT_ONCE = 16;
/** Cards that one tick has looked at anew: some minutes' worth of a platform's budget. */
const SWEEP = 200;
/** Batches of due steps in one tick. */
const MAX_BATCHES = 50;
const STOP_WITHIN_MS = 5_000;
const RESIGN_WITHIN_MS = 1_000;

export function createCore(deps: CoreDeps): Core {
  const { store, clock, log, worker: name } = deps;
  const { meter = NO_METER, paceMs = PACE_MS } = deps;
  const messengers: Partial<Record<Platform, Messenger>> = {};
  const leader = createLeader({ leases: store.leases, clock, worker: name });
  const budget = createBudget();
  const pools = [createPool(AT_ONCE, () => worker.wake()), createPool(AT_ONCE, () => worker.wake())] as const;
  const idle = async () => void (await Promise.all(pools.map((pool) => pool.idle())));
  const people = createPeople(store.directory);
  const handle = createHandle({ log: store.log, committed: () => worker.wake(), conflict: meter.conflict });
  const load = (question: string): Promise<Question | null> => handle.load(question);
  const { cards, notices, directory, register } = store;
  const render = createCardRenderer({ people, clock });
  const sending = { messengers, budget, leader, meter, clock, worker: name, log };
  const { collaborations } = people;
  const places = createPlaces({ ...store, collaborations, clock, wake: () => worker.wake() });
  const cardDeps: CardDeps = { places, ...sending, pool: pools[0], cards, directory, load, render, paceMs };
  const works = {
    register: createRegisterWork({ register, load, collaboration: people.collaboration }),
    chain: createChainWork({ handle, directory, commits: store.log, newId: deps.newId, clock, log }),
    cards: createCardWork(cardDeps),
    notices: createNoticeWork({ notices, directory, log: store.log, load }),
  };
  const { atLeast } = handle;
  const write = createNoticeWriter({ directory, people, clock, load, atLeast, register, notices, log: store.log });
  const sendDeps = { ...sending, pool: pools[1], notices, cards, directory, people, write };
  const planBundles = createBundlePlan({ notices, register, atLeast, collaborations, clock });
  const follow = createFollow({ source: store.log, lead: leader.lead, log });

  const plan = { notices: plannedOnce(notices), directory, collaborations, clock };

  async function round(): Promise<number> {
    for (const follower of ['register', 'chain', 'cards', 'notices'] as const) {
      await follow(follower, works[follower]);
    }
    return (await convergeCards(cardDeps)) + (await sendNotices(sendDeps));
  }

  async function dueSteps(): Promise<void> {
    for (let batch = 0; batch < MAX_BATCHES; batch++) {
      // What the register does not know yet can't be due: its follower first.
      await follow('register', works.register);
      if (!(await applyDueSteps({ register, handle, clock, log }))) return;
    }
  }

  const worker = createWorker({ round, idle, log, paceMs });
  const sighted = createSighted({ store, messengers, wake: worker.wake });
  const learn = createLearn({ places, people, cards, wake: worker.wake });
  const cardOver = createCardOver({ store, messengers, wake: worker.wake });
  const { newId, publicUrl } = deps;
  const acting = { handle, people, store, places, cardOver, clock, newId, log, publicUrl, wake: worker.wake };
  const bot = createBot(acting, { sighted, learn });

  return {
    bot,
    handle,
    people,
    connect(messenger) {
      messengers[messenger.platform] = deps.unlimited ? { ...messenger, lanes: () => [] } : messenger;
      worker.wake();
    },
    async tick() {
      if (!(await leader.lead())) return;
      await dueSteps();
      await cards.sweep(clock(), SWEEP);
      await store.drafts.forget(clock());
      await planBundles();
      await planDigests(plan);
      await planWeeklyIdeas(plan);
      // Not waited for: a platform that hangs must not hold the next tick back.
      worker.wake();
    },
    settle: worker.settle,
    wake: worker.wake,
    async stop() {
      const ending = worker.stop();
      budget.close();
      await within(Promise.all([ending, idle()]), STOP_WITHIN_MS, () => undefined);
      const resigning = leader
        .resign()
        .catch((error: unknown) => log.warn({ err: error }, 'the lease runs out by itself'));
      await within(resigning, RESIGN_WITHIN_MS, () => undefined);
    },
  };
}
