// SPDX-License-Identifier: EUPL-1.2
// Where the focus goes: F6 takes it to the next part of the page, and a part that vanishes with a
// round hands it to the heading of the round.

// A part of the page that can be reached: marked as such, and shown.
const parts = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('[data-part]')].filter((part) => part.getClientRects().length > 0);

export function nextPart(back: boolean): void {
  const all = parts();
  if (all.length === 0) return;
  const at = all.findIndex((part) => part.contains(document.activeElement));
  const next = all[(at + (back ? -1 : 1) + all.length) % all.length] ?? all[0];
  if (!next) return;
  if (!next.hasAttribute('tabindex')) next.tabIndex = -1;
  next.focus();
}

// Only when the focus was in something that is gone: nobody is torn away from what they write.
export function watchFocus(): () => void {
  let inside: Element | null = null;
  const seen = (event: FocusEvent): void => void (inside = event.target instanceof Element ? event.target : null);
  const watch = new MutationObserver(() => {
    if (!inside || inside.isConnected) return;
    inside = null;
    if (document.activeElement && document.activeElement !== document.body) return;
    document.getElementById('ronde')?.focus();
  });
  addEventListener('focusin', seen);
  watch.observe(document.body, { childList: true, subtree: true });
  return () => {
    removeEventListener('focusin', seen);
    watch.disconnect();
  };
}
