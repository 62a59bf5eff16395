import { ExitCode } from '../diagnostics/exit-code.ts';
import { findBrowser } from '../browser/find-browser.ts';
import { colour } from '../diagnostics/report.ts';
import { unenforcedLimits } from '../system/limits.ts';
import { findRustAnalyzer } from '../languages/rust/rust-analyzer.ts';
import { ALL_TOOLS, findTools } from '../languages/rust/toolchain.ts';
import { findWasmCompiler } from '../verify/wasm/compiler.ts';
import { listNames } from '../diagnostics/nearest.ts';
import type { Answer, Context } from './command.ts';

interface Check {
  name: string;
  found?: string | undefined;
  /** What does not work without it. */
  without: string;
  get: string;
}

/** `oxideck doctor`: what is installed, what is missing, how to get it. */
export async function doctor(context: Context): Promise<Answer> {
  const { toolchain, python } = await findTools(ALL_TOOLS, context.signal);
  const browser = await findBrowser();
  const wasm = await findWasmCompiler(context.signal);
  const analyzer = await findRustAnalyzer(context.signal);
  const checks: Check[] = [
    { name: 'Node', found: process.version, without: 'nothing runs', get: 'npm install' },
    {
      name: 'rustc',
      found: toolchain.rustc,
      without: 'Rust programs are answered from the record',
      get: 'install Rust with rustup',
    },
    {
      name: 'cargo',
      found: toolchain.cargo,
      without: 'programs that call crates are answered from the record',
      get: 'install Rust with rustup',
    },
    {
      name: 'python3',
      found: toolchain.python && `${toolchain.python} (${python})`,
      without: 'Python programs are answered from the record',
      get: "install your system's python3",
    },
    {
      name: 'wasm32',
      found: wasm && `${wasm.version} (${wasm.rustc})`,
      without: 'programs that run in slides are taken from the record',
      get: 'run `rustup target add wasm32-unknown-unknown`',
    },
    {
      name: 'hovers',
      found: analyzer && `${analyzer.version} (${analyzer.executable})`,
      without: 'types of names are answered from the record',
      get: 'run `rustup component add rust-analyzer rust-src`, or install both with your system',
    },
    {
      name: 'browser',
      found: browser && `${browser.executable} (${browser.from})`,
      without: 'PDFs and handouts cannot be printed',
      get: 'run `npm run build`, or install Chromium',
    },
    checkLimits(toolchain.rustc !== undefined),
  ];
  return {
    exitCode: ExitCode.done,
    text: checks.map(format).join(''),
    data: { checks: checks.map(check => ({ ...check, status: check.found ? 'pass' : 'warn' })) },
  };
}

function checkLimits(supervised: boolean): Check {
  const missing = unenforcedLimits(supervised);
  return {
    name: 'limits',
    found: missing.length > 0 ? undefined : 'of time, output, processes, memory, disk',
    without: `programs run without limits on ${listNames(missing)}`,
    get: supervised ? 'check on Linux (x64, arm64)' : 'install Rust with rustup, on Linux (x64, arm64)',
  };
}

function format({ name, found, without, get }: Check): string {
  return found
    ? `${colour('green', 'ok')}       ${name.padEnd(10)}${found}\n`
    : `${colour('yellow', 'missing')}  ${name.padEnd(10)}${without}: ${get}\n`;
}
