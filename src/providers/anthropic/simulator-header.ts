/** With this header `prompt-run simulate` says with every answer what it is. */
export const SIMULATOR_HEADER = "x-prompt-run-simulator";

/** Does a simulator say that the answer is its own? */
export function isOfSimulator(headers: Headers | null): boolean {
  return headers?.has(SIMULATOR_HEADER) === true;
}
