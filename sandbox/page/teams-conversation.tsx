import { useEffect, useRef, useState } from 'react';
import type { Command, PaneAction, SeenMessage } from '../teams/pane-shape.ts';
import { Composer } from './teams-composer.tsx';
import { Message } from './teams-message.tsx';
import { text } from './teams-text.ts';

interface ConversationProps {
  where: string;
  name: string;
  bot: string;
  messages: SeenMessage[];
  commands: Command[];
  act(action: PaneAction): void;
}

/** A channel with its threads, or a chat. Replies stand under the message they answer. */
export function Conversation({ where, name, bot, messages, commands, act }: ConversationProps) {
  const chat = where === 'dm';
  const roots = chat ? messages : messages.filter((one) => one.thread === undefined || !has(messages, one.thread));
  const posts = useRef<HTMLDivElement>(null);
  const last = messages.at(-1)?.id;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message or another place is what scrolls down
  useEffect(() => {
    const element = posts.current;
    const mark = element?.querySelector(`[data-message="${last}"]`);
    mark?.scrollIntoView({ block: 'nearest' });
  }, [last, where]);

  return (
    <section className="tm-conversation" aria-label={name}>
      <h2>{chat ? name : `# ${name}`}</h2>
      {roots.length === 0 && <p className="tm-quiet tm-empty">{text.empty}</p>}
      <div className="tm-posts" ref={posts}>
        {roots.map((root) => (
          <div className={chat ? 'tm-chatline' : 'tm-post'} key={root.id}>
            <Message message={root} where={where} commands={commands} act={act} />
            {!chat && <Thread root={root} where={where} messages={messages} commands={commands} act={act} />}
          </div>
        ))}
      </div>
      <Composer
        key={where}
        label={chat ? text.write : text.newPost}
        hint={chat ? undefined : text.mentionHint(bot)}
        commands={commands.filter((command) => (command.context ?? ['compose']).includes('compose'))}
        onSend={(words) => act({ do: 'say', where, text: words })}
        onCommand={(command) => act({ do: 'command', where, command })}
      />
    </section>
  );
}

function has(messages: SeenMessage[], id: string): boolean {
  return messages.some((message) => message.id === id);
}

function Thread({
  root,
  where,
  messages,
  commands,
  act,
}: Omit<ConversationProps, 'name' | 'bot'> & { root: SeenMessage }) {
  const [writing, setWriting] = useState(false);
  const replies = messages.filter((message) => message.thread === root.id);
  return (
    <div className="tm-thread">
      {replies.map((reply) => (
        <Message key={reply.id} message={reply} where={where} commands={commands} act={act} />
      ))}
      {writing ? (
        <Composer
          label={text.writeReply}
          focus
          onSend={(words) => {
            act({ do: 'say', where, text: words, thread: root.id });
            setWriting(false);
          }}
          onCancel={() => setWriting(false)}
        />
      ) : (
        <button type="button" className="tm-link" onClick={() => setWriting(true)}>
          {text.reply}
        </button>
      )}
    </div>
  );
}
