import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { playgroundLink, readAnswer } from '../../../../scripts/slidev/addon/run/playground.ts';
import type { RunnableProgram } from '../../../../scripts/slidev/addon/run/program.ts';

const PROGRAM: RunnableProgram = {
  ...{ language: 'rust', edition: '2021', tests: false, timeout: 10, code: '', unshown: [] },
  ...{ inline: true, playground: true },
  recorded: { stdout: '', stderr: '', rejected: false, by: 'rustc 1.95.0' },
};

describe('the link to the Playground', () => {
  test('brings the program and its edition along, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), code => {
        const { origin, searchParams } = new URL(playgroundLink(PROGRAM, code) ?? '');
        expect(origin).toBe('https://play.rust-lang.org');
        expect(searchParams.get('code')).toBe(code);
        expect(searchParams.get('edition')).toBe('2021');
      }),
    );
  });

  test('is as long as servers take it, or is none', () => {
    const link = (length: number) => playgroundLink(PROGRAM, 'a'.repeat(length));
    const base = link(0)?.length ?? 0;
    expect(link(8000 - base)).toHaveLength(8000);
    expect(link(8001 - base)).toBeUndefined();
  });
});

describe('an answer of the Playground', () => {
  const cargo =
    '   Compiling playground v0.0.1 (/playground)\n    Finished `dev` profile\n     Running `x`\n';

  test('is what the program printed, without what Cargo says', () => {
    const stderr = `${cargo}mind the gap\n`;
    expect(readAnswer({ success: true, exitDetail: '', stdout: 'hi\n', stderr })).toEqual({
      ...{ stdout: 'hi\n', stderr: 'mind the gap\n', rejected: false, success: true },
    });
  });

  test('is a rejection where rustc says so', () => {
    const said = 'error[E0382]: use of moved value: `a`\n --> src/main.rs:4:10\n';
    const stderr = `${cargo.split('\n')[0]}\n${said}\nFor more information about this error, try \`rustc --explain E0382\`.\nerror: could not compile \`playground\` (bin "playground") due to 1 previous error\n`;
    expect(readAnswer({ success: false, stdout: '', stderr })).toMatchObject({
      rejected: true,
      stderr: said,
    });
  });

  test('that is none is told from one', () => {
    fc.assert(
      fc.property(fc.anything(), answer => {
        const read = readAnswer(answer);
        if (read) expect(read).toMatchObject({ stdout: expect.any(String), stderr: expect.any(String) });
      }),
    );
    for (const nonsense of [null, 'ok', [], { success: true }, { success: 1, stdout: '', stderr: '' }]) {
      expect(readAnswer(nonsense)).toBeUndefined();
    }
  });
});
