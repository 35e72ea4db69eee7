// SPDX-License-Identifier: EUPL-1.2
// What a room may see on a wall, of what the facilitator knows: the round, the clock, who sits where
// by code, who has the floor, and the last that was said to all. Deny by default: everything else is
// empty here, so that no page can show it. Never the gate, help, the lobby, notes, drafts, names,
// hands, connections or the script's notes for the chair. Pure.
import type { ScriptView } from './gen/arena/v1/wire_pb';
import { roundOf } from './reading';
import { nothing } from './state';
import type { Line, State } from './state';

type Said = Extract<Line, { kind: 'said' }>;

// What was said to everybody in the room of the round. In a round in which people keep what they
// write to themselves, nothing.
const told = new Set<Said['what']>(['speech', 'guidance', 'question', 'answer', 'lesson', 'item', 'note', 'anonymous']);
function lastSaid(state: State): readonly Line[] {
  const round = roundOf(state.script, state.place.round);
  if (!round || round.ownOnly) return [];
  const here = state.lines.filter(
    (line): line is Said =>
      line.kind === 'said' && told.has(line.what) && line.turn.room === 0 && line.turn.round === state.place.round &&
      line.turn.repetition === state.place.repetition,
  );
  if (here.at(-1)?.what !== 'anonymous') return here.slice(-1);
  // They came all at once: none of them is the last.
  const batch = state.lines.slice(state.lines.map((line) => line.kind).lastIndexOf('slot') + 1);
  return here.filter((line) => line.what === 'anonymous' && batch.includes(line));
}

function scriptForAll(script: ScriptView | null): ScriptView | null {
  if (!script) return null;
  return {
    ...script,
    statementNotes: [],
    rounds: script.rounds.map((round) => ({ ...round, chairNote: undefined })),
  } as ScriptView;
}

export function projected(state: State): State {
  return {
    ...nothing,
    welcomed: true,
    seated: true,
    clockOffsetMs: state.clockOffsetMs,
    title: state.title,
    script: scriptForAll(state.script),
    place: { ...state.place, room: 0 },
    clock: state.clock,
    seats: state.seats.map(({ code, group }) => ({ code, group, name: '' })),
    floor: state.floor,
    slot: state.slot && { ...state.slot, id: '', key: '', writes: false, issued: null, refused: '' },
    sittingsEnded: state.sittingsEnded,
    over: state.over ? { reason: '' } : null,
    frozen: state.frozen,
    lines: lastSaid(state),
  };
}
