/** What each word after /samrad answers, before there is any question. */
import type { Camera } from '../camera.ts';
import { COORDINATOR, EXPERT, GROUP, MEMBER, type Stage } from '../stage.ts';

export async function commands(stage: Stage, { message, form, home }: Camera): Promise<void> {
  const { m, said, aside: where } = stage;
  const answers = async (name: string, who: string, words: string, shows: string) => {
    await stage.commands(who, words);
    await message(`command-${name}`, who, shows, where);
  };
  await answers('help', MEMBER, m.command.help.word, m.reply.helpFoot);
  await answers('unknown', MEMBER, said.unknown, said.unknown);
  await answers('misspelt', MEMBER, said.misspelt, said.misspelt);
  await answers('mine-none', MEMBER, m.command.mine.word, m.person.nothingWaits);
  await answers('status-none', MEMBER, m.command.status.word, m.reply.status(0));
  await answers('actions-none', MEMBER, m.command.actions.word, m.after.list.none);
  await answers(
    'search-empty',
    MEMBER,
    m.command.search.word,
    m.gather.search.noWords(m.command.search.word).slice(0, 20),
  );
  await answers('search-none', MEMBER, `${m.command.search.word} ${said.word}`, said.word);
  await answers('case-unknown', MEMBER, `${m.command.case.word} HT-2027-999`, 'HT-2027-999');
  await answers('language', MEMBER, m.command.language.word, m.own.language.now(m.own.language.name[stage.language]));
  await answers('language-unknown', MEMBER, `${m.command.language.word} svensk`, 'svensk');
  await answers('term-none', EXPERT, `${m.command.term.word} in basket`, m.gather.term.propose);
  await stage.opens(EXPERT, { card: m.gather.term.propose, press: m.gather.term.propose }, where);
  await form('form-term', EXPERT, where);
  await stage.closes(EXPERT);
  await answers('term-asks-expert', MEMBER, `${m.command.term.word} in basket`, m.gather.term.askExpert);
  await answers('term-found', MEMBER, `${m.command.term.word} quorum`, 'quorum');
  await answers('link-refused', MEMBER, `${m.command.link.word} legevakt`, m.reply.notSteward);
  await answers(
    'link-unknown',
    COORDINATOR,
    `${m.command.link.word} ${said.unknown}`,
    m.reply.noGroup(m.command.link.word, '').slice(0, 20),
  );
  await answers('link', COORDINATOR, `${m.command.link.word} ${GROUP}`, m.reply.linked('').slice(0, 12));
  await answers('time-thief-nowhere', MEMBER, `${m.command['time-thief'].word} ${said.thief}`, 'Samråd');
  await answers('substitute-none', COORDINATOR, m.command.substitute.word, m.asking.absence.noSeat);
  await answers('ask-refused', MEMBER, m.command.ask.word, m.reply.notSteward);
  await stage.opensBy(MEMBER, m.command.hours.word, m.own.hours.title);
  await form('form-hours', MEMBER, GROUP);
  await stage.closes(MEMBER);
  // Teams has no home tab: `mine` in the chat is there instead.
  if (stage.platform === 'slack') await home('home-empty', MEMBER);
}
