// SPDX-License-Identifier: EUPL-1.2
// What a ballot gave: a finding as its title, unit and n in one line, direct labels, what is too small as
// a dashed cell, and the same as a table. With names where the script says so; never a plot per person.
import { useState } from 'preact/hooks';
import { ballotView, choicesOf, comparedWith, findingOf } from '../reading';
import type { Choice, Finding } from '../reading';
import type { BallotKnown, State } from '../state';
import type { BallotView } from '../gen/arena/v1/wire_pb';
import { scripted, t } from '../words';
import { TextButton } from './basics';
import { choiceWords, voteWords } from './choice';
import { Code } from './people';

export function BallotResult({ state, ballot }: { state: State; ballot: string }) {
  const [asTable, setAsTable] = useState(false);
  const known = state.ballots.get(ballot);
  const view = known && ballotView(state, known);
  const result = known?.result;
  if (!known || !view || !result) return null;
  const title = scripted(view.title);
  if (result.belowFloor) {
    return (
      <section class="result">
        <h3 class="result-title">{title}</h3>
        <p>{t('result_below')}</p>
      </section>
    );
  }
  const choices = choicesOf(state, view);
  const before = comparedWith(state, known);
  const rows = rowsOf(choices, known, before);
  const hidden = rows.some((row) => row.now === null || row.before === null) || result.notApplicable === null;
  return (
    <section class="result">
      <h3 class="result-title">{findingWords(findingOf(view, known), choices)}</h3>
      <p class="result-what">{title} {countWords(view, known)}</p>
      {asTable ? <Table rows={rows} view={view} known={known} compared={before !== undefined} /> : <Bars rows={rows} view={view} known={known} before={before} />}
      {hidden && <p class="hint">{t('result_hidden_why')}</p>}
      <TextButton onClick={() => setAsTable(!asTable)}>{t(asTable ? 'result_bars' : 'result_table')}</TextButton>
      {known.seen.length > 0 && <Named state={state} known={known} choices={choices} />}
    </section>
  );
}

interface Row {
  readonly id: string;
  readonly label: string;
  readonly now: number | null; // null: too small to be shown
  readonly before: number | null | undefined; // undefined: nothing to compare with
}
function rowsOf(choices: readonly Choice[], known: BallotKnown, before: BallotKnown | undefined): Row[] {
  const count = (one: BallotKnown | undefined, id: string): number | null | undefined => {
    if (!one?.result || one.result.belowFloor) return undefined;
    return one.result.tallies.find((tally) => tally.choice === id)?.count ?? (one.result.tallies.some((tally) => tally.choice === id) ? null : 0);
  };
  return choices.map((choice) => ({
    id: choice.id, label: choiceWords(choice), now: count(known, choice.id) ?? null, before: count(before, choice.id),
  }));
}

function findingWords(finding: Finding | null, choices: readonly Choice[]): string {
  if (!finding) return t('found_plain');
  const { n, of } = finding;
  switch (finding.kind) {
    case 'agree':
      return t('found_agree', { n, of });
    case 'disagree':
      return t('found_disagree', { n, of });
    case 'spread':
      return `${t('found_spread')}: ${t('found_spread_n', { n, of })}`;
    case 'most':
    case 'first': {
      const choice = choices.find((one) => one.id === finding.choice);
      return t(finding.kind === 'most' ? 'found_most' : 'found_first', { n, of, choice: choice ? choiceWords(choice) : '' });
    }
  }
}

function countWords(view: BallotView, known: BallotKnown): string {
  const parts = [t('result_n', { n: known.result?.answered ?? 0 })];
  if (view.scale === 'rank') parts.push(t('result_points'));
  const skipped = known.result?.notApplicable ?? 0;
  if (skipped > 0) parts.push(t('result_na', { n: skipped }));
  return parts.join(', ');
}

const answeredOf = (view: BallotView, known: BallotKnown | undefined, rows: readonly Row[]): number =>
  view.scale === 'rank'
    ? Math.max(1, ...rows.map((row) => row.now ?? 0))
    : Math.max(1, (known?.result?.answered ?? 0) - (known?.result?.notApplicable ?? 0));

function Bars({ rows, view, known, before }: { rows: readonly Row[]; view: BallotView; known: BallotKnown; before: BallotKnown | undefined }) {
  const compared = rows.some((row) => row.before !== undefined);
  return (
    <ul class="bars">
      {rows.map((row) => (
        <li key={row.id}>
          <span class="bar-label">{row.label}</span>
          {compared && <Bar kind="before" label={t('result_before')} count={row.before ?? null} of={answeredOf(view, before, rows)} points={view.scale === 'rank'} />}
          <Bar kind="now" label={compared ? t('result_after') : ''} count={row.now} of={answeredOf(view, known, rows)} points={view.scale === 'rank'} />
        </li>
      ))}
    </ul>
  );
}

function Bar({ kind, label, count, of, points }: { kind: 'before' | 'now'; label: string; count: number | null; of: number; points: boolean }) {
  return (
    <span class="bar-row">
      {label !== '' && <span class="bar-when">{label}</span>}
      <span class="bar-track" aria-hidden="true">
        {count === null
          ? <span class="bar-hidden" />
          : <svg class={`bar-fill bar-${kind}`} viewBox="0 0 100 10" preserveAspectRatio="none"><rect x="0" y="0" height="10" width={(100 * count) / of} /></svg>}
      </span>
      <span class="bar-count">{count === null ? t('result_hidden') : points ? count : t('result_of', { n: count, of })}</span>
    </span>
  );
}

function Table({ rows, view, known, compared }: { rows: readonly Row[]; view: BallotView; known: BallotKnown; compared: boolean }) {
  const cell = (count: number | null | undefined) => (count === null || count === undefined ? <td class="cell-hidden">{t('result_hidden')}</td> : <td>{count}</td>);
  return (
    <table class="result-table">
      <caption class="only-read-aloud">{scripted(view.title)}</caption>
      <thead>
        <tr>
          <th scope="col">{t('result_choice')}</th>
          {compared && <th scope="col">{t('result_before')}</th>}
          <th scope="col">{t(compared ? 'result_after' : 'result_count')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.label}</th>
            {compared && cell(row.before)}
            {cell(row.now)}
          </tr>
        ))}
        {view.notApplicable && (
          <tr>
            <th scope="row">{t('not_applicable')}</th>
            {compared && <td />}
            {cell(known.result?.notApplicable)}
          </tr>
        )}
      </tbody>
    </table>
  );
}

// Revealed by seat code, all at once.
function Named({ state, known, choices }: { state: State; known: BallotKnown; choices: readonly Choice[] }) {
  return (
    <div class="named">
      <h4 class="named-title">{t('result_who')}</h4>
      <ul>
        {known.seen.map((one) => (
          <li key={one.code}>
            <Code state={state} code={one.code} />
            <span>
              <b>{voteWords(choices, one)}</b>
              {one.reason !== '' && <span class="choice-more">{one.reason}</span>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
