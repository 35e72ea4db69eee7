// SPDX-License-Identifier: EUPL-1.2
// What an act changes, in small circles: who sits where now and then, in the rings, in a room beside
// them and outside. Nobody is left out: the picture says who will hear what.
import type { ComponentChildren } from 'preact';
import { circle, shapeOf } from './circle';
import type { Circle } from './circle';
import { outline } from './parts/circle-view';
import { Icon } from './parts/icons';
import { outsideOf, ringsOf, roomsOf } from './preview';
import type { ChairAct, Rings } from './preview';
import type { Seat, State } from './state';
import { lower, scripted, t } from './words';

export function NowThen({ state, act }: { state: State; act: ChairAct }) {
  const rings = ringsOf(state, act);
  if (!rings) return null;
  const gone = act.kind === 'remove' ? (rings.now?.seats ?? []).filter((seat) => !rings.then.seats.includes(seat)) : [];
  return (
    <div class="now-then" role="img" aria-label={t(rings.now ? 'next_picture' : 'next_picture_first')}>
      {rings.now && <Places state={state} rings={rings.now} word={t('next_now')} />}
      <Places state={state} rings={rings.then} word={t('next_then')} gone={gone} after={rings.now !== null} />
    </div>
  );
}

function Places(props: { state: State; rings: Rings; word: string; gone?: readonly Seat[]; after?: boolean }) {
  const { state, rings, word } = props;
  const outside = [...outsideOf(state, rings), ...(props.gone ?? [])];
  return (
    <div class="places">
      {props.after && <Icon name="arrow" size={20} />}
      <Figure word={word}><Mini state={state} rings={rings} width={84} /></Figure>
      {roomsOf(state, rings).map(({ room, title, seats }) => (
        <Figure key={room} word={lower(scripted(title))}><Mini state={state} rings={{ round: rings.round, seats }} room={room} width={56} /></Figure>
      ))}
      {outside.length > 0 && <Figure word={lower(t('ring_away'))}><Outside state={state} seats={outside} /></Figure>}
    </div>
  );
}
const Figure = ({ word, children }: { word: string; children: ComponentChildren }) => (
  <figure>{children}<figcaption aria-hidden="true">{word}</figcaption></figure>
);

// Those who are outside: no ring, no order.
function Outside({ state, seats }: { state: State; seats: readonly Seat[] }) {
  const inRow = Math.max(3, Math.ceil(Math.sqrt(seats.length)));
  const step = 56 / inRow;
  const half = Math.min(5, 0.36 * step);
  const width = step * Math.min(inRow, seats.length);
  const height = step * Math.ceil(seats.length / inRow);
  return (
    <svg class="circle" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      {seats.map((seat, index) => {
        const shape = shapeOf(state.script, seat.group);
        const at = { x: step * (0.5 + (index % inRow)), y: step * (0.5 + Math.floor(index / inRow)), shape };
        return <path key={seat.code} class={shape === 'circle' ? 'crowd-inner' : 'crowd-outer'} d={outline(at, half)} />;
      })}
    </svg>
  );
}

function Mini({ state, rings, room = 0, width }: { state: State; rings: Rings; room?: number; width: number }) {
  const drawn = circle({ script: state.script, round: rings.round, room, seats: rings.seats, viewer: '', width, seed: state.title, small: true });
  const { middle, outerRadius, borderRadius, centreRadius, crowd } = drawn;
  return (
    <svg class="circle" viewBox={`0 0 ${width} ${width}`} width={width} height={width} aria-hidden="true">
      {drawn.hasOuter && <circle class="floor-outer" cx={middle} cy={middle} r={outerRadius} />}
      <circle class="floor-inner" cx={middle} cy={middle} r={borderRadius} />
      <MiniBorder drawn={drawn} />
      {crowd.outer > 0 && <Crowd middle={middle} radius={(outerRadius + borderRadius) / 2} ring="outer" />}
      {crowd.inner > 0 && <Crowd middle={middle} radius={(borderRadius + centreRadius) / 2} ring="inner" />}
      {drawn.spots.map((spot) => (
        <g key={spot.code} class={`seat seat-${spot.colour} ${spot.filled ? 'seat-filled' : 'seat-outline'}`}>
          <path class="seat-shape" d={outline(spot, Math.min(spot.ring === 'chair' ? 7 : 5, spot.size / 2))} />
        </g>
      ))}
    </svg>
  );
}

// Too many to draw each: a band of dots, as in the large circle.
const Crowd = ({ middle, radius, ring }: { middle: number; radius: number; ring: 'inner' | 'outer' }) => (
  <circle class={`crowd-ring crowd-ring-${ring}`} cx={middle} cy={middle} r={radius} />
);

// As the large border: closed, open at 12 o'clock with an arrow for the gate, or dots.
function MiniBorder({ drawn }: { drawn: Circle }) {
  const { border, borderRadius, middle } = drawn;
  if (border === 'none') return null;
  const round = 2 * Math.PI * borderRadius;
  const gap = border === 'gate' ? round / 6 : 0;
  return (
    <>
      <circle
        class={border === 'open' ? 'border border-open' : 'border'}
        cx={middle} cy={middle} r={borderRadius}
        stroke-dasharray={gap > 0 ? `${round - gap} ${gap}` : undefined}
        transform={gap > 0 ? `rotate(-60 ${middle} ${middle})` : undefined}
      />
      {gap > 0 && <path class="gate-arrow" d={`M ${middle} 3 v 13 m -4 -4 l 4 4 l 4 -4`} />}
    </>
  );
}
