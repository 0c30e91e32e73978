/** Puts the file's people in the seats and offices that their roles name. */
import type { GroupSeat, Person } from '../collaboration.ts';
import type { Known } from './people.ts';
import { type Place, seatRanges } from './place.ts';
import { type Path, type Problem, pathText } from './problem.ts';
import type { FileRole } from './schema.ts';
import { unknown } from './structure.ts';

interface Given {
  role: FileRole;
  path: Path;
  person: Person;
  place: Place;
}
/** What is wrong with a role, and in which of its fields. */
type Fault = { field: keyof FileRole; message: string } | null;

/** Fills the places. A role at fault is left out and told. */
export function seatPeople(known: Known[], places: Place[]): Problem[] {
  const problems: Problem[] = [];
  const given: Given[] = [];
  for (const [i, { entry, person }] of known.entries()) {
    for (const [j, role] of entry.roles.entries()) {
      const path = ['people', i, 'roles', j];
      const place = placeOf(role, places);
      if ('id' in place) given.push({ role, path, person, place });
      else problems.push({ path: [...path, place.field], message: place.message });
    }
  }
  const taken = new Map<GroupSeat, Path>();
  // Holders first: whether a substitute is fit depends on who holds what.
  const holders = given.filter(({ role }) => role.role !== 'substitute');
  const substitutes = given.filter(({ role }) => role.role === 'substitute');
  for (const one of [...holders, ...substitutes]) {
    const fault = misfit(one) ?? sit(one, taken) ?? takeOffice(one);
    if (fault) problems.push({ path: [...one.path, fault.field], message: fault.message });
  }
  return problems;
}

function placeOf({ group, body }: FileRole, places: Place[]): Place | NonNullable<Fault> {
  const kind = group === undefined ? 'body' : 'group';
  const id = group ?? body;
  if (id === undefined) return { field: 'group', message: 'is missing: a role names a group or a body' };
  if (group !== undefined && body !== undefined) {
    return { field: 'body', message: 'a role names a group or a body, not both' };
  }
  const ofKind = places.filter((place) => place.kind === kind);
  const ids = ofKind.map((place) => place.id);
  return ofKind.find((place) => place.id === id) ?? { field: kind, message: unknown(kind, id, ids) };
}

/** A role that is none in such a place, or lacks the seat it needs. */
function misfit({ role: { role, seat }, place }: Given): Fault {
  if (role === 'chair' && place.kind === 'group') {
    return { field: 'role', message: 'only a ladder body has a chair: give body instead of group' };
  }
  if ((role === 'expert' || role === 'coordinator') && place.kind === 'body') {
    return { field: 'role', message: `only a group has a role ${role}: give group instead of body` };
  }
  if (role === 'chair' && seat !== undefined) {
    return { field: 'seat', message: 'a chair leads without a seat; a seat of their own is a role by itself' };
  }
  if ((role === 'member' || role === 'substitute') && seat === undefined) {
    return { field: 'seat', message: `is missing: which seat, e.g. ${place.seats[0]?.id ?? 'trondheim:1'}` };
  }
  return null;
}

function sit({ role: { role, seat: id }, path, person, place }: Given, taken: Map<GroupSeat, Path>): Fault {
  if (id === undefined) return null;
  const seat = place.seats.find((one) => one.id === id);
  if (!seat) return { field: 'seat', message: `there is no seat ${id} in ${place.id} (${seatRanges(place)})` };
  const own = place.seats.find((one) => one.holder === person.id);
  if (role === 'substitute') {
    if (own === seat)
      return { field: 'seat', message: `${person.name} holds ${id} in ${place.id}: a substitute is another` };
    // A holder answers for their own seat, so could never answer for this one.
    if (own)
      return { field: 'seat', message: `${person.name} holds ${own.id} in ${place.id} and can't stand in there` };
    if (seat.substitute !== null) return { field: 'seat', message: `${id} in ${place.id} has a substitute already` };
    seat.substitute = person.id;
    return null;
  }
  const before = taken.get(seat);
  if (before) return { field: 'seat', message: `${id} in ${place.id} is held already, by ${pathText(before)}` };
  if (own)
    return { field: 'seat', message: `${person.name} holds ${own.id} in ${place.id} already; one seat a person` };
  taken.set(seat, path);
  seat.holder = person.id;
  return null;
}

function takeOffice({ role: { role }, person, place }: Given): Fault {
  if (role === 'chair') {
    if (place.chair !== null) return { field: 'role', message: `${place.id} has a chair already` };
    place.chair = person.id;
  }
  const office = role === 'expert' ? place.experts : role === 'coordinator' ? place.coordinators : null;
  if (office?.includes(person.id))
    return { field: 'role', message: `${person.name} is ${role} in ${place.id} already` };
  office?.push(person.id);
  return null;
}
