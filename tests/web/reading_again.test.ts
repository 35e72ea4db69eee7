// SPDX-License-Identifier: EUPL-1.2
import { read, holeIn, take } from '../../clients/web/src/reading-again';
import type { Screen } from '../../clients/web/src/reading-again';
import { withOwn } from '../../clients/web/src/fold';
import type { ServerFrame } from '../../clients/web/src/gen/arena/v1/wire_pb';
import { inRound, noon, notice, own, said, status, told } from './frames';

const resync = status('welcome', { nowMs: BigInt(noon), seated: true, resync: true });
const page = (more: boolean) => status('pageEnd', { more });
const seated = notice(1, 'seated', { self: { code: 'C3', group: 'client' }, room: { round: 1 }, seats: [{ code: 'C5', group: 'client' }] });
const after = (screen: Screen, ...frames: ServerFrame[]) => frames.reduce((now, frame) => take(now, frame, noon), screen);
const texts = ({ shown }: Screen) => shown.lines.flatMap((one) => (one.kind === 'said' ? [one.text] : []));

const before: Screen = { shown: told(inRound('C3', 1), said(3, 'C5', 'bij mijn zus'), said(4, 'C3', 'dank je')), anew: null };

describe('reading again what was taken back', () => {
  it('leaves the page as it is until all of it was read', () => {
    const half = after(before, resync, seated, said(2, 'C5', ''), page(true));
    expect(texts(half)).toEqual(['bij mijn zus', 'dank je']);
    const whole = after(half, said(3, 'C3', 'dank je'), page(false));
    expect(texts(whole)).toEqual(['', 'dank je']);
    expect(whole.anew).toBeNull();
  });

  it('resumes after what was read again, not after what stands on the page', () => {
    const half = after(before, resync, seated, said(2, 'C5', ''));
    expect(read(half).sequence).toBe(2n);
    expect(holeIn(half, said(3, 'C3', 'dank je'))).toBe(false);
    expect(holeIn(half, said(5, 'C3', 'dank je'))).toBe(true);
    const back = after(half, status('welcome', { nowMs: BigInt(noon), seated: true, resync: false }), said(3, 'C3', 'dank je'), page(false));
    expect(texts(back)).toEqual(['', 'dank je']);
  });

  it('loses nothing that is sent, saved or refused meanwhile', () => {
    const busy: Screen = { shown: withOwn(before.shown, own('0a', 'speak', 'nog iets')), anew: null };
    const half = after(busy, resync, seated);
    const more: Screen = { ...half, shown: withOwn(half.shown, own('0b', 'note', 'voor mij')) };
    const saved = after(more, status('accepted', { id: Uint8Array.from([10]) }), said(2, 'C5', ''));
    expect(saved.shown.own.map((one) => one.state)).toEqual(['saved', 'sending']);
    const whole = after(saved, said(3, 'C3', 'dank je'), said(4, 'C5', 'nog wat'), said(5, 'C3', 'nog iets'), page(false));
    expect(whole.shown.own.map((one) => one.text)).toEqual(['voor mij']);
  });

  it('takes nothing that was told before for the answer to what is under way', () => {
    const busy: Screen = { shown: withOwn(before.shown, own('0a', 'speak', 'dank je')), anew: null };
    const whole = after(busy, resync, seated, said(2, 'C5', ''), said(3, 'C3', 'dank je'), page(false));
    expect(whole.shown.own.map((one) => [one.state, one.shown])).toEqual([['sending', false]]);
  });

  it('lets a status through at once', () => {
    const half = after(before, resync, status('frozen', { frozen: true }));
    expect(half.shown.frozen).toBe(true);
    expect(after(half, seated, page(false)).shown.frozen).toBe(true);
  });
});
