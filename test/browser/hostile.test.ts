import { describe, expect } from "vitest";
import { html } from "../../src/report/html/html.ts";
import { browserTest, useBrowser } from "../helpers/browser.ts";
import type { Watched } from "../helpers/browser.ts";
import {
  arm,
  comparison,
  erroredTrial,
  failedTrial,
  failing,
  head,
  render,
  rule,
  slice,
  suite,
} from "../helpers/report-fixtures.ts";
import type { ReportFixture } from "../helpers/report-fixtures.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const browser = useBrowser();
const RUN = "document.title='RUN'";

/** What would run, load or disguise itself if it were taken for more than text. */
const HOSTILE: readonly string[] = [
  `</script><script>${RUN}</script>`,
  `<!--<script>${RUN}</script>-->`,
  `<img src=x onerror="${RUN}">`,
  `"><img src=http://127.0.0.1:9/x onerror=${RUN}>`,
  `' onmouseover='${RUN}' autofocus onfocus='${RUN}' x='`,
  `<svg onload="${RUN}"><script>${RUN}</script></svg>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<a href="javascript:${RUN}">x</a>`,
  `javascript:${RUN}`,
  `]]></style><link rel=stylesheet href=http://127.0.0.1:9/x.css>`,
  `<base href="http://127.0.0.1:9/"><meta http-equiv=refresh content="0;url=http://127.0.0.1:9/">`,
  `<form action=http://127.0.0.1:9/><button>x</button></form>`,
  `\u2028${RUN}\u2029//`,
  "\ud800 lone \udfff halves",
  "\u202egnp.exe\u202c \u2066isolate\u2069 \u200fmark",
  "\u001b[2J\u001b]8;;http://127.0.0.1:9/\u0007link\u001b]8;;\u0007 \u009b31m\u0000\u0008",
  "${" + RUN + "} {{" + RUN + "}} __proto__ constructor",
];

/** The text wherever a report holds text from outside. */
function everywhere(text: string): ReportFixture {
  const checks = [failing(text, { name: text }), failing(text, { type: text })];
  const failed = failedTrial(text, text, {
    case: text,
    arm: `${text}/a`,
    tags: [text],
    vars: { [text]: text },
    checks,
  });
  const errored = erroredTrial({
    case: text,
    arm: `${text}/b`,
    tags: [text],
    error: { type: text, code: text, status: 400, message: text },
    attempts: [{ at: text, status: 400, error: text, waited_ms: 1 }],
  });
  const turns = failed.turns.map((turn) => ({
    ...turn,
    user: text,
    tool_calls: [{ id: text, name: text, input: text }],
  }));
  const compared = { baseline: `${text}/b`, candidate: `${text}/a`, regressed: [text], improved: [text] };
  const whole = suite({
    name: text,
    file: text,
    verdict: "fail",
    gate: { verdict: "fail", note: text, rules: [rule({ verdict: "fail", rule: text, reason: text, tag: text })] },
    arms: ["a", "b"].map((prompt, index) =>
      arm({
        id: `${text}/${prompt}`,
        model: text,
        settings: { [text]: text },
        dropped_settings: [text],
        cost_usd: index + 1,
      }),
    ),
    slices: [slice({ tag: text, arm: `${text}/a` })],
    comparisons: [comparison(compared)],
    insights: {
      prompts: [
        { arms: [`${text}/a`], text },
        { arms: [`${text}/b`], text: `system:\n${text}` },
      ],
      cache: [
        {
          arm: text,
          read_tokens: 1,
          written_tokens: 2,
          unread_tokens: 1,
          hit_rate: 0.5,
          saved_usd: 1,
          lost_usd: 1,
        },
      ],
      baseline: {
        source: text,
        runs: 2,
        differences: [
          { what: "cases", arm: null, sentence: text },
          { what: "prompt", arm: text, sentence: text, before: `${text} was`, after: `${text} is` },
          { what: "prompt", arm: text, sentence: text, before: "x ".repeat(900), after: `${text} `.repeat(900) },
        ],
      },
      frontier: {
        arms: [
          { arm: `${text}/a`, cost_usd: 1, pass_rate: 0.5, dominated_by: null },
          { arm: `${text}/b`, cost_usd: 2, pass_rate: 0.5, dominated_by: { arm: `${text}/a`, shown: true } },
        ],
        sentences: [text],
      },
      sequential: { decided_after: 1, cases: 2, trials_saved: 1 },
      rates: [{ arm: text, sentence: text }],
      repeats: {
        flaky: [{ case: text, arm: `${text}/a`, passed: 1, failed: 1 }],
        flaky_total: 1,
        estimates: [{ arm: text, k: 2, cases: 1, any_passes: 1, all_pass: 0 }],
      },
    },
  });
  const run = { ...head().run, warnings: [{ code: text, message: text, file: text, line: 1 }] };
  return {
    head: head({ verdict: "fail", exit_code: 1, run, insights: { notes: [text] }, suites: [whole, suite()] }),
    trials: [[{ ...failed, turns }, errored], []],
  };
}

const OURS = [
  ..."a article bdi body button circle code dd del details dialog div dl dt figcaption figure form g h1 h2 h3 h4 head".split(
    " ",
  ),
  ..."header html input ins label li line main meta nav noscript option p polyline pre s script section select span strong style".split(
    " ",
  ),
  ..."summary svg table tbody td text th thead title tr ul caption".split(" "),
];

/** Everything of a page that a text got to do: elements that are not ours, handlers, links outward, code that ran, complaints. */
async function findings({ page, complaints, requests }: Watched, titleBefore: string): Promise<string[]> {
  const elements = await page.evaluate((ours) => {
    const found: string[] = [];
    for (const one of document.querySelectorAll("*")) {
      const name = one.tagName.toLowerCase();
      if (!ours.includes(name)) found.push(`element ${name}`);
      for (const { name: attribute, value } of one.attributes) {
        if (attribute.startsWith("on")) found.push(`handler ${attribute}`);
        if (["src", "action", "srcdoc", "style"].includes(attribute)) found.push(`attribute ${attribute}`);
        if (attribute === "href" && !value.startsWith("#")) found.push(`link ${value}`);
      }
    }
    if (document.querySelectorAll("script").length !== 2) found.push("another script");
    if (document.querySelectorAll("meta[http-equiv]").length !== 1) found.push("another meta");
    return found;
  }, OURS);
  const shown = (await page.locator("body").innerText()).replaceAll(/[\n\t]/g, "");
  const disguised = /[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u.test(shown)
    ? ["disguised text"]
    : [];
  const ran = (await page.title()) === titleBefore ? [] : ["code that ran"];
  return [...elements, ...disguised, ...ran, ...complaints, ...requests.map((url) => `request ${url}`)];
}

/** A page's findings, in its list and with the hostile case open. */
async function findingsOf(page: string, text: string): Promise<string[]> {
  const folder = temporaryProject({ "report.html": page });
  const watched = await browser.open(`file://${folder}/report.html`);
  const title = await watched.page.title();
  if (title === "RUN") return ["code that ran"];
  const list = await findings(watched, title);
  await watched.page.evaluate((hash) => (location.hash = hash), new URLSearchParams({ case: text }).toString());
  const arms = watched.page.locator("dialog[open] article");
  await arms
    .nth(1)
    .waitFor({ timeout: 10_000 })
    .catch(() => null); // counted next
  if ((await arms.count()) !== 2) return [...list, "the case does not open"];
  await watched.page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  const open = await findings(watched, title);
  return [...list, ...open];
}

describe.each(HOSTILE)("%j", (text) => {
  browserTest("is text everywhere, visible and without effect", async () => {
    expect(await findingsOf(await render(html, everywhere(text)), text)).toEqual([]);
  });
});

const undone = (page: string): string =>
  page.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("\\u003c", "<");

browserTest("a page whose escaping is undone is found out, though its policy still stops the code", async () => {
  const text = `<img src=x onerror="${RUN}">`;
  const found = await findingsOf(undone(await render(html, everywhere(text))), text);
  expect(found).toContain("element img");
  expect(found).not.toContain("code that ran");
});

browserTest("without its policy the code of such a page runs: the policy is what stops it", async () => {
  const text = `</script><script>${RUN}</script>`;
  const page = undone(await render(html, everywhere(text))).replace(/<meta http-equiv[^>]*>/, "");
  expect(await findingsOf(page, text)).toEqual(["code that ran"]);
});
