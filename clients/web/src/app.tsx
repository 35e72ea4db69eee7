// SPDX-License-Identifier: EUPL-1.2
// Chooses the page: joining, waiting, taking part, leading, or what ended it. Leading is a part of
// its own that only who leads loads: whoever takes part on an old phone does not wait for it.
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Calm, Ended, JoinPage, JoinRefused, Loading, Lobby, NoLink, Removed, WelcomeBack } from './join-page';
import { LiveRegions } from './live-regions';
import { iLead } from './reading';
import { Button } from './parts/basics';
import { arrive, line, page, state } from './store';
import { TakePart } from './take-part';
import { t } from './words';

export function App() {
  return (
    <>
      <Page />
      <LiveRegions />
    </>
  );
}

function Page() {
  const here = page.value;
  switch (here.kind) {
    case 'no_link':
      return <NoLink />;
    case 'join':
      return <JoinPage key={here.link} link={here.link} />;
    case 'welcome_back':
      return <WelcomeBack seat={here.seat} />;
    case 'refused':
      return <JoinRefused error={here.error} link={here.link} />;
    case 'ended':
      return <Ended why={here.why} seat={here.seat} />;
    case 'conversation':
      return <Conversation seed={here.seat.conversation} />;
  }
}

function Conversation({ seed }: { seed: string }) {
  const known = state.value;
  if (known.removed !== null) return <Removed reason={known.removed} />;
  if (known.self) return iLead(known) ? <Lead seed={seed} /> : <TakePart seed={seed} />;
  if (known.welcomed && !known.seated) return <Lobby />;
  if (line.value.kind === 'lost') {
    return (
      <Calm title={t('join_offline_title')} body={t('join_offline')}>
        <Button kind="primary" wide onClick={arrive}>{t('try_again')}</Button>
      </Calm>
    );
  }
  return <Loading title={t('loading')} />;
}

const facilitate = signal<ComponentType<{ seed: string }> | null>(null);
const missing = signal(false); // the part could not be loaded

async function load(): Promise<void> {
  missing.value = false;
  try {
    const part = await import('./facilitate');
    facilitate.value = part.Facilitate;
  } catch {
    missing.value = true;
  }
}

function Lead({ seed }: { seed: string }) {
  const Facilitate = facilitate.value;
  useEffect(() => {
    if (!facilitate.value) void load();
  }, []);
  if (Facilitate) return <Facilitate seed={seed} />;
  if (!missing.value) return <Loading title={t('loading')} />;
  return (
    <Calm title={t('join_offline_title')} body={t('join_offline')}>
      <Button kind="primary" wide onClick={() => void load()}>{t('try_again')}</Button>
    </Calm>
  );
}
