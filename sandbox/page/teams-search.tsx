import { type FormEvent, useState } from 'react';
import type { Command, PaneAction } from '../teams/pane-shape.ts';
import { Dialog } from './teams-dialog.tsx';
import { text } from './teams-text.ts';

interface Hit {
  title: string;
  text: string;
  attachment: Record<string, unknown>;
}

interface Searched {
  hits: Hit[];
  message?: string;
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
  const [found, setFound] = useState<Searched>();
  const parameter = command.parameters?.[0];

  async function search(event: FormEvent): Promise<void> {
    event.preventDefault();
    const answer = await ask({
      do: 'search',
      where,
      command: command.id,
      words,
      parameter: parameter?.name ?? 'query',
    });
    if (answer !== undefined) setFound(answer as Searched);
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
      <p className="tm-quiet" role="status">
        {found?.message ?? (found?.hits.length === 0 ? text.noHits : '')}
      </p>
      <ul className="tm-hits">
        {found?.hits.map((hit) => (
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
