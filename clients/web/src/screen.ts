// SPDX-License-Identifier: EUPL-1.2
// How wide the page is and how large the reader's letters are.
import { computed, signal } from '@preact/signals';

export const width = signal(360);
export const height = signal(700);
const rem = signal(16);

// From 175 % the circle keeps its shapes and drops its letters.
export const bigText = computed(() => rem.value >= 28);

export function watchScreen(): void {
  const probe = document.createElement('div');
  probe.className = 'rem-probe';
  probe.setAttribute('aria-hidden', 'true');
  document.body.append(probe);
  const look = (): void => {
    width.value = Math.max(240, document.documentElement.clientWidth);
    height.value = innerHeight;
    rem.value = probe.getBoundingClientRect().width || 16;
    document.documentElement.classList.toggle('big-text', bigText.value);
  };
  new ResizeObserver(look).observe(probe);
  addEventListener('resize', look);
  look();
}
