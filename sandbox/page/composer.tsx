import { useState } from 'react';
import { t } from './text.ts';

interface ComposerProps {
  label: string;
  placeholder: string;
  say(text: string): Promise<unknown>;
}

/** A line to write in; Enter sends. */
export function Composer({ label, placeholder, say }: ComposerProps) {
  const [text, setText] = useState('');
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        void say(text);
        setText('');
      }}
    >
      <input
        className="field"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="press plain">
        {t.send}
      </button>
    </form>
  );
}
