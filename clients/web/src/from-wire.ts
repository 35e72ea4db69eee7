// SPDX-License-Identifier: EUPL-1.2
// From the wire's shapes and numbers to ours.
import {
  ClockChanged_Change, ContributionShown_Kind, ItemChanged_Change, QuestionDecided_Decision, Verdict,
} from './gen/arena/v1/wire_pb';
import type { BallotResult, ClockView, OwnVote, Refused, Room, SeatView, Turn, VoteSeen } from './gen/arena/v1/wire_pb';
import { nowhere } from './state';
import type {
  Clock, Decision, Place, QuestionState, Refusal, Result, SaidKind, Seat, SlotEnd, TurnRef, VerdictName, Vote,
} from './state';

export const seatOf = ({ code, group, name }: SeatView): Seat => ({ code, group, name });
export const placeOf = (room: Room | undefined): Place =>
  room ? { round: room.round, repetition: room.repetition, room: room.room } : nowhere;
export const turnOf = (turn: Turn): TurnRef => ({ ...placeOf(turn.room), number: turn.number });
// An item's number is larger than a number can hold here: it is a name.
export const itemOf = (item: bigint): string => (item === 0n ? '' : String(item));

export const clockOf = (clock: ClockView | undefined): Clock | null =>
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

export const refusalOf = (refused: Refused): Refusal => ({
  reason: refused.reason,
  opensInRound: refused.opensInRound,
  timeLeftMs: Number(refused.timeLeftMs),
});

export const voteOf = ({ choices, notApplicable, reason }: OwnVote | VoteSeen): Vote => ({
  choices: choices.map(String), notApplicable, reason,
});
export const resultOf = (told: BallotResult): Result => ({
  answered: told.answered,
  notApplicable: told.notApplicableSuppressed ? null : told.notApplicable,
  belowFloor: told.belowFloor,
  tallies: told.tallies.map(({ choice, count, suppressed }) => ({ choice: String(choice), count: suppressed ? null : count })),
});

export const clockChanges: Partial<Record<ClockChanged_Change, 'paused' | 'resumed' | 'extended'>> = {
  [ClockChanged_Change.PAUSED]: 'paused',
  [ClockChanged_Change.RESUMED]: 'resumed',
  [ClockChanged_Change.EXTENDED]: 'extended',
};
export const saidKinds: Partial<Record<ContributionShown_Kind, SaidKind>> = {
  [ContributionShown_Kind.SPEECH]: 'speech',
  [ContributionShown_Kind.GUIDANCE]: 'guidance',
  [ContributionShown_Kind.QUESTION]: 'question',
  [ContributionShown_Kind.ANSWER]: 'answer',
  [ContributionShown_Kind.LESSON]: 'lesson',
  [ContributionShown_Kind.ITEM]: 'item',
  [ContributionShown_Kind.NOTE]: 'note',
  [ContributionShown_Kind.MARK]: 'mark',
  [ContributionShown_Kind.ANONYMOUS]: 'anonymous',
};
const slotEnds: Readonly<Record<string, SlotEnd>> = { published: 'published', below_floor: 'below_floor' };
// Another end than these shows nothing either.
export const slotEndOf = (how: string): SlotEnd => slotEnds[how] ?? 'cancelled';
export const questionStates: Partial<Record<QuestionDecided_Decision, QuestionState>> = {
  [QuestionDecided_Decision.ACCEPTED]: 'accepted',
  [QuestionDecided_Decision.REPHRASE]: 'rephrase',
  [QuestionDecided_Decision.MERGED]: 'merged',
  [QuestionDecided_Decision.WITHHELD]: 'withheld',
};
export const verdictNames: Partial<Record<Verdict, VerdictName>> = {
  [Verdict.RECOGNISED]: 'recognised',
  [Verdict.PARTLY]: 'partly',
  [Verdict.NOT_RECOGNISED]: 'not_recognised',
};
export const decisions: Partial<Record<ItemChanged_Change, Decision>> = {
  [ItemChanged_Change.ADOPTED]: 'adopted',
  [ItemChanged_Change.DECLINED]: 'declined',
  [ItemChanged_Change.DONE]: 'done',
};
