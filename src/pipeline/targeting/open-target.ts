import type { Invocation } from "../../domain/invocation.ts";
import type {
  ClaudeCodeTarget,
  FunctionTarget,
  HttpTarget,
  OpenTarget,
  TargetSession,
} from "../../domain/run/target.ts";
import { openCommand } from "../../targets/command/open-command.ts";
import { askFunction } from "../../targets/function-target.ts";
import { createModuleTargets } from "../../targets/module/module-target.ts";

type Opening = Pick<Invocation, "inMemory" | "named" | "network">;

/** What opens a target, by its kind. To be called once a run: sessions of one target may share what they keep. */
export function openerOf(opening: Opening): OpenTarget {
  const openModule = createModuleTargets();
  const openService = once(() => serviceOpener(opening));
  const openClaudeCode = once(claudeCode);
  return async (target, worker) => {
    switch (target.kind) {
      case "function":
        return { status: "open", session: sessionOf(target, opening) };
      case "command":
        return openCommand(target, worker);
      case "module":
        return openModule(target, worker);
      case "http":
        return (await openService())(target, worker);
      case "claude_code":
        return (await openClaudeCode())(target, worker);
    }
  };
}

function sessionOf({ name, function: known }: FunctionTarget, { inMemory }: Opening): TargetSession {
  return {
    ask: (turn, context) => askFunction(name, inMemory?.functions.targets.get(known), turn, context),
    close: () => Promise.resolve(),
  };
}

async function serviceOpener(opening: Opening): Promise<OpenTarget<HttpTarget>> {
  const [{ createHttpTargets }, { serviceTools }] = await Promise.all([
    import("../../targets/http/http-target.ts"),
    import("./service-tools.ts"),
  ]);
  return createHttpTargets(serviceTools(opening));
}

async function claudeCode(): Promise<OpenTarget<ClaudeCodeTarget>> {
  const { claudeCodeOpener } = await import("../../targets/claude-code/open-claude-code.ts");
  return claudeCodeOpener();
}

/** What is imported, and made, when it is first needed. */
function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | null = null;
  return () => (made ??= make());
}
