export type Language = 'rust' | 'python' | 'console';
export const EDITIONS = ['2015', '2018', '2021', '2024'] as const;
/** `future` is what rustdoc knows besides, and no released rustc. */
export type Edition = (typeof EDITIONS)[number] | 'future';
/** What rustdoc does not know and Cargo does: a talk without a package is written in today's Rust. */
export const DEFAULT_EDITION: Edition = '2024';
/** What of a program's output differs from run to run, and is not held against it. */
export const MASKS = ['times', 'addresses', 'threads', 'numbers'] as const;
export type Mask = (typeof MASKS)[number];
