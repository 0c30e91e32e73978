/** What an adapter says becomes a command, a form or an answer. */
import type { Bot, Input, Reply } from '../face.ts';
import { catalog, languageFrom } from '../messages/index.ts';
import { PROPOSE_TERM, SET_HOURS, SET_LANGUAGE } from '../views/index.ts';
import { back, openAbsence, submitAbsence } from './absence.ts';
import { added } from './added.ts';
import { askAbout, openAsk, submitAsk } from './ask.ts';
import { comment, commentGone } from './comment.ts';
import { coordinate } from './coordinate.ts';
import type { ActDeps } from './deps.ts';
import { forgetDraft, isBegun, keepDraft, withDraft } from './drafts.ts';
import { openTerm, submitTerm } from './glossary.ts';
import { home } from './home.ts';
import { catchMessage } from './idea.ts';
import { lookAtMine, withList } from './lists.ts';
import { lookAt, pressOnQuestion, submitOnQuestion } from './on-question.ts';
import { openHours, pressLanguage, submitHours } from './own.ts';
import { searchToShare } from './search.ts';
import { unfurl } from './unfurl.ts';
import { command } from './words.ts';

type Of<K extends Input['kind']> = Extract<Input, { kind: K }>;

interface Apart {
  press(deps: ActDeps, input: Of<'press'>): Promise<Reply>;
  submit?(deps: ActDeps, input: Of<'submit'>): Promise<Reply>;
}

/** Acts that are about no question that is there, or are answered otherwise than with its card; by `Act.do`. */
const APART = new Map<string, Apart>(
  Object.entries({
    ask: {
      press: (deps, { act, account }) => openAsk(deps, act, account),
      submit: (deps, input) => submitAsk(deps, input.act, input.values, input),
    },
    absent: {
      press: (deps, { act, account }) => openAbsence(deps, act, account),
      submit: (deps, input) => submitAbsence(deps, input.act, input.values, input),
    },
    back: { press: back },
    remind: { press: (deps, input) => coordinate('remind', deps, input.act, input) },
    'call-substitutes': { press: (deps, input) => coordinate('call-substitutes', deps, input.act, input) },
    'notify-expert': { press: (deps, input) => coordinate('notify-expert', deps, input.act, input) },
    [SET_LANGUAGE]: { press: (deps, { act, account }) => pressLanguage(deps, act, account) },
    [SET_HOURS]: {
      press: (deps, { account }) => openHours(deps, account),
      submit: (deps, input) => submitHours(deps, input.act, input.values, input),
    },
    [PROPOSE_TERM]: {
      press: (deps, { act, account }) => openTerm(deps, act, account),
      submit: (deps, input) => submitTerm(deps, input.act, input.values, input),
    },
  } satisfies Record<string, Apart>),
);

export function createBot(deps: ActDeps, { sighted, learn }: Pick<Bot, 'sighted' | 'learn'>): Bot {
  /** What was done in a list is answered with the list anew. */
  async function act(input: Input): Promise<Reply> {
    const reply = await acted(input);
    return 'act' in input && input.act.within === 'mine' ? withList(deps, input.account, reply) : reply;
  }

  async function acted(input: Input): Promise<Reply> {
    switch (input.kind) {
      case 'leave':
        return await keepDraft(deps, input, await answer({ ...input, kind: 'press' }));
      case 'press':
        return input.again ? await answer(input) : await withDraft(deps, await answer(input), input.account);
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
      case 'comment-gone':
        return await commentGone(deps, input);
      case 'added':
        return await added(deps, input);
      case 'catch':
        return await catchMessage(deps, input);
      case 'look':
        if (input.act.do === 'mine') return await lookAtMine(deps, input.account);
        return await lookAt(deps, input.act, input);
      case 'home':
        return await home(deps, input.account);
      case 'press':
        return await (APART.get(input.act.do)?.press(deps, input) ?? pressOnQuestion(deps, input.act, input));
      case 'submit':
        return await (APART.get(input.act.do)?.submit?.(deps, input) ??
          submitOnQuestion(deps, input.act, input.values, input));
    }
  }
  return { act, sighted, learn, faultText: (locale) => catalog(languageFrom(locale)).reply.fault };
}
