import type { JsonWebKey } from 'node:crypto';
import { createFaults } from '../faults.ts';
import type { Part, PartDeps } from '../parts.ts';
import { installActivities, memberActivity, placeActivity, type Teller } from './activities.ts';
import { CHANNEL_ISSUER, serviceUrl } from './auth.ts';
import { createBotLink, type Delivery } from './bot-link.ts';
import type { Json } from './card-json.ts';
import { createDirectory, type Place, type User } from './directory.ts';
import { createHands, type TeamsHands } from './hands.ts';
import { actFor, viewFor } from './pane.ts';
import type { Command } from './pane-shape.ts';
import { createRequestLog, type LoggedRequest, type Rates } from './request-log.ts';
import { serve } from './server.ts';
import type { Room, Session } from './session.ts';
import { createTokens, type TokenTwist } from './tokens.ts';
import { createWorld, type WorldData } from './world.ts';

export { channelAuth } from './auth.ts';
export { visibleText } from './card-json.ts';

export interface TeamsOptions {
  /** The bot's name in mentions. */
  botName?: string;
  /** Whether the bot hears channel messages that don't mention it (resource-specific consent). Default true. */
  rsc?: boolean;
  /** How long Teams waits for an invoke's answer, 10 s by default. */
  invokeTimeoutMs?: number;
}

export type PlaceEvent =
  | 'channelRenamed'
  | 'channelDeleted'
  | 'channelRestored'
  | 'teamRenamed'
  | 'teamArchived'
  | 'teamUnarchived';

interface ConnectOptions {
  messagingUrl: string;
  /** Commands of the message extension, as in the app manifest (`composeExtensions[0].commands`); the page shows them. */
  commands?: Command[];
  /** Tells the bot of its installation in the team and in each chat, once and not again after a restart. Default true. */
  announce?: boolean;
}

export interface TeamsPart extends Part {
  as(personId: string): TeamsHands;
  connect(options: ConnectOptions): Promise<void>;
  /** The bot's calls to the connector, oldest first. */
  requests: LoggedRequest[];
  /** What was sent to the bot and how it answered. */
  deliveries: Delivery[];
  /** Why persons saw "something went wrong". */
  problems: string[];
  /** The busiest windows of a conversation, by its id. */
  rates(conversationId: string): Rates;
  /** Installs or removes the bot in 'team', in a person's chat or in a group chat, and tells it. `by` whom; absent: the first person. */
  install(scope: 'team' | { personId: string } | { chat: string }, added: boolean, by?: string): Promise<void>;
  /** Renames, deletes or restores a channel ('team': the team), and tells the bot. */
  change(where: string, eventType: PlaceEvent, name?: string): Promise<void>;
  /** Tells the bot that a person joined or left the team. */
  member(personId: string, added: boolean): Promise<void>;
  /** Ids as the bot sees them, by our person id or channel name. */
  ids: { user(personId: string): User; channel(name: string): Place; team: string; bot: string; serviceUrl(): string };
  /** Sends any activity with any token, for trials of what the bot refuses. */
  deliver(activity: Json, twist?: TokenTwist): Promise<Delivery>;
}

/** A stand-in for Microsoft Teams: login, keys, Bot Connector, and people who use it. */
export function createTeams(deps: PartDeps, options: TeamsOptions = {}): TeamsPart {
  const app = deps.options.teams;
  const directory = createDirectory(deps, options.botName ?? 'Samråd');
  const world = createWorld(deps.now, deps.clock);
  const service = (): string => serviceUrl(deps.baseUrl());
  const tokens = createTokens({ appId: app.appId, issuer: CHANNEL_ISSUER, serviceUrl: service, now: deps.now });
  const faults = createFaults();
  const loginFaults = createFaults();
  const graphFaults = createFaults();
  const rsc = options.rsc ?? true;
  const log = createRequestLog(deps.now);
  const link = createBotLink({ tokens, now: deps.now, invokeTimeoutMs: options.invokeTimeoutMs });
  const teller: Teller = { directory, serviceUrl: service, now: deps.now };
  const room: Room = { teller, world, link, rsc, problems: [], changed: deps.changed };
  const sessions = new Map<string, { session: Session; hands: TeamsHands }>();
  const server = {
    directory,
    world,
    tokens,
    faults,
    loginFaults,
    graphFaults,
    rsc,
    log,
    app,
    baseUrl: deps.baseUrl,
    now: deps.now,
    changed: deps.changed,
  };
  let commands: Command[] = [];

  function userOf(personId: string): User {
    const user = directory.users.find((one) => one.person.id === personId);
    if (!user) throw new Error(`no person "${personId}" in Teams`);
    return user;
  }

  function personOf(personId: string): { session: Session; hands: TeamsHands } {
    const known = sessions.get(personId);
    if (known) return known;
    const session: Session = { user: userOf(personId), toggled: new Map(), looked: new Map() };
    const person = { session, hands: createHands(room, session) };
    sessions.set(personId, person);
    return person;
  }

  async function tellInstall(scope: string, added: boolean, by = directory.users[0]): Promise<void> {
    const group = directory.groups.find(({ id }) => id === scope);
    const user = scope === 'team' || group ? by : userOf(scope);
    if (!user) return;
    const place = scope === 'team' ? directory.team : (group ?? directory.where(user, 'dm'));
    for (const activity of installActivities(teller, user, place, added)) await link.deliver(activity);
  }

  async function announce(): Promise<void> {
    const scopes = ['team', ...directory.users.map((user) => user.person.id)];
    for (const scope of scopes) if (world.hasBot(scope) && world.announce(scope)) await tellInstall(scope, true);
    deps.changed();
  }

  return {
    requests: log.entries,
    deliveries: link.deliveries,
    problems: room.problems,
    rates: log.rates,
    ids: {
      user: userOf,
      channel: (name) => directory.where(directory.users[0] ?? userOf(''), name),
      team: directory.team.id,
      bot: directory.bot.id,
      serviceUrl: service,
    },
    handle: (req, res, url) => serve(server, req, res, url),
    as: (personId) => personOf(personId).hands,
    async connect(to) {
      link.connect(to.messagingUrl);
      commands = to.commands ?? [];
      if (to.announce ?? true) await announce();
    },
    async install(scope, added, by) {
      const [first = userOf('')] = directory.users;
      const group = typeof scope === 'object' && 'chat' in scope ? directory.where(first, scope.chat).id : undefined;
      const name = group ?? (typeof scope === 'object' && 'personId' in scope ? scope.personId : 'team');
      world.setBot(name, added);
      deps.changed();
      await tellInstall(name, added, by === undefined ? first : userOf(by));
    },
    async change(where, eventType, name) {
      const [user = userOf('')] = directory.users;
      const place = where === 'team' ? directory.team : directory.where(user, where);
      if (eventType === 'channelDeleted' || eventType === 'channelRestored')
        world.setDeleted(place.id, eventType === 'channelDeleted');
      deps.changed();
      await link.deliver(placeActivity(teller, user, place, eventType, name));
    },
    async member(personId, added) {
      world.setInTeam(personId, added);
      await link.deliver(memberActivity(teller, userOf(personId), added));
    },
    deliver: link.deliver,
    fault(fault) {
      if (fault.match?.includes('login')) loginFaults.add(fault);
      else if (fault.match?.includes('graph')) graphFaults.add(fault);
      else faults.add(fault);
    },
    clearFaults() {
      graphFaults.clear();
      faults.clear();
      loginFaults.clear();
    },
    view: (personId) => viewFor(room, personOf(personId).session, commands),
    act: (personId, action) => actFor(personOf(personId).hands, action),
    snapshot: () => ({ world: world.save(), key: tokens.save() }),
    restore(data) {
      const saved = data as { world: WorldData; key: { kid: string; jwk: JsonWebKey } } | undefined;
      if (!saved) return;
      world.load(saved.world);
      tokens.load(saved.key);
    },
    close: async () => {},
  };
}
