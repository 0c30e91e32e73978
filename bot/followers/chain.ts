/** What a question sets going in another: a mismatch opens a new one, a decision supersedes an old one. */
import type { Intent, Question, QuestionEvent } from '../domain/index.ts';
import type { Handle } from '../handle.ts';
import type { Commit, Log } from '../ports.ts';
import { unseal } from '../seal.ts';
import type { Work } from './follow.ts';
import { type ReopenDeps, reopened } from './reopen.ts';

export interface ChainDeps extends ReopenDeps {
  handle: Pick<Handle, 'handle' | 'load'>;
  log: Log;
}

/** Safe to repeat, also after it broke off halfway: every command and number has an id of what it comes from. */
export function createChainWork(deps: ChainDeps): Work {
  return async (question, commits) => {
    const q = await deps.handle.load(question);
    if (!q) return;
    for (const commit of commits) {
      for (const event of unseal(commit)) await goOn(deps, q, commit, event);
    }
  };
}

async function goOn(deps: ChainDeps, q: Question, commit: Commit, event: QuestionEvent): Promise<void> {
  const key = `chain:${q.id}:${commit.version}`;
  if (event.type === 'build-verified' && !event.ok) return await reopen(deps, q, key);
  if (event.type === 'decided' && q.supersedes) return await supersede(deps, q, key);
}

/** The new question first, then the old one tells of it. */
async function reopen(deps: ChainDeps, q: Question, key: string): Promise<void> {
  const ask = await reopened(deps, q, key);
  const asked = ask && (await deps.handle.handle(ask));
  if (!asked || 'refused' in asked) {
    // Trying again would not help: somebody must ask it by hand.
    const why = asked ? asked.refused : 'nobody left who may ask';
    return deps.log.error({ question: q.id, why }, 'a mismatch could not be taken up again');
  }
  const { id, number } = asked.state;
  const as = { question: id, number };
  await bySystem(deps, q.id, `${key}:reopen`, { type: 'reopen', as });
}

/** Practice never takes the place of what was decided in earnest, nor the other way round. */
async function supersede(deps: ChainDeps, q: Question, key: string): Promise<void> {
  const old = q.supersedes && (await deps.handle.load(q.supersedes.question));
  if (!old || old.practice !== q.practice || old.collaboration !== q.collaboration) return;
  const by = { question: q.id, number: q.number };
  await bySystem(deps, old.id, `${key}:supersede`, { type: 'supersede', with: by });
}

type Told = Extract<Intent, { type: 'reopen' | 'supersede' }>;

async function bySystem(deps: ChainDeps, question: string, commandId: string, told: Told): Promise<void> {
  const done = await deps.handle.handle({ question, commandId, at: deps.clock(), by: null, ...told });
  if ('refused' in done) deps.log.warn({ question, why: done.refused, told: told.type }, 'the chain was not taken on');
}
