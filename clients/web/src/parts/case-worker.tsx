// SPDX-License-Identifier: EUPL-1.2
// Before the start: does one of the listeners decide about me? Everybody gets the same question, and
// the answer goes to who leads together with all others.
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { isAskedAboutCaseWorkers, mayDecideAboutClients } from '../reading';
import { send } from '../store';
import type { State } from '../state';
import { t } from '../words';
import { Button, Notice, TextButton } from './basics';
import { Card } from './choice';
import { Icon } from './icons';

const said = signal(false); // on this page: the server keeps no answer of mine that I could read back

export function CaseWorkerCard({ state }: { state: State }) {
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [other, setOther] = useState<'' | 'none' | 'unsure'>('');
  const [missing, setMissing] = useState(false);
  const listeners = mayDecideAboutClients(state);
  if (!isAskedAboutCaseWorkers(state) || listeners.length === 0) return null;
  if (said.value) {
    return (
      <Notice kind="good" icon="check" text={t('worker_said')}>
        <TextButton onClick={() => (said.value = false)}>{t('worker_again')}</TextButton>
      </Notice>
    );
  }
  const toggle = (code: string) => {
    setOther('');
    setMissing(false);
    setCodes(codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]);
  };
  const choose = (what: 'none' | 'unsure') => {
    setCodes([]);
    setMissing(false);
    setOther(what);
  };
  const go = () => {
    if (other === '' && codes.length === 0) return setMissing(true);
    send({ case: 'sayCaseWorker', value: { listeners: [...codes], unsure: other === 'unsure' } });
    said.value = true;
  };
  return (
    <section class="worker">
      <fieldset class="choices">
        <legend>{t('worker_question')}</legend>
        <p class="hint">{t('worker_why')}</p>
        {listeners.map((seat) => (
          <Card key={seat.code} kind="checkbox" name="worker" checked={codes.includes(seat.code)} label={seat.name ? `${seat.code}, ${seat.name}` : seat.code} onChoose={() => toggle(seat.code)} />
        ))}
        <Card kind="radio" name="worker-other" checked={other === 'none'} label={t('worker_none')} onChoose={() => choose('none')} />
        <Card kind="radio" name="worker-other" checked={other === 'unsure'} label={t('worker_unsure')} onChoose={() => choose('unsure')} />
      </fieldset>
      <p class="hint">{t('worker_who')} {t('worker_careful')}</p>
      {missing && <p role="alert" class="own own-refused"><Icon name="warning" size={20} /> <span>{t('worker_choose')}</span></p>}
      <Button kind="primary" wide onClick={go}>{t('worker_send')}</Button>
    </section>
  );
}
