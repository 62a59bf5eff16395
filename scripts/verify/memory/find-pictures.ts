import { z } from 'zod';
import type { Problem } from '../../diagnostics/problem.ts';
import { blocksOf, type MemoryBlock } from '../../talk/blocks.ts';
import type { Slide } from '../../talk/section.ts';
import { parseYaml, validate } from '../../talk/yaml-source.ts';
import type { Snippet } from '../programs/find-snippets.ts';
import { toPrograms } from '../programs/talk-programs.ts';
import { scaleOf } from './layout.ts';
import { readMemoryWords } from './memory-words.ts';
import type { Picture } from './picture.ts';
import { resolveSteps } from './resolve-steps.ts';
import { neverRuns, undrawable } from './undrawable.ts';

const States = z.record(z.string(), z.unknown());
const Frames = z.record(
  z.string(),
  z.union([z.literal('gone'), z.strictObject({ line: z.number().int().min(1), stack: States.optional() })]),
);
const PictureSchema = z.array(
  z.strictObject({
    line: z
      .number()
      .int()
      .min(1)
      .describe('The line of the shown program, from 1, behind which memory is as drawn.'),
    stack: States.optional().describe(
      'The variables that this line changes, each with its state: all others stay as they were.',
    ),
    calls: Frames.optional().describe(
      'By the name of a function that `line` calls: `{ line: 2, stack: { … } }` with a line of it, or `gone`.',
    ),
    threads: Frames.optional().describe(
      'By a name of yours: `{ line: 5, stack: { … } }` with a line that the thread runs, or `gone`.',
    ),
  }),
);
export type WrittenStep = z.infer<typeof PictureSchema>[number];

/** The pictures of memory on a slide, each behind the program that it is of, and what is wrong with them. */
export function findPictures(
  slide: Slide,
  snippets: readonly Snippet[],
  talkDir: string,
): { pictures: Picture[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const pictures = blocksOf(slide, 'memory').flatMap(block => {
    const found = readPicture(block, slide, snippets, talkDir);
    problems.push(...found.problems);
    return found.picture ?? [];
  });
  return { pictures, problems };
}

function readPicture(
  { info, text, from, to }: MemoryBlock,
  slide: Slide,
  snippets: readonly Snippet[],
  talkDir: string,
): { picture?: Picture; problems: Problem[] } {
  const line = from;
  const { file, id } = slide;
  const at = { severity: 'error' as const, file, slide: id };
  const snippet = snippets.findLast(
    snippet => lastLine(snippet) < from && isBlank(slide, lastLine(snippet), from),
  );
  const obstacle = undrawable(snippet, slide);
  if (!snippet || obstacle)
    return { problems: [{ ...at, line, kind: 'undrawable-program', ...NO_PROGRAM, ...obstacle }] };
  const [program] = toPrograms([snippet], talkDir);
  const words = readMemoryWords(info);
  if ('message' in words) return { problems: [{ ...at, line, ...words }] };
  const unrun = words.measured.length > 0 && neverRuns(program);
  if (unrun) return { problems: [{ ...at, line, kind: 'undrawable-program', ...unrun }] };
  const yaml = parseYaml(text, file, line + 1);
  if (yaml.problems.length === 0 && !(Array.isArray(yaml.value) && yaml.value.length > 0))
    return { problems: [{ ...at, line, kind: 'empty-picture', ...NO_STEPS }] };
  const { value, problems } = validate(yaml, PictureSchema, file);
  const own = [...yaml.problems, ...problems].map(problem => ({ ...problem, slide: id }));
  if (!value || !program) return { problems: own };
  const { steps, problems: faults } = resolveSteps(value, yaml, snippet, program);
  const found = [...own, ...faults.map(fault => ({ ...at, ...fault }))];
  if (found.length > 0) return { problems: found };
  const picture = { ...{ snippet, program, steps, slide: id, file, line, from, to }, ...words };
  if (scaleOf(picture) === undefined) return { problems: [tooLargeFor(picture)] };
  return { picture, problems: [] };
}

const NO_PROGRAM = {
  message: 'there is no program right above this picture of memory',
  help: 'put the picture behind the program that it is of, with nothing but empty lines between them',
};

/** With what a run told of it, a picture may be larger than what its author wrote. */
export function tooLargeFor({ file, line, slide, measures }: Picture): Problem {
  const less = measures ? ', or ask for less behind the word `memory`' : '';
  return {
    kind: 'large-picture',
    severity: 'error',
    message: 'the program and the picture of its memory do not fit beside each other on a slide',
    help: `shorten the longest line of the program or the texts of the picture, or draw fewer variables${less}`,
    file,
    line,
    slide,
  };
}

const NO_STEPS = {
  message: 'this picture of memory has no list of steps',
  help: 'write a first one, such as `- line: 2`, and under it `  stack: { report: { owns: text } }`',
};

function lastLine({ steps, to }: Snippet): number {
  return steps?.to ?? to;
}

function isBlank({ lines }: Slide, after: number, before: number): boolean {
  return lines.every(({ text, number }) => number <= after || number >= before || text.trim() === '');
}
