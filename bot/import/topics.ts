/** The topics of a group, each with the expert who leads it. */
import type { GroupTopic } from '../collaboration.ts';
import type { Known } from './people.ts';
import type { Place } from './place.ts';
import type { Problem } from './problem.ts';
import type { FileGroup } from './schema.ts';
import { unknown } from './structure.ts';

/** `place`: the group, its experts in it. A lead who is no expert there is a problem; so is one who is nobody in the file. */
export function topicsOf(
  topics: FileGroup['topics'],
  place: Place,
  known: Known[],
): { topics: GroupTopic[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const led = topics.map(({ id, name, lead }, i): GroupTopic => {
    const found = lead === undefined ? null : leadOf(lead, place, known);
    if (found && 'message' in found) problems.push({ path: [...place.path, 'topics', i, 'lead'], ...found });
    return { id, name, lead: found && 'person' in found ? found.person : null };
  });
  return { topics: led, problems };
}

/** The id of the person who is meant by an e-mail or an id. */
function leadOf(lead: string, { id, experts }: Place, known: Known[]): { person: string } | { message: string } {
  const byEmail = lead.includes('@');
  const nameOf = ({ person }: Known) => (byEmail ? person.email : person.id);
  const found = known.find((one) => nameOf(one) === (byEmail ? lead.toLowerCase() : lead));
  const names = known.filter(({ person }) => experts.includes(person.id)).map(nameOf);
  if (!found) return { message: unknown('person', lead, names) };
  if (experts.includes(found.person.id)) return { person: found.person.id };
  return { message: `${found.person.name} is no expert of ${id}: its experts are ${names.join(', ')}` };
}
