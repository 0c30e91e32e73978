import { jsonArg, type Method, type SlackContext, SlackRefusal, stringArg } from '../context.ts';
import { openModal, publishHome, topModal, updateView, viewJson } from '../views.ts';
import type { Json, View } from '../world.ts';

function triggered(context: SlackContext, args: Json): { user: string; fromModal?: string } {
  const used = context.tickets.redeemTrigger(stringArg(args, 'trigger_id'));
  if ('error' in used) throw new SlackRefusal(used.error);
  return used;
}

function bodyArg(args: Json): unknown {
  const view = jsonArg(args, 'view', 'invalid_arguments');
  if (view === undefined) throw new SlackRefusal('invalid_arguments', ['[ERROR] missing required field: view']);
  return view;
}

const open: Method = (context, args) => {
  const body = bodyArg(args);
  const { user } = triggered(context, args);
  const kept = context.world().modals[user] ?? [];
  context.world().modals[user] = [];
  try {
    const view = openModal(context, user, body);
    for (const id of kept) delete context.world().views[id];
    return { view: viewJson(context, view) };
  } catch (error) {
    context.world().modals[user] = kept;
    throw error;
  }
};

const push: Method = (context, args) => {
  const body = bodyArg(args);
  const { user } = triggered(context, args);
  if (!topModal(context, user)) throw new SlackRefusal('not_found');
  return { view: viewJson(context, openModal(context, user, body)) };
};

function viewArg(context: SlackContext, args: Json): View {
  const viewId = stringArg(args, 'view_id');
  const externalId = stringArg(args, 'external_id');
  const all = Object.values(context.world().views);
  const view = all.find((one) => (viewId ? one.id === viewId : externalId && one.body.external_id === externalId));
  if (!view) throw new SlackRefusal('not_found');
  return view;
}

const update: Method = (context, args) => {
  const view = viewArg(context, args);
  return { view: viewJson(context, updateView(context, view, bodyArg(args), stringArg(args, 'hash'))) };
};

const publish: Method = (context, args) => {
  const user = stringArg(args, 'user_id') ?? '';
  if (!context.directory.personOf(user)) throw new SlackRefusal('invalid_arguments', ['[ERROR] unknown user_id']);
  return { view: viewJson(context, publishHome(context, user, bodyArg(args), stringArg(args, 'hash'))) };
};

export const viewMethods: Record<string, Method> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
