// SPDX-License-Identifier: EUPL-1.2
// What plain Dutch does without: words of officials, and the length of a sentence. Read by the hints
// beside a letter and by the check of our own sentences (tests/web/language_check.mjs).
export const words_max = 15;

export const officialese: readonly string[] = [
  'aangaande', 'aldaar', 'alsmede', 'alsook', 'behoudens', 'benevens', 'betreffende', 'betreft', 'bewerkstelligen', 'bijgaand', 'conform',
  'derhalve', 'desalniettemin', 'desbetreffende', 'desgewenst', 'dient', 'dienen', 'dientengevolge', 'doch', 'doeleinden', 'doelstelling', 'echter',
  'effectueren', 'evenals', 'evenwel', 'faciliteren', 'gaarne', 'gelieve', 'geschieden', 'hetgeen', 'hieromtrent', 'hierbij', 'implementeren',
  'indien', 'ingevolge', 'inzake', 'jegens', 'krachtens', 'mede', 'mededelen', 'middels', 'mits', 'mitsdien', 'nadien', 'nimmer', 'omtrent',
  'onderhavige', 'onverwijld', 'optimaliseren', 'participant', 'participanten', 'participatie', 'participeren', 'realiseren', 'reeds',
  'respectievelijk', 'retourneren', 'separaat', 'tegemoetzien', 'teneinde', 'tenzij', 'tevens', 'thans', 'uitsluitend', 'vermeld', 'verstrekken',
  'verzoeken', 'vigerend', 'voornoemd', 'voornoemde', 'wederom', 'welke', 'zorgdragen', 'zulks',
  'door middel van', 'in het kader van', 'met betrekking tot', 'met inachtneming van', 'naar aanleiding van', 'op grond van', 'ten aanzien van',
  'ten behoeve van', 'ter zake', 'voorafgaand aan', 'zorg dragen',
];

export const wordsOf = (sentence: string): string[] => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}{]/u.test(word));
export const found = (sentence: string, list: readonly string[]): string | undefined =>
  list.find((word) => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'iu').test(sentence));
