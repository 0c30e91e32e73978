import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Form, Input, Reply } from '../../bot/index.ts';
import { card, FAULT, postCard, startTrial, type Trial } from './slack-trial.ts';

const WHERE = 'hjemmetjenester';

const objection: Form = {
  act: { do: 'objection', question: 'q1' },
  title: 'Innvending',
  submit: 'Send',
  cancel: 'Avbryt',
  intro: [{ type: 'text', text: 'En god innvending sier hva som må endres.' }],
  fields: [
    { type: 'long-text', name: 'why', label: 'Hva står i veien?', required: true, maxLength: 1500 },
    {
      type: 'choice',
      name: 'kind',
      label: 'Slag',
      required: true,
      options: [
        { value: 'legal', label: 'Lovlighet' },
        { value: 'practical', label: 'Gjennomførbarhet' },
      ],
    },
    {
      type: 'choices',
      name: 'who',
      label: 'Gjelder',
      required: false,
      options: [
        { value: 'a', label: 'Orkland' },
        { value: 'b', label: 'Trondheim' },
      ],
    },
    { type: 'date', name: 'when', label: 'Innen', required: false },
  ],
};

const answers = {
  'Hva står': 'Vi kjører etter geografi på kveld.',
  Slag: 'Gjennomførbarhet',
  Gjelder: ['Orkland'],
  Innen: '2027-03-26',
};

let trial: Trial;

afterEach(() => trial.stop());

function kari() {
  return trial.sandbox.slack.as('kari');
}

/** The name of a message in the channel. */
function keyOf(ts: string): string {
  return trial.slack.messenger.messageKey({ channel: trial.sandbox.slack.ids.channel(WHERE), ts });
}

function told(person: 'kari' | 'ola' = 'kari'): string[] {
  return trial.sandbox.slack
    .as(person)
    .messages(WHERE)
    .filter((one) => one.ephemeral)
    .map((one) => one.text);
}

function whatIsHeard(): Omit<Input, 'account'>[] {
  return trial.bot.heard.map(({ account: _, ...rest }) => rest);
}

async function press(label: string): Promise<void> {
  const ts = await postCard(trial);
  await kari().press(WHERE, ts, label);
  await trial.sandbox.slack.idle();
}

describe.each(['http', 'socket'] as const)('over %s', (way) => {
  beforeEach(async () => {
    trial = await startTrial(way, { answerWithinMs: 200 }, { ackMs: 1500 });
  });

  describe('a tap', () => {
    it('comes to the bot with its act, its account and an id of its own, and is answered to that person alone', async () => {
      trial.bot.answer = () => ({ kind: 'done', text: 'Notert: du støtter.', view: card });
      await press('Støtter');
      const [heard] = trial.bot.heard;
      const { user, team } = trial.sandbox.slack.ids;
      expect(heard).toMatchObject({
        kind: 'press',
        act: { do: 'support', question: 'q1', round: 1 },
        account: { platform: 'slack', team, user: user('kari') },
      });
      expect(heard?.requestId).toMatch(new RegExp(`^slack:${team}:${user('kari')}:[\\d.]+:[\\d.]+:press:n1:0$`));
      await vi.waitFor(() => expect(told()[0]).toMatch(/^Notert: du støtter\.\nSkal arbeidslista/));
      expect(told('ola')).toEqual([]);
    });

    it('in a menu carries the menu item’s act', async () => {
      await press('Trekk saken');
      expect(trial.bot.heard[0]).toMatchObject({ act: { do: 'withdraw', question: 'q1', arg: 'x' } });
    });

    it('gets another id when it is tapped again', async () => {
      const ts = await postCard(trial);
      await kari().press(WHERE, ts, 'Støtter');
      await kari().press(WHERE, ts, 'Støtter');
      expect(new Set(trial.bot.heard.map((one) => one.requestId)).size).toBe(2);
    });

    it('is stored before Slack hears that it was received', async () => {
      let stored = false;
      trial.bot.answer = async () => {
        await wait(50);
        stored = true;
        return { kind: 'quiet' };
      };
      const ts = await postCard(trial);
      const pressing = kari().press(WHERE, ts, 'Støtter');
      await pressing;
      expect(stored).toBe(true);
    });

    it('is said not to be stored when the bot fails, and only that', async () => {
      trial.bot.answer = () => {
        throw new Error('database away: Kari skrev noe hemmelig');
      };
      await press('Støtter');
      await vi.waitFor(() => expect(told()).toEqual([FAULT]));
      expect(JSON.stringify(trial.log.lines)).not.toContain('hemmelig');
      expect(trial.log.lines.some((one) => one.level === 'error')).toBe(true);
    });

    it('is never said to be stored too early; a late receipt comes after all', async () => {
      let finish: (reply: Reply) => void = () => undefined;
      trial.bot.answer = () => new Promise((resolve) => (finish = resolve));
      await press('Støtter');
      await vi.waitFor(() => expect(told()).toEqual([FAULT]));
      finish({ kind: 'done', text: 'Notert: du støtter.' });
      await vi.waitFor(() => expect(told()).toEqual([FAULT, 'Notert: du støtter.']));
    });

    it('on what is not ours is answered by the bot', async () => {
      const ts = await postCard(trial);
      const { channel } = trial.sandbox.slack.ids;
      const content = {
        text: 'gammelt kort',
        blocks: JSON.stringify([
          {
            type: 'actions',
            elements: [{ type: 'button', action_id: 'old', value: 'v1', text: { type: 'plain_text', text: 'Gammel' } }],
          },
        ]),
      };
      await fetch(`${trial.sandbox.slack.apiUrl()}chat.update`, {
        method: 'POST',
        headers: { authorization: 'Bearer xoxb-1', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ channel: channel(WHERE), ts, ...content }),
      });
      trial.bot.answer = () => ({ kind: 'refused', text: 'Knappen er utgått.' });
      await kari().press(WHERE, ts, 'Gammel');
      expect(trial.bot.heard[0]).toMatchObject({ kind: 'press', act: { do: 'unknown' } });
      await vi.waitFor(() => expect(told()).toEqual(['Knappen er utgått.']));
    });

    it('is answered in the channel when the response address no longer works', async () => {
      trial.sandbox.slack.fault({ kind: 'status', status: 404, match: 'response_url' });
      await press('Støtter');
      await vi.waitFor(() => expect(told()).toEqual(['Notert.']));
      expect(trial.sandbox.slack.requests.at(-1)?.method).toBe('chat.postEphemeral');
    });

    describe('in a thread', () => {
      const threadOf = (text: string) =>
        kari()
          .messages(WHERE)
          .filter((one) => one.ephemeral && one.text === text)
          .map((one) => one.threadTs);

      /** The card, and a message with the same buttons under it. */
      async function posted(): Promise<{ root: string; under: string }> {
        const root = await postCard(trial);
        const { team, channel } = trial.sandbox.slack.ids;
        const place = { platform: 'slack' as const, team, channel: channel(WHERE) };
        const message = { channel: channel(WHERE), ts: root };
        const sent = await trial.slack.messenger.post({ channel: place, under: message }, card, 'n1');
        return { root, under: String(sent.ts) };
      }

      it('is answered there, where the person is looking, and so is the form that it opened', async () => {
        const { root, under } = await posted();
        await kari().press(WHERE, under, 'Støtter');
        await vi.waitFor(() => expect(threadOf('Notert.')).toEqual([root]));
        trial.bot.answer = () => ({ kind: 'form', form: objection });
        await kari().press(WHERE, under, 'Innvending …');
        await vi.waitFor(() => expect(kari().form()).toBeDefined());
        await kari().fill(answers);
        trial.bot.answer = () => ({ kind: 'done', text: 'Notert som innvending.' });
        await kari().submit();
        await vi.waitFor(() => expect(threadOf('Notert som innvending.')).toEqual([root]));
      });

      it('and on the card that it stands under, in the channel', async () => {
        const { root } = await posted();
        await kari().press(WHERE, root, 'Støtter');
        await vi.waitFor(() => expect(threadOf('Notert.')).toEqual([undefined]));
      });
    });

    it('leaves what was there in its place', async () => {
      const ts = await postCard(trial);
      const card = () =>
        kari()
          .messages(WHERE)
          .find((one) => one.ts === ts);
      const before = card();
      await kari().press(WHERE, ts, 'Støtter');
      await vi.waitFor(() => expect(told()).toEqual(['Notert.']));
      expect(before).toBeDefined();
      expect(card()).toEqual(before);
    });
  });

  describe('a form', () => {
    beforeEach(async () => {
      trial.bot.answer = () => ({ kind: 'form', form: objection });
      await press('Innvending …');
      await vi.waitFor(() => expect(kari().form()?.title).toBe('Innvending'));
      trial.bot.heard = [];
    });

    it('comes back with every kind of field by name, and closes with a receipt where it came from', async () => {
      trial.bot.answer = () => ({ kind: 'done', text: 'Innvending nr. 1 er notert.' });
      await kari().fill(answers);
      expect(await kari().submit()).toEqual({ closed: true });
      expect(whatIsHeard()[0]).toMatchObject({
        kind: 'submit',
        act: { do: 'objection', question: 'q1' },
        values: { why: 'Vi kjører etter geografi på kveld.', kind: 'practical', who: ['a'], when: '2027-03-26' },
      });
      await vi.waitFor(() => expect(told()).toEqual(['Innvending nr. 1 er notert.']));
    });

    it('stays open with the sentences at the fields, and a correction is a new request', async () => {
      trial.bot.answer = (input) =>
        input.kind === 'submit' && String(input.values.why).length < 10
          ? { kind: 'invalid', errors: { why: 'Si litt mer.' } }
          : { kind: 'done', text: 'Notert.' };
      await kari().fill({ ...answers, 'Hva står': 'Nei' });
      expect(await kari().submit()).toEqual({ closed: false, errors: { 'Hva står i veien?': 'Si litt mer.' } });
      expect(await kari().submit()).toEqual({ closed: false, errors: { 'Hva står i veien?': 'Si litt mer.' } });
      await kari().fill({ 'Hva står': 'Vi kjører etter geografi.' });
      expect(await kari().submit()).toEqual({ closed: true });
      const [first, again, corrected] = trial.bot.heard.flatMap((one) => (one.kind === 'submit' ? one.requestId : []));
      expect(again).toBe(first);
      expect(corrected).not.toBe(first);
    });

    it('stays open with the sentence on top when it is refused, and keeps what was written', async () => {
      trial.bot.answer = () => ({ kind: 'refused', text: 'Saken er besluttet.' });
      await kari().fill(answers);
      expect(await kari().submit()).toEqual({ closed: false });
      expect(await kari().submit()).toEqual({ closed: false });
      const modal = kari().modal() as { blocks: unknown[]; state: unknown };
      expect(JSON.stringify(modal.blocks).match(/Saken er besluttet/g)).toHaveLength(1);
      expect(JSON.stringify(modal.state)).toContain('geografi på kveld');
      expect(told()).toEqual([]);
    });

    it('stays open and says that nothing is stored when the bot fails', async () => {
      trial.bot.answer = () => {
        throw new Error('database away');
      };
      await kari().fill(answers);
      expect(await kari().submit()).toEqual({ closed: false });
      expect(JSON.stringify(kari().modal())).toContain(FAULT);
    });

    it('gives a receipt after all when the bot was only slow', async () => {
      trial.bot.answer = async () => {
        await wait(400);
        return { kind: 'done', text: 'Notert likevel.' };
      };
      await kari().fill(answers);
      await kari().submit();
      expect(JSON.stringify(kari().modal())).toContain(FAULT);
      expect(told()).toEqual([]);
      await vi.waitFor(() => expect(told()).toEqual(['Notert likevel.']));
    });

    it('goes on to another form when the bot asks for one', async () => {
      trial.bot.answer = () => ({ kind: 'form', form: { ...objection, title: 'En ting til' } });
      await kari().fill(answers);
      await kari().submit();
      expect(kari().form()?.title).toBe('En ting til');
    });
  });

  describe('a page to read', () => {
    const page: Form = {
      ...{ act: { do: 'details', question: 'q1' }, title: 'Om saken', submit: null, cancel: 'Lukk', fields: [] },
      intro: [
        { type: 'text', text: 'Spurt 1.2.2027' },
        {
          type: 'actions',
          items: [
            { type: 'button', label: 'Trekke', act: { do: 'withdraw-objection', question: 'q1' }, opensForm: false },
            { type: 'button', label: 'Utenfor …', act: { do: 'flag-mandate', question: 'q1' }, opensForm: true },
          ],
        },
      ],
    };
    const shown = () => JSON.stringify(kari().modal()?.blocks);

    beforeEach(async () => {
      trial.bot.answer = () => ({ kind: 'form', form: page });
      await press('Innvending …');
      await vi.waitFor(() => expect(kari().form()?.title).toBe('Om saken'));
    });

    it('says itself what came of a tap in it, and has no more buttons for how things stood', async () => {
      trial.bot.answer = () => ({ kind: 'done', text: 'Notert: innvendingen er trukket.' });
      await kari().press('', '', 'Trekke');
      await vi.waitFor(() => expect(shown()).toContain('Notert: innvendingen er trukket.'));
      expect(shown()).toContain('Spurt 1.2.2027');
      expect(kari().form()?.labels).toEqual([]);
      expect(told()).toEqual([]);
    });

    it('keeps its buttons where nothing was stored, and can be tried again', async () => {
      trial.bot.answer = () => {
        throw new Error('database away');
      };
      await kari().press('', '', 'Trekke');
      await vi.waitFor(() => expect(shown()).toContain(FAULT));
      expect(kari().form()?.labels).toEqual(['Trekke', 'Utenfor …']);
    });

    it('goes away with the form over it that was sent: the receipt is below', async () => {
      trial.bot.answer = () => ({ kind: 'form', form: objection });
      await kari().press('', '', 'Utenfor');
      await vi.waitFor(() => expect(kari().form()?.title).toBe('Innvending'));
      await kari().fill(answers);
      trial.bot.answer = () => ({ kind: 'done', text: 'Notert.' });
      expect(await kari().submit()).toEqual({ closed: true });
      await vi.waitFor(() => expect(told()).toEqual(['Notert.']));
    });

    it('that is closed meanwhile leaves the receipt where it was opened', async () => {
      trial.bot.answer = async () => {
        await kari().close();
        return { kind: 'done', text: 'Notert: innvendingen er trukket.' };
      };
      await kari().press('', '', 'Trekke');
      await vi.waitFor(() => expect(told()).toEqual(['Notert: innvendingen er trukket.']));
    });
  });

  it('says that nothing is stored when a form can no longer be opened', async () => {
    trial.sandbox.slack.fault({ kind: 'status', status: 503, match: 'views.open' });
    trial.bot.answer = () => ({ kind: 'form', form: objection });
    await press('Innvending …');
    await vi.waitFor(() => expect(told()).toEqual([FAULT]));
  });

  describe('a command', () => {
    it('comes with its words and its channel, and is answered at once', async () => {
      trial.bot.answer = () => ({ kind: 'done', text: 'Åpne saker: 1', view: card });
      await kari().command(WHERE, 'saker  gul');
      const { team, channel } = trial.sandbox.slack.ids;
      expect(trial.bot.heard[0]).toMatchObject({
        kind: 'command',
        words: 'saker  gul',
        channel: { platform: 'slack', team, channel: channel(WHERE) },
      });
      expect(told()[0]).toMatch(/^Åpne saker: 1\nSkal/);
      expect(trial.sandbox.slack.requests.filter((one) => one.method !== 'auth.test')).toHaveLength(
        way === 'http' ? 0 : 1,
      );
    });

    it('comes as it was typed', async () => {
      await kari().command(WHERE, 'søk pleie & <omsorg>');
      expect(whatIsHeard()).toMatchObject([{ words: 'søk pleie & <omsorg>' }]);
    });

    it('opens a form', async () => {
      trial.bot.answer = () => ({ kind: 'form', form: objection });
      await kari().command(WHERE, '');
      await vi.waitFor(() => expect(kari().form()?.title).toBe('Innvending'));
    });

    it('in the chat with the bot alone has no channel, and says how to reach the person', async () => {
      await kari().command('dm', 'hjelp');
      expect(trial.bot.heard[0]).toMatchObject({
        channel: null,
        account: { ref: { dm: expect.stringMatching(/^D/) } },
      });
    });

    it('says that nothing is stored when the bot fails', async () => {
      trial.bot.answer = () => {
        throw new Error('database away');
      };
      await kari().command(WHERE, 'hjelp');
      await vi.waitFor(() => expect(told()).toEqual([FAULT]));
    });
  });

  describe('words', () => {
    it('under a card come as a comment with the card’s key', async () => {
      const ts = await postCard(trial);
      const reply = kari().reply(WHERE, ts, 'Hva med <helg> & natt?');
      await trial.sandbox.slack.idle();
      expect(whatIsHeard()).toEqual([
        {
          kind: 'comment',
          text: 'Hva med <helg> & natt?',
          said: {
            messageKey: keyOf(ts),
            message: keyOf(reply),
            channel: expect.objectContaining({ platform: 'slack', channel: trial.sandbox.slack.ids.channel(WHERE) }),
          },
          requestId: expect.stringMatching(/^Ev/),
        },
      ]);
    });

    it('under a card that are changed and taken away come again, by who wrote them', async () => {
      const ts = await postCard(trial);
      const reply = kari().reply(WHERE, ts, 'Hva med helg?');
      kari().edit(WHERE, reply, 'Hva med <natt>?');
      trial.sandbox.slack.as('ola').remove(WHERE, reply);
      await trial.sandbox.slack.idle();
      const said = { messageKey: keyOf(ts), message: keyOf(reply) };
      expect(whatIsHeard()).toMatchObject([
        { kind: 'comment', text: 'Hva med helg?', said },
        { kind: 'comment', edited: true, text: 'Hva med <natt>?', said },
        { kind: 'comment-gone', said },
      ]);
      expect(new Set(trial.bot.heard.map(({ requestId }) => requestId)).size).toBe(3);
      expect(new Set(trial.bot.heard.map(({ account }) => account.user))).toEqual(
        new Set([trial.sandbox.slack.ids.user('kari')]),
      );
    });

    it('that Slack only adds something to, and changes outside of threads, are left unread', async () => {
      const ts = await postCard(trial);
      const { channel, user } = trial.sandbox.slack.ids;
      const message = { type: 'message', user: user('kari'), text: 'Se https://x.no', ts: '1.1', thread_ts: ts };
      const change = { type: 'message', subtype: 'message_changed', channel: channel(WHERE), ts: '1.2' };
      trial.sandbox.slack.emit({ ...change, message: { ...message, attachments: [{}] }, previous_message: message });
      const root = String(await kari().say(WHERE, 'God morgen'));
      kari().edit(WHERE, root, 'God kveld');
      kari().remove(WHERE, root);
      const direct = String(await kari().say('dm', 'mine'));
      kari().edit('dm', direct, 'status');
      await trial.sandbox.slack.idle();
      expect(whatIsHeard()).toMatchObject([{ kind: 'command', words: 'mine' }]);
    });

    it('that are changed come again until that is stored', async () => {
      const reply = kari().reply(WHERE, await postCard(trial), 'Hva med helg?');
      await trial.sandbox.slack.idle();
      let failures = 1;
      trial.bot.answer = () => {
        failures -= 1;
        if (failures >= 0) throw new Error('database away');
        return { kind: 'quiet' };
      };
      kari().edit(WHERE, reply, 'Hva med natt?');
      await trial.sandbox.slack.idle();
      const [, first, again] = trial.bot.heard;
      expect(again).toMatchObject({ kind: 'comment', edited: true, requestId: first?.requestId });
    });

    it('under a card come again with the same id until they are stored', async () => {
      let failures = 2;
      trial.bot.answer = () => {
        failures -= 1;
        if (failures >= 0) throw new Error('database away');
        return { kind: 'quiet' };
      };
      kari().reply(WHERE, await postCard(trial), 'Hva med helg?');
      await trial.sandbox.slack.idle();
      const ids = trial.bot.heard.map((one) => one.requestId);
      expect(ids).toHaveLength(3);
      expect(new Set(ids).size).toBe(1);
    }, 15_000);

    it('elsewhere in the channel are nobody’s business, nor are the bot’s own', async () => {
      const ts = await postCard(trial);
      await kari().say(WHERE, 'God morgen');
      const { team, channel } = trial.sandbox.slack.ids;
      const place = { platform: 'slack' as const, team, channel: channel(WHERE) };
      await trial.slack.messenger.post({ channel: place, under: { channel: channel(WHERE), ts } }, card, 'n1');
      await trial.slack.messenger.updateCard({ channel: channel(WHERE), ts }, card);
      await trial.sandbox.slack.idle();
      expect(trial.bot.heard).toEqual([]);
    });

    it('to the bot in a channel are a command, answered to that person alone', async () => {
      trial.bot.answer = () => ({ kind: 'done', text: 'Åpne saker: 1' });
      await kari().say(WHERE, '@Samråd saker');
      await trial.sandbox.slack.idle();
      const { channel } = trial.sandbox.slack.ids;
      expect(whatIsHeard()).toMatchObject([{ kind: 'command', words: 'saker', channel: { channel: channel(WHERE) } }]);
      await vi.waitFor(() => expect(told()).toEqual(['Åpne saker: 1']));
    });

    it('to the bot under a card are a command and not a comment', async () => {
      kari().reply(WHERE, await postCard(trial), '@Samråd saker');
      await trial.sandbox.slack.idle();
      expect(whatIsHeard()).toMatchObject([{ kind: 'command', words: 'saker' }]);
    });

    it('to the bot alone are a command, answered there', async () => {
      trial.bot.answer = () => ({ kind: 'done', text: 'Åpne saker: 1' });
      await kari().say('dm', 'saker');
      await trial.sandbox.slack.idle();
      expect(whatIsHeard()).toMatchObject([{ kind: 'command', words: 'saker', channel: null }]);
      await vi.waitFor(() =>
        expect(kari().messages('dm').at(-1)).toMatchObject({ fromBot: true, text: 'Åpne saker: 1' }),
      );
    });

    it('to the bot alone, in a thread, are answered in it', async () => {
      trial.bot.answer = () => ({ kind: 'done', text: 'Åpne saker: 1' });
      const root = String(await kari().say('dm', 'hei'));
      await vi.waitFor(() => expect(kari().messages('dm')).toHaveLength(2));
      await kari().say('dm', 'saker', root);
      await vi.waitFor(() => expect(kari().messages('dm').at(-1)).toMatchObject({ fromBot: true, threadTs: root }));
    });

    it('get a button where the answer is a form, since only a tap can open one', async () => {
      trial.bot.answer = () => ({ kind: 'form', form: objection });
      await kari().say('dm', 'spør');
      await trial.sandbox.slack.idle();
      await vi.waitFor(() => expect(kari().findCard('dm', 'Innvending')?.labels).toEqual(['Innvending']));
      await kari().press('dm', kari().findCard('dm', 'Innvending')?.id ?? '', 'Innvending');
      await vi.waitFor(() => expect(kari().form()?.title).toBe('Innvending'));
      expect(trial.bot.heard.at(-1)).toMatchObject({ kind: 'press', act: objection.act });
    });
  });

  describe('comings and goings', () => {
    const here = () => {
      const { team, channel } = trial.sandbox.slack.ids;
      return { platform: 'slack' as const, team, channel: channel(WHERE) };
    };

    it('of the bot are told as places lost and found, of the channel and no other', async () => {
      const { slack } = trial.sandbox;
      slack.setMember(WHERE, false);
      await slack.idle();
      slack.setArchived(WHERE, true);
      await slack.idle();
      slack.setArchived(WHERE, false);
      for (const type of ['group_left', 'group_archive', 'channel_deleted', 'group_deleted', 'group_unarchive']) {
        await slack.idle();
        slack.emit({ type, channel: here().channel });
      }
      await slack.idle();
      const [lost, archived, open, ...others] = trial.bot.news;
      expect([lost, archived, open].map((one) => one?.kind)).toEqual(['place-lost', 'place-lost', 'place-found']);
      expect(others.map(({ kind }) => kind)).toEqual([...Array(4).fill('place-lost'), 'place-found']);
      if (lost?.kind !== 'place-lost') throw new Error('not told');
      expect(lost.platform).toBe('slack');
      expect(lost.is(here())).toBe(true);
      expect(lost.is({ ...here(), channel: 'C0' })).toBe(false);
      expect(lost.is({ ...here(), team: 'T0' })).toBe(false);
    });

    it('of the bot’s own into a channel are somebody’s act, answered to who invited it; others’ are nobody’s business', async () => {
      trial.bot.answer = () => ({ kind: 'done', text: 'Skriv /samrad koble.' });
      trial.sandbox.slack.joined('ola', WHERE);
      trial.sandbox.slack.setMember(WHERE, true, 'kari');
      await trial.sandbox.slack.idle();
      const [added, ...others] = trial.bot.heard;
      if (added?.kind !== 'added') throw new Error('not told');
      expect(others).toEqual([]);
      expect([added.is(here()), added.is({ ...here(), channel: 'C0' })]).toEqual([true, false]);
      expect(added.account.user).toBe(trial.sandbox.slack.ids.user('kari'));
      await vi.waitFor(() => expect(told()).toEqual(['Skriv /samrad koble.']));
    });

    it('of accounts are told when one is closed, and not for what else people change', async () => {
      const { slack } = trial.sandbox;
      slack.emit({ type: 'user_change', user: { id: slack.ids.user('ola'), deleted: false, profile: {} } });
      slack.closeAccount('kari');
      await slack.idle();
      const { team } = here();
      const closed = { kind: 'account-closed', platform: 'slack', team, user: slack.ids.user('kari') };
      expect(trial.bot.news).toEqual([{ ...closed, email: 'Kari@trondheim.example' }]);
    });

    it('of a card are told, replies under it or none', async () => {
      const [bare, talked] = [await postCard(trial), await postCard(trial)];
      kari().reply(WHERE, talked, 'Hva med helg?');
      for (const ts of [bare, talked]) kari().remove(WHERE, ts);
      await trial.sandbox.slack.idle();
      const gone = { kind: 'message-gone', platform: 'slack' };
      expect(trial.bot.news).toEqual([bare, talked].map((ts) => ({ ...gone, messageKey: keyOf(ts) })));
    });

    it('come again until they are stored', async () => {
      let failures = 1;
      const { learn } = trial.bot;
      trial.bot.learn = async (news) => {
        await learn(news);
        failures -= 1;
        if (failures >= 0) throw new Error('database away');
      };
      trial.sandbox.slack.setMember(WHERE, false);
      await trial.sandbox.slack.idle();
      expect(trial.bot.news.map(({ kind }) => kind)).toEqual(['place-lost', 'place-lost']);
    });
  });

  it('knows a person by e-mail and language, and asks Slack once', async () => {
    await press('Støtter');
    const [heard] = trial.bot.heard;
    trial.sandbox.slack.fault({ kind: 'status', status: 500, match: 'users.info' });
    await expect(heard?.account.profile()).rejects.toThrow();
    expect(await heard?.account.profile()).toEqual({ email: 'Kari@trondheim.example', locale: 'nb-NO' });
    expect(await heard?.account.profile()).toEqual({ email: 'Kari@trondheim.example', locale: 'nb-NO' });
    expect(trial.sandbox.slack.requests.filter((one) => one.method === 'users.info')).toHaveLength(2);
  });
});
