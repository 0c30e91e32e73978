import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { collaborationFileSchema } from '../../bot/import/schema.ts';
import { DEFAULT_POLICY, parsePartialPolicy } from '../../bot/index.ts';

const handbook = await readFile(new URL('../../docs/collaboration.md', import.meta.url), 'utf8');
const pieces = [...handbook.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => parse(text ?? '') as object);

/** Of the objects in the file, rules apart. */
function fieldsOf(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return fieldsOf(schema.unwrap());
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element);
  if (schema instanceof z.ZodRecord) return fieldsOf(schema.valueType);
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Record<string, z.core.$ZodType> = schema.shape;
  return Object.entries(shape).flatMap(([name, field]) => (name === 'rules' ? [name] : [name, ...fieldsOf(field)]));
}

describe('docs/collaboration.md', () => {
  it('has pieces of a file that are all valid, and one of each part', () => {
    const fields = Object.assign({}, ...pieces);
    expect(Object.keys(fields).sort()).toEqual(Object.keys(collaborationFileSchema.shape).sort());
    expect(collaborationFileSchema.safeParse(fields).error?.issues ?? []).toEqual([]);
  });

  it('names every field of the file and of the rules', () => {
    const perCriticality = Object.values(DEFAULT_POLICY.criticality).flatMap(Object.keys);
    const rules = [...Object.keys(DEFAULT_POLICY).filter((key) => key !== 'criticality'), 'approved'];
    const fields = [...new Set([...perCriticality, ...rules, ...fieldsOf(collaborationFileSchema)])];
    expect(fields.filter((field) => !handbook.includes(`\`${field}\``))).toEqual([]);
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
