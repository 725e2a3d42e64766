import type { Reporter, ReportHead, SuiteHead } from "../../domain/reporter.ts";
import type { ToldTrial } from "../../domain/transcript.ts";
import { worstFirst } from "../words/news.ts";
import { askedPlace } from "../words/next/next-steps.ts";
import { scriptJson } from "./pieces/escape.ts";
import { digestFailures } from "../failures/failure-digest.ts";
import { firstFailureOf } from "../failures/first-failure.ts";
import { regressedCases } from "../failures/regressed-cases.ts";
import type { PageFirst, PageMarks, PageSuite } from "./page-data.ts";
import { meterPage } from "./meter-page.ts";
import { pageEnd, type PagePlace, pageStart } from "./page.ts";
import { chooseDetail, cutNote, dataSize, trialData } from "./trial-data.ts";

/** Above this a browser opens the page with a hitch, and nobody mails it. */
const MAX_DATA_BYTES = 30_000_000;

/**
 * One self-contained HTML page: the figures as they stand, and the trials as data for its script, one a line. When the
 * trials are over 30 MB the answers of passing ones are cut first, then other texts, then passing trials; in the end as
 * many trials are kept as fit. The page says what it lacks.
 */
export const html: Reporter = createHtml(null);

/** Where a page is served, and what its readers said before. */
export interface ServedPage {
  readonly place: PagePlace;
  readonly marked: PageMarks;
}

/** The reporter of pages that open from disk, or of one that is served. */
export function createHtml(served: ServedPage | null): Reporter {
  return (head, trials, { store }) => htmlPage(head, trials, served, store ?? null);
}

async function* htmlPage(
  head: ReportHead,
  trials: (suite: number) => AsyncIterable<ToldTrial>,
  served: ServedPage | null,
  store: string | null,
): AsyncIterable<string> {
  if (head.meter !== undefined) return yield meterPage(head, head.meter, served?.place ?? null);
  async function* allTrials(): AsyncIterable<ToldTrial> {
    for (const index of head.suites.keys()) yield* trials(index);
  }
  const detail = await chooseDetail(allTrials, MAX_DATA_BYTES);
  yield pageStart(head, { cutNote: cutNote(detail), place: served?.place ?? null, store });
  yield `{"suites":[`;
  let room = MAX_DATA_BYTES;
  let leftOut = 0;
  const ranked = worstFirst(head);
  const place = askedPlace(head, store);
  for (const [index, suite] of head.suites.entries()) {
    yield `${index === 0 ? "" : ","}\n${scriptJson(JSON.stringify({ ...pageFacts(suite, ranked.indexOf(suite)), ...place }).slice(0, -1))},"trials":[`;
    let separator = "\n";
    for await (const trial of trials(index)) {
      const data = trialData(trial, detail);
      if (data === null || dataSize(data) > room) {
        leftOut += 1;
        continue;
      }
      yield separator + data;
      room -= dataSize(data);
      separator = ",\n";
    }
    yield "\n]}";
  }
  const first = JSON.stringify(await firstOf(head, trials));
  const marked = served === null ? "" : `,"marked":${scriptJson(JSON.stringify(served.marked))}`;
  yield `\n],"first":${scriptJson(first)},"left_out":${leftOut}${marked}}\n${pageEnd()}`;
}

/** The case to look at first: that which the terminal's report names. */
async function firstOf(head: ReportHead, trials: Parameters<Reporter>[1]): Promise<PageFirst | null> {
  for (const suite of worstFirst(head)) {
    const limits = { cases: 1, answerChars: 1, isRegressed: regressedCases(suite) };
    const digest = await digestFailures(trials(head.suites.indexOf(suite)), limits);
    const first = firstFailureOf(digest, suite);
    if (first !== null) return { suite: suite.name, case: first.caseId, arm: first.arm };
  }
  return null;
}

function pageFacts(suite: SuiteHead, rank: number): Omit<PageSuite, "trials" | keyof ReturnType<typeof askedPlace>> {
  return {
    name: suite.name,
    file: suite.file,
    rank,
    arms: suite.arms.map(({ id, model, settings, dropped_settings, cost_usd }) => {
      return { id, model, settings, dropped_settings, cost_usd };
    }),
    prompts: suite.insights?.prompts ?? [],
    comparisons: suite.comparisons.map(({ against, baseline, candidate, regressed, improved }) => ({
      against,
      baseline,
      candidate,
      regressed,
      improved,
    })),
  };
}
