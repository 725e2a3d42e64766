import { didYouMean, type Text } from "./phrases/text.ts";

/** What a suite adds to requests: members, headers, variables of the environment. */
export const REQUESTS = {
  "bad-request-key": ({ name, key }: { readonly name: string; readonly key: string }): Text => ({
    message: `\`request\` may not name \`${name}\`, which the suite language has`,
    hint: key === "stream" ? "replies are always streamed" : `write \`${key}:\` beside \`request:\``,
  }),
  "refused-request.half-surrogate": (): Text => ({
    message: "the API would refuse a result of `tool_results`: half of a character (a surrogate) stands in it",
    hint: "look at where a text is cut, and at \\u escapes",
  }),
  "refused-request": ({ arm, complaint, cause }: RefusedRequest): Text => ({
    message: `the API would refuse this request of \`${arm}\`: ${complaint}`,
    hint: cause === null ? null : CURES[cause],
  }),
  "unknown-to-api": ({ name, complaint, nearest }: Unknown & { readonly nearest: string | null }): Text => ({
    message: `the Messages API knows no \`${name}\` here (${complaint})`,
    hint: didYouMean(nearest) ?? "if it is newer than this version of prompt-run, it is sent as it is written",
  }),
  "unknown-to-api.beta": ({ name, complaint, header }: Unknown & { readonly header: string }): Text => ({
    message: `\`${name}\` needs the header \`anthropic-beta: ${header}\` (${complaint})`,
    hint: `add \`headers: { anthropic-beta: ${header} }\``,
  }),
  "unchecked-setting": ({ name }: { readonly name: string }): Text => ({
    message: `\`${name}\` goes out as \`request\` says it: nothing is checked of it`,
    hint: "the API may refuse it, or bill more for it",
  }),
  "bad-variable": ({ name }: { readonly name: string }): Text => ({
    message: `\`${name}\` cannot be the name of a variable`,
    hint: "write `{ env: NAME }`, with letters, digits and `_`",
  }),
  "credential-in-suite.variable": ({ name }: { readonly name: string }): Text => ({
    message: `a suite may not name \`${name}\`: the credentials of the API are no suite's`,
    hint: "put what is meant into a variable of another name",
  }),
  "credential-in-suite.header": ({ name }: { readonly name: string }): Text => ({
    message: `\`${name}\` holds a credential, which must not stand in a suite`,
    hint: "remove it: the key comes from the environment (ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN)",
  }),
  "secret-in-prompt": ({ member }: { readonly member: string }): Text => ({
    message: `\`${member}\` of a tool is read by the model: no value of the environment may stand there`,
    hint: "write it out, or remove it",
  }),
  "bad-header.name": ({ name }: { readonly name: string }): Text => ({
    message: `\`${name}\` cannot be the name of an HTTP header`,
    hint: "use letters, digits and dashes, without spaces or colons",
  }),
  "bad-header.value": ({ name }: { readonly name: string }): Text => ({
    message: `the value of the header \`${name}\` holds a character that HTTP cannot carry`,
    hint: "use one line of plain characters (Latin-1)",
  }),
  "connection-header": ({ name }: { readonly name: string }): Text => ({
    message: `\`${name}\` is a header of the connection: with it a suite could send the key elsewhere`,
    hint: "remove it; --base-url says where requests go",
  }),
};

/** What to do about a request that the API would refuse. */
const CURES = {
  "max-tokens": "`null` has removed it: write a number, or remove the key to have the default",
  "first-role": "begin with a `user` message",
  "trailing-space": "remove the white space at the end of the last assistant message",
  surrogate: "half of a character stands there: look at where a text is cut, and at \\u escapes",
  betas: "write `headers: { anthropic-beta: … }` instead",
  sampling: "remove it, or the header `anthropic-version`",
  "tool-names": "give each tool its own `name`",
  "api-tool-name": "tools of the API have one name each: `name: web_search` for `web_search_…`",
  "tool-name": "use 1 to 128 letters, digits, `_` and `-`",
  "input-schema": "write `input_schema: { type: object, properties: { … } }`",
  "no-tools": "add `tools`, or remove `tool_choice`",
  metadata: "`metadata` takes `user_id` alone",
  "cache-order": "put the blocks with `ttl: 1h` before those with 5 minutes (tools, system, messages)",
  "cache-control": "write `{ type: ephemeral }`, with `ttl: 1h` for an hour",
  breakpoints: "keep the `cache_control` of the longest stable parts",
  citations: "remove one of the two",
  "stop-sequences": "each needs a character that is no white space",
  "tool-use": "follow each `tool_use` with a user message that begins with its `tool_result`",
  blank: "write a text, or give a value to the variables that it prints",
};

/** Why the API would refuse a request, so far as its words tell. */
export type RefusalCause = keyof typeof CURES;

interface RefusedRequest {
  readonly arm: string;
  /** As the API says it. */
  readonly complaint: string;
  readonly cause: RefusalCause | null;
}

interface Unknown {
  readonly name: string;
  readonly complaint: string;
}
