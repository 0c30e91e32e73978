import { useState } from 'react';
import type { PaneProps } from './pane.ts';
import { SlackModal } from './slack-modal.tsx';
import { Home, Room } from './slack-room.tsx';
import type { Json, SlackView } from './slack-types.ts';
import { slackSays, t } from './text.ts';

/** Slack as the person sees it: channels, messages, the chat with the bot, its home tab and the open form. */
export function SlackPane({ view: raw, person, act: rawAct }: PaneProps) {
  const view = raw as SlackView | null;
  const [place, setPlace] = useState<string>();
  const [problem, setProblem] = useState('');
  const told = view?.notes.at(-1);
  const [hidden, setHidden] = useState<string>();

  async function act(action: Json): Promise<unknown> {
    try {
      setProblem('');
      return await rawAct(action);
    } catch (error) {
      setProblem(slackSays(error instanceof Error ? error.message : String(error)));
      return undefined;
    }
  }

  if (!view) return <p className="empty">{t.notOn(person.name, t.slack)}</p>;
  const current = place ?? view.channels[0]?.id ?? view.dm.id;
  const channel = [...view.channels, view.dm].find((one) => one.id === current);
  const go = (to: string) => {
    setPlace(to);
    if (to === 'home') void act({ do: 'home' });
  };
  const places = [
    ...view.channels.map((one) => ({ id: one.id, label: `# ${one.name}`, group: t.channels })),
    { id: view.dm.id, label: t.directMessages, group: view.bot },
    { id: 'home', label: t.home, group: view.bot },
  ];
  const note = problem || (told && told.at !== hidden && isRecent(told.at) ? slackSays(told.text) : '');
  return (
    <div className="pane slack">
      <Places team={view.team} places={places} current={current} go={go} />
      <section className="room" aria-label={channel?.name === 'dm' ? view.bot : (channel?.name ?? t.home)}>
        {note && (
          <p className="note" role="alert">
            {note}
            <button
              type="button"
              className="press plain"
              onClick={() => {
                setProblem('');
                setHidden(told?.at);
              }}
            >
              {t.dismiss}
            </button>
          </p>
        )}
        {channel && <Room key={channel.id} channel={channel} view={view} act={act} />}
        {current === 'home' && <Home view={view} act={act} />}
      </section>
      {view.modal && (
        <SlackModal
          key={view.modal.id}
          form={view.modal}
          bot={view.bot}
          users={view.users}
          channels={view.channels}
          act={act}
        />
      )}
    </div>
  );
}

function isRecent(at: string): boolean {
  return Date.now() - Date.parse(at) < 30_000;
}

interface PlacesProps {
  team: string;
  places: { id: string; label: string; group: string }[];
  current: string;
  go(id: string): void;
}

function Places({ team, places, current, go }: PlacesProps) {
  const groups = [...new Set(places.map((one) => one.group))];
  return (
    <nav className="places" aria-label={`${team}: ${t.channels}`}>
      <p className="team">{team}</p>
      {groups.map((group) => (
        <div key={group}>
          <h3>{group}</h3>
          {places
            .filter((one) => one.group === group)
            .map((one) => (
              <button
                key={one.id}
                type="button"
                aria-current={one.id === current ? 'page' : undefined}
                onClick={() => go(one.id)}
              >
                {one.label}
              </button>
            ))}
        </div>
      ))}
    </nav>
  );
}
