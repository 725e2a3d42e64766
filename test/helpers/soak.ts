/** `npm run soak` runs the tests that ask here in their long form; the test command in their small one. */
export const IS_SOAK: boolean = process.env["PROMPT_RUN_SOAK"] === "1";

/** How often: `small` in the test command, `long` under `npm run soak`. */
export function times({ small, long }: { readonly small: number; readonly long: number }): number {
  return IS_SOAK ? long : small;
}
