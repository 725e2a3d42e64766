import type { RunLine } from "../../../domain/formats/records.ts";
import { commandWords } from "../../../report/words/meter-words.ts";
import { askedModel } from "./asked-model.ts";
import type { SpentRequest } from "./spent-request.ts";
import type { UsageLabels } from "./usage-groups.ts";

type Part = UsageLabels["part"];

/** What a request of a run belongs to. `arm`: its trial's; null: that is not known. */
export function labelsOf(request: SpentRequest, run: RunLine, arm: string | null): UsageLabels {
  const suite = run.suites[request.suite];
  const part = partOf(request, run, arm);
  return {
    day: request.atMs === null ? null : new Date(request.atMs).toISOString().slice(0, 10),
    model: modelOf(request, run, arm),
    suite: run.meter === undefined ? (suite?.name ?? null) : null,
    arm: part === "answers" ? arm : null,
    part,
    meter: run.meter === undefined || run.meter.command === null ? null : commandWords(run.meter),
  };
}

/** The arm of whatever belongs to a suite's only one; null: there are several, or none. */
export function onlyArm({ suite }: SpentRequest, run: RunLine): string | null {
  const arms = armsOf(run, suite);
  return arms.length === 1 ? (arms[0]?.id ?? null) : null;
}

/** Does it belong to a trial, whose line names the arm? */
export function isOfTrial(request: SpentRequest, run: RunLine): boolean {
  return run.meter === undefined && request.role !== "judge" && !request.isOverhead;
}

function partOf(request: SpentRequest, run: RunLine, arm: string | null): Part {
  if (run.meter !== undefined) return "meter";
  if (request.role === "judge") return "judges";
  if (request.isOverhead) return "overhead";
  return arm === null ? "unfinished" : "answers";
}

function modelOf(request: SpentRequest, run: RunLine, arm: string | null): string | null {
  const { asked, served, suite, role } = request;
  if (asked !== null) return asked;
  if (role === "judge") return askedModel(served, judgeModels(run, suite));
  const arms = armsOf(run, suite);
  const known = arms.find(({ id }) => id === arm);
  return (
    known?.model ??
    askedModel(
      served,
      arms.map(({ model }) => model),
    )
  );
}

function judgeModels({ suites }: RunLine, suite: number): string[] {
  // Those of a panel are parted by commas.
  return (suites[suite]?.judges ?? []).flatMap(({ model }) => model.split(",").map((id) => id.trim()));
}

interface StoredArm {
  readonly id: string;
  readonly model: string;
}

/** The journal says of arms only that they are maps. */
function armsOf({ suites }: RunLine, suite: number): StoredArm[] {
  return (suites[suite]?.arms ?? []).flatMap((arm) => {
    const { id, model } = arm as { readonly id?: unknown; readonly model?: unknown };
    return typeof id === "string" && typeof model === "string" ? [{ id, model }] : [];
  });
}
