/** The words after /samrad, or said to the bot. */
import type { Input, Reply } from '../face.ts';
import { type CommandName, commandOf } from '../messages/index.ts';
import { languageOf } from '../people.ts';
import { helpView, unknownCommandText } from '../views/index.ts';
import { substituteWords } from './absence.ts';
import { listActions } from './actions.ts';
import { askAct, openAsk, startIn } from './ask.ts';
import { numberIn, showCase } from './case.ts';
import type { ActDeps } from './deps.ts';
import { lookUpTerm } from './glossary.ts';
import { catchWords } from './idea.ts';
import { link } from './link.ts';
import { mine, status } from './lists.ts';
import { refusal } from './reader.ts';

/** What the help lists: what can be done here. */
const KNOWN: CommandName[] = [
  'ask',
  'mine',
  'case',
  'status',
  'substitute',
  'actions',
  'time-thief',
  'improvement',
  'term',
  'link',
  'help',
];

export async function command(deps: ActDeps, input: Extract<Input, { kind: 'command' }>): Promise<Reply> {
  const { words, channel, account } = input;
  const found = commandOf(words);
  if (found?.command === 'ask') {
    const { collaboration, ...start } = await startIn(deps, channel);
    const title = found.rest || undefined;
    return await openAsk(deps, askAct(collaboration, false), account, { ...start, title });
  }
  if (found?.command === 'link') return await link(deps, found.rest, channel, account);
  if (found?.command === 'time-thief' || found?.command === 'improvement')
    return await catchWords(deps, found.command, found.rest, input);
  if (found?.command === 'case') return await showCase(deps, found.rest, account);
  if (found?.command === 'actions') return await listActions(deps, account);
  if (!found && numberIn(words)) return await showCase(deps, words, account);
  if (found?.command === 'substitute') return await substituteWords(deps, found.rest, channel, input);
  if (found?.command === 'term') return await lookUpTerm(deps, found.rest, channel, account);
  const [first] = await deps.people.membershipsOf(account);
  if (!first) return refusal('unknown-person', 'nb', '');
  const language = languageOf(first.collaboration, first.person);
  if (found?.command === 'status') return await status(deps, channel, account);
  if (found?.command === 'mine') return await mine(deps, account);
  if (!found) return { kind: 'refused', text: unknownCommandText(words.split(/\s/)[0] ?? '', language) };
  const view = helpView(language, KNOWN);
  return { kind: 'done', text: view.summary, view };
}
