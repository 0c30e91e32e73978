/** Forms that were closed unsent: what the person had written is kept for some days, and offered when the same form is opened again. */
import { hasNationalId } from '../domain/index.ts';
import type { Account, Input, Reply } from '../face.ts';
import { later } from '../followers/retry.ts';
import { catalog, dateTime } from '../messages/index.ts';
import type { Draft } from '../ports.ts';
import type { Act, Field, Form, Values } from '../view.ts';
import { text } from '../views/nodes.ts';
import type { ActDeps } from './deps.ts';
import { isReply, membersOf } from './reader.ts';

const KEPT_MS = 3 * 24 * 3600 * 1000;

/**
 * Keeps the words that the person wrote; where there are none, nothing is left of what was kept before. `fresh`: the same form as it
 * opens without a draft. A field that seems to hold a national identity number is not kept.
 */
export async function keepDraft(
  { store, clock }: ActDeps,
  input: Extract<Input, { kind: 'leave' }>,
  fresh: Reply,
): Promise<Reply> {
  const id = draftId(input.account, input.act);
  const values = fresh.kind === 'form' ? wordsIn(fresh.form, input.values) : {};
  if (Object.keys(values).length > 0)
    await store.drafts.put({ _id: id, values, at: clock(), until: later(clock(), KEPT_MS) });
  else await store.drafts.remove(id);
  return { kind: 'quiet' };
}

/** The reply, its form filled in with what the person wrote in it last and did not send. */
export async function withDraft(deps: ActDeps, reply: Reply, account: Account): Promise<Reply> {
  if (reply.kind !== 'form' || !reply.form.fields.some(takesWords)) return reply;
  const draft = await deps.store.drafts.get(draftId(account, reply.form.act), deps.clock());
  if (!draft) return reply;
  const members = await membersOf(deps, account);
  if (isReply(members)) return reply;
  const note = catalog(members[0].language).form.draft(dateTime(draft.at, members[0].language));
  return { kind: 'form', form: filled(reply.form, draft, note) };
}

/** It was sent: nothing of it is left. Never rejects: what was sent is stored, and its draft goes by itself after some days. */
export async function forgetDraft(
  { store, log }: ActDeps,
  { account, act }: { account: Account; act: Act },
): Promise<void> {
  try {
    await store.drafts.remove(draftId(account, act));
  } catch (error) {
    log.warn({ act: act.do, err: error }, 'the draft of a form that was sent could not be removed');
  }
}

/** Whether the person brought words of their own when they opened it: those are not mixed with older ones. */
export function isBegun({ fields }: Form): boolean {
  return fields.some((field) => takesWords(field) && Boolean(field.initial));
}

function draftId({ platform, team, user }: Account, act: Act): string {
  return JSON.stringify([platform, team, user, act.do, act.question ?? null, act.arg ?? null]);
}

/** What was written and is not what the form opened with. A choice left from before could be sent unseen: those are not kept. */
function wordsIn({ fields }: Form, values: Values): Values {
  const given = fields.filter(takesWords).flatMap(({ name, initial }) => {
    const words = [values[name] ?? ''].flat().join('\n');
    const isOwn = words.trim() !== '' && words.trim() !== initial?.trim();
    return isOwn && !hasNationalId([words]) ? [[name, words] as const] : [];
  });
  return Object.fromEntries(given);
}

type TextField = Extract<Field, { type: 'text' | 'long-text' }>;

function takesWords(field: Field): field is TextField {
  return field.type === 'text' || field.type === 'long-text';
}

function filled(form: Form, { values }: Draft, note: string): Form {
  const fields = form.fields.map((field): Field => {
    const words = values[field.name];
    return words === undefined || !takesWords(field) ? field : { ...field, initial: [words].flat()[0] };
  });
  return { ...form, intro: [text(note), ...form.intro], fields };
}
