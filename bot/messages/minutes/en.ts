/** English: minutes of a group's questions, to be printed. */
import { capital, count } from '../format.ts';
import type { MinutesCatalog } from './nb.ts';

export const minutesEn: MinutesCatalog = {
  title: (name) => `Minutes: ${name}`,
  period: (from, to) => `From ${from} to ${to}`,
  made: (when) => `Written by Samråd ${when}`,
  decided: (n) => `decided ${n}`,
  lifted: (n) => `escalated ${n}`,
  open: (n) => `open ${n}`,
  withdrawn: (n) => `withdrawn ${n}`,
  more: (n) =>
    n === 1
      ? 'One more question had no room here. Write case and the number to see it.'
      : `${capital(count(n, 'en', 'n'))} more questions had no room here. Write case and the number to see one of them.`,
  mostOnly: (n) => `Only the latest ${n} questions are here. Choose a later date to get the others.`,
  none: (name, since) => `No questions in ${name} since ${since}.`,
  whichGroup: (word, names) => `Write whose minutes you want after ${word}: ${names}.`,
  badDate: (word, day) => `That date can’t be used. Write a day of the past year, for example: ${word} ${day}`,
  file: 'minutes',
  comesWith: 'Here are the minutes. Open the file to read or print it.',
  sent: 'The minutes are in your chat with Samråd.',
  lacksRight: (right) =>
    `Samråd lacks the permission ${right} in Slack and can’t send the file. Ask whoever operates Samråd to grant it. Here they are in short.`,
  notSent:
    'The minutes could not be sent as a file now. Try again in a while, if they are not in the chat with Samråd. Here they are in short.',
};
