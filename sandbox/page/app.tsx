import { useState } from 'react';
import { Clock, PlayControls } from './controls.tsx';
import { PersonPicker } from './person-picker.tsx';
import { SlackPane } from './slack-pane.tsx';
import { send, useSandbox } from './state.ts';
import { TeamsPane } from './teams-pane.tsx';
import { t } from './text.ts';

type Platform = 'slack' | 'teams';
const PLATFORMS: Platform[] = ['slack', 'teams'];

function remembered(): string {
  return new URLSearchParams(location.hash.slice(1)).get('as') ?? '';
}

/** The whole page. */
export function App() {
  const [person, setPerson] = useState(remembered);
  const [shown, setShown] = useState<Platform>('slack');
  const { state, online, refresh } = useSandbox(person);
  if (!state) return <p className="empty">{t.loading}</p>;
  const current = state.people.find((one) => one.id === person);
  if (!current) {
    // Somebody who is on both, so that both sides have something to see.
    const first = state.people.find(({ on }) => on.length > 1) ?? state.people[0];
    if (first) queueMicrotask(() => choose(first.id));
    return <p className="empty">{t.loading}</p>;
  }

  function choose(id: string) {
    setPerson(id);
    history.replaceState(null, '', `#as=${id}`);
    const on = state?.people.find((one) => one.id === id)?.on ?? [];
    if (!on.includes(shown) && (on[0] === 'slack' || on[0] === 'teams')) setShown(on[0]);
  }

  async function act(platform: Platform, action: unknown): Promise<unknown> {
    try {
      return await send('/ui/act', { platform, as: person, action });
    } finally {
      refresh();
    }
  }

  const names = { slack: t.slack, teams: t.teams };
  const panes = { slack: SlackPane, teams: TeamsPane };
  return (
    <>
      <header className="top">
        <h1>{t.title}</h1>
        <PersonPicker people={state.people} person={person} choose={choose} />
        <Clock now={state.clock} />
        {state.play && <PlayControls play={state.play} people={state.people} />}
      </header>
      {!online && (
        <p role="alert" className="note">
          {t.offline}
        </p>
      )}
      <fieldset className="switch" aria-label={t.platforms}>
        {PLATFORMS.map((one) => (
          <label key={one}>
            <input type="radio" name="platform" checked={shown === one} onChange={() => setShown(one)} />
            {names[one]}
          </label>
        ))}
      </fieldset>
      <main>
        {PLATFORMS.map((one) => {
          const Pane = panes[one];
          return (
            <section key={one} className={shown === one ? 'platform shown' : 'platform'} aria-label={names[one]}>
              {state[one] === null ? (
                <p className="empty">{t.notOn(current.name, names[one])}</p>
              ) : (
                <Pane key={person} view={state[one]} person={current} act={(action) => act(one, action)} />
              )}
            </section>
          );
        })}
      </main>
    </>
  );
}
