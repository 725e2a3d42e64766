import { systemWords } from "../../domain/diagnostics/system-words.ts";
import type { Sentence } from "../../domain/diagnostics/wording/sentence.ts";
import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../../host/make-folder.ts";
import { writeGuard } from "../stored/write-guard.ts";

const PROMPT = `Sort the customer's message into one queue: billing, shipping or other.
Answer with the queue's name alone, in lower case.

Message:
{{ message }}
`;

const SUITE = `name: triage
description: Route a customer message to one queue.
model: claude-haiku-5-5
prompt: { file: ../prompts/triage.md }
expect:
  - length: { max_words: 1 } # every answer is one word
cases:
  - id: refund
    vars: { message: I want my money back for the second charge. }
    expect: [{ equals: billing }]
    simulate: billing # the answer under --simulate
  - id: late-parcel
    vars: { message: "My parcel has been \\"out for delivery\\" for three days." }
    expect: [{ equals: shipping }]
    simulate: shipping
  - id: thanks
    vars: { message: Just wanted to say thank you! }
    expect: [{ equals_any: [other, billing] }]
    simulate: other
gate: { pass_rate: 1 }
limits: { max_cost_usd: 0.05 }
`;

export type InitResult =
  | { readonly status: "written"; readonly files: readonly string[] }
  | { readonly status: "exists"; readonly file: string }
  /** Why the system refused. */
  | { readonly status: "unwritable"; readonly message: Sentence }
  /** A link leads out of the project. */
  | { readonly status: "refused"; readonly message: Sentence };

/** Writes a suite and its prompt under `folder` (absolute). Nothing is written when a file is there already. */
export function writeExample(folder: string, schemaPath: string): InitResult {
  const files = {
    [join("prompts", "triage.md")]: PROMPT,
    [join("suites", "triage.yaml")]: `# yaml-language-server: $schema=${schemaPath}\n${SUITE}`,
  };
  const existing = Object.keys(files).find((file) => existsSync(join(folder, file)));
  if (existing !== undefined) return { status: "exists", file: existing };
  const guard = writeGuard({ cwd: folder, allowOutside: false });
  const refusal = Object.keys(files)
    .map(guard)
    .find((message) => message !== null);
  if (refusal !== undefined && refusal !== null) return { status: "refused", message: refusal };
  try {
    for (const [file, text] of Object.entries(files)) {
      makeFolder(dirname(join(folder, file)));
      writeFileSync(join(folder, file), text, { flag: "wx" });
    }
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return { status: "unwritable", message: systemWords(error) };
  }
  return { status: "written", files: Object.keys(files) };
}
