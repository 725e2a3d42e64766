import { expect, test } from "vitest";
import { decideBrowser, findBrowser } from "../../scripts/find-browser.mjs";

test.each([
  { isThere: true, mayInstall: true, isCi: true, decision: "use" },
  { isThere: true, mayInstall: false, isCi: false, decision: "use" },
  { isThere: false, mayInstall: true, isCi: false, decision: "install" },
  { isThere: false, mayInstall: true, isCi: true, decision: "install" },
  { isThere: false, mayInstall: false, isCi: false, decision: "tell" },
  { isThere: false, mayInstall: false, isCi: true, decision: "fail" },
])("there $isThere, may install $mayInstall, CI $isCi: $decision", ({ decision, ...state }) => {
  expect(decideBrowser(state)).toBe(decision);
});

test.each([
  { name: "Debian's", env: {}, there: ["/usr/bin/chromium", "/usr/bin/google-chrome"], found: "/usr/bin/chromium" },
  { name: "Chrome of a CI image", env: {}, there: ["/usr/bin/google-chrome"], found: "/usr/bin/google-chrome" },
  {
    name: "the one that is named",
    env: { CHROMIUM_PATH: "/opt/c" },
    there: ["/opt/c", "/usr/bin/chromium"],
    found: "/opt/c",
  },
  {
    name: "a named one that is missing is no other",
    env: { CHROMIUM_PATH: "/opt/c" },
    there: ["/usr/bin/chromium"],
    found: null,
  },
  { name: "none", env: {}, there: [] as string[], found: null },
])("finds $name", ({ env, there, found }) => {
  expect(findBrowser(env, (path) => there.includes(path))).toBe(found);
});
