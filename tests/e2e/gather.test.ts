/** Time thieves and proposals for improvement from thread to weekly list, and a word from form to glossary, on both platforms. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Platform, RegisterEntry } from '../../bot/index.ts';
import {
  asks,
  does,
  entry,
  eventually,
  heard,
  hears,
  m,
  type Someone,
  someone,
  writesNothing,
  written,
} from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

const HT = 'hjemmetjenester';
const TITLE = 'Hvor føres tilsyn om natta?';
const PLATFORMS = ['slack', 'teams'] as const;
const NATIONAL_ID = '15869510073';
const THIEF = 'Vi fører det samme i to skjema.';
const IMPROVEMENT = 'La lista huske forrige filter.';

let stack: Stack;
let question: RegisterEntry;

beforeAll(async () => {
  stack = await startStack();
  question = await asks(stack, someone(stack, `${HT}.trondheim-1`), { title: TITLE, body: 'Where?' });
}, 60_000);
afterAll(() => stack.close());

/** A member on the platform. */
const on = (platform: Platform, nth: number): Someone => {
  const seats = stack.demo.sandbox.people.filter(
    ({ id, on }) => id.startsWith(`${HT}.trondheim-`) && on[0] === platform,
  );
  return someone(stack, seats[nth]?.id ?? '');
};

/** Says it under the card; where the message came to stand. */
async function replies(person: Someone, text: string, under: string | null = TITLE): Promise<string> {
  await does(stack, person, under === null ? { say: text } : { card: under, say: text });
  const words = text.replace('@Samråd ', '');
  return messageWith(person, words);
}

function messageWith({ platform, who, where }: Someone, text: string): string {
  if (platform === 'slack') {
    const found = stack.sandbox.slack
      .as(who)
      .messages(where)
      .findLast((one) => one.text.includes(text) && !one.ephemeral);
    return found?.ts ?? expect.fail(`no «${text}» in Slack`);
  }
  const found = stack.sandbox.teams
    .as(who)
    .messages(where)
    .findLast((one) => one.text.includes(text));
  return found?.id ?? expect.fail(`no «${text}» in Teams`);
}

/** Picks a message in its menu. */
async function picks({ platform, who, where }: Someone, name: 'Tidstyv' | 'Forbedringsforslag', message: string) {
  if (platform === 'slack') await stack.sandbox.slack.as(who).shortcut(name, where, message);
  else {
    const command = stack.demo.commands.find(({ title }) => title === name);
    await stack.sandbox.teams.as(who).openCommand(where, command?.id ?? '', message);
  }
  await stack.core.settle();
}

async function ideas() {
  await stack.core.settle();
  return (await entry(stack, TITLE)).ideas.map(({ kind, person, text }) => ({ kind, person, text }));
}

describe('a message under the card', () => {
  test.each([
    ['slack', 'Tidstyv', 'time-thief', THIEF],
    ['teams', 'Forbedringsforslag', 'improvement', IMPROVEMENT],
  ] as const)(
    'is caught in %s with one tap, as «%s», by who tapped, who is told alone',
    async (platform, name, kind, text) => {
      const [writer, catcher] = [on(platform, 1), on(platform, 2)];
      const message = await replies(writer, text);
      await picks(catcher, name, message);
      await hears(
        stack,
        catcher,
        `Notert som ${name.toLowerCase()} på ${question.number}. Kommer med i ukas oversikt.`,
      );
      expect(heard(stack, writer).join()).not.toContain('Notert som');
      expect(await ideas()).toContainEqual({ kind, person: catcher.who, text });
    },
  );

  test.each(PLATFORMS)('in %s is caught once, though another picks it too', async (platform) => {
    const other = on(platform, 3);
    const [name, text] =
      platform === 'slack' ? (['Tidstyv', THIEF] as const) : (['Forbedringsforslag', IMPROVEMENT] as const);
    await writesNothing(stack, () => picks(other, name, messageWith(other, text)));
    await hears(stack, other, `Dette er alt notert som ${name.toLowerCase()} på ${question.number}.`);
  });

  test.each(PLATFORMS)('with a national identity number is refused in %s and not stored', async (platform) => {
    const person = on(platform, 4);
    const message = await replies(person, `Bruker ${NATIONAL_ID} står to steder.`);
    await writesNothing(stack, () => picks(person, 'Tidstyv', message));
    await hears(stack, person, 'fødselsnummer', 2);
    expect(JSON.stringify(await stack.store.log.read(question._id))).not.toContain(NATIONAL_ID);
  });

  test.each(PLATFORMS)('written to the bot in %s is caught too, and once with the tap', async (platform) => {
    const person = on(platform, 5);
    const words = `Passordet må skrives på nytt i ${platform}.`;
    const made = await written(stack, async () => {
      const message = await replies(person, `@Samråd tidstyv ${words}`);
      await hears(stack, person, `Notert som tidstyv på ${question.number}.`);
      await picks(person, 'Tidstyv', message);
      await hears(stack, person, 'Dette er alt notert');
    });
    expect(made).toHaveLength(1);
    expect(await ideas()).toContainEqual({ kind: 'time-thief', person: person.who, text: words });
  });
});

describe('elsewhere', () => {
  const sentence = 'Jeg ser ikke hvilken sak dette gjelder.';

  test.each(PLATFORMS)(
    'a message in %s that is under no card is not caught, and the person hears where to go',
    async (platform) => {
      const person = on(platform, 6);
      const message = await replies(person, `Løst prat i ${platform}`, null);
      await writesNothing(stack, () => picks(person, 'Tidstyv', message));
      await hears(stack, person, sentence);
    },
  );

  test.each(PLATFORMS)('the card itself in %s is nobody’s idea', async (platform) => {
    const person = on(platform, 6);
    const card = stack.sandbox[platform].as(person.who).findCard(HT, TITLE);
    await writesNothing(stack, () => picks(person, 'Forbedringsforslag', card?.id ?? ''));
    await hears(stack, person, 'Her er det ingen ord å ta med.');
  });

  test('the slash command knows no thread, and says what to use in it', async () => {
    const person = on('slack', 6);
    await writesNothing(stack, () => does(stack, person, { say: '/samrad tidstyv Vi venter på innlogging.' }));
    await hears(stack, person, `${sentence} Gå til tråden under kortet og velg «Tidstyv» i menyen på en melding`);
  });
});

describe('a word', () => {
  const f = m.gather.term.form;
  const fill = (term: string, translation: string) => ({
    [f.term]: term,
    [f.translation]: translation,
    [f.why]: 'Står øverst på skjermen.',
  });

  test.each([
    ['slack', 'in basket', 'innboks', '/samrad begrep in basket'],
    ['teams', 'flowsheet', 'kurveark', '@Samråd begrep flowsheet'],
  ] as const)(
    'that %s’s expert does not find is proposed to the group and voted on',
    async (platform, term, word, say) => {
      const who = stack.demo.sandbox.people.filter(({ on }) => on.includes(platform)).map(({ id }) => id);
      const { experts = [] } =
        (await stack.store.directory.collaboration('midt-norge'))?.groups.find(({ id }) => id === HT) ?? {};
      const person = someone(stack, experts.find((id) => who.includes(id)) ?? `${HT}.coordinator-1`, { platform });
      await does(stack, person, { say });
      await hears(stack, person, `Jeg finner ikke «${term}» i ordlista.`);
      // In Slack the answer stands in the channel for this person alone, in Teams in their chat with the bot.
      const place = platform === 'slack' ? person : { ...person, where: 'dm' };
      await does(stack, place, { card: `«${term}»`, press: m.gather.term.propose, fill: fill(term, word) });
      await stack.core.settle();
      const asked = await entry(stack, `Hva skal “${term}” hete på norsk?`);
      expect(asked).toMatchObject({
        term,
        text: word,
        subject: 'workflow',
        criticality: 'green',
        status: 'open',
        group: HT,
      });
      for (const seat of [2, 3, 4, 5, 6, 7])
        await does(stack, someone(stack, `${HT}.trondheim-${seat}`), { card: asked.title, press: m.button.support });
      await stack.core.settle();
      for (const each of PLATFORMS)
        await eventually(
          () =>
            (stack.sandbox[each].as(`${HT}.coordinator-1`).findCard(HT, asked.title)?.text ?? '')
              .replaceAll('\u00a0', ' ')
              .includes('Støtter 6'),
          () =>
            `no card with six in ${each}: ${stack.sandbox[each].as(`${HT}.coordinator-1`).findCard(HT, asked.title)?.text}`,
        );
    },
  );

  test('that nobody has decided is shown from the built-in list, in both languages', async () => {
    const person = on('slack', 5);
    await does(stack, person, { say: '/samrad begrep avvik' });
    await hears(stack, person, '«avvik» i ordlista');
    await hears(stack, person, 'lokalt avvik');
  });
});

describe('on Monday morning', () => {
  const MONDAY = '2027-02-08T07:00:00.000Z';
  const title = m.gather.weekly.title;
  const lists = (platform: Platform) =>
    stack.sandbox[platform]
      .as(`${HT}.coordinator-1`)
      .messages(HT)
      .filter((one) => JSON.stringify(one).includes(title));

  beforeAll(async () => {
    const body = JSON.stringify({ to: MONDAY });
    expect((await fetch(stack.demo.sandbox.clockUrl, { method: 'POST', body })).status).toBe(200);
    await stack.core.settle();
  }, 60_000);

  test.each(PLATFORMS)('the week’s list stands in %s, with what was caught on both platforms', async (platform) => {
    await eventually(
      () => lists(platform).length > 0,
      () => 'no list',
    );
    const text = JSON.stringify(lists(platform)[0]);
    for (const words of [question.number, THIEF, IMPROVEMENT, 'i slack.', 'i teams.']) expect(text).toContain(words);
  });

  test('it stands there once, and in no channel of a group that caught nothing', async () => {
    await Promise.all([stack.core.tick(), stack.core.tick()]);
    await stack.core.settle();
    for (const platform of PLATFORMS) {
      expect(lists(platform)).toHaveLength(1);
      const elsewhere = stack.sandbox[platform].as(`${HT}.coordinator-1`).messages('legevakt');
      expect(JSON.stringify(elsewhere)).not.toContain(title);
    }
  });

  test('the coordinator has the week’s digest', async () => {
    await hears(stack, someone(stack, `${HT}.coordinator-1`, { where: 'dm' }), 'Besluttet siste uke: 2');
  });

  test.each([
    ['slack', 'in basket', 'innboks', '/samrad begrep in basket'],
    ['teams', 'flowsheet', 'kurveark', '@Samråd begrep kurveark'],
  ] as const)('the decided word is in the glossary in %s', async (platform, term, word, say) => {
    const asked = await entry(stack, `Hva skal “${term}” hete på norsk?`);
    expect(asked.status).toBe('decided');
    const person = on(platform, 2);
    await does(stack, person, { say });
    await hears(stack, person, `Besluttet 4.2.2027 i ${asked.number}`);
    await hears(stack, person, word);
  });
});

test('nothing was a fault of ours', () => {
  expect(stack.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect(stack.sandbox.teams.problems).toEqual([]);
});
