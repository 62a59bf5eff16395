/** What a slide knows of a program that can be run from it. */
export interface RunnableProgram {
  language: 'rust' | 'python';
  edition: string;
  tests: boolean;
  /** In seconds. */
  timeout: number;
  /** Whole, with its hidden lines. */
  code: string;
  /** The lines that the slide does not show, as ranges from 1. */
  unshown: [from: number, to: number][];
  /** Whether rustdoc's rules make it whole: a `main` around it, for one. */
  inline: boolean;
  /** Whether the public Playground can run it: Rust, with the standard library alone. */
  playground: boolean;
  recorded: Recorded;
}

/** What came of it when it was verified. */
export interface Recorded {
  stdout: string;
  stderr: string;
  rejected: boolean;
  exitCode?: number;
  /** The tool that was asked, such as `rustc 1.95.0`. */
  by: string;
}
