/** Teams' message extension: asking from a message, catching one, looking up a decision while writing. */
import type { Camera } from '../camera.ts';
import { EXPERT, GROUP, MEMBER, type Stage } from '../stage.ts';

/** Slack has shortcuts with the same forms, and no search where people write. */
export async function extension(stage: Stage, camera: Camera): Promise<void> {
  if (stage.platform === 'slack') return;
  const teams = stage.stack.sandbox.teams.as(EXPERT);
  const { said } = stage;
  const card = teams.findCard(GROUP, said.sorting)?.id ?? '';
  const { id } = await teams.say(GROUP, said.comment, card);
  await teams.openCommand(GROUP, 'askGroup');
  await camera.form('form-ask-anywhere', EXPERT, GROUP);
  await teams.openCommand(GROUP, 'makeQuestion', id);
  await camera.form('form-ask-from-message', EXPERT, GROUP);
  await teams.openCommand(GROUP, 'catchTimeThief', id);
  await camera.form('receipt-caught', EXPERT, GROUP);
  await stage.closes(EXPERT);
  await lookUp(stage, camera);
}

const SEARCH = 'searchDecisions';

async function lookUp({ stack, said, m }: Stage, { message, page, look, keep }: Camera): Promise<void> {
  const { title = '' } = stack.demo.commands.find(({ id }) => id === SEARCH) ?? {};
  const word = said.alone.split(' ').at(-1)?.replace('?', '') ?? '';
  for (const [name, words, shows] of [
    ['search-extension', word, said.alone],
    ['search-extension-none', 'xyz', m.gather.search.nothing('xyz')],
  ] as const) {
    await look(MEMBER, GROUP);
    await page.getByRole('button', { name: title, exact: true }).click();
    await page.locator('.tm-search input').fill(words);
    await page.locator('.tm-search button').click();
    await page.locator('.tm-dialog', { hasText: shows }).waitFor();
    await keep(name, page.locator('.tm-dialog'));
  }
  const teams = stack.sandbox.teams.as(MEMBER);
  const { hits } = await teams.search(GROUP, SEARCH, word);
  const [hit] = hits;
  if (!hit) throw new Error(`no hit for ${word}`);
  teams.share(GROUP, hit.attachment);
  await message('inserted-card', EXPERT, said.alone, GROUP);
}
