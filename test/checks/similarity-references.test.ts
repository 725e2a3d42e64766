import { expect, test } from "vitest";
import { measure, type Metric } from "../../src/checks/similarity/metrics.ts";
import { tokenize } from "../../src/checks/similarity/tokenize.ts";

function score(metric: Metric, text: string, to: string): number | null {
  return measure(metric, tokenize(text, metric, "reference"), tokenize(to, metric, "reference"));
}

/**
 * Two pairs that Google's rouge_score holds against ROUGE-1.5.5 (rouge/rouge_scorer_test.py, F1 without stemming). ROUGE sees
 * only which tokens are equal: each of theirs is replaced by an invented word, so the published numbers hold to the digit.
 */
const rouge = [
  {
    to: "badi fefa kifo moge pugu taki zela dilo gome lumu pani sepa vipo bore furu lasi neta rito tove zuvu fazi keba mibo pode sudu zafi dega",
    text: "gigo pani sepa loke bore furu lasi nuku sali tove zuvu fazi keba mibo pode vema",
    rouge_1: 0.51163,
    rouge_2: 0.39024,
    rouge_l: 0.51163,
  },
  {
    to: "bimo fone kunu napi rera tiro zose dusu kati meva pivo soze vuzu dabi lasi zela geda lido nofe rufu vagi beka fiko kole mulu rami tena zino dope gupu mari pesa siso vote butu gavi leza nizo robe tubu bafi fega",
    text: "kigo rera tiro zose dusu kati meva pivo moke puku dabi lasi zela tali zema nofe rufu vagi dimo fiko kole mulu gone tena lunu papi",
    rouge_1: 0.5,
    rouge_2: 0.36364,
    rouge_l: 0.5,
  },
] as const;
test.each(rouge)("ROUGE-1.5.5: $text", ({ text, to, ...scores }) => {
  for (const [metric, wants] of Object.entries(scores)) {
    expect(score(metric as Metric, text, to), metric).toBeCloseTo(wants, 5);
  }
});

/** Our own texts, scored by sacrebleu 2.6.0: `sentence_bleu` and `sentence_chrf` with their defaults, as shares of 1. */
const sacrebleu: readonly (readonly [text: string, to: string, bleu: number, chrf: number])[] = [
  [
    "The parcel left Lyon at 7:45, and reached us on 3/14/2025.",
    "The parcel left Lyon at 7.45 and reached us on 14/3/2025.",
    0.422707895484,
    0.763046939783,
  ],
  [
    "Prices rose by 1,250.50 (or 3%) last year!",
    "Last year prices rose 3%, by 1,250.50.",
    0.106003133795,
    0.622397765495,
  ],
  [
    "«Bonjour», dit-elle, «c'est l'heure.»",
    "«Bonsoir», dit-elle, «c'est bien l'heure.»",
    0.441248451292,
    0.681243258522,
  ],
  [
    "Das Größte ist übrig geblieben; der Rest - nicht.",
    "Das Größte blieb übrig, der Rest nicht.",
    0.134927673334,
    0.621418880207,
  ],
  ["Привет, как дела? Всё хорошо.", "Привет! Как дела? Всё очень хорошо.", 0.238751713242, 0.574816236677],
  ["年間の売上は 12,000 円です。", "年間の売上は 12,500 円でした。", 0.275160604075, 0.562422548651],
  ["مرحبا بك في المكتبة", "مرحبا بكم في المكتبة الكبيرة", 0.275347657452, 0.542099452527],
  [
    "Use a<b && c>d; see https://example.org/x?y=1#z.",
    "Use a < b && c > d; see https://example.org/x?y=2#z.",
    0.898539608342,
    0.92468785771,
  ],
  ["$5 $5 $5 £3 €2", "$5 £3 £3 €2 ¥1", 0.244461511217, 0.323544973545],
  [
    "one two three four five six seven eight nine ten",
    "ten nine eight seven six five four three two one",
    0.0746186474,
    0.467199718516,
  ],
  ["a a a a a a a a", "a a a", 0.20556680845, 0.655660377358],
  ["a", "a a a a a a a a", 0.000911881966, 0.151515151515],
  [
    "the quick brown fox jumps over the lazy dog",
    "the quick brown fox jumped over the lazy dog",
    0.596949179202,
    0.86788770908,
  ],
  [
    "I'd've said they're 'ready' -- weren't they?",
    'I would have said they are "ready" - were they not?',
    0.03433105411,
    0.399811864187,
  ],
  ["e-mail me at x.y@example.com, ASAP...", "email me at x.y@example.com asap.", 0.565911925665, 0.761129665059],
  ["tab\tand  double   spaces\u00a0and nbsp", "tab and double spaces and nbsp", 1.0, 1.0],
  [
    "Version 2.0.1-beta+5 (build #77) ~ 50% faster",
    "Version 2.0.1-beta+6 (build #78) ~ 60% faster",
    0.391295029958,
    0.73396305757,
  ],
  ["x", "y", 0.0, 0.0],
  ["A complete, unrelated answer.", "Nothing of this kind.", 0.081166978869, 0.068027210884],
  ["tafi kiza zepe pagi bafi", "tafi kiza zepe pagi bafi", 1.0, 1.0],
  [
    "bafi fene pagi zepe luto moku fene golu zepe",
    "bafi fene zepe zepe fene moku fene golu zepe",
    0.368893973233,
    0.620473666821,
  ],
  [
    "kiza puso zepe kiza golu fene luto puso golu pagi kiza",
    "kiza puso zepe kiza golu fene luto puso golu pagi kiza fene luto luto",
    0.761300386697,
    0.811932278564,
  ],
  [
    "tafi puso golu diba fene puso diba puso luto pagi fene golu zepe pagi vida tafi kiza diba zepe kiza zepe fene",
    "luto puso golu diba tafi sere diba puso luto fene fene golu zepe kiza vida tafi kiza diba zepe bafi pagi fene vida golu luto",
    0.3082837658,
    0.65299012707,
  ],
  [
    "puso pagi zepe golu puso sere zepe tafi diba zepe moku kiza fene kiza kiza moku pagi luto bafi diba luto kiza puso diba bafi kiza zepe sere tafi kiza luto tafi tafi sere golu luto pagi",
    "puso kiza zepe golu puso sere zepe tafi pagi zepe moku kiza fene kiza kiza moku pagi moku bafi diba luto kiza puso puso bafi kiza zepe golu tafi luto luto tafi kiza sere golu luto pagi pagi sere bafi",
    0.505911840628,
    0.750942681804,
  ],
];
test.each(sacrebleu)("sacrebleu: %j against %j", (text, to, bleu, chrf) => {
  expect(score("bleu", text, to)).toBeCloseTo(bleu, 9);
  expect(score("chrf", text, to)).toBeCloseTo(chrf, 9);
});
