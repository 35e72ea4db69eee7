// SPDX-License-Identifier: EUPL-1.2
// What an address or a person may give to come in by.
import { codeIn, linkIn } from '../../clients/web/src/join';

test('a code is read however people type it', () => {
  for (const typed of ['7KQ2-M4X0', '7kq2m4x0', ' 7k q2-m4 xO ', '7KQ2 M4XO']) expect(codeIn(typed)).toBe('7KQ2-M4X0');
  expect(codeIn('iIlL-1111')).toBe('1111-1111');
});

test('what is no code is not taken for one', () => {
  for (const typed of ['', '7KQ2-M4X', '7KQ2-M4XPP', '7KQ2-M4XU', '7KQ2_M4XP', 'é'.repeat(8)]) expect(codeIn(typed)).toBeNull();
});

test('an address holds the secret of a link, or a code', () => {
  expect(linkIn('#D269bf157bd2e48eabf816087d533c3d')).toBe('d269bf157bd2e48eabf816087d533c3d');
  expect(linkIn('#7kq2-m4xp')).toBe('7KQ2-M4XP');
  for (const none of ['', '#', '#projector', '#d269bf', '#%', '#7KQ2-M4XPQ', '7KQ2-M4XP']) expect(linkIn(none)).toBeNull();
});
