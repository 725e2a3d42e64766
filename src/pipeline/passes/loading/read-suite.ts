import { basename, dirname, extname, resolve } from "node:path";
import type { SuiteSpec } from "../../../domain/formats/suite-spec.ts";
import type { JsonObject } from "../../../domain/values/json.ts";
import { type Diagnostic, type Locate, placeProblem } from "../../../domain/values/problem.ts";
import { suiteShapeProblems } from "../../../suite/shape/report-shape.ts";
import { createSourceStore } from "../../../suite/sources/source-store.ts";

export type ReadSuite =
  | {
      readonly ok: true;
      /** As written, with the name that the file gives it. */
      readonly spec: SuiteSpec & { readonly name: string };
      /** What its files are relative to. */
      readonly folder: string;
    }
  | { readonly ok: false; readonly problems: readonly Diagnostic[]; readonly locate: Locate };

/** A suite file as a value of the suite language: read and of the right shape, nothing in it resolved. */
export function readSuite(path: string, cwd: string): ReadSuite {
  const file = resolve(cwd, path);
  const store = createSourceStore(cwd);
  const locate: Locate = (place) => store.locate(place);
  const loaded = store.load(file);
  if (!loaded.ok) return { ...loaded, locate };
  const problems = suiteShapeProblems(loaded.value).map((problem) => placeProblem(problem, file, []));
  if (problems.length > 0) return { ok: false, problems, locate };
  // Valid against the schema that the type is generated from.
  const spec = loaded.value as unknown as SuiteSpec & JsonObject;
  return { ok: true, spec: { ...spec, name: spec.name ?? basename(file, extname(file)) }, folder: dirname(file) };
}
