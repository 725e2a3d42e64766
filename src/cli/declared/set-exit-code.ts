/** Told how a command ended. */
export type SetExitCode = (code: number) => void;
