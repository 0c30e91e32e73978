import type { Node } from '../../bot/index.ts';
import { LIMITS } from './limits.ts';
import type { SubmittedView } from './schema.ts';
import { nodesToBlocks } from './view-to-blocks.ts';

const TOLD = 'told';

/** The same form with a sentence on top. Inputs keep their ids, and so what was written in them. */
export function stayOpen(view: SubmittedView, sentence: string, nodes: Node[] = []) {
  const { title, submit, close, callback_id, private_metadata, notify_on_close } = view;
  const told = nodesToBlocks([{ type: 'text', text: sentence, style: 'strong' }, ...nodes], TOLD, LIMITS.textInMessage);
  const asked = view.blocks.filter((block) => !block.block_id?.startsWith(TOLD));
  return {
    response_action: 'update',
    view: {
      type: 'modal',
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
