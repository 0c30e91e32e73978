/** What an import would change, as data. */
import type { Collaboration } from '../collaboration.ts';
import { DEFAULT_POLICY } from '../domain/index.ts';
import type { FileLink } from './build.ts';
import {
  bodyText,
  flat,
  groupText,
  localText,
  municipalityText,
  namesOf,
  offices,
  type Place,
  periodText,
  personText,
  sittingIn,
  topicText,
} from './change-facts.ts';

/** `old` null: it is new. `new` null: it goes. */
export interface Change {
  about:
    | 'collaboration'
    | 'block'
    | 'municipality'
    | 'party'
    | 'rule'
    | 'person'
    | 'group'
    | 'body'
    | 'seat'
    | 'substitute'
    | 'office'
    | 'topic'
    | 'period'
    | 'channel';
  /** What changes: a field, an id, a seat; for seats and offices the person's name, with `old` and `new` the seat or office. */
  what: string;
  /** The group or body that a seat, office, topic, period or channel is in. */
  where: string | null;
  old: string | null;
  new: string | null;
}

export interface State {
  collaboration: Collaboration;
  /** Channels that a file linked. */
  links: FileLink[];
}

/** From the collaboration as it is (null: none yet, and the default rules) to what the file says, in the order of the file. */
export function changesBetween(before: State | null, after: State): Change[] {
  const old = before?.collaboration ?? null;
  const next = after.collaboration;
  function compare(about: Change['about'], of: (c: Collaboration) => [string, string][]): Change[] {
    return differing(about, null, old ? of(old) : [], of(next));
  }
  return [
    ...compare('collaboration', (c) => [
      ['name', localText(c.name)],
      ['language', c.language],
    ]),
    ...compare('block', (c) => Object.entries(c.blocks).map(([id, name]) => [id, localText(name)])),
    ...compare('municipality', (c) => (c.municipalities ?? []).map((one) => [one.id, municipalityText(one)])),
    ...compare('party', (c) => Object.entries(c.parties ?? {}).map(([id, name]) => [id, localText(name)])),
    ...differing('rule', null, flat(old?.policy ?? DEFAULT_POLICY), flat(next.policy)),
    ...compare('person', (c) => c.people.map((person) => [person.id, personText(person)])),
    ...compare('group', (c) => c.groups.map((group) => [group.id, groupText(group)])),
    ...compare('body', (c) => c.ladder.map((body) => [body.id, bodyText(body)])),
    ...placeChanges(old, next),
    ...channelChanges(before?.links ?? [], after.links),
  ];
}

/** Who takes, leaves or changes which seat and office, and what the group works with and when, place by place. */
function placeChanges(old: Collaboration | null, next: Collaboration): Change[] {
  const names = namesOf([...(old?.people ?? []), ...next.people]);
  const before = placesById(old);
  const after = placesById(next);
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((where) => {
    const [was, is] = [before.get(where), after.get(where)];
    const people = [
      ...differing('seat', where, sittingIn(was, 'holder'), sittingIn(is, 'holder')),
      ...differing('substitute', where, sittingIn(was, 'substitute'), sittingIn(is, 'substitute')),
      ...differing('office', where, offices(was), offices(is)),
    ];
    return [
      ...people.map((change) => ({ ...change, what: names.get(change.what) ?? change.what })),
      ...differing('topic', where, topicsIn(was, names), topicsIn(is, names)),
      ...differing('period', where, periodsIn(was), periodsIn(is)),
    ];
  });
}

function topicsIn(place: Place | undefined, names: Map<string, string>): [string, string][] {
  return (place?.topics ?? []).map((topic) => [topic.id, topicText(topic, names)]);
}

/** A period has no name but its dates. */
function periodsIn(place: Place | undefined): [string, string][] {
  return (place?.periods ?? []).map(periodText).map((text) => [text, text]);
}

function placesById(c: Collaboration | null): Map<string, Place> {
  return new Map([...(c?.groups ?? []), ...(c?.ladder ?? [])].map((place) => [place.id, place]));
}

function channelChanges(before: FileLink[], after: FileLink[]): Change[] {
  const targets = new Set([...after, ...before].map(({ target }) => target));
  return [...targets].flatMap((target) =>
    differing('channel', target, channelsOf(before, target), channelsOf(after, target)),
  );
}

function channelsOf(links: FileLink[], of: string): [string, string][] {
  const names = links
    .filter(({ target }) => target === of)
    .map(({ platform, team, channel }) => `${platform} channel ${channel} in ${team}`);
  return names.map((name) => [name, name]);
}

function differing(
  about: Change['about'],
  where: string | null,
  before: [string, string][],
  after: [string, string][],
): Change[] {
  const [was, is] = [new Map(before), new Map(after)];
  return [...new Set([...is.keys(), ...was.keys()])]
    .filter((what) => was.get(what) !== is.get(what))
    .map((what) => ({ about, what, where, old: was.get(what) ?? null, new: is.get(what) ?? null }));
}
