import { useEffect, useId, useRef, useState } from 'react';
import { confirmed } from './slack-confirm.ts';
import { SlackSelect } from './slack-select.tsx';
import { type BlockDeps, type Json, words } from './slack-types.ts';
import { t } from './text.ts';

interface ControlProps {
  block: Json;
  element: Json;
  deps: BlockDeps;
}

/** One thing in a message or form that can be pressed or chosen in. */
export function Control({ block, element, deps }: ControlProps) {
  if (element.type === 'button') return <PressButton block={block} element={element} deps={deps} />;
  if (element.type === 'overflow') return <Overflow block={block} element={element} deps={deps} />;
  return (
    <SlackSelect
      block={block}
      element={element}
      deps={deps}
      sendsAtOnce
      label={words(element.placeholder) || t.choose}
    />
  );
}

function PressButton({ block, element, deps }: ControlProps) {
  const [busy, setBusy] = useState(false);
  async function press() {
    if (!confirmed(element)) return;
    setBusy(true);
    try {
      await deps.use(String(block.block_id), String(element.action_id));
      if (typeof element.url === 'string') window.open(element.url, '_blank', 'noopener');
    } finally {
      setBusy(false);
    }
  }
  const style = typeof element.style === 'string' ? element.style : 'plain';
  const label = typeof element.accessibility_label === 'string' ? element.accessibility_label : undefined;
  return (
    <button type="button" className={`press ${style}`} aria-busy={busy} aria-label={label} onClick={() => void press()}>
      {words(element.text)}
    </button>
  );
}

function Overflow({ block, element, deps }: ControlProps) {
  const choose = (value: string) => {
    if (confirmed(element)) void deps.use(String(block.block_id), String(element.action_id), value);
  };
  const items = (element.options as Json[]).map((one) => ({ label: words(one.text), value: String(one.value) }));
  return <Menu name={t.more} items={items} choose={choose} />;
}

interface MenuProps {
  name: string;
  items: { label: string; value: string }[];
  choose(value: string): void;
}

/** A button with three dots that opens a menu; arrow keys move, Escape closes. */
export function Menu({ name, items, choose }: MenuProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    const list = root.current?.querySelector<HTMLElement>('[role=menu]');
    // A phone has little room to the right of the dots.
    const over = list ? list.getBoundingClientRect().right + 8 - document.documentElement.clientWidth : 0;
    if (list && over > 0) list.style.translate = `${-over}px`;
    list?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const away = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);

  function onKey(event: React.KeyboardEvent) {
    const all = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (open && move !== 0) {
      event.preventDefault();
      all[(at + move + all.length) % all.length]?.focus();
    }
    if (open && event.key === 'Escape') {
      event.stopPropagation();
      setOpen(false);
      root.current?.querySelector('button')?.focus();
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: catches the keys of the menu within
    <div className="menu" ref={root} onKeyDown={onKey}>
      <button
        type="button"
        className="press plain dots"
        aria-label={name}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        ⋯
      </button>
      {open && (
        <div role="menu" id={id} aria-label={name}>
          {items.map((one) => (
            <button
              key={one.value}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                // The item goes away: what opens next gives focus back to the button.
                root.current?.querySelector('button')?.focus();
                setOpen(false);
                choose(one.value);
              }}
            >
              {one.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
