/**
 * The bot as a process of its own, to be killed: `serve` on a SQLite file, against platforms that live elsewhere. Settings are one JSON
 * argument. Loads, says so, and starts when told to on stdin: so that the next one can stand ready while this one is killed.
 */
import { once } from 'node:events';
import pino from 'pino';
import { z } from 'zod';
import { startWeb } from '../../adapters/web/index.ts';
import { serve, teamsIn } from '../../main.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';

const Settings = z.object({
  file: z.string(),
  port: z.number().int(),
  sandboxUrl: z.url(),
  slack: z.object({ botToken: z.string(), signingSecret: z.string(), apiUrl: z.url() }),
  teams: z.object({ appId: z.string(), appPassword: z.string(), tenantId: z.string() }),
});
export type BotSettings = z.infer<typeof Settings>;

const { file, port, sandboxUrl, slack, teams } = Settings.parse(JSON.parse(process.argv[2] ?? ''));
// `serve` loads it only when Teams is configured, as it is here.
await import('../../adapters/teams/start.ts');
process.stdout.write('loaded\n');
await once(process.stdin, 'data');
process.stdin.destroy();

const store = await openSqliteStore({ file });
const web = await startWeb({ host: '127.0.0.1', port, ready: async () => true });
const served = await serve({
  store,
  clock: () => new Date().toISOString(),
  log: pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true })),
  web,
  slack,
  teams: teamsIn(sandboxUrl, teams),
  paceMs: 100,
});
process.stdout.write('ready\n');

process.on('SIGTERM', async () => {
  await web.close();
  await served.stop();
  await store.close();
  process.exit(0);
});
