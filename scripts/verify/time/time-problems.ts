import type { Problem } from '../../diagnostics/problem.ts';
import type { Snippet } from '../programs/find-snippets.ts';
import type { Program } from '../programs/program.ts';
import { onSameMachine, type WallTime } from './wall-time.ts';

/** The places that ask for the wall time of a program. */
export function placesOf({ snippets }: Program): Snippet[] {
  return snippets.filter(({ expectation }) => expectation?.time);
}

/** A time that is to be shown and was never taken, or of another program than there is now. */
export function unmeasured(program: Program): Problem[] {
  return at(program, name => ({
    kind: 'unmeasured',
    message: `the wall time of ${name} is not measured, or the program has changed since`,
    help: 'run `oxideck check` on the machine whose time is to be told, and keep `snippets/measured.json`',
  }));
}

/** A time that cannot be taken on this machine. */
export function unmeasurable(program: Program, obstacle: string): Problem[] {
  return at(program, name => ({
    kind: 'unverified',
    message: `the wall time of ${name} is not measured, and ${obstacle}`,
    help: 'run `oxideck check` where the tool works, and take `snippets/measured.json` along',
  }));
}

/** @param fault why the program has none: the rest of a sentence about it */
export function untimed(program: Program, fault: string): Problem[] {
  return at(program, name => ({
    kind: 'untimed',
    message: `${name} has no wall time: ${fault}`,
    help: 'let it end well and print the same on each run, optimised or not, or leave `time` out',
  }));
}

/** A file without a `main`. */
export function neverRun(program: Program): Problem[] {
  return at(program, name => ({
    kind: 'untimed',
    message: `${name} has no wall time: without a \`main\` it is only compiled`,
    help: 'show the time of a program that calls it, or leave `time` out',
  }));
}

/** How many times as long the slowest run may take as the fastest, and what is no more than the start of a process. */
const STEADY = 2;
const JITTER = 0.005;

/** Runs that differ too much to say how long the program takes. */
export function unsteady(program: Program, { seconds }: WallTime): Problem[] {
  const [fastest, slowest] = [Math.min(...seconds), Math.max(...seconds)];
  if (slowest <= STEADY * fastest || slowest - fastest <= JITTER) return [];
  const inMs = (time: number) => (time * 1000).toFixed(1);
  return at(program, name => ({
    ...{ kind: 'unsteady', severity: 'warning' },
    message: `the runs of ${name} took from ${inMs(fastest)} to ${inMs(slowest)} ms: something else kept the machine busy`,
    help: 'run `oxideck check --measure` when the machine has nothing else to do',
  }));
}

/** People compare the times of a slide, so they must be comparable. */
export function differentMachines(entries: readonly { program: Program; time: WallTime }[]): Problem[] {
  const places = entries.flatMap(({ program, time }) =>
    placesOf(program).map(snippet => ({ snippet, time })),
  );
  const bySlide = Map.groupBy(places, ({ snippet: { file, slide } }) => `${slide} ${file}`);
  return [...bySlide.values()].flatMap(([first, ...others]): Problem[] => {
    const other = first && others.find(({ time }) => !onSameMachine(first.time, time));
    if (!other) return [];
    const [one, two] = [first.time, other.time].map(nameOf);
    const { file, line, slide } = other.snippet;
    return [
      {
        ...{ kind: 'different-machines', severity: 'warning', file, line, slide },
        message: `two wall times of this slide are of different machines: ${one}, and ${two}`,
        help: 'run `oxideck check --measure` on one machine: it measures all anew',
      },
    ];
  });
}

function nameOf({ machine: { cpu, cores, system } }: WallTime): string {
  return [cpu, `${cores} cores`, system].filter(Boolean).join(', ');
}

type Said = Pick<Problem, 'kind' | 'message' | 'help'> & Partial<Problem>;

/** An error, or what else is said, at each place that asks for the time of a program. */
function at(program: Program, say: (name: string) => Said): Problem[] {
  const said = say(program.path ? `\`${program.path}\`` : 'the program');
  return placesOf(program).map(({ file, line, slide }) => ({
    ...{ severity: 'error' as const, ...said, file, line },
    ...(slide ? { slide } : {}),
  }));
}
