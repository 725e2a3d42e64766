import { nearestWord } from "../../base/nearest-word.ts";
import { said } from "../../domain/diagnostics/said.ts";
import { resolveReferences } from "../../domain/values/environment-reference.ts";
import type { Diagnostic, Place, Severity } from "../../domain/values/problem.ts";
import type { CompletionRequest } from "../../domain/run/provider.ts";
import type { Arm, BlockSource, ContentSource } from "../../domain/suite.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import { examineRequest } from "../../providers/simulator/rules/check-request.ts";
import { RequestExaminer } from "../../providers/simulator/rules/request-examiner.ts";
import type { UnknownName } from "../../providers/simulator/rules/known-names.ts";
import { refusalCause } from "./refusal-cause.ts";

/** A planned request, and what it comes from: where to say what is wrong with it. */
export interface PlannedRequest {
  readonly request: CompletionRequest;
  readonly planned: PlannedCase;
  readonly arm: Arm;
  /** From 1. */
  readonly turn: number;
}

/** Problems of one request. `ofArm`: they stand in settings and show in every case. */
export interface RequestProblems {
  readonly ofArm: readonly Diagnostic[];
  readonly ofCase: readonly Diagnostic[];
}

/** Examines the requests of an arm by the rules of the simulator, which are written apart from the capability tables. */
export function createExaminer({ headers, apiVersion }: Pick<Arm, "headers" | "apiVersion">): RequestExaminer {
  return new RequestExaminer((body) => {
    const known = resolveReferences({ body, headers }, (name) => `value-of-${name}`);
    return examineRequest(
      { ...known.body, stream: true },
      {
        version: headerOf(known.headers, "anthropic-version") ?? apiVersion,
        betas: (headerOf(known.headers, "anthropic-beta") ?? "").split(",").map((beta) => beta.trim()),
        place: "messages",
      },
    );
  });
}

/**
 * What the API would refuse of a request that is going to be sent. A name that the rules do not know may be newer than they
 * are: that is a warning. `examiner`: of its arm.
 */
export function requestProblems(at: PlannedRequest, examiner: RequestExaminer): RequestProblems {
  const { refusals, unknown, knowsModel } = examiner.examine(at.request.body);
  if (refusals.length + unknown.length === 0) return NONE;
  // What serves a model that is in no list may take what the Messages API does not.
  const severity = knowsModel ? "error" : "warning";
  const found = [
    ...refusals.map((complaint) => refused(complaint, severity, at)),
    ...unknown.map((name) => unknownName(name, at)),
  ];
  return {
    ofArm: found.filter(({ isOfArm }) => isOfArm).map(({ problem }) => problem),
    ofCase: found.filter(({ isOfArm }) => !isOfArm).map(({ problem }) => problem),
  };
}

const NONE: RequestProblems = { ofArm: [], ofCase: [] };

function headerOf(headers: Readonly<Record<string, string>>, wanted: string): string | null {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
}

interface Placed {
  readonly problem: Diagnostic;
  readonly isOfArm: boolean;
}

function refused(complaint: string, severity: Severity, at: PlannedRequest): Placed {
  const { place, isOfArm } = placeOf(complaint, at);
  const words = said("refused-request", { arm: at.arm.id, complaint, cause: refusalCause(complaint) });
  return { problem: { severity, place, ...words }, isOfArm };
}

/** Fields that every API version took once, or that no body has: an error, whatever is new. */
const NEVER: readonly string[] = ["temperature", "top_p", "top_k", "betas"];

function unknownName({ name, known, unlockedBy, complaint }: UnknownName, at: PlannedRequest): Placed {
  if (pathOf(complaint).length === 1 && NEVER.includes(name)) return refused(complaint, "error", at);
  const { place, isOfArm } = placeOf(complaint, at);
  const [header] = unlockedBy;
  const words =
    header === undefined
      ? said("unknown-to-api", { name, complaint, nearest: nearestWord(name, known) })
      : said("unknown-to-api.beta", { name, complaint, header });
  return { problem: { severity: "warning", place, ...words }, isOfArm };
}

/** The steps before the colon of a complaint: `messages.0.content.1.text`; none where it names no place. */
function pathOf(complaint: string): readonly string[] {
  return /^([A-Za-z_]\w*(?:\.[\w-]+)*):/.exec(complaint)?.[1]?.split(".") ?? [];
}

/** Where what a path of the request names stands in the suite: a block of a message, a setting, or the arm. */
function placeOf(complaint: string, { arm, planned, turn }: PlannedRequest): { place: Place; isOfArm: boolean } {
  const [field = "", index = "", , block = ""] = pathOf(complaint);
  const asked = planned.turns[turn - 1]?.user;
  const sent = asked === undefined ? arm.messages.map(({ content }) => content) : [asked];
  if (field === "system") return { place: blockPlace(arm.system, Number(index)) ?? arm.place, isOfArm: false };
  if (field === "messages") {
    // The API counts messages in some complaints and names the first or the last in others.
    const message = index === "" && complaint.includes("final") ? sent.at(-1) : (sent[Number(index)] ?? sent.at(-1));
    return { place: blockPlace(message ?? null, Number(block)) ?? planned.place, isOfArm: false };
  }
  const setting = arm.settingPlaces.get(field);
  if (setting === undefined) {
    const cached = field === "cache_control" ? lastCached([arm.system, ...sent]) : null;
    return { place: cached ?? arm.place, isOfArm: false };
  }
  const isItem = /^\d+$/.test(index) && setting.kind === "node";
  const place = isItem ? { ...setting, pointer: [...setting.pointer, Number(index)], at: "value" as const } : setting;
  return { place, isOfArm: true };
}

function blockPlace(content: ContentSource | null, index: number): Place | null {
  const block = content?.blocks[index] ?? content?.blocks[0];
  return block === undefined ? null : placeOfBlock(block);
}

function placeOfBlock(block: BlockSource): Place {
  return block.kind === "text" ? block.source.place : block.place;
}

/** Complaints of cache breakpoints name no block: the last that has one stands for them. */
function lastCached(contents: readonly (ContentSource | null)[]): Place | null {
  const blocks = contents.flatMap((content) => content?.blocks ?? []);
  const cached = blocks.findLast((block) =>
    block.kind === "raw" ? (block.block["cache_control"] ?? null) !== null : block.cacheControl !== null,
  );
  return cached === undefined ? null : placeOfBlock(cached);
}
