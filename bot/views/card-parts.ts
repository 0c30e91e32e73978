/** The parts that cards share: the line at the top, the picture per block, the counts, and what people wrote. */
import type { Language } from '../collaboration.ts';
import {
  type Counts,
  electorate,
  hasProposal,
  type Objection,
  partsNow,
  type Question,
  type Seat,
  seatsNow,
  tallyParts,
} from '../domain/index.ts';
import { capital, catalog, list, shorten } from '../messages/index.ts';
import type { Node } from '../view.ts';
import { type Reading, standing, type ViewContext } from './context.ts';
import { blockName, groupNames, personName, shortGroupName, words } from './names.ts';
import { line, quote, text } from './nodes.ts';

const MAX_VOICES = 3;
const MAX_VOICE = 200;
const MAX_OPTIONS = 3;
const MAX_OPTION = 60;

/** "Gul sak · HT-2027-014 · Hjemmetjenester", with ØVELSE first and the round last where they apply. */
export function caseLine(q: Question, ctx: Reading): string {
  const m = catalog(ctx.language);
  const round = q.level === 1 && q.round > 1 && m.card.round(q.round);
  return line(q.practice && m.practice, m.criticalityCase[q.criticality], q.number, groupNames(q.groups, ctx), round);
}

/** The vendor's question in its own words; of a question about a term, the term. */
export function askedNode(q: Question, ctx: Reading, max: number): Node {
  const m = catalog(ctx.language).card;
  if (q.term) return quote(words(q.term, ctx), m.termAsked);
  return quote(shorten(words(q.body, ctx), max), m.vendorAsks);
}

/** How many groups have a bar for each block; where more were asked, each has one bar. */
const MAX_SPLIT = 3;

type BarItem = Extract<Node, { type: 'bars' }>['items'][number];

/** Answered of electorate in each block, of each group that was asked; vacant seats are told and not counted. */
export function bars(q: Question, ctx: ViewContext): Node[] {
  const parts = tallyParts(ctx.tally);
  const items = parts.flatMap(({ group, tally }): BarItem[] => {
    const seats = partsNow(q).find((part) => part.group === (group ?? null))?.seats ?? seatsNow(q);
    const name = group === undefined ? null : shortGroupName(group, ctx);
    if (name !== null && parts.length > MAX_SPLIT) return bar(name, tally, seats, ctx);
    return Object.entries(tally.blocks).flatMap(([block, counts]) => {
      const here = seats.filter((seat) => seat.block === block);
      const label = name === null ? capital(blockName(block, ctx)) : `${name}, ${blockName(block, ctx)}`;
      return bar(label, counts, here, ctx);
    });
  });
  return items.length === 0 ? [] : [{ type: 'bars', items }];
}

function bar(label: string, { answered, electorate: of }: Counts, seats: Seat[], ctx: Reading): BarItem[] {
  const m = catalog(ctx.language).card;
  if (of === 0) return [];
  const vacant = seats.filter((seat) => seat.holder === null).length;
  return [{ label, value: answered, of, text: line(m.answered(answered, of), vacant > 0 && m.vacant(vacant)) }];
}

/** "Støtter 10 · Forbehold 1 · Innvending 1 · Avstår 0". */
export function countsLine(counts: Counts, language: Language): string {
  const { position } = catalog(language);
  const kinds = ['support', 'reservation', 'objection', 'abstain'] as const;
  // No break between a word and its number, which a phone's line would make.
  return line(...kinds.map((kind) => `${capital(position[kind])}\u00a0${counts[kind]}`));
}

/** In one line what else could be chosen; in full under Les mer. A wording of the group's own has left them behind. */
export function otherOptionsNode(q: Question, ctx: Reading): Node[] {
  const m = catalog(ctx.language).card;
  const others = isAnOption(q) ? q.options.filter(({ id }) => id !== q.proposal.option) : [];
  if (others.length === 0) return [];
  const shown = others.slice(0, MAX_OPTIONS).map((option) => shorten(words(option.text, ctx), MAX_OPTION));
  const more = others.length > MAX_OPTIONS ? ['…'] : [];
  return [text(m.otherOptions([...shown, ...more].join(' · ')), 'subtle')];
}

/** Where nothing is proposed, all options stand on the card with a bar each. */
function isAnOption(q: Question): boolean {
  return hasProposal(q) && q.proposal.text === null;
}

/** "Innvending nr. 1 · gjennomførbarhet · ikke besvart". */
export function objectionNote(o: Objection, language: Language): string {
  const m = catalog(language);
  return line(m.card.objection(o.n), m.criterion[o.criterion], m.objectionStatus[o.status]);
}

/** At most three objections and reservations, open objections first; the rest are counted. */
export function voices(q: Question, ctx: Reading): Node[] {
  const m = catalog(ctx.language).card;
  const objections = standing(q);
  const reservations = electorate(q).flatMap((seat) => {
    const position = q.positions[seat.id];
    return position?.kind === 'reservation' ? [position] : [];
  });
  const shown: Node[] = [];
  for (const o of objections.slice(0, MAX_VOICES)) {
    shown.push(
      quote(shorten(words(o.text, ctx), MAX_VOICE), objectionNote(o, ctx.language), personName(o.person, ctx)),
    );
  }
  const room = MAX_VOICES - shown.length;
  for (const { text: said, person } of reservations.slice(0, room)) {
    shown.push(quote(shorten(words(said, ctx), MAX_VOICE), m.reservation, personName(person, ctx)));
  }
  const rest: string[] = [];
  if (objections.length > MAX_VOICES) rest.push(m.moreObjections(objections.length - MAX_VOICES));
  if (reservations.length > room) rest.push(m.moreReservations(reservations.length - room));
  if (rest.length > 0) shown.push(text(m.alsoReadMore(list(rest, ctx.language)), 'subtle'));
  return shown;
}
