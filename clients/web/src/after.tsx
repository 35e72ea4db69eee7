// SPDX-License-Identifier: EUPL-1.2
// What comes after the conversation is loaded when there is something to show: nobody waits for it
// while people talk.
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Button, Notice } from './parts/basics';
import { t } from './words';

function lazily<Props extends object>(get: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const loaded = signal<ComponentType<Props> | null>(null);
  const missing = signal(false);
  const load = async (): Promise<void> => {
    missing.value = false;
    try {
      loaded.value = await get();
    } catch {
      missing.value = true;
    }
  };
  return (props: Props) => {
    const Part = loaded.value;
    useEffect(() => {
      if (!loaded.value) void load();
    }, []);
    if (Part) return <Part {...props} />;
    if (!missing.value) return <p class="hint" aria-busy="true">{t('loading')}</p>;
    return (
      <Notice kind="warn" icon="offline" text={t('join_offline')}>
        <Button onClick={() => void load()}>{t('try_again')}</Button>
      </Notice>
    );
  };
}

export const AfterDesk = lazily(async () => (await import('./after-lead')).AfterDesk);
