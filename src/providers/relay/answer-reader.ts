import { failureWords } from "../../domain/diagnostics/failure-words.ts";
import { MAX_STORED_LEVELS, parseBoundedJson } from "../../base/bounded-json.ts";
import type { Completion, Usage } from "../../domain/run/completion.ts";
import type { Failure } from "../../domain/run/provider.ts";
import { isJsonObject } from "../../domain/values/json.ts";
import { objectField, textField } from "../../domain/values/json-fields.ts";
import { streamFailure } from "../anthropic/failure.ts";
import { eventFailure } from "../anthropic/http-failure.ts";
import { createAccumulator, MalformedStream, type MessageAccumulator } from "../anthropic/message-accumulator.ts";
import { EventReader } from "./event-reader.ts";
import { readMessage } from "./wire-message.ts";

/** Follows an answer on its way to an application: what it says, when it began, and whether it came whole. */
export interface AnswerReader {
  /** The headers have come. */
  begin(contentType: string): void;
  add(bytes: Uint8Array): void;
  /** No byte follows. */
  end(): void;
  /** Has all of the message come? */
  readonly isWhole: boolean;
  /** On the clock that was handed in; null: it has not come. */
  readonly firstContentAt: number | null;
  readonly finishedAt: number | null;
  /** Why it is no answer; null: it is one. */
  failure(): Failure | null;
  completion(): Completion;
  usageSoFar(): Usage | null;
}

interface State {
  message: MessageAccumulator;
  events: EventReader | null;
  readonly text: Uint8Array[];
  failure: Failure | null;
  firstContentAt: number | null;
  finishedAt: number | null;
}

/** `now`: a monotonic clock. What is no message of the API is a failure, never thrown. */
export function createAnswerReader(now: () => number): AnswerReader {
  const state: State = {
    message: createAccumulator(),
    events: new EventReader(),
    text: [],
    failure: null,
    firstContentAt: null,
    finishedAt: null,
  };
  return {
    begin(contentType) {
      if (!contentType.startsWith("text/event-stream")) state.events = null;
    },
    add: (bytes) => guarded(state, () => takeBytes(state, bytes, now)),
    end: () => guarded(state, () => takeEnd(state, now)),
    get isWhole() {
      return state.failure === null && state.message.finished;
    },
    get firstContentAt() {
      return state.firstContentAt;
    },
    get finishedAt() {
      return state.finishedAt;
    },
    failure: () => failureOf(state),
    completion: () => ({ ...state.message.completion(), rest: state.message.rest() }),
    usageSoFar: () => state.message.usageSoFar(),
  };
}

/** What is wrong with an answer is found once; the bytes behind it go on to the application all the same. */
function guarded(state: State, read: () => void): void {
  if (state.failure !== null) return;
  try {
    read();
  } catch (error) {
    if (!(error instanceof MalformedStream) && !(error instanceof SyntaxError)) throw error;
    state.failure = streamFailure(error);
  }
}

function takeBytes(state: State, bytes: Uint8Array, now: () => number): void {
  if (state.events === null) {
    state.text.push(bytes.slice());
    return;
  }
  for (const event of state.events.add(bytes)) {
    if (isJsonObject(event) && event["type"] === "error") {
      state.failure ??= failureOfEvent(event);
      return;
    }
    if (state.message.finished) return;
    if (state.message.add(event) !== null) state.firstContentAt ??= now();
    if (state.message.finished) state.finishedAt = now();
  }
}

function takeEnd(state: State, now: () => number): void {
  if (state.events !== null) return;
  state.message = readMessage(parseBoundedJson(Buffer.concat(state.text).toString("utf8"), MAX_STORED_LEVELS));
  state.finishedAt = now();
}

function failureOf(state: State): Failure | null {
  if (state.failure !== null) return state.failure;
  try {
    state.message.completion();
    return null;
  } catch (error) {
    if (!(error instanceof MalformedStream)) throw error;
    return streamFailure(error);
  }
}

function failureOfEvent(event: Parameters<typeof objectField>[0]): Failure {
  const error = objectField(event, "error") ?? {};
  return eventFailure({
    status: undefined,
    type: textField(error, "type"),
    errorCode: textField(objectField(error, "details") ?? {}, "error_code"),
    apiMessage: textField(error, "message"),
    message: failureWords("api-error"),
  });
}
