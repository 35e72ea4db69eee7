// SPDX-License-Identifier: EUPL-1.2
// Whether people recognise a lesson: who may judge says so; the others read what was said.
import { mayJudge } from '../reading';
import { send } from '../store';
import type { State, VerdictName } from '../state';
import { t } from '../words';
import { Button } from './basics';
import { Icon } from './icons';

const verdictNames: readonly VerdictName[] = ['recognised', 'partly', 'not_recognised'];
const verdictNumbers = { recognised: 1, partly: 2, not_recognised: 3 } as const;
export const verdictWords = (verdict: VerdictName): string => t(`verdict_${verdict}`);

export function Judging({ state, item }: { state: State; item: string }) {
  const given = state.verdicts.get(item);
  const mine = given?.get(state.self?.code ?? '');
  return (
    <div class="judging">
      {mayJudge(state) && !mine && (
        <fieldset>
          <legend>{t('lesson_ask')}</legend>
          {verdictNames.map((verdict) => (
            <Button
              key={verdict}
              onClick={() => send({ case: 'judgeLesson', value: { lesson: BigInt(item), verdict: verdictNumbers[verdict] } })}
            >
              {verdictWords(verdict)}
            </Button>
          ))}
        </fieldset>
      )}
      {mine && (
        <p class="own own-saved">
          <Icon name="check" size={20} />
          <span>{t('verdict_yours', { verdict: verdictWords(mine).toLocaleLowerCase() })}</span>
        </p>
      )}
      {[...(given ?? [])].filter(([code]) => code !== state.self?.code).map(([code, verdict]) => (
        <p key={code} class="hint">{t('verdict_given', { code, verdict: verdictWords(verdict).toLocaleLowerCase() })}</p>
      ))}
    </div>
  );
}
