import { anyOf, OMIT, shown, type Text } from "../phrases/text.ts";

/** A setting and the value that it has. */
interface Value {
  readonly name: string;
  readonly value: unknown;
}

/** Settings of a request that a model does not take, or that do not do what they say. */
export const SETTINGS = {
  "unsupported-setting.choice": ({ name, value, allowed }: Value & { readonly allowed: readonly string[] }): Text => ({
    message: `\`${name}\` is ${shown(value)}`,
    hint: `use ${anyOf(allowed)}`,
  }),
  "unsupported-setting.no-map": ({ name, value, example }: Value & { readonly example: string }): Text => ({
    message: `\`${name}\` is ${shown(value)}, not a map`,
    hint: `write \`${example}\``,
  }),
  "unsupported-setting.whole-number": ({ name, value, from }: Value & { readonly from: number }): Text => ({
    message: `\`${name}\` is ${shown(value)}`,
    hint: `use a whole number from ${from} up`,
  }),
  "unsupported-setting.share": ({ name, value }: Value): Text => ({
    message: `\`${name}\` is ${shown(value)}`,
    hint: "use a number from 0 to 1",
  }),
  "unsupported-setting.max-tokens": (of: {
    readonly model: string;
    readonly most: number;
    readonly value: number;
  }) => ({
    message: `${of.model} answers with at most ${of.most} tokens; \`max_tokens\` is ${of.value}`,
    hint: `set it to ${of.most} or less for this model`,
  }),
  "unsupported-setting.beta": ({ what, beta }: { readonly what: string; readonly beta: string }): Text => ({
    message: `\`${what}\` needs the header \`anthropic-beta: ${beta}\``,
    hint: `add \`headers: { anthropic-beta: ${beta} }\`, ${OMIT}`,
  }),
  "ineffective-setting.fast-ends": ({ model, until }: { readonly model: string; readonly until: string }): Text => ({
    message: `fast mode of ${model} has its last day on ${until}: from then on the API refuses it`,
    hint: "plan the move to a newer model, or remove `speed`",
  }),
  "ineffective-setting.speed": ({ model }: { readonly model: string }): Text => ({
    message: `${model} is served at standard speed and price, whatever \`speed\` says`,
    hint: "remove `speed`, or choose a model that has fast mode",
  }),
  "unsupported-setting.speed": ({ model }: { readonly model: string }): Text => ({
    message: `${model} has no fast mode`,
    hint: `remove \`speed\`, ${OMIT}`,
  }),
  "unsupported-setting.inference-geo": ({ model }: { readonly model: string }): Text => ({
    message: `${model} does not take \`inference_geo\`: models do from 4.6 on`,
    hint: `remove it for this model, ${OMIT}`,
  }),
  "unsupported-setting.stop-sequence": ({ value }: { readonly value: unknown }): Text => ({
    message: `the stop sequence ${shown(value)} is no text with a visible character`,
    hint: "the API takes none of white space alone: remove it",
  }),
  "unsupported-setting.metadata": ({ name, value }: Value): Text => ({
    message: `the API refuses \`metadata.${name}\` (${shown(value)})`,
    hint: "`metadata` takes `user_id`, a text, and nothing else; labels of your own go into `tags` of cases",
  }),
  "unsupported-setting.sampling": ({ model, name }: { readonly model: string; readonly name: string }): Text => ({
    message: `${model} does not take \`${name}\`: models since Opus 4.7 choose their sampling themselves`,
    hint: `remove it for this model, ${OMIT}`,
  }),
  "unsupported-setting.sampling-thinking": (of: {
    readonly model: string;
    readonly name: string;
    readonly least: number | null;
  }): Text => ({
    message: `${of.model} takes \`${of.name}\` ${of.least === null ? "only at its default" : `from ${of.least} to 1`} while it thinks`,
    hint: `remove \`${of.name}\`, or \`thinking\`, ${OMIT}`,
  }),
  "unsupported-setting.sampling-together": ({ model }: { readonly model: string }): Text => ({
    message: `${model} does not take \`temperature\` and \`top_p\` together`,
    hint: `keep one of them, ${OMIT}`,
  }),
  "unsupported-setting.thinking": (of: {
    readonly model: string;
    readonly type: string;
    readonly modes: readonly string[];
  }): Text => ({
    message: `${of.model} does not take \`thinking: { type: ${of.type} }\``,
    hint: `${of.modes.length === 0 ? "this model does not think: remove it" : `use ${anyOf(of.modes)}`}, ${OMIT}`,
  }),
  /** `least`: the least budget for thinking that the API takes. `lower`: what makes the model think less or not at all. */
  "small-max-tokens": ({ model, maxTokens, least, lower, isDefault }: RoomToThink): Text => ({
    message: `${model} ${isDefault ? "thinks by default" : "is told to think"}, and that counts against \`max_tokens\`: ${maxTokens} may be used up before any text`,
    hint: `write ${least} or more, the least that the API takes as a budget for thinking${lower.length === 0 ? "" : `, or lower thinking: ${lower.join(" or ")}`}`,
  }),
  "ineffective-setting.thinking": ({ model, type }: { readonly model: string; readonly type: string }): Text => ({
    message: `\`thinking: { type: ${type} }\` is deprecated on ${model}`,
    hint: "use `{ type: adaptive }` with `output_config: { effort: … }`",
  }),
  "unsupported-setting.thinking-effort": (of: {
    readonly model: string;
    readonly type: string;
    readonly effort: string;
  }): Text => ({
    message: `${of.model} takes \`thinking: { type: ${of.type} }\` only up to effort \`high\`, not with \`${of.effort}\``,
    hint: "lower `output_config.effort`, or remove `thinking`",
  }),
  "unsupported-setting.budget": ({ value, least }: { readonly value: unknown; readonly least: number }) => ({
    message: `\`thinking.budget_tokens\` is ${shown(value)}; \`enabled\` needs at least ${least}`,
    hint: `set it to ${least} or more, and \`max_tokens\` higher`,
  }),
  "unsupported-setting.budget-too-large": (of: { readonly budget: number; readonly maxTokens: number }): Text => ({
    message: `\`thinking.budget_tokens\` (${of.budget}) must be less than \`max_tokens\` (${of.maxTokens})`,
    hint: "raise `max_tokens`, or lower the budget",
  }),
  "unsupported-setting.between-tools": ({ name }: { readonly name: string }): Text => ({
    message: `\`between_tools\` takes no other field, not \`${name}\``,
    hint: `remove \`${name}\``,
  }),
  "unsupported-setting.prefill": ({ model }: { readonly model: string }): Text => ({
    message: `${model} does not continue an assistant message: the last message must be the user's`,
    hint: "remove the last assistant message; to shape the answer, say so in the prompt or use `output_config.format`",
  }),
  "unsupported-setting.prefill-thinking": ({ model }: { readonly model: string }): Text => ({
    message: `${model} does not continue an assistant message while it thinks`,
    hint: "remove the last assistant message, or `thinking`",
  }),
  "unsupported-setting.prefill-format": (): Text => ({
    message: "a last assistant message does not go with `output_config.format`",
    hint: "remove one of the two",
  }),
  "unsupported-setting.system-role": ({ model }: { readonly model: string }): Text => ({
    message: `${model} does not take \`system\` messages in the conversation`,
    hint: "put the text into `system:`, or into a user message",
  }),
  "unsupported-setting.assistant-document": (): Text => ({
    message: "a `document` in an assistant message is rejected since anthropic-version 2026-10-21",
    hint: "put the document into a user message",
  }),
  "unsupported-setting.cache-breakpoints": ({ count, most }: { readonly count: number; readonly most: number }) => ({
    message: `the request sets ${count} cache breakpoints; ${most} are allowed`,
    hint: "keep the `cache_control` of the longest stable parts",
  }),
  "unsupported-setting.cache-control": ({ value }: { readonly value: unknown }): Text => ({
    message: `\`cache_control\` is ${shown(value)}`,
    hint: "write `{ type: ephemeral }`, with `ttl: 1h` for an hour",
  }),
};

interface RoomToThink {
  readonly model: string;
  readonly maxTokens: number;
  readonly least: number;
  readonly lower: readonly string[];
  /** Does it think since nothing says otherwise? */
  readonly isDefault: boolean;
}
