/** The second half of set-up, on the project's Node: gets a browser and says what it found. Nothing here is fatal. */
import { findOrGetBrowser } from './browser/get-browser.ts';
import { ALL_TOOLS, findTools } from './languages/rust/toolchain.ts';

const say = (message: string) => process.stderr.write(`set-up: ${message}\n`);

const { toolchain } = await findTools(ALL_TOOLS);
const browser = await findOrGetBrowser(say).catch((error: Error) => {
  say(error.message);
  return undefined;
});
const found = [
  `Node ${process.version}`,
  toolchain.rustc,
  toolchain.cargo,
  toolchain.python,
  browser && `browser from ${browser.from}`,
];
say(found.flatMap(tool => (tool ? [tool.replace(/ \(.*/, '')] : [])).join(', '));
if (!toolchain.rustc) say('no rustc: Rust programs are answered from the record');
else if (!toolchain.cargo) say('no cargo: programs that call crates are answered from the record');
if (!toolchain.python) say('no python3: Python programs are answered from the record');
if (!browser) say('no browser: PDFs and handouts cannot be printed');
