import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { WireAnswer } from "../domain/run/metering.ts";
import { refusal } from "./api-words.ts";

/** What a request must bring before anything of it is looked at. */
export interface Door {
  readonly port: number;
  /** The stand-in key: whoever has it may spend. */
  readonly key: string;
}

/**
 * Why a request is not let in; null: it is. Only programs of this machine are: a page whose name was pointed here (DNS
 * rebinding) names another host, a page elsewhere comes with its origin, and neither knows the key.
 */
export function denial(request: IncomingMessage, { port, key }: Door): WireAnswer | null {
  const { headers } = request;
  const hosts = ["127.0.0.1", "localhost"].map((name) => `${name}:${port}`);
  if (!hosts.includes(headers.host ?? "")) return refusal(403, "this name is not of this machine");
  if (headers.origin !== undefined || request.method === "OPTIONS")
    return refusal(403, "a browser's page may not send here");
  const bearer = /^Bearer\s+(.*)$/i.exec(headers.authorization ?? "")?.[1];
  const given = [headers["x-api-key"], bearer].flatMap((value) => (typeof value === "string" ? [value.trim()] : []));
  if (given.some((value) => isEqual(value, key))) return null;
  const message =
    given.length === 0
      ? "x-api-key header is required: use the key that the meter gave (ANTHROPIC_API_KEY of its environment)"
      : "invalid x-api-key: the meter takes its own stand-in key alone (ANTHROPIC_API_KEY of its environment)";
  return refusal(401, message);
}

/** In a time that says nothing of where they differ. (How long the key is, is no secret.) */
function isEqual(given: string, key: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(key)];
  return a.length === b.length && timingSafeEqual(a, b);
}
