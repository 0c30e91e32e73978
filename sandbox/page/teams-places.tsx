import { useEffect, useState } from 'react';
import type { TeamsView } from '../teams/pane-shape.ts';
import { text } from './teams-text.ts';

interface PlacesProps {
  view: TeamsView;
  where: string;
  onChoose(where: string): void;
}

/** The team's channels and the chat with the bot; bold where there is something new since the pane was opened. */
export function Places({ view, where, onChoose }: PlacesProps) {
  const newest = (name: string) => view.places.find((place) => place.where === name)?.messages.at(-1)?.id ?? '';
  const [read, setRead] = useState(() =>
    Object.fromEntries(view.places.map((place) => [place.where, newest(place.where)])),
  );
  const last = newest(where);

  useEffect(() => {
    setRead((before) => ({ ...before, [where]: last }));
  }, [where, last]);

  function button(place: TeamsView['places'][number]) {
    const unread = place.where !== where && newest(place.where) > (read[place.where] ?? '');
    return (
      <li key={place.where}>
        <button type="button" aria-current={place.where === where} onClick={() => onChoose(place.where)}>
          {place.where === 'dm' ? place.name : `# ${place.name}`}
          {unread && <span className="tm-unread">{text.unread}</span>}
        </button>
      </li>
    );
  }

  const channels = view.places.filter((place) => place.where !== 'dm');
  return (
    <nav className="tm-places" aria-label={text.places}>
      <h2>{view.team}</h2>
      <ul>{channels.map(button)}</ul>
      <h2>{text.chats}</h2>
      <ul>{view.places.filter((place) => place.where === 'dm').map(button)}</ul>
    </nav>
  );
}
