// SPDX-License-Identifier: EUPL-1.2
// What is kept of one's own words. Nothing is chosen in advance, and never more than was agreed for the
// conversation; it can be changed while the conversation lasts.
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { Steps } from '../join-page';
import { levelsOpen } from '../reading';
import { send, state as known } from '../store';
import type { Consent, State } from '../state';
import type { TextKey } from '../texts';
import { dateOf, t } from '../words';
import { Button, Dialog, Notice, TextButton } from './basics';
import { Card } from './choice';
import { Icon } from './icons';
import { WithdrawAll } from './withdraw';

export const levelWords = (level: string): string => t(`consent_${level}` as TextKey);

const moreOf = (state: State, level: string): string | undefined =>
  level === 'nothing' ? t('consent_nothing_more')
  : level === 'pseudonymised' ? t('consent_pseudonymised_more', { code: state.self?.code ?? '' })
  : undefined;

interface Picked {
  readonly level: string;
  readonly quoted: boolean;
  readonly reused: boolean;
}

function Choices({ state, picked, onPick }: { state: State; picked: Picked; onPick: (next: Picked) => void }) {
  const used = picked.level === 'pseudonymised' || picked.level === 'full';
  return (
    <>
      <fieldset class="choices">
        <legend>{t('consent_what')}</legend>
        {levelsOpen(state).map((level) => (
          <Card
            key={level} kind="radio" name="level" checked={picked.level === level} label={levelWords(level)} more={moreOf(state, level)}
            onChoose={() => onPick({ ...picked, level })}
          />
        ))}
      </fieldset>
      {used && (
        <fieldset class="choices">
          <legend>{t('consent_who')}</legend>
          <Card
            kind="checkbox" name="quoted" checked={picked.quoted} label={t('consent_quoted')} more={t('consent_quoted_more')}
            onChoose={() => onPick({ ...picked, quoted: !picked.quoted })}
          />
          <Card
            kind="checkbox" name="reused" checked={picked.reused} label={t('consent_reused')}
            onChoose={() => onPick({ ...picked, reused: !picked.reused })}
          />
        </fieldset>
      )}
      {state.keepUntilMs > 0 && <p class="hint">{t('consent_until', { date: dateOf(state.keepUntilMs) })}</p>}
      {state.releaser !== '' && <p class="hint">{t('consent_releaser', { name: state.releaser })}</p>}
    </>
  );
}

const nothingPicked: Picked = { level: '', quoted: false, reused: false };
// Who goes no further than the level uses nothing of the rest.
function keep({ level, quoted, reused }: Picked): boolean {
  if (level === '') return false;
  const used = level === 'pseudonymised' || level === 'full';
  send({ case: 'setConsent', value: { level, quoted: used && quoted, reused: used && reused } });
  return true;
}
const Fault = () => <p role="alert" class="own own-refused"><Icon name="warning" size={20} /> <span>{t('consent_none')}</span></p>;

// The page before the start.
export function ConsentSheet({ state, onDone }: { state: State; onDone: () => void }) {
  const [picked, setPicked] = useState<Picked>(nothingPicked);
  const [none, setNone] = useState(false);
  const done = () => (keep(picked) ? onDone() : setNone(true));
  return (
    <div class="consent">
      <Steps now={4} />
      <h2 class="nl-heading nl-heading--level-1">{t('consent_title')}</h2>
      <p class="hint">{t('consent_later')}</p>
      <Choices state={state} picked={picked} onPick={(next) => { setNone(false); setPicked(next); }} />
      <p class="hint">{t('consent_default', { level: levelWords(state.archiveLevel) })}</p>
      {none && <Fault />}
      <div class="consent-foot">
        <Button onClick={onDone}>{t('consent_skip')}</Button>
        <Button kind="primary" wide onClick={done}>{t('consent_keep')}</Button>
      </div>
    </div>
  );
}

// What was chosen, and the way to change it; on any page.
const changing = signal(false);
export function ConsentSummary() {
  const state = known.value;
  if (state.archiveLevel === '') return null;
  if (state.archiveLevel === 'nothing') return <p class="hint">{t('consent_nothing_kept')}</p>;
  return (
    <div class="consent-summary">
      <p>{state.consent ? t('consent_yours', { level: levelWords(state.consent.level) }) : t('consent_default', { level: levelWords(state.archiveLevel) })}</p>
      {!state.over && <TextButton onClick={() => (changing.value = true)}>{t(state.consent ? 'consent_change' : 'consent_title')}</TextButton>}
      {state.self && <WithdrawAll />}
      {changing.value && <ConsentDialog state={state} consent={state.consent} onClose={() => (changing.value = false)} />}
    </div>
  );
}

function ConsentDialog({ state, consent, onClose }: { state: State; consent: Consent | null; onClose: () => void }) {
  const [picked, setPicked] = useState<Picked>(consent ?? nothingPicked);
  const [none, setNone] = useState(false);
  const done = () => (keep(picked) ? onClose() : setNone(true));
  return (
    <Dialog title={t('consent_title')} onClose={onClose}>
      <Notice kind="info" icon="info" text={t('consent_later')} />
      <Choices state={state} picked={picked} onPick={(next) => { setNone(false); setPicked(next); }} />
      {none && <Fault />}
      <div class="dialog-buttons">
        <span data-safe><Button onClick={onClose}>{t('back')}</Button></span>
        <Button kind="primary" onClick={done}>{t('consent_keep')}</Button>
      </div>
    </Dialog>
  );
}
