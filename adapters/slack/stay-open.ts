import type { KnownBlock, ModalView } from '@slack/types';
import type { Node } from '../../bot/index.ts';
import { LIMITS } from './limits.ts';
import type { ShownView } from './schema.ts';
import { nodesToBlocks } from './view-to-blocks.ts';

const TOLD = 'told';

/** The same form with a sentence on top. Inputs keep their ids, and so what was written in them. */
export function stayOpen(view: ShownView, sentence: string, nodes: Node[] = []) {
  const { title, submit, close, callback_id, private_metadata, notify_on_close } = view;
  const told = nodesToBlocks([{ type: 'text', text: sentence, style: 'strong' }, ...nodes], TOLD, LIMITS.textInMessage);
  const asked = view.blocks.filter((block) => !block.block_id?.startsWith(TOLD));
  return {
    response_action: 'update',
    view: {
      type: 'modal' as const,
      callback_id,
      private_metadata,
      ...(notify_on_close ? { notify_on_close } : {}),
      title,
      ...(submit ? { submit } : {}),
      ...(close ? { close } : {}),
      blocks: [...told.slice(0, LIMITS.blocksInModal - asked.length), ...asked],
    },
  };
}

/** A page to read with what came of a tap in it on top. Unless that is to be tried again, its buttons were for how things stood before. */
export function pageAfter(page: ShownView, sentence: string, again = false): ModalView {
  const shown = page.blocks.filter(({ type }) => again || type !== 'actions');
  const { view } = stayOpen({ ...page, blocks: shown }, sentence);
  return { ...view, blocks: view.blocks as KnownBlock[] };
}
