import { createHash } from "node:crypto";
import { said } from "../../domain/diagnostics/said.ts";
import { extname } from "node:path";
import type { Problem } from "../../domain/values/problem.ts";
import type { Attachment, FileAccess, Read } from "../../domain/values/reading.ts";
import { boundedGlob, type Globbed, MAX_ENTRIES } from "./bounded-glob.ts";
import type { FileReader } from "./read-file.ts";

const MEDIA_TYPES: Readonly<Record<"image" | "document", Readonly<Record<string, string>>>> = {
  image: {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
  },
  document: { ".pdf": "application/pdf" },
};

/** What the plan may read, through a reader that keeps it inside the root. A pattern looks at so many entries of folders, then it is told of. */
export function createFileAccess(reader: FileReader, maxEntries: number = MAX_ENTRIES): FileAccess {
  const attachments = new Map<string, Read<Attachment>>();
  return {
    readText: (path, baseDir) => reader.readText(path, baseDir),
    readAttachment(path, baseDir, kind) {
      const key = createHash("sha256").update(`${kind}\0${baseDir}\0${path}`).digest("hex");
      const known = attachments.get(key);
      if (known !== undefined) return known;
      const read = readAttachment(reader, path, baseDir, kind);
      attachments.set(key, read);
      return read;
    },
    async glob(pattern, baseDir) {
      const found = await boundedGlob(pattern, baseDir, (folder) => reader.mayEnter(folder), maxEntries);
      if (found.status === "found" && found.files.length > 0) return { ok: true, value: found.files };
      return { ok: false, problem: globProblem(pattern, found) };
    },
  };
}

function globProblem(pattern: string, { status }: Globbed): Problem {
  switch (status) {
    case "found":
      return { pointer: [], ...said("missing-file.pattern", { pattern }) };
    case "outside":
      return { pointer: [], ...said("outside-root.pattern", { pattern }) };
    case "too-many":
      return { pointer: [], ...said("too-many-files", { pattern }) };
  }
}

function readAttachment(
  reader: FileReader,
  path: string,
  baseDir: string,
  kind: "image" | "document",
): Read<Attachment> {
  const mediaType = MEDIA_TYPES[kind][extname(path).toLowerCase()];
  if (mediaType === undefined) {
    const endings = Object.keys(MEDIA_TYPES[kind]);
    return { ok: false, problem: { pointer: [], ...said("bad-attachment", { path, kind, endings }) } };
  }
  const bytes = reader.readBytes(path, baseDir);
  return bytes.ok ? { ok: true, value: { mediaType, base64: bytes.value.toString("base64") } } : bytes;
}
