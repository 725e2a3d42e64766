import type { Suite } from "../../../domain/suite.ts";

/** Does a suite ask a service over HTTP? */
export function asksService({ arms }: Pick<Suite, "arms">): boolean {
  return arms.some(({ target }) => target?.kind === "http");
}
