// SPDX-License-Identifier: EUPL-1.2
// Frames as the server would send them, for the unit tests: a small arena conversation with two
// clients, two professionals and a facilitator.
import { create } from '@bufbuild/protobuf';
import { fold } from '../../clients/web/src/fold';
import {
  CommandSchema, ScriptViewSchema, ServerFrameSchema,
} from '../../clients/web/src/gen/arena/v1/wire_pb';
import type { Command, Notice, ScriptView, ServerFrame, Status } from '../../clients/web/src/gen/arena/v1/wire_pb';
import { nothing } from '../../clients/web/src/state';
import type { Own, State } from '../../clients/web/src/state';

export const noon = 1_796_000_000_000;

export const script: ScriptView = create(ScriptViewSchema, {
  id: 'debrief_test',
  title: { nl: 'Arenagesprek', en: 'Arena conversation' },
  standingReason: { nl: 'Zo gaat het.', en: 'So it goes.' },
  groups: [
    { id: 'client', role: 'client', letter: 'C', title: { nl: 'Cliënten', en: 'Clients' }, advisedMin: 8 },
    { id: 'professional', role: 'professional', letter: 'P', title: { nl: 'Professionals', en: 'Professionals' } },
    { id: 'chair', role: 'facilitator', letter: 'G', title: { nl: 'Gespreksleiders', en: 'Facilitators' } },
  ],
  rounds: [
    {
      id: 'ervaringen', title: { nl: 'Ervaringen vertellen', en: 'Telling' }, minutes: 50, sitting: 1, held: true, label: '1', part: 'body', quietFirst: true, listenOnly: true, floor: 'open',
      placements: [
        { group: 'client', ring: 'inner', may: ['speak', 'pass', 'note'] },
        { group: 'professional', ring: 'outer', may: ['note', 'mark'] },
      ],
    },
    {
      id: 'verduidelijking', title: { nl: 'Vragen', en: 'Questions' }, minutes: 20, sitting: 1, held: true, label: '2', part: 'body', gate: true, floor: 'open',
      placements: [
        { group: 'client', ring: 'inner', may: ['answer', 'pass', 'note'] },
        { group: 'professional', ring: 'outer', may: ['ask', 'note', 'mark'] },
      ],
    },
    {
      id: 'nabespreking', title: { nl: 'Nabespreking', en: 'Debrief' }, minutes: 30, sitting: 1, held: true, label: '3', part: 'body', floor: 'open',
      placements: [{ group: 'professional', ring: 'inner', may: ['speak', 'pass', 'note', 'propose_lesson'] }],
    },
    {
      id: 'terugkoppeling', title: { nl: 'Terugkoppeling', en: 'Feedback' }, minutes: 30, sitting: 2, held: true, label: '4', part: 'body', sharesLessons: true, floor: 'open',
      placements: [
        { group: 'client', ring: 'inner', may: ['speak', 'pass', 'judge_lesson'] },
        { group: 'professional', ring: 'inner', may: ['speak', 'pass'] },
      ],
    },
  ],
});

// What the other methods add: an opening, statements that rounds are repeated over, a fishbowl with its
// chair, a room beside a round, ballots, products and a closing.
export const methods: ScriptView = create(ScriptViewSchema, {
  id: 'vormen',
  title: { nl: 'Vormen', en: 'Forms' },
  groups: [
    { id: 'client', role: 'client', letter: 'C', title: { nl: 'Cliënten', en: 'Clients' }, needs: 3 },
    { id: 'kom', role: 'client', letter: 'C', title: { nl: 'In de kom', en: 'In the bowl' }, of: 'client', queued: true, capacity: 2 },
    { id: 'professional', role: 'professional', letter: 'P', title: { nl: 'Professionals', en: 'Professionals' } },
    { id: 'chair', role: 'facilitator', letter: 'G', title: { nl: 'Gespreksleiders', en: 'Facilitators' } },
  ],
  statements: [{ nl: 'Een', en: 'One' }, { nl: 'Twee', en: 'Two' }],
  products: [
    { id: 'lijst', title: { nl: 'Lijst', en: 'List' }, kind: 'question', states: [{ nl: 'Open' }, { nl: 'Klaar' }] },
    { id: 'aannames', title: { nl: 'Aannames', en: 'Assumptions' }, kind: 'assumption', own: true },
    { id: 'gehoord', title: { nl: 'Gehoord', en: 'Heard' }, kind: 'observation', judgedBy: 'client' },
  ],
  rounds: [
    {
      id: 'opening', title: { nl: 'Opening' }, sitting: 1, held: true, label: 'o', part: 'head', presentation: true,
      placements: [{ group: 'client', ring: 'inner', may: ['ready'] }, { group: 'professional', ring: 'inner', may: ['ready'] }],
    },
    {
      id: 'vooraf', title: { nl: 'Vooraf' }, sitting: 1, held: true, label: '1', part: 'body', repeatsOver: 'statements', ownOnly: true, ownOnlyUntil: 'praten',
      placements: [{ group: 'client', ring: 'inner', may: ['vote', 'pass'] }],
      ballots: [{ id: 'mening_vooraf', title: { nl: 'Eens?' }, scale: 'agree5', shown: 'anonymously', notApplicable: true }],
    },
    {
      id: 'praten', title: { nl: 'Praten' }, sitting: 1, held: true, label: '2', part: 'body', repeatsOver: 'statements', floor: 'open', carriesNotes: true,
      placements: [{ group: 'client', ring: 'inner', may: ['speak', 'pass', 'propose'], makes: ['aannames', 'lijst'] }],
      ballots: [{ id: 'mening_achteraf', title: { nl: 'Nu eens?' }, scale: 'agree5', shown: 'anonymously', comparedWith: 'mening_vooraf' }],
    },
    { id: 'keuze', title: { nl: 'Weggelaten' }, sitting: 1, held: false, part: 'body', placements: [] },
    {
      id: 'kom', title: { nl: 'In de kom' }, sitting: 1, held: true, label: '3', part: 'body', floor: 'queue',
      placements: [
        { group: 'kom', ring: 'inner', may: ['speak', 'pass', 'leave_seat'] },
        { group: 'client', ring: 'outer', may: ['note', 'take_seat'] },
      ],
    },
    {
      id: 'nabespreking', title: { nl: 'Nabespreking' }, sitting: 1, held: true, label: '4', part: 'body', floor: 'open',
      placements: [{ group: 'professional', ring: 'inner', may: ['speak', 'pass'] }],
      sideRooms: [{ id: 'napraten', title: { nl: 'Napraten' }, ledBy: 'chair', placements: [{ group: 'client', ring: 'inner', may: ['speak', 'pass'] }] }],
    },
    {
      id: 'lijst', title: { nl: 'Een voor een' }, sitting: 1, held: true, label: '5', part: 'body', floor: 'open', repeatsOver: 'lijst', takes: ['lijst'],
      releases: [{ product: 'lijst', to: ['professional'] }, { ballot: 'mening_achteraf', to: ['client'] }],
      placements: [{ group: 'client', ring: 'inner', may: ['speak', 'pass'] }],
    },
    {
      id: 'afsluiting', title: { nl: 'Afsluiting' }, sitting: 1, held: true, label: 's', part: 'tail', floor: 'open',
      placements: [{ group: 'client', ring: 'inner', may: ['speak', 'pass'] }],
    },
  ],
});

type Case<T> = T extends { case: infer C extends string } ? C : never;
export type NoticeCase = Case<Notice['notice']>;
export type StatusCase = Case<Status['status']>;

export const notice = (sequence: number, kind: NoticeCase, value: object, at = noon): ServerFrame =>
  create(ServerFrameSchema, {
    sequence: BigInt(sequence),
    notice: { atMs: BigInt(at), notice: { case: kind, value } as Notice['notice'] },
  });
export const status = (kind: StatusCase, value: object): ServerFrame =>
  create(ServerFrameSchema, { status: { status: { case: kind, value } as Status['status'] } });

export const seats = [
  { code: 'C3', group: 'client', name: '' },
  { code: 'C5', group: 'client', name: '' },
  { code: 'P1', group: 'professional', name: 'Ada' },
  { code: 'P2', group: 'professional', name: 'Bo' },
  { code: 'G1', group: 'chair', name: '' },
];
export const clock = (minutes: number) => ({
  timed: true, openedMs: BigInt(noon), plannedMs: BigInt(minutes * 60_000), endsMs: BigInt(noon + minutes * 60_000),
});

// What somebody knows who was admitted before round one.
export const seatedAs = (code: string, view: ScriptView = script): State => {
  const self = seats.find((seat) => seat.code === code);
  return told(nothing,
    status('welcome', { nowMs: BigInt(noon), seated: true }),
    notice(1, 'seated', { self, seats, title: 'Brieven', script: view, archiveLevel: 'pseudonymised', lead: 'G1', room: { round: 0 } }),
  );
};
export const inRound = (code: string, round: number): State =>
  told(seatedAs(code), notice(2, 'roundEntered', { room: { round }, seats, clock: clock(50) }));

// The same in a round of the other methods; `moved` says who sits in another group then.
export const inForm = (code: string, round: number, room: object = {}, moved: Record<string, string> = {}, more: object = {}): State =>
  told(seatedAs(code, methods), notice(2, 'roundEntered', {
    room: { round, ...room }, clock: clock(50), ...more,
    seats: seats.map((seat) => ({ ...seat, group: moved[seat.code] ?? seat.group })),
  }));

export const told = (state: State, ...frames: ServerFrame[]): State =>
  frames.reduce((known, frame) => fold(known, frame, noon), state);

export const said = (sequence: number, code: string, text: string, number = sequence, extra: object = {}): ServerFrame =>
  notice(sequence, 'contribution', { kind: 1, turn: { room: { round: 1 }, number }, code, text, ...extra });

export const own = (id: string, act: Command['act']['case'], text: string, value: object = { text }): Own => ({
  id,
  command: create(CommandSchema, { id: Uint8Array.from([Number.parseInt(id, 16)]), act: { case: act, value } as Command['act'] }),
  text,
  sentAtMs: noon,
  state: 'sending',
  shown: false,
  refusal: null,
});
