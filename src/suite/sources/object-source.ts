import { findKey } from "../../base/mask.ts";
import { pointerPath } from "../../base/pointer-path.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { SuiteObject } from "../../domain/in-memory.ts";
import type { Diagnostic, Location, Place } from "../../domain/values/problem.ts";
import type { Json } from "../../domain/values/json.ts";

/** Suites that are no files: values of a program, each under a path that no file has. */
export interface ObjectSources {
  /** What stands for the object where files are shown; null where the path is a file's. */
  shown(file: string): string | null;
  value(file: string): Json | undefined;
  /** The object as text. */
  text(file: string): string | null;
  /** A place in an object: a path into it instead of a line. */
  locate(place: Place): Location | null;
}

export function objectSources(objects: readonly SuiteObject[]): ObjectSources {
  const byFile = new Map(objects.map((object) => [object.file, object]));
  const text = (file: string): string | null => {
    const object = byFile.get(file);
    return object === undefined ? null : JSON.stringify(object.value, null, 2);
  };
  return {
    shown: (file) => byFile.get(file)?.argument ?? null,
    value: (file) => byFile.get(file)?.value,
    text,
    locate(place) {
      const object = "file" in place ? byFile.get(place.file) : undefined;
      if (object === undefined) return null;
      const path = place.kind === "node" ? pointerPath(place.pointer) : "";
      return { file: object.argument, line: null, column: null, length: 1, sourceLine: null, path };
    },
  };
}

/** Why an object may not be used, whatever its shape: it holds what looks like a key. */
export function objectSecret(file: string, value: Json): Diagnostic | null {
  const found = keyPointer(value);
  if (found === null) return null;
  const place = { kind: "node", file, pointer: found, at: "value" } as const;
  return { severity: "error", place, ...said("secret-in-suite") };
}

function keyPointer(value: Json): (string | number)[] | null {
  if (typeof value === "string") return findKey(value) === null ? null : [];
  if (typeof value !== "object" || value === null) return null;
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  for (const [step, member] of members as readonly (readonly [string | number, Json])[]) {
    const found = typeof step === "string" && findKey(step) !== null ? [] : keyPointer(member);
    if (found !== null) return [step, ...found];
  }
  return null;
}
