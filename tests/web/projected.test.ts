// SPDX-License-Identifier: EUPL-1.2
// The wall of a room shows what a room may see: each thing that it may not has a canary here, and
// the picture is searched for all of them.
import { projected } from '../../clients/web/src/projected';
import { nothing } from '../../clients/web/src/state';
import type { Line, State } from '../../clients/web/src/state';
import { projectorAt, projectorPath } from '../../clients/web/src/wall';

const place = { round: 1, repetition: 0, room: 0 };
const said = (text: string, more: object = {}): Line => ({
  kind: 'said', what: 'speech', turn: { ...place, number: 1 }, code: 'C3', scribe: '', item: '', replyTo: null, text, atMs: 1, ...more,
});
const round = (more: object = {}) => ({ id: 'een', title: { nl: 'Ervaringen', en: 'Experiences' }, placements: [], sideRooms: [], ballots: [], ownOnly: false, chairNote: { nl: 'CANARY chair note', en: '' }, ...more });
const full = (more: Partial<State> = {}): State => ({
  ...nothing,
  self: { code: 'G2', group: 'chair', name: 'CANARY own name' },
  title: 'Wachten',
  script: { groups: [], rounds: [round()], statements: [], statementNotes: [{ nl: 'CANARY statement note', en: '' }] } as never,
  place,
  seats: [{ code: 'C3', group: 'client', name: 'CANARY name' }],
  known: [{ code: 'C4', group: 'client', name: 'CANARY known' }],
  floor: 'C3',
  hands: ['CANARY hand'],
  lines: [said('CANARY of before', { turn: { ...place, number: 1 } }), said('Ik wachtte.', { turn: { ...place, number: 2 } })],
  notes: [{ id: '1', place, text: 'CANARY note', atMs: 1 }],
  questions: [{ id: '1', code: 'P1', text: 'CANARY question', state: 'waiting', explanation: '', round: 1, atMs: 1 }],
  help: [{ code: 'C3', fromChair: false, text: 'CANARY help', atMs: 1 }],
  lobby: [{ id: 1, group: 'client', name: 'CANARY lobby' }],
  away: new Set(['CANARY away']),
  incidents: [{ id: '1', about: 'C3', text: 'CANARY incident', dueMs: 1, closed: null, atMs: 1 }],
  warnings: [{ code: 'C3', text: 'CANARY warning', atMs: 1 }],
  letterAnswers: [{ code: 'C3', text: 'CANARY answer', atMs: 1 }],
  own: [{ id: 'CANARY own' } as never],
  ...more,
});
const words = (state: State): string =>
  JSON.stringify(projected(state), (_, value: unknown) =>
    value instanceof Set ? [...value] : value instanceof Map ? [...value.entries()] : typeof value === 'bigint' ? String(value) : value);

describe('the wall', () => {
  it('shows who has the floor and the last that was said to all', () => {
    const wall = projected(full());
    expect(wall.floor).toBe('C3');
    expect(wall.lines.map((line) => (line.kind === 'said' ? line.text : ''))).toEqual(['Ik wachtte.']);
    expect(wall.seats).toEqual([{ code: 'C3', group: 'client', name: '' }]);
  });
  it('shows nothing of gate, help, lobby, notes, names, hands, connections or what is being sent', () => {
    expect(words(full())).not.toContain('CANARY');
  });
  it('shows nothing that was said in a room beside, in another round, or in a round kept to oneself', () => {
    const beside = said('CANARY beside', { turn: { round: 1, repetition: 0, room: 1, number: 3 } });
    const before = said('CANARY before', { turn: { round: 2, repetition: 0, room: 0, number: 3 } });
    expect(words(full({ lines: [beside, before] }))).not.toContain('CANARY');
    const own = full({ lines: [said('CANARY own')], script: { ...full().script, rounds: [round({ ownOnly: true })] } as never });
    expect(words(own)).not.toContain('CANARY');
  });
  it('can find a canary: the picture is not empty', () => {
    expect(words(full({ lines: [said('CANARY said')] }))).toContain('CANARY said');
  });
  it('has an address without a secret, and takes no other for its own', () => {
    const id = '0123456789abcdef0123456789abcdef';
    const [path, query] = projectorPath(id).split('?');
    expect(projectorAt(path ?? '', `?${query}`)).toBe(id);
    expect(projectorAt('/', `?${query}`)).toBeNull();
    expect(projectorAt('/projector', '?conversation=<x>')).toBe('');
  });
});
