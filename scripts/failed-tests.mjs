// A reporter of vitest for scripts/test.mjs: writes what was red into the file that FAILED_TESTS names, so that it can be told
// once more at the very end. What a machine keeps of a long run is its last page.
import { writeFileSync } from "node:fs";

/** The first lines of what was thrown: enough to know it by. */
const SHOWN_LINES = 12;

const wordsOf = (error) =>
  `${error.name ?? "Error"}: ${error.message}\n${error.diff ?? ""}\n${(error.stack ?? "").split("\n").slice(1, 4).join("\n")}`
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(0, SHOWN_LINES)
    .map((line) => `    ${line}`)
    .join("\n");

const told = (what, errors) => [what, ...errors.map(wordsOf)].join("\n");

function failuresOf(module) {
  const whole = module.errors();
  const broken = whole.length > 0 ? [told(module.relativeModuleId, whole)] : [];
  const suites = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
  const tests = [...module.children.allTests("failed")];
  const red = [...suites.map((suite) => [suite, suite.errors()]), ...tests.map((test) => [test, test.result().errors])];
  return [...broken, ...red.map(([task, errors]) => told(`${module.relativeModuleId} > ${task.fullName}`, errors))];
}

export default class FailedTests {
  onTestRunEnd(modules, unhandled) {
    const failures = modules.flatMap(failuresOf);
    if (unhandled.length > 0) failures.push(told("outside of any test", unhandled));
    if (process.env.FAILED_TESTS) writeFileSync(process.env.FAILED_TESTS, failures.join("\n"));
  }
}
