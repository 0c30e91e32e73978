import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { collaborationFileSchema } from '../../bot/import/schema.ts';
import { DEFAULT_POLICY, parsePartialPolicy } from '../../bot/index.ts';
import { built, smallFileWith } from './import-fixture.ts';

const handbook = await readFile(new URL('../../docs/collaboration.md', import.meta.url), 'utf8');
const pieces = [...handbook.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => parse(text ?? '') as object);

describe('docs/collaboration.md', () => {
  it('has pieces of a file that are all valid', () => {
    const fields = Object.assign({}, ...pieces);
    expect(Object.keys(fields).sort()).toEqual(
      ['blocks', 'groups', 'id', 'ladder', 'language', 'name', 'people', 'rules'].sort(),
    );
    expect(collaborationFileSchema.safeParse(fields).error?.issues ?? []).toEqual([]);
  });

  it('names every field of the file and of the rules', () => {
    const perCriticality = Object.values(DEFAULT_POLICY.criticality).flatMap(Object.keys);
    const rules = Object.keys(DEFAULT_POLICY).filter((key) => key !== 'criticality');
    const { collaboration } = built(smallFileWith());
    const fields = [...Object.keys(collaboration.groups[0] ?? {}), ...Object.keys(collaboration.people[0] ?? {})];
    const written = fields.filter((field) => !['experts', 'coordinators'].includes(field));
    for (const field of new Set([...perCriticality, ...rules, ...written])) expect(handbook).toContain(`\`${field}\``);
  });

  it('gives defaults in its table that are the defaults', () => {
    const rows = [...handbook.matchAll(/^\| `(\w+)` \| `(\{.*?\})` \|/gm)];
    expect(rows.length).toBeGreaterThan(4);
    for (const [, field = '', value = ''] of rows) {
      const rules = { [field]: parse(value) };
      expect(parsePartialPolicy(rules)).toEqual({ value: { [field]: DEFAULT_POLICY[field as 'digest'] } });
    }
  });
});
