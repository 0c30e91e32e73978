/** English: channels that the bot comes into and is put out of, workspaces that let it in, accounts that are closed. */
import type { PlacesCatalog } from './nb.ts';

export const placesEn: PlacesCatalog = {
  lost: (name, platform) =>
    `Samråd is not in the channel of ${name} in ${platform}. Nobody sees new questions there, and the cards stand still.`,
  back: {
    slack: (name) =>
      `Write /invite @Samråd in the channel, and the cards come back. If the channel is gone, write /samrad link ${name} in another.`,
    teams: (name) =>
      `Add the app Samråd there again, and the cards come back. If the channel is gone, write @Samråd link ${name} in another.`,
  },
  added: {
    slack: 'Samråd is in here now. Write /samrad link and the name of the group, and its questions come here.',
    teams:
      'Samråd is in here now. Write @Samråd link and the name of the group in the channel where its questions shall come.',
  },
  accountClosed: (who, group, platform) =>
    `${who} has a seat in ${group}, but the account in ${platform} is closed. Put in a substitute or somebody new, so that the seat can answer.`,
  shared: (name, platform) =>
    `The channel of ${name} in ${platform} is now shared with another organisation. People there see the cards and what is written under them.`,
  sharedAct: (name) =>
    `They can’t answer. If they should not see the questions either, end the sharing, or write /remove @Samråd in the channel and link ${name} to another.`,
  unshared: (name, platform) => `The channel of ${name} in ${platform} is no longer shared with other organisations.`,
  linkedAbsent: 'But Samråd is not in the channel yet. Write /invite @Samråd here, and the questions come.',
  linkedShared:
    'The channel is shared with other organisations: people there see the cards and what is written under them.',
  casePage: {
    title: (number: string) => `Question ${number}`,
    where: 'What was asked, answered and decided is read in Slack or Teams.',
    slack: (number: string) => `In Slack: type /samrad case ${number}`,
    teams: (number: string) => `In Teams: type “case ${number}” to Samråd.`,
    who: 'Only those who take part in the collaboration can see it.',
    none: 'There is no question here',
  },
  install: {
    done: 'Samråd is added',
    next: 'Now invite Samråd to the channel of a group, and write /samrad link and the name of the group there.',
    not: 'Samråd was not added',
    stale: 'The link is used, too old, or was opened in another browser.',
    cancelled: 'You said no in Slack.',
    stranger: 'This installation of Samråd is not set up for the workspace that you chose. Ask whoever operates it.',
    fault: 'Something went wrong with us or with Slack. Try again in a while.',
    again: 'Try again',
  },
};
