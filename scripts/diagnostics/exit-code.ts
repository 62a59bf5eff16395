/** What each exit code of `oxideck` means. */
export const ExitCode = {
  done: 0,
  contentHasProblems: 1,
  usage: 2,
  toolMissing: 3,
  internalFault: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
