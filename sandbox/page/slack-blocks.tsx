import { type Block, Message } from 'slack-blocks-to-jsx';
import { Control } from './slack-controls.tsx';
import { SlackInput } from './slack-input.tsx';
import { SlackSelect } from './slack-select.tsx';
import { type BlockDeps, type Json, words } from './slack-types.ts';
import { slackDate } from './text.ts';

/** Slack writes dates in the reader's own way; the library only knows the American one. Its mentions are too pale in the dark. */
const HOOKS = {
  user: ({ name, id }: { name: string; id: string }) => <span className="mention">@{name || id}</span>,
  date: ({ timestamp, format }: { timestamp: string; format: string }) => slackDate(Number(timestamp), format),
};

interface BlocksProps {
  blocks: Json[];
  deps: BlockDeps;
}

/** Block Kit: the library draws what is read, our own controls stand where something is pressed or filled in. */
export function SlackBlocks({ blocks, deps }: BlocksProps) {
  return (
    <div className="blocks">
      {blocks.map((block) => (
        <SlackBlock key={String(block.block_id)} block={block} deps={deps} />
      ))}
    </div>
  );
}

function SlackBlock({ block, deps }: { block: Json; deps: BlockDeps }) {
  if (block.type === 'input') return <SlackInput block={block} deps={deps} />;
  if (block.type === 'actions') {
    return (
      <div className="actions">
        {(block.elements as Json[]).map((element) => (
          <Control key={String(element.action_id)} block={block} element={element} deps={deps} />
        ))}
      </div>
    );
  }
  const accessory = block.accessory as Json | undefined;
  if (block.type !== 'section' || !accessory || accessory.type === 'image') return <Drawn block={block} deps={deps} />;
  const { accessory: _, ...rest } = block;
  const isForm = deps.values !== undefined && accessory.type !== 'button' && accessory.type !== 'overflow';
  return (
    <div className="with-accessory">
      <Drawn block={rest} deps={deps} />
      {isForm ? (
        <SlackSelect block={block} element={accessory} deps={deps} sendsAtOnce label={words(block.text)} />
      ) : (
        <Control block={block} element={accessory} deps={deps} />
      )}
    </div>
  );
}

/** What the library draws: everything that is only read. */
export function Drawn({ block, deps }: { block: Json; deps: Pick<BlockDeps, 'users' | 'channels'> }) {
  const data = { users: deps.users, channels: deps.channels };
  return <Message blocks={[block as unknown as Block]} name="" logo="" withoutWrapper data={data} hooks={HOOKS} />;
}
