// SPDX-License-Identifier: EUPL-1.2
// Taking one's own words back: the lesser choice beside a text of one's own, and beside what is kept.
// Both ask first, and the safe choice has the focus.
import { useState } from 'preact/hooks';
import { turnName } from '../reading';
import { page, state as known } from '../store';
import type { State, TurnRef } from '../state';
import type { TextKey } from '../texts';
import { t } from '../words';
import { withdraw, withoutWords } from '../withdraw';
import type { Withdrawn } from '../withdraw';
import { Button, Dialog, TextButton } from './basics';
import { Icon } from './icons';

function Ask({ turn, asks, points, act, onClose }: { turn?: TurnRef; asks: TextKey; points: readonly TextKey[]; act: TextKey; onClose: () => void }) {
  const [became, setBecame] = useState<Withdrawn | 'asked' | null>(null);
  const go = async () => {
    if (became === 'asked' || page.value.kind !== 'conversation') return;
    setBecame('asked');
    const now = await withdraw(page.value.seat.seatSecret, turn);
    setBecame(now);
    if (now === 'failed') return;
    known.value = withoutWords(known.value, turn);
    if (now === 'gone') onClose();
  };
  return (
    <Dialog title={t(asks)} onClose={onClose}>
      <ul class="withdraw-points">
        {points.map((point) => <li key={point}>{t(point)}</li>)}
      </ul>
      {(became === 'failed' || became === 'nothing') && (
        <p role="alert" class="own own-refused"><Icon name="warning" size={20} /> <span>{t(`withdraw_${became}`)}</span></p>
      )}
      <div class="dialog-buttons">
        <span data-safe><Button onClick={onClose}>{t('back')}</Button></span>
        <Button kind="danger" onClick={() => void go()}>{t(act)}</Button>
      </div>
    </Dialog>
  );
}

// Beside one text of one's own.
export function WithdrawTurn({ state, turn }: { state: State; turn: TurnRef }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <TextButton onClick={() => setAsking(true)} label={t('withdraw_open_label', { turn: turnName(state.script, turn) })}>{t('withdraw_open')}</TextButton>
      {asking && (
        <Ask
          turn={turn} asks="withdraw_title" act="withdraw_do" onClose={() => setAsking(false)}
          points={['withdraw_gone', 'withdraw_seen', 'withdraw_for_good']}
        />
      )}
    </>
  );
}

// Beside what was chosen to be kept.
export function WithdrawAll() {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <TextButton onClick={() => setAsking(true)}>{t('withdraw_all_open')}</TextButton>
      {asking && (
        <Ask
          asks="withdraw_all_title" act="withdraw_all_do" onClose={() => setAsking(false)}
          points={['withdraw_all_what', 'withdraw_all_not', 'withdraw_seen', 'withdraw_for_good']}
        />
      )}
    </>
  );
}
