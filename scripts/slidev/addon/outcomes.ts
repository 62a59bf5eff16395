/** What came of a program: the word that says it, and the mark and colour that go with the word. */
export const OUTCOMES = {
  ran: { word: 'ran', kind: 'accepted' },
  built: { word: 'compiles', kind: 'accepted' },
  checked: { word: 'type-checked', kind: 'accepted' },
  rejected: { word: 'rejected', kind: 'rejected' },
  panicked: { word: 'panics', kind: 'panics' },
  failed: { word: 'fails', kind: 'panics' },
  unexpected: { word: 'not as expected', kind: 'rejected' },
  unverified: { word: 'not verified', kind: 'rejected' },
  ignored: { word: 'not checked', kind: 'muted' },
} as const;

export type Outcome = keyof typeof OUTCOMES;
