// SPDX-License-Identifier: EUPL-1.2
// What a screen reader is told beside the log: a pure difference between two states, and a queue
// that says at most one polite sentence per two seconds, the latest of a kind.
import { iLead, isCounted, myStanding, roundLabel, roundOf } from './reading';
import { timeThatCounts } from './slot-clock';
import { samePlace } from './state';
import type { State } from './state';
import { fill, pattern } from './texts';
import type { Language, TextKey, Values } from './texts';

export interface News {
  readonly where: 'status' | 'alert';
  readonly kind: string;
  readonly text: string;
}

const plain = (words: string): string => words.replaceAll('*', '');

// What of the talk is read aloud: every word, only how much came, or nothing.
export type ReadAloud = 'all' | 'count' | 'off';

export function news(before: State, after: State, language: Language, readAloud: ReadAloud = 'all'): News[] {
  const words = (key: TextKey, values?: Values): string => fill(plain(pattern(language, key, values)), values);
  const found: News[] = [];
  const tell = (where: News['where'], kind: string, text: string): void => void found.push({ where, kind, text });

  if (!before.frozen && after.frozen) tell('alert', 'frozen', words('frozen'));
  if (!samePlace(after.place, before.place) && after.place.round > 0) {
    const cameBack = before.place.round > 0 && myStanding(before).ring === 'away' && myStanding(after).ring !== 'away';
    tell('alert', 'round', roundWords(after, cameBack, language, words));
  }
  if (after.floor !== before.floor && after.floor !== '') {
    if (after.floor === after.self?.code) tell('alert', 'floor', words('say_floor_me'));
    else tell('status', 'floor', words('say_floor', { code: after.floor }));
  }
  if (after.hands !== before.hands && after.hands[0] === after.self?.code && before.hands[0] !== after.self?.code) {
    tell('status', 'next', words('say_next'));
  }
  const fresh = after.lines.slice(before.lines.length);
  // All texts of an anonymous round are told in one sentence, so that none of them comes before another.
  const texts = fresh.filter((row) => row.kind === 'said' && row.what === 'anonymous').length;
  if (texts > 0) tell('status', 'slot_texts', words('say_slot_texts', { n: texts }));
  const others = fresh.filter((row) => row.kind === 'said' && row.code !== after.self?.code).length - texts;
  if (readAloud === 'count' && others > 0) tell('status', 'talk', words('say_new', { n: others }));
  for (const row of fresh) {
    if (row.kind === 'said' && row.code === after.self?.code) tell('status', 'saved', words('say_saved'));
    if (row.kind === 'ballot') tell('status', 'result', words('say_result'));
    if (row.kind === 'moved' && row.code === after.self?.code && myStanding(after).ring === 'inner') tell('alert', 'chair', words('say_chair_me'));
    if (row.kind === 'slot') {
      const say = row.how !== 'opened' ? (`say_slot_${row.how}` as const) : row.mine ? 'say_slot_writes' : 'say_slot_open';
      tell(row.how === 'published' ? 'status' : 'alert', 'slot', words(say));
    }
    if (row.kind === 'left') tell('status', 'left', words('say_left', { code: row.code }));
    if (row.kind === 'clock') {
      tell('status', 'clock', words(`line_${row.change}` as TextKey, { who: row.by || words('the_facilitator'), n: row.minutes }));
    }
  }
  for (const own of after.own) {
    const earlier = before.own.find((one) => one.id === own.id);
    if (own.state === 'refused' && earlier?.state !== 'refused') tell('alert', 'refused', words('refused_title'));
  }
  for (const question of after.questions) {
    const earlier = before.questions.find((one) => one.id === question.id);
    if (iLead(after) && !earlier) tell('status', 'question', words('say_new_question', { code: question.code }));
    if (!iLead(after) && earlier && earlier.state !== question.state && question.state !== 'lapsed') {
      tell('status', 'question', `${words(`question_${question.state}` as TextKey)}. ${question.explanation}`.trim());
    }
  }
  if (after.letter !== before.letter && !iLead(after)) tell('status', 'letter', words('say_letter'));
  for (const warning of after.warnings.slice(before.warnings.length)) {
    if (warning.code === after.self?.code) tell('alert', 'warned', words('say_warned', { text: warning.text }));
  }
  for (const help of after.help.slice(before.help.length)) {
    if (help.fromChair && !iLead(after)) tell('alert', 'help', words('help_new_answer', { text: help.text }));
    if (!help.fromChair && iLead(after)) tell('alert', 'help', words('say_help', { code: help.code }));
  }
  if (after.lobby.length > before.lobby.length) tell('status', 'door', words('say_at_door'));
  return found;
}

function roundWords(state: State, back: boolean, language: Language, words: (key: TextKey, values?: Values) => string): string {
  const round = roundOf(state.script, state.place.round);
  const title = (language === 'en' ? round?.title?.en || round?.title?.nl : round?.title?.nl) ?? '';
  const { ring, may } = myStanding(state);
  const act: TextKey | null =
    ring === 'chair' ? null
    : ring === 'away' ? 'say_round_away'
    : state.place.room > 0 ? 'say_round_beside'
    : may.has('speak') ? 'say_round_speak'
    : may.has('answer') ? 'say_round_answer'
    : may.has('ask') ? 'say_round_ask'
    : may.has('vote') ? 'say_round_vote'
    : may.has('ready') ? 'say_round_ready'
    : 'say_round_listen';
  return [
    ...(back ? [words('away_back')] : []),
    words(isCounted(state.script, state.place.round) ? 'say_round' : 'say_part', {
      n: roundLabel(state.script, state.place.round),
      title: isCounted(state.script, state.place.round) ? title.toLocaleLowerCase() : title,
    }),
    ...(act ? [words(act)] : []),
    ...(state.clock?.timed ? [words('say_minutes', { n: Math.round(state.clock.plannedMs / 60_000) })] : []),
  ].join(' ');
}

// At ten, five and one minute, and when time is up.
export function timeNews(state: State, earlier: number, now: number, language: Language): News | null {
  const was = timeThatCounts(state, earlier);
  const is = timeThatCounts(state, now);
  if (was.kind !== 'running') return null;
  if (is.kind === 'over') return { where: 'status', kind: 'time', text: pattern(language, 'say_time_over') };
  if (is.kind !== 'running') return null;
  const passed = [10, 5, 1].find((n) => was.ms > n * 60_000 && is.ms <= n * 60_000);
  if (passed === undefined) return null;
  return { where: 'status', kind: 'time', text: fill(pattern(language, 'say_minutes', { n: passed }), { n: passed }) };
}

const quiet_ms = 2_000;

// Hands sentences to `speak` no faster than one per two seconds; the latest of a kind wins.
export class StatusQueue {
  private waiting: News[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly speak: (text: string) => void) {}

  add(item: News): void {
    this.waiting = [...this.waiting.filter((one) => one.kind !== item.kind), item];
    if (this.timer === null) this.next();
  }

  private next(): void {
    const item = this.waiting.shift();
    this.timer = item ? setTimeout(() => this.next(), quiet_ms) : null;
    if (item) this.speak(item.text);
  }
}
