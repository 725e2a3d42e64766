import { hashValue } from "../base/hash.ts";
import type { Judge } from "../domain/judge.ts";
import type { Suite } from "../domain/suite.ts";
import type { JudgeIdentity } from "../domain/formats/records.ts";

const DIGITS = 16;

/** The judges that a suite asks, that of pairs among them. */
export function suiteJudges({ judges, prefer }: Pick<Suite, "judges" | "prefer">): JudgeIdentity[] {
  return [...judges, ...(prefer === null ? [] : [prefer])].map(judgeIdentity);
}

/**
 * A judge as runs and baselines keep it, so that a later one can say what of it changed: its models by name, of everything else a
 * hash. What is not here changes no verdict.
 */
function judgeIdentity({ name, hash, senders, menu, rubric, see, ...judge }: Judge): JudgeIdentity {
  const part = (value: unknown): string => hashValue(value).slice(0, DIGITS);
  const textOf = (source: { readonly text: string } | null): string | null => source?.text ?? null;
  const texts =
    menu.kind === "criteria" || menu.kind === "verdicts"
      ? Object.entries(menu.texts ?? {}).map(([word, source]) => [word, source.text])
      : [];
  const scale = menu.kind === "choices" ? [menu.scores, menu.passAt] : menu.kind === "criteria" ? menu.combine : null;
  return {
    name,
    hash,
    model: senders.map(({ model }) => model).join(", "),
    parts: {
      settings: part(
        senders.map(({ settings, headers, apiVersion, isStructured }) => [settings, headers, apiVersion, isStructured]),
      ),
      rubric: part(textOf(rubric)),
      verdicts: part([menu.kind, texts]),
      scale: part(scale),
      see: part(see),
      votes: part([judge.repeats, judge.agree, judge.needsQuote]),
    },
  };
}
