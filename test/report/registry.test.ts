import { expect, test } from "vitest";
import { isReporterName, REPORTERS } from "../../src/report/registry.ts";
import { render } from "../helpers/report-fixtures.ts";
import { onePass } from "../helpers/report-shapes.ts";

test.each(Object.keys(REPORTERS))("%s can be loaded and writes something", async (name) => {
  expect(isReporterName(name)).toBe(true);
  if (isReporterName(name)) expect(await render(await REPORTERS[name](), onePass)).not.toBe("");
});

test.each(["tables", "", "constructor", "__proto__"])("%o is no reporter", (name) => {
  expect(isReporterName(name)).toBe(false);
});
