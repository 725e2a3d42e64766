import { type ApiFault, fault, faultBody } from "../rules/api-fault.ts";
import type { FaultPlan } from "../state/fault-plan.ts";
import type { BodyPiece } from "./message-events.ts";
import type { BodyEnd } from "./reply-body.ts";

/** A body as it is sent, whole or broken. */
export interface SentBody {
  readonly pieces: readonly BodyPiece[];
  readonly end: BodyEnd;
  readonly contentType: string;
  readonly isBroken: boolean;
}

/** What an early fault answers instead of a message, or null: 429, 500 and 529 come before anything is produced. */
export function earlyFault({ fault: kind }: FaultPlan): ApiFault | null {
  if (kind === "rate_limit") {
    return { ...fault(429, "simulated: this request would exceed your rate limit"), retryAfterS: 1 };
  }
  if (kind === "server_error") return fault(500, "simulated: internal server error");
  return kind === "overloaded" ? fault(529, "simulated: overloaded") : null;
}

/** Breaks a body as planned, after at least its first piece. `told`: the error event that the reply was told to be. */
export function breakBody(whole: SentBody, plan: FaultPlan, told: ApiFault | null, requestId: string): SentBody {
  const kept = whole.pieces.slice(0, 1 + Math.floor(plan.position * Math.max(0, whole.pieces.length - 1)));
  const broken = { ...whole, pieces: kept, isBroken: true };
  if (told !== null) return { ...broken, pieces: [...kept, errorEvent(told, requestId)] };
  if (plan.fault === "cut" || plan.fault === "stall") return { ...broken, end: plan.fault };
  if (plan.fault === "malformed") return malformed(broken, plan.variant);
  if (plan.fault !== "error_event") return whole;
  return { ...broken, pieces: [...kept, errorEvent(fault(plan.variant < 0.5 ? 529 : 500, "simulated"), requestId)] };
}

/** An HTML page, an event cut inside its JSON, or an answer that ends politely before its end. */
function malformed(broken: SentBody, variant: number): SentBody {
  if (variant < 1 / 3) {
    const page = "<html><body><h1>200 OK</h1><p>simulated proxy page</p></body></html>";
    return { ...broken, pieces: [{ text: page, tokens: 0 }], contentType: "text/html" };
  }
  if (variant >= 2 / 3) return broken;
  const half = { text: 'event: content_block_delta\ndata: {"type":"content_bl\n\n', tokens: 0 };
  return { ...broken, pieces: [...broken.pieces, half] };
}

function errorEvent(error: ApiFault, requestId: string): BodyPiece {
  return { text: `event: error\ndata: ${faultBody(error, requestId)}\n\n`, tokens: 0 };
}
