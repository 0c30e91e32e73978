import { type Built, buildCollaboration, readCollaborationFile } from '../../bot/import/build.ts';
import { problemText } from '../../bot/import/problem.ts';
import type { CollaborationFileInput } from '../../bot/import/schema.ts';
import type { Collaboration } from '../../bot/index.ts';

export const NOW = '2027-01-11T08:00:00.000Z';

/** One group, one body, four people; each test changes what it is about. */
export function smallFile() {
  return {
    id: 'midt-norge',
    name: { nb: 'Helseplattformen i Midt-Norge' },
    language: 'nb',
    blocks: { trondheim: { nb: 'Trondheim' }, opsjonskommuner: { nb: 'Opsjonskommuner' } },
    rules: {},
    groups: [
      {
        id: 'hjemmetjenester',
        code: 'HT',
        name: { nb: 'Hjemmetjenester', nn: 'Heimetenester' },
        seats: { trondheim: 3, opsjonskommuner: 1 },
        channels: [{ platform: 'slack', team: 'T1', channel: 'C1' }],
      },
    ],
    ladder: [
      {
        id: 'beslutningsgruppe',
        level: 2,
        name: { nb: 'Felles beslutningsgruppe' },
        seats: { trondheim: 1 },
        channels: [],
      },
    ],
    people: [
      {
        name: 'Kari Lund',
        email: 'Kari.Lund@trondheim.example',
        language: 'nn',
        roles: [{ group: 'hjemmetjenester', seat: 'trondheim:1', role: 'expert' }],
      },
      {
        name: 'Ola Moe',
        email: 'ola.moe@melhus.example',
        roles: [{ group: 'hjemmetjenester', seat: 'opsjonskommuner:1' }],
      },
      {
        name: 'Siv Dahl',
        email: 'siv.dahl@trondheim.example',
        roles: [{ group: 'hjemmetjenester', role: 'coordinator' }],
      },
      {
        name: 'Per Vik',
        email: 'per.vik@trondheim.example',
        roles: [
          { group: 'hjemmetjenester', seat: 'trondheim:1', role: 'substitute' },
          { body: 'beslutningsgruppe', role: 'chair' },
        ],
      },
    ],
  } satisfies CollaborationFileInput;
}

/** A copy of the small file with something else at a path. undefined takes it away. */
export function smallFileWith(...edits: [path: string, value: unknown][]): unknown {
  const file: unknown = structuredClone(smallFile());
  for (const [path, value] of edits) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const target = keys.reduce((at, key) => (at as Record<string, unknown>)[key], file) as Record<string, unknown>;
    target[last] = value;
  }
  return file;
}

export function build(data: unknown, existing: Collaboration | null = null, now = NOW): Built | { problems: string[] } {
  const read = readCollaborationFile(data);
  if ('problems' in read) return { problems: read.problems.map(problemText) };
  let ids = existing?.people.length ?? 0;
  const built = buildCollaboration(read.value, { existing, now, newId: () => `new-${++ids}` });
  return 'problems' in built ? { problems: built.problems.map(problemText) } : built;
}

export function built(data: unknown, existing: Collaboration | null = null, now = NOW): Built {
  const result = build(data, existing, now);
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result;
}
