import { type FormEvent, useState } from 'react';
import type { Command, PaneAction } from '../teams/pane-shape.ts';
import { Dialog } from './teams-dialog.tsx';
import { text } from './teams-text.ts';

interface Hit {
  title: string;
  text: string;
  attachment: Record<string, unknown>;
}

interface SearchProps {
  command: Command;
  where: string;
  /** Resolves to what the part answers; undefined when it failed and the person was told. */
  ask(action: PaneAction): Promise<unknown>;
  onClose(): void;
}

/** A search command of the message extension: look something up and share it in the conversation. */
export function Search({ command, where, ask, onClose }: SearchProps) {
  const [words, setWords] = useState('');
  const [hits, setHits] = useState<Hit[]>();
  const parameter = command.parameters?.[0];

  async function search(event: FormEvent): Promise<void> {
    event.preventDefault();
    const found = await ask({ do: 'search', where, command: command.id, words, parameter: parameter?.name ?? 'query' });
    if (found !== undefined) setHits(found as Hit[]);
  }

  async function share(hit: Hit): Promise<void> {
    await ask({ do: 'share', where, attachment: hit.attachment });
    onClose();
  }

  return (
    <Dialog title={command.title} onClose={onClose}>
      <form className="tm-search" onSubmit={(event) => void search(event)}>
        <input
          type="search"
          aria-label={parameter?.title ?? text.search}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <button type="submit" className="tm-send">
          {text.search}
        </button>
      </form>
      {hits?.length === 0 && <p className="tm-quiet">{text.noHits}</p>}
      <ul className="tm-hits">
        {hits?.map((hit) => (
          <li key={`${hit.title}${hit.text}`}>
            <div>
              <strong>{hit.title}</strong>
              <p>{hit.text}</p>
            </div>
            <button type="button" className="tm-link" onClick={() => void share(hit)}>
              {text.share}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
