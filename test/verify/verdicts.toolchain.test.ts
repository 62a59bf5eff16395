import { describe, expect, test } from 'vitest';
import { describe as inWords } from '../../scripts/languages/expectation.ts';
import { wholeTranscript } from '../../scripts/languages/console/transcript-text.ts';
import type { Verification } from '../../scripts/verify/verify.ts';
import { fixture, listCases } from '../support/fixtures.ts';
import { expectWellFormed, formatReport } from '../support/report.ts';
import { HAS_PYTHON, HAS_RUSTC } from '../support/tools.ts';
import { verifyCopyOf } from '../support/verify-talk.ts';

/** What these print differs from run to run, or is more than anybody reads. */
const UNSTABLE = new Set([
  'leaves-a-child',
  'prints-without-end',
  'test-harness',
  'test-harness-fails',
  'transcript-prints-without-end',
]);

describe.for(listCases('talks/verdicts'))('a program that is in %s', name => {
  const transcript = name.startsWith('transcript');
  const python = transcript || name.includes('python');
  const has = (HAS_RUSTC || name.startsWith('python')) && (HAS_PYTHON || !python);

  test.skipIf(!has)('gets the verdict that it deserves', async () => {
    const dir = fixture('talks/verdicts', name);
    const verification = await verifyCopyOf(dir);
    await expect(summarise(verification, name)).toMatchFileSnapshot(
      fixture('talks/verdicts', name, 'expected.txt'),
    );
    expectWellFormed(verification.problems, dir);
    for (const problem of verification.problems) {
      const { detail = '', file, line } = problem;
      // rustc points into the section, at a line of the fence or at the fence itself.
      const lines = [...detail.matchAll(/(?:-->|panicked at) (.*?):(\d+):\d+/g)].filter(
        ([, path]) => path === file,
      );
      const rustSpeaks = !transcript && /^error|panicked at/m.test(detail);
      if (rustSpeaks) expect(lines.length).toBeGreaterThan(0);
      for (const [, , number] of lines) expect(Number(number)).toBeGreaterThanOrEqual(line);
    }
  });
});

test.skipIf(!HAS_RUSTC)("rustc's own words name the code and the line of the section", async () => {
  const { problems } = await verifyCopyOf(fixture('talks/verdicts/rejected-unexpectedly'));
  expect(problems.map(problem => problem.detail)).toEqual([
    expect.stringMatching(/error\[E0382\][\s\S]*--> slides\/sections\/main\.md:9:/),
  ]);
});

test.skipIf(!HAS_RUSTC)('what a program said when it panicked is in the message', async () => {
  const { problems } = await verifyCopyOf(fixture('talks/verdicts/panics-unexpectedly'));
  expect(problems.map(problem => problem.message)).toEqual([expect.stringContaining('no knots')]);
});

/** The verdicts, then what a person reads about them; rustc's own words change with its versions. */
function summarise({ programs, problems }: Verification, name: string): string {
  const verdicts = programs.map(({ program, verdict }) => {
    const commands = verdict?.commands && wholeTranscript(verdict.commands).split('\n');
    const masked = verdict?.masked ? [`masked: ${verdict.masked.join(', ')}`] : [];
    const printed = UNSTABLE.has(name) ? [] : [...(commands ?? verdict?.stdout ?? []), ...masked];
    const words = inWords(program.expectation);
    return [`${words}: ${verdict?.verdict}, ${verdict?.level}`, ...printed.map(line => `  ${line}`), ''];
  });
  return `${verdicts.flat().join('\n')}${formatReport(problems.map(({ detail: _, ...rest }) => rest))}`;
}
