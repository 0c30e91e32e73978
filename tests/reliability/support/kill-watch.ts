/** What goes out to the platforms, as they see it: when to kill, and what the dead bot had sent and not written down. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Store } from '../../../bot/index.ts';
import { keyInSlack, keyInTeams } from './kill-seen.ts';
import type { Stand } from './kill-stand.ts';

const LOOK_MS = 1;

export type Watch = ReturnType<typeof createWatch>;

export function createWatch({ sandbox }: Pick<Stand, 'sandbox'>) {
  /** How often each new message was posted, by what it is and its key. */
  const posts = { slack: new Map<string, number>(), teams: new Map<string, number>() };
  let slackRead = 0;
  let teamsRead = 0;
  let removed = 0;

  function read(): void {
    for (const { method, args } of sandbox.slack.requests.slice(slackRead)) {
      const key = method === 'chat.postMessage' ? keyInSlack(args.metadata) : null;
      if (key) count(posts.slack, `${key.what} ${key.key}`);
    }
    slackRead = sandbox.slack.requests.length;
    for (const { method, body } of sandbox.teams.requests.slice(teamsRead)) {
      if (method === 'DELETE') removed += 1;
      const key = method === 'POST' ? keyPosted(body) : null;
      if (key) count(posts.teams, `${key.what} ${key.key}`);
    }
    teamsRead = sandbox.teams.requests.length;
  }

  return {
    /** Until a message is on its way; a moment more at times, so that the answer is on its way too. */
    async sending(withinMs: number): Promise<void> {
      const calls = () => sandbox.slack.requests.length + sandbox.teams.requests.length;
      const total = () => sum(posts.slack) + sum(posts.teams);
      read();
      const before = total();
      let seen = calls();
      for (const until = Date.now() + withinMs; Date.now() < until; await wait(LOOK_MS)) {
        if (calls() === seen) continue;
        seen = calls();
        read();
        if (total() > before) return;
      }
    },
    /** Keys of what is posted and not written down as such. */
    async unrecorded({ cards, notices, register }: Store): Promise<string[]> {
      read();
      const waiting = (await notices.list({ status: 'waiting' })).map(({ _id }) => `notice ${_id}`);
      const questions = await register.list({});
      const all = (await Promise.all(questions.map(({ _id }) => cards.of(_id)))).flat();
      const unknown = all.filter(({ message }) => message === null).map(({ _id }) => `card ${_id}`);
      return [...waiting, ...unknown].filter((key) => posts.slack.has(key) || posts.teams.has(key));
    },
    /** `gaps`: what `unrecorded` gave after each kill. */
    figures(gaps: string[]): string {
      read();
      const found = [...new Set(gaps)];
      const inSlack = found.filter((key) => posts.slack.has(key)).length;
      const inTeams = found.filter((key) => posts.teams.has(key)).length;
      return `between sending and writing down ${inSlack} in Slack (${twice(posts.slack)} sent twice) and ${inTeams} in Teams (${twice(posts.teams)} sent twice, ${removed} taken away)`;
    },
  };
}

function keyPosted(body: string): ReturnType<typeof keyInTeams> {
  const posted = JSON.parse(body || 'null') as { activity?: Activity } & Activity;
  const [attachment] = (posted?.activity ?? posted)?.attachments ?? [];
  return keyInTeams(attachment?.content);
}

interface Activity {
  attachments?: { content?: unknown }[];
}

function count(all: Map<string, number>, key: string): void {
  all.set(key, (all.get(key) ?? 0) + 1);
}

function sum(all: Map<string, number>): number {
  return [...all.values()].reduce((n, one) => n + one, 0);
}

function twice(all: Map<string, number>): number {
  return [...all.values()].filter((n) => n > 1).length;
}
