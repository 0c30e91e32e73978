import { Composer } from './composer.tsx';
import { Drawn, SlackBlocks } from './slack-blocks.tsx';
import { Menu } from './slack-controls.tsx';
import type { BlockDeps, Json, SlackMessage, SlackView } from './slack-types.ts';
import { dateAndTime, t } from './text.ts';

interface MessageProps {
  message: SlackMessage;
  replies: SlackMessage[];
  view: SlackView;
  act(action: Json): Promise<unknown>;
}

/** A message with its thread. */
export function SlackMessageItem({ message, replies, view, act }: MessageProps) {
  const say = (text: string) => act({ do: 'say', channel: message.channel, text, thread: message.ts });
  return (
    <li>
      <Single message={message} view={view} act={act} />
      {!message.ephemeral && (
        <details className="thread" open={replies.length > 0}>
          <summary>{replies.length > 0 ? t.replies(replies.length) : t.reply}</summary>
          <ul>
            {replies.map((one) => (
              <li key={one.ts}>
                <Single message={one} view={view} act={act} />
              </li>
            ))}
          </ul>
          <Composer label={t.replyLabel} placeholder={t.replyLabel} say={say} />
        </details>
      )}
    </li>
  );
}

function Single({ message, view, act }: Omit<MessageProps, 'replies'>) {
  const deps: BlockDeps = {
    users: view.users,
    channels: view.channels,
    use: (blockId, actionId, value) => {
      const place = { do: 'click', channel: message.channel, ts: message.ts, blockId, actionId };
      return act(value === undefined ? place : { ...place, value });
    },
  };
  const menu = view.shortcuts.filter((one) => one.type === 'message');
  const when = dateAndTime(message.shownAt ?? Number(message.ts) * 1000);
  const attached = message.attachments.flatMap((one) => (one.blocks as Json[] | undefined) ?? []);
  return (
    <article className={message.ephemeral ? 'message ephemeral' : 'message'} aria-label={`${message.from}, ${when}`}>
      <Face name={message.from} isBot={message.fromBot} />
      <div className="message-body">
        {message.ephemeral && <p className="only-you">{t.onlyYou}</p>}
        <p className="byline">
          <strong>{message.from}</strong>
          {message.fromBot && <span className="badge">{t.botBadge}</span>}
          <time className="soft">{when}</time>
          {message.edited && <span className="soft">{t.edited}</span>}
        </p>
        {message.blocks.length > 0 ? (
          <SlackBlocks blocks={message.blocks} deps={deps} />
        ) : (
          <Drawn block={{ type: 'section', text: { type: 'mrkdwn', text: message.text } }} deps={deps} />
        )}
        {attached.length > 0 && <SlackBlocks blocks={attached} deps={deps} />}
        {message.files?.map((one) => (
          <a key={one.id} className="file" href={one.url_private} download={one.name}>
            <strong>{one.title}</strong> <span className="soft">{one.name}</span>
          </a>
        ))}
        {message.reactions.map((one) => (
          <span key={one.name} className="reaction">
            :{one.name}: {one.users.length}
          </span>
        ))}
      </div>
      {menu.length > 0 && !message.ephemeral && (
        <Menu
          name={t.moreOn}
          items={menu.map((one) => ({ label: one.name, value: one.callbackId }))}
          choose={(name) => void act({ do: 'shortcut', name, channel: message.channel, ts: message.ts })}
        />
      )}
    </article>
  );
}

/** Initials on a colour of the name's own. */
export function Face({ name, isBot }: { name: string; isBot: boolean }) {
  const initials = name
    .split(' ')
    .map((part) => part[0] ?? '')
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('');
  const hue = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  return (
    <span className="face" aria-hidden style={{ background: isBot ? '#4a154b' : `hsl(${hue} 45% 28%)` }}>
      {initials}
    </span>
  );
}
