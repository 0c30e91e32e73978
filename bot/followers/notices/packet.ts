import type { Directory } from '../../ports.ts';
import { type Draft, type Happening, keyOf, toEach } from './draft.ts';

/** A question was lifted: the packet goes under the card in the body's channels, to its chair and to the groups' coordinators. */
export async function packets(happening: Happening, directory: Pick<Directory, 'linksTo'>): Promise<Draft[]> {
  const { q, event } = happening;
  if (event.type !== 'escalated') return [];
  const body = q.roster.ladder.find(({ level }) => level === event.to);
  if (!body) return [];
  const prefix = `packet:${keyOf(happening)}`;
  const data = { level: event.to };
  const links = await directory.linksTo(q.collaboration, body.id);
  const people = [...(body.chair ? [body.chair] : []), ...q.roster.coordinators];
  return [
    ...links.map((link) => ({ _id: `${prefix}:${link._id}`, kind: 'packet', to: { thread: link }, data })),
    ...toEach(people, prefix, 'packet', data),
  ];
}
