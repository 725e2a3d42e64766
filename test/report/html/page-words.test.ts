import { expect, test } from "vitest";
import { REPORTS } from "../../../src/domain/diagnostics/english/reports/reports.ts";
import { PAGE } from "../../../src/domain/diagnostics/english/reports/page.ts";
import { TEXTS } from "../../../src/domain/diagnostics/english/texts/texts.ts";
import { PAGE_SCRIPT } from "../../../src/report/html/generated/page-script.ts";

/** The texts of a catalogue that are about nothing, and so stand in a program as they are. */
function fixedTexts(catalogue: object): string[] {
  return Object.values(catalogue).flatMap((write: (about?: never) => string) =>
    write.length === 0 && write().length > 20 ? [write()] : [],
  );
}

test("the page in the browser has the words that it says, and carries no other catalogue", () => {
  const own = fixedTexts(PAGE);
  const others = [REPORTS, TEXTS].flatMap(fixedTexts);
  expect([own.length > 5, others.length > 30]).toEqual([true, true]);
  expect(own.filter((text) => !PAGE_SCRIPT.includes(text))).toEqual([]);
  expect(others.filter((text) => PAGE_SCRIPT.includes(text) && !own.includes(text))).toEqual([]);
});
