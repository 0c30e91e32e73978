import type { Statement } from 'libsql';

export type Param = string | number | null;
/** A row by its columns. */
export type Cells = Record<string, Param>;

/** Rows of a query. The caller knows the columns that it named. */
export function many<Row>(statement: Statement, ...params: Param[]): Row[] {
  return statement.all(...params) as Row[];
}

/** Documents from a query's `doc` column. */
export function docs<Doc>(statement: Statement, ...params: Param[]): Doc[] {
  return many<{ doc: string }>(statement, ...params).map((row) => JSON.parse(row.doc) as Doc);
}

/** The first document of a query, or null. */
export function doc<Doc>(statement: Statement, ...params: Param[]): Doc | null {
  return docs<Doc>(statement, ...params)[0] ?? null;
}
