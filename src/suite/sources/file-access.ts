import { createHash } from "node:crypto";
import type { DiagnosticCode } from "../../domain/diagnostics/codes.ts";
import { extname } from "node:path";
import type { Problem } from "../../domain/values/problem.ts";
import type { Attachment, FileAccess, Read } from "../../domain/values/reading.ts";
import { boundedGlob, type Globbed } from "./bounded-glob.ts";
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

/** What the plan may read, through a reader that keeps it inside the root. */
export function createFileAccess(reader: FileReader): FileAccess {
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
      const found = await boundedGlob(pattern, baseDir, (folder) => reader.mayEnter(folder));
      if (found.status === "found" && found.files.length > 0) return { ok: true, value: found.files };
      return { ok: false, problem: globProblem(pattern, found) };
    },
  };
}

function globProblem(pattern: string, found: Globbed): Problem {
  const problem = (code: DiagnosticCode, message: string, hint: string): Problem => ({
    code,
    pointer: [],
    message,
    hint,
  });
  switch (found.status) {
    case "found":
      return problem("missing-file", `no file matches \`${pattern}\``, "correct the pattern");
    case "outside": {
      const message = `\`${pattern}\` leads out of the project`;
      return problem("outside-root", message, "name a folder inside the project, or run with --allow-outside");
    }
    case "too-many": {
      const message = `\`${pattern}\` looks through more files and folders than a suite has (100,000, or 10 s)`;
      return problem("too-many-files", message, "begin it with the folder that the files are in");
    }
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
    const endings = Object.keys(MEDIA_TYPES[kind]).join(", ");
    const message = `\`${path}\` is not ${kind === "image" ? "an image" : "a document"} that the API takes`;
    return { ok: false, problem: { code: "bad-attachment", pointer: [], message, hint: `use one of: ${endings}` } };
  }
  const bytes = reader.readBytes(path, baseDir);
  return bytes.ok ? { ok: true, value: { mediaType, base64: bytes.value.toString("base64") } } : bytes;
}
