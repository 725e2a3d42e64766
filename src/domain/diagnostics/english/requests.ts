import type { Text } from "./text.ts";

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
