import { createHash } from "node:crypto";
import { extname } from "node:path";
import type { Attachment, FileAccess, Read } from "../../domain/values/reading.ts";
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
      const { glob } = await import("tinyglobby");
      const found = (await glob(pattern, { cwd: baseDir, expandDirectories: false })).sort();
      if (found.length > 0) return { ok: true, value: found };
      const message = `no file matches \`${pattern}\``;
      return { ok: false, problem: { code: "missing-file", pointer: [], message, hint: "correct the pattern" } };
    },
  };
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
