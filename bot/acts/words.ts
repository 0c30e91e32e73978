/** The words after /samrad, or said to the bot. */
import type { Account, Input, Reply } from '../face.ts';
import { commandOf, withoutCall } from '../messages/index.ts';
import { helpView, unknownCommandText } from '../views/index.ts';
import { substituteWords } from './absence.ts';
import { listActions } from './actions.ts';
import { askIn } from './ask.ts';
import { numberIn, showCase } from './case.ts';
import { remark } from './comment.ts';
import type { ActDeps } from './deps.ts';
import { lookUpTerm } from './glossary.ts';
import { catchWords } from './idea.ts';
import { link } from './link.ts';
import { mine, status } from './lists.ts';
import { minutes } from './minutes.ts';
import { languageWords, openHours } from './own.ts';
import { isReply, membersOf } from './reader.ts';
import { search } from './search.ts';

export async function command(deps: ActDeps, input: Extract<Input, { kind: 'command' }>): Promise<Reply> {
  const { words, channel, account } = input;
  const found = commandOf(words);
  switch (found?.command) {
    case 'ask': {
      return await askIn(deps, channel, account, { title: found.rest || undefined });
    }
    case 'mine':
      return await mine(deps, account);
    case 'case':
      return await showCase(deps, found.rest, account);
    case 'status':
      return await status(deps, found.rest, channel, account);
    case 'substitute':
      return await substituteWords(deps, found.rest, channel, input);
    case 'actions':
      return await listActions(deps, account);
    case 'minutes':
      return await minutes(deps, found.rest, channel, account);
    case 'time-thief':
    case 'improvement':
      return await catchWords(deps, found.command, found.rest, input);
    case 'term':
      return await lookUpTerm(deps, found.rest, channel, account);
    case 'link':
      return await link(deps, found.rest, input);
    case 'language':
      return await languageWords(deps, found.rest, input);
    case 'hours':
      return await openHours(deps, account);
    case 'search':
      return await search(deps, found.rest, account);
    case 'help':
      return await help(deps, account);
    case undefined:
      return (await remark(deps, input)) ?? (await unknown(deps, withoutCall(words), account));
  }
}

async function unknown(deps: ActDeps, words: string, account: Account): Promise<Reply> {
  return numberIn(words) ? await showCase(deps, words, account) : await help(deps, account, words);
}

/** What can be written; of words that are none of it, the one that was meant. */
async function help(deps: ActDeps, account: Account, words?: string): Promise<Reply> {
  const members = await membersOf(deps, account);
  if (isReply(members)) return members;
  const [{ language }] = members;
  const { platform } = account;
  if (words !== undefined)
    return { kind: 'refused', text: unknownCommandText(words.split(/\s/)[0] ?? '', language, platform) };
  const view = helpView(language, platform);
  return { kind: 'done', text: view.summary, view };
}
