import { describe, expect, test } from 'vitest';
import { fixture } from '../support/fixtures.ts';
import { HAS_RUSTC } from '../support/tools.ts';
import { verifyCopyOf } from '../support/verify-talk.ts';

describe.skipIf(!HAS_RUSTC)('a verdict', () => {
  test('has spans in the lines of the program, the fence being the first', async () => {
    const { programs } = await verifyCopyOf(fixture('talks/verdicts/rejected-as-expected'));
    const [diagnostic] = programs[0]?.verdict?.diagnostics ?? [];
    expect(diagnostic?.spans.find(span => span.primary)).toMatchObject({ line: 4, endLine: 4 });
  });

  test('does not hold the number of a thread, which is never the same twice', async () => {
    const { programs } = await verifyCopyOf(fixture('talks/verdicts/panics-as-expected'));
    const said = programs[0]?.verdict?.stderr.join('\n') ?? '';
    expect(said).toContain("thread 'main' panicked at");
    expect(said).toContain('the rope is wet');
  });
});
