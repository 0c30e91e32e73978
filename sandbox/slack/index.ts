import type { IncomingMessage, ServerResponse } from 'node:http';
import { createFaults } from '../faults.ts';
import { readBody, sendJson, sendText } from '../http.ts';
import type { Part, PartDeps } from '../parts.ts';
import { createActs } from './act.ts';
import { sendFile, takeUpload } from './api/files.ts';
import { type ApiRequest, createApi } from './api/index.ts';
import { type SlackContext, SlackRefusal } from './context.ts';
import { type Ack, createDelivery, type SentRequest } from './deliver.ts';
import { createDirectory, slackId } from './directory.ts';
import { createHands, type SlackHands } from './hands.ts';
import { createPane } from './pane.ts';
import { eventPayload } from './payloads.ts';
import { respond } from './response-url.ts';
import { createSocketMode } from './socket.ts';
import { createTickets } from './tickets.ts';
import { emptyWorld, type Json, renameChannel, type World } from './world.ts';

export interface Slack extends Part {
  as(personId: string): SlackHands;
  /** What bolt's clientOptions.slackApiUrl wants. */
  apiUrl(): string;
  /** The bot's request address (or several, taken in turn). Checked with a challenge unless `verify` is false. */
  connect(options: { requestUrl: string | string[]; verify?: boolean }): Promise<void>;
  requests: ApiRequest[];
  lastRequest(): SentRequest | undefined;
  resend(request: SentRequest, how?: { retry?: boolean; reason?: string }): Promise<Ack>;
  /** Until nothing is on its way to the bot. */
  idle(): Promise<void>;
  connected(): boolean;
  /** Takes the bot out of a channel, or in again (`by` whom), as the bot is told. */
  setMember(channelName: string, isMember: boolean, by?: string): void;
  /** Archives a channel, or opens it again, as the bot is told. */
  setArchived(channelName: string, isArchived: boolean): void;
  /** Shares a channel with a workspace of another organisation (Slack Connect), or no longer, as the bot is told. */
  setShared(channelName: string, team: string, isShared: boolean): void;
  /** Gives a channel another id, as when a private one is about to be shared with another organisation; the bot is told. */
  renewChannelId(channelName: string): void;
  /** Closes a person's account, as the bot is told. */
  closeAccount(personId: string): void;
  /** Somebody joins a channel, as the bot is told. */
  joined(personId: string, channelName: string): void;
  /** Any other event, as the bot would get it. */
  emit(event: Json): void;
  /** Asks a Socket Mode bot to connect anew. */
  refreshSockets(): void;
  ids: { user(personId: string): string; channel(name: string): string; bot: string; team: string };
}

/** A local Slack: its Web API, what it sends to a bot, and people who use it. */
export function createSlack(deps: PartDeps): Slack {
  const directory = createDirectory(deps);
  const faults = createFaults();
  const socket = createSocketMode(directory.bot.appId, deps.options.slack.ackMs ?? 3000);
  const delivery = createDelivery(deps.options.slack, socket);
  let world: World = emptyWorld(directory.channels().map((channel) => channel.id));
  const context: SlackContext = {
    deps,
    directory,
    tickets: createTickets(deps.now, deps.baseUrl),
    world: () => world,
    emit: (event) => void (delivery.connected() && delivery.event(eventPayload(context, event))),
    socketUrl: () => socket.url(deps.baseUrl()),
  };
  const api = createApi(context, faults);
  const acts = createActs(context, delivery);
  const pane = createPane(context, acts);

  function as(personId: string): SlackHands {
    const user = directory.userIdOf(personId);
    if (!user) throw new Error(`no "${personId}" in this Slack`);
    return createHands(context, acts, user);
  }

  function channelId(name: string): string {
    const channel = directory.byName(name);
    if (!channel) throw new Error(`no channel "${name}"`);
    return channel.id;
  }

  async function takeResponse(req: IncomingMessage, res: ServerResponse, id: string): Promise<void> {
    const body = await readBody(req);
    const at = deps.now();
    const fault = await faults.play('response_url', res, { ok: false, error: 'fault' });
    if (fault === 'answered') return;
    const entry: ApiRequest = { method: 'response_url', at, answeredAt: deps.now(), ok: false, args: {} };
    api.requests.push(entry);
    try {
      entry.args = JSON.parse(body) as Json;
      respond(context, id, entry.args);
      entry.ok = true;
      if (fault === 'lost') return void res.socket?.destroy();
      sendText(res, 200, 'text/plain', 'ok');
    } catch (error) {
      entry.error = error instanceof SlackRefusal ? error.message : 'invalid_payload';
      const details = error instanceof SlackRefusal ? error.details : {};
      sendJson(res, entry.error.endsWith('_url') ? 404 : 400, { ok: false, error: entry.error, ...details });
    }
  }

  async function upload(req: IncomingMessage, res: ServerResponse, id: string): Promise<void> {
    if ((await faults.play(`upload ${id}`, res, { ok: false, error: 'fault' })) === 'answered') return;
    await takeUpload(context, req, res, id);
  }

  return {
    async handle(req, res, url) {
      const [, , room, name] = url.pathname.split('/');
      if (room === 'api' && name) await api.handle(req, res, name, url);
      else if (room === 'response' && name && req.method === 'POST') await takeResponse(req, res, name);
      else if (room === 'upload' && name && req.method === 'POST') await upload(req, res, name);
      else if (room === 'files' && name) sendFile(context, res, name);
      else return false;
      return true;
    },
    upgrade: socket.upgrade,
    as,
    fault: faults.add,
    clearFaults: faults.clear,
    view: (personId) => pane.view(as(personId), directory.userIdOf(personId) ?? ''),
    act: (personId, action) => pane.act(as(personId), directory.userIdOf(personId) ?? '', action),
    snapshot: () => world,
    restore: (data) => {
      world = { ...world, ...(data as Partial<World>) };
    },
    async close() {
      delivery.close();
      socket.close();
      await delivery.idle();
    },
    apiUrl: () => `${deps.baseUrl()}/slack/api/`,
    connect: ({ requestUrl, verify }) => delivery.connect(requestUrl, verify),
    requests: api.requests,
    lastRequest: delivery.lastRequest,
    resend: delivery.resend,
    idle: delivery.idle,
    connected: delivery.connected,
    setMember(name, isMember, by) {
      const channel = channelId(name);
      const others = world.botIn.filter((one) => one !== channel);
      world.botIn = isMember ? [...others, channel] : others;
      const who = by && directory.userIdOf(by);
      const place = { channel, channel_type: 'C', team: directory.bot.teamId, ...(who ? { inviter: who } : {}) };
      const joined = { type: 'member_joined_channel', user: directory.bot.userId, ...place };
      context.emit(isMember ? joined : { type: 'channel_left', channel, ...(who ? { actor_id: who } : {}) });
      deps.changed();
    },
    setArchived(name, isArchived) {
      const channel = channelId(name);
      world.archived = [...world.archived.filter((one) => one !== channel), ...(isArchived ? [channel] : [])];
      context.emit({
        type: isArchived ? 'channel_archive' : 'channel_unarchive',
        channel,
        user: directory.userIds()[0],
      });
      deps.changed();
    },
    setShared(name, team, isShared) {
      const channel = channelId(name);
      const others = (world.shared[channel] ?? []).filter((one) => one !== team);
      world.shared[channel] = isShared ? [...others, team] : others;
      const left = { previously_connected_team_id: team, is_ext_shared: others.length > 0 };
      const what = isShared
        ? { type: 'channel_shared', connected_team_id: team }
        : { type: 'channel_unshared', ...left };
      context.emit({ ...what, channel });
      deps.changed();
    },
    renewChannelId(name) {
      const from = channelId(name);
      const to = slackId('C', from);
      directory.renew(from, to);
      renameChannel(world, from, to);
      context.emit({ type: 'channel_id_changed', old_channel_id: from, new_channel_id: to });
      deps.changed();
    },
    closeAccount(personId) {
      const id = directory.userIdOf(personId) ?? '';
      world.closed.push(id);
      context.emit({ type: 'user_change', user: { ...directory.user(id), deleted: true } });
      deps.changed();
    },
    joined(personId, name) {
      const event = { channel: channelId(name), channel_type: 'C', team: directory.bot.teamId };
      context.emit({ type: 'member_joined_channel', user: directory.userIdOf(personId), ...event });
    },
    emit: context.emit,
    refreshSockets: socket.refresh,
    ids: {
      user: (personId) => directory.userIdOf(personId) ?? '',
      channel: channelId,
      bot: directory.bot.userId,
      team: directory.bot.teamId,
    },
  };
}
