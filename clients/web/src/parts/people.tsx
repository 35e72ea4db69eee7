// SPDX-License-Identifier: EUPL-1.2
// People as codes, and the list that says who sits where: the same as the circle, in words.
import { groupOf, leads, ringIn } from '../reading';
import type { Ring } from '../reading';
import type { Seat, State } from '../state';
import { texts } from '../texts';
import type { TextKey } from '../texts';
import { lower, scripted, t } from '../words';
import { Dialog, Button } from './basics';
import { outline } from './circle-view';

// A respondent code in the shape and colour of its role; `chair`: the letter of all who lead.
export function Code(props: { state: State; code: string; outline?: boolean; spell?: boolean; gone?: boolean; chair?: boolean }) {
  const { state, code } = props;
  const me = code === state.self?.code;
  const seat = state.known.find((one) => one.code === code) ?? (me ? state.self : null);
  const role = groupOf(state.script, seat?.group ?? '')?.role ?? '';
  const look = props.chair ? 'chair' : lookOf(state, seat, role);
  const drawn = look === 'chair' || look === 'leading';
  const floor = code === state.floor && code !== '';
  const states = ([['outline', props.outline], ['me', me], ['floor', floor], ['gone', props.gone]] as const).flatMap(([name, is]) => (is ? [name] : []));
  const text = me && !props.spell ? t('you_letter') : look === 'chair' && !props.spell ? code.charAt(0) : code;
  return (
    <span class={['code', `code-${look}`, drawn ? 'code-drawn' : '', ...states.map((name) => `code-${name}`)].join(' ')}>
      {drawn && <Drawn look={look} classes={states.map((name) => `seat-${name}`).join(' ')} ring={me || floor} />}
      {text}
    </span>
  );
}

// The diamond and the hexagon, as in the circle; the other shapes are the edge of the code itself.
function Drawn({ look, classes, ring }: { look: 'chair' | 'leading'; classes: string; ring: boolean }) {
  const shape = look === 'chair' ? 'diamond' : 'hexagon';
  const half = look === 'chair' ? 19 : 16.5;
  return (
    <svg class={`code-shape seat-${look === 'chair' ? 'chair' : 'outer'} ${classes}`} viewBox="-20 -20 40 40" preserveAspectRatio="none" aria-hidden="true">
      {ring && <path class="seat-halo" d={outline({ x: 0, y: 0, shape }, half + 5)} />}
      <path class="seat-shape" d={outline({ x: 0, y: 0, shape }, half)} />
    </svg>
  );
}
function lookOf(state: State, seat: Seat | null, role: string): 'inner' | 'outer' | 'leading' | 'chair' {
  if (seat && leads(state.script, seat.group)) return 'chair';
  if (role === 'client' || role === 'client_rep' || role === '') return 'inner';
  return role === 'manager' || role === 'official' ? 'leading' : 'outer';
}

// How a person is named in a sentence: by name where the group is shown by name, else by code.
export const named = (state: State, code: string): string => {
  const seat = state.known.find((one) => one.code === code);
  if (seat?.name) return seat.name;
  return !seat || leads(state.script, seat.group) ? t('the_facilitator') : code;
};

const rings: readonly Ring[] = ['inner', 'outer', 'chair', 'away'];
const ringTitles = { inner: 'ring_inner', outer: 'ring_outer', chair: 'ring_chair', away: 'ring_away' } as const;

export function WhoSitsWhere({ state, round, heading }: { state: State; round: number; heading: 'h2' | 'h3' }) {
  const Heading = heading;
  return (
    <>
      {rings.map((ring) => {
        const seats = state.seats
          .filter((seat) => ringIn(state.script, round, state.place.room, seat.group) === ring)
          .sort((a, b) => a.code.localeCompare(b.code, 'nl', { numeric: true }));
        if (seats.length === 0) return null;
        return (
          <section key={ring} class="who-ring">
            <Heading class="nl-heading nl-heading--level-3">{t(ringTitles[ring])}</Heading>
            <ul class="who-list">
              {seats.map((seat) => (
                <li key={seat.code}>
                  <Code state={state} code={seat.code} outline={ring === 'outer'} spell />
                  <span>{wordsOf(state, seat, ring)}</span>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

// One person of a role; the script names groups in the plural.
export const roleWord = (role: string): string => {
  const key = `role_${role}`;
  return key in texts ? t(key as TextKey) : role;
};

function wordsOf(state: State, seat: Seat, ring: Ring): string {
  const words = [
    ...(seat.code === state.self?.code ? [t('you')] : []),
    ...(seat.name ? [seat.name] : []),
    roleWord(groupOf(state.script, seat.group)?.role ?? ''),
  ];
  if (state.floor === seat.code) words.push(t('state_floor'));
  else if (state.hands.includes(seat.code)) words.push(t('state_hand'));
  else if (state.place.round > 0 && ring === 'outer') words.push(t('state_listens'));
  return words.join(', ');
}

export function WhoDialog({ state, round, onClose }: { state: State; round: number; onClose: () => void }) {
  return (
    <Dialog title={t('who_sits_where')} onClose={onClose}>
      <WhoSitsWhere state={state} round={round} heading="h3" />
      <div class="dialog-buttons" data-safe>
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
    </Dialog>
  );
}

// A group in words, with its number and shape, as on the first page after admission.
export function GroupRow({ state, group, round }: { state: State; group: string; round: number }) {
  const seats = state.seats.filter((seat) => seat.group === group);
  const view = groupOf(state.script, group);
  const ring = ringIn(state.script, round, state.place.room, group);
  if (seats.length === 0 || !view) return null;
  const mine = state.self?.group === group;
  const more =
    ring === 'inner' ? (mine ? 'group_inner_me' : 'group_inner_more')
    : ring === 'outer' ? (mine ? 'group_outer_me' : 'group_outer_more')
    : null;
  const where = { inner: 'group_inner', outer: 'group_outer', chair: 'group_chair', away: 'group_away' } as const;
  const names = seats.map((seat) => seat.name).filter((name) => name !== '');
  return (
    <li class={`group-row group-${ring}`}>
      <span class={`group-shape shape-${ring === 'chair' ? 'chair' : view.role === 'client' ? 'inner' : 'outer'}`} />
      <div>
        <p class="group-title">
          {ring === 'chair' && names.length > 0 ? <b>{names.join(', ')}</b> : <b>{`${seats.length} ${seats.length === 1 ? roleWord(view.role) : lower(scripted(view.title))}`}</b>}
          {`, ${t(where[ring])}`}
        </p>
        {more && <GroupMore text={t(more, { code: state.self?.code ?? '' })} />}
        {ring !== 'chair' && names.length > 0 && <p class="group-more">{names.join(', ')}</p>}
      </div>
    </li>
  );
}
const GroupMore = ({ text }: { text: string }) => (
  <p class="group-more">{text.split('*').map((part, index) => (index % 2 ? <b key={index}>{part}</b> : part))}</p>
);
