// SPDX-License-Identifier: EUPL-1.2
// The forms of the other methods are a part of their own: whoever joins does not wait for them. They are
// fetched as soon as a conversation is entered, long before a round needs them.
import { signal } from '@preact/signals';

type Forms = typeof import('./parts/forms');
export const forms = signal<Forms | null>(null);
export const formsMissing = signal(false);

export async function loadForms(): Promise<void> {
  if (forms.value) return;
  formsMissing.value = false;
  try {
    const parts = await import('./parts/forms');
    forms.value = parts;
    parts.followSlots();
  } catch {
    formsMissing.value = true;
  }
}
