/** The demo: twelve groups of made-up people, the sample questions ready to play, a clock that can be moved. */
import { mkdir } from 'node:fs/promises';
import {
  addDays,
  applyCollaboration,
  buildCollaboration,
  type Clock,
  type Collaboration,
  type Core,
  createHandle,
  dateOf,
  type Instant,
  instantOf,
  isWorkingDay,
  type Platform,
  readCollaborationFile,
  type Store,
  weeklyOn,
} from '../../bot/index.ts';
import { ConfigError } from './config.ts';
import { openDemoClock, startClockSwitch } from './demo-clock.ts';
import { DEMO_ID, demoCollaborationFile } from './demo-collaboration.ts';
import { readMenus } from './demo-manifests.ts';
import { type DemoStep, personOf, platformOf, playOf, readSamples, type Sample } from './demo-play.ts';
import { type Groups, readGroups } from './groups.ts';

const BOT_NAME = 'Samråd';
/** Everybody else is on the platform their seat gives them; these are on both. */
const ON_BOTH = /coordinator|^chair/;

export interface DemoDeps {
  store: Store;
  newId(): string;
  commandName: string;
  scenarios: URL;
  /** Folder for the clock and the sandbox's world; null: memory only. */
  folder?: string | null;
}

/** The same at each start: channels stay linked, and people known, under the tenant's id. */
const TEAMS = { appId: '5a3f0d62-7c1e-4b7a-9d0b-2f6f4c8e1a01', tenantId: '5a3f0d62-7c1e-4b7a-9d0b-2f6f4c8e1a02' };

/** Time to look around before the first question is asked. */
const LOOK_AROUND_MS = 15 * 60_000;

type Hands = { say(where: string, text: string): Promise<unknown> };

export async function setUpDemo({ store, newId, commandName, scenarios, folder = 'data' }: DemoDeps) {
  const groups = await readGroups();
  const samples = await readSamples(scenarios);
  const menus = await readMenus();
  await refuseOthers(store);
  const opening = Math.min(...samples.map(({ scenario }) => Date.parse(scenario.openedAt)));
  const start = new Date(opening - LOOK_AROUND_MS).toISOString();
  if (folder) await mkdir(folder, { recursive: true });
  const demo = await openDemoClock(start, folder ? `${folder}/demo-clock.json` : null);
  // By the demo's clock: by today's, whatever falls due until then would happen to the questions that are open.
  const collaboration = await importDemo(store, groups, samples, { newId, now: demo.clock() });
  let core: Core | null = null;
  const clockSwitch = await startClockSwitch({
    demo,
    nextDue: (now) => nextDue(store, collaboration, now),
    async tick() {
      await core?.tick();
      await core?.settle();
    },
  });
  const targets = [...collaboration.groups, ...collaboration.ladder];
  const secrets = { signingSecret: newId(), botToken: `xoxb-${newId()}` };
  return {
    clock: demo.clock satisfies Clock,
    slack: secrets,
    sandbox: {
      people: collaboration.people.map(({ id, name, email }) => ({
        id,
        name,
        email,
        on: platformsOf(id, groups),
        locale: 'nb-NO',
      })),
      channels: targets.flatMap(({ id }) => [
        { name: id, platform: 'slack' as const },
        { name: id, platform: 'teams' as const },
      ]),
      slack: {
        ...secrets,
        ...{ teamName: 'Kommunene', commandName, botName: BOT_NAME },
        ...{ shortcuts: menus.slack, unfurlDomains: menus.unfurlDomains },
      },
      teams: { ...TEAMS, appPassword: newId(), teamName: 'Konsensusgruppene' },
      clockUrl: clockSwitch.url,
      play: playOf(samples, groups, commandName, BOT_NAME) satisfies DemoStep[],
      ...(folder ? { file: `${folder}/sandbox.json` } : {}),
    },
    /** In the menu of a message in Teams. */
    commands: menus.teams,
    /** From now on moving the clock makes this core do what is due. */
    drive(driven: Core): void {
      core = driven;
    },
    /** Each group's coordinator links its channels, with the words a person would use; once. */
    async linkChannels(handsOf: (platform: Platform, person: string) => Hands): Promise<void> {
      const coordinator = (id: string) =>
        collaboration.groups.find((group) => group.id === id)?.coordinators[0] ?? anyCoordinator(collaboration);
      for (const { id, name } of targets) {
        const linked = (await store.directory.linksTo(collaboration._id, id)).map(({ platform }) => platform);
        if (!linked.includes('slack'))
          await handsOf('slack', coordinator(id)).say(id, `${commandName} koble ${name.nb}`);
        if (!linked.includes('teams')) await handsOf('teams', coordinator(id)).say(id, `@${BOT_NAME} koble ${name.nb}`);
      }
    },
    /** The clock stands still from now on, so that whatever plays comes to an end. */
    halt: clockSwitch.halt,
    async close(): Promise<void> {
      await demo.save();
      await clockSwitch.close();
    },
  };
}

function anyCoordinator({ groups }: Collaboration): string {
  return groups[0]?.coordinators[0] ?? '';
}

/** By the number at the end of the person's id and the group's place, as the play has it. */
function platformsOf(person: string, { groups }: Groups): Platform[] {
  if (ON_BOTH.test(person)) return ['slack', 'teams'];
  const order = groups.findIndex(({ id }) => person.startsWith(`${id}.`));
  const seat = person.slice(person.lastIndexOf('.') + 1).replace(/-(\d+)$/, ':$1');
  return [platformOf(order, seat)];
}

/** The demo's clock runs ahead of the world's: it must not decide what real people are still answering. */
async function refuseOthers({ directory }: Store): Promise<void> {
  const others = (await directory.collaborations()).map(({ _id }) => _id).filter((id) => id !== DEMO_ID);
  if (others.length === 0) return;
  throw new ConfigError(
    `No Slack or Teams tokens are set, and the store holds ${others.join(', ')}: set them, or give the demo a store of its own (SAMRAD_SQLITE)`,
  );
}

/** Through the same file shape and checks as `samrad import`. */
async function importDemo(
  store: Store,
  groups: Groups,
  samples: Sample[],
  { newId, now }: { newId: () => string; now: Instant },
): Promise<Collaboration> {
  const vacant = samples.flatMap(({ scenario }) => scenario.vacant.map((seat) => ({ group: scenario.group, seat })));
  const substitutes = samples.flatMap(({ scenario }) =>
    Object.entries(scenario.substitutes).map(([seat, sub]) => ({
      group: scenario.group,
      seat,
      person: personOf(scenario.group, sub),
    })),
  );
  const file = readCollaborationFile(demoCollaborationFile(groups, { vacant, substitutes }));
  if ('problems' in file) throw new Error(`demo collaboration: ${JSON.stringify(file.problems)}`);
  const existing = await store.directory.collaboration(file.value.id);
  const built = buildCollaboration(file.value, { existing, newId, now });
  if ('problems' in built) throw new Error(`demo collaboration: ${JSON.stringify(built.problems)}`);
  const handle = createHandle({ log: store.log });
  let renewals = 0;
  await applyCollaboration(
    {
      directory: store.directory,
      register: store.register,
      renew: (question, roster) => {
        renewals += 1;
        const commandId = `roster:${question}:${built.collaboration.version}:${renewals}`;
        return handle.handle({ type: 'renew-roster', question, commandId, at: now, by: null, roster });
      },
    },
    built,
    now,
  );
  return built.collaboration;
}

/** The next step of a question (also a decided one has reviews and reminders), the next notice that waits for its time, or the next digest. */
async function nextDue(store: Store, { policy, _id }: Collaboration, now: Instant): Promise<Instant | null> {
  const all = await store.register.list({ collaboration: _id });
  const waiting = await store.notices.list({ status: 'waiting' });
  const digest = all.some(({ status }) => status === 'open') ? [nextDigest(policy, now)] : [];
  const instants = [...all.map(({ nextAt }) => nextAt), ...waiting.map(({ notBefore }) => notBefore), ...digest];
  const later = instants.filter((at): at is Instant => at !== null && at > now).sort();
  return later[0] ?? null;
}

function nextDigest(policy: Collaboration['policy'], now: Instant): Instant {
  let date = dateOf(now, policy.timeZone);
  for (;;) {
    const at = weeklyOn(date, policy)?.at ?? instantOf(date, policy.digest.daily, policy.timeZone);
    if (at > now && isWorkingDay(date, policy)) return at;
    date = addDays(date, 1);
  }
}
