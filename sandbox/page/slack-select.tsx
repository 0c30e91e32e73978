import { useState } from 'react';
import { confirmed } from './slack-confirm.ts';
import { type BlockDeps, type Json, words } from './slack-types.ts';
import { t } from './text.ts';

interface SelectProps {
  block: Json;
  element: Json;
  deps: BlockDeps;
  /** The bot is told of a choice at once; else it goes with the form. */
  sendsAtOnce: boolean;
  label: string;
  describedBy?: string | undefined;
  invalid?: boolean;
}

interface Choice {
  value: string;
  label: string;
  description?: string;
}

const GROUPS = ['checkboxes', 'radio_buttons'];

/** Any element in which one chooses: menus, radio buttons, check boxes, dates and times. */
export function SlackSelect({ block, element, deps, sendsAtOnce, label, describedBy, invalid = false }: SelectProps) {
  const type = String(element.type);
  const blockId = String(block.block_id);
  const actionId = String(element.action_id);
  const [chosen, setChosen] = useState(() => held(deps.values?.[blockId]?.[actionId] ?? initial(element)));
  const [found, setFound] = useState<Json[]>([]);

  function change(next: string[]) {
    if (!confirmed(element)) return;
    setChosen(next);
    const isMany = type.startsWith('multi_') || type === 'checkboxes';
    const value = isMany ? next : (next[0] ?? '');
    if (sendsAtOnce) void deps.use(blockId, actionId, value);
    else deps.draft?.(blockId, actionId, value);
  }

  const choices = choicesOf(element, deps, found);
  const named = { 'aria-label': label, 'aria-describedby': describedBy, 'aria-invalid': invalid || undefined };
  const one = chosen[0] ?? '';

  if (type === 'datepicker' || type === 'timepicker' || type === 'datetimepicker') {
    const kind = type === 'datepicker' ? 'date' : type === 'timepicker' ? 'time' : 'datetime-local';
    return (
      <input type={kind} className="field" value={one} {...named} onChange={(event) => change([event.target.value])} />
    );
  }
  if (GROUPS.includes(type) || type.startsWith('multi_')) {
    const kind = type === 'radio_buttons' ? 'radio' : 'checkbox';
    const toggle = (value: string, on: boolean) => {
      if (kind === 'radio') change([value]);
      else change(on ? [...chosen, value] : chosen.filter((other) => other !== value));
    };
    return (
      <fieldset className={type.startsWith('multi_') ? 'choices many' : 'choices'} {...named}>
        {choices.map((choice) => (
          <label key={choice.value}>
            <input
              type={kind}
              name={`${blockId}-${actionId}`}
              checked={chosen.includes(choice.value)}
              onChange={(event) => toggle(choice.value, event.target.checked)}
            />
            <span>
              {choice.label}
              {choice.description && <small>{choice.description}</small>}
            </span>
          </label>
        ))}
      </fieldset>
    );
  }
  return (
    <span className="select">
      {type === 'external_select' && (
        <input
          type="search"
          className="field"
          aria-label={`${label}: ${t.search}`}
          placeholder={t.search}
          onChange={(event) => void deps.suggest?.(blockId, actionId, event.target.value).then(setFound)}
        />
      )}
      <select className="field" value={one} {...named} onChange={(event) => change([event.target.value])}>
        <option value="" disabled={type === 'static_select' && sendsAtOnce}>
          {words(element.placeholder) || t.choose}
        </option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </span>
  );
}

function choicesOf(element: Json, deps: BlockDeps, found: Json[]): Choice[] {
  const type = String(element.type);
  if (type.includes('users_select')) return deps.users.map(({ id, name }) => ({ value: id, label: name }));
  if (type.includes('channels_select') || type.includes('conversations_select')) {
    return deps.channels.map(({ id, name }) => ({ value: id, label: `#${name}` }));
  }
  const grouped = ((element.option_groups as { options: Json[] }[] | undefined) ?? []).flatMap((one) => one.options);
  const own = (element.options as Json[] | undefined) ?? [];
  return [...own, ...grouped, ...found].map((one) => ({
    value: String(one.value),
    label: words(one.text),
    ...(one.description ? { description: words(one.description) } : {}),
  }));
}

/** The chosen values in an entry of `state.values`. */
function held(value: Json): string[] {
  const name = Object.keys(value).find((one) => one.startsWith('selected_'));
  const inside = name === undefined ? [] : [value[name]].flat();
  return inside
    .filter((one) => one !== null && one !== undefined)
    .map((one) => (typeof one === 'object' ? String((one as Json).value) : String(one)));
}

function initial(element: Json): Json {
  const name = Object.keys(element).find((one) => one.startsWith('initial_'));
  return name === undefined ? {} : { [name.replace('initial_', 'selected_')]: element[name] };
}
