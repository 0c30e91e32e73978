import { useEffect, useRef } from 'react';
import { Composer } from './composer.tsx';
import { SlackBlocks } from './slack-blocks.tsx';
import { Menu } from './slack-controls.tsx';
import { SlackMessageItem } from './slack-message.tsx';
import type { BlockDeps, Json, SlackChannelView, SlackView } from './slack-types.ts';
import { t } from './text.ts';

/** A channel, or the chat with the bot: messages and a line to write in. */
export function Room({
  channel,
  view,
  act,
}: {
  channel: SlackChannelView;
  view: SlackView;
  act(action: Json): Promise<unknown>;
}) {
  const list = useRef<HTMLUListElement>(null);
  const tops = channel.messages.filter((one) => !one.threadTs || one.threadTs === one.ts);
  const last = channel.messages.at(-1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what moves the list
  useEffect(() => {
    const shown = list.current;
    if (shown) shown.scrollTop = shown.scrollHeight;
  }, [last?.ts]);
  const where = channel.name === 'dm' ? view.bot : `#${channel.name}`;
  const say = (text: string) => act({ do: 'say', channel: channel.id, text });
  const shortcuts = view.shortcuts
    .filter((one) => one.type === 'global')
    .map((one) => ({ label: one.name, value: one.callbackId }));
  const runShortcut = (name: string) => void act({ do: 'shortcut', name });
  return (
    <>
      <div className="room-title">
        <h2>{where}</h2>
        {shortcuts.length > 0 && <Menu name={t.shortcuts} items={shortcuts} choose={runShortcut} />}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
      <ul className="messages" ref={list} tabIndex={0} aria-label={t.messages}>
        {tops.length === 0 && <li className="empty">{t.emptyChannel}</li>}
        {tops.map((one) => (
          <SlackMessageItem
            key={one.ts}
            message={one}
            replies={channel.messages.filter((reply) => reply.threadTs === one.ts && reply.ts !== one.ts)}
            view={view}
            act={act}
          />
        ))}
      </ul>
      <p className="unseen" aria-live="polite">
        {last ? t.newMessage(last.from) : ''}
      </p>
      <Composer label={t.write(where)} placeholder={t.commandHint(view.command)} say={say} />
    </>
  );
}

/** The bot's home tab. */
export function Home({ view, act }: { view: SlackView; act(action: Json): Promise<unknown> }) {
  const home = view.home;
  if (!home) return <p className="empty">{t.emptyHome}</p>;
  const deps: BlockDeps = {
    users: view.users,
    channels: view.channels,
    values: home.values,
    errors: home.errors,
    use: (blockId, actionId, value) => {
      const place = { do: 'clickView', view: home.id, blockId, actionId };
      return act(value === undefined ? place : { ...place, value });
    },
  };
  return (
    <>
      <div className="room-title">
        <h2>
          {view.bot} – {t.home}
        </h2>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="messages home" tabIndex={0} aria-label={t.home}>
        <SlackBlocks blocks={home.body.blocks} deps={deps} />
      </section>
    </>
  );
}
