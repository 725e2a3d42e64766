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
  const why = failure === null ? "" : ` (${failure})`;
  return {
    severity: "error",
    code: "uncounted-attachment",
    place: firstAttachment(sources) ?? planned.place,
    message: `the tokens of this attachment could not be counted${why}, so its cost cannot be capped`,
    hint: "the endpoint must offer /v1/messages/count_tokens; or remove the cap, or the attachment",
  };
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
  if (part === null) {
    return { severity: "error", code: "unknown-price", place: arm.place, ...unpriced(arm, facts) };
  }
  return {
    severity: "error",
    code: "open-ended-cost",
    place: placeOfPart(part, arm),
    message: `\`${part}\` may cost any amount, so the cost of \`${arm.id}\` cannot be capped`,
    hint: openEndedHint(part),
  };
}

function openEndedHint(part: string): string {
  if (part.startsWith("advisor_")) {
    return "give the advisor `max_uses`, `max_tokens` and a model of prompt-run's list; else remove the tool, or the cap";
  }
  const isTool = /_\d{8}$|toolset$/.test(part);
  return isTool
    ? "give a web search or fetch tool `max_uses`; else remove the tool, or the cap"
    : `remove \`${part}\`, or the cap`;
}

/** A body field, or the tool of that type in the list of tools. */
function placeOfPart(part: string, { settings, settingPlaces, place }: Arm): Place {
  const { tools } = settings;
  const isTool = !Object.hasOwn(settings, part);
  const said = settingPlaces.get(isTool ? "tools" : part) ?? place;
  const index = Array.isArray(tools)
    ? tools.findIndex((tool: Json) => isJsonObject(tool) && tool["type"] === part)
    : -1;
  return isTool && index >= 0 && said.kind === "node"
    ? { ...said, pointer: [...said.pointer, index], at: "value" }
    : said;
}

/** That nobody knows the model comes before what follows from it. */
function unpriced({ id, model }: Arm, facts: ModelFacts): Pick<Diagnostic, "message" | "hint"> {
  const hint = "give it a price in prompt-run.config.yaml (`prices:`), or remove the cap";
  const standing = facts.standing(model);
  if (standing.status !== "unknown") {
    return { message: `the price of \`${id}\` is unknown, so its cost cannot be capped`, hint };
  }
  const message = `the model \`${model}\` is in no list of prompt-run's: its price is unknown, so its cost cannot be capped`;
  return { message, hint: standing.nearest === null ? hint : `did you mean \`${standing.nearest}\`? Else ${hint}` };
}
