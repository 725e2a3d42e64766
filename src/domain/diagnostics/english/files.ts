import type { Text } from "./phrases/text.ts";

/** Files that a suite names, and what may be read. */
export const FILES = {
  "missing-file.path": ({ path, elsewhere, nearest, hasFolder }: MissingFile): Text => ({
    message: `there is no file \`${path}\``,
    hint:
      elsewhere !== null
        ? `${RELATIVE}: did you mean \`${elsewhere}\`?`
        : !hasFolder
          ? `its folder does not exist either; ${RELATIVE}`
          : nearest === null
            ? RELATIVE
            : `did you mean \`${nearest}\`?`,
  }),
  "missing-file.pattern": ({ pattern }: { readonly pattern: string }): Text => ({
    message: `no file matches \`${pattern}\``,
    hint: "correct the pattern",
  }),
  "not-a-file": ({ path }: Named): Text => ({ message: `\`${path}\` is not a file`, hint: "name a file" }),
  "outside-root.path": ({ path, root }: Named & { readonly root: string }): Text => ({
    message: `\`${path}\` leads out of the project (${root})`,
    hint: "move the file into the project, or run with --allow-outside",
  }),
  "outside-root.pattern": ({ pattern }: { readonly pattern: string }): Text => ({
    message: `\`${pattern}\` leads out of the project`,
    hint: "name a folder inside the project, or run with --allow-outside",
  }),
  "too-many-files": ({ pattern }: { readonly pattern: string }): Text => ({
    message: `\`${pattern}\` looks through more files and folders than a suite has (100,000, or 10 s)`,
    hint: "begin it with the folder that the files are in",
  }),
  "credential-file": ({ path }: Named): Text => ({
    message: `\`${path}\` is never read: such files hold tokens`,
    hint: "put the text into another file",
  }),
  "env-file": ({ path }: Named): Text => ({
    message: `\`${path}\` is never read: such files hold secrets`,
    hint: "put the text into another file",
  }),
  "file-too-large.path": ({ path, bytes }: Named & { readonly bytes: number }): Text => ({
    message: `\`${path}\` has ${(bytes / 1024 / 1024).toFixed(1)} MB; the limit is 20 MB`,
    hint: "shorten it",
  }),
  "unreadable-file.path": ({ path, reason }: Named & { readonly reason: string }): Text => ({
    message: `\`${path}\` cannot be read: ${reason}`,
    hint: "check the path, and the permissions",
  }),
  "not-utf8.file": ({ path }: Named): Text => ({ message: `\`${path}\` is not UTF-8 text`, hint: "save it as UTF-8" }),
  "path-as-text": ({ path, isThere }: Named & { readonly isThere: boolean }): Text => ({
    message: isThere
      ? `the text is \`${path}\`, and that file exists: the model would be sent the path, not the file`
      : `the text is \`${path}\`, which looks like a path: the model would be sent just that`,
    hint: `write \`{ file: ${path} }\` for what is in the file`,
  }),
  "bad-attachment": ({ path, kind, endings }: BadAttachment): Text => ({
    message: `\`${path}\` is not ${kind === "image" ? "an image" : "a document"} that the API takes`,
    hint: `use one of: ${endings.join(", ")}`,
  }),
};

const RELATIVE = "paths are relative to the file that names them";

interface Named {
  /** As it is written. */
  readonly path: string;
}

interface MissingFile extends Named {
  /** How it would be written, had it been meant from a folder above; null: it is not there either. */
  readonly elsewhere: string | null;
  /** The name in its folder that is nearest; null: none is near, or the folder may not be read. */
  readonly nearest: string | null;
  readonly hasFolder: boolean;
}

interface BadAttachment extends Named {
  readonly kind: "image" | "document";
  readonly endings: readonly string[];
}
