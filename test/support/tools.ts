import { findRustAnalyzer } from '../../scripts/languages/rust/rust-analyzer.ts';
import { ALL_TOOLS, findTools } from '../../scripts/languages/rust/toolchain.ts';

/** The tools of this machine, as Oxideck finds them. */
export const TOOLS = await findTools(ALL_TOOLS);
export const HAS_RUSTC = TOOLS.toolchain.rustc !== undefined;
export const HAS_PYTHON = TOOLS.toolchain.python !== undefined;
export const ANALYZER = await findRustAnalyzer();
