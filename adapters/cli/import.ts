/** `samrad import FILE [--dry-run]`: takes a collaboration file into use. */
import { readFile } from 'node:fs/promises';
import {
  applyCollaboration,
  approvalWarning,
  type Built,
  buildCollaboration,
  type Change,
  type ChannelLink,
  type Collaboration,
  changesBetween,
  changeText,
  type Directory,
  type Handle,
  type Instant,
  linksIn,
  type Problem,
  problemText,
  type Roster,
  readCollaborationFile,
  type Store,
} from '../../bot/index.ts';
import { readYaml, type YamlFile } from './yaml.ts';

export interface ImportDeps {
  file: string;
  /** Prints what would change and writes nothing. */
  dryRun: boolean;
  store: Pick<Store, 'directory' | 'register' | 'cards'>;
  handle: Pick<Handle, 'handle'>;
  newId(): string;
  now: Instant;
  out(line: string): void;
}

interface Read {
  existing: Collaboration | null;
  built: Built;
}

/** Exit code: 0 taken into use (dry run: could be), 1 the file can't be read or has faults, each told with its line. */
export async function importCollaboration(deps: ImportDeps): Promise<0 | 1> {
  const { file, dryRun, store, out } = deps;
  const read = await readCollaboration(deps);
  if ('faults' in read) {
    for (const fault of read.faults) out(`${file}${fault}`);
    out(`${read.faults.length === 1 ? '1 fault' : `${read.faults.length} faults`}; nothing was written.`);
    return 1;
  }
  for (const line of await changeLines(read, store.directory)) out(line);
  const warning = approvalWarning(read.built.collaboration);
  if (warning) out(`! ${warning}`);
  out(summary(read.built));
  if (dryRun) {
    out('Dry run: nothing was written.');
    return 0;
  }
  const renewed = await applyCollaboration(
    { ...store, renew: (question, roster) => renew(deps, question, roster) },
    read.built,
    deps.now,
  );
  out(
    `Taken into use, version ${read.built.collaboration.version}. Open questions brought up to date: ${renewed.length}.`,
  );
  return 0;
}

/** Faults begin with ":<line>: ", to be put after the file's name. */
async function readCollaboration({ file, store, newId, now }: ImportDeps): Promise<Read | { faults: string[] }> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return { faults: [`: can't be read: ${error instanceof Error ? error.message : error}`] };
  }
  const yaml = readYaml(text);
  if ('faults' in yaml) return { faults: yaml.faults.map(({ line, message }) => `:${line}: ${message}`) };
  const described = readCollaborationFile(yaml.data);
  if ('problems' in described) return inLines(described.problems, yaml);
  const existing = await store.directory.collaboration(described.value.id);
  const built = buildCollaboration(described.value, { existing, newId, now });
  if ('problems' in built) return inLines(built.problems, yaml);
  const elsewhere = await linkedElsewhere(built, store.directory);
  return elsewhere.length > 0 ? inLines(elsewhere, yaml) : { existing, built };
}

function inLines(problems: Problem[], { lineOf }: YamlFile): { faults: string[] } {
  const placed = problems.map((problem) => ({ line: lineOf(problem.path), text: problemText(problem) }));
  return { faults: placed.sort((a, b) => a.line - b.line).map(({ line, text }) => `:${line}: ${text}`) };
}

/** Nothing may cross from one collaboration to another, so a channel serves one of them only. */
async function linkedElsewhere({ collaboration, links }: Built, directory: Directory): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { platform, team, channel, path } of links) {
    const others = await directory.linksOf(platform, team, channel);
    const other = others.find((link) => link.collaboration !== collaboration._id);
    if (other) problems.push({ path, message: `this channel belongs to the collaboration ${other.collaboration}` });
  }
  return problems;
}

const PEOPLE: Change['about'][] = ['person', 'seat', 'substitute', 'office'];

/** Of a new collaboration all but its people: everybody in it is new. */
async function changeLines({ existing, built }: Read, directory: Directory): Promise<string[]> {
  if (!existing) {
    const changes = changesBetween(null, built).filter(({ about }) => !PEOPLE.includes(about));
    return [`${built.collaboration._id} is new.`, ...changes.map(changeText)];
  }
  const links = (await linksIn(directory, existing)).filter((link) => link.origin === 'file' || isNamed(link, built));
  const changes = changesBetween({ collaboration: existing, links }, built);
  return changes.length > 0 ? changes.map(changeText) : ['Nothing changes.'];
}

function isNamed({ platform, team, channel, target }: ChannelLink, { links }: Built): boolean {
  return links.some((l) => l.platform === platform && l.team === team && l.channel === channel && l.target === target);
}

function summary({ collaboration: { groups, ladder, people }, links }: Built): string {
  const seats = groups.flatMap((group) => group.seats);
  const filled = seats.filter((seat) => seat.holder !== null).length;
  return [
    `groups: ${groups.length}`,
    `seats: ${seats.length}, ${filled} filled`,
    `bodies above: ${ladder.length}`,
    `people: ${people.length}`,
    `channels: ${links.length}`,
  ].join(' · ');
}

async function renew({ handle, newId, now }: ImportDeps, question: string, roster: Roster): Promise<void> {
  const command = {
    type: 'renew-roster',
    question,
    commandId: `roster:${newId()}`,
    at: now,
    by: null,
    roster,
  } as const;
  const result = await handle.handle(command);
  if ('refused' in result) throw new Error(`${question}: its lists could not be renewed: ${result.refused}`);
}
