/** What a store is called unless another one is named. */
export const STORE_FOLDER = ".prompt-run";
/** The folder of its runs. */
export const RUNS_FOLDER = "runs";
