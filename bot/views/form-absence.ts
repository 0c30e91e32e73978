/** Away for a while: when, who stands in for which seat, and what is declared already. */
import type { Collaboration, GroupSeat } from '../collaboration.ts';
import { type Absence, dateOf } from '../domain/index.ts';
import { catalog, date, local, shortDate } from '../messages/index.ts';
import type { Act, Form, Node } from '../view.ts';
import { button } from './acts.ts';
import type { Me, Reading } from './context.ts';
import { personName } from './names.ts';
import { actions, text } from './nodes.ts';

/** A seat that the reader holds, and where: in a group or in a body above. */
export interface HeldSeat {
  seat: GroupSeat;
  /** The group's or the body's name, in the reader's language. */
  place: string;
  /** Who can give it a substitute. */
  coordinators: string[];
}

/** All seats that a person holds. */
export function seatsHeldBy({ person }: Me, { collaboration, language }: Reading): HeldSeat[] {
  return placesOf(collaboration).flatMap(({ name, seats, coordinators }) =>
    seats
      .filter(({ holder }) => holder === person)
      .map((seat) => ({ seat, place: local(name, language), coordinators })),
  );
}

function placesOf({ groups, ladder }: Collaboration) {
  const anyone = [...new Set(groups.flatMap(({ coordinators }) => coordinators))];
  return [...groups, ...ladder.map((body) => ({ ...body, coordinators: anyone }))];
}

/** Fields: from, to. `declared`: the reader's absences that are not over. */
export function absenceForm(act: Act, ctx: Reading, me: Me, declared: Absence[]): Form {
  const m = catalog(ctx.language);
  const { title, submit, from, to } = m.asking.absence;
  const today = dateOf(ctx.now, ctx.collaboration.policy.timeZone);
  return {
    act,
    title,
    submit,
    cancel: m.form.cancel,
    intro: introOf(act, ctx, me, declared),
    fields: [
      { type: 'date', name: 'from', label: from, required: true, initial: today },
      { type: 'date', name: 'to', label: to, required: true },
    ],
  };
}

function introOf(act: Act, ctx: Reading, me: Me, declared: Absence[]): Node[] {
  const m = catalog(ctx.language).asking.absence;
  const lines = seatsHeldBy(me, ctx).map((held) => standInLine(held, ctx));
  const known = declared.map((absence) => m.declared(...periodOf(absence, ctx)));
  const back = button(m.back, { do: 'back', ...(act.arg === undefined ? {} : { arg: act.arg }) });
  return [
    text(m.intro),
    text(lines.join('\n')),
    ...(known.length > 0 ? [text(known.join('\n'), 'strong'), ...actions([back])] : []),
  ];
}

/** Who answers for the seat meanwhile, or whom to ask for somebody. */
export function standInLine({ seat, place, coordinators }: HeldSeat, ctx: Reading): string {
  const m = catalog(ctx.language).asking.absence;
  if (seat.substitute !== null) return m.standsIn(personName(seat.substitute, ctx), place);
  const [first] = coordinators;
  return m.noSubstitute(place, first === undefined ? m.aCoordinator : personName(first, ctx));
}

/** "1.3." and "12.3.2027"; the first day's year only where it is another. */
function periodOf({ from, to }: Pick<Absence, 'from' | 'to'>, { language }: Reading): [string, string] {
  const first = from.slice(0, 4) === to.slice(0, 4) ? shortDate(from, language) : date(from, language);
  return [first, date(to, language)];
}

/** "Notert: du er borte fra 1.3. til 12.3.2027. Per Vik svarer for deg i Hjemmetjenester." */
export function absenceReceipt(absence: Pick<Absence, 'from' | 'to'>, held: HeldSeat[], ctx: Reading): string {
  const m = catalog(ctx.language).asking.absence;
  const period = periodOf(absence, ctx);
  const substitutes = new Set(held.map(({ seat }) => seat.substitute));
  const [only] = substitutes;
  if (substitutes.size === 1 && only) return m.covered(personName(only, ctx), ...period);
  return [m.noted(...period), ...held.map((one) => standInLine(one, ctx))].join(' ');
}
