/** The exit code of a live deck's server that wants to be started again. */
export const RESTART = 75;
