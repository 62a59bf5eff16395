import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findSnippets } from '../../../scripts/verify/programs/find-snippets.ts';
import { type Program, toolsFor } from '../../../scripts/verify/programs/program.ts';
import { toPrograms } from '../../../scripts/verify/programs/talk-programs.ts';
import { fixture } from '../../support/fixtures.ts';
import { slideOf } from '../../support/slides.ts';
import { copyOf } from '../../support/temporary.ts';

/** The programs of a slide in a talk that has these files. */
function programsOf(content: string[], files: Record<string, string> = {}): Program[] {
  using copy = copyOf(fixture('no-talk'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy.dir, file)), { recursive: true });
    writeFileSync(join(copy.dir, file), text);
  }
  return toPrograms(findSnippets(slideOf({ content }), copy.dir).snippets, copy.dir);
}

function keyOf(content: string[], files?: Record<string, string>): string | undefined {
  return programsOf(content, files)[0]?.key;
}

const fence = (words: string, ...code: string[]) => [`\`\`\`${words}`, ...code, '```'];
const FILE = ['<<< @/snippets/knot.rs'];
const MANIFEST = '[package]\nname = "knots"\nedition = "2021"\n[dependencies]\nrope-lib = "1"\n';

describe("a program's key", () => {
  test.for([
    ['what a slide shows of it', fence('rust {1}', 'let a = 1;'), fence('rust,output {2}', 'let a = 1;')],
    ['whether a slide lets it run', fence('rust', 'let a = 1;'), fence('rust,run', 'let a = 1;')],
    ['whether a slide shows its wall time', fence('rust', 'let a = 1;'), fence('rust,time', 'let a = 1;')],
    ['how long it may take', fence('rust', 'let a = 1;'), fence('rust,timeout=2s', 'let a = 1;')],
    [
      'the order of the words',
      fence('rust,no_run,edition2021', 'f();'),
      fence('rust,edition2021,no_run', 'f();'),
    ],
  ])('does not change with %s', ([, one, other]) => {
    expect(keyOf(other as string[])).toBe(keyOf(one as string[]));
  });

  test.for([
    ['its text', fence('rust', 'let a = 1;'), fence('rust', 'let a = 2;')],
    ['its expectation', fence('rust', 'let a = 1;'), fence('rust,no_run', 'let a = 1;')],
    ['its edition', fence('rust', 'let a = 1;'), fence('rust,edition2018', 'let a = 1;')],
    ['a hidden line', fence('rust', 'f();'), fence('rust', '# use a::f;', 'f();')],
  ])('changes with %s', ([, one, other]) => {
    expect(keyOf(other as string[])).not.toBe(keyOf(one as string[]));
  });

  test.for([
    ['a text', 'fn main() { print!("{}", include_str!("a.txt")); }', { 'a.txt': 'one' }],
    ['a module', 'mod a;\nfn main() {}', { 'a.rs': '// one' }],
    ['a module elsewhere', '#[path = "deep/a.rs"]\nmod b;\nfn main() {}', { 'deep/a.rs': '// one' }],
    ["a module's module", 'mod a;\nfn main() {}', { 'a.rs': 'mod b;', 'a/b.rs': '// one' }],
    ["a module's text", 'mod a;\nfn main() {}', { 'a/mod.rs': 'include!["b.rs"];', 'a/b.rs': '// one' }],
  ] satisfies [string, string, Record<string, string>][])(
    'changes with %s that it includes',
    ([, source, included]) => {
      const of = (text: string) => {
        const files = Object.entries(included).map(([name, one]) => [
          `snippets/${name}`,
          one.replace('one', text),
        ]);
        return keyOf(FILE, { 'snippets/knot.rs': source, ...Object.fromEntries(files) });
      };
      expect(of('one')).toBe(of('one'));
      expect(of('two')).not.toBe(of('one'));
    },
  );

  test('of an inline program changes with what it includes from beside its document', () => {
    const of = (text: string) =>
      keyOf(fence('rust', 'include_str!("a.txt");'), { 'slides/sections/a.txt': text });
    expect(of('one')).toBe(of('one'));
    expect(of('two')).not.toBe(of('one'));
  });

  test('changes with the lock file, if it calls a crate', () => {
    const of = (source: string, lock: string) => {
      const files = {
        'snippets/Cargo.toml': MANIFEST,
        'snippets/Cargo.lock': lock,
        'snippets/knot.rs': source,
      };
      return keyOf(FILE, files);
    };
    const calling = 'use rope_lib::tie;\nfn main() { tie(); }';
    expect(of(calling, 'two')).not.toBe(of(calling, 'one'));
    expect(of('fn main() {}', 'two')).toBe(of('fn main() {}', 'one'));
  });
});

describe('programs', () => {
  test('that are asked the same are one, with every place that shows it', () => {
    const programs = programsOf([...FILE, '', ...FILE], {
      'snippets/knot.rs': 'fn main() {}',
    });
    expect(programs.map(program => program.snippets.map(snippet => snippet.line))).toEqual([[1, 3]]);
  });

  test('of one file that are asked two things have two names', () => {
    const content = [...FILE, '', '<<< @/snippets/knot.rs rust,no_run'];
    const names = programsOf(content, {
      'snippets/knot.rs': 'fn main() {}',
    }).map(({ name }) => name);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^knot\.rs-[0-9a-f]{8}$/);
  });

  test('take their edition from their package, unless the fence names one', () => {
    const files = {
      'snippets/Cargo.toml': MANIFEST,
      'snippets/knot.rs': 'fn main() {}',
    };
    expect(programsOf(FILE, files)[0]?.edition).toBe('2021');
    expect(programsOf([`${FILE[0]} rust,edition2018`], files)[0]?.edition).toBe('2018');
    expect(programsOf(fence('rust', 'let a = 1;'))[0]?.edition).toBe('2024');
  });

  test('know the crates that they call, and not those of a comment', () => {
    const files = (source: string) => ({
      'snippets/Cargo.toml': MANIFEST,
      'snippets/knot.rs': source,
    });
    expect(programsOf(FILE, files('fn main() { rope_lib::tie(); }'))[0]?.crates).toEqual(['rope_lib']);
    expect(programsOf(FILE, files('// rope_lib::tie()\nfn main() {}'))[0]?.crates).toEqual([]);
  });

  describe('that call a crate by its path', () => {
    const named = (name: string, path: string) =>
      `[package]\nname = "${name}"\nedition = "2021"\n[dependencies]\n${path}\n`;
    const files = (changed: Record<string, string> = {}) => ({
      'snippets/Cargo.toml': named('knots', 'rope-lib = { path = "../rope" }'),
      'snippets/knot.rs': 'fn main() { rope_lib::tie(); }',
      'rope/Cargo.toml': named('rope-lib', 'fibre = { path = "../fibre" }'),
      'rope/src/lib.rs': '// one',
      'fibre/Cargo.toml': named('fibre', 'rope-lib = { path = "../rope" }'),
      'fibre/src/deep/twist.rs': '// one',
      ...changed,
    });

    test.for([
      ['its source', { 'rope/src/lib.rs': '// two' }],
      ['a further file of it', { 'rope/src/knots.rs': '' }],
      ['its build script', { 'rope/build.rs': 'fn main() {}' }],
      ['its manifest', { 'rope/Cargo.toml': named('rope-lib', '') }],
      ['a crate that it names in turn', { 'fibre/src/deep/twist.rs': '// two' }],
    ])('change their key with %s', ([, changed]) => {
      expect(keyOf(FILE, files(changed as Record<string, string>))).not.toBe(keyOf(FILE, files()));
    });

    test('do not change their key with what they do not call', () => {
      const source = { 'snippets/knot.rs': 'fn main() {}' };
      expect(keyOf(FILE, files({ ...source, 'rope/src/lib.rs': '// two' }))).toBe(keyOf(FILE, files(source)));
    });
  });

  describe('in Python', () => {
    const IMPORT = ['<<< @/snippets/ask.py'];
    const files = (source: string, kind = 'cdylib', library = '') => ({
      'snippets/Cargo.toml': `[package]\nname = "rope-lib"\n[lib]\ncrate-type = ["${kind}"]\n`,
      'snippets/src/lib.rs': library,
      'snippets/ask.py': source,
    });

    test('need their package where they import it as a module', () => {
      const programs = programsOf(IMPORT, files('import rope_lib\n'));
      expect(programs[0]?.crates).toEqual(['rope_lib']);
      expect(toolsFor(programs)).toEqual({ rustc: true, cargo: true, python: true });
    });

    test.for([
      ['names it elsewhere', files('# import rope_lib\nprint("rope_lib")\n')],
      ['imports another', files('import rope_library\n')],
      ['finds a library for Rust alone', files('import rope_lib\n', 'rlib')],
    ] as const)('need nothing of a package when one %s', ([, given]) => {
      const programs = programsOf([...IMPORT], given);
      expect(programs[0]?.manifest).toBeUndefined();
      expect(toolsFor(programs)).toEqual({ rustc: true, cargo: false, python: true });
    });

    test('change their key with the source of the module', () => {
      const of = (library: string) => keyOf(IMPORT, files('import rope_lib\n', 'cdylib', library));
      expect(of('// one')).toBe(of('// one'));
      expect(of('// two')).not.toBe(of('// one'));
    });
  });
});
