import type { AccountOf } from './account.ts';
import { readTapped } from './act.ts';
import { openerCard } from './actions-to-card.ts';
import type { Activity } from './activity.ts';
import { requestIdOf } from './activity.ts';
import type { Ask, Outcome } from './ask.ts';
import { CARD_TYPE, type Card } from './card.ts';
import type { Answer } from './sdk.ts';
import type { Sighted } from './sighting.ts';
import { viewToCard } from './view-to-card.ts';

export interface CardDeps {
  ask: Ask;
  accountOf: AccountOf;
  sighted: Sighted;
  withinMs: number;
}

/** A button pressed on a message's card, or Teams asking for a viewer's own card. */
export async function onCard(activity: Activity, deps: CardDeps): Promise<Answer> {
  const { ask, accountOf, sighted, withinMs } = deps;
  const tapped = readTapped((activity.value as { action?: { data?: unknown } } | null)?.action?.data);
  const from = { account: accountOf(activity), requestId: requestIdOf(activity) };
  if (tapped?.sighting && !(await sighted(activity, tapped.sighting))) return error(404, 'NothingToShow');
  if (tapped?.look) {
    const outcome = await ask({ kind: 'look', act: tapped.look, ...from }, activity.locale, withinMs);
    return 'own' in outcome && outcome.own ? shown(viewToCard(await outcome.own())) : error(404, 'NothingToShow');
  }
  if (tapped?.sighting) return error(404, 'NothingToShow');
  if (!tapped?.act) return error(400, 'BadRequest');
  const outcome = await ask({ kind: 'press', act: tapped.act, ...from }, activity.locale, withinMs);
  return await answerOf(outcome, tapped.own === true);
}

/** `replaces`: the card pressed may give way to the presser's own. */
async function answerOf(outcome: Outcome, replaces: boolean): Promise<Answer> {
  switch (outcome.kind) {
    case 'done':
    case 'refused': {
      const view = outcome.view ?? (replaces ? await outcome.own?.() : undefined);
      return view ? shown(viewToCard(view, { says: outcome.text })) : said(outcome.text);
    }
    case 'form':
      return shown(openerCard(outcome.form));
    case 'invalid':
      return said(Object.values(outcome.errors).join(' '));
    case 'fault':
      return said(outcome.text);
    case 'quiet':
      return said('');
    default:
      return outcome satisfies never;
  }
}

/** The presser's own card; the shared one is the card worker's to update. */
function shown(value: Card): Answer {
  return { status: 200, body: { statusCode: 200, type: CARD_TYPE, value } };
}

function said(value: string): Answer {
  return { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value } };
}

/** No words: Teams has its own, and leaves the card as it stands. */
function error(statusCode: number, code: string): Answer {
  const value = { code, message: code };
  return { status: 200, body: { statusCode, type: 'application/vnd.microsoft.error', value } };
}
