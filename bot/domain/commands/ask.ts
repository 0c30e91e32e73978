import { addMonths, dateOf, isDate, openingDeadline } from '../calendar.ts';
import type { Ask, CommandOf, Refusal } from '../commands.ts';
import type { EventOf, QuestionEvent } from '../events.ts';
import { MAX_LINK, MAX_TERM, MAX_TITLE } from '../limits.ts';
import type { Instant, Option, Question, Roster, Said } from '../question.ts';
import { isRefusal, refuse, written } from './gates.ts';

/** An expert or a coordinator of the group asks. A green question an expert may answer alone: it is decided as it is asked. */
export function ask(q: Question | null, c: CommandOf<'ask'>): QuestionEvent[] | Refusal {
  if (q) return refuse('already-asked');
  const person = c.by;
  if (person === null || ![...c.roster.experts, ...c.roster.coordinators].includes(person)) return refuse('not-expert');
  const texts = textsOf(c);
  if (isRefusal(texts)) return texts;
  if (c.proposal === null ? c.options.length < 2 : !c.options.some((option) => option.id === c.proposal))
    return refuse('unknown-option');
  if (c.vendorDate !== null && !isDate(c.vendorDate)) return refuse('bad-date');
  if (texts.newInformation === undefined && isAnswered(c)) return refuse('already-asked');
  const { collaboration, number, group, practice, criticality, vendorDate, policy } = c;
  const groups = askedGroups(c);
  // Who is asked is not told besides.
  const alsoGroups = c.alsoGroups.filter((also) => !groups.includes(also));
  const roster: Roster = c.roster;
  const days = policy.criticality[criticality].deadlineWorkingDays;
  const deadline = openingDeadline(c.at, days, vendorDate, policy);
  const proposal = { option: c.proposal, text: null };
  const about = { collaboration, number, group, alsoGroups, practice, criticality, vendorDate, policy, roster };
  const asked = { type: 'asked' as const, ...about, ...texts, ...besides(c), proposal, person, deadline };
  if (!c.expertAnswer) return [asked];
  if (!roster.experts.includes(person)) return refuse('not-expert');
  if (criticality !== 'green') return refuse('not-green');
  return c.proposal === null ? refuse('no-proposal') : [asked, answeredAlone(asked, person)];
}

type Texts = { title: Said; body: Said; context: Said | null; options: Option[] } & {
  newInformation?: Said;
  term?: Said;
  source?: Said;
};

function textsOf(c: Ask): Texts | Refusal {
  const title = written(c.title, MAX_TITLE);
  if (isRefusal(title)) return title;
  const body = written(c.body);
  if (isRefusal(body)) return body;
  const context = c.context?.trim() ? written(c.context) : null;
  if (context && isRefusal(context)) return context;
  const news = c.newInformation?.trim() ? written(c.newInformation) : null;
  if (news && isRefusal(news)) return news;
  const term = c.term?.trim() ? written(c.term, MAX_TERM) : null;
  if (term && isRefusal(term)) return term;
  const source = c.source?.trim() ? written(c.source, MAX_LINK) : null;
  if (source && isRefusal(source)) return source;
  const options: Option[] = [];
  for (const option of c.options) {
    const text = written(option.text);
    if (isRefusal(text)) return text;
    options.push({ id: option.id, text });
  }
  const more = { ...(news ? { newInformation: news } : {}), ...(term ? { term } : {}), ...(source ? { source } : {}) };
  return { title, body, context, options, ...more };
}

/** The same thing is open, or was decided so lately that asking again needs new information. */
function isAnswered({ precedents = [], policy, at }: CommandOf<'ask'>): boolean {
  return precedents.some(({ decidedAt }) => decidedAt === null || withinMonths(decidedAt, at, policy));
}

function withinMonths(from: Instant, to: Instant, policy: Ask['policy']): boolean {
  const until = addMonths(dateOf(from, policy.timeZone), policy.precedent.coolingOffMonths);
  return dateOf(to, policy.timeZone) < until;
}

/** Each once, the question's own first. */
function askedGroups({ group, groups = [] }: Ask): string[] {
  return [...new Set([group, ...groups])];
}

/** What is told only where there is something to tell. */
function besides(c: Ask): Partial<EventOf<'asked'>> {
  const groups = askedGroups(c);
  const { subject, topic, lead, parties = [], absences = [], gates, supersedes, reopens } = c;
  return {
    ...(groups.length > 1 ? { groups } : {}),
    ...(subject ? { subject } : {}),
    ...(topic ? { topic } : {}),
    ...(lead ? { lead } : {}),
    ...(parties.length > 0 ? { parties } : {}),
    ...(absences.length > 0 ? { absences } : {}),
    ...(gates ? { gates: true as const } : {}),
    ...(supersedes ? { supersedes } : {}),
    ...(reopens ? { reopens } : {}),
  };
}

function answeredAlone({ policy, roster }: EventOf<'asked'>, person: string): QuestionEvent {
  const nobody = { electorate: 0, answered: 0, support: 0, reservation: 0, objection: 0, abstain: 0, blocks: {} };
  const versions = { rules: policy.version, ladder: roster.version ?? 0 };
  const settled = { level: 1, round: 1, how: 'expert' as const, person, text: null };
  return { type: 'decided', decision: { ...settled, outcome: 'common-solution', tally: nobody, versions } };
}
