import type { Body, Collaboration, Group } from '../collaboration.ts';

/** A group or a body, as somebody calls it: by name in any language, id or code. null: there is none. */
export function targetNamed({ groups, ladder }: Collaboration, wanted: string): Group | Body | null {
  const key = wanted.trim().toLowerCase();
  const hasName = ({ id, name }: Group | Body) =>
    [id, ...Object.values(name)].some((known) => known?.toLowerCase() === key);
  const group = groups.find((one) => hasName(one) || one.code.toLowerCase() === key);
  return group ?? ladder.find(hasName) ?? null;
}
