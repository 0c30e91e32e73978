/** Single taps, each with the mark that its command has in the log, so that the very tap can be sent again and looked for. */
import type { Sandbox } from '../../../sandbox/index.ts';
import type { SentRequest } from '../../../sandbox/slack/deliver.ts';
import type { World } from '../../../sandbox/slack/world.ts';
import { eventually, m, type Someone } from '../../support/doings.ts';
import type { Card } from './fleet.ts';

export interface Tap {
  person: Someone;
  kind: 'support' | 'abstain';
  /** A part of the command's id. */
  mark: string;
  /** 'noted', or the sentence or error that the person saw. */
  saw: string;
  /** From the tap to the answer. */
  ms: number;
  request?: SentRequest | undefined;
  activity?: Record<string, unknown> | undefined;
}
export type Taps = ReturnType<typeof createTaps>;

/** Longer than any platform waits. */
const TOLD_WITHIN_MS = 8_000;

export function createTaps(sandbox: Sandbox, card: Card) {
  async function timed(
    person: Someone,
    kind: Tap['kind'],
    work: () => Promise<Pick<Tap, 'mark' | 'saw' | 'request'>>,
  ): Promise<Tap> {
    const began = performance.now();
    const done = await work();
    return { person, kind, ...done, ms: Math.round(performance.now() - began) };
  }

  async function inSlack({ who }: Someone, kind: Tap['kind']) {
    const before = toldAlone(who).length;
    const pressing = sandbox.slack.as(who).press(card.where, card.slack, m.button[kind]);
    // It is on its way by now, and nobody else's is later.
    const request = sandbox.slack.lastRequest();
    const saw = await pressing.then(
      () => newestTold(who, before, kind),
      (error: Error) => error.message,
    );
    return { mark: actionOf(request), saw, request };
  }

  async function newestTold(who: string, before: number, kind: Tap['kind']): Promise<string> {
    await eventually(
      () => toldAlone(who).length > before,
      () => '',
      TOLD_WITHIN_MS,
    ).catch(() => undefined);
    return plainly(toldAlone(who).slice(before).join(' | ') || 'nothing was told', kind);
  }

  /** Texts of messages that this person alone sees in the channel. */
  function toldAlone(who: string): string[] {
    const user = sandbox.slack.ids.user(who);
    const { messages } = sandbox.slack.snapshot() as World;
    const all = messages[sandbox.slack.ids.channel(card.where)] ?? [];
    return all.filter(({ onlyFor }) => onlyFor === user).map(({ text }) => text);
  }

  async function inTeams({ who }: Someone, kind: Tap['kind']) {
    const shown = await sandbox.teams
      .as(who)
      .press(card.where, card.teams, m.button[kind])
      .then(JSON.stringify, (error: Error) => `${error.message} ${String(error.cause)}`);
    const { id } = sandbox.teams.ids.user(who);
    const sent = sandbox.teams.deliveries.findLast(({ activity }) => (activity.from as { id: string }).id === id);
    return { mark: String(sent?.activity.id), saw: plainly(shown, kind), activity: sent?.activity };
  }

  return {
    tap: (person: Someone, kind: Tap['kind']): Promise<Tap> =>
      timed(person, kind, () => (person.platform === 'slack' ? inSlack : inTeams)(person, kind)),
    /** The very same once more. */
    again: ({ person, kind, mark, request, activity = {} }: Tap): Promise<Tap> =>
      timed(person, kind, async () => {
        if (!request) {
          const { body } = await sandbox.teams.deliver(activity);
          return { mark, saw: plainly(JSON.stringify(body ?? ''), kind) };
        }
        const before = toldAlone(person.who).length;
        await sandbox.slack.resend(request);
        return { mark, saw: await newestTold(person.who, before, kind), request };
      }),
  };
}

/** 'noted', the sentence for a fault, or what else was shown. */
function plainly(shown: string, kind: Tap['kind']): string {
  if (shown.includes(m.receipt[kind])) return 'noted';
  return shown.includes(m.reply.fault) ? m.reply.fault : shown.slice(0, 300);
}

function actionOf(request: SentRequest | undefined): string {
  const payload = new URLSearchParams(request?.body).get('payload') ?? '{}';
  return String((JSON.parse(payload) as { actions?: { action_ts: string }[] }).actions?.[0]?.action_ts);
}
