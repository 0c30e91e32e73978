import type { Logger } from '@slack/bolt';
import { LogLevel } from '@slack/bolt';
import type { Log } from '../../bot/index.ts';

/** Slack's libraries log whole payloads at debug level: only their warnings and errors pass, errors as name and code. */
export function createBoltLogger(log: Log): Logger {
  return {
    debug() {},
    info() {},
    warn: (...said) => log.warn({ from: 'slack-sdk', said: said.map(brief) }, 'slack library warns'),
    error: (...said) => log.error({ from: 'slack-sdk', said: said.map(brief) }, 'slack library reports an error'),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}

/** An error in one line that holds nothing a person wrote: its name, codes and where it was thrown. */
export function brief(error: unknown): string {
  if (typeof error === 'string') return error.slice(0, 200);
  if (!(error instanceof Error)) return typeof error;
  const data = 'data' in error && typeof error.data === 'object' ? error.data : null;
  const slackSays = data && 'error' in data ? data.error : undefined;
  const code = 'code' in error ? error.code : undefined;
  const where = slackSays ? undefined : error.stack?.match(/\n\s+(at [^\n]+)/)?.[1];
  return [error.name, code, slackSays, where].filter((one) => typeof one === 'string').join(' ');
}
