import type { CheckKind } from "../../domain/check.ts";

/** Reserved: a model grades the answer. */
export const judge: CheckKind = {
  type: "judge",
  prepare: () => [
    {
      code: "check-not-available",
      pointer: [],
      message: "the check `judge` (a model grades the answer) does not exist yet",
      hint: "use `script` to grade with code of your own",
      at: "key",
    },
  ],
};
