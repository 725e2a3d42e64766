import type { Answer } from "../../../src/domain/check.ts";
import type { Extraction } from "../../../src/domain/suite.ts";
import type { TestItem } from "../grading.ts";

/** A check, what it looks at, and what picks a part of it. Values are in capitals: what else is written small is of ours. */
export type ReasonRow = readonly [item: TestItem, answer: string | Partial<Answer>, on?: Extraction];
