// SPDX-License-Identifier: EUPL-1.2
// Language and colours, kept on this device; and which keys do what.
import { signal } from '@preact/signals';
import { keepChoice, keptChoice } from '../keeping';
import type { TextKey } from '../texts';
import type { ReadAloud } from '../announce';
import { language, t } from '../words';

type Theme = 'auto' | 'light' | 'dark';
const kept = keptChoice('theme');
export const theme = signal<Theme>(kept === 'light' || kept === 'dark' ? kept : 'auto');

const heard = keptChoice('read_aloud');
export const readAloud = signal<ReadAloud>(heard === 'count' || heard === 'off' ? heard : 'all');
// WCAG 2.1.4: single letters as keys can be switched off.
export const letterKeys = signal(keptChoice('letter_keys') !== 'off');

export function chooseLetterKeys(on: boolean): void {
  letterKeys.value = on;
  keepChoice('letter_keys', on ? null : 'off');
}
function chooseReadAloud(next: ReadAloud): void {
  readAloud.value = next;
  keepChoice('read_aloud', next === 'all' ? null : next);
}
function chooseLanguage(next: 'nl' | 'en'): void {
  language.value = next;
  keepChoice('language', next);
}
function chooseTheme(next: Theme): void {
  theme.value = next;
  keepChoice('theme', next === 'auto' ? null : next);
}

// Puts both choices on the page itself.
export function showChoices(): void {
  document.documentElement.lang = language.value;
  if (theme.value === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme.value;
}

const partKeys: TextKey[] = ['key_send', 'key_pass', 'key_notes', 'key_mark', 'key_region', 'key_escape', 'key_help'];
const leadKeys: TextKey[] = [
  'key_choose', 'key_accept', 'key_rephrase', 'key_merge', 'key_withhold', 'key_floor', 'key_next', 'key_pause', 'key_cover', 'key_region', 'key_escape', 'key_help',
];
const readings: readonly (readonly [ReadAloud, TextKey])[] = [
  ['all', 'read_aloud_all'], ['count', 'read_aloud_count'], ['off', 'read_aloud_off'],
];

export function Settings({ lead = false, keys = false }: { lead?: boolean; keys?: boolean }) {
  return (
    <div class="settings">
      <fieldset class="modes">
        <legend>{t('language')}</legend>
        <Choice name="language" checked={language.value === 'nl'} onChoose={() => chooseLanguage('nl')} label={t('dutch')} lang="nl" />
        <Choice name="language" checked={language.value === 'en'} onChoose={() => chooseLanguage('en')} label={t('english')} lang="en" />
      </fieldset>
      <fieldset class="modes">
        <legend>{t('colours')}</legend>
        <Choice name="theme" checked={theme.value === 'auto'} onChoose={() => chooseTheme('auto')} label={t('theme_auto')} />
        <Choice name="theme" checked={theme.value === 'light'} onChoose={() => chooseTheme('light')} label={t('theme_light')} />
        <Choice name="theme" checked={theme.value === 'dark'} onChoose={() => chooseTheme('dark')} label={t('theme_dark')} />
      </fieldset>
      <fieldset class="modes">
        <legend>{t('read_aloud')}</legend>
        {readings.map(([kind, label]) => (
          <Choice key={kind} name="read_aloud" checked={readAloud.value === kind} onChoose={() => chooseReadAloud(kind)} label={t(label)} />
        ))}
      </fieldset>
      <details class="keys" open={keys}>
        <summary>{t('keys')}</summary>
        <ul>
          {(lead ? leadKeys : partKeys).map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function Choice(props: { name: string; checked: boolean; onChoose: () => void; label: string; lang?: string }) {
  return (
    <label class={props.checked ? 'mode mode-chosen' : 'mode'} lang={props.lang}>
      <input type="radio" name={props.name} checked={props.checked} onChange={props.onChoose} />
      <span>{props.label}</span>
    </label>
  );
}
