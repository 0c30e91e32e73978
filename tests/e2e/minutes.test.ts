/** Minutes to print: asked for by a word, as a file in Slack and as a card in Teams. */
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { asks, does, eventually, heard, m, objectionFields, type Someone } from '../support/doings.ts';
import { type Stack, startStack } from '../support/stack.ts';

const WHERE = 'legevakt';
const EXPERT = `${WHERE}.trondheim-1`;
const COORDINATOR = `${WHERE}.coordinator-1`;
const { minutes: words } = m;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    accounts: (people) => people.map((person) => ({ ...person, on: ['slack', 'teams'] })),
  });
  await asks(stack, on('slack', EXPERT), {
    title: 'Skal <alle> varsles & ringes?',
    criticality: 'red',
    proposal: 'Ja, alle ringes.',
  });
  const member = on('slack', `${WHERE}.trondheim-2`);
  await does(stack, member, { card: 'varsles', press: m.button.objection });
  await does(stack, member, { fill: objectionFields('Nattevakta er alene.\nHun rekker det ikke.') });
  await stack.core.settle();
}, 60_000);
afterAll(() => stack.close());
afterEach(() => stack.sandbox.slack.clearFaults());

const on = (platform: Someone['platform'], who: string, where = WHERE): Someone => ({ who, platform, where });

interface SharedFile {
  name: string;
  title: string;
  url_private: string;
}

function filesOf(who: string): SharedFile[] {
  return stack.sandbox.slack
    .as(who)
    .messages('dm')
    .flatMap(({ files }) => files as unknown as SharedFile[]);
}

/** The words of a Word document, a paragraph a line. */
async function printed({ url_private }: SharedFile): Promise<string[]> {
  const bytes = new Uint8Array(await (await fetch(url_private)).arrayBuffer());
  const xml = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array());
  const plain = (text: string) =>
    text
      .replace(/<w:br\/>/g, '\n')
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  return xml.split('</w:p>').map((one) => plain(one).trim());
}

async function isTold(who: string, sentence: string): Promise<void> {
  await eventually(
    () => heard(stack, on('slack', who)).some((text) => text.includes(sentence)),
    () => `not told «${sentence}» but: ${heard(stack, on('slack', who)).join(' | ')}`,
  );
}

test('a coordinator gets them as a document in the chat with the bot, and is told so where they asked', async () => {
  const [before] = stack.sandbox.slack.as(COORDINATOR).messages('dm').slice(-1);
  await stack.sandbox.slack.as(COORDINATOR).command(WHERE, 'referat');
  await isTold(COORDINATOR, words.sent);
  const [file, ...more] = filesOf(COORDINATOR);
  expect(more).toEqual([]);
  expect(file?.title).toBe('Referat: Legevakt');
  expect(file?.name).toMatch(/^referat-legevakt-\d{4}-\d\d-\d\d\.docx$/);
  const lines = await printed(file as SharedFile);
  expect(lines).toEqual(
    expect.arrayContaining([
      'Referat: Legevakt',
      'Åpne 1',
      expect.stringMatching(/^LV-\d{4}-001 · Skal <alle> varsles & ringes\?$/),
      'What shall it be? (Skal <alle> varsles & ringes?)',
      'Ja, alle ringes.',
      expect.stringMatching(/^Trondheim: innvending 1, ikke svart \d+$/),
      'Nattevakta er alene.\nHun rekker det ikke.\nØnsket endring: Noe annet',
    ]),
  );
  expect(before?.ts).not.toBe(stack.sandbox.slack.as(COORDINATOR).messages('dm').at(-1)?.ts);
});

test('asked for in the chat with the bot, the document is the answer', async () => {
  const hands = stack.sandbox.slack.as(EXPERT);
  await hands.say('dm', 'referat Legevakt');
  await eventually(
    () => filesOf(EXPERT).length === 1,
    () => heard(stack, on('slack', EXPERT, 'dm')).join(' | '),
  );
  expect(heard(stack, on('slack', EXPERT, 'dm')).join()).toContain(words.comesWith);
  expect(heard(stack, on('slack', EXPERT, 'dm')).join()).not.toContain(words.sent);
});

test.each([
  ['the right is missing', 'files.getUploadURLExternal', { error: 'missing_scope' }, words.lacksRight('files:write')],
  ['Slack holds us off', 'files.getUploadURLExternal', { status: 429, retryAfter: 1 }, words.notSent],
  ['the bytes do not go through', 'upload ', { status: 503 }, words.notSent],
  ['sharing fails', 'files.completeUploadExternal', { status: 500 }, words.notSent],
])('where %s, the person hears why and gets them in short', async (_, match, fault, sentence) => {
  const who = `${WHERE}.trondheim-3`;
  const before = filesOf(who).length;
  stack.sandbox.slack.fault({ kind: 'status', match, ...fault });
  await stack.sandbox.slack.as(who).command(WHERE, 'referat');
  await eventually(
    () => heard(stack, on('slack', who)).filter((text) => text.includes(sentence)).length > 0,
    () => heard(stack, on('slack', who)).join(' | '),
  );
  const [told] = heard(stack, on('slack', who))
    .filter((text) => text.includes(sentence))
    .slice(-1);
  expect(told).toContain('varsles & ringes?');
  expect(filesOf(who)).toHaveLength(before);
  await new Promise((resolve) => setTimeout(resolve, 'retryAfter' in fault ? 1_000 : 0));
});

test('in Teams they are a card in short, with the whole of each one tap away', async () => {
  await does(stack, on('teams', COORDINATOR, 'dm'), { say: 'referat Legevakt' });
  await does(stack, on('teams', COORDINATOR, 'dm'), {
    card: 'Referat: Legevakt',
    press: `${m.button.details}: LV-2027-001`,
  });
  expect(stack.sandbox.teams.as(COORDINATOR).form()?.title).toBe(m.form.details.title);
});

test('nothing was a fault of ours', () => {
  expect(stack.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
