import type { Call } from "../../domain/run/call.ts";
import type { Budget } from "../../domain/run/budget.ts";
import type { Completion } from "../../domain/run/completion.ts";
import type { CompletionRequest, Provider } from "../../domain/run/provider.ts";
import type { JsonObject } from "../../domain/values/json.ts";
import type { Clock, Random } from "../../domain/values/clock.ts";
import type { Picodollars } from "../../domain/values/money.ts";
import type { RequestShare } from "../../domain/run/admission.ts";
import type { Dispatcher } from "../schedule/dispatcher.ts";
import type { RunStop } from "../schedule/run-stop.ts";
import type { Books } from "./books.ts";
import type { CutOffs } from "./cut-offs.ts";

/** What the price of a call hangs on: its model, and the endpoint that its request names. */
export type PricedCall = Pick<Call, "model" | "request">;

/** What the price of an answer hangs on. */
export type PricedAnswer = Pick<Completion, "modelServed" | "usage">;

/** What models cost and how much a request takes, as the pipeline knows it. */
export interface CallPrices {
  /** The price of a model's answer on the day `atMs`; null: unknown. */
  costOf(call: PricedCall, answer: PricedAnswer, atMs: number): Picodollars | null;
  /** What a cap counts for it, where that is more than the price; absent: the price. */
  capCostOf?(call: PricedCall, completion: Completion, atMs: number): Picodollars | null;
  /** The most that a request can cost; null: unknown. */
  worstCost(request: CompletionRequest): Picodollars | null;
  /** The attachments of a request whose tokens nobody has counted: its worst cost is unknown until they are. */
  uncounted(request: CompletionRequest): readonly JsonObject[];
  /** What a request probably takes of the token limits. */
  expectedTokens(request: CompletionRequest): RequestShare;
}

/** Who is told of what happens to calls on their way. */
export interface CallWatch {
  onText(call: Call, delta: string): void;
  /** An attempt goes out. */
  onSent(): void;
  onRateLimited(bucket: string, retryAfterMs: number | null): void;
}

/** What sending a request takes. */
export interface Sending {
  readonly provider: Provider;
  readonly dispatcher: Dispatcher;
  /** What the dispatcher reserves under. */
  readonly budget: Budget;
  readonly prices: CallPrices;
  readonly books: Books;
  readonly stop: RunStop;
  readonly clock: Clock;
  readonly random: Random;
  /** Aborts when what is in flight may no longer finish. */
  readonly cutoff: AbortSignal;
  readonly cutOffs: CutOffs;
  readonly watch: CallWatch;
  /** Has the endpoint ever answered, be it with an error? Then a broken connection is that call's affair alone. */
  isReached: boolean;
}
