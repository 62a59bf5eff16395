import { ANALYZER, HAS_PYTHON, HAS_RUSTC, TOOLS } from './tools.ts';

/** Says what is left out, so that a green run is not taken for more than it is. */
export default function announceTools(): void {
  const { rustc, python } = TOOLS.toolchain;
  const lines = [
    HAS_RUSTC ? `verified by ${rustc}` : 'SKIPPED: rustc is not installed, so no program is verified',
    HAS_PYTHON ? `verified by ${python}` : 'SKIPPED: python3 is not installed, so no Python program is run',
    ANALYZER
      ? `hovers from ${ANALYZER.version}`
      : 'SKIPPED: no rust-analyzer with the library’s sources is installed, so no hover is taken',
  ];
  process.stderr.write(`${lines.map(line => `toolchain tests: ${line}\n`).join('')}`);
}
