import { useState } from 'react';
import { type PageState, type Step, send } from './state.ts';
import { inWords, slackSays, t } from './text.ts';

/** The bot's clock, and the button that moves it to the next moment when something is due. */
export function Clock({ now }: { now: string | null }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  async function next() {
    setBusy(true);
    setProblem('');
    try {
      await send('/ui/clock', { next: true });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }
  if (now === null) return null;
  return (
    <div className="clock">
      <span className="soft">{t.clock}</span>
      <strong aria-live="polite">{inWords(now)}</strong>
      <button type="button" className="press plain" aria-busy={busy} disabled={busy} onClick={() => void next()}>
        {t.nextDeadline}
      </button>
      {problem && (
        <span role="alert" className="error">
          {problem}
        </span>
      )}
    </div>
  );
}

interface PlayerProps {
  play: NonNullable<PageState['play']>;
  people: PageState['people'];
}

/** Plays the prepared steps: on, off, one at a time; tells how far it has come and what failed. */
export function PlayControls({ play, people }: PlayerProps) {
  const words = (step: Step) => {
    const who = people.find((one) => one.id === step.who)?.name ?? step.who;
    const what = step.press ? t.presses(step.press) : step.say ? t.says(step.say) : t.fills;
    return t.stepWords(who, what, step.where === 'dm' ? t.directMessages : step.where);
  };
  const isDone = play.done >= play.total;
  const order = (what: string) => void send('/ui/play', { do: what });
  const failed = play.failed.at(-1);
  return (
    <div className="player">
      {play.running ? (
        <button type="button" className="press plain" onClick={() => order('pause')}>
          {t.pause}
        </button>
      ) : (
        <button type="button" className="press primary" disabled={isDone} onClick={() => order('go')}>
          {t.play}
        </button>
      )}
      <button type="button" className="press plain" disabled={isDone || play.running} onClick={() => order('step')}>
        {t.step}
      </button>
      <div className="progress">
        <progress max={play.total} value={play.done} aria-label={t.progress(play.done, play.total)} />
        <span>{isDone ? t.allDone : t.progress(play.done, play.total)}</span>
        {play.current && !isDone && (
          <span className="soft current">
            {t.next} {words(play.current)}
          </span>
        )}
      </div>
      {failed && (
        <details className="failed">
          <summary>{t.failures(play.failures)}</summary>
          <ul>
            {play.failed.map((one) => (
              <li key={`${one.index} ${one.reason}`}>
                {one.index + 1}. {words(one.step)} – {slackSays(one.reason)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
