// SPDX-License-Identifier: EUPL-1.2
// Buttons, fields, notices and dialogs, on the CSS of NL Design System.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Rich, t } from '../words';
import { Icon } from './icons';
import type { IconName } from './icons';

type ButtonKind = 'primary' | 'secondary' | 'subtle' | 'danger' | 'private';

export function Button(props: {
  children: ComponentChildren;
  onClick?: (event: MouseEvent) => void;
  kind?: ButtonKind;
  icon?: IconName;
  type?: 'button' | 'submit';
  label?: string;
  wide?: boolean;
  pressed?: boolean;
  shortcut?: string;
  autofocus?: boolean;
  filled?: boolean;
}) {
  const kind = props.kind ?? 'secondary';
  const look = kind === 'danger' ? 'secondary nl-button--negative' : kind === 'private' ? 'subtle' : kind;
  return (
    <button
      type={props.type ?? 'button'}
      class={`nl-button nl-button--${look}${props.wide ? ' wide' : ''}${kind === 'private' ? ' button-private' : ''}`}
      onClick={props.onClick}
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-keyshortcuts={props.shortcut}
      autofocus={props.autofocus}
    >
      {props.icon && (
        <span class="nl-button__icon-start">
          <Icon name={props.icon} size={22} filled={props.filled ?? false} />
        </span>
      )}
      <span class="nl-button__label">{props.children}</span>
    </button>
  );
}

// A button that looks like a link: a lesser choice beside a button.
export function TextButton(props: { children: ComponentChildren; onClick: () => void; label?: string; icon?: IconName }) {
  return (
    <button type="button" class="text-button" onClick={props.onClick} aria-label={props.label}>
      {props.icon && <Icon name={props.icon} size={22} />}
      <span>{props.children}</span>
    </button>
  );
}

// A field that grows from two to eight lines, then scrolls. Ctrl+Enter sends.
export function TextArea(props: {
  id?: string;
  label: ComponentChildren;
  value: string;
  onInput: (text: string) => void;
  onSend?: () => void;
  hint?: ComponentChildren;
  rows?: number;
  labelHidden?: boolean;
}) {
  const made = useId();
  const id = props.id ?? made;
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.blockSize = 'auto';
    if (area.scrollHeight === 0) return; // not shown yet: as many rows as were asked for
    area.style.blockSize = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  }, [props.value]);
  return (
    <div class="field">
      <label class={`utrecht-form-label${props.labelHidden ? ' only-read-aloud' : ''}`} for={id}>
        {props.label}
      </label>
      <textarea
        ref={field}
        id={id}
        dir="auto"
        class="utrecht-textarea utrecht-textarea--html-textarea"
        rows={props.rows ?? 2}
        value={props.value}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !event.ctrlKey || !props.onSend) return;
          event.preventDefault();
          props.onSend();
        }}
      />
      {props.hint && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
    </div>
  );
}

const kindOf = (of?: string): { type: 'text'; inputMode?: 'numeric' } | { type: 'password' } =>
  of === 'current-password' ? { type: 'password' } : of === 'one-time-code' ? { type: 'text', inputMode: 'numeric' } : { type: 'text' };

export function TextField(props: {
  label: string;
  value: string;
  onInput: (text: string) => void;
  autocomplete?: 'name' | 'off' | 'username' | 'current-password' | 'one-time-code';
}) {
  const id = useId();
  return (
    <div class="field">
      <label class="utrecht-form-label" for={id}>
        {props.label}
      </label>
      <input
        id={id}
        class="utrecht-textbox utrecht-textbox--html-input"
        {...kindOf(props.autocomplete)}
        dir="auto"
        autocomplete={props.autocomplete ?? 'off'}
        maxLength={props.autocomplete === 'name' ? 80 : 500}
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </div>
  );
}

export type NoticeKind = 'info' | 'good' | 'warn' | 'bad' | 'listen';

export function Notice(props: { kind: NoticeKind; icon: IconName; text: string; children?: ComponentChildren }) {
  return (
    <div class={`notice notice-${props.kind}`}>
      <Icon name={props.icon} />
      <div class="notice-body">
        <p>
          <Rich text={props.text} />
        </p>
        {props.children}
      </div>
    </div>
  );
}

// A native dialog: the title is a question, the safe button comes first and has the focus.
// Esc closes and never loses text, for what is typed lives with the caller.
export function Dialog(props: { title: string; onClose: () => void; children: ComponentChildren; class?: string }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>('[data-safe] button')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`dialog ${props.class ?? ''}`}
      aria-labelledby={title}
      onClose={props.onClose}
      onMouseDown={(event) => {
        // The second half of a double click on what opened it must not take the focus off the safe choice.
        const field = event.target instanceof Element && event.target.closest('input, textarea, select');
        if (event.detail > 1 && !field) event.preventDefault();
      }}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <h2 class="nl-heading nl-heading--level-2" id={title}>
        {props.title}
      </h2>
      {props.children}
    </dialog>
  );
}

// What every confirm has: consequences, a reason others will read, and the safe choice first.
//
// The second half of a double click on the button that opened it is no confirmation; and where the
// confirm came back with a new picture, whoever was about to press reads it first.
const reading_ms = 700;

export function Confirm(props: {
  title: string;
  act: string;
  onAct: () => void;
  onClose: () => void;
  danger?: boolean;
  changed?: boolean;
  closed?: boolean; // it cannot be done now, and what is shown says why
  children: ComponentChildren;
}) {
  const opened = useRef(performance.now());
  const act = (event: MouseEvent) => {
    if (event.detail > 1) return;
    if (props.changed && performance.now() - opened.current < reading_ms) return;
    props.onAct();
  };
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          props.onClose();
        }}
      >
        {props.changed && <div role="status"><Notice kind="warn" icon="warning" text={`*${t('changed_title')}*`} /></div>}
        {props.children}
        <div class="dialog-buttons">
          <span data-safe>
            <Button type="submit">{t('back')}</Button>
          </span>
          {!props.closed && (
            <Button kind={props.danger ? 'danger' : 'primary'} onClick={act}>
              {props.act}
            </Button>
          )}
        </div>
        <p class="hint">{t('enter_is_back')}</p>
      </form>
    </Dialog>
  );
}

// What was typed in a dialog stays until it is sent: Esc and a new picture discard no text.
const typed = new Map<string, string>();
export function useTyped(key: string, usual: string): [string, (text: string) => void, () => void] {
  const [text, setText] = useState(typed.get(key) ?? usual);
  const change = (next: string) => {
    typed.set(key, next);
    setText(next);
  };
  return [text, change, () => void typed.delete(key)];
}
