import { said } from "../../domain/diagnostics/said.ts";
import type { Pointer } from "../../domain/values/problem.ts";
import { isPathLike, isSurelyPath } from "../sources/path-like.ts";
import type { Resolving } from "../sources/resolving.ts";

/** How promptfoo names a file. */
const FILE_URL = /^file:\/\//;

/** Warns of a text that is a path: the model would be sent the path, not what is in the file. */
export function reportPathAsText(text: string, pointer: Pointer, at: Resolving): void {
  const path = text.trim().replace(FILE_URL, "");
  if (!isPathLike(path)) return;
  const isThere = at.files.resolve(path, at.baseDir).ok;
  if (!isThere && !isSurelyPath(path)) return;
  at.report({ severity: "warning", ...said("path-as-text", { path, isThere }), pointer: [] }, pointer);
}
