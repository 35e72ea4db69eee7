// SPDX-License-Identifier: EUPL-1.2
// The ballots of a round, one at a time. Nothing is chosen in advance; an answer can be changed until it
// is shown.
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { ballotsHere, choicesOf, comparedWith, myStanding } from '../reading';
import type { BallotHere, Choice } from '../reading';
import { send } from '../store';
import type { BallotKnown, State, Vote } from '../state';
import { ballotKey } from '../state';
import { Say, scripted, t } from '../words';
import { Button, TextArea, TextButton } from './basics';
import { Card, choiceWords, voteWords } from './choice';
import { Icon } from './icons';

// What was picked and not kept yet stays when the page draws something else meanwhile.
const picked = signal<ReadonlyMap<string, Vote>>(new Map());
const pick = (key: string, vote: Vote): void => void (picked.value = new Map(picked.value).set(key, vote));
const unpick = (key: string): void => {
  const rest = new Map(picked.value);
  rest.delete(key);
  picked.value = rest;
};

export function Ballots({ state }: { state: State }) {
  const [again, setAgain] = useState('');
  const { may } = myStanding(state);
  const open = ballotsHere(state).filter((one) => !one.known?.result);
  if (!may.has('vote') || open.length === 0 || state.clock?.paused) return null;
  const waiting = open.filter((one) => !one.known?.mine);
  const now = open.find((one) => one.key === again) ?? waiting[0];
  const answered = open.filter((one) => one.known?.mine && one !== now);
  return (
    <section class="ballots" id="stemmen" tabIndex={-1} aria-label={t('voting_title')} data-part>
      {now && (
        <Ballot
          key={now.key}
          state={state}
          ballot={now}
          count={open.length > 1 ? t('ballot_of', { n: open.indexOf(now) + 1, total: open.length }) : ''}
          mayPass={may.has('pass') && !may.has('speak')}
          onKept={() => setAgain('')}
        />
      )}
      {answered.length > 0 && <Answered state={state} ballots={answered} onChange={setAgain} />}
    </section>
  );
}

function Answered({ state, ballots, onChange }: { state: State; ballots: readonly BallotHere[]; onChange: (key: string) => void }) {
  return (
    <div class="answered">
      <p class="own own-saved"><Icon name="check" size={20} /> <span>{t('ballot_saved')}</span></p>
      <ul>
        {ballots.map((one) => (
          <li key={one.key}>
            <p class="hint">{scripted(one.view.title)}</p>
            <p>
              {one.known?.mine && <Say k="ballot_yours" values={{ answer: voteWords(choicesOf(state, one.view), one.known.mine) }} />}{' '}
              <TextButton label={t('ballot_change_label', { title: scripted(one.view.title) })} onClick={() => onChange(one.key)}>{t('ballot_change')}</TextButton>
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

const nothingPicked: Vote = { choices: [], notApplicable: false, reason: '' };

function Ballot(props: { state: State; ballot: BallotHere; count: string; mayPass: boolean; onKept: () => void }) {
  const { state, ballot } = props;
  const { key, view } = ballot;
  const choices = choicesOf(state, view);
  const vote = picked.value.get(key) ?? ballot.known?.mine ?? startOf(view.scale, choices);
  const [none, setNone] = useState(false);
  const sending = state.own.some((one) => one.state === 'sending' && one.command.act.case === 'vote' && one.command.act.value.ballot === ballot.index);
  const change = (next: Partial<Vote>) => {
    setNone(false);
    pick(key, { ...vote, ...next });
  };
  const keep = () => {
    const chosen = vote.notApplicable || vote.choices.length > 0 || view.scale === 'several';
    if (!chosen) return setNone(true);
    const reason = view.asksReason ? vote.reason.trim() : '';
    send({ case: 'vote', value: { ballot: ballot.index, choices: vote.choices.map(BigInt), notApplicable: vote.notApplicable, reason } }, reason);
    unpick(key);
    props.onKept();
  };
  return (
    <form
      class="ballot"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      {props.count !== '' && <p class="hint">{props.count}</p>}
      <fieldset class="choices">
        <legend>{scripted(view.title)}</legend>
        <Earlier state={state} ballot={ballot} choices={choices} />
        {choices.length === 0 && <p>{t('ballot_empty')}</p>}
        {view.scale === 'rank' && <Rank choices={choices} vote={vote} onChange={change} />}
        {view.scale === 'several' && <p class="hint">{t('ballot_several')}</p>}
        {view.scale !== 'rank' && choices.map((choice) => (
          <Card
            key={choice.id}
            kind={view.scale === 'several' ? 'checkbox' : 'radio'}
            name={`ballot-${key}`}
            checked={vote.choices.includes(choice.id)}
            label={choiceWords(choice)}
            onChoose={() => change({ choices: view.scale === 'several' ? toggled(vote.choices, choice.id) : [choice.id], notApplicable: false })}
          />
        ))}
        {view.notApplicable && (
          <Card
            kind="radio" name={`ballot-${key}`} checked={vote.notApplicable} label={t('not_applicable')}
            onChoose={() => change({ choices: [], notApplicable: true })}
          />
        )}
      </fieldset>
      {view.asksReason && <TextArea label={t('ballot_reason')} value={vote.reason} onInput={(reason) => change({ reason })} onSend={keep} />}
      <p class="hint">
        {view.shown === 'named' ? t('ballot_named', { code: state.self?.code ?? '' }) : t('ballot_anonymous', { n: state.script?.anonymousFloor ?? 0 })}
      </p>
      {none && <p role="alert" class="own own-refused"><Icon name="warning" size={20} /> <span>{t('ballot_none')}</span></p>}
      {state.passed && <p class="hint">{t('ballot_passed')}</p>}
      <div class="compose-buttons">
        {props.mayPass && !state.passed && <Button shortcut="Alt+P" onClick={() => send({ case: 'pass', value: {} })}>{t('pass')}</Button>}
        <Button kind="primary" wide type="submit">{sending ? t('own_sending') : t('ballot_keep')}</Button>
      </div>
    </form>
  );
}

// To rank begins with the order of the script: every answer has a place.
const startOf = (scale: string, choices: readonly Choice[]): Vote =>
  scale === 'rank' ? { ...nothingPicked, choices: choices.map((one) => one.id) } : nothingPicked;
const toggled = (ids: readonly string[], id: string): string[] =>
  ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];

function Earlier({ state, ballot, choices }: { state: State; ballot: BallotHere; choices: readonly Choice[] }) {
  const here: BallotKnown = ballot.known ?? { place: state.place, ballot: ballot.index, mine: null, seen: [], result: null };
  const before = comparedWith(state, here);
  if (!before?.mine || ballotKey(before.place, before.ballot) === ballot.key) return null;
  return <p class="hint"><Say k="ballot_earlier" values={{ answer: voteWords(choices, before.mine) }} /></p>;
}

function Rank({ choices, vote, onChange }: { choices: readonly Choice[]; vote: Vote; onChange: (next: Partial<Vote>) => void }) {
  const order = vote.choices.flatMap((id) => choices.filter((one) => one.id === id));
  const move = (from: number, by: number) => {
    const ids = order.map((one) => one.id);
    const [moved] = ids.splice(from, 1);
    if (moved !== undefined) ids.splice(from + by, 0, moved);
    onChange({ choices: ids, notApplicable: false });
  };
  return (
    <>
      <p class="hint">{t('ballot_rank')}</p>
      <ol class="rank">
        {order.map((choice, at) => (
          <li key={choice.id}>
            <div>
              <span>{choiceWords(choice)}</span>
              {at > 0 ? <Button icon="up" label={t('ballot_up', { choice: choiceWords(choice) })} onClick={() => move(at, -1)}>{' '}</Button> : <i />}
              {at < order.length - 1 ? <Button icon="down" label={t('ballot_down', { choice: choiceWords(choice) })} onClick={() => move(at, 1)}>{' '}</Button> : <i />}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
