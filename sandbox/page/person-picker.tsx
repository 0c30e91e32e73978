import { useId, useState } from 'react';
import type { PageState } from './state.ts';
import { t } from './text.ts';

interface PickerProps {
  people: PageState['people'];
  person: string;
  choose(id: string): void;
}

/** "Vis som": a list of people with a search; arrow keys, Enter and Escape work. */
export function PersonPicker({ people, person, choose }: PickerProps) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const [at, setAt] = useState(0);
  const current = people.find((one) => one.id === person);
  const found = people.filter((one) => one.name.toLowerCase().includes((typed ?? '').trim().toLowerCase()));
  const open = typed !== undefined;

  function take(chosen: string | undefined) {
    if (chosen) choose(chosen);
    setTyped(undefined);
    setAt(0);
  }

  function onKey(event: React.KeyboardEvent) {
    if (event.key === 'Escape') take(undefined);
    if (event.key === 'Enter') take(found[at]?.id);
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (move === 0 || found.length === 0) return;
    event.preventDefault();
    const next = open ? (at + move + found.length) % found.length : 0;
    setTyped(typed ?? '');
    setAt(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
  }

  return (
    <div className="picker">
      <label htmlFor={id}>{t.showAs}</label>
      <input
        id={id}
        className="field"
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={open && found.length > 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={t.searchPerson}
        value={typed ?? current?.name ?? ''}
        onFocus={(event) => event.target.select()}
        onClick={() => setTyped(typed ?? '')}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        onBlur={() => setTyped(undefined)}
      />
      <div role="listbox" id={`${id}-list`} aria-label={t.showAs} hidden={!open}>
        {found.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the field above
          <div
            key={one.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(one.id)}
          >
            <span>{one.name}</span>
            <small className="soft">{one.on.map((where) => (where === 'slack' ? t.slack : t.teams)).join(', ')}</small>
          </div>
        ))}
        {found.length === 0 && <p className="soft">{t.noPerson}</p>}
      </div>
    </div>
  );
}
