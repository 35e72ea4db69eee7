// SPDX-License-Identifier: EUPL-1.2
// A host prepares a conversation, and hands out the ways into it: links that are shown once, a link for
// one person, a code to say aloud.
import { useEffect, useState } from 'preact/hooks';
import { Button, Dialog, Notice, TextField } from './parts/basics';
import { Card } from './parts/choice';
import { entrust, makeLink, prepare, scripts } from './staff';
import type { Group, Link, Listed, ShippedScript } from './staff';
import { tell } from './staff-state';
import type { TextKey } from './texts';
import { Say, language, t, upper } from './words';

export interface Prepared {
  readonly title: string;
  readonly links: readonly Link[];
}

const levels = ['nothing', 'lessons_only', 'pseudonymised', 'full'] as const;
const lives = [90, 365, 1825] as const;
const day_ms = 86_400_000;

// ---- a new conversation

export function Prepare({ onMade, onClose }: { onMade: (made: Prepared) => void; onClose: () => void }) {
  const [all, setAll] = useState<readonly ShippedScript[]>([]);
  const [title, setTitle] = useState('');
  const [script, setScript] = useState('');
  const [level, setLevel] = useState('');
  const [releaser, setReleaser] = useState('');
  const [unknown, setUnknown] = useState(false);
  const [days, setDays] = useState<number>(lives[0]);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void scripts().then((answer) => (answer.ok ? setAll(answer.value) : tell(answer.error)));
  }, []);
  const complete = title.trim() !== '' && script !== '' && level !== '';
  const go = async (event: Event) => {
    event.preventDefault();
    setMissing(!complete);
    if (!complete || busy) return;
    setBusy(true);
    const answer = await prepare({
      scriptId: script, title: title.trim(), archiveLevel: level, keepUntilMs: String(Date.now() + days * day_ms), releaser: releaser.trim(),
    });
    setBusy(false);
    setUnknown(!answer.ok && answer.error === 'no_such_releaser');
    tell(answer.ok || answer.error === 'no_such_releaser' ? null : answer.error);
    if (answer.ok) onMade({ title: title.trim(), links: answer.value.links });
  };
  const en = language.value === 'en';
  return (
    <form class="card staff-form" onSubmit={(event) => void go(event)}>
      <h2 class="nl-heading nl-heading--level-2">{t('staff_new')}</h2>
      <TextField label={t('staff_new_name')} value={title} onInput={setTitle} />
      <fieldset class="choices">
        <legend>{t('staff_new_script')}</legend>
        {all.map((one) => (
          <Card
            key={one.id} kind="radio" name="script" checked={script === one.id} onChoose={() => setScript(one.id)}
            label={en ? one.title_en : one.title_nl} more={en ? one.summary_en : one.summary_nl}
          />
        ))}
      </fieldset>
      <fieldset class="choices">
        <legend>{t('staff_new_kept')}</legend>
        <p class="hint">{t('staff_kept_later')}</p>
        {levels.map((one) => (
          <Card
            key={one} kind="radio" name="level" checked={level === one} onChoose={() => setLevel(one)}
            label={t(`staff_kept_${one}` as TextKey)}
          />
        ))}
      </fieldset>
      <fieldset class="choices">
        <legend>{t('staff_new_until')}</legend>
        {lives.map((one) => (
          <Card
            key={one} kind="radio" name="days" checked={days === one} onChoose={() => setDays(one)}
            label={t(`staff_until_${one}` as TextKey)}
          />
        ))}
      </fieldset>
      <div class="staff-field">
        <TextField label={t('staff_new_releaser')} value={releaser} onInput={setReleaser} />
        <p class="hint">{t('staff_new_releaser_more')}</p>
      </div>
      <div role="alert">
        {unknown && <Notice kind="warn" icon="warning" text={t('release_no_account')} />}
        {missing && !complete && <Notice kind="warn" icon="warning" text={t('staff_new_unnamed')} />}
      </div>
      <div class="staff-buttons">
        <Button onClick={onClose}>{t('back')}</Button>
        <Button kind="primary" type="submit">{t('staff_new_go')}</Button>
      </div>
    </form>
  );
}

// ---- the ways in

function Copy({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      setCopied(false); // the link stays there to be selected by hand
    }
  };
  return (
    <Button {...(copied && { icon: 'check' })} label={label} onClick={() => void copy()}>
      {t(copied ? 'staff_copied' : 'staff_copy')}
    </Button>
  );
}

const roleWords = (role: string): string => upper(t(`role_${role}` as TextKey));

export function LinksOnce({ made, onDone }: { made: Prepared; onDone: () => void }) {
  return (
    <section class="card staff-form" aria-labelledby="staff-links">
      <h2 class="nl-heading nl-heading--level-2" id="staff-links" dir="auto"><Say k="staff_links_title" values={{ title: made.title }} /></h2>
      <Notice kind="info" icon="eye" text={t('staff_links_once')} />
      <ul class="staff-links">
        {made.links.map((link) => (
          <li key={link.url}>
            <div>
              <b>{roleWords(link.role)}</b>
              <code>{link.url}</code>
            </div>
            <Copy text={link.url} label={t('staff_copy_of', { group: roleWords(link.role) })} />
          </li>
        ))}
      </ul>
      <Button kind="primary" onClick={onDone}>{t('staff_done')}</Button>
    </section>
  );
}

const groupTitle = (group: Group): string => (language.value === 'en' ? group.title_en : group.title_nl);

export function LinkDialog({ of, spoken, onClose }: { of: Listed; spoken: boolean; onClose: () => void }) {
  const [group, setGroup] = useState('');
  const [link, setLink] = useState<Link | null>(null);
  const [refused, setRefused] = useState(false);
  const [busy, setBusy] = useState(false);
  const make = async () => {
    if (busy) return;
    setBusy(true);
    const answer = await makeLink(of.conversation, { group, spoken });
    setBusy(false);
    setRefused(!answer.ok);
    if (answer.ok) setLink(answer.value);
    else tell(answer.error === 'conversation_closed' ? null : answer.error);
  };
  const [page, code] = link?.url.split('#') ?? [];
  return (
    <Dialog title={t(spoken ? 'staff_spoken_title' : 'staff_personal_title')} onClose={onClose}>
      <p>{t(spoken ? 'staff_spoken_body' : 'staff_personal_body')}</p>
      {!link && (
        <fieldset class="choices">
          <legend>{t('staff_for_group')}</legend>
          {of.groups.filter((one) => !spoken || !one.leads).map((one) => (
            <Card key={one.id} kind="radio" name="group" checked={group === one.id} onChoose={() => setGroup(one.id)} label={upper(groupTitle(one))} />
          ))}
        </fieldset>
      )}
      <div role="alert">{refused && <Notice kind="warn" icon="warning" text={t('staff_no_link')} />}</div>
      {link && spoken && (
        <div class="staff-said">
          <p class="staff-code">{code}</p>
          <p>{t('staff_spoken_say', { page: page ?? '' })}</p>
        </div>
      )}
      {link && !spoken && <p><code>{link.url}</code></p>}
      <div class="staff-buttons">
        <span data-safe><Button onClick={onClose}>{t('close')}</Button></span>
        {!link && group !== '' && <Button kind="primary" onClick={() => void make()}>{t('staff_make')}</Button>}
        {link && <Copy text={spoken ? (code ?? '') : link.url} label={t('staff_copy')} />}
      </div>
    </Dialog>
  );
}

export function EntrustDialog({ of, onClose }: { of: Listed; onClose: () => void }) {
  const [name, setName] = useState('');
  const [said, setSaid] = useState<{ kind: 'good' | 'warn'; text: string } | null>(null);
  const go = async (event: Event) => {
    event.preventDefault();
    const answer = await entrust(of.conversation, { name: name.trim() });
    setSaid(
      answer.ok ? { kind: 'good', text: t('staff_entrusted', { name: name.trim() }) }
      : { kind: 'warn', text: t(answer.error === 'no_such_account' ? 'staff_no_such_account' : 'staff_failed') },
    );
  };
  return (
    <Dialog title={t('staff_entrust_title')} onClose={onClose}>
      <form class="staff-form" onSubmit={(event) => void go(event)}>
        <p>{t('staff_entrust_body')}</p>
        <TextField label={t('staff_entrust_name')} value={name} onInput={setName} />
        <div role="alert">{said && <Notice kind={said.kind} icon={said.kind === 'good' ? 'check' : 'warning'} text={said.text} />}</div>
        <div class="staff-buttons">
          <span data-safe><Button onClick={onClose}>{t('close')}</Button></span>
          <Button kind="primary" type="submit">{t('staff_entrust_go')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
