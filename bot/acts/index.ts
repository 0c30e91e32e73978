/** What an adapter says becomes a command, a form or an answer. */
import type { Bot, Input, Reply } from '../face.ts';
import { catalog } from '../messages/index.ts';
import { PROPOSE_TERM } from '../views/index.ts';
import { back, openAbsence, submitAbsence } from './absence.ts';
import { askAbout, openAsk, submitAsk } from './ask.ts';
import { comment } from './comment.ts';
import type { ActDeps } from './deps.ts';
import { forgetDraft, isBegun, keepDraft, withDraft } from './drafts.ts';
import { openTerm, submitTerm } from './glossary.ts';
import { catchMessage } from './idea.ts';
import { lookAt, pressOnQuestion, submitOnQuestion } from './on-question.ts';
import { searchToShare } from './search.ts';
import { unfurl } from './unfurl.ts';
import { command } from './words.ts';

export function createBot(deps: ActDeps, sighted: Bot['sighted']): Bot {
  async function act(input: Input): Promise<Reply> {
    switch (input.kind) {
      case 'leave':
        return await keepDraft(deps, input, await answer({ ...input, kind: 'press' }));
      case 'press':
        return await withDraft(deps, await answer(input), input.account);
      case 'command':
      case 'ask': {
        const reply = await answer(input);
        return reply.kind === 'form' && isBegun(reply.form) ? reply : await withDraft(deps, reply, input.account);
      }
      case 'submit': {
        const reply = await answer(input);
        if (reply.kind === 'done') await forgetDraft(deps, input);
        return reply;
      }
      default:
        return await answer(input);
    }
  }

  async function answer(input: Exclude<Input, { kind: 'leave' }>): Promise<Reply> {
    switch (input.kind) {
      case 'search':
        return await searchToShare(deps, input);
      case 'unfurl':
        return await unfurl(deps, input);
      case 'ask':
        return await askAbout(deps, input);
      case 'command':
        return await command(deps, input);
      case 'comment':
        return await comment(deps, input);
      case 'catch':
        return await catchMessage(deps, input);
      case 'look':
        return await lookAt(deps, input.act, input);
      case 'press':
        if (input.act.do === 'ask') return await openAsk(deps, input.act, input.account);
        if (input.act.do === 'absent') return await openAbsence(deps, input.act, input.account);
        if (input.act.do === 'back') return await back(deps, input);
        if (input.act.do === PROPOSE_TERM) return await openTerm(deps, input.act, input.account);
        return await pressOnQuestion(deps, input.act, input);
      case 'submit':
        if (input.act.do === 'ask') return await submitAsk(deps, input.act, input.values, input);
        if (input.act.do === 'absent') return await submitAbsence(deps, input.act, input.values, input);
        if (input.act.do === PROPOSE_TERM) return await submitTerm(deps, input.act, input.values, input);
        return await submitOnQuestion(deps, input.act, input.values, input);
    }
  }
  return { act, sighted, faultText: (locale) => catalog(languageFrom(locale)).reply.fault };
}

/** nb for everything that is neither nynorsk nor English. */
function languageFrom(locale: string | undefined): 'nb' | 'nn' | 'en' {
  const tag = locale?.toLowerCase() ?? '';
  if (tag.startsWith('nn')) return 'nn';
  return tag.startsWith('en') ? 'en' : 'nb';
}
