/** The next step for what the API says of a request, by its words. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/max_tokens: Field required/, "`null` has removed it: write a number, or remove the key to have the default"],
  [/first message must use/, "begin with a `user` message"],
  [/trailing whitespace/, "remove the white space at the end of the last assistant message"],
  [/low surrogate/, "half of a character stands there: look at where a text is cut, and at \\u escapes"],
  [/^betas:/, "write `headers: { anthropic-beta: … }` instead"],
  [/^(temperature|top_p|top_k): Extra/, "remove it, or the header `anthropic-version`"],
  [/Tool names must be unique/, "give each tool its own `name`"],
  [/^tools\.\d+\.\w+_\d{8}\.name: /, "tools of the API have one name each: `name: web_search` for `web_search_…`"],
  [/\.name: (String should match|Field required)/, "use 1 to 128 letters, digits, `_` and `-`"],
  [/input_schema/, "write `input_schema: { type: object, properties: { … } }`"],
  [/while providing tools/, "add `tools`, or remove `tool_choice`"],
  [/^metadata\./, "`metadata` takes `user_id` alone"],
  [/^cache_control\.ttl: a ttl/, "put the blocks with `ttl: 1h` before those with 5 minutes (tools, system, messages)"],
  [/^cache_control/, "write `{ type: ephemeral }`, with `ttl: 1h` for an hour"],
  [/breakpoint|blocks with cache_control/, "keep the `cache_control` of the longest stable parts"],
  [/citations/, "remove one of the two"],
  [/stop_sequences/, "each needs a character that is no white space"],
  [/tool_use_id|tool_use/, "follow each `tool_use` with a user message that begins with its `tool_result`"],
  [/non-whitespace|non-empty/, "write a text, or give a value to the variables that it prints"],
];

/** What to do about a refusal; null where its words say all there is to say. */
export function refusalHint(complaint: string): string | null {
  return HINTS.find(([words]) => words.test(complaint))?.[1] ?? null;
}
