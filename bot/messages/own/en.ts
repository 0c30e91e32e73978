/** English: what a person has for themselves. */
import { count } from '../format.ts';
import type { OwnCatalog } from './nb.ts';

export const ownEn: OwnCatalog = {
  language: {
    label: 'Language',
    name: { nb: 'bokmål', nn: 'nynorsk', en: 'English' },
    now: (name) => `I write ${name} to you.`,
    noted: 'Noted: I write English to you.',
    unknown: (word) => `I do not write “${word}”. Choose one of these languages:`,
  },
  hours: {
    now: (from, to) => `You get messages on working days between ${from} and ${to}. Outside of that they wait.`,
    noted: (from, to) => `Noted: you get messages on working days between ${from} and ${to}.`,
    change: 'Change the times …',
    title: 'Times for messages',
    intro: 'Reminders and the list of the day come on working days only, in the time you choose here. The rest waits.',
    from: 'Not before',
    to: 'Not after',
    order: 'Choose a time later than the first.',
  },
  home: {
    groups: 'Your groups',
    group: (name, open) => `${name} · ${count(open, 'en', 'n')} open ${open === 1 ? 'question' : 'questions'}`,
    decided: 'Decided this week',
    nothingDecided: 'No question is decided yet.',
    more: (n, word) => `${count(n, 'en', 'n')} more. Write /samrad ${word} and its number to see a question.`,
    settings: 'How you want it',
  },
  bundle: {
    past: 'This list is of an earlier day. What waits for you now is in today’s list.',
    closed: (number) => `${number} · closed`,
  },
};
