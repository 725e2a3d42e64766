import type * as records from "../../domain/formats/records.ts";
import type { TextFieldsOf } from "../../domain/masking/journal-texts.ts";

/** Which strings of labels are texts: notes, and what was shown. */
export const LABEL_TEXTS: TextFieldsOf<records.LabelRecord> = {
  judge: "kept",
  judge_hash: "kept",
  texts_hash: "kept",
  answer_hash: "kept",
  shown: "text",
  case: "kept",
  arm: "kept",
  criterion: "kept",
  label: "kept",
  by: "kept",
  at: "kept",
  drawn: "kept",
  half: "kept",
};

export const JUDGED_TEXTS: TextFieldsOf<records.JudgedRecord> = {
  judge: "kept",
  judge_hash: "kept",
  answer_hash: "kept",
  verdict: "kept",
  criteria: "kept",
  at: "kept",
};
