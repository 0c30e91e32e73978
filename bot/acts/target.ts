import type { Body, Collaboration, Group } from '../collaboration.ts';
import type { Reply } from '../face.ts';
import { catalog, local } from '../messages/index.ts';
import type { Reader } from './reader.ts';

/** A group or a body, as somebody calls it: by name in any language, id or code. null: there is none. */
export function targetNamed({ groups, ladder }: Collaboration, wanted: string): Group | Body | null {
  const key = wanted.trim().toLowerCase();
  const hasName = ({ id, name }: Group | Body) =>
    [id, ...Object.values(name)].some((known) => known?.toLowerCase() === key);
  const group = groups.find((one) => hasName(one) || one.code.toLowerCase() === key);
  return group ?? ladder.find(hasName) ?? null;
}

/** Nothing is called so, or nothing was named: those that there are. `word`: the command. */
export function noTarget(word: string, members: [Reader, ...Reader[]]): Reply {
  const [{ language }] = members;
  const all = members.flatMap(({ collaboration: { groups, ladder } }) => [...groups, ...ladder]);
  const names = all.map(({ name }) => local(name, language)).join(', ');
  return { kind: 'refused', text: catalog(language).reply.noGroup(word, names) };
}
