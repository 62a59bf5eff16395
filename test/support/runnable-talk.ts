import { copyOfObservatory, edit } from './scratch.ts';
import type { TemporaryFolder } from './temporary.ts';

export const COUNTING = 'slides/sections/counting.md';
/** The slide of the talk below whose program counts blinks, and the one whose program is rejected. */
export const BLINKS = 4;
export const LENS = 5;

/** The small talk, in which engineers may run the programs and stargazers may not. */
export function copyOfRunnableTalk(): TemporaryFolder {
  const copy = copyOfObservatory();
  const shown = '<<< @/snippets/examples/blinks.rs#count rust,output';
  const both = `::: only gears\n${shown},run\n:::\n::: only night\n${shown}\n:::`;
  edit(copy.dir, COUNTING, shown, both);
  const fence = ['```rust,compile_fail,E0382', '```rust,compile_fail,E0382,run'] as const;
  const lens = (open: string) =>
    `${open}\n# let _shelf = 1;\nlet lens = String::from("forty millimetres");\nlet visitor = lens;\nprintln!("{visitor} {lens}");\n\`\`\``;
  edit(
    copy.dir,
    COUNTING,
    '```rust,compile_fail,E0382\nlet lens = String::from("forty millimetres");\nlet visitor = lens;\nprintln!("{visitor} {lens}");\n```',
    `::: only gears\n${lens(fence[1])}\n:::\n::: only night\n${lens(fence[0])}\n:::`,
  );
  return copy;
}
