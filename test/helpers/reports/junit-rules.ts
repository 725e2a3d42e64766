import { parseXml } from "./xml.ts";
import type { XmlElement } from "./xml.ts";

/**
 * What is wrong with a document under the rules that Jenkins' junit-10, the Ant schema and junit-4 have in common
 * (each rule is of at least one of them). Empty: all three accept it.
 */
export function junitProblems(source: string): string[] {
  const problems: string[] = [];
  const demand = (holds: boolean, problem: string): void => {
    if (!holds) problems.push(problem);
  };
  const root = parseXml(source);
  demand(root.name === "testsuites", "the root is testsuites");
  demand(Object.keys(root.attributes).length === 0, "testsuites has no attributes (Ant)");
  for (const [index, suite] of root.children.entries()) suiteRules(suite, index, demand);
  return problems;
}

type Demand = (holds: boolean, problem: string) => void;

const SUITE_ATTRIBUTES = ["name", "package", "id", "timestamp", "hostname", "tests", "failures", "errors", "time"];
const TIME = /^\d+\.\d{3}$/;

function suiteRules(suite: XmlElement, index: number, demand: Demand): void {
  const { attributes, children } = suite;
  demand(suite.name === "testsuite", `testsuites holds testsuite, not ${suite.name}`);
  demand(
    sameWords(Object.keys(attributes), SUITE_ATTRIBUTES),
    `attributes of testsuite: ${Object.keys(attributes).join()}`,
  );
  demand(attributes["id"] === String(index), "ids count from 0 (Ant)");
  demand(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(attributes["timestamp"] ?? ""), "timestamp without zone (Ant)");
  demand(TIME.test(attributes["time"] ?? ""), "time is a plain decimal");
  const cases = children.filter((child) => child.name === "testcase");
  const order = ["properties", ...cases.map(() => "testcase"), "system-out", "system-err"];
  demand(sameOrder(children, order), "properties, testcases, system-out, system-err in this order (Ant)");
  demand((children[0]?.children.length ?? 0) > 0, "properties holds at least one property");
  demand(attributes["tests"] === String(cases.length), "tests counts the cases");
  for (const [attribute, element] of [
    ["failures", "failure"],
    ["errors", "error"],
  ] as const) {
    const count = cases.filter((testCase) => testCase.children[0]?.name === element).length;
    demand(attributes[attribute] === String(count), `${attribute} counts the ${element} elements`);
  }
  const names = cases.map((testCase) => `${testCase.attributes["classname"]} ${testCase.attributes["name"]}`);
  demand(new Set(names).size === names.length, "names are unique (GitLab drops repeats)");
  for (const testCase of cases) caseRules(testCase, demand);
}

function caseRules(testCase: XmlElement, demand: Demand): void {
  demand(sameWords(Object.keys(testCase.attributes), ["name", "classname", "time"]), "testcase: name, classname, time");
  demand(TIME.test(testCase.attributes["time"] ?? ""), "time is a plain decimal");
  demand(testCase.children.length <= 1, "at most one result");
  const [result] = testCase.children;
  if (result === undefined) return;
  demand(["skipped", "failure", "error"].includes(result.name), `no ${result.name} in testcase`);
  if (result.name === "skipped") {
    demand(Object.keys(result.attributes).length === 0 && result.text === "", "skipped is bare (junit-4)");
  } else {
    demand(sameWords(Object.keys(result.attributes), ["type", "message"]), "a result has type and message");
    demand(result.text.trim() !== "", "a result has text (GitLab shows it)");
  }
}

function sameWords(actual: readonly string[], expected: readonly string[]): boolean {
  return [...actual].sort().join() === [...expected].sort().join();
}

function sameOrder(children: readonly XmlElement[], names: readonly string[]): boolean {
  return children.map((child) => child.name).join() === names.join();
}
