/** What is known about a question besides what is asked: topic, others it concerns, who answers for whom. */
import { allSeats, isExpert, type Question } from '../domain/index.ts';
import { catalog, shorten } from '../messages/index.ts';
import type { Node } from '../view.ts';
import type { Me, Reading } from './context.ts';
import { groupName, partyNames, personName, topicName, words } from './names.ts';
import { line, quote, text } from './nodes.ts';
import { numbered, preferenceCounts } from './preferences.ts';

/** On the card, in the small print: topic, and others it concerns. Experts are asked to consider the mandate. */
export function besidesNodes(q: Question, ctx: Reading, me: Me | null): Node[] {
  const m = catalog(ctx.language).asking;
  const topic = topicName(q, ctx);
  const concerns = q.parties.length > 0 && m.parties(partyNames(q.parties, ctx));
  const said = line(topic !== null && m.topic(topic), concerns);
  const mandate = concerns && q.level === 1 && me !== null && isExpert(q, me.person);
  return [...(said ? [text(said, 'subtle')] : []), ...(mandate ? [text(m.considerMandate)] : [])];
}

/** Under Les mer: all of it, and what people prefer. */
export function aboutNodes(q: Question, ctx: Reading): Node[] {
  const m = catalog(ctx.language).asking;
  const topic = topicName(q, ctx);
  const names = (groups: string[]) => groups.map((group) => groupName(group, ctx)).join(', ');
  const lines = [
    q.groups.length > 1 && m.groupsAsked(names(q.groups)),
    q.alsoGroups.length > 0 && m.groupsTold(names(q.alsoGroups)),
    q.parties.length > 0 && m.parties(partyNames(q.parties, ctx)),
    line(q.subject && m.subject[q.subject], topic !== null && m.topic(topic)),
    q.supersedes && m.supersedes(q.supersedes.number),
    q.gates !== null && m.needsGates,
    q.source && m.source(words(q.source, ctx)),
    ...preferenceLines(q, ctx),
    ...standIns(q, ctx),
  ].filter((said): said is string => !!said);
  const news = q.newInformation ? [quote(shorten(words(q.newInformation, ctx), 1000), m.newInformation)] : [];
  return [...news, ...(lines.length > 0 ? [text(lines.join('\n'))] : [])];
}

function preferenceLines(q: Question, ctx: Reading): string[] {
  const m = catalog(ctx.language).asking.prefer;
  const counts = preferenceCounts(q);
  return q.options.flatMap(({ id }, at) => {
    const n = counts.get(id) ?? 0;
    return n > 0 ? [m.counted(numbered(q, at, ctx, 150), n)] : [];
  });
}

/** Whose substitute has answered: who gave it, never what. */
function standIns(q: Question, ctx: Reading): string[] {
  const m = catalog(ctx.language).asking;
  return allSeats(q).flatMap(({ id, holder }) => {
    const person = q.positions[id]?.person;
    const forAnother = person !== undefined && holder !== null && person !== holder;
    return forAnother ? [m.standIn(personName(person, ctx), personName(holder, ctx))] : [];
  });
}
