// SPDX-License-Identifier: EUPL-1.2
// A choice as a card: the whole card is the target. And how the answers of a ballot are called.
import type { Choice } from '../reading';
import type { Vote } from '../state';
import type { TextKey } from '../texts';
import { scripted, t } from '../words';

export function Card(props: { kind: 'radio' | 'checkbox'; name: string; checked: boolean; onChoose: () => void; label: string; more?: string | undefined }) {
  return (
    <label class={props.checked ? 'choice choice-chosen' : 'choice'}>
      <input type={props.kind} name={props.name} checked={props.checked} onChange={props.onChoose} />
      <span>
        {props.label}
        {props.more && <span class="choice-more">{props.more}</span>}
      </span>
    </label>
  );
}

export function choiceWords(choice: Choice): string {
  switch (choice.kind) {
    case 'words':
      return scripted(choice.words);
    case 'agree':
      return t(`agree_${choice.point}` as TextKey);
    case 'item':
      return choice.text;
  }
}

export function voteWords(choices: readonly Choice[], vote: Vote): string {
  if (vote.notApplicable) return t('not_applicable');
  return vote.choices.map((id) => choices.find((one) => one.id === id)).map((one) => (one ? choiceWords(one) : '')).join(', ');
}
