/** English: what is gathered: time thieves, proposals for improvement, the glossary. */
import { capital, count } from '../format.ts';
import type { GatherCatalog } from './nb.ts';

export const gatherEn: GatherCatalog = {
  idea: {
    one: { 'time-thief': 'a time thief', improvement: 'an improvement proposal' },
    many: { 'time-thief': 'Time thieves', improvement: 'Improvement proposals' },
    noted: (kind, number) => `Noted as ${kind} on ${number}.`,
    comesWeekly: 'It will be in this week’s list.',
    already: (kind, number) => `This is already noted as ${kind} on ${number}.`,
    whichCase: (shortcut, word) =>
      `I can’t tell which question this is about. Go to the thread under the card and choose “${shortcut}” in the menu of a message, or write @Samråd ${word} and some words there.`,
    noText: (shortcut) =>
      `There are no words here to keep. Choose “${shortcut}” on a message that somebody wrote in the thread.`,
    noWords: (word) => `Write what it is after the word, for example: ${word} We enter the same thing twice.`,
  },
  weekly: {
    title: 'This week’s time thieves and improvement proposals',
    more: (n) =>
      n === 1
        ? 'One more is not shown. It stands with its question.'
        : `${capital(count(n, 'en', 'n'))} more are not shown. They stand with their questions.`,
    foot: (thief, improvement) =>
      `Do you see more? Choose “${thief}” or “${improvement}” in the menu of a message in the thread under a question.`,
  },
  search: {
    noWords: (word: string) =>
      `After “${word}”, write something you remember from the question, for example: ${word} multidose`,
    nothing: (said: string) =>
      `I can’t find any question about “${said}”. Try fewer words, or only the beginning of a word.`,
    found: (n: number, said: string) =>
      n === 1 ? `One question about “${said}”` : `${capital(count(n, 'en', 'n'))} questions about “${said}”`,
    many: (n: number, said: string) => `More than ${count(n, 'en', 'n')} questions about “${said}”`,
    more: (n: number) => `Here are the first ${count(n, 'en', 'n')}. Write more words to get fewer.`,
    open: 'open',
    decided: (when: string) => `decided ${when}`,
    withdrawn: 'withdrawn',
    replaced: (number: string) => `replaced by ${number}`,
    asOf: (when: string) => `as the question stood ${when}.`,
  },
  term: {
    noWord: (word) => `Write the term after the word, for example: ${word} in basket`,
    notFound: (word) => `I can’t find “${word}” in the glossary.`,
    found: (word) => `“${word}” in the glossary`,
    english: 'English',
    both: 'Bokmål and Nynorsk',
    language: { nb: 'Bokmål', nn: 'Nynorsk', en: 'Norwegian' },
    decided: (number, when) => `Decided ${when} in ${number}`,
    open: (number) => `Being voted on in ${number}`,
    builtIn: 'From Samråd’s own glossary',
    more: (n) => `${capital(count(n, 'en', 'n'))} more. Write more of the term.`,
    askExpert: 'Ask an expert or a coordinator to propose a Norwegian word.',
    propose: 'Propose a Norwegian word …',
    question: (term) => `What should “${term}” be called in Norwegian?`,
    alreadyOpen: (number) => `The group is already voting on this word in ${number}. Answer there.`,
    alreadyDecided: (number) => `The word was decided in ${number}. Write here what is new since then.`,
    form: {
      title: 'Propose a Norwegian word',
      intro: 'The group votes on the word as on other questions. What is decided stands in the glossary.',
      term: 'English term',
      termHint: 'As the vendor writes it.',
      translation: 'Proposal in Norwegian',
      options: 'Other possibilities',
      optionsHint: 'One word on each line.',
      why: 'Where is it used, and why this word?',
      whyHint: 'Preferably a sentence with the word as you would say it.',
      group: 'Group',
    },
  },
};
