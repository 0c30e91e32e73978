import type { Collaboration, Person } from '../collaboration.ts';
import type { Problem } from './problem.ts';
import type { CollaborationFile, FilePerson } from './schema.ts';
import { repeated, unknown } from './structure.ts';

/** A person of the file and who that is in the collaboration, in the file's order. */
export interface Known {
  entry: FilePerson;
  person: Person;
}

/**
 * Who the file's people are. An id that the file leaves out is the one we know the e-mail by, else a new one;
 * so is a language that they chose themselves in chat.
 */
export function peopleOf(
  file: CollaborationFile,
  existing: Collaboration | null,
  newId: () => string,
): { known: Known[]; problems: Problem[] } {
  const problems: Problem[] = repeated(
    file.people.map(({ email }, i) => ({ value: email, path: ['people', i, 'email'] })),
  );
  const municipalities = file.municipalities.map(({ id }) => id);
  const known = file.people.map((entry, i) => {
    const before = existing?.people.find((person) => person.email === entry.email);
    if (before && entry.id && entry.id !== before.id) {
      const message = `${entry.email} is known as ${before.id} already; give that id, or none`;
      problems.push({ path: ['people', i, 'id'], message });
    }
    if (entry.municipality !== undefined && !municipalities.includes(entry.municipality)) {
      const message = unknown('municipality', entry.municipality, municipalities);
      problems.push({ path: ['people', i, 'municipality'], message });
    }
    return { entry, person: personOf(entry, before, existing, newId) };
  });
  if (problems.length === 0) {
    problems.push(...repeated(known.map(({ person }, i) => ({ value: person.id, path: ['people', i, 'id'] }))));
  }
  return { known, problems };
}

function personOf(
  entry: FilePerson,
  sameEmail: Person | undefined,
  existing: Collaboration | null,
  newId: () => string,
): Person {
  const id = entry.id ?? sameEmail?.id ?? newId();
  const before = sameEmail ?? existing?.people.find((person) => person.id === id);
  const language = entry.language ?? before?.language;
  const { name, email, municipality, unit } = entry;
  return {
    ...{ id, name, email },
    ...(language ? { language } : {}),
    ...(municipality ? { municipality } : {}),
    ...(unit ? { unit } : {}),
  };
}
