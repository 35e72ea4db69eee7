// SPDX-License-Identifier: EUPL-1.2
// What the pages of staff share: who is logged in, and what last went wrong.
import { signal } from '@preact/signals';
import type { Person } from './staff';
import type { TextKey } from './texts';

export const me = signal<Person | 'unknown' | 'nobody'>('unknown');
export const trouble = signal<TextKey | null>(null);

const faults: Readonly<Record<string, TextKey>> = {
  not_administrator: 'staff_ended', not_yours: 'staff_not_yours', no_letter: 'staff_no_letter', nothing_kept: 'staff_nothing_kept',
  not_released: 'release_not', transcript_changed: 'release_changed', you_confirm: 'release_is_you', not_proposed: 'release_changed',
};
export const faultOf = (error: string): TextKey => faults[error] ?? 'staff_failed';
// One sentence for what went wrong; who is logged out is asked to log in.
export function tell(error: string | null): void {
  trouble.value = error === null ? null : faultOf(error);
  if (error === 'not_administrator') me.value = 'nobody';
}
