// SPDX-License-Identifier: EUPL-1.2
// Chooses the page: joining, waiting, taking part, leading, or what ended it.
import { Facilitate } from './facilitate';
import { Calm, Ended, JoinPage, JoinRefused, Lobby, NoLink, Removed, WelcomeBack } from './join-page';
import { LiveRegions } from './live-regions';
import { iLead } from './reading';
import { line, page, state } from './store';
import { TakePart } from './take-part';
import { Button } from './parts/basics';
import { arrive } from './store';
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
  if (known.self) return iLead(known) ? <Facilitate seed={seed} /> : <TakePart seed={seed} />;
  if (known.welcomed && !known.seated) return <Lobby />;
  if (line.value.kind === 'lost') {
    return (
      <Calm title={t('join_offline_title')} body={t('join_offline')}>
        <Button kind="primary" wide onClick={arrive}>{t('try_again')}</Button>
      </Calm>
    );
  }
  return <Calm title={t('loading')} />;
}
