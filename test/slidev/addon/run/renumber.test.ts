import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renumber } from '../../../../scripts/slidev/addon/run/renumber.ts';

const REJECTED = `error[E0382]: borrow of moved value: \`lens\`
  --> program.rs:10:22
   |
 9 | let visitor = lens;
   |               ---- value moved here
10 | println!("{lens}");
   |            ^^^^ value borrowed here after move
   |
   ::: /rustc/596/library/core/src/clone.rs:12:5
   |
12 | fn clone(&self) -> Self;
   |
help: consider cloning
  --> program.rs:9:19
   |
 9 - let visitor = lens;
 9 + let visitor = lens.clone();
   |`;

describe('the lines that rustc names', () => {
  test('move in the program, and nowhere else, and stay in their columns', () => {
    expect(renumber(REJECTED, -1)).toBe(`error[E0382]: borrow of moved value: \`lens\`
  --> program.rs:9:22
   |
 8 | let visitor = lens;
   |               ---- value moved here
 9 | println!("{lens}");
   |            ^^^^ value borrowed here after move
   |
   ::: /rustc/596/library/core/src/clone.rs:12:5
   |
12 | fn clone(&self) -> Self;
   |
help: consider cloning
  --> program.rs:8:19
   |
 8 - let visitor = lens;
 8 + let visitor = lens.clone();
   |`);
  });

  test('move in the message of a panic, here and on the Playground', () => {
    const said = "thread 'main' panicked at program.rs:3:5:\nthe rope is wet";
    expect(renumber(said, -1)).toBe("thread 'main' panicked at program.rs:2:5:\nthe rope is wet");
    expect(renumber('panicked at src/main.rs:3:5:', -1)).toBe('panicked at src/main.rs:2:5:');
  });

  test('stay where the program prints what looks like them', () => {
    const table = '12 | twelve\n13 | thirteen\n';
    expect(renumber(table, -1)).toBe(table);
  });

  test('stay when nothing was put before the program, whatever is said', () => {
    const check = (text: string) => {
      expect(renumber(REJECTED + text, 0)).toBe(REJECTED + text);
    };
    fc.assert(fc.property(fc.string(), check));
  });
});
