const ARCHITECTURES: Record<string, string> = { x64: 'x86_64', arm64: 'aarch64' };
const SYSTEMS: Record<string, string> = {
  linux: 'unknown-linux-gnu',
  darwin: 'apple-darwin',
  win32: 'pc-windows-msvc',
};

/** This machine's target as rustc names it, as far as Node knows: what a fence's `ignore-…` is held against. */
export const HOST_TARGET = [
  ARCHITECTURES[process.arch] ?? process.arch,
  SYSTEMS[process.platform] ?? process.platform,
].join('-');
