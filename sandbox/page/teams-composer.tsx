import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { Command } from '../teams/pane-shape.ts';
import { text } from './teams-text.ts';

interface ComposerProps {
  label: string;
  hint?: string | undefined;
  focus?: boolean;
  /** Of the message extension. */
  commands?: Command[];
  onSend(words: string): void;
  onCommand?(command: string): void;
  onCancel?(): void;
}

/** Where a message is written. Enter sends, Shift+Enter makes a new line, as in Teams. */
export function Composer({ label, hint, focus = false, commands = [], onSend, onCommand, onCancel }: ComposerProps) {
  const [words, setWords] = useState('');

  function send(event: FormEvent | KeyboardEvent): void {
    event.preventDefault();
    if (words.trim() === '') return;
    onSend(words.trim());
    setWords('');
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey) send(event);
    if (event.key === 'Escape') onCancel?.();
  }

  return (
    <form className="tm-composer" onSubmit={send}>
      <div className="tm-writing">
        <textarea
          aria-label={label}
          placeholder={label}
          rows={1}
          value={words}
          // biome-ignore lint/a11y/noAutofocus: the person just asked to write here
          autoFocus={focus}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="tm-send" disabled={words.trim() === ''}>
          {text.send}
        </button>
      </div>
      {(commands.length > 0 || hint || onCancel) && (
        <div className="tm-composer-row">
          {commands.map(({ id, title }) => (
            <button type="button" className="tm-link" key={id} onClick={() => onCommand?.(id)}>
              {title}
            </button>
          ))}
          {hint && <span className="tm-quiet">{hint}</span>}
          {onCancel && (
            <button type="button" className="tm-link" onClick={onCancel}>
              {text.cancel}
            </button>
          )}
        </div>
      )}
    </form>
  );
}
