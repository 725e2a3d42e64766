import type { Text } from "../phrases/text.ts";

/** Texts of suites: the files themselves, and YAML in them. */
export const SOURCES = {
  "missing-file.source": ({ nearest }: { readonly nearest: string | null }): Text => ({
    message: "there is no such file",
    hint: nearest === null ? "check the path" : `did you mean \`${nearest}\`?`,
  }),
  "not-a-file.folder": ({ shown }: { readonly shown: string }): Text => ({
    message: "this is a folder",
    hint: `name the suites in it: ${shown}/*.yaml`,
  }),
  "not-a-file.source": (): Text => ({ message: "this is not a file", hint: "name a YAML file" }),
  "file-too-large.source": ({ bytes }: { readonly bytes: number }): Text => ({
    message: `the file has ${(bytes / 1024 / 1024).toFixed(1)} MB; the limit is 5 MB`,
    hint: "move the data into a CSV or JSONL file and load it with `cases: - file: data.jsonl`",
  }),
  "not-utf8.source": (): Text => ({ message: "the file is not UTF-8 text", hint: "save it as UTF-8" }),
  "unreadable-file.source": ({ reason }: { readonly reason: string }): Text => ({
    message: reason,
    hint: "check its permissions",
  }),
  "secret-in-suite": (): Text => ({
    message: "this looks like a real API key",
    hint: "revoke it, delete it here, and put the new one into the environment as ANTHROPIC_API_KEY",
  }),
  "empty-file": (): Text => ({
    message: "the file is empty",
    hint: "start with `model:`, `prompt:` and `cases:`; `prompt-run init` writes an example",
  }),
  "empty-file.named": (): Text => ({
    message: "the file is empty",
    hint: "write something in it, or remove what names it",
  }),
  "too-deep": ({ mostLevels }: { readonly mostLevels: number }): Text => ({
    message: `something in this file is nested deeper than ${mostLevels.toLocaleString("en")} levels`,
    hint: "flatten it, or make it a text",
  }),
  "yaml-alias.count": ({ reason }: { readonly reason: string }): Text => ({
    message: reason,
    hint: "write the repeated parts out, or load them with `{ file }`",
  }),
  "yaml-alias.size": ({ limit }: { readonly limit: number }): Text => ({
    message: `aliases add more than ${limit.toLocaleString("en")} values to those that the file writes`,
    hint: "say once for the suite what many cases share (`vars`, `expect`), or keep rows in a data file (`file:`)",
  }),
  "yaml-alias.unresolved": ({ reason }: { readonly reason: string }): Text => ({
    message: reason,
    hint: "define the anchor (&name) before the alias (*name); `<<` takes a map or an alias of one",
  }),
  "yaml-alias.endless": ({ name }: { readonly name: string }): Text => ({
    message: `\`*${name}\` stands inside of \`&${name}\`: the value would have no end`,
    hint: "move the anchor (&name) to the part that is meant, or write the part out",
  }),
  "yaml-key": (): Text => ({ message: "a key must be a scalar, not a map or a list", hint: "quote the key" }),
  "bad-number.digits": ({ written }: { readonly written: string }): Text => ({
    message: `the number ${written} cannot be kept with all its digits`,
    hint: `quote it: "${written}"`,
  }),
  "bad-number.infinite": ({ written }: { readonly written: string }): Text => ({
    message: `${written} is no number of JSON`,
    hint: `quote it: "${written}"`,
  }),
  "unquoted-template": ({ written }: { readonly written: string }): Text => ({
    message: "YAML reads an unquoted `{{` as a map, not as a template",
    hint: `quote it: ${JSON.stringify(written)}`,
  }),
};
