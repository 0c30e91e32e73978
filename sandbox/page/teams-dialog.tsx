import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { text } from './teams-text.ts';

interface DialogProps {
  title: string;
  onClose(): void;
  children: ReactNode;
}

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex="0"]';

/**
 * A modal window over the pane. Not the browser's own modal dialog: that would lock the whole page, the other platform
 * and "show as" too, and would do so unseen while this pane is hidden.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const box = useRef<HTMLDivElement>(null);
  const heading = useId();

  useEffect(() => {
    const before = document.activeElement;
    // What is only read starts at its top, not at the first button below it.
    const first = box.current?.querySelector<HTMLElement>('input, select, textarea') ?? focusable(box.current)[0];
    first?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') onClose();
    if (event.key !== 'Tab') return;
    const all = focusable(box.current);
    const edge = event.shiftKey ? all[0] : all.at(-1);
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? all.at(-1) : all[0])?.focus();
  }

  return (
    <div className="tm-veil">
      <div
        className="tm-dialog"
        role="dialog"
        aria-modal="true"
        aria-labelledby={heading}
        ref={box}
        onKeyDown={onKeyDown}
      >
        <header>
          <h2 id={heading}>{title}</h2>
          <button type="button" className="tm-close" aria-label={text.close} onClick={onClose}>
            ×
          </button>
        </header>
        <div className="tm-dialog-body">{children}</div>
      </div>
    </div>
  );
}

/** The first is the close button; what can't be seen can't be focused. */
function focusable(box: HTMLElement | null): HTMLElement[] {
  return [...(box?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].filter((one) => one.offsetParent !== null);
}
