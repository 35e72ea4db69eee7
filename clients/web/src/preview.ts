// SPDX-License-Identifier: EUPL-1.2
// What a step of the chair will do to people, before it is done: who moves, who will hear what,
// what lapses. Pure, from the same frozen script as everything else.
import { standing } from './reading';
import type { NextStep, Standing } from './reading';
import { groupOf, roundOf } from './reading';
import type { State } from './state';
import type { TextKey, Values } from './texts';

export interface Consequence {
  readonly icon: 'door' | 'users' | 'ear' | 'question' | 'lesson' | 'warning' | 'info';
  readonly key: TextKey;
  readonly values: Values;
}

export function consequences(state: State, step: NextStep, title: (group: string) => string): Consequence[] {
  const found: Consequence[] = step.kind === 'round' ? moves(state, step.number, title) : ends(state, step);
  const waiting = state.questions.filter((question) => question.state === 'waiting').length;
  if (waiting > 0) found.push({ icon: 'warning', key: 'lapse_questions', values: { n: waiting } });
  if (state.lobby.length > 0) found.push({ icon: 'warning', key: 'lapse_lobby', values: { n: state.lobby.length } });
  for (const code of unansweredHelp(state)) found.push({ icon: 'warning', key: 'lapse_help', values: { code } });
  return found;
}

function moves(state: State, to: number, title: (group: string) => string): Consequence[] {
  const found: Consequence[] = [];
  const here = state.place.round;
  for (const group of state.script?.groups ?? []) {
    const then = standing(state.script, to, group.id);
    if (then.ring === 'chair') continue;
    const now = here > 0 ? standing(state.script, here, group.id) : null;
    found.push(...movesOf(title(group.id), now, then));
    const seated = state.known.filter((seat) => seat.group === group.id).length;
    if (here === 0 && group.advisedMin > 0 && seated < group.advisedMin) {
      found.push({ icon: 'warning', key: 'seats_few', values: { group: title(group.id), n: seated, min: group.advisedMin } });
    }
  }
  return found;
}

function movesOf(group: string, now: Standing | null, then: Standing): Consequence[] {
  const values = { group };
  if (then.ring === 'away') {
    return [{ icon: 'door', key: now?.ring === 'away' ? 'moves_away_stay' : 'moves_away', values }];
  }
  const found: Consequence[] = [];
  if (then.may.has('speak')) found.push({ icon: 'users', key: 'moves_speak', values });
  else if (then.may.has('answer')) found.push({ icon: 'users', key: 'moves_answer', values });
  if (then.may.has('ask') && then.ring === 'outer') found.push({ icon: 'question', key: 'moves_ask', values });
  if (then.ring === 'outer' && !then.may.has('ask')) found.push({ icon: 'ear', key: 'moves_listen', values });
  if (then.may.has('judge_lesson')) found.push({ icon: 'lesson', key: 'moves_judge', values });
  if (then.may.has('propose_lesson')) found.push({ icon: 'lesson', key: 'moves_lessons', values });
  return found;
}

function ends(state: State, step: NextStep): Consequence[] {
  if (step.kind === 'close') {
    return [
      { icon: 'door', key: 'next_close_all', values: {} },
      { icon: 'warning', key: 'cannot_undo', values: {} },
    ];
  }
  const found: Consequence[] = [{ icon: 'door', key: 'next_end_all', values: {} }];
  if (step.kind === 'end_sitting' && state.script?.rounds.some((round) => round.sitting > step.sitting)) {
    found.push({ icon: 'info', key: 'next_end_more', values: {} });
  }
  if (state.help.length > 0) found.push({ icon: 'info', key: 'next_end_help', values: {} });
  found.push({ icon: 'warning', key: 'cannot_undo', values: {} });
  return found;
}

// Who asked for help after the last answer they got.
export function unansweredHelp(state: State): string[] {
  const open = new Set<string>();
  for (const one of state.help) {
    if (one.fromChair) open.delete(one.code);
    else open.add(one.code);
  }
  return [...open];
}

export const groupTitleOf = (state: State, group: string, language: 'nl' | 'en'): string => {
  const title = groupOf(state.script, group)?.title;
  return (language === 'en' ? title?.en || title?.nl : title?.nl) ?? group;
};
export const roundTitleOf = (state: State, round: number, language: 'nl' | 'en'): string => {
  const title = roundOf(state.script, round)?.title;
  return (language === 'en' ? title?.en || title?.nl : title?.nl) ?? '';
};
