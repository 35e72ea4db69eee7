// SPDX-License-Identifier: EUPL-1.2
// Draws the circle that circle.ts reckoned, and says it in one sentence for who does not see it.
// The list beside it (people.tsx) is the control; the picture has no click target.
import { useId } from 'preact/hooks';
import { circle } from '../circle';
import type { Circle, Spot } from '../circle';
import { isCounted, isNearlyOver, rimFraction, roundInView, roundLabel, roundOf, seatsIn, slotHere, stepped, timeLeft } from '../reading';
import type { State } from '../state';
import { lower, minutesAndSeconds, scripted, t } from '../words';
import { Drawing, Icon } from './icons';

export interface CircleLook {
  readonly width: number;
  readonly seed: string;
  readonly viewer: string; // empty: nobody sits at the bottom
  readonly bigText: boolean;
  readonly precise?: boolean; // the facilitator's clock shows seconds
  readonly connections?: boolean; // who has no connection: for the facilitator only
  readonly centre?: { readonly top: string; readonly main: string }; // instead of the clock
  readonly class?: string;
}

export function CircleView({ state, now, look }: { state: State; now: number; look: CircleLook }) {
  const round = roundInView(state);
  const slot = slotHere(state);
  const drawn = circle({
    script: state.script, round, room: state.place.room, seats: state.seats, viewer: slot ? '' : look.viewer, width: look.width,
    seed: look.seed, floor: state.floor, bigText: look.bigText, ...(slot ? { anonymous: slot.writers } : {}),
  });
  const { middle } = drawn;
  const floorSpot = slot ? undefined : drawn.spots.find((spot) => spot.code === state.floor && state.floor !== '');
  const clock = slot === null || look.precise === true;
  return (
    <svg
      class={`circle ${look.class ?? ''}`}
      viewBox={`0 0 ${look.width} ${look.width}`}
      width={look.width}
      height={look.width}
      role="img"
      aria-label={sentence(state, round, now, look)}
    >
      {state.clock?.timed && clock && <Rim drawn={drawn} state={state} now={now} />}
      {drawn.hasOuter && <circle class="floor-outer" cx={middle} cy={middle} r={drawn.outerRadius} />}
      <circle class="floor-inner" cx={middle} cy={middle} r={drawn.borderRadius} />
      <Border drawn={drawn} />
      {floorSpot && floorSpot.ring !== 'outer' && <Light drawn={drawn} spot={floorSpot} />}
      <circle class="floor-centre" cx={middle} cy={middle} r={drawn.centreRadius} />
      {floorSpot && floorSpot.ring !== 'outer' && <LightInCentre drawn={drawn} spot={floorSpot} />}
      {!look.bigText && clock && <Centre drawn={drawn} state={state} now={now} look={look} />}
      {!clock && <Drawing name="lock" class="centre-lock" x={middle} y={middle} size={drawn.centreRadius * 0.85} />}
      {drawn.crowd.outer > 0 && <CrowdBand drawn={drawn} radius={(drawn.outerRadius + drawn.borderRadius) / 2} ring="outer" />}
      {drawn.crowd.inner > 0 && <CrowdBand drawn={drawn} radius={(drawn.borderRadius + drawn.centreRadius) / 2} ring="inner" />}
      {drawn.spots.map((spot) => (
        slot
          ? <AnonymousMark key={spot.code} spot={spot} />
          : <SeatMark key={spot.code} spot={spot} state={state} gone={look.connections === true && state.away.has(spot.code)} />
      ))}
    </svg>
  );
}

// All alike: who sits there, who spoke and who is connected is no part of it.
const AnonymousMark = ({ spot }: { spot: Spot }) => (
  <g class={`seat seat-${spot.colour} seat-outline`}>
    <path class="seat-shape" d={outline(spot, spot.size / 2)} />
    {spot.envelope && <Drawing name="mail" class="seat-envelope" {...spot.envelope} />}
  </g>
);

function Rim({ drawn, state, now }: { drawn: Circle; state: State; now: number }) {
  const { middle, rimRadius, rimStroke, width } = drawn;
  const fraction = rimFraction(state, now);
  const left = timeLeft(state, now);
  const angle = 2 * Math.PI * fraction;
  const minutes = Math.round((state.clock?.plannedMs ?? 0) / 60_000);
  const each = minutes > 30 ? 10 : 5;
  const ticks = width >= 300 && minutes > 0 ? Math.floor((minutes - 0.01) / each) : 0;
  return (
    <g class={isNearlyOver(state, now) ? 'rim rim-late' : 'rim'}>
      <circle class="rim-past" cx={middle} cy={middle} r={rimRadius} stroke-width={rimStroke} />
      {fraction > 0 && (
        <path
          class={left.kind === 'paused' ? 'rim-left rim-paused' : 'rim-left'}
          d={arc(middle, rimRadius, 0, Math.min(angle, 2 * Math.PI - 0.001))}
          stroke-width={rimStroke}
        />
      )}
      {Array.from({ length: ticks }, (_, index) => {
        const at = (2 * Math.PI * (index + 1) * each) / minutes;
        return <circle key={index} class="rim-tick" cx={around(middle, rimRadius, at).x} cy={around(middle, rimRadius, at).y} r={1.2} />;
      })}
      {fraction > 0 && fraction < 1 && (
        <circle class="rim-dot" cx={around(middle, rimRadius, angle).x} cy={around(middle, rimRadius, angle).y} r={rimStroke * 0.9} />
      )}
    </g>
  );
}

// The border says the form: closed, a gate at 12 o'clock, or dots.
function Border({ drawn }: { drawn: Circle }) {
  const { middle, borderRadius, border } = drawn;
  if (border === 'none') return null;
  if (border !== 'gate') {
    return <circle class={border === 'open' ? 'border border-open' : 'border'} cx={middle} cy={middle} r={borderRadius} />;
  }
  const half = 0.46;
  const ends = [half, 2 * Math.PI - half].map((angle) => around(middle, borderRadius, angle));
  const top = middle - drawn.outerRadius + 2;
  const reach = Math.max(9, drawn.width * 0.028);
  return (
    <g>
      <path class="border" d={arc(middle, borderRadius, half, 2 * Math.PI - half)} />
      {ends.map((end, index) => (
        <circle key={index} class="border-end" cx={end.x} cy={end.y} r={Math.max(3, drawn.width * 0.012)} />
      ))}
      <path
        class="gate-arrow"
        d={`M ${middle} ${top} v ${reach * 1.35} m ${-reach * 0.5} ${-reach * 0.5} l ${reach * 0.5} ${reach * 0.5} l ${reach * 0.5} ${-reach * 0.5}`}
      />
    </g>
  );
}

function wedge(drawn: Circle, spot: Spot, from: number, to: number): string {
  const half = Math.asin(Math.min(0.9, (spot.size / 2 + 6) / ((drawn.borderRadius + drawn.centreRadius) / 2)));
  const { middle } = drawn;
  const a = around(middle, to, spot.angle - half);
  const b = around(middle, to, spot.angle + half);
  const start = around(middle, from, spot.angle);
  return `M ${start.x} ${start.y} L ${a.x} ${a.y} A ${to} ${to} 0 0 1 ${b.x} ${b.y} Z`;
}
const Light = ({ drawn, spot }: { drawn: Circle; spot: Spot }) => {
  const id = useId();
  return (
    <g class="light">
      <radialGradient id={id} gradientUnits="userSpaceOnUse" cx={drawn.middle} cy={drawn.middle} r={drawn.borderRadius}>
        <stop class="light-near" offset="0.2" />
        <stop class="light-far" offset="1" />
      </radialGradient>
      <path d={wedge(drawn, spot, 0, drawn.borderRadius - 1)} fill={`url(#${id})`} />
    </g>
  );
};
const LightInCentre = ({ drawn, spot }: { drawn: Circle; spot: Spot }) => (
  <path class="light-centre" d={wedge(drawn, spot, drawn.centreRadius * 0.1, drawn.centreRadius)} />
);

function Centre({ drawn, state, now, look }: { drawn: Circle; state: State; now: number; look: CircleLook }) {
  const { middle, centreRadius } = drawn;
  const size = centreRadius * (look.precise ? 0.62 : 0.8);
  const small = Math.max(11, centreRadius * 0.42);
  if (look.centre) {
    return (
      <g class="centre">
        <text class="centre-word" x={middle} y={middle - small * 0.55} font-size={Math.max(11, centreRadius * 0.36)}>{look.centre.top}</text>
        <text class={`centre-code centre-${drawn.spots.find((spot) => spot.me)?.colour ?? 'inner'}`} x={middle} y={middle + size * 0.55} font-size={centreRadius * 0.66}>{look.centre.main}</text>
      </g>
    );
  }
  const left = timeLeft(state, now);
  if (left.kind === 'none') return null;
  const planned = Math.round((state.clock?.plannedMs ?? 0) / 60_000);
  const main = left.kind === 'over' ? '0' : look.precise ? minutesAndSeconds(left.ms)
    : isNearlyOver(state, now) ? minutesAndSeconds(stepped(left.ms)) : String(Math.ceil(left.ms / 60_000));
  const word =
    left.kind === 'over' ? t('minutes_short')
    : left.kind === 'paused' ? t('centre_paused')
    : look.precise ? t('of_minutes', { n: planned })
    : t('minutes_short');
  // A number beside it would be read as the length of the break.
  if (left.kind === 'paused' && !look.precise) {
    return <g class="centre"><text class="centre-word" x={middle} y={middle + small * 0.35} font-size={small}>{word}</text></g>;
  }
  return (
    <g class="centre">
      <text class="centre-time" x={middle} y={middle + size * 0.18} font-size={size}>{main}</text>
      <text class="centre-word" x={middle} y={middle + size * 0.18 + small * 1.15} font-size={look.precise ? small * 0.8 : small}>{word}</text>
    </g>
  );
}

function CrowdBand({ drawn, radius, ring }: { drawn: Circle; radius: number; ring: 'inner' | 'outer' }) {
  const dots = 48;
  return (
    <g class={`crowd crowd-${ring}`}>
      <text class="crowd-count" x={drawn.middle} y={drawn.middle + radius + 5} font-size="14">{t('circle_crowd', { n: drawn.crowd[ring] })}</text>
      {Array.from({ length: dots }, (_, index) => {
        if (Math.abs(index + 0.5 - dots / 2) < 6) return null; // where the number stands
        const { x, y } = around(drawn.middle, radius, (2 * Math.PI * (index + 0.5)) / dots);
        return <circle key={index} cx={x} cy={y} r={3} />;
      })}
    </g>
  );
}

function SeatMark({ spot, state, gone }: { spot: Spot; state: State; gone: boolean }) {
  const floor = spot.code === state.floor;
  const hand = state.hands.indexOf(spot.code);
  const classes = [
    'seat', `seat-${spot.colour}`, spot.filled && !gone ? 'seat-filled' : 'seat-outline',
    floor ? 'seat-floor' : '', spot.me ? 'seat-me' : '', gone ? 'seat-gone' : '',
  ].join(' ');
  const half = spot.size / 2;
  const text = spot.me ? t('you_letter') : spot.ring === 'chair' ? spot.code.charAt(0) : spot.code;
  return (
    <g class={classes}>
      {(floor || spot.me) && <path class="seat-halo" d={outline(spot, half + (spot.ring === 'outer' ? 6 : 4))} />}
      <path class="seat-shape" d={outline(spot, half)} />
      {spot.label > 0 && (
        <text x={spot.x} y={spot.y + spot.label * 0.36} font-size={spot.label}>{text}</text>
      )}
      {hand >= 0 && (
        <g class="seat-hand">
          <circle cx={spot.x + half * 0.75} cy={spot.y - half * 0.75} r={Math.max(8, half * 0.5)} />
          <text x={spot.x + half * 0.75} y={spot.y - half * 0.75 + 4} font-size={Math.max(10, half * 0.6)}>{hand + 1}</text>
        </g>
      )}
    </g>
  );
}

// ---- shapes

export function outline({ x, y, shape }: Pick<Spot, 'x' | 'y' | 'shape'>, half: number): string {
  switch (shape) {
    case 'circle':
      return `M ${x - half} ${y} a ${half} ${half} 0 1 0 ${2 * half} 0 a ${half} ${half} 0 1 0 ${-2 * half} 0 Z`;
    case 'square': {
      const r = half * 0.36;
      const side = 2 * (half - r);
      return `M ${x - half + r} ${y - half} h ${side} a ${r} ${r} 0 0 1 ${r} ${r} v ${side} a ${r} ${r} 0 0 1 ${-r} ${r} h ${-side} a ${r} ${r} 0 0 1 ${-r} ${-r} v ${-side} a ${r} ${r} 0 0 1 ${r} ${-r} Z`;
    }
    case 'hexagon': {
      const corners = Array.from({ length: 6 }, (_, index) => around2(x, y, half * 1.14, (index * Math.PI) / 3));
      return `M ${corners.map((corner) => `${corner.x} ${corner.y}`).join(' L ')} Z`;
    }
    case 'diamond': {
      const c = half * 0.14;
      return `M ${x - c} ${y - half + c} Q ${x} ${y - half} ${x + c} ${y - half + c} L ${x + half - c} ${y - c} Q ${x + half} ${y} ${x + half - c} ${y + c} L ${x + c} ${y + half - c} Q ${x} ${y + half} ${x - c} ${y + half - c} L ${x - half + c} ${y + c} Q ${x - half} ${y} ${x - half + c} ${y - c} Z`;
    }
  }
}
const around2 = (x: number, y: number, radius: number, angle: number) => ({
  x: x + radius * Math.sin(angle),
  y: y - radius * Math.cos(angle),
});
const around = (middle: number, radius: number, angle: number) => around2(middle, middle, radius, angle);

function arc(middle: number, radius: number, from: number, to: number): string {
  const a = around(middle, radius, from);
  const b = around(middle, radius, to);
  return `M ${a.x} ${a.y} A ${radius} ${radius} 0 ${to - from > Math.PI ? 1 : 0} 1 ${b.x} ${b.y}`;
}

// ---- the same in words

function roundSentence(state: State, number: number): string {
  const title = scripted(roundOf(state.script, number)?.title);
  if (!isCounted(state.script, number)) return t('circle_part', { title });
  return t('circle_round', { n: roundLabel(state.script, number), title: lower(title) });
}

function sentence(state: State, number: number, now: number, look: CircleLook): string {
  const inner = seatsIn(state, number, 'inner');
  const outer = seatsIn(state, number, 'outer');
  const parts = [
    state.place.round > 0 ? roundSentence(state, number) : t('circle_waiting'),
  ];
  const slot = slotHere(state);
  if (slot) return [...parts, t('circle_slot', { n: slot.writers.length })].join(' ');
  if (inner.some((seat) => seat.code === look.viewer)) parts.push(t('circle_me_inner', { n: inner.length - 1 }));
  else parts.push(t('circle_inner', { n: inner.length }));
  if (outer.some((seat) => seat.code === look.viewer)) parts.push(t('circle_me_outer', { n: outer.length - 1 }));
  if (state.floor) parts.push(state.floor === look.viewer ? t('circle_floor_me') : t('circle_floor', { code: state.floor }));
  if (outer.length > 0) parts.push(t('circle_listeners', { n: outer.length }));
  const left = timeLeft(state, now);
  if (left.kind === 'running') parts.push(t('say_minutes', { n: Math.ceil(left.ms / 60_000) }));
  return parts.join(' ');
}

// ---- two rooms with a wall between them: the other is closed and shows nobody

export function Apart({ self, label }: { self: string; label: string }) {
  return (
    <div class="apart" role="img" aria-label={t('away_picture')}>
      <figure>
        <svg viewBox="0 0 120 120" width="120" height="120" aria-hidden="true">
          <circle class="floor-inner" cx="60" cy="60" r="59" />
          <g class="seat seat-inner seat-filled seat-me">
            <circle class="seat-halo" cx="60" cy="60" r="25" />
            <circle class="seat-shape" cx="60" cy="60" r="20" />
            <text x="60" y="67" font-size="20">{t('you_letter')}</text>
          </g>
        </svg>
        <figcaption aria-hidden="true">{self}</figcaption>
      </figure>
      <span class="wall" />
      <figure>
        <span class="closed-room"><Icon name="lock" size={48} /></span>
        <figcaption aria-hidden="true">{label}</figcaption>
      </figure>
    </div>
  );
}
