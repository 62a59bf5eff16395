import { describe, expect, test } from 'vitest';
import { drawDiagnostics } from '../../scripts/slidev/draw-diagnostics.ts';
import { panicPlace } from '../../scripts/slidev/panic-place.ts';
import { findSnippets } from '../../scripts/verify/programs/find-snippets.ts';
import { slideOf } from '../support/slides.ts';
import { PANICKED } from '../support/verdicts.ts';

const [snippet] = findSnippets(
  slideOf({ content: ['```rust,should_panic', '# let open = true;', 'assert!(!open);', '```'] }),
  '/talk',
).snippets;

describe('a panic', () => {
  test('is marked from where it began, past a hidden line', () => {
    if (!snippet) throw new Error('the content holds no snippet');
    const place = panicPlace(snippet, PANICKED);
    expect(place?.spans[0]).toMatchObject({ line: 3, column: 5, label: 'panics here' });
    expect(drawDiagnostics(snippet, place ? [place] : []).lines).toEqual([
      {
        line: 0,
        marks: [{ from: 4, to: 15, kind: 'primary' }],
        rows: [[{ at: 4, kind: 'primary', text: 'panics here' }]],
        beside: true,
      },
    ]);
  });

  test.for(['library/core/src/num.rs:3:5', 'other/moves.rs:3:5'])('at %s is not in the program', place => {
    const verdict = { ...PANICKED, stderr: [`thread 'main' panicked at ${place}:`, 'no'] };
    expect(snippet && panicPlace(snippet, verdict)).toBeUndefined();
    expect(snippet && panicPlace({ ...snippet, path: 'snippets/moves.rs' }, verdict)).toBeUndefined();
  });

  test('of a file is marked by its path, as rustc shortens it', () => {
    const verdict = { ...PANICKED, stderr: ["thread 'main' panicked at examples/moves.rs:3:5:", 'no'] };
    expect(snippet && panicPlace({ ...snippet, path: 'snippets/examples/moves.rs' }, verdict)).toBeDefined();
  });
});
