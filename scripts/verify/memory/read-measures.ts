import type { Problem } from '../../diagnostics/problem.ts';
import type { Verdict } from '../../languages/verdict.ts';
import { listNames } from '../../diagnostics/nearest.ts';
import { saying } from './answer.ts';
import { markOf, type MeasuredFrame, measuredFrames } from './measure-program.ts';
import { type Measure, type MeasureKind, MEASURES } from './measures.ts';
import { ownersOf, type Picture } from './picture.ts';

/** What a run told of a picture, or why it told nothing that could be shown. */
export interface Told {
  measures: Measure[];
  problems: Found[];
}

type Found = Pick<Problem, 'kind' | 'line' | 'message' | 'help'>;

/** Reads what the measuring program of a picture printed. */
export function readMeasures(picture: Picture, verdict: Verdict): Told {
  const places = measuredFrames(picture);
  const failure = failureOf(verdict);
  if (failure) return { measures: [], problems: places.slice(0, 1).map(place => unmeasured(place, failure)) };
  const lines = new Map(readLines(picture, verdict.stderr));
  const unreached = places.filter(
    (_, number) => ![...lines.keys()].some(key => key.startsWith(`${number} `)),
  );
  if (unreached.length > 0) {
    const problems = unreached.map(place => unmeasured(place, UNREACHED));
    return { measures: [], problems };
  }
  const all = places.flatMap(({ step, frame, names }, number) =>
    names.flatMap((name): Whole[] => {
      const values = lines.get(`${number} ${name}`);
      return values ? [{ step, frame: frame.name, name, ...values }] : [];
    }),
  );
  return { measures: all.map(measure => asked(measure, picture)), problems: apart(picture, places, all) };
}

const KEYS: Record<MeasureKind, string[]> = {
  sizes: ['size', 'length', 'capacity', 'block'],
  addresses: ['at', 'pointer'],
};

type Values = Pick<Measure, 'length' | 'capacity' | 'block' | 'pointer'> &
  Required<Pick<Measure, 'size' | 'at'>>;
type Whole = Pick<Measure, 'step' | 'frame' | 'name'> & Values;

interface Failure {
  why: string;
  help: string;
}

const UNREACHED: Failure = {
  why: 'the program never came there in its run',
  help: 'draw lines that a run passes, or leave out what is behind the word `memory`',
};

function failureOf({
  verdict,
  diagnostics,
  reason = 'its run did not end well',
}: Verdict): Failure | undefined {
  if (verdict === 'pass') return undefined;
  const error = diagnostics.find(({ level }) => level === 'error');
  if (!error) return { ...UNREACHED, why: reason };
  const help =
    'write the types of the variables where they begin, or leave out what is behind the word `memory`';
  return { why: `rustc says: ${saying(error)}`, help };
}

/** By the numbers of their places, and their names. */
function readLines({ program }: Picture, stderr: readonly string[]): [string, Values][] {
  const mark = markOf(program);
  return stderr.flatMap((line): [string, Values][] => {
    const [head, number, name, ...numbers] = line.split(' ');
    if (head !== mark) return [];
    const [size = 0, length = -1, capacity = -1, block = -1, at = 0, pointer = 0] = numbers.map(Number);
    const values = {
      size,
      ...(length < 0 ? {} : { length }),
      ...(capacity < 0 ? {} : { capacity }),
      ...(block < 0 ? {} : { block }),
      at: at.toString(16),
      ...(pointer === 0 ? {} : { pointer: pointer.toString(16) }),
    };
    return [[`${number} ${name}`, values]];
  });
}

/** Without what the picture does not ask for. */
function asked(measure: Whole, { measured }: Picture): Measure {
  const unasked = MEASURES.filter(kind => !measured.includes(kind)).flatMap(kind => KEYS[kind]);
  return Object.fromEntries(Object.entries(measure).filter(([key]) => !unasked.includes(key))) as Measure;
}

/** Owners of one value that point to two: rustc cannot tell these apart, a run can. */
function apart({ steps }: Picture, places: readonly MeasuredFrame[], all: readonly Whole[]): Found[] {
  return places.flatMap(({ step, frame: { name: frame, line, at } }) => {
    const drawn = steps[step - 1];
    return (drawn?.boxes ?? []).flatMap((_, box) => {
      const owners = drawn ? ownersOf(drawn, box) : [];
      const [first, ...others] = all.filter(
        measure =>
          measure.step === step &&
          owners.some(owner => owner.frame === measure.frame && owner.name === measure.name),
      );
      const other = others.find(({ pointer }) => pointer !== first?.pointer);
      if (!first || other?.frame !== frame) return [];
      const message = `behind line ${line} \`${other.name}\` is drawn as one more owner of what \`${first.name}\` has, and in a run the two point to different places`;
      const help = `draw a value of its own: \`${other.name}: { owns: … }\``;
      return [{ kind: 'contradicted-picture', line: at, message, help }];
    });
  });
}

function unmeasured({ frame: { line, at }, names }: MeasuredFrame, { why, help }: Failure): Found {
  return {
    kind: 'contradicted-picture',
    line: at,
    message: `no run tells the sizes or addresses of ${listNames(names)} behind line ${line}: ${why}`,
    help,
  };
}
