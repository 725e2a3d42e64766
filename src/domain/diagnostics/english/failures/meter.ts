import type { Sentence } from "../../wording/sentence.ts";

/** What the meter says to an application, in an error of the API's form. */
export const METER = {
  from: ({ says }: { readonly says: Sentence }): string => `prompt-run meter: ${says}`,
  "foreign-name": (): string => "this name is not of this machine",
  "of-a-page": (): string => "a browser's page may not send here",
  "no-key": (): string =>
    "x-api-key header is required: use the key that the meter gave (ANTHROPIC_API_KEY of its environment)",
  "other-key": (): string =>
    "invalid x-api-key: the meter takes its own stand-in key alone (ANTHROPIC_API_KEY of its environment)",
  "no-address": ({ path }: { readonly path: string }): string => `there is no such address: ${path}`,
  "closed-address": (): string => "this address is closed: its trial is over",
  "no-turn": (): string => "no turn is in hand: a call after the answer belongs to no trial",
  batches: (): string =>
    "batches do not go through the meter: they are answered when it is gone. Send the requests one by one",
  threads: (): string => "message threads do not go through the meter: send the whole conversation",
  "other-route": ({ asked }: { readonly asked: string }): string =>
    `${asked} does not go through the meter: messages, messages/count_tokens and models do`,
  unread: (): string => "answers wait that nobody reads",
  "large-body": ({ mostMegabytes }: { readonly mostMegabytes: number }): string =>
    `Request exceeds the maximum size of ${mostMegabytes} MB`,
  "compressed-body": ({ encoding }: { readonly encoding: string }): string =>
    `the body is compressed (${encoding}): send it as it is`,
  "half-body": (): string => "the body did not come in whole",
  "no-version": (): string => "anthropic-version: header is required",
  "no-object": (): string => "Input should be a valid dictionary",
  "no-json": ({ reason }: { readonly reason: string }): string => `The request body is not valid JSON: ${reason}`,
  "missing-field": ({ field }: { readonly field: string }): string => `${field}: Field required`,
  "negative-field": ({ field }: { readonly field: string }): string => `${field}: Input should be at least 0`,
  "uncounted-attachment": ({ why }: { readonly why: string }): string =>
    `the tokens of an attachment could not be counted (${why}), so its cost cannot be capped`,
  "unknown-price": ({ model }: { readonly model: unknown }): string =>
    `the price of ${JSON.stringify(model)} is unknown, so its cost cannot be capped: give it one in prompt-run.config.yaml (\`prices:\`)`,
  "open-ended": ({ part }: { readonly part: string }): string =>
    `\`${part}\` may cost any amount, so its cost cannot be capped`,
  /** `detail`: what stopped it; null: nobody said. */
  stopping: ({ detail }: { readonly detail: string | null }): string =>
    `the meter is stopping${detail === null ? "" : `: ${detail}`}`,
  "broken-off": ({ why }: { readonly why: Sentence }): string => `the answer broke off: ${why}`,
};
