import { createHash } from 'node:crypto';
import type { Problem } from '../../diagnostics/problem.ts';
import type { Program } from '../programs/program.ts';
import { type Diagnostic, IGNORED } from '../../languages/verdict.ts';
import { type Verification, type Verified, verify, type VerifyOptions } from '../verify.ts';
import type { Answer, Contradiction } from './answer.ts';
import { beyondRejection } from './beyond-rejection.ts';
import { contradictions } from './contradictions.ts';
import { tooLargeFor } from './find-pictures.ts';
import { scaleOf } from './layout.ts';
import { measuringProgram } from './measure-program.ts';
import { keepAddresses, type Measure } from './measures.ts';
import { pictureKey } from './picture-key.ts';
import type { Picture } from './picture.ts';
import { type Probe, probesOf } from './probes.ts';
import { readMeasures, type Told } from './read-measures.ts';

/** What the compiler made of pictures. */
export interface Confirmation {
  /** Each picture as the record has it: a program whose verdict holds what was confirmed. */
  pictures: Verified[];
  /** Pictures that the compiler contradicts. */
  problems: Problem[];
  /** Pictures that could be neither confirmed nor looked up. */
  missing: Problem[];
}

const RE_CODE = /^E\d{4}$/;
const NOTHING_KNOWN = { toolchain: undefined, verdicts: new Map() };

/** Asks the compiler for each step of each picture, all in one batch; what is on record is not asked again. */
export async function confirmPictures(
  pictures: readonly Picture[],
  verification: Verification,
  options: VerifyOptions,
): Promise<Confirmation> {
  const { known, tools, fresh, anyToolchain } = options;
  const isSame = known.toolchain?.rustc === tools.toolchain.rustc;
  const trusted = !fresh && (anyToolchain || isSame);
  const judged = new Map(verification.programs.map(entry => [entry.program.key, entry]));
  const passed = pictures.filter(({ program }) => judged.get(program.key)?.verdict?.verdict === 'pass');
  const open = passed.filter(picture => !(trusted && known.verdicts.has(pictureKey(picture))));
  const asked = new Map(
    open.map(picture => [
      picture,
      {
        probes: probesOf(picture).map(probe => ({ probe, program: toProgram(picture, probe) })),
        measuring: picture.measured.length > 0 ? measuringProgram(picture) : undefined,
      },
    ]),
  );
  const programs = new Map(
    [...asked.values()]
      .flatMap(({ probes, measuring }) => [...probes.map(({ program }) => program), measuring ?? []].flat())
      .map(program => [program.key, program]),
  );
  const answered = await verify([...programs.values()], { ...options, known: NOTHING_KNOWN, fresh: true });
  const verdicts = new Map(answered.programs.map(({ program, verdict }) => [program.key, verdict]));

  const confirmation: Confirmation = { pictures: [], problems: [], missing: [] };
  for (const picture of passed) {
    const base = judged.get(picture.program.key)?.verdict ?? IGNORED;
    const { probes, measuring } = asked.get(picture) ?? {};
    const whole =
      probes?.every(({ program }) => verdicts.get(program.key)) &&
      (!measuring || verdicts.get(measuring.key));
    const recorded = known.verdicts.get(pictureKey(picture));
    const entry = { program: asProgram(picture), milliseconds: 0 };
    const by = (toolchain = tools.toolchain) => (toolchain.rustc ?? '').replace(/ \(.*/, '');
    if (!(probes && whole) && recorded) {
      confirmation.pictures.push({ ...entry, verdict: recorded, recorded: true, by: by(known.toolchain) });
    } else if (!(probes && whole)) {
      confirmation.missing.push(missing(picture));
    } else {
      const answers = probes.map(({ probe, program }) =>
        answerTo(probe, verdicts.get(program.key) ?? IGNORED, base),
      );
      const against = [...contradictions(picture, answers), ...beyondRejection(picture, base.diagnostics)];
      confirmation.problems.push(...against.map(found => contradicted(picture, found)));
      if (against.length > 0) continue;
      const told = measuring && readMeasures(picture, verdicts.get(measuring.key) ?? IGNORED);
      const measures = told && keepAddresses(isSame ? recorded?.measured : undefined, told.measures);
      const faults = told ? problemsOf(picture, told, measures) : [];
      confirmation.problems.push(...faults);
      const verdict = {
        ...IGNORED,
        verdict: 'pass',
        level: measuring ? 'ran' : 'checked',
        confirmed: probes.map(({ probe }) => inWords(probe)),
        ...(measures ? { measured: measures } : {}),
      } as const;
      if (faults.length === 0) confirmation.pictures.push({ ...entry, verdict, recorded: false, by: by() });
    }
  }
  return confirmation;
}

/** What is asked has no place of its own on a slide. */
function toProgram({ program }: Picture, { text, accepted }: Probe): Program {
  const { path: _, ...rest } = program;
  const { warnings: __, ...expectation } = program.expectation;
  return {
    ...rest,
    key: createHash('sha256').update(`${program.key}${text}`).digest('hex').slice(0, 32),
    text,
    expectation: { ...expectation, outcome: accepted ? 'no_run' : 'compile_fail', codes: [] },
    snippets: [],
  };
}

function asProgram(picture: Picture): Program {
  const { program } = picture;
  const key = pictureKey(picture);
  const expectation = { ...program.expectation, outcome: 'no_run' as const, codes: [] };
  return { ...program, key, name: `${program.name}.memory-${key.slice(0, 8)}`, expectation, snippets: [] };
}

/** Lints have no say, and what the program is rejected for itself is no answer. */
function answerTo(
  probe: Probe,
  { diagnostics }: { diagnostics: readonly Diagnostic[] },
  base: { diagnostics: readonly Diagnostic[] },
): Answer {
  const own = new Set(base.diagnostics.map(placeOf));
  const all = diagnostics.filter(
    ({ level, code }) => level === 'error' && (code === undefined || RE_CODE.test(code)),
  );
  return { probe, all, errors: all.filter(error => !own.has(placeOf(error))) };
}

function placeOf({ code, spans }: Diagnostic): string {
  const primary = spans.find(span => span.primary);
  return `${code} ${primary?.line}:${primary?.column}`;
}

const ASKED: Record<Probe['kind'], string> = {
  stands: 'a statement can stand there',
  has: 'can be moved:',
  'gives-once': 'cannot be moved twice:',
  lacks: 'cannot be used:',
  unknown: 'is out of scope:',
  lent: 'is lent as drawn:',
  borrows: 'borrows as drawn:',
  alive: 'keeps its borrow alive:',
  dangles: 'dangles:',
  shares: 'is counted:',
  passes: 'is given to the function that is called:',
  holds: 'holds a borrow:',
  writes: 'is a mutable reference or not, as drawn:',
};

function inWords({ kind, frame, names }: Probe): string {
  return [`line ${frame.line}, ${frame.name}:`, ASKED[kind], names.join(', ')].filter(Boolean).join(' ');
}

function contradicted({ file, slide }: Picture, { line, behind, drawn, said, help }: Contradiction): Problem {
  const message = `behind line ${behind} ${drawn}, and rustc says: ${said}`;
  return { kind: 'contradicted-picture', severity: 'error', message, help, file, line, slide };
}

/** What a run has against a picture, or leaves no room for. */
function problemsOf(picture: Picture, told: Told, measures: readonly Measure[] | undefined): Problem[] {
  const { file, slide } = picture;
  if (told.problems.length > 0)
    return told.problems.map(problem => ({ ...problem, severity: 'error', file, slide }));
  const measured = { ...picture, measures };
  return scaleOf(measured) === undefined ? [tooLargeFor(measured)] : [];
}

function missing({ file, line, slide }: Picture): Problem {
  return {
    kind: 'unverified',
    severity: 'error',
    message: 'the picture of memory is not in the record, and rustc is not there to confirm it',
    help: 'run `oxideck check` where the tool works, and take the record along; `oxideck doctor` says what to install',
    file,
    line,
    slide,
  };
}
