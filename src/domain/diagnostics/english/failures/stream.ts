/** What keeps an answer from being a whole message of the API. */
export const STREAM = {
  /** `reason`: one of these, or what the reader of JSON says. */
  "no-whole-message": ({ reason }: { readonly reason: string }): string =>
    `the answer is not a whole message: ${reason}`,
  "endless-body": ({ mostBytes }: { readonly mostBytes: number }): string =>
    `it has no end: more than ${mostBytes} bytes have come`,
  "no-object": ({ part }: { readonly part: keyof typeof PARTS }): string => `${PARTS[part]} that is not an object`,
  "blocks-out-of-order": (): string => "content blocks out of order",
  "second-start": (): string => "unexpected message_start",
  "no-message": (): string => "no message in the stream",
  "early-end": (): string => "the stream ended before the message did",
  "no-stop-reason": (): string => "the message has no stop_reason",
  "no-usage": (): string => "the message has no valid usage",
  "outside-block": ({ event }: { readonly event: string | null }): string => `${event} outside a content block`,
  "no-piece": ({ field }: { readonly field: string }): string => `a delta without ${field}`,
  "open-block": (): string => "a content block was not closed",
  /** Of an event stream of AWS. `name`: of a header; `bytes`: of a frame. */
  "cut-frame": (): string => "the stream ended within a frame",
  "damaged-frame": ({ isPrelude }: { readonly isPrelude: boolean }): string =>
    isPrelude ? "a frame's prelude is damaged" : "a frame is damaged",
  "frame-size": ({ bytes }: { readonly bytes: number }): string => `a frame of ${bytes} bytes`,
  "frame-header": ({ name }: { readonly name: string }): string => `a header \`${name}\` that is no text`,
  /** `reason`: as the reader of JSON says it. */
  "event-no-json": ({ reason }: { readonly reason: string }): string => `an event that is not JSON: ${reason}`,
  "input-no-json": (): string => "tool input that is not JSON",
  "nameless-call": ({ type }: { readonly type: string | null }): string => `a ${type} without id or name`,
};

const PARTS = {
  answer: "an answer",
  event: "an event",
  block: "a content block",
  delta: "a delta",
};
