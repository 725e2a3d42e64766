import type { ModelFacts } from "../domain/model.ts";
import type { Json } from "../domain/values/json.ts";
import type { Pointer } from "../domain/values/problem.ts";
import type { SuiteSpec } from "../domain/formats/suite-spec.ts";
import type { Config } from "./config.ts";
import { openJudgeBook, type OpenJudgeBook, type WrittenJudges } from "./judges/judge-book.ts";
import type { Resolving } from "./sources/resolving.ts";

/** The suite's judges over those of the config, whose files are relative to it. */
export function suiteJudges(
  spec: SuiteSpec,
  { config, facts }: { readonly config: Config; readonly facts: ModelFacts },
  at: Resolving,
): OpenJudgeBook {
  const { file, aliases, defaults } = config;
  const shared = (judges: Json | undefined, pointer: Pointer): WrittenJudges[] => {
    if (file === null || judges === undefined) return [];
    // Valid against the schema that the type is generated from: the config was checked when it was read.
    return [{ specs: judges as unknown as NonNullable<SuiteSpec["judges"]>, at: at.inside(file), pointer }];
  };
  const ofConfig = [...shared(config.judges, ["judges"]), ...shared(defaults["judges"], ["defaults", "judges"])];
  return openJudgeBook({ specs: spec.judges ?? {}, at, pointer: ["judges"] }, ofConfig, { facts, aliases });
}
