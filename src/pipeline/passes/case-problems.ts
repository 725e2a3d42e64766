import { allThere, type MaybePromise, whenThere } from "../../base/maybe-promise.ts";
import type { CheckPreparer } from "../../checks/prepare/check-preparer.ts";
import type { Suite } from "../../domain/suite.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import type { PlannedCase } from "../../plan/cases/planned-case.ts";
import { toolResultProblems } from "../../plan/requests/tool-result-problems.ts";
import { caseGateProblems } from "../judging/judge-gate-problems.ts";
import { judgeProblems } from "../judging/judge-problems.ts";
import type { SuiteJudging } from "../judging/judging.ts";
import { pairProblems } from "../judging/pair-questions.ts";
import { checkProblems } from "./check-problems.ts";
import type { LoadedSuite } from "./loading/load-suites.ts";
import { asksService } from "./targets/asks-service.ts";

/** What the checks of a case are prepared with. */
interface CaseChecking {
  readonly prepare: CheckPreparer;
  readonly judging: SuiteJudging;
  readonly loaded: LoadedSuite;
}

/** What is wrong with what is expected of a case, and with what its tools answer: the same on every arm. */
export function caseProblems(
  planned: PlannedCase,
  { prepare, judging, loaded }: CaseChecking,
): MaybePromise<readonly Diagnostic[]> {
  const found = allThere([
    checkProblems(planned, prepare),
    judgeProblems(planned, judging),
    caseGateProblems(planned, loaded.suite),
    pairProblems(loaded.suite.prefer, planned.vars),
    serviceRequests(loaded, planned),
    toolResultProblems(planned, loaded.files),
  ]);
  return whenThere(found, (problems) => problems.flat());
}

/** What services would be asked for a case. Only suites that ask one load what that takes. */
function serviceRequests({ suite }: LoadedSuite, planned: PlannedCase): MaybePromise<readonly Diagnostic[]> {
  return planned.skip === null && asksService(suite) ? requestsOfServices(suite, planned) : [];
}

async function requestsOfServices(suite: Suite, planned: PlannedCase): Promise<readonly Diagnostic[]> {
  const { servicesOf, serviceRequestProblems } = await import("./targets/service-problems.ts");
  const found = servicesOf(suite.arms).map((service) => serviceRequestProblems(service, planned));
  return (await Promise.all(found)).flat();
}
