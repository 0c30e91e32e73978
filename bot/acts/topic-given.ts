/** The topic of a new question: chosen from a list, or typed where there are too many to choose from. */
import type { GroupTopic } from '../collaboration.ts';
import { catalog, local } from '../messages/index.ts';
import type { Reading } from '../views/index.ts';

interface Of {
  group: string;
  topic: GroupTopic;
}

/** Most names that are told when it could be several. */
const MOST_NAMES = 8;

/** `given`: "<group>/<topic>" of the list; or a name or a part of one, of a group that answers. Null: none is given. */
export function topicGiven(
  given: string,
  groups: string[],
  { collaboration, language }: Reading,
): Of | { error: string } | null {
  if (given === '') return null;
  const all = collaboration.groups.flatMap(({ id, topics = [] }) => topics.map((topic) => ({ group: id, topic })));
  const chosen = all.find(({ group, topic }) => `${group}/${topic.id}` === given);
  if (chosen) return chosen;
  const named = namedSo(
    given,
    all.filter(({ group }) => groups.includes(group)),
  );
  const [only] = named;
  if (only && named.length === 1) return only;
  const m = catalog(language).asking.form;
  const names = named.slice(0, MOST_NAMES).map(({ topic }) => local(topic.name, language));
  return { error: named.length === 0 ? m.unknownTopic(given) : m.severalTopics(given, names.join(', ')) };
}

/** Those whose name it is, in any language; else those whose name holds it. */
function namedSo(given: string, all: Of[]): Of[] {
  const said = given.toLowerCase();
  const names = ({ topic }: Of) => Object.values(topic.name).map((name = '') => name.toLowerCase());
  const exactly = all.filter((one) => names(one).includes(said));
  return exactly.length > 0 ? exactly : all.filter((one) => names(one).some((name) => name.includes(said)));
}
