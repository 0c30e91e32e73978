/** A collaboration in comparable facts: what it is about, and what is so, in words. */
import type { Body, Group, GroupSeat, GroupTopic, LocalText, Municipality, Period, Person } from '../collaboration.ts';

export interface Place {
  id: string;
  seats: GroupSeat[];
  experts?: string[];
  coordinators?: string[];
  chair?: string | null;
  topics?: GroupTopic[] | undefined;
  periods?: Period[] | undefined;
}

/** "Hjemmetjenester (nn Heimetenester)" */
export function localText({ nb, nn, en }: LocalText): string {
  const others = [...(nn ? [`nn ${nn}`] : []), ...(en ? [`en ${en}`] : [])];
  return others.length > 0 ? `${nb} (${others.join(', ')})` : nb;
}

export function personText({ name, email, language, municipality, unit }: Person): string {
  const account = `${name} <${email}>${language ? ` ${language}` : ''}`;
  return [account, ...(municipality ? [municipality] : []), ...(unit ? [unit] : [])].join(', ');
}

export function municipalityText({ name, region }: Municipality): string {
  return [localText(name), ...(region ? [`region ${region}`] : [])].join(', ');
}

/** "Medikament (nn Medikament), led by Kari Lund" */
export function topicText({ name, lead }: GroupTopic, names: Map<string, string>): string {
  return `${localText(name)}, ${lead === null ? 'led by nobody' : `led by ${names.get(lead) ?? lead}`}`;
}

export function periodText({ from, to }: Period): string {
  return to === null ? `from ${from}` : `from ${from} to ${to}`;
}

export function groupText({ code, name, language, seats }: Group): string {
  return [code, localText(name), ...(language ? [language] : []), seatCounts(seats)].join(', ');
}

export function bodyText({ level, name, seats }: Body): string {
  return [`level ${level}`, localText(name), seatCounts(seats)].join(', ');
}

/** "16 trondheim + 8 opsjonskommuner seats" */
function seatCounts(seats: GroupSeat[]): string {
  const counts = new Map<string, number>();
  for (const { block } of seats) counts.set(block, (counts.get(block) ?? 0) + 1);
  return counts.size === 0 ? 'no seats' : `${[...counts].map(([block, n]) => `${n} ${block}`).join(' + ')} seats`;
}

export function namesOf(people: Person[]): Map<string, string> {
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** Person id and the seats they hold, or stand in for. */
export function sittingIn(place: Place | undefined, as: 'holder' | 'substitute'): [string, string][] {
  const seats = new Map<string, string[]>();
  for (const seat of place?.seats ?? []) {
    const person = seat[as];
    if (person !== null) seats.set(person, [...(seats.get(person) ?? []), seat.id]);
  }
  return [...seats].map(([person, ids]) => [person, ids.join(', ')]);
}

/** Person id and the offices they hold. */
export function offices({ experts = [], coordinators = [], chair = null }: Partial<Place> = {}): [string, string][] {
  const held = new Map<string, string[]>();
  const all = [...experts.map((id) => [id, 'expert']), ...coordinators.map((id) => [id, 'coordinator'])];
  for (const [id = '', office = ''] of chair === null ? all : [...all, [chair, 'chair']]) {
    held.set(id, [...(held.get(id) ?? []), office]);
  }
  return [...held].map(([person, names]) => [person, names.join(' and ')]);
}

/** Nested fields by dotted path; a list is one value. */
export function flat(fields: object, path = ''): [string, string][] {
  return Object.entries(fields).flatMap(([key, value]): [string, string][] => {
    const name = path ? `${path}.${key}` : key;
    if (value === undefined) return [];
    if (Array.isArray(value)) return [[name, value.map((item) => words(item)).join(', ') || 'none']];
    return typeof value === 'object' && value !== null ? flat(value, name) : [[name, String(value)]];
  });
}

/** A level of the ladder as "level 2 workingDays 5". */
function words(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  return Object.entries(item)
    .map(([key, value]) => `${key} ${value}`)
    .join(' ');
}
