import { createHash } from 'node:crypto';
import type { Program } from '../programs/program.ts';
import { insertBefore, insertBehind } from './insert.ts';
import { borrowersOf, type Frame, isWaiting, type Picture, type Step, stateOf } from './picture.ts';

/** A frame as it is measured: where a line is drawn several times, at that pass of it. */
export interface MeasuredFrame {
  /** The first step, from 1, at which the frame is where it is. */
  step: number;
  frame: Frame;
  /** Whether it is measured before its line, which calls a function, and not behind it. */
  waiting: boolean;
  names: readonly string[];
}

/**
 * What measures a variable, on one line. A method of a type's own is found before that of a trait, so that what is no
 * string, vector or pointer has the trait's answers: none. A pointer to nothing, such as that of an empty string, is none.
 */
const MEASURING = `
struct OxideckSeen<'a, T: ?Sized>(&'a T);
trait OxideckAny {
  fn pointer(&self) -> usize { 0 } fn length(&self) -> i64 { -1 }
  fn capacity(&self) -> i64 { -1 } fn block(&self) -> i64 { -1 }
}
impl<T: ?Sized> OxideckAny for OxideckSeen<'_, T> {}
impl OxideckSeen<'_, ::std::string::String> {
  fn pointer(&self) -> usize { if self.0.capacity() == 0 { 0 } else { self.0.as_ptr() as usize } }
  fn length(&self) -> i64 { self.0.len() as i64 }
  fn capacity(&self) -> i64 { self.0.capacity() as i64 }
  fn block(&self) -> i64 { self.0.capacity() as i64 }
}
impl<T> OxideckSeen<'_, ::std::vec::Vec<T>> {
  fn pointer(&self) -> usize { if self.block() == 0 { 0 } else { self.0.as_ptr() as usize } }
  fn length(&self) -> i64 { self.0.len() as i64 }
  fn capacity(&self) -> i64 { self.0.capacity() as i64 }
  fn block(&self) -> i64 { (self.0.capacity() * ::std::mem::size_of::<T>()) as i64 }
}
impl<T: ?Sized> OxideckSeen<'_, ::std::boxed::Box<T>> {
  fn pointer(&self) -> usize { if self.block() == 0 { 0 } else { &**self.0 as *const T as *const u8 as usize } }
  fn block(&self) -> i64 { ::std::mem::size_of_val(&**self.0) as i64 }
}
impl<T: ?Sized> OxideckSeen<'_, ::std::rc::Rc<T>> {
  fn pointer(&self) -> usize { &**self.0 as *const T as *const u8 as usize }
  fn block(&self) -> i64 { ::std::mem::size_of_val(&**self.0) as i64 }
}
impl<T: ?Sized> OxideckSeen<'_, ::std::sync::Arc<T>> {
  fn pointer(&self) -> usize { &**self.0 as *const T as *const u8 as usize }
  fn block(&self) -> i64 { ::std::mem::size_of_val(&**self.0) as i64 }
}
impl<T: ?Sized> OxideckSeen<'_, &T> { fn pointer(&self) -> usize { &**self.0 as *const T as *const u8 as usize } }
impl<T: ?Sized> OxideckSeen<'_, &mut T> { fn pointer(&self) -> usize { &**self.0 as *const T as *const u8 as usize } }
impl OxideckSeen<'_, &str> { fn length(&self) -> i64 { self.0.len() as i64 } }
impl<T> OxideckSeen<'_, &[T]> { fn length(&self) -> i64 { self.0.len() as i64 } }
fn oxideck_tell(lines: &str) { let _ = ::std::io::Write::write_all(&mut ::std::io::stderr(), lines.as_bytes()); }
static OXIDECK_PASSES: ::std::sync::atomic::AtomicUsize = ::std::sync::atomic::AtomicUsize::new(0);
`
  .trim()
  .replace(/\s*\n\s*/g, ' ');

/** The frames of a picture with the variables that can be read there without changing who borrows what. */
export function measuredFrames({ steps }: Pick<Picture, 'steps'>): MeasuredFrame[] {
  const found = new Map<string, MeasuredFrame>();
  for (const [index, step] of steps.entries()) {
    for (const frame of step.frames.filter(({ gone }) => !gone)) {
      const key = JSON.stringify([frame.name, frame.line, frame.at, isWaiting(step, frame)]);
      const names = [...frame.values.keys()].filter(name => isReadable(step, frame.name, name));
      if (!found.has(key)) found.set(key, { step: index + 1, frame, waiting: isWaiting(step, frame), names });
    }
  }
  return [...found.values()].filter(({ names }) => names.length > 0);
}

/** A value that is there, and that no mutable borrow keeps all others from. */
function isReadable(step: Step, frame: string, name: string): boolean {
  const state = stateOf(step, { frame, name });
  if (state?.kind !== 'owned' && state?.kind !== 'borrows') return false;
  if (borrowersOf(step, { frame, name }).some(({ mut }) => mut)) return false;
  const lender = state.kind === 'borrows' ? stateOf(step, state.of)?.kind : 'owned';
  return lender === 'owned' || lender === 'borrows';
}

/** What its lines begin with: no program prints it by chance. */
export function markOf({ key }: Pick<Program, 'key'>): string {
  return `oxideck-memory-${key.slice(0, 12)}`;
}

/**
 * The program with what measures it: it tells on its standard error. A rejected one ends with the last step, behind
 * which nothing of it is looked at.
 */
export function measuringProgram(picture: Picture): Program {
  const { program, snippet, steps } = picture;
  const rejected = program.expectation.outcome === 'compile_fail';
  const lineOf = (frame: Frame) => snippet.places?.[frame.line - 1]?.line ?? 1;
  const places = measuredFrames(picture).map((place, number) => ({ ...place, number }));
  const last = steps.at(-1)?.frames[0];
  const end = rejected && last ? lineOf(last) : undefined;
  const [before, behind] = [true, false].map(waiting =>
    Map.groupBy(
      places.filter(place => place.waiting === waiting),
      ({ frame }) => lineOf(frame),
    ),
  );
  const lines = new Set([...(behind?.keys() ?? []), ...(end === undefined ? [] : [end])]);
  // What stands before a statement first: behind it, another one would end its line.
  const asked = [...(before ?? [])].reduce(
    (code, [line, waiting]) => insertBefore(code, line, measureAt(waiting, markOf(program))) ?? code,
    program.text,
  );
  const text = [...lines].reduce((code, line) => {
    const exit = line === end ? ' ::std::process::exit(0);' : '';
    const measuring = measureAt(behind?.get(line) ?? [], markOf(program));
    return insertBehind(code, line, `${measuring}${exit}`) ?? code;
  }, asked);
  const { path: _, ...rest } = program;
  const { warnings: __, mask: ___, ...expectation } = program.expectation;
  return {
    ...rest,
    key: createHash('sha256').update(`${program.key}${text}`).digest('hex').slice(0, 32),
    text,
    expectation: { ...expectation, ...(rejected ? { outcome: 'pass', codes: [] } : {}) },
    snippets: [],
  };
}

/** Each pass of a line tells of the frame that is drawn at that pass. */
function measureAt(places: readonly (MeasuredFrame & { number: number })[], mark: string): string {
  const arms = places.map(({ number, names }, pass) => {
    const told = names.map(name => {
      const head = `\\n${mark} ${number} ${name}`;
      const seen = 'oxideck_seen';
      const told = ['::std::mem::size_of_val(SEEN.0)', 'SEEN.length()', 'SEEN.capacity()', 'SEEN.block()'];
      const where = ['SEEN.0 as *const _ as *const u8 as usize', 'SEEN.pointer()'];
      const values = [...told, ...where].map(value => value.replace('SEEN', seen));
      return `{ let ${seen} = OxideckSeen(&${name}); oxideck_lines += &::std::format!("${head} {} {} {} {} {} {}\\n", ${values.join(', ')}); }`;
    });
    return `${pass} => { let mut oxideck_lines = ::std::string::String::new(); ${told.join(' ')} oxideck_tell(&oxideck_lines); }`;
  });
  const pass = 'OXIDECK_PASSES.fetch_add(1, ::std::sync::atomic::Ordering::Relaxed)';
  return `#[allow(warnings)] { ${MEASURING} match ${pass} { ${arms.join(' ')} _ => {} } }`;
}
