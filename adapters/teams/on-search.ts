import { z } from 'zod';
import type { Hit } from '../../bot/index.ts';
import type { AccountOf } from './account.ts';
import { type Activity, requestIdOf } from './activity.ts';
import type { Ask, Outcome } from './ask.ts';
import { CARD_TYPE, type Json } from './card.ts';
import type { Answer } from './sdk.ts';
import { viewToCard } from './view-to-card.ts';

/** The command that looks something up while a person writes, and its one parameter, as the manifest has them. */
export const SEARCH_COMMAND = { id: 'searchDecisions', parameter: 'query' } as const;

/** What we use of the invoke's value. Before anything is typed Teams gives `initialRun` in the place of our parameter. */
const Query = z.looseObject({
  commandId: z.literal(SEARCH_COMMAND.id),
  parameters: z.array(z.looseObject({ name: z.string(), value: z.string() })).default([]),
  queryOptions: z.looseObject({ skip: z.number().default(0) }).nullish(),
});

/** Words typed in the compose box's search: a list, each with the card that is inserted when it is chosen. */
export async function onSearch(activity: Activity, ask: Ask, accountOf: AccountOf, withinMs: number): Promise<Answer> {
  const query = Query.safeParse(activity.value).data;
  if (!query) return { status: 400 };
  // All there is was on the first page.
  if (query.queryOptions && query.queryOptions.skip > 0) return listed([]);
  const words = query.parameters.find(({ name }) => name === SEARCH_COMMAND.parameter)?.value ?? '';
  const from = { account: accountOf(activity), requestId: requestIdOf(activity) };
  const outcome = await ask({ kind: 'search', words, ...from }, activity.locale, withinMs);
  const hits = hitsOf(outcome);
  if (hits.length > 0) return listed(hits);
  return composed({ type: 'message', text: 'text' in outcome ? outcome.text : '' });
}

function hitsOf(outcome: Outcome): Hit[] {
  return ('hits' in outcome && outcome.hits) || [];
}

function listed(hits: Hit[]): Answer {
  return composed({ type: 'result', attachmentLayout: 'list', attachments: hits.map(attachment) });
}

function attachment({ title, text, view }: Hit): Json {
  const preview = { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title, text } };
  return { contentType: CARD_TYPE, content: viewToCard(view), preview };
}

function composed(composeExtension: Json): Answer {
  return { status: 200, body: { composeExtension } };
}
