// SPDX-License-Identifier: EUPL-1.2
// What the pages of staff share: who is logged in, and what last went wrong.
import { signal } from '@preact/signals';
import type { Person } from './staff';
import type { TextKey } from './texts';

export const me = signal<Person | 'unknown' | 'nobody'>('unknown');
export const trouble = signal<TextKey | null>(null);

const faults: Readonly<Record<string, TextKey>> = {
  not_administrator: 'staff_ended', not_yours: 'staff_not_yours', no_letter: 'staff_no_letter', nothing_kept: 'staff_nothing_kept',
};
// One sentence for what went wrong; who is logged out is asked to log in.
export function tell(error: string | null): void {
  trouble.value = error === null ? null : (faults[error] ?? 'staff_failed');
  if (error === 'not_administrator') me.value = 'nobody';
}
