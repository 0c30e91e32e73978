/** Told to those who look after a channel or a seat. */

import type { Language } from '../collaboration.ts';
import { catalog, type PlatformId, platformName } from '../messages/index.ts';
import type { View } from '../view.ts';
import type { Reading } from './context.ts';
import { groupName, personName, placeName } from './names.ts';
import { text } from './nodes.ts';

/** `target`: group id or body id. */
export function channelLostView(target: string, platform: PlatformId, ctx: Reading): View {
  const m = catalog(ctx.language).places;
  const name = placeName(target, ctx);
  const said = m.lost(name, platformName(platform));
  return { summary: said, nodes: [text(said, 'strong'), text(m.back[platform](name))] };
}

/** `isShared`: people of another organisation read along; else they do no longer. */
export function channelSharedView(target: string, platform: PlatformId, isShared: boolean, ctx: Reading): View {
  const m = catalog(ctx.language).places;
  const name = placeName(target, ctx);
  const said = (isShared ? m.shared : m.unshared)(name, platformName(platform));
  const act = isShared ? [text(m.sharedAct(name))] : [];
  return { summary: said, nodes: [text(said, 'strong'), ...act] };
}

export function accountClosedView(person: string, group: string, platform: PlatformId, ctx: Reading): View {
  const said = catalog(ctx.language).places.accountClosed(
    personName(person, ctx),
    groupName(group, ctx),
    platformName(platform),
  );
  return { summary: said, nodes: [text(said)] };
}

export function addedText(platform: PlatformId, language: Language): string {
  return catalog(language).places.added[platform];
}
