import { meterWords } from "../domain/diagnostics/meter-words.ts";
import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isOwnName } from "../host/loopback.ts";
import { type Refusal, refusal } from "./api-words.ts";

/** What a request must bring before anything of it is looked at. */
export interface Door {
  readonly port: number;
  /** The stand-in key: a client that has it may spend. */
  readonly key: string;
}

/**
 * Why a request is not let in; null: it is. Only programs of this machine are: a page whose name was pointed here (DNS
 * rebinding) names another host, a page elsewhere comes with its origin, and neither knows the key.
 */
export function denial(request: IncomingMessage, { port, key }: Door): Refusal | null {
  const { headers } = request;
  if (!isOwnName(headers.host, port)) return refusal(403, meterWords("foreign-name"));
  if (headers.origin !== undefined || request.method === "OPTIONS") return refusal(403, meterWords("of-a-page"));
  const bearer = /^Bearer\s+(.*)$/i.exec(headers.authorization ?? "")?.[1];
  const given = [headers["x-api-key"], bearer].flatMap((value) => (typeof value === "string" ? [value.trim()] : []));
  if (given.some((value) => isEqual(value, key))) return null;
  return refusal(401, meterWords(given.length === 0 ? "no-key" : "other-key"));
}

/** In a time that says nothing of where they differ. (How long the key is, is no secret.) */
function isEqual(given: string, key: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(key)];
  return a.length === b.length && timingSafeEqual(a, b);
}
