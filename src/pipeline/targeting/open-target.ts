import type { ProgramFunctions } from "../../domain/in-memory.ts";
import type { FunctionTarget, OpenTarget, TargetSession } from "../../domain/run/target.ts";
import { openCommand } from "../../targets/command/open-command.ts";
import { askFunction } from "../../targets/function-target.ts";

type Functions = ProgramFunctions["targets"] | null;

/** What opens a target, by its kind. */
export function openerOf(functions: Functions): OpenTarget {
  return async (target, worker) => {
    switch (target.kind) {
      case "function":
        return { status: "open", session: sessionOf(target, functions) };
      case "command":
        return openCommand(target, worker);
      case "module":
      case "http":
      case "claude_code":
        throw new Error(`nothing opens a target of the kind ${target.kind}`); // refused where suites are read
    }
  };
}

function sessionOf({ name, function: known }: FunctionTarget, functions: Functions): TargetSession {
  return {
    ask: (turn, context) => askFunction(name, functions?.get(known), turn, context),
    close: () => Promise.resolve(),
  };
}
