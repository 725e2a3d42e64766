import { expect, test } from "vitest";
import { decideBrowser, findBrowser } from "../../scripts/find-browser.mjs";

test.each([
  { isThere: true, isLight: true, mayInstall: true, isCi: true, decision: "use" },
  { isThere: true, isLight: true, mayInstall: false, isCi: false, decision: "use" },
  { isThere: true, isLight: false, mayInstall: true, isCi: true, decision: "install" },
  { isThere: true, isLight: false, mayInstall: false, isCi: true, decision: "use" },
  { isThere: false, isLight: false, mayInstall: true, isCi: false, decision: "install" },
  { isThere: false, isLight: false, mayInstall: true, isCi: true, decision: "install" },
  { isThere: false, isLight: false, mayInstall: false, isCi: false, decision: "tell" },
  { isThere: false, isLight: false, mayInstall: false, isCi: true, decision: "fail" },
])("there $isThere, light $isLight, may install $mayInstall, CI $isCi: $decision", ({ decision, ...state }) => {
  expect(decideBrowser(state)).toBe(decision);
});

test.each([
  { name: "Debian's", env: {}, there: ["/usr/bin/chromium", "/usr/bin/google-chrome"], found: "/usr/bin/chromium" },
  {
    name: "Debian's shell of it first",
    env: {},
    there: ["/usr/bin/chromium", "/usr/bin/chromium-headless-shell"],
    found: "/usr/bin/chromium-headless-shell",
  },
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
