import type { Slide } from '../../talk/section.ts';
import type { Snippet } from '../programs/find-snippets.ts';
import type { Program } from '../programs/program.ts';

/** What rustc's borrow checker says: an error of another kind keeps it from looking at owners at all. */
export const OWNER_CODES: ReadonlySet<string> = new Set(
  'E0381 E0382 E0384 E0499 E0502 E0503 E0505 E0506 E0507 E0515 E0521 E0594 E0596 E0597 E0713 E0716 E0373'.split(
    ' ',
  ),
);

/** Why the memory of a program cannot be drawn, and what to do; undefined where nothing is in the way. */
export function undrawable(
  snippet: Snippet | undefined,
  slide: Pick<Slide, 'frontmatter'>,
): { message: string; help: string } | undefined {
  if (!snippet) return undefined;
  const { expectation, meta, steps } = snippet;
  if (!expectation || expectation.language !== 'rust' || expectation.outcome === 'ignore')
    return {
      message: 'only the memory of a Rust program that is checked can be drawn',
      help: 'put the picture behind a fence that rustc is given, such as ```rust,output',
    };
  if (steps)
    return {
      message: 'programs that move one into the next have no memory to draw: each is another program',
      help: 'put the picture behind a fence of its own',
    };
  if (slide.frontmatter.layout === 'two-sides')
    return {
      message: 'half a slide has no room for a program and the picture of its memory',
      help: 'take the layout `code`: the picture stands beside its program',
    };
  if (/[{}]/.test(meta))
    return {
      message: `the picture lights the lines of its program, and \`${meta.trim()}\` would too`,
      help: 'leave the braces out: each step of the picture lights its own line',
    };
  const foreign =
    expectation.outcome === 'compile_fail' && expectation.codes.find(code => !OWNER_CODES.has(code));
  return foreign
    ? {
        message: `rustc stops at ${foreign} before it looks at owners, so it cannot confirm a picture`,
        help: 'draw the memory of a program that is accepted, or rejected for a move or a borrow',
      }
    : undefined;
}

/** Why no run of a program tells sizes, and what to do; undefined where one does. */
export function neverRuns(program: Program | undefined): { message: string; help: string } | undefined {
  if (!program || (program.binary && !program.idle && program.expectation.outcome !== 'no_run'))
    return undefined;
  return {
    message: 'sizes and addresses come from a run, and this program is never run',
    help: 'let it run, without `no_run` and with a `main`, or leave out what is behind the word `memory`',
  };
}
