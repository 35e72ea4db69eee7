// SPDX-License-Identifier: EUPL-1.2
// One status and one alert for the whole page; the log is the talk itself.
import { effect, signal } from '@preact/signals';
import { StatusQueue, news, timeNews } from './announce';
import { line, now, page, state } from './store';
import type { State } from './state';
import { nothing } from './state';
import { readAloud } from './parts/settings';
import { language, t } from './words';

const status = signal('');
const alert = signal('');
// What was said is taken away again, so that nobody comes upon it later as if it were still so.
const stale_ms = 8_000;
const fading = (text: typeof alert) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    clearTimeout(timer);
    if (text.value !== '') timer = setTimeout(() => void (text.value = ''), stale_ms);
  });
};
const queue = new StatusQueue((text) => void (status.value = text));

// What is told again on joining and on coming back is no news.
export function announce(): void {
  let before: State = nothing;
  let live = false;
  let time = now.peek();
  fading(status);
  fading(alert);
  effect(() => {
    const after = state.value;
    const nowLive = line.value.kind === 'live';
    if (live && nowLive && after !== before) {
      for (const item of news(before, after, language.peek(), readAloud.peek())) {
        if (item.where === 'alert') alert.value = item.text;
        else queue.add(item);
      }
    }
    before = after;
    live = nowLive;
  });
  effect(() => {
    const item = timeNews(state.peek(), time, now.value, language.peek());
    time = now.value;
    if (item) queue.add(item);
  });
  let away = false;
  effect(() => {
    const kind = line.value.kind;
    if (away && kind === 'live') queue.add({ where: 'status', kind: 'line', text: t('say_back') });
    away = kind === 'lost' || (away && kind !== 'live');
  });
  effect(() => {
    if (page.value.kind === 'conversation' && line.value.kind === 'lost') alert.value = t('lost').replaceAll('*', '');
  });
}

export const LiveRegions = () => (
  <>
    <div class="only-read-aloud" role="status" aria-live="polite">{status.value}</div>
    <div class="only-read-aloud" role="alert">{alert.value}</div>
  </>
);
