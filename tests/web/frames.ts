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
  id: 'arenagesprek_nabespreking',
  title: { nl: 'Arenagesprek', en: 'Arena conversation' },
  standingReason: { nl: 'Zo gaat het.', en: 'So it goes.' },
  groups: [
    { id: 'client', role: 'client', letter: 'C', title: { nl: 'Cliënten', en: 'Clients' }, advisedMin: 8 },
    { id: 'professional', role: 'professional', letter: 'P', title: { nl: 'Professionals', en: 'Professionals' } },
    { id: 'chair', role: 'facilitator', letter: 'G', title: { nl: 'Gespreksleiders', en: 'Facilitators' } },
  ],
  rounds: [
    {
      id: 'ervaringen', title: { nl: 'Ervaringen vertellen', en: 'Telling' }, minutes: 50, sitting: 1, listenOnly: true, floor: 'open',
      placements: [
        { group: 'client', ring: 'inner', may: ['speak', 'pass', 'note'] },
        { group: 'professional', ring: 'outer', may: ['note', 'mark'] },
      ],
    },
    {
      id: 'verduidelijking', title: { nl: 'Vragen', en: 'Questions' }, minutes: 20, sitting: 1, gate: true, floor: 'open',
      placements: [
        { group: 'client', ring: 'inner', may: ['answer', 'pass', 'note'] },
        { group: 'professional', ring: 'outer', may: ['ask', 'note', 'mark'] },
      ],
    },
    {
      id: 'nabespreking', title: { nl: 'Nabespreking', en: 'Debrief' }, minutes: 30, sitting: 1, floor: 'open',
      placements: [{ group: 'professional', ring: 'inner', may: ['speak', 'pass', 'note', 'propose_lesson'] }],
    },
    {
      id: 'terugkoppeling', title: { nl: 'Terugkoppeling', en: 'Feedback' }, minutes: 30, sitting: 2, floor: 'open',
      placements: [
        { group: 'client', ring: 'inner', may: ['speak', 'pass', 'judge_lesson'] },
        { group: 'professional', ring: 'inner', may: ['speak', 'pass'] },
      ],
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
export const seatedAs = (code: string): State => {
  const self = seats.find((seat) => seat.code === code);
  return told(nothing,
    status('welcome', { nowMs: BigInt(noon), seated: true }),
    notice(1, 'seated', { self, seats, title: 'Brieven', script, room: { round: 0 } }),
  );
};
export const inRound = (code: string, round: number): State =>
  told(seatedAs(code), notice(2, 'roundEntered', { room: { round }, seats, clock: clock(50) }));

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
