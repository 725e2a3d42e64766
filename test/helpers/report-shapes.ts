import {
  arm,
  check,
  comparison,
  erroredTrial,
  failedTrial,
  failing,
  head,
  noTotals,
  rate,
  rule,
  skippedTrial,
  slice,
  suite,
  trial,
  usage,
} from "./report-fixtures.ts";
import type { ReportFixture } from "./report-fixtures.ts";

/** One arm, every trial passes, live. */
export const onePass: ReportFixture = {
  head: head(),
  trials: [Array.from({ length: 30 }, (_, index) => trial({ case: `case-${index + 1}` }))],
};

const HAIKU = "claude-haiku-5-5/default";
const SONNET = "sonnet-cold/default";
const OPUS = "claude-opus-4-1-20250805/default";

/** Three arms with everything that can happen to a trial, in two languages, simulated. */
export const threeArms: ReportFixture = {
  head: head({
    verdict: "fail",
    exit_code: 1,
    run: {
      ...head().run,
      replies: "simulated",
      warnings: [
        {
          code: "deprecated-model",
          message: "claude-opus-4-1-20250805 retires soon",
          file: "suites/triage.yaml",
          line: 6,
        },
        { code: "git", message: "not a git repository", file: null, line: null },
      ],
    },
    totals: {
      ...noTotals,
      trials: 90,
      passed: 74,
      failed: 9,
      undecided: 2,
      errored: 3,
      skipped: 2,
      quarantined: 3,
      refused: 1,
      truncated: 1,
      requests: 104,
      retries: 14,
      rate_limited: 6,
      input_tokens: 37_080,
      output_tokens: 3_420,
      cache_read_tokens: 120_000,
      cost_usd: 1.2345,
      uncertain_cost_usd: 0.0021,
      reused_trials: 4,
      saved_usd: 0.0042,
    },
    suites: [
      suite({
        verdict: "fail",
        gate: {
          verdict: "fail",
          note: "agreed with support",
          rules: [
            rule({ verdict: "fail", value: 0.8, low: 0.627, high: 0.905, reason: "80.0% (62.7–90.5%) is below 95%" }),
            rule({ arm: SONNET, value: 0.967, low: 0.833, high: 0.994, reason: "96.7% is at least 95%" }),
            rule({
              arm: OPUS,
              tag: "lang=ja",
              limit: 0.9,
              value: null,
              low: null,
              high: null,
              verdict: "incomplete",
              reason: "3 answers are missing, and the gate depends on them",
            }),
          ],
        },
        arms: [
          arm({
            passed: 24,
            failed: 6,
            refused: 1,
            truncated: 1,
            pass_rate: rate(0.8, 30, 0.14),
            mean_score: 0.83,
            cost_per_pass_usd: 0.0005125,
          }),
          arm({ id: SONNET, passed: 28, failed: 1, undecided: 1, pass_rate: rate(0.967, 30, 0.08), cost_usd: 0.0412 }),
          arm({
            id: OPUS,
            passed: 22,
            failed: 2,
            undecided: 1,
            errored: 3,
            skipped: 2,
            pass_rate: rate(null, 0),
            cost_usd: null,
            cost_per_pass_usd: null,
            latency_ms: { p50: null, p95: null },
            ttft_ms: { p50: null, p95: null },
            dropped_settings: ["temperature", "top_k"],
          }),
        ],
        slices: [
          slice({ passed: 18, failed: 2, pass_rate: rate(0.9, 20) }),
          slice({ arm: SONNET }),
          slice({ arm: OPUS, passed: 19, failed: 1, pass_rate: rate(0.95, 20) }),
          slice({ tag: "lang=日本語", cases: 10, trials: 10, passed: 6, failed: 4, pass_rate: rate(0.6, 10) }),
          slice({
            tag: "lang=日本語",
            arm: SONNET,
            cases: 10,
            trials: 10,
            passed: 9,
            failed: 1,
            pass_rate: rate(0.9, 10),
          }),
          slice({
            tag: "lang=日本語",
            arm: OPUS,
            cases: 10,
            trials: 10,
            passed: 3,
            errored: 3,
            pass_rate: rate(null, 0),
          }),
        ],
        comparisons: [
          comparison({
            baseline: HAIKU,
            candidate: SONNET,
            verdict: "better",
            difference: { value: 0.1333, low: 0.0102, high: 0.2501, level: 0.95, method: "newcombe-paired" },
            only_baseline_passes: 1,
            only_candidate_passes: 5,
            improved: ["refund"],
            regressed: [],
          }),
          comparison({ baseline: HAIKU, candidate: OPUS, verdict: "inconclusive" }),
          comparison({ against: "baseline", baseline: HAIKU, candidate: HAIKU, verdict: "worse" }),
        ],
        insights: {
          prompts: [
            { arms: [HAIKU, OPUS], text: "system:\nYou route messages.\n\nuser:\nRoute this message: {{ message }}" },
            { arms: [SONNET], text: "user:\nWhich queue? {{ message }}" },
          ],
          baseline: {
            source: "baselines/triage.json",
            runs: 3,
            differences: [
              { what: "cases", arm: null, sentence: "1 case with other inputs, not compared: 払い戻し" },
              {
                what: "prompt",
                arm: HAIKU,
                sentence: `the prompt of ${HAIKU} changed`,
                before: "system:\nYou route messages.\nBe brief.\nAnswer with one queue.\nNothing else.\n日本語でも。",
                after: "system:\nYou route messages.\nBe brief.\nAnswer in a sentence.\nNothing else.\n日本語でも。",
              },
              { what: "tool version", arm: null, sentence: "tool version: 0.1.0 → 0.2.0" },
            ],
          },
          frontier: {
            arms: [
              { arm: HAIKU, cost_usd: 0.000_41, pass_rate: 0.8, dominated_by: null },
              { arm: SONNET, cost_usd: 0.001_37, pass_rate: 0.967, dominated_by: null },
              { arm: OPUS, cost_usd: 0.0123, pass_rate: 0.95, dominated_by: { arm: SONNET, shown: true } },
            ],
            sentences: [`${SONNET} is non-inferior to ${OPUS} at 5.0 points and 9× cheaper`],
          },
          sequential: { decided_after: 24, cases: 30, trials_saved: 18 },
          rates: [{ arm: OPUS, sentence: "22 of 22 passed: the true rate may still be 85.1%" }],
          repeats: {
            flaky: [
              { case: "refund", arm: HAIKU, passed: 1, failed: 2 },
              { case: "払い戻し", arm: SONNET, passed: 2, failed: 1 },
            ],
            flaky_total: 4,
            estimates: [HAIKU, SONNET].flatMap((id) =>
              [1, 2, 3].map((k) => ({ arm: id, k, cases: 10, any_passes: 1 - 0.2 / k, all_pass: 0.8 / k })),
            ),
          },
        },
      }),
    ],
    insights: { notes: ["4 of 90 answers are reused: they say nothing of the model as it is today"] },
  }),
  trials: [
    [
      trial(),
      failedTrial("I would send this to\nthe refunds team.\n\nShall I?\nYours", "is none of billing, refunds", {
        arm: SONNET,
      }),
      failedTrial(
        "返金ご希望のお客様ですね。担当部署におつなぎいたしますので少々お待ちくださいませ。よろしくお願いいたします。🙇‍♀️".repeat(
          4,
        ),
        "「返金」のどれにも等しくない: 請求, 返金 のいずれかであるべき",
        {
          case: "払い戻し-1",
          tags: ["lang=日本語"],
          location: { file: "data/日本語.csv", line: 17 },
          checks: [
            failing("「返金」のどれにも等しくない: 請求, 返金 のいずれかであるべき", { name: "キュー名" }),
            failing("12 words, but at most 1 is allowed", { type: "length", required: false }),
          ],
        },
      ),
      failedTrial("", "the answer was refused", {
        case: "weapons",
        ending: "refusal",
        stop_reason: "refusal",
        refusal_category: "cbrn",
        checks: [failing("the model refused", { type: "refusal" })],
      }),
      failedTrial("refu", "cut off by max_tokens", {
        case: "long",
        ending: "truncated",
        stop_reason: "max_tokens",
        checks: [failing("the answer was cut off by max_tokens", { type: "stop_reason" })],
      }),
      failedTrial("dunno", "is none of billing, refunds", { case: "same", trial: 1 }),
      failedTrial("dunno", "is none of billing, refunds", { case: "same", trial: 2 }),
      failedTrial("hm", "-", {
        case: "low-score",
        score: 0.4,
        checks: [failing("too long", { required: false, type: "length" })],
      }),
      trial({
        case: "no-words",
        arm: SONNET,
        verdict: "undecided",
        score: null,
        checks: [
          check({ type: "similarity", verdict: "undecided", score: null, reason: "the tokenizer sees no words" }),
        ],
      }),
      erroredTrial({ case: "outage", arm: OPUS }),
      erroredTrial({
        case: "outage-2",
        arm: OPUS,
        attempts: [],
        error: { type: "stream_error", code: null, status: null, message: "the stream ended before message_stop" },
      }),
      skippedTrial("budget", { case: "late", arm: OPUS }),
      skippedTrial("budget", { case: "later", arm: OPUS }),
      failedTrial("maybe", "is not other", { case: "odd", quarantined: true }),
      trial({
        case: "history",
        arm: SONNET,
        verdict: "fail",
        score: 0.5,
        output: "linear",
        checks: [check({ type: "contains", turn: 1 }), failing("does not contain O(n)", { type: "contains", turn: 2 })],
        turns: [
          { ...trial().turns[0]!, user: "How do I reverse a list in Python?", output: "use reverse" },
          { ...trial().turns[0]!, user: "What does it cost in time?", output: "linear" },
        ],
        usage: { ...usage, input_tokens: 824 },
      }),
    ],
  ],
};

/** Twelve arms, two prompts by six models, in two suites; the budget ran out. */
export const twelveArms: ReportFixture = {
  head: head({
    verdict: "over_budget",
    exit_code: 4,
    totals: { ...noTotals, trials: 240, passed: 200, failed: 20, skipped: 20, requests: 220, cost_usd: 0.5 },
    suites: [
      suite({
        name: "compare-models",
        file: "suites/compare.yaml",
        verdict: "over_budget",
        gate: {
          verdict: "incomplete",
          note: null,
          rules: twelve().map((id, index) =>
            rule({
              arm: id,
              verdict: index < 10 ? "pass" : "incomplete",
              reason: index < 10 ? "95.0% is at least 90%" : "20 answers are missing",
            }),
          ),
        },
        arms: twelve().map((id, index) =>
          arm({
            id,
            passed: 30 - index,
            failed: index,
            skipped: index < 10 ? 0 : 10,
            pass_rate: rate((30 - index) / 30, 30),
            cost_usd: 0.01 * (index + 1) ** 2,
          }),
        ),
        slices: twelve().flatMap((id) => [slice({ arm: id }), slice({ arm: id, tag: "lang=ja", passed: 15 })]),
      }),
      suite({ name: "ungated", file: "suites/ungated.yaml", gate: { verdict: null, note: null, rules: [] } }),
    ],
  }),
  trials: [twelve().map((id) => failedTrial("no", "is not yes", { arm: id })), [trial()]],
};

function twelve(): string[] {
  const models = [
    "claude-haiku-5-5",
    "claude-sonnet-4-6",
    "claude-opus-4-8",
    "haiku-warm",
    "sonnet-cold",
    "opus-thinks",
  ];
  return models.flatMap((model) => [`${model}/v1`, `${model}/v2`]);
}

/** Two red suites of four, one of them proven worse than its baseline on two arms. */
export const mixed: ReportFixture = {
  head: head({
    verdict: "fail",
    exit_code: 1,
    suites: [
      suite({ name: "a" }),
      suite({
        name: "reviews",
        file: "suites/reviews.yaml",
        verdict: "fail",
        gate: {
          verdict: "fail",
          note: null,
          rules: [rule({ verdict: "fail", value: 0.5, reason: "50.0% passed, less than 95.0%" })],
        },
        arms: [arm({ passed: 15, failed: 15, pass_rate: rate(0.5, 30, 0.17) })],
      }),
      suite({
        name: "triage",
        verdict: "fail",
        gate: {
          verdict: "fail",
          note: null,
          rules: ["sonnet/v1", "haiku/v1"].map((id, index) =>
            rule({
              rule: "not_worse_than",
              arm: id,
              limit: -0.05,
              value: index === 0 ? -0.2 : -0.317,
              verdict: "fail",
              reason: "worse, and not proven to be within the margin of 5.0 points",
            }),
          ),
        },
        arms: ["sonnet/v1", "haiku/v1"].map((id) => arm({ id, passed: 20, failed: 10, pass_rate: rate(0.667, 30) })),
        comparisons: ["sonnet/v1", "haiku/v1"].map((id, index) =>
          comparison({
            against: "baseline",
            baseline: id,
            candidate: id,
            difference: {
              value: index === 0 ? -0.2 : -0.317,
              low: -0.46,
              high: -0.17,
              level: 0.95,
              method: "newcombe-paired",
            },
            regressed: ["one", "two"],
            improved: ["three"],
          }),
        ),
        insights: {
          baseline: {
            source: "baselines/triage.json",
            runs: 1,
            differences: ["sonnet/v1", "haiku/v1"].map((id) => ({
              what: "prompt" as const,
              arm: id,
              sentence: `the prompt of ${id} changed`,
              before: "Route the message.\nAnswer with one word.",
              after: "Route the message.\nBe friendly.",
            })),
          },
        },
      }),
      suite({ name: "b" }),
    ],
  }),
  trials: [
    [trial()],
    [failedTrial("no", "is not yes", { case: "r1" })],
    [
      failedTrial("no", "is not yes", { case: "zero", arm: "sonnet/v1" }),
      failedTrial("no", "is not yes", { case: "one", arm: "haiku/v1" }),
      failedTrial("perhaps a longer answer", "is not yes", { case: "two", arm: "haiku/v1" }),
      failedTrial("perhaps another answer", "is not yes", { case: "two", arm: "sonnet/v1" }),
    ],
    [trial()],
  ],
};

/** Text that tries to break out of every format. */
export const NASTY: readonly string[] = [
  "\u001b[2J\u001b[31mred\u001b]0;title\u0007 \u009b31m \u0000 \u0008",
  "]]> </failure> <!-- & \" ' -->",
  "</script><script>alert(1)</script><!--<script>",
  "::error::gotcha\n  ::set-output name=x::y\n::stop-commands::t",
  "a ##[error]b and ##[command]c",
  "| pipe | `tick` ``` fence ```\n# heading\n@octocat please look #12 <b>bold</b> [link](javascript:alert(1)) ![i](http://x/y.png)",
  "\ud800 lone \udfff halves",
  "\u202eright to left\u202c \u2066isolate\u2069 \u200f mark\u2028line\u2029para\ufeff",
  "<img src=x onerror=alert(1)> {{ constructor }} ${x} &lt;",
  "\r\n::warning::after carriage return\r::error::lone\v::error::vt",
];

/** Every nasty text as answer, reason, case id, arm, tag, error and note; one answer of 1 MB. */
export const nasty: ReportFixture = {
  head: head({
    verdict: "fail",
    exit_code: 1,
    run: {
      ...head().run,
      replies: "mixed",
      warnings: NASTY.map((message) => ({ code: "x", message, file: message, line: 1 })),
    },
    insights: { notes: NASTY },
    suites: [
      suite({
        name: `nasty ${NASTY[2]}`,
        file: `suites/${NASTY[5]}.yaml`,
        verdict: "fail",
        gate: {
          verdict: "fail",
          note: NASTY.join(" "),
          rules: NASTY.map((reason) => rule({ verdict: "fail", reason, tag: reason })),
        },
        arms: NASTY.map((text) => arm({ id: `${text}/default`, dropped_settings: [text] })),
        slices: NASTY.map((tag) => slice({ tag, arm: `${NASTY[0]}/default` })),
        comparisons: NASTY.map((text) =>
          comparison({ against: "baseline", baseline: text, candidate: text, regressed: [text], improved: [text] }),
        ),
        insights: {
          baseline: {
            source: NASTY.join(" "),
            runs: 1,
            differences: NASTY.map((text) => ({
              what: "prompt",
              arm: text,
              sentence: text,
              before: NASTY.join("\n"),
              after: text,
            })),
          },
          frontier: {
            arms: NASTY.map((text) => ({
              arm: text,
              cost_usd: 0.01,
              pass_rate: 0.5,
              dominated_by: { arm: text, shown: true },
            })),
            sentences: NASTY,
          },
          rates: NASTY.map((text) => ({ arm: text, sentence: text })),
          repeats: {
            flaky: NASTY.map((text) => ({ case: text, arm: text, passed: 1, failed: 1 })),
            flaky_total: NASTY.length,
            estimates: NASTY.map((text) => ({ arm: text, k: 2, cases: 1, any_passes: 1, all_pass: 0 })),
          },
        },
      }),
    ],
  }),
  trials: [
    [
      ...NASTY.flatMap((text) => [
        failedTrial(text, text, {
          case: text,
          arm: `${text}/default`,
          tags: [text],
          vars: { [text]: text },
          location: { file: `suites/${text}`, line: 3 },
          checks: [failing(text, { name: text })],
        }),
        erroredTrial({ case: text, error: { type: text, code: text, status: 400, message: text } }),
        skippedTrial(text, { case: text }),
      ]),
      failedTrial("long answer ".repeat(90_000), "r".repeat(1_000_000), { case: "megabyte" }),
    ],
  ],
};

export const SHAPES: Readonly<Record<string, ReportFixture>> = {
  "one-pass": onePass,
  "three-arms": threeArms,
  "twelve-arms": twelveArms,
  mixed,
  nasty,
};
