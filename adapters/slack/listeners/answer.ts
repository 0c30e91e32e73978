import { type Form, NobodyWaits, type Reply, type View } from '../../../bot/index.ts';
import type { Asked } from '../ask.ts';
import { brief } from '../bolt-logger.ts';
import { formToModal } from '../form-to-modal.ts';
import type { Place } from '../tell.ts';
import { type Deps, faultText } from './incoming.ts';
import { handOut } from './paper.ts';

export type Open = (form: Form) => Promise<void>;

/** Shows the person what came of it. Never rejects. */
export async function answer(deps: Deps, asked: Asked, place: Place, open: Open): Promise<void> {
  if (!('reply' in asked)) await deps.tell({ ...place, again: true }, faultText(deps, place.user));
  await settle(deps, asked, place, open);
}

/** As above, once the person has been told of a fault. If it was stored after all, they hear of it. Never rejects. */
export async function settle(deps: Deps, asked: Asked, place: Place, open: Open = tooLate): Promise<void> {
  try {
    if ('fault' in asked) throw asked.fault;
    if ('late' in asked) await show(deps, await asked.late, place, tooLate);
    else await show(deps, asked.reply, place, open);
  } catch (error) {
    const about = { user: place.user, channel: place.channel, error: brief(error) };
    if (error instanceof NobodyWaits) deps.log.info(about, 'what nobody waited for any more was left');
    else deps.log.error(about, 'the bot could not answer');
  }
}

/** A tap's trigger lives three seconds; after that no form can be opened. */
async function tooLate(): Promise<void> {}

async function show(deps: Deps, reply: Reply, place: Place, open: Open): Promise<void> {
  switch (reply.kind) {
    case 'form':
      return open(reply.form);
    case 'done':
    case 'refused':
      return told(deps, reply, place);
    case 'invalid':
      return deps.tell(place, Object.values(reply.errors).join(' '));
    case 'quiet':
      return;
  }
}

/** Tells what came of it: in the home tab, in the place of the list that it was done in, or beside. */
export async function told(
  deps: Pick<Deps, 'tell' | 'homes' | 'log' | 'sendPaper'>,
  reply: Extract<Reply, { text: string }>,
  place: Place,
): Promise<void> {
  if (reply.paper) return await handOut(deps, reply, place);
  if (place.home) return await deps.homes.show(place.user, reply.text);
  const anew = place.list ? await listAnew(deps, reply) : null;
  if (anew) await deps.tell({ ...place, replace: true }, reply.text, anew);
  else await deps.tell(place, reply.text, reply.view);
  await deps.homes.refresh(place.user);
}

/** null: what was done is done, and only the list can't be shown. */
async function listAnew({ log }: Pick<Deps, 'log'>, { own }: Extract<Reply, { text: string }>): Promise<View | null> {
  try {
    return (await own?.()) ?? null;
  } catch (error) {
    log.warn({ error: brief(error) }, 'a list could not be shown anew');
    return null;
  }
}

/** Opens forms with a tap's trigger, which lives three seconds. On top of the form that the tap was in, if any. */
export function openWith(deps: Deps, triggerId: string | undefined, place: Place, inForm = false): Open {
  return async (form) => {
    const { responseUrl, channel, thread, home, page } = place;
    const view = formToModal(form, { responseUrl, channel, thread, home, ...(page ? { overPage: true } : {}) });
    try {
      const args = { trigger_id: triggerId ?? '', view };
      await (inForm ? deps.client.views.push(args) : deps.client.views.open(args));
    } catch (error) {
      deps.log.warn({ user: place.user, error: brief(error) }, 'a form could not be opened');
      await deps.tell({ ...place, again: true }, faultText(deps, place.user));
    }
  };
}

/** Words in a chat carry no trigger: a button with the form's title opens it. */
export function offer(deps: Deps, place: Place): Open {
  return async ({ act, title }) => {
    const button = { type: 'button' as const, label: title, act, opensForm: true };
    await deps.tell(place, title, { summary: title, nodes: [{ type: 'actions', items: [button] }] });
  };
}
