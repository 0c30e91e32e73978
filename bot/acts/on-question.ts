/** Taps and forms about a question. */

import { type Command, decide, type Intent, isRefusal, type Question, type QuestionEvent } from '../domain/index.ts';
import type { Account, Reply } from '../face.ts';
import { catalog, type ReceiptOf } from '../messages/index.ts';
import type { Act, Form, Values } from '../view.ts';
import { type Does, formFor, opensForm, preferenceReceipt, receiptText } from '../views/index.ts';
import { dateFaultIn, missingTogether, withResponsible } from './after.ts';
import { checkValues } from './check-values.ts';
import type { ActDeps, Request } from './deps.ts';
import { intentOf, probeOf } from './intent-of.ts';
import { hasOwn, isReply, ownCard, type Reader, readerOf, refusal, refusalAbout } from './reader.ts';

/** Refusals that the form itself can mend: they don't stop it from opening. */
const MENDABLE = new Set(['text-required', 'unknown-option', 'unknown-objection']);

/** A tap: opens a form, or does it at once. */
export async function pressOnQuestion(deps: ActDeps, act: Act, request: Request): Promise<Reply> {
  const found = await find(deps, act, request.account);
  if (isReply(found)) return found;
  const { q, reader } = found;
  if (!opensForm(act)) return await carryOut(deps, act, {}, q, reader, request);
  const probe = probeOf(act, q, reader.person.id);
  if (probe) {
    const tried = decide(q, { ...commandBase(act, q, reader, request), ...probe } as Command);
    if (isRefusal(tried) && !MENDABLE.has(tried.refused)) return refusalAbout(tried.refused, q, reader, act.level);
  }
  const form = formFor(act, q, reader, { me: { person: reader.person.id } });
  return form ? { kind: 'form', form } : refusalAbout('stale-button', q, reader, act.level);
}

/** A form that was filled in. */
export async function submitOnQuestion(deps: ActDeps, act: Act, values: Values, request: Request): Promise<Reply> {
  const found = await find(deps, act, request.account);
  if (isReply(found)) return found;
  const { q, reader } = found;
  if (act.do === ('details' satisfies Does)) return { kind: 'quiet' };
  const form = formFor(act, q, reader, { me: { person: reader.person.id } });
  const errors = form
    ? { ...missingTogether(act, values, reader.language), ...checkValues(form, values, reader.language) }
    : {};
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
  return await carryOut(deps, act, values, q, reader, request, form);
}

/** The card as this person alone sees it. */
export async function lookAt(deps: ActDeps, act: Act, request: Request): Promise<Reply> {
  const found = await find(deps, act, request.account);
  if (isReply(found)) return found;
  const { q, reader } = found;
  if (!hasOwn(q, reader, act.level)) return { kind: 'quiet' };
  return { kind: 'done', text: '', own: () => ownCard(q, reader, act.level) };
}

export async function find(
  deps: ActDeps,
  act: Act,
  account: Account,
): Promise<{ q: Question; reader: Reader } | Reply> {
  const q = act.question ? await deps.handle.peek(act.question) : null;
  if (!q) return refusal('unknown-question', 'nb', '');
  const reader = await readerOf(q, account, deps);
  return isReply(reader) ? reader : { q, reader };
}

export function commandBase(act: Act, q: Question, { person, now }: Reader, { requestId }: Request) {
  const { level, round } = act;
  const seen = level === undefined || round === undefined ? undefined : { level, round };
  return { question: q.id, commandId: requestId, at: now, by: person.id, seen };
}

async function carryOut(
  deps: ActDeps,
  act: Act,
  values: Values,
  q: Question,
  reader: Reader,
  request: Request,
  form: Form | null = null,
): Promise<Reply> {
  const asked = intentOf(act, values, q, reader.person.id);
  if (!asked) return refusalAbout('stale-button', q, reader, act.level);
  const intent = withResponsible(asked, reader.collaboration);
  const result = await deps.handle.handle({ ...commandBase(act, q, reader, request), ...intent }, request.signal);
  const errors = form && 'refused' in result ? dateFaultIn(form, result, reader.language) : null;
  if (errors) return { kind: 'invalid', errors };
  if ('refused' in result) return refusalAbout(result.refused, result.state ?? q, reader, act.level);
  const text = receiptOf(intent, result.events, result.state, reader);
  return { kind: 'done', text, own: () => ownCard(result.state, reader, act.level) };
}

function receiptOf(intent: Intent, events: QuestionEvent[], q: Question, reader: Reader): string {
  if (intent.type === 'prefer') return preferenceReceipt(q, intent.option, reader);
  if (events.some(({ type }) => type === 'proposed')) return catalog(reader.language).asking.propose.receipt;
  return receiptText(intent.type as ReceiptOf, reader.language);
}
