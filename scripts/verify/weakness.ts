import type { Program } from './programs/program.ts';
import { describe } from '../languages/expectation.ts';
import type { Verdict } from '../languages/verdict.ts';

/** Unresolved names, crates and files: what a program that was never whole is rejected for. */
const ABSENT = ['E0432', 'E0433', 'E0463', 'E0583', 'E0425', 'E0412', 'E0405'];
const RE_PANICKED = /panicked at /;

/** What an expectation that was met leaves open: the text of a warning, and what to write instead. */
export function weaknessOf(
  program: Program,
  verdict: Verdict,
): { kind: string; message: string; help: string } | undefined {
  if (verdict.verdict !== 'pass') return undefined;
  if (program.idle) return IDLE[program.idle];
  switch (program.expectation.outcome) {
    case 'compile_fail':
      return weakRejection(program, verdict);
    case 'should_panic':
      return weakPanic(program, verdict);
    default:
      return undefined;
  }
}

const IDLE = {
  main: {
    kind: 'main-never-runs',
    message: 'its `main` never runs: beside other statements it is a function that nobody calls',
    help: 'move the statements into `main`, or leave `main` out',
  },
  dangling: {
    kind: 'dangling-attribute',
    message: 'the attributes or documentation at its end belong to nothing, and are dropped',
    help: 'put what they belong to behind them, or remove them',
  },
};

function weakRejection(
  { expectation }: Program,
  { codes, diagnostics }: Verdict,
): ReturnType<typeof weaknessOf> {
  const write = (list: string[]) => `\`${describe({ ...expectation, codes: list })}\``;
  const first = diagnostics.find(({ level }) => level === 'error');
  if (expectation.codes.length === 0 && codes.length === 0) {
    return {
      kind: 'vacuous-rejection',
      message: `it is rejected by an error without a code: ${first?.message ?? 'rustc gave none'}`,
      help: 'a syntax error or a missing macro shows nothing of the language: mend the program, or write `ignore`',
    };
  }
  if (expectation.codes.length === 0 && codes.every(code => ABSENT.includes(code))) {
    return {
      kind: 'vacuous-rejection',
      message: `it is rejected only because something is missing (${codes.join(', ')}): ${first?.message}`,
      help: `add what is missing, write \`ignore\`, or say that this is the point: ${write(codes)}`,
    };
  }
  if (expectation.codes.length === 0) {
    return {
      kind: 'rejection-without-code',
      message: `it is rejected with ${codes.join(', ')}, and any other error would do`,
      help: `write ${write(codes)}`,
    };
  }
  if (first?.code && !expectation.codes.includes(first.code)) {
    return {
      kind: 'other-error-first',
      message: `rustc says ${first.code} first: ${first.message}`,
      help: `mend that one, or expect it as well: ${write([first.code, ...expectation.codes])}`,
    };
  }
  return undefined;
}

function weakPanic({ expectation }: Program, verdict: Verdict): ReturnType<typeof weaknessOf> {
  if (
    expectation.language !== 'rust' ||
    [...verdict.stderr, ...verdict.stdout].some(line => RE_PANICKED.test(line))
  )
    return undefined;
  const end = verdict.signal ? `signal ${verdict.signal}` : `exit code ${verdict.exitCode}`;
  return {
    kind: 'failure-without-panic',
    message: `it should panic, and ended with ${end} instead, which rustdoc takes for the same`,
    help: 'let it panic, or tell the reader that it fails',
  };
}
