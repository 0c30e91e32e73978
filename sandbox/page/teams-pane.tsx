import { useEffect, useState } from 'react';
import type { Command, PaneAction, TeamsView } from '../teams/pane-shape.ts';
import type { PaneProps } from './pane.ts';
import './teams.css';
import { Card } from './teams-card.tsx';
import { Conversation } from './teams-conversation.tsx';
import { Dialog } from './teams-dialog.tsx';
import { Places } from './teams-places.tsx';
import { Search } from './teams-search.tsx';
import { text } from './teams-text.ts';

interface Notice {
  kind: 'status' | 'alert';
  words: string;
  /** It was said before the page was opened: shown until the next gesture. */
  stays?: boolean;
}

/** Teams as one person sees it: channels with threads, the chat with the bot, cards and dialogs. */
export function TeamsPane({ view, person, act }: PaneProps) {
  const shown = view as TeamsView;
  const [where, setWhere] = useState(shown.places[0]?.where ?? 'dm');
  const [notice, setNotice] = useState<Notice | undefined>(
    shown.told ? { kind: 'status', words: shown.told, stays: true } : undefined,
  );
  const [searching, setSearching] = useState<Command>();
  const place = shown.places.find((one) => one.where === where) ?? shown.places[0];
  const newest = place?.messages.map(({ id, version }) => `${id}.${version}`).join() ?? '';

  // Cards that list this person are refreshed when they are seen, each version once; the part keeps count.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `newest` and the person say when there is something new to see
  useEffect(() => {
    act({ do: 'open', where } satisfies PaneAction).catch(() => undefined);
  }, [where, newest, person.id]);

  useEffect(() => {
    if (!notice || notice.stays) return;
    const timer = setTimeout(() => setNotice(undefined), 8000);
    return () => clearTimeout(timer);
  }, [notice]);

  async function ask(action: PaneAction): Promise<unknown> {
    setNotice(undefined);
    try {
      const answer = await act(action);
      const words = spoken(answer);
      if (words) setNotice({ kind: 'status', words });
      return answer;
    } catch (error) {
      setNotice({ kind: 'alert', words: error instanceof Error ? error.message : text.failed });
      return undefined;
    }
  }

  async function run(action: PaneAction): Promise<void> {
    const command = action.do === 'command' ? shown.commands.find(({ id }) => id === action.command) : undefined;
    if (command?.type === 'query') setSearching(command);
    else await shareResult(await ask(action));
  }

  /** What a message extension hands back goes straight into the conversation. */
  async function shareResult(answer: unknown): Promise<void> {
    const { result } = (answer ?? {}) as { result?: Record<string, unknown>[] };
    for (const attachment of result ?? []) await ask({ do: 'share', where, attachment });
  }

  const { dialog } = shown;
  return (
    <div className="tm-frame">
      <div className="tm">
        <div className="tm-under" inert={dialog?.card !== undefined || searching !== undefined}>
          <Places view={shown} where={where} onChoose={setWhere} />
          {place && (
            <Conversation {...place} bot={shown.bot} commands={shown.commands} act={(action) => void run(action)} />
          )}
        </div>
        {dialog?.card && (
          <Dialog key={`${person.id} ${dialog.title}`} title={dialog.title} onClose={() => void ask({ do: 'close' })}>
            <Card
              card={dialog.card}
              values={dialog.values}
              onAction={(index, inputs) => void ask({ do: 'submit', index, inputs }).then(shareResult)}
            />
            {notice && <Told notice={notice} />}
          </Dialog>
        )}
        {searching && <Search command={searching} where={where} ask={ask} onClose={() => setSearching(undefined)} />}
        {notice && !dialog && <Told notice={notice} />}
      </div>
    </div>
  );
}

function Told({ notice }: { notice: Notice }) {
  return (
    <p className={`tm-notice tm-${notice.kind}`} role={notice.kind}>
      {notice.words}
    </p>
  );
}

function spoken(answer: unknown): string {
  const { kind, text: words, message } = (answer ?? {}) as { kind?: string; text?: string; message?: string };
  return kind === 'message' ? (words ?? '') : (message ?? '');
}
