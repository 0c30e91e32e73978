import { type App, type Logger, type Receiver, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import { createWatch, type Log, type Meter } from '../../bot/index.ts';
import { brief } from './bolt-logger.ts';
import { handOver } from './hand-over.ts';
import type { Tasks } from './tasks.ts';
import { TryAgain } from './try-again.ts';

interface Options {
  appToken: string;
  apiUrl: string | undefined;
  logger: Logger;
  log: Log;
  meter: Meter;
  tasks: Tasks;
}

/** Socket Mode with the same rules as over HTTP: an envelope is acknowledged when its listener is through. */
export function createSocketReceiver({ appToken, apiUrl, logger, log, meter, tasks }: Options): Receiver {
  const clientOptions = apiUrl ? { slackApiUrl: apiUrl } : {};
  const socket = new SocketModeReceiver({ appToken, logger, installerOptions: { clientOptions } });

  async function take(app: App, event: ReceiverEvent): Promise<void> {
    const watch = createWatch(meter, 'slack');
    try {
      await handOver(app, event, watch);
    } catch (error) {
      const again = error instanceof TryAgain;
      if (again) log.error({ error: brief(error.cause), again }, 'a Slack envelope failed');
      else log.info({ error: brief(error) }, 'a Slack envelope made no sense');
      if (!again) await event.ack();
      watch.failed();
      watch.acknowledged();
    }
  }

  return {
    init(app) {
      const processEvent = (event: ReceiverEvent) => tasks.track(take(app, event));
      socket.init(Object.assign(Object.create(app) as App, { processEvent }));
    },
    start: () => socket.start(),
    stop: () => socket.stop(),
  };
}
