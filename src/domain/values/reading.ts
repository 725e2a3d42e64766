import type { Problem } from "./problem.ts";

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export interface Attachment {
  readonly mediaType: string;
  readonly base64: string;
}

/** The files that variables, prompts and attachments name: handed to the pure stages. Paths are relative to `baseDir`. */
export interface FileAccess {
  readText(path: string, baseDir: string): Read<string>;
  readAttachment(path: string, baseDir: string, kind: "image" | "document"): Read<Attachment>;
  /** The files a pattern matches, as paths relative to `baseDir`, sorted; none is a problem. */
  glob(pattern: string, baseDir: string): Promise<Read<readonly string[]>>;
}
