import type { ShownLine } from '../find-snippets.ts';
import type { Diagnostic, Span } from '../verdict.ts';
import { borrowersOf, type Picture, type State, stateOf } from './picture.ts';
import type { Probe } from './probes.ts';

/** A probe with the errors that rustc gave for it, those of the program itself left out. */
export interface Answer {
  probe: Probe;
  errors: readonly Diagnostic[];
  /** The errors of the program itself among them. */
  all: readonly Diagnostic[];
}

/** What is drawn, and what the compiler has against it. */
export interface Contradiction {
  /** The line of the section's file. */
  line: number;
  /** The line of the shown program. */
  behind: number;
  drawn: string;
  said: string;
  help: string;
}

/** A name that stands for nothing, or for something that is no variable, such as a macro. */
const UNKNOWN = ['E0425', 'E0423'];
const WORDS: Record<string, string> = { E0382: 'moved', E0381: 'empty', E0425: 'gone', E0423: 'gone' };
const CONFLICTS = new Set(['E0502', 'E0499', 'E0505', 'E0506']);
const DANGLES = new Set(['E0597', 'E0505', 'E0716']);
const RE_BORROW = /borrow occurs here$|is borrowed here$/;
const RE_LATER = /later (?:used|captured|stored|borrowed)|might be used here/;

/**
 * Steps behind the line that a program is rejected for: what would be there is no program's memory. A reference that
 * dangles (E0597) can be drawn until it is used.
 */
export function beyondRejection(picture: Picture, base: readonly Diagnostic[]): Contradiction[] {
  const ends = base.flatMap(({ level, code, spans }) => {
    const reached = spans.filter(({ primary, label }) =>
      code === 'E0597' ? RE_LATER.test(label ?? '') : primary,
    );
    return level === 'error' ? (reached[0] ?? spans[0] ?? []) : [];
  });
  const end = Math.min(...ends.map(({ line }) => line));
  const shown = (picture.snippet.places ?? []).findIndex(({ line }) => line === end) + 1;
  return picture.steps.flatMap(({ line, at }) =>
    (picture.snippet.places?.[line - 1]?.line ?? 0) < end
      ? []
      : [
          {
            ...{
              line: at,
              behind: line,
              drawn: 'memory is drawn',
              said: `the program is rejected on line ${shown}`,
            },
            help: `end the picture before line ${shown}: nothing runs from there on`,
          },
        ],
  );
}

/** Holds the answers of a picture's probes against what it draws. */
export function contradictions(picture: Picture, answers: readonly Answer[]): Contradiction[] {
  const stuck = new Set(
    answers
      .filter(({ probe, errors }) => probe.kind === 'stands' && errors.length > 0)
      .map(({ probe }) => `${probe.frame.name}:${probe.frame.line}`),
  );
  return answers.flatMap(answer => {
    const { kind, frame } = answer.probe;
    const isStuck = stuck.has(`${frame.name}:${frame.line}`);
    if (isStuck) return kind === 'stands' ? stands(answer) : [];
    return new Judge(picture, answers, answer).judge();
  });
}

function stands({ probe, errors }: Answer): Contradiction[] {
  return [
    {
      line: probe.frame.at,
      behind: probe.frame.line,
      drawn: 'memory is drawn',
      said: `nothing can stand there: ${saying(errors[0])}`,
      help: 'name a line on which a statement of a function ends',
    },
  ];
}

class Judge {
  readonly picture: Picture;
  readonly answers: readonly Answer[];
  readonly answer: Answer;

  constructor(picture: Picture, answers: readonly Answer[], answer: Answer) {
    this.picture = picture;
    this.answers = answers;
    this.answer = answer;
  }

  judge(): Contradiction[] {
    const { probe } = this.answer;
    const { names } = probe;
    switch (probe.kind) {
      case 'stands':
      case 'alive':
        return [];
      case 'has':
        return names.flatMap(name => this.#has(name));
      case 'gives-once':
        return names.flatMap(name => this.#givesOnce(name));
      case 'lacks':
        return names.flatMap(name => this.#lacks(name));
      case 'unknown':
        return names.flatMap(name => this.#unknown(name));
      case 'lent':
        return names.flatMap(name => this.#free(name));
      case 'borrows':
        return this.#borrows(names[0] ?? '', names[1] ?? '');
      case 'dangles':
        return this.#dangles(names[0] ?? '', names[1] ?? '');
      case 'shares':
        return this.#shares(names[0] ?? '');
    }
  }

  #has(name: string): Contradiction[] {
    const error = this.#errors(name, 'E0382', 'E0381', ...UNKNOWN, 'E0507')[0];
    if (!error) return [];
    const found = WORDS[error.code ?? ''];
    const help = found
      ? `write \`${name}: ${found}\``
      : `draw it as lent: \`${name}: { borrows: … }\`, or leave it out`;
    return this.#against(`\`${name}\` is drawn with a value`, saying(error), help);
  }

  #givesOnce(name: string): Contradiction[] {
    if (this.#errors(name, 'E0382', 'E0381', ...UNKNOWN, 'E0507').length > 0) return [];
    return this.#against(
      `\`${name}\` is drawn as the owner of a value on the heap`,
      'it can be given away twice: it is copied, and owns nothing there',
      `write \`${name}: { value: … }\` for a plain value, \`${name}: { borrows: … }\` for a reference`,
    );
  }

  #lacks(name: string): Contradiction[] {
    const state = this.answer.probe.frame.values.get(name);
    const wanted = state?.kind === 'empty' ? 'E0381' : 'E0382';
    const drawn = `\`${name}\` is drawn as ${state?.kind}`;
    const error = this.#errors(name, wanted)[0];
    const dropped = error?.spans.some(
      ({ label, line, column }) =>
        label?.includes('moved here') &&
        /\bdrop\(\s*$/.test((this.answer.probe.text.split('\n')[line - 1] ?? '').slice(0, column - 1)),
    );
    if (error && (state?.kind !== 'gone' || dropped)) return [];
    if (error) return this.#against(drawn, `it was moved: ${saying(error)}`, `write \`${name}: moved\``);
    return this.#instead(name, drawn);
  }

  #unknown(name: string): Contradiction[] {
    if (this.#errors(name, ...UNKNOWN).length > 0) return [];
    return this.#instead(name, `\`${name}\` is drawn as gone`);
  }

  /** What to draw where rustc says something other than what was drawn, or nothing. */
  #instead(name: string, drawn: string): Contradiction[] {
    const other = this.#errors(name, 'E0382', 'E0381', ...UNKNOWN)[0];
    const found = WORDS[other?.code ?? ''];
    if (found) return this.#against(drawn, saying(other), `write \`${name}: ${found}\``);
    if (this.answer.errors.length > 0)
      return this.#against(drawn, saying(this.answer.errors[0]), this.#left(name));
    return this.#against(drawn, 'it accepts a use of it there', this.#left(name));
  }

  #left(name: string): string {
    const { step, frame } = this.answer.probe;
    const before = this.picture.steps[this.picture.steps.indexOf(step) - 1];
    const was = before && stateOf(before, { frame: frame.name, name });
    return `leave \`${name}\` ${was ? was.kind : 'as it was'} here: draw the change behind the line that makes it`;
  }

  /** Not lent, unless somebody is drawn who borrows it; who that is, `borrows` tells. */
  #free(name: string): Contradiction[] {
    const { step, frame } = this.answer.probe;
    const error = this.#errors(name, ...CONFLICTS)[0];
    const borrowers = borrowersOf(step, { frame: frame.name, name });
    if (error && borrowers.length === 0) {
      const later = this.#shownLine(error.spans.find(({ label }) => RE_LATER.test(label ?? '')));
      const until = later ? `, and the borrow is used on line ${later}` : '';
      const help = `draw who borrows it: \`{ borrows: ${name}${error.code === 'E0499' ? ', mut: true' : ''} }\``;
      return this.#against(`\`${name}\` is drawn as lent to nobody`, `${saying(error)}${until}`, help);
    }
    const abroad = borrowers.filter(borrower => borrower.frame !== frame.name);
    if (error || abroad.length === 0) return [];
    const by = abroad[0] as (typeof abroad)[number];
    return this.#against(
      `\`${name}\` is drawn as lent to \`${by.name}\` of ${by.frame}`,
      'nothing that borrows it is used later',
      `write \`${by.name}: ended\`, or let the thread end`,
    );
  }

  #borrows(name: string, of: string): Contradiction[] {
    const { frame } = this.answer.probe;
    const state = frame.values.get(name) as State & { kind: 'borrows' | 'ended' };
    const drawn = `\`${name}\` is drawn as ${state.kind === 'ended' ? 'done with' : 'borrowing'} \`${of}\``;
    const gone = this.#errors(name, ...UNKNOWN, 'E0382', 'E0381')[0];
    if (gone) {
      const found = WORDS[gone.code ?? ''];
      return this.#against(drawn, saying(gone), `write \`${name}: ${found}\``);
    }
    const conflict = this.#errors(of, 'E0502', 'E0499')[0];
    if (!conflict) {
      const help = `write what it is: \`${name}: { value: … }\`, \`{ owns: … }\`, or name what it borrows`;
      return this.#against(drawn, `it does not borrow \`${of}\``, help);
    }
    const held = new Set(borrowPlaces([conflict]));
    const live = borrowPlaces(
      (this.#answerTo('alive', name) ?? this.#answerTo('lent') ?? []).filter(
        error => CONFLICTS.has(error.code ?? '') && names(error, of),
      ),
    ).some(place => held.has(place));
    if (state.kind === 'ended') {
      if (!live) return [];
      return this.#against(
        drawn,
        `the borrow is used later: ${saying(conflict)}`,
        `draw it as borrowing for longer`,
      );
    }
    const mut = conflict.code === 'E0499';
    if (mut !== state.mut) {
      const help = `write \`${name}: { borrows: ${of}${mut ? ', mut: true' : ''} }\``;
      return this.#against(
        `${drawn} ${state.mut ? 'mutably' : 'to read'}`,
        `the borrow is ${mut ? 'mutable' : 'shared'}: ${saying(conflict)}`,
        help,
      );
    }
    if (live) return [];
    const help = `write \`${name}: ended\`: a borrow ends with its last use`;
    return this.#against(drawn, `\`${of}\` is free there: the borrow is not used again`, help);
  }

  #dangles(name: string, of: string): Contradiction[] {
    if (this.answer.all.some(error => DANGLES.has(error.code ?? '') && names(error, of))) return [];
    const help = `write \`${name}: ended\``;
    return this.#against(
      `\`${name}\` is drawn as borrowing \`${of}\`, which is no more`,
      'it has nothing against that',
      help,
    );
  }

  #shares(name: string): Contradiction[] {
    const [error] = this.answer.errors;
    if (!error) return [];
    const help = `only an Arc or an Rc has several owners: draw \`{ takes: … }\` for a move, \`{ owns: … }\` for a copy`;
    return this.#against(`\`${name}\` is drawn as one of several owners`, saying(error), help);
  }

  #errors(name: string, ...codes: string[]): Diagnostic[] {
    return this.answer.errors.filter(error => codes.includes(error.code ?? '') && names(error, name));
  }

  #answerTo(kind: Probe['kind'], name?: string): readonly Diagnostic[] | undefined {
    const { step, frame } = this.answer.probe;
    return this.answers.find(
      ({ probe }) =>
        probe.kind === kind &&
        probe.step === step &&
        probe.frame === frame &&
        (name === undefined || probe.names[0] === name),
    )?.errors;
  }

  #shownLine(span: Span | undefined): number | undefined {
    const places: readonly ShownLine[] = this.picture.snippet.places ?? [];
    const index = places.findIndex(({ line }) => line === span?.line);
    return index < 0 ? undefined : index + 1;
  }

  #against(drawn: string, said: string, help: string): Contradiction[] {
    const { line: behind, at: line } = this.answer.probe.frame;
    return [{ line, behind, drawn, said, help }];
  }
}

/** Where the borrows began that an error is about. */
function borrowPlaces(errors: readonly Diagnostic[]): string[] {
  return errors.flatMap(({ spans }) =>
    spans.flatMap(({ primary, label, line, column }) =>
      !primary && RE_BORROW.test(label ?? '') ? `${line}:${column}` : [],
    ),
  );
}

function names({ message }: Diagnostic, name: string): boolean {
  return message.includes(`\`${name}\``);
}

function saying(error: Diagnostic | undefined): string {
  return error ? `${error.message}${error.code ? ` (${error.code})` : ''}` : 'nothing';
}
