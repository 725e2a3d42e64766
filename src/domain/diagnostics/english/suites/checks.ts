import { formatUsdApart } from "../../../../base/figures.ts";
import type { Text } from "../phrases/text.ts";

/** Items of `expect`. */
export const CHECKS = {
  "bad-check.file": ({ key }: { readonly key: string }): Text => ({
    message: `\`${key}\` does not go with \`file\`, which splices a list of checks`,
    hint: "write it in the file",
  }),
  "bad-check.on": ({ check }: { readonly check: string }): Text => ({
    message: `\`on\` picks a part of the text; \`${check}\` does not look at text`,
    hint: "remove `on`",
  }),
  "vacuous-check.mutated": ({ check, name }: { readonly check: string; readonly name: string | null }): Text => ({
    message: `the check \`${check}\`${name === null ? "" : ` (${name})`} passes an empty answer, a refusal in words and other cases' answers`,
    hint: "it cannot tell right from wrong: expect something that only a right answer has",
  }),
  "unknown-function": ({ name }: { readonly name: string }): Text => ({
    message: `there is no function \`${name}\` here: only a suite that a program makes can name one of its functions`,
    hint: "name a file: `script: checks/polite.mjs`",
  }),
  "wrong-type.checks": (): Text => ({ message: "a file of checks is a list", hint: "begin each line with `- `" }),
  "no-check": ({ known }: { readonly known: readonly string[] }): Text => ({
    message: "this item has no check",
    hint: `give it one of: ${known.join(", ")}`,
  }),
  "vacuous-check": ({ check }: { readonly check: string }): Text => ({
    message: `every answer passes this \`${check}\`: it cannot fail`,
    hint: "expect what only a right answer has, or remove it",
  }),
  "vacuous-check.cost": ({ maxUsd, worstUsd }: { readonly maxUsd: number; readonly worstUsd: number }): Text => ({
    message: `no trial can cost ${formatUsdApart([maxUsd, worstUsd]).join(": at worst it is ")}, so this \`cost\` cannot fail`,
    hint: "allow less, say twice what `prompt-run plan` expects of a trial",
  }),
  "vacuous-check.case": ({ check }: { readonly check: string }): Text => ({
    message: `this \`${check}\` looks at the case alone: no answer can fail it`,
    hint: "let it look at `output`, `json` or `tool_calls` too",
  }),
  "impossible-check": ({ check }: { readonly check: string }): Text => ({
    message: `no answer passes this \`${check}\``,
    hint: "change what it asks for, or remove it",
  }),
  "two-checks": ({ checks, second }: { readonly checks: readonly string[]; readonly second: string }): Text => ({
    message: `one item holds one check; here are ${checks.map((check) => `\`${check}\``).join(" and ")}`,
    hint: `give \`${second}\` a list item of its own (\`- ${second}: …\`)`,
  }),
};
