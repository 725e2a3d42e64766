import { isJsonObject, type Json, type JsonObject } from "../../../domain/values/json.ts";
import type { RequestFindings } from "./check-request.ts";
import { isWhole } from "./surrogate-rules.ts";

/**
 * Examines requests of which most differ from the one before in their texts alone, as the cases of a suite do. Of the text of
 * a message or of a `text` block the rules ask no more than `isPlain` does: where the request before was sound, and this one
 * has plain texts in the same places and all else in common with it, it is as sound. Others are examined whole.
 */
export class RequestExaminer {
  private readonly whole: (body: JsonObject) => RequestFindings;
  private sound: { readonly body: JsonObject; readonly findings: RequestFindings } | null = null;

  /** `whole`: examines a request by every rule; what it finds hangs on the body alone. */
  constructor(whole: (body: JsonObject) => RequestFindings) {
    this.whole = whole;
  }

  examine(body: JsonObject): RequestFindings {
    if (this.sound !== null && isAlike(body, this.sound.body, ofBody)) return this.sound.findings;
    const findings = this.whole(body);
    if (findings.refusals.length + findings.unknown.length === 0) this.sound = { body, findings };
    return findings;
  }
}

/** Is a member of a map as good as the one before? `role`: of the message around it. */
type AsGood = (key: string, now: Json, before: Json, role: Json) => boolean;

/** Have two maps the same members, but for those that are as good? */
function isAlike(now: Json, before: Json, asGood: AsGood, role: Json = null): boolean {
  if (!isJsonObject(now) || !isJsonObject(before)) return false;
  const keys = Object.keys(now);
  if (keys.length !== Object.keys(before).length) return false;
  return keys.every((key) => {
    const [mine = null, its] = [now[key], before[key]];
    return its !== undefined && (mine === its || asGood(key, mine, its, role));
  });
}

function eachAlike(now: Json, before: Json, isGood: (now: Json, before: Json) => boolean): boolean {
  if (!Array.isArray(now) || !Array.isArray(before) || now.length !== before.length) return false;
  return now.every((item: Json, index) => isGood(item, before[index] as Json)); // there are as many as in `now`
}

const ofBody: AsGood = (key, now, before) => {
  if (key === "system") return isContentGood(now, before, key);
  return key === "messages" && eachAlike(now, before, isMessageGood);
};

const ofMessage: AsGood = (key, now, before, role) => key === "content" && isContentGood(now, before, role);

const ofBlock: AsGood = (key, now, before, role) => key === "text" && isTextGood(now, before, role);

function isMessageGood(now: Json, before: Json): boolean {
  return isAlike(now, before, ofMessage, isJsonObject(now) ? (now["role"] ?? null) : null);
}

function isContentGood(now: Json, before: Json, role: Json): boolean {
  if (typeof now === "string") return isTextGood(now, before, role);
  return eachAlike(now, before, (block, its) => isTextBlock(block) && isAlike(block, its, ofBlock, role));
}

function isTextBlock(block: Json): boolean {
  return isJsonObject(block) && block["type"] === "text";
}

function isTextGood(now: Json, before: Json, role: Json): boolean {
  return typeof now === "string" && typeof before === "string" && isPlain(now, role);
}

/** Has a text something to see, no half surrogate, and no white space at the end of what the model is to go on with? */
function isPlain(text: string, role: Json): boolean {
  return /\S/.test(text) && isWhole(text) && (role !== "assistant" || text.trimEnd() === text);
}
