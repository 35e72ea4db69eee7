// SPDX-License-Identifier: EUPL-1.2
import { anglesAround, circle, seatOrder } from '../../clients/web/src/circle';
import type { CircleInput } from '../../clients/web/src/circle';
import { script } from './frames';

const people = (clients: number, professionals: number, chairs = 1) => [
  ...Array.from({ length: clients }, (_, n) => ({ code: `C${n + 1}`, group: 'client', name: '' })),
  ...Array.from({ length: professionals }, (_, n) => ({ code: `P${n + 1}`, group: 'professional', name: '' })),
  ...Array.from({ length: chairs }, (_, n) => ({ code: `G${n + 1}`, group: 'chair', name: '' })),
];
const drawn = (over: Partial<CircleInput> = {}) =>
  circle({ script, round: 1, seats: people(8, 16), viewer: 'C3', width: 252, seed: 'x', ...over });

describe('the circle', () => {
  it('puts me at 6 o’clock and the chair at 12', () => {
    const { spots, middle } = drawn();
    const me = spots.find((spot) => spot.me);
    const chair = spots.find((spot) => spot.ring === 'chair');
    expect(me?.x).toBeCloseTo(middle, 6);
    expect(me?.y).toBeGreaterThan(middle);
    expect(chair?.x).toBeCloseTo(middle, 6);
    expect(chair?.y).toBeLessThan(middle);
  });
  it('puts a listener at 6 o’clock of the outer row', () => {
    const { spots, middle } = drawn({ viewer: 'P9' });
    const me = spots.find((spot) => spot.me);
    expect(me?.ring).toBe('outer');
    expect(me?.x).toBeCloseTo(middle, 6);
    expect(me?.y).toBeGreaterThan(middle);
  });
  it('uses the measures of the design', () => {
    const { rimStroke, rimRadius, outerRadius, borderRadius, centreRadius } = drawn({ width: 500 });
    expect(rimStroke).toBe(8);
    expect(rimRadius).toBe(250 - 4 - 1.5);
    expect(outerRadius).toBe(rimRadius - 4 - 6);
    expect(borderRadius).toBeCloseTo(outerRadius * 0.74);
    expect(centreRadius).toBeCloseTo(borderRadius * 0.44);
  });
  it('draws everybody once and nobody over another', () => {
    for (const [clients, professionals] of [[2, 4], [6, 10], [8, 16], [15, 45]] as const) {
      const { spots } = drawn({ seats: people(clients, professionals), width: 290, viewer: '' });
      expect(spots).toHaveLength(clients + professionals + 1);
      for (const a of spots) {
        for (const b of spots) {
          if (a.code >= b.code) continue;
          const apart = Math.hypot(a.x - b.x, a.y - b.y);
          expect(apart, `${a.code} and ${b.code} of ${clients}+${professionals}`).toBeGreaterThan((a.size + b.size) * 0.45);
        }
      }
    }
  });
  it('stays within its own width', () => {
    for (const width of [180, 252, 360, 960]) {
      for (const spot of drawn({ width, seats: people(15, 45) }).spots) {
        expect(Math.hypot(spot.x - width / 2, spot.y - width / 2) + spot.size / 2).toBeLessThan(width / 2);
      }
    }
  });
  it('draws dots and a number where a seat would be under ten pixels', () => {
    const crowd = drawn({ seats: people(8, 60), width: 200 });
    expect(crowd.crowd.outer).toBe(60);
    expect(crowd.spots.some((spot) => spot.ring === 'outer')).toBe(false);
    expect(drawn({ seats: people(31, 4) }).crowd.inner).toBe(31);
  });
  it('draws every listener in a preview, within its width and nobody over another', () => {
    for (const [clients, professionals] of [[2, 2], [8, 16], [15, 45]] as const) {
      const { spots, crowd } = drawn({ seats: people(clients, professionals), width: 84, viewer: '', small: true });
      expect(crowd).toEqual({ inner: 0, outer: 0 });
      expect(spots.filter((spot) => spot.ring === 'outer')).toHaveLength(professionals);
      for (const a of spots) {
        expect(Math.hypot(a.x - 42, a.y - 42) + a.size / 2).toBeLessThan(42);
        for (const b of spots) if (a.code < b.code) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan((a.size + b.size) * 0.45);
      }
    }
  });
  it('keeps the order of the others when somebody joins or comes back', () => {
    const order = (seats: CircleInput['seats']) => drawn({ seats, viewer: '' }).spots.filter((s) => s.ring === 'inner').map((s) => s.code);
    const eight = order(people(8, 16));
    expect(order([...people(8, 16)].reverse())).toEqual(eight);
    expect(order(people(9, 16)).filter((code) => code !== 'C9')).toEqual(eight);
    expect(eight).not.toEqual([...eight].sort());
  });
  it('orders each conversation in its own way', () => {
    const order = (seed: string) => ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'].sort((a, b) => seatOrder(seed, a) - seatOrder(seed, b)).join();
    expect(new Set(['a', 'b', 'c', 'd'].map(order)).size).toBeGreaterThan(1);
  });
  it('says the form by its border', () => {
    expect(drawn().border).toBe('closed');
    expect(drawn({ round: 2 }).border).toBe('gate');
    expect(drawn({ round: 4 }).border).toBe('open');
    expect(drawn({ round: 4 }).hasOuter).toBe(false);
    expect(drawn({ round: 3, seats: people(0, 16), viewer: 'P1' }).border).toBe('none');
  });
  it('fills who may speak and outlines who may only listen, by the shape of the role', () => {
    const round1 = drawn().spots;
    expect(round1.find((s) => s.code === 'C1')).toMatchObject({ shape: 'circle', filled: true });
    expect(round1.find((s) => s.code === 'P1')).toMatchObject({ shape: 'square', filled: false });
    const debrief = drawn({ round: 3, viewer: 'P1' }).spots;
    expect(debrief.find((s) => s.code === 'P1')).toMatchObject({ shape: 'square', filled: true, ring: 'inner' });
  });
  it('keeps only the floor and me labelled when letters are large', () => {
    const labelled = drawn({ bigText: true, floor: 'C5' }).spots.filter((spot) => spot.label > 0).map((spot) => spot.code);
    expect(labelled.sort()).toEqual(['C3', 'C5']);
  });
  it('leaves a gap at the top for the gate', () => {
    const angles = drawn({ round: 2 }).spots.filter((spot) => spot.ring === 'outer').map((spot) => spot.angle);
    expect(Math.min(...angles)).toBeGreaterThan(0.25);
    expect(Math.max(...angles)).toBeLessThan(2 * Math.PI - 0.25);
  });
});

describe('angles around a ring', () => {
  it('give the viewer a fifth of a step more on both sides', () => {
    const [first, second, mine] = anglesAround(5, 0.4, true);
    expect(mine).toBeCloseTo(Math.PI);
    expect((mine as number) - (second as number)).toBeCloseTo(1.2 * ((second as number) - (first as number)));
  });
  it('work for one person', () => {
    expect(anglesAround(1, 0.3, true)).toEqual([Math.PI]);
    expect(anglesAround(1, 0.3, false)[0]).toBeCloseTo(Math.PI);
  });
});
