import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { SlackBlocks } from './slack-blocks.tsx';
import { type BlockDeps, type Json, type SlackForm, words } from './slack-types.ts';
import { slackSays, t } from './text.ts';

interface ModalProps {
  form: SlackForm;
  bot: string;
  users: BlockDeps['users'];
  channels: BlockDeps['channels'];
  act(action: Json): Promise<unknown>;
}

/** The open form. A native modal dialog: focus stays within, Escape closes. */
export function SlackModal({ form, bot, users, channels, act }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const drafts = useRef(new Map<string, { blockId: string; actionId: string; value: string | string[] }>());
  const [busy, setBusy] = useState(false);

  // Closed while still in the document, so that the browser gives focus back to where it was.
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
    // What is only read starts at its top, not at the first button below it.
    if (!shown?.querySelector('input, select, textarea')) shown?.querySelector<HTMLElement>('footer button')?.focus();
    return () => shown?.close();
  }, []);

  const hasErrors = Object.keys(form.errors).length > 0;
  useEffect(() => {
    if (hasErrors) dialog.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [hasErrors]);

  async function flush() {
    for (const draft of drafts.current.values()) await act({ do: 'set', view: form.id, ...draft });
    drafts.current.clear();
  }

  async function submit() {
    setBusy(true);
    try {
      await flush();
      await act({ do: 'submit' });
    } finally {
      setBusy(false);
    }
  }

  const isField = (actionId: string) => {
    const all = Object.values(form.values).flatMap((one) => Object.keys(one));
    return all.includes(actionId);
  };
  const deps: BlockDeps = {
    users,
    channels,
    values: form.values,
    errors: form.errors,
    use: async (blockId, actionId, value) => {
      await flush();
      const where = { view: form.id, blockId, actionId };
      if (value === undefined || !isField(actionId))
        return act({ do: 'clickView', ...where, ...(value ? { value } : {}) });
      return act({ do: 'set', ...where, value });
    },
    draft: (blockId, actionId, value) => drafts.current.set(`${blockId} ${actionId}`, { blockId, actionId, value }),
    suggest: async (blockId, actionId, text) =>
      (await act({ do: 'suggest', view: form.id, blockId, actionId, text })) as Json[],
  };
  const title = words(form.body.title);
  const submitLabel = words(form.body.submit);
  return (
    <dialog
      ref={dialog}
      className="slack-modal"
      aria-labelledby="slack-modal-title"
      onCancel={(event) => {
        event.preventDefault();
        void act({ do: 'close' });
      }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <header>
          <h2 id="slack-modal-title">{title}</h2>
          <span className="soft">{bot}</span>
        </header>
        <div className="modal-body">
          <SlackBlocks key={form.id} blocks={form.body.blocks} deps={deps} />
        </div>
        <footer>
          <p role="alert" className="error">
            {form.failed ? slackSays(form.failed) : hasErrors ? t.formFault : ''}
          </p>
          <button type="button" className="press plain" onClick={() => void act({ do: 'close' })}>
            {words(form.body.close) || t.close}
          </button>
          {submitLabel && (
            <button type="submit" className="press primary" aria-busy={busy} disabled={busy}>
              {busy ? t.sending : submitLabel}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  );
}
