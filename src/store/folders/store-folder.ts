/** What a store is called unless another one is named. */
export const STORE_FOLDER = ".prompt-run";
