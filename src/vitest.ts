import { expect } from "vitest";
import type { CheckContext } from "./library/check.ts";
import type { Expectations } from "./library/suite-input.ts";
import { toPass } from "./vitest/to-pass.ts";

export { suite } from "./vitest/suite-tests.ts";
export type { SuiteTestOptions } from "./vitest/test-options.ts";
export { toPass };

declare module "vitest" {
  // oxlint-disable-next-line typescript/no-explicit-any -- a declaration that is merged has the parameters of the other
  interface Matchers<T = any> {
    /** The checks of the suite language, on a text or an answer: `await expect(text).toPass([{ contains: "refund" }])`. */
    toPass(expectations: Expectations, context?: CheckContext): Promise<T>;
  }
}

expect.extend({ toPass });
