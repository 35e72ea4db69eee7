// SPDX-License-Identifier: EUPL-1.2
// The circle as coordinates: one pure function from (script, round, seats, viewer, width).
// Three things in one picture: rings (who), border (what form), rim (time). The measures are
// those of the design; angles are clockwise from 12 o'clock, in radians.
import { groupOf, ringIn, roundOf } from './reading';
import type { ScriptView } from './gen/arena/v1/wire_pb';
import type { Seat } from './state';

export type Shape = 'circle' | 'square' | 'hexagon' | 'diamond';
export interface Spot {
  readonly code: string;
  readonly shape: Shape;
  readonly ring: 'inner' | 'outer' | 'chair';
  readonly colour: 'inner' | 'outer' | 'chair'; // of the role, so that a swap keeps people recognisable
  readonly filled: boolean; // may speak; an outline may only listen
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly angle: number;
  readonly me: boolean;
  readonly label: number; // height of the letters, 0 for none
  readonly envelope: Envelope | null;
}
// Of each seat that may write anonymously, towards the centre.
export interface Envelope {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}
export type Border = 'closed' | 'gate' | 'open' | 'none';
export interface Circle {
  readonly width: number;
  readonly middle: number;
  readonly rimStroke: number;
  readonly rimRadius: number;
  readonly outerRadius: number;
  readonly borderRadius: number;
  readonly centreRadius: number;
  readonly border: Border;
  readonly hasOuter: boolean;
  readonly spots: readonly Spot[];
  readonly crowd: { readonly inner: number; readonly outer: number }; // too many to draw: a band of dots
}
export interface CircleInput {
  readonly script: ScriptView | null;
  readonly round: number;
  readonly room?: number; // the one that is looked at: 0 for the round itself
  readonly seats: readonly Seat[];
  readonly viewer: string; // a code; empty when nobody sits at the bottom
  readonly width: number;
  readonly seed: string; // of the order in which people sit: the conversation
  readonly floor?: string;
  readonly bigText?: boolean; // from 175 %
  readonly small?: boolean; // a preview: no clock around it, and every listener drawn
  readonly anonymous?: readonly string[]; // codes of who may write: then all seats look alike, whoever sits there
}

const inner_in_a_row_max = 15;
const inner_max = 30;
const outer_max = 45;
const seat_min_px = 10;
const seat_min_px_small = 3;
const label_min_px = 9;

const shapes: Record<string, Shape> = { client: 'circle', client_rep: 'circle', manager: 'hexagon', official: 'hexagon' };
export const shapeOf = (script: ScriptView | null, group: string): Shape => shapes[groupOf(script, group)?.role ?? ''] ?? 'square';

export function circle(input: CircleInput): Circle {
  const { width, small = false } = input;
  const rimStroke = Math.max(4, 0.016 * width);
  const rimRadius = width / 2 - rimStroke / 2 - 1.5;
  const outerRadius = small ? width / 2 - 1 : rimRadius - rimStroke / 2 - Math.max(3, 0.012 * width);
  const placed = place(input);
  const hasOuter = placed.outer.length > 0;
  const rows = outerRows(placed.outer.length, outerRadius);
  const share = !hasOuter ? 1 : input.bigText ? 0.82 : rows === 2 || small ? 0.62 : 0.74;
  const borderRadius = outerRadius * share;
  const centreRadius = borderRadius * (width < 300 ? 0.4 : 0.44);
  const frame = { middle: width / 2, outerRadius, borderRadius, centreRadius, rows };
  const inner = placed.inner.length > inner_max ? [] : innerSpots(input, frame, placed.inner, placed.chair);
  const outer = hasOuter ? outerSpots(input, frame, placed.outer, borderOf(input, hasOuter)) : [];
  const outerDrawn = placed.outer.length <= outer_max && outer.every((spot) => spot.size >= (small ? seat_min_px_small : seat_min_px));
  return {
    width,
    middle: width / 2,
    rimStroke,
    rimRadius,
    outerRadius,
    borderRadius,
    centreRadius,
    border: borderOf(input, hasOuter),
    hasOuter,
    spots: [...chairSpots(input, frame, placed.chair), ...inner, ...(outerDrawn ? outer : [])],
    crowd: {
      inner: placed.inner.length > inner_max ? placed.inner.length : 0,
      outer: outerDrawn ? 0 : placed.outer.length,
    },
  };
}

// ---- who sits in which ring, in an order that tells nothing

// Mixed from the conversation and the code: the same for everybody, for its whole length.
export function seatOrder(seed: string, code: string): number {
  let hash = 0x811c9dc5;
  for (const letter of `${seed}/${code}`) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function place(input: CircleInput): { inner: Seat[]; outer: Seat[]; chair: Seat[] } {
  const inRing = (ring: string): Seat[] =>
    input.seats
      .filter((seat) => ringIn(input.script, input.round, input.room ?? 0, seat.group) === ring)
      .sort((a, b) => seatOrder(input.seed, a.code) - seatOrder(input.seed, b.code) || (a.code < b.code ? -1 : 1));
  return { inner: inRing('inner'), outer: inRing('outer'), chair: input.anonymous ? [] : inRing('chair') };
}

function borderOf(input: CircleInput, hasOuter: boolean): Border {
  const round = roundOf(input.script, input.round);
  if (!round || input.room) return hasOuter ? 'closed' : 'none'; // its form is of the round, not of a room beside it
  if (round.gate) return 'gate';
  if (round.listenOnly) return 'closed';
  const groups = round.placements.filter((one) => one.ring === 'inner').length;
  return groups > 1 || hasOuter ? 'open' : 'none';
}

// ---- where they sit

interface Frame {
  readonly middle: number;
  readonly outerRadius: number;
  readonly borderRadius: number;
  readonly centreRadius: number;
  readonly rows: number;
}

const innerRadius = (frame: Frame): number => (frame.borderRadius + frame.centreRadius) / 2;
const innerBand = (frame: Frame): number => frame.borderRadius - frame.centreRadius;

const diamondSize = (frame: Frame, chairs: number): number =>
  Math.min(0.62 * innerBand(frame), (1.1 * innerRadius(frame)) / Math.max(1, chairs));

// Half of what the facilitators' diamonds keep free at 12 o'clock.
function gapHalf(frame: Frame, chairs: number): number {
  if (chairs === 0) return 0;
  const wide = (chairs * diamondSize(frame, chairs) * 1.1) / innerRadius(frame);
  return Math.max(0.5, wide + 0.16) / 2;
}

// Angles around a ring with a gap at the top: with a viewer at 6 o'clock and the others shared
// over the two halves (the viewer takes 0.2 step extra), or evenly without one.
export function anglesAround(count: number, gap: number, viewerAtBottom: boolean): number[] {
  if (!viewerAtBottom) {
    const step = (2 * Math.PI - 2 * gap) / count;
    return Array.from({ length: count }, (_, index) => gap + (index + 0.5) * step);
  }
  const right = Math.floor((count - 1) / 2);
  const half = (seats: number): number[] => {
    const step = (Math.PI - gap) / (seats + 0.7);
    return Array.from({ length: seats }, (_, index) => gap + (index + 0.5) * step);
  };
  const left = half(count - 1 - right).map((angle) => 2 * Math.PI - angle);
  return [...half(right), Math.PI, ...left.reverse()];
}

// The viewer moves to where the angle is 6 o'clock; the order of the others stays.
function turned(seats: readonly Seat[], viewer: string, bottom: number): Seat[] {
  const at = seats.findIndex((seat) => seat.code === viewer);
  if (at < 0) return [...seats];
  const count = seats.length;
  return Array.from({ length: count }, (_, index) => seats[(at + index - bottom + 2 * count) % count] as Seat);
}

function innerSpots(input: CircleInput, frame: Frame, seats: readonly Seat[], chairs: readonly Seat[]): Spot[] {
  const gap = gapHalf(frame, chairs.length);
  const radius = innerRadius(frame);
  const band = innerBand(frame);
  if (seats.length > inner_in_a_row_max) {
    const first = Math.ceil(seats.length * 0.6);
    const bandRow = (row: readonly Seat[], at: number) =>
      row.map((seat, index) => {
        const angles = anglesAround(row.length, gap, false);
        const where = frame.centreRadius + at * band;
        const size = Math.min(0.4 * band, 0.85 * chord(where, (2 * Math.PI - 2 * gap) / row.length));
        return spot(input, frame, seat, 'inner', angles[index] as number, where, size);
      });
    return [...bandRow(seats.slice(0, first), 0.74), ...bandRow(seats.slice(first), 0.26)];
  }
  const mine = seats.some((seat) => seat.code === input.viewer);
  const angles = anglesAround(seats.length, gap, mine);
  const ordered = mine ? turned(seats, input.viewer, Math.floor((seats.length - 1) / 2)) : seats;
  // An envelope stands before each seat: both are smaller then.
  const where = input.anonymous ? frame.centreRadius + 0.72 * band : radius;
  const size = Math.min((input.anonymous ? 0.46 : 0.72) * band, 0.88 * chord(where, narrowest(angles)));
  return ordered.map((seat, index) => spot(input, frame, seat, 'inner', angles[index] as number, where, size, true));
}

function chairSpots(input: CircleInput, frame: Frame, seats: readonly Seat[]): Spot[] {
  const size = diamondSize(frame, seats.length);
  const step = (size * 1.1) / innerRadius(frame);
  const start = (-(seats.length - 1) * step) / 2;
  return seats.map((seat, index) => spot(input, frame, seat, 'chair', start + index * step, innerRadius(frame), size));
}

function outerRows(count: number, outerRadius: number): number {
  const band = outerRadius * 0.26;
  const radius = outerRadius - band / 2;
  return chord(radius, (2 * Math.PI) / Math.max(2, count)) * 0.84 >= 0.62 * band ? 1 : 2;
}

function outerSpots(input: CircleInput, frame: Frame, seats: readonly Seat[], border: Border): Spot[] {
  const band = frame.outerRadius - frame.borderRadius;
  const gap = border === 'gate' ? 0.25 : 0;
  if (frame.rows === 1) {
    return outerRow(input, frame, seats, frame.borderRadius + band / 2, 0.54 * band, gap);
  }
  const near = frame.borderRadius + 0.275 * band;
  const far = frame.borderRadius + 0.745 * band;
  const first = Math.round((seats.length * near) / (near + far));
  const mine = seats.findIndex((seat) => seat.code === input.viewer);
  const ordered = mine >= 0 ? [...seats.slice(mine + 1), ...seats.slice(0, mine + 1)] : [...seats];
  return [
    ...outerRow(input, frame, ordered.slice(0, first), near, 0.34 * band, gap),
    ...outerRow(input, frame, ordered.slice(first), far, 0.34 * band, gap),
  ];
}

function outerRow(
  input: CircleInput, frame: Frame, seats: readonly Seat[], radius: number, widest: number, gap: number,
): Spot[] {
  const mine = seats.some((seat) => seat.code === input.viewer);
  const angles = mine && gap === 0
    ? seats.map((_, index) => Math.PI + (2 * Math.PI * index) / seats.length)
    : anglesAround(seats.length, gap, mine);
  const bottom = mine && gap === 0 ? 0 : Math.floor((seats.length - 1) / 2);
  const ordered = mine ? turned(seats, input.viewer, bottom) : seats;
  const size = Math.min(widest, 0.8 * chord(radius, narrowest(angles)));
  return ordered.map((seat, index) =>
    spot(input, frame, seat, 'outer', (angles[index] as number) % (2 * Math.PI), radius, size),
  );
}

function spot(
  input: CircleInput, frame: Frame, seat: Seat, ring: Spot['ring'], angle: number, radius: number, size: number, before = false,
): Spot {
  const shape: Shape = ring === 'chair' ? 'diamond' : input.anonymous ? 'circle' : shapeOf(input.script, seat.group);
  const me = seat.code === input.viewer;
  const marked = me || seat.code === input.floor;
  const colour = ring === 'chair' ? 'chair' : shape === 'circle' ? 'inner' : 'outer';
  return {
    code: seat.code,
    shape,
    ring,
    colour,
    filled: ring !== 'outer' && !input.anonymous,
    x: frame.middle + radius * Math.sin(angle),
    y: frame.middle - radius * Math.cos(angle),
    size,
    angle,
    me,
    label: input.anonymous ? 0 : labelHeight(size, ring, marked, input.bigText === true),
    envelope: input.anonymous?.includes(seat.code) ? envelopeOf(frame, angle, radius, size, before) : null,
  };
}

// On the seat, or before it where there is a row of seats only.
function envelopeOf(frame: Frame, angle: number, radius: number, size: number, before: boolean): Envelope {
  const where = before ? radius - 0.5 * size - 0.17 * innerBand(frame) : radius;
  return {
    x: frame.middle + where * Math.sin(angle),
    y: frame.middle - where * Math.cos(angle),
    size: before ? Math.min(0.3 * innerBand(frame), 0.75 * size) : 0.62 * size,
  };
}

function labelHeight(size: number, ring: Spot['ring'], marked: boolean, bigText: boolean): number {
  if (bigText) return marked ? Math.max(16, 0.5 * size) : 0;
  const height = (ring === 'chair' ? 0.34 : 0.42) * size;
  if (marked && ring !== 'outer') return Math.max(label_min_px, height);
  if (ring === 'outer' && size < 22) return 0;
  return height < label_min_px ? 0 : height;
}

const chord = (radius: number, angle: number): number => 2 * radius * Math.sin(Math.min(Math.PI, angle) / 2);

function narrowest(angles: readonly number[]): number {
  if (angles.length < 2) return Math.PI;
  const sorted = [...angles].map((angle) => angle % (2 * Math.PI)).sort((a, b) => a - b);
  return sorted.reduce((least, angle, index) => {
    const next = index + 1 < sorted.length ? (sorted[index + 1] as number) : (sorted[0] as number) + 2 * Math.PI;
    return Math.min(least, next - angle);
  }, 2 * Math.PI);
}
