import { parentPort, workerData } from "node:worker_threads";
import { createCheckPreparer } from "../../checks/prepare/check-preparer.ts";
import type { ItemToPrepare } from "../../checks/prepare/prepare-item.ts";
import { hasProblems } from "../../domain/check.ts";
import type { CheckCall } from "../../graders/check-grader.ts";
import type { AnswerPort } from "../../graders/worker-thread.ts";

/** The program of the threads that grade what may take long: it answers each call with a verdict. */
const prepare = createCheckPreparer(() => Promise.reject(new Error("scripts have threads of their own")));

const { answers } = workerData as AnswerPort; // what `WorkerThread` hands over

parentPort?.on("message", (call: CheckCall) => void answer(call));

async function answer({ item, answer: given, context }: CheckCall): Promise<void> {
  const prepared = await prepare(item as ItemToPrepare); // the checks' own item, cloned
  if (hasProblems(prepared)) throw new Error("a check that was fine is not");
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  answers.postMessage(await prepared.grade(given, context));
}
