import type { OpenEndedKind } from "../../domain/diagnostics/english/suites/gates.ts";
import { type Said, said } from "../../domain/diagnostics/said.ts";
import { isJsonObject, type Json } from "../../domain/values/json.ts";
import type { ModelFacts } from "../../domain/model.ts";
import type { Picodollars } from "../../domain/values/money.ts";
import type { Diagnostic, Place } from "../../domain/values/problem.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import type { Arm, ContentSource } from "../../domain/suite.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import type { AttachmentTokens } from "./attachment-tokens.ts";
import { requestBound } from "../../models/request-bound.ts";

/** What a request comes from: where to say that it cannot be bounded. */
interface Origin {
  readonly planned: PlannedCase;
  readonly arm: Arm;
}

export interface BoundingInput {
  readonly facts: ModelFacts;
  readonly nowMs: number;
  readonly attachments: AttachmentTokens;
  readonly isCapped: boolean;
}

export interface BoundedRequest {
  readonly expectedTokens: number;
  /** Of the prompt, at most; null: an attachment was not counted. */
  readonly maxTokens: number | null;
  /** Null: not known, and `unbounded` says why. */
  readonly worstPico: Picodollars | null;
  readonly unbounded: Diagnostic | null;
}

/** The most that a request can cost. Where money is capped, its attachments are counted first. */
export async function boundRequest(
  request: CompletionRequest,
  origin: Origin,
  { facts, nowMs, attachments, isCapped }: BoundingInput,
): Promise<BoundedRequest> {
  const first = requestBound(request, attachments.tokensOf);
  let failure: string | null = null;
  for (const block of isCapped ? first.uncounted : []) failure ??= await attachments.count(request, block);
  const bound = first.uncounted.length === 0 ? first : requestBound(request, attachments.tokensOf);
  const { expectedTokens, maxTokens } = bound;
  if (maxTokens === null) return { expectedTokens, maxTokens, worstPico: null, unbounded: uncounted(origin, failure) };
  const worstPico = facts.at(request.endpoint ?? null).worstCost(request, maxTokens, nowMs);
  const unbounded = worstPico === null ? openEnded(facts.openEndedPart(request), origin.arm, facts) : null;
  return { expectedTokens, maxTokens, worstPico, unbounded };
}

function uncounted({ planned, arm }: Origin, failure: string | null): Diagnostic {
  const contents = [...(arm.system === null ? [] : [arm.system]), ...arm.messages.map(({ content }) => content)];
  const sources = [...planned.turns.map(({ user }) => user), ...contents];
  const place = firstAttachment(sources) ?? planned.place;
  return { severity: "error", place, ...said("uncounted-attachment", { reason: failure }) };
}

function firstAttachment(contents: readonly ContentSource[]): Place | null {
  for (const { blocks } of contents) {
    for (const block of blocks) {
      if (block.kind === "image" || block.kind === "document") return block.path.place;
      if (block.kind === "raw" && "source" in block.block) return block.place;
    }
  }
  return null;
}

function openEnded(part: string | null, arm: Arm, facts: ModelFacts): Diagnostic {
  if (part === null) return { severity: "error", place: arm.place, ...unpriced(arm, facts) };
  const words = said("open-ended-cost", { part, kind: kindOf(part), arm: arm.id });
  return { severity: "error", place: placeOfPart(part, arm), ...words };
}

function kindOf(part: string): OpenEndedKind {
  if (part.startsWith("advisor_")) return "advisor";
  return /_\d{8}$|toolset$/.test(part) ? "tool" : "member";
}

/** A body field, or the tool of that type in the list of tools. */
function placeOfPart(part: string, { settings, settingPlaces, place }: Arm): Place {
  const { tools } = settings;
  const isTool = !Object.hasOwn(settings, part);
  const setting = settingPlaces.get(isTool ? "tools" : part) ?? place;
  const index = Array.isArray(tools)
    ? tools.findIndex((tool: Json) => isJsonObject(tool) && tool["type"] === part)
    : -1;
  return isTool && index >= 0 && setting.kind === "node"
    ? { ...setting, pointer: [...setting.pointer, index], at: "value" }
    : setting;
}

/** That nobody knows the model comes before what follows from it. */
function unpriced({ id, model }: Arm, facts: ModelFacts): Said {
  const standing = facts.standing(model);
  return standing.status === "unknown"
    ? said("unknown-price.model", { model, nearest: standing.nearest })
    : said("unknown-price.arm", { arm: id });
}
