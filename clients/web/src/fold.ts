// SPDX-License-Identifier: EUPL-1.2
// fold(state, frame) says what this person knows after a frame. Pure: the same frames give the
// same state, in a browser and in a test.
import {
  ClockChanged_Change,
  ContributionShown_Kind,
  LobbyChanged_Change,
  QuestionDecided_Decision,
  Verdict,
} from './gen/arena/v1/wire_pb';
import type {
  ClockView,
  ClockChanged,
  ContributionShown,
  LobbyChanged,
  Notice,
  QuestionDecided,
  Refused,
  Room,
  RoundEntered,
  Seated,
  SeatView,
  ServerFrame,
  Status,
  Turn,
} from './gen/arena/v1/wire_pb';
import { nothing, nowhere, turnKey } from './state';
import type { Clock, Line, Own, Place, QuestionState, SaidKind, Seat, State, TurnRef, VerdictName } from './state';

// `at` is this device's clock, in ms. A notice that was told already changes nothing.
export function fold(state: State, frame: ServerFrame, at: number): State {
  if (frame.status) return foldStatus(state, frame.status, at);
  if (!frame.notice || frame.sequence <= state.sequence) return state;
  return { ...foldNotice(state, frame.notice), sequence: frame.sequence };
}

// A hole means that something was lost on the way: the connection must start again.
export const leavesHole = (state: State, frame: ServerFrame): boolean =>
  frame.notice !== undefined && frame.sequence > state.sequence + 1n;

// ---- this person's own commands

export const withOwn = (state: State, own: Own): State => ({ ...state, own: [...state.own, own] });
export const withoutOwn = (state: State, id: string): State => ({
  ...state,
  own: state.own.filter((one) => one.id !== id),
});
export const unanswered = (state: State): readonly Own[] =>
  state.own.filter((one) => one.state === 'sending');

const answerOwn = (state: State, id: Uint8Array, change: (own: Own) => Own | null): State => {
  const name = hex(id);
  return {
    ...state,
    own: state.own.flatMap((one) => (one.id === name ? (change(one) ?? []) : one)),
  };
};

// The notice of an own text has come: it stands in the talk now, and only once.
function settle(state: State, act: string, text: string): State {
  const index = state.own.findIndex(
    (one) => one.command.act.case === act && one.text === text && !one.shown && one.state !== 'refused',
  );
  const own = state.own[index];
  if (!own) return state;
  if (own.state === 'saved') return withoutOwn(state, own.id);
  return { ...state, own: state.own.map((one) => (one === own ? { ...own, shown: true } : one)) };
}

// ---- status

function foldStatus(state: State, { status }: Status, at: number): State {
  switch (status.case) {
    case 'welcome': {
      const base = status.value.resync ? { ...nothing, own: state.own } : state;
      return {
        ...base,
        welcomed: true,
        stopping: false,
        seated: status.value.seated,
        clockOffsetMs: Number(status.value.nowMs) - at,
      };
    }
    case 'accepted':
      return answerOwn(state, status.value.id, (own) =>
        own.shown || !comesBackAsText(own) ? null : { ...own, state: 'saved' },
      );
    case 'refused':
      return answerOwn(state, status.value.id, (own) => ({
        ...own,
        state: 'refused',
        refusal: refusalOf(status.value),
      }));
    case 'frozen':
      return { ...state, frozen: status.value.frozen };
    case 'presence':
      return { ...state, away: toggled(state.away, status.value.code, !status.value.connected) };
    case 'removed':
      return { ...state, removed: status.value.reason };
    case 'shuttingDown':
      return { ...state, stopping: true };
    default:
      return state;
  }
}

const refusalOf = (refused: Refused) => ({
  reason: refused.reason,
  opensInRound: refused.opensInRound,
  timeLeftMs: Number(refused.timeLeftMs),
});

const textActs = new Set(['speak', 'ask', 'answer', 'note', 'proposeLesson', 'askHelp']);
const comesBackAsText = (own: Own): boolean => textActs.has(own.command.act.case ?? '');

// ---- notices

function foldNotice(state: State, { atMs, notice }: Notice): State {
  const at = Number(atMs);
  switch (notice.case) {
    case 'seated':
      return seated(state, notice.value);
    case 'roundEntered':
      return roundEntered(state, notice.value, at);
    case 'clockChanged':
      return clockChanged(state, notice.value, at);
    case 'sittingOver':
      return {
        ...roundLeft(state),
        help: [], // not kept after the sitting, here no more than there
        sittingsEnded: notice.value.sitting,
        sittingEnd: {
          sitting: notice.value.sitting,
          moreFollow: notice.value.moreFollow,
          reason: notice.value.reason,
        },
        lines: [
          ...state.lines,
          { kind: 'sitting', sitting: notice.value.sitting, reason: notice.value.reason, atMs: at },
        ],
      };
    case 'conversationOver':
      return { ...roundLeft(state), over: { reason: notice.value.reason } };
    case 'seatTaken':
      return notice.value.seat ? seatTaken(state, seatOf(notice.value.seat)) : state;
    case 'seatLeft':
      return seatLeft(state, notice.value.code, notice.value.reason, at);
    case 'lobbyChanged':
      return lobbyChanged(state, notice.value);
    case 'contribution':
      return contribution(state, notice.value, at);
    case 'pass':
      return notice.value.turn
        ? {
            ...state,
            lines: [
              ...state.lines,
              { kind: 'passed', turn: turnOf(notice.value.turn), code: notice.value.code, atMs: at },
            ],
          }
        : state;
    case 'ownNote':
      return {
        ...settle(state, 'note', notice.value.text),
        notes: [
          ...state.notes,
          { id: String(notice.value.note), place: placeOf(notice.value.room), text: notice.value.text, atMs: at },
        ],
      };
    case 'ownMark':
      return notice.value.turn
        ? { ...state, marks: toggled(state.marks, turnKey(turnOf(notice.value.turn)), notice.value.on) }
        : state;
    case 'hand':
      return { ...state, hands: handShown(state.hands, notice.value.code, notice.value.up) };
    case 'floor':
      return {
        ...state,
        floor: notice.value.code,
        hands: state.hands.filter((code) => code !== notice.value.code),
      };
    case 'questionWaiting':
      return {
        ...(notice.value.code === state.self?.code ? settle(state, 'ask', notice.value.text) : state),
        questions: [
          ...state.questions,
          {
            id: String(notice.value.question),
            code: notice.value.code,
            text: notice.value.text,
            state: 'waiting',
            explanation: '',
            round: state.place.round,
            atMs: at,
          },
        ],
      };
    case 'questionDecided':
      return questionDecided(state, notice.value);
    case 'lessonVerdict':
      return lessonVerdict(state, String(notice.value.lesson), notice.value.code, notice.value.verdict);
    case 'help':
      return {
        ...(notice.value.fromChair ? state : settle(state, 'askHelp', notice.value.text)),
        help: [
          ...state.help,
          {
            code: notice.value.code,
            fromChair: notice.value.fromChair,
            text: notice.value.text,
            atMs: at,
          },
        ],
      };
    default:
      return state;
  }
}

function seated(state: State, told: Seated): State {
  const self = told.self ? seatOf(told.self) : null;
  const seats = told.seats.map(seatOf);
  return {
    ...state,
    seated: true,
    self,
    title: told.title,
    script: told.script ?? null,
    place: placeOf(told.room),
    clock: clockOf(told.clock),
    seats,
    known: self ? together(seats, [self]) : seats,
    floor: told.floor,
    hands: [],
    sittingsEnded: told.sittingsEnded,
    sittingEnd: null,
    lobby: told.waiting.map(({ waiting, group, name }) => ({ id: waiting, group, name })),
    lines:
      told.room && told.room.round > 0
        ? [{ kind: 'round', place: placeOf(told.room), returned: false, reason: '', atMs: Number(told.clock?.openedMs ?? 0n) }]
        : [],
  };
}

function roundEntered(state: State, told: RoundEntered, at: number): State {
  const place = placeOf(told.room);
  const seats = told.seats.map(seatOf);
  return {
    ...roundLeft(state),
    place,
    clock: clockOf(told.clock),
    seats,
    known: together(state.known, seats),
    sittingEnd: null,
    lines: [...state.lines, { kind: 'round', place, returned: told.returned, reason: told.reason, atMs: at }],
  };
}

// What ends with a round: the floor, the hands, and questions that were not dealt with.
const roundLeft = (state: State): State => ({
  ...state,
  place: nowhere,
  clock: null,
  floor: '',
  hands: [],
  questions: state.questions.map((question) =>
    question.state === 'waiting' ? { ...question, state: 'lapsed' } : question,
  ),
});

function clockChanged(state: State, told: ClockChanged, at: number): State {
  const clock = clockOf(told.clock);
  const change = clockChanges[told.change];
  if (!change) return { ...state, clock };
  const minutes = Math.round(((clock?.plannedMs ?? 0) - (state.clock?.plannedMs ?? 0)) / 60_000);
  const line: Line = { kind: 'clock', change, by: told.by, reason: told.reason, minutes, atMs: at };
  return { ...state, clock, lines: [...state.lines, line] };
}

const seatTaken = (state: State, seat: Seat): State => ({
  ...state,
  seats: together(state.seats, [seat]),
  known: together(state.known, [seat]),
});

const seatLeft = (state: State, code: string, reason: string, at: number): State => ({
  ...state,
  seats: state.seats.filter((seat) => seat.code !== code),
  known: state.known.filter((seat) => seat.code !== code),
  hands: state.hands.filter((hand) => hand !== code),
  floor: state.floor === code ? '' : state.floor,
  lines: [...state.lines, { kind: 'left', code, reason, atMs: at }],
});

function lobbyChanged(state: State, told: LobbyChanged): State {
  const others = state.lobby.filter((one) => one.id !== told.waiting);
  if (told.change === LobbyChanged_Change.WAITING) {
    return { ...state, lobby: [...others, { id: told.waiting, group: told.group, name: told.name }] };
  }
  if (told.change === LobbyChanged_Change.ADMITTED && told.code) {
    const seat = { code: told.code, group: told.group, name: told.name };
    return { ...seatTaken(state, seat), lobby: others };
  }
  return { ...state, lobby: others };
}

function contribution(state: State, told: ContributionShown, at: number): State {
  const what = saidKinds[told.kind];
  if (!what || !told.turn) return state;
  const item = told.item === 0n ? '' : String(told.item);
  const mine = told.code === state.self?.code;
  const settled = mine ? settle(state, ownActOf[what], told.text) : state;
  return {
    ...settled,
    questions: what === 'question' ? accepted(state, item) : state.questions,
    lines: [
      ...state.lines,
      { kind: 'said', what, turn: turnOf(told.turn), code: told.code, item, text: told.text, atMs: at },
    ],
  };
}

const accepted = (state: State, id: string) =>
  state.questions.map((question) =>
    question.id === id ? { ...question, state: 'accepted' as const } : question,
  );

function questionDecided(state: State, told: QuestionDecided): State {
  const decision = decisions[told.decision];
  if (!decision) return state;
  const id = String(told.question);
  return {
    ...state,
    questions: state.questions.map((question) =>
      question.id === id ? { ...question, state: decision, explanation: told.text } : question,
    ),
  };
}

function lessonVerdict(state: State, lesson: string, code: string, verdict: Verdict): State {
  const name = verdicts[verdict];
  if (!name) return state;
  const judged = new Map(state.verdicts.get(lesson)).set(code, name);
  return { ...state, verdicts: new Map(state.verdicts).set(lesson, judged) };
}

// ---- from the wire's shapes to ours

const seatOf = ({ code, group, name }: SeatView): Seat => ({ code, group, name });
const placeOf = (room: Room | undefined): Place =>
  room ? { round: room.round, repetition: room.repetition, room: room.room } : nowhere;
const turnOf = (turn: Turn): TurnRef => ({ ...placeOf(turn.room), number: turn.number });

const clockOf = (clock: ClockView | undefined): Clock | null =>
  clock
    ? {
        timed: clock.timed,
        paused: clock.paused,
        openedMs: Number(clock.openedMs),
        plannedMs: Number(clock.plannedMs),
        endsMs: Number(clock.endsMs),
        remainingMs: Number(clock.remainingMs),
      }
    : null;

const clockChanges: Partial<Record<ClockChanged_Change, 'paused' | 'resumed' | 'extended'>> = {
  [ClockChanged_Change.PAUSED]: 'paused',
  [ClockChanged_Change.RESUMED]: 'resumed',
  [ClockChanged_Change.EXTENDED]: 'extended',
};
const saidKinds: Partial<Record<ContributionShown_Kind, SaidKind>> = {
  [ContributionShown_Kind.SPEECH]: 'speech',
  [ContributionShown_Kind.GUIDANCE]: 'guidance',
  [ContributionShown_Kind.QUESTION]: 'question',
  [ContributionShown_Kind.ANSWER]: 'answer',
  [ContributionShown_Kind.LESSON]: 'lesson',
};
const ownActOf: Record<SaidKind, string> = {
  speech: 'speak',
  guidance: 'speak',
  question: 'ask',
  answer: 'answer',
  lesson: 'proposeLesson',
};
const decisions: Partial<Record<QuestionDecided_Decision, QuestionState>> = {
  [QuestionDecided_Decision.ACCEPTED]: 'accepted',
  [QuestionDecided_Decision.REPHRASE]: 'rephrase',
  [QuestionDecided_Decision.MERGED]: 'merged',
  [QuestionDecided_Decision.WITHHELD]: 'withheld',
};
const verdicts: Partial<Record<Verdict, VerdictName>> = {
  [Verdict.RECOGNISED]: 'recognised',
  [Verdict.PARTLY]: 'partly',
  [Verdict.NOT_RECOGNISED]: 'not_recognised',
};

// ---- small helpers

const together = (seats: readonly Seat[], more: readonly Seat[]): readonly Seat[] => [
  ...seats.filter((seat) => !more.some((one) => one.code === seat.code)),
  ...more,
];
const handShown = (hands: readonly string[], code: string, up: boolean): readonly string[] => {
  const others = hands.filter((hand) => hand !== code);
  return up ? (hands.includes(code) ? hands : [...others, code]) : others;
};
const toggled = (set: ReadonlySet<string>, key: string, on: boolean): ReadonlySet<string> => {
  const next = new Set(set);
  if (on) next.add(key);
  else next.delete(key);
  return next;
};

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
export const unhex = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: text.length / 2 }, (_, index) => Number.parseInt(text.slice(2 * index, 2 * index + 2), 16));
