// SPDX-License-Identifier: EUPL-1.2
// A transcript goes to researchers when two people have read the same words: a facilitator proposes it, and
// who was named before the conversation opened confirms it.
import { useEffect, useState } from 'preact/hooks';
import { Button, Dialog, Notice, TextButton } from './parts/basics';
import { release, transcript } from './staff';
import type { Listed, Person, Transcript } from './staff';
import { faultOf } from './staff-state';
import type { TextKey } from './texts';
import { t } from './words';

type Step = 'propose' | 'confirm';

// What this person can do for it now, if anything.
function stepFor(person: Person, { closed, entrusted, release }: Listed): Step | null {
  if (!closed) return null;
  if (release.is_you) return release.state === 'proposed' ? 'confirm' : null;
  const proposes = entrusted && person.roles.includes('facilitator');
  return proposes && (release.state === 'named' || release.state === 'proposed') ? 'propose' : null;
}

function howFar({ release }: Listed): string {
  if (release.state === 'proposed') return release.is_you ? t('release_you') : t('release_proposed', { name: release.confirms });
  return t(`release_${release.state}`, { name: release.confirms });
}

export function ReleaseState({ person, of, onOpen }: { person: Person; of: Listed; onOpen: (step: Step) => void }) {
  const step = stepFor(person, of);
  return (
    <>
      <p class="card-hint">{howFar(of)}</p>
      {step && (
        <TextButton icon="eye" onClick={() => onOpen(step)}>
          {t(step === 'propose' ? 'release_propose_read' : 'release_confirm_read')}
        </TextButton>
      )}
    </>
  );
}

export function ReleaseDialog({ of, step, onDone, onClose }: { of: Listed; step: Step; onDone: () => void; onClose: () => void }) {
  const [read, setRead] = useState<Transcript | null>(null);
  const [fault, setFault] = useState<TextKey | null>(null);
  const [busy, setBusy] = useState(false);
  const fetchIt = async () => {
    const answer = await transcript(of.conversation);
    if (answer.ok) setRead(answer.value);
    else setFault(faultOf(answer.error));
  };
  useEffect(() => void fetchIt(), []);
  const go = async () => {
    if (busy || !read) return;
    setBusy(true);
    const answer = await release(of.conversation, step, read.digest);
    setBusy(false);
    if (answer.ok) return onDone();
    // Nobody acts on an old picture: what is there now takes its place.
    if (answer.error === 'transcript_changed') await fetchIt();
    setFault(answer.error === 'transcript_changed' && step === 'propose' ? 'release_changed_propose' : faultOf(answer.error));
  };
  const waits = step === 'confirm' && fault === 'release_changed'; // until it is proposed again
  return (
    <Dialog title={t('release_title')} class="staff-reading" onClose={onClose}>
      <p>{t(step === 'propose' ? 'release_propose_body' : 'release_confirm_body', { name: of.release.confirms })}</p>
      <ol class="staff-rows" tabIndex={0} aria-label={t('release_rows')}>
        {read?.rows.map((row) => (
          <li key={row.turn}>
            <span class="staff-turn">{row.turn} {row.seat}</span>
            <span dir="auto">{row.erased ? <i>{t('release_erased')}</i> : row.text || <i>{t('release_passed')}</i>}</span>
          </li>
        ))}
      </ol>
      <div role="alert">{fault && <Notice kind="warn" icon="warning" text={t(fault)} />}</div>
      <div class="staff-buttons">
        <span data-safe><Button onClick={onClose}>{t('close')}</Button></span>
        {read && read.rows.length > 0 && !waits && (
          <Button kind="primary" onClick={() => void go()}>{t(step === 'propose' ? 'release_propose' : 'release_confirm')}</Button>
        )}
      </div>
    </Dialog>
  );
}
