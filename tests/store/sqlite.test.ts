import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { storeContract } from '../contracts/store.ts';

const folder = mkdtempSync(join(tmpdir(), 'samrad-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

storeContract('sqlite', (database) => openSqliteStore({ file: join(folder, `${database}.db`) }));
