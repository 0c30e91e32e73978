import { actions } from '../teams/card-json.ts';
import type { Command, PaneAction, SeenMessage } from '../teams/pane-shape.ts';
import { Card } from './teams-card.tsx';
import { html } from './teams-host.ts';
import { shortTime, text } from './teams-text.ts';

interface MessageProps {
  message: SeenMessage;
  where: string;
  commands: Command[];
  act(action: PaneAction): void;
}

/** One message with its cards and its menu. */
export function Message({ message, where, commands, act }: MessageProps) {
  return (
    <article className={message.bot ? 'tm-message tm-bot' : 'tm-message'} data-message={message.id}>
      <Avatar name={message.from} bot={message.bot} />
      <div className="tm-body">
        <header>
          <strong>{message.from}</strong>
          {message.bot && <span className="tm-tag">{text.app}</span>}
          <time dateTime={message.at}>{shortTime(message.at)}</time>
          {message.edited && <span className="tm-quiet">{text.edited}</span>}
          <Menu message={message} where={where} commands={commands} act={act} />
        </header>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: markdown-it with html off */}
        {message.text && <div className="tm-text" dangerouslySetInnerHTML={{ __html: html(message.text) }} />}
        <Cards message={message} where={where} act={act} />
        {message.own && <p className="tm-quiet tm-own">{text.own}</p>}
      </div>
    </article>
  );
}

function Cards({ message, where, act }: Omit<MessageProps, 'commands'>) {
  let before = 0;
  return message.cards.map((card, place) => {
    const offset = before;
    before += [...actions(card)].length;
    return (
      <Card
        // biome-ignore lint/suspicious/noArrayIndexKey: a message's cards keep their places
        key={place}
        card={card}
        onAction={(index, inputs) => act({ do: 'press', where, id: message.id, index: offset + index, inputs })}
      />
    );
  });
}

function Menu({ message, where, commands, act }: MessageProps) {
  const offered = commands.filter((command) => command.context?.includes('message'));
  const refreshes = message.card?.refresh !== undefined || message.own;
  if (!refreshes && offered.length === 0) return null;
  return (
    <details className="tm-menu">
      <summary aria-label={`${text.more}: ${message.from}`}>⋯</summary>
      <div>
        {refreshes && (
          <button type="button" onClick={(event) => chosen(event, { do: 'refresh', where, id: message.id })}>
            {text.refresh}
          </button>
        )}
        {offered.map(({ id, title }) => (
          <button
            type="button"
            key={id}
            onClick={(event) => chosen(event, { do: 'command', where, command: id, id: message.id })}
          >
            {title}
          </button>
        ))}
      </div>
    </details>
  );

  function chosen(event: { currentTarget: HTMLElement }, action: PaneAction): void {
    event.currentTarget.closest('details')?.removeAttribute('open');
    act(action);
  }
}

function Avatar({ name, bot }: { name: string; bot: boolean }) {
  const words = name.split(' ').filter(Boolean);
  const initials = `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`;
  const hue = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  return (
    <span
      className={bot ? 'tm-avatar tm-square' : 'tm-avatar'}
      style={{ '--tm-hue': hue } as React.CSSProperties}
      aria-hidden="true"
    >
      {initials}
    </span>
  );
}
