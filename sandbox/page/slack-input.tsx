import { useId, useState } from 'react';
import { SlackSelect } from './slack-select.tsx';
import { type BlockDeps, type Json, words } from './slack-types.ts';
import { slackSays, t } from './text.ts';

const KINDS: Record<string, string> = { email_text_input: 'email', url_text_input: 'url', plain_text_input: 'text' };

/** An input block: label, field, hint and what is wrong with it. */
export function SlackInput({ block, deps }: { block: Json; deps: BlockDeps }) {
  const element = block.element as Json;
  const id = useId();
  const label = words(block.label);
  const error = deps.errors?.[String(block.block_id)];
  const hint = words(block.hint);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const isText = /text_input|number_input/.test(String(element.type));
  const optional = block.optional === true && <span className="soft"> {t.optional}</span>;
  return (
    <div className={error ? 'input wrong' : 'input'}>
      {isText ? (
        <label htmlFor={id}>
          {label}
          {optional}
        </label>
      ) : (
        <div className="label">
          {label}
          {optional}
        </div>
      )}
      {isText ? (
        <TextField
          id={id}
          block={block}
          element={element}
          deps={deps}
          describedBy={described}
          invalid={Boolean(error)}
        />
      ) : (
        <SlackSelect
          block={block}
          element={element}
          deps={deps}
          sendsAtOnce={block.dispatch_action === true}
          label={label}
          describedBy={described}
          invalid={Boolean(error)}
        />
      )}
      {hint && (
        <p id={`${id}-hint`} className="soft">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="error">
          {slackSays(error)}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps {
  id: string;
  block: Json;
  element: Json;
  deps: BlockDeps;
  describedBy: string | undefined;
  invalid: boolean;
}

function TextField({ id, block, element, deps, describedBy, invalid }: TextFieldProps) {
  const blockId = String(block.block_id);
  const actionId = String(element.action_id);
  const kept = deps.values?.[blockId]?.[actionId]?.value;
  const [text, setText] = useState(typeof kept === 'string' ? kept : '');
  function change(next: string) {
    setText(next);
    deps.draft?.(blockId, actionId, next);
  }
  const shared = {
    id,
    className: 'field',
    value: text,
    placeholder: words(element.placeholder),
    'aria-describedby': describedBy,
    'aria-invalid': invalid || undefined,
    onChange: (event: { target: { value: string } }) => change(event.target.value),
    onBlur: () => void (block.dispatch_action === true && deps.use(blockId, actionId, text)),
  };
  if (element.multiline === true || element.type === 'rich_text_input') return <textarea rows={4} {...shared} />;
  const type = KINDS[String(element.type)] ?? 'text';
  return <input type={type} inputMode={element.type === 'number_input' ? 'decimal' : undefined} {...shared} />;
}
