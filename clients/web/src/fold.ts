// SPDX-License-Identifier: EUPL-1.2
// fold(state, frame) says what this person knows after a frame. Pure: the same frames give the
// same state, in a browser and in a test.
import { hex } from './bytes';
import { LobbyChanged_Change } from './gen/arena/v1/wire_pb';
import type {
  ClockChanged, ContributionShown, IncidentShown, LobbyChanged, Notice, QuestionDecided, RoundEntered, Seated, ServerFrame, Status,
} from './gen/arena/v1/wire_pb';
import { ballotResult, itemChanged, itemSeen, itemTold, lessonVerdict, ownItem, ownVote, voteSeen } from './fold-made';
import { slotOf, slotOver, slotShown, tokenIssued, tokenRefused } from './fold-slot';
import { clockChanges, clockOf, itemOf, placeOf, questionStates, refusalOf, saidKinds, seatOf, turnOf } from './from-wire';
import { nothing, nowhere, turnKey } from './state';
import type { Line, Own, SaidKind, Seat, State } from './state';

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
    case 'refused': {
      // The page asked for it by itself: what is refused is no text that somebody could want back.
      const token = state.own.find((one) => one.id === hex(status.value.id) && one.command.act.case === 'requestToken');
      if (token) return tokenRefused(withoutOwn(state, token.id), token.command, status.value.reason);
      return answerOwn(state, status.value.id, (own) => ({
        ...own,
        state: 'refused',
        refusal: refusalOf(status.value),
      }));
    }
    case 'tokenIssued':
      return tokenIssued(state, status.value);
    case 'frozen':
      return { ...state, frozen: status.value.frozen };
    case 'presence':
      return { ...state, away: toggled(state.away, status.value.code, !status.value.connected) };
    case 'removed':
      return { ...state, removed: status.value.reason };
    case 'caseWorkers': {
      const { asked, answered, unsure, listeners } = status.value;
      return { ...state, caseWorkers: { asked, answered, unsure, listeners } };
    }
    case 'shuttingDown':
      return { ...state, stopping: true };
    default:
      return state;
  }
}

// Acts whose words come back as a notice of their own.
const textActs = new Set([
  'speak', 'ask', 'answer', 'note', 'proposeLesson', 'askHelp', 'propose', 'reconsider', 'answerLetter',
]);
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
        here: true,
        seats: state.seats.map((seat) => backHome(state, seat)),
        known: state.known.map((seat) => backHome(state, seat)),
        // Not kept after the sitting, here no more than there.
        help: [],
        sittingsEnded: notice.value.sitting,
        sittingEnd: {
          sitting: notice.value.sitting,
          moreFollow: notice.value.moreFollow,
          reason: notice.value.reason,
        },
        lines: [
          ...state.lines.filter((line) => !erasedWithSitting(state, line)),
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
    case 'ownPass':
      return { ...state, passed: true };
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
      return lessonVerdict(state, itemOf(notice.value.lesson), notice.value.code, notice.value.verdict);
    case 'seatMoved':
      return notice.value.seat ? seatMoved(state, seatOf(notice.value.seat), at) : state;
    case 'ownItem':
      return ownItem(settle(state, notice.value.reconsidered ? 'reconsider' : 'propose', notice.value.text), notice.value, at);
    case 'itemSeen':
      return itemSeen(state, notice.value, at);
    case 'itemChanged':
      return itemChanged(state, notice.value, at);
    case 'ownVote':
      return ownVote(state, notice.value);
    case 'voteSeen':
      return voteSeen(state, notice.value);
    case 'ballotResult':
      return ballotResult(state, notice.value, at);
    case 'letter':
      return { ...state, letter: { text: notice.value.text, atMs: at } };
    case 'letterAnswer':
      return {
        ...(notice.value.code === state.self?.code ? settle(state, 'answerLetter', notice.value.text) : state),
        letterAnswers: [...state.letterAnswers, { code: notice.value.code, text: notice.value.text, atMs: at }],
      };
    case 'ownConsent': {
      const { level, quoted, reused } = notice.value;
      return { ...state, consent: { level, quoted, reused } };
    }
    case 'ready':
      return { ...state, ready: toggled(state.ready, notice.value.code, true) };
    case 'mayEnd':
      return { ...state, mayEnd: [...state.mayEnd.filter((why) => why !== notice.value.why), notice.value.why] };
    case 'warning':
      return { ...state, warnings: [...state.warnings, { code: notice.value.code, text: notice.value.text, atMs: at }] };
    case 'incident':
      return incident(state, notice.value, at);
    case 'lead':
      return notice.value.offered
        ? { ...state, leadOffered: notice.value.code }
        : { ...state, lead: notice.value.code, leadOffered: '' };
    case 'slot':
      return slotShown(state, notice.value.slot, at);
    case 'slotOver':
      return slotOver(state, notice.value, at);
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
  const known: State = {
    ...state,
    seated: true,
    self,
    title: told.title,
    script: told.script ?? null,
    place: placeOf(told.room),
    here: true,
    subject: itemOf(told.subject),
    archiveLevel: told.archiveLevel,
    releaser: told.releaser,
    keepUntilMs: Number(told.keepUntilMs),
    learningQuestions: told.learningQuestions,
    lead: told.lead,
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
  return { ...known, slot: slotOf(known, told.slot) };
}

function roundEntered(state: State, told: RoundEntered, at: number): State {
  const place = placeOf(told.room);
  const seats = told.seats.map(seatOf);
  return {
    ...roundLeft(state),
    place,
    here: seats.some((seat) => seat.code === state.self?.code),
    subject: itemOf(told.subject),
    clock: clockOf(told.clock),
    seats,
    known: together(state.known, seats),
    caseWorkers: null,
    sittingEnd: null,
    lines: [...state.lines, { kind: 'round', place, returned: told.returned, reason: told.reason, atMs: at }],
  };
}

// What ends with a round: the floor, the hands, who was ready or passed, and questions that were not
// dealt with.
const roundLeft = (state: State): State => ({
  ...state,
  place: nowhere,
  slot: null,
  subject: '',
  passed: false,
  ready: new Set(),
  mayEnd: [],
  clock: null,
  floor: '',
  hands: [],
  questions: state.questions.map((question) =>
    question.state === 'waiting' ? { ...question, state: 'lapsed' } : question,
  ),
});

// What was said in a room beside the round of which nothing is kept.
function erasedWithSitting(state: State, line: Line): boolean {
  if ((line.kind !== 'said' && line.kind !== 'passed') || line.turn.room === 0) return false;
  return state.script?.rounds[line.turn.round - 1]?.sideRooms[line.turn.room - 1]?.kept === false;
}

// Out of a position, or a group that was made on the way: back in one's own.
const backHome = (state: State, seat: Seat): Seat => {
  const own = state.script?.groups.find((group) => group.id === seat.group)?.of;
  return own ? { ...seat, group: own } : seat;
};

function clockChanged(state: State, told: ClockChanged, at: number): State {
  const clock = clockOf(told.clock);
  const known = clockChanges[told.change];
  const change = known === 'paused' && told.by === '' ? 'halted' : known;
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

const seatMoved = (state: State, seat: Seat, at: number): State => {
  const same = state.known.some((one) => one.code === seat.code && one.group === seat.group);
  const moved = seatTaken(state, seat);
  return same ? moved : { ...moved, lines: [...state.lines, { kind: 'moved', code: seat.code, group: seat.group, atMs: at }] };
};

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
  const item = itemOf(told.item);
  const mine = told.code !== '' && told.code === state.self?.code;
  const typed = told.scribe !== '' && told.scribe === state.self?.code;
  const act = ownActOf[what];
  const settled = (mine || typed) && act ? settle(state, act, told.text) : state;
  const made = what === 'lesson' || what === 'item' ? itemTold(settled, told, at) : settled;
  const replyTo = told.replyTo ? turnOf(told.replyTo) : null;
  const brought = what === 'note' ? item : what === 'mark' && replyTo ? turnKey(replyTo) : '';
  return {
    ...made,
    questions: what === 'question' ? accepted(state, item) : state.questions,
    carried: mine && brought !== '' ? toggled(state.carried, brought, true) : state.carried,
    lines: [
      ...state.lines,
      { kind: 'said', what, turn: turnOf(told.turn), code: told.code, scribe: told.scribe, item, replyTo, text: told.text, atMs: at },
    ],
  };
}

const accepted = (state: State, id: string) =>
  state.questions.map((question) =>
    question.id === id ? { ...question, state: 'accepted' as const } : question,
  );

function questionDecided(state: State, told: QuestionDecided): State {
  const decision = questionStates[told.decision];
  if (!decision) return state;
  const id = String(told.question);
  return {
    ...state,
    questions: state.questions.map((question) =>
      question.id === id ? { ...question, state: decision, explanation: told.text } : question,
    ),
  };
}

// Without a time by which it must be answered, it is.
function incident(state: State, told: IncidentShown, at: number): State {
  const id = itemOf(told.incident);
  const others = state.incidents.filter((one) => one.id !== id);
  const before = state.incidents.find((one) => one.id === id);
  const dueMs = Number(told.dueMs);
  if (dueMs > 0) return { ...state, incidents: [...others, { id, about: told.about, text: told.text, dueMs, closed: null, atMs: at }] };
  if (!before) return state;
  return { ...state, incidents: state.incidents.map((one) => (one.id === id ? { ...one, closed: told.text } : one)) };
}

// ---- small helpers

const ownActOf: Partial<Record<SaidKind, string>> = {
  speech: 'speak',
  guidance: 'speak',
  question: 'ask',
  answer: 'answer',
  lesson: 'proposeLesson',
  item: 'propose',
};
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
