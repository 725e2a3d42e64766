// Generated from schemas/ by `npm run generate`. Edit the schema, not this file.

/**
 * A model id or alias, or one with its settings.
 */
export type ModelSpec =
  | string
  | {
      id: string;
      /**
       * The arm's name; default the model id.
       */
      label?: string;
      /**
       * Cap on thinking and text together. Default 4096.
       */
      max_tokens?: number | null;
      /**
       * Only for models that accept it; sent under anthropic-version 2023-06-01.
       */
      temperature?: number | null;
      top_p?: number | null;
      top_k?: number | null;
      stop_sequences?: StopSequences;
      thinking?: Thinking;
      output_config?: OutputConfig;
      tools?: Tools;
      tool_choice?: ToolChoice;
      cache_control?: CacheControl;
      service_tier?: "auto" | "standard_only" | null;
      speed?: "standard" | "fast" | null;
      inference_geo?: string | null;
      metadata?: Metadata;
      headers?: Headers;
      request?: Request;
    };
export type StopSequences = string[] | null;
/**
 * { type: adaptive | disabled | between_tools } or { type: enabled, budget_tokens }.
 */
export type Thinking = {
  [k: string]: unknown;
} | null;
/**
 * { effort, format: { type: json_schema, schema } }.
 */
export type OutputConfig = {
  [k: string]: unknown;
} | null;
/**
 * Tools as the API takes them; an item { file } is read from JSON or YAML; `{ env: NAME }` is a value of the environment.
 */
export type Tools =
  | {
      [k: string]: unknown;
    }[]
  | null;
export type ToolChoice = {
  [k: string]: unknown;
} | null;
export type CacheControl = {
  [k: string]: unknown;
} | null;
export type Metadata = {
  [k: string]: unknown;
} | null;
/**
 * Extra HTTP headers; `{ env: NAME }` takes the value from the environment.
 */
export type Headers = {
  [k: string]:
    | string
    | {
        env: string;
      }
    | null;
} | null;
/**
 * Any other Messages API body field, merged last; `{ env: NAME }` anywhere in it is a value of the environment.
 */
export type Request = {
  [k: string]: unknown;
} | null;
/**
 * A prompt variant: text, { file }, or { system, user or messages, any setting }.
 */
export type PromptSpec =
  | string
  | {
      file?: string;
      /**
       * false: the file is sent as it is, braces and all.
       */
      template?: boolean;
      system?: ContentSpec;
      user?: ContentSpec;
      /**
       * @minItems 1
       */
      messages?: MessageSpec[];
      answer?: ExtractionSpec;
      expect?: ChecksSpec;
      /**
       * Cap on thinking and text together. Default 4096.
       */
      max_tokens?: number | null;
      /**
       * Only for models that accept it; sent under anthropic-version 2023-06-01.
       */
      temperature?: number | null;
      top_p?: number | null;
      top_k?: number | null;
      stop_sequences?: StopSequences;
      thinking?: Thinking;
      output_config?: OutputConfig;
      tools?: Tools;
      tool_choice?: ToolChoice;
      cache_control?: CacheControl;
      service_tier?: "auto" | "standard_only" | null;
      speed?: "standard" | "fast" | null;
      inference_geo?: string | null;
      metadata?: Metadata;
      headers?: Headers;
      request?: Request;
    };
/**
 * Text, { file }, or a list of blocks.
 *
 * @minItems 1
 */
export type ContentSpec =
  | string
  | {
      file: string;
      template?: boolean;
      cache_control?: {
        [k: string]: unknown;
      };
    }
  | BlockSpec[];
/**
 * Passages to answer from, a block each: texts, { text, source, title } or { file, source, title }; or one variable that holds such a list.
 *
 * @minItems 1
 */
export type SearchResultsSpec =
  | string
  | (
      | string
      | {
          text?: string;
          file?: string;
          source?: string;
          title?: string;
        }
    )[];
/**
 * { tag }, { pattern, match }, { json_path }, last_line or whole.
 */
export type ExtractionSpec =
  | string
  | {
      tag?: string;
      pattern?: string;
      /**
       * Beside `pattern`: which of its matches. Default first.
       */
      match?: "first" | "last";
      json_path?: string;
    };
/**
 * One check by its key, with name, weight, required, turn and `on` beside it; { file } splices a list.
 */
export type CheckItemSpec =
  | {
      /**
       * A YAML or JSON list of checks, spliced here.
       */
      file?: string;
      name?: string;
      /**
       * Default 1.
       */
      weight?: number;
      /**
       * Default true: a fail fails the trial.
       */
      required?: boolean;
      /**
       * 1-based, last (default) or each.
       */
      turn?: number | string;
      on?: ExtractionSpec;
      equals?: TextValueSpec;
      contains?: TextValueSpec;
      starts_with?: TextValueSpec;
      ends_with?: TextValueSpec;
      equals_any?: TextValuesSpec;
      contains_any?: TextValuesSpec;
      contains_all?: TextValuesSpec;
      /**
       * The regular expression matches, in linear time.
       */
      matches?:
        | string
        | {
            pattern: string;
            flags?: string;
          };
      /**
       * The text holds JSON, valid under the schema if one is given.
       */
      json?:
        | boolean
        | {
            schema?:
              | {
                  [k: string]: unknown;
                }
              | boolean;
            strict?: boolean;
          };
      /**
       * { path, equals: any JSON | any text, number or json check, match: all | any, count, exists }.
       */
      json_path?: {
        path: string;
        match?: "all" | "any";
        count?: CountSpec;
        exists?: boolean;
        [k: string]: unknown;
      };
      /**
       * The number in the text, within tolerance or between min and max.
       */
      number?:
        | number
        | string
        | {
            equals?: number | string;
            tolerance?: number;
            min?: number | string;
            max?: number | string;
          };
      length?: {
        min_chars?: number;
        max_chars?: number;
        min_words?: number;
        max_words?: number;
        min_lines?: number;
        max_lines?: number;
        min_sentences?: number;
        max_sentences?: number;
      };
      similarity?: {
        /**
         * @minItems 1
         */
        to: string | string[];
        metric: "levenshtein" | "rouge_1" | "rouge_2" | "rouge_l" | "bleu" | "chrf";
        min: number;
        tokenize?: "reference" | "words" | "chars";
      };
      /**
       * A tool name, none, { name, input, schema, by, error, count }, or a list in order. Calls of server tools and MCP servers count too.
       *
       * @minItems 1
       */
      tool_call?:
        | string
        | {
            name?: string;
            input?: {
              [k: string]: unknown;
            };
            schema?: {
              [k: string]: unknown;
            };
            /**
             * Who runs the tool; default: whoever it is.
             */
            by?: "model" | "server" | "mcp";
            /**
             * Whether, or by which error codes, a tool of the API or of an MCP server failed.
             *
             * @minItems 1
             */
            error?: boolean | string | string[];
            count?: CountSpec;
          }
        | (
            | string
            | {
                name: string;
                input?: {
                  [k: string]: unknown;
                };
                schema?: {
                  [k: string]: unknown;
                };
                /**
                 * Who runs the tool; default: whoever it is.
                 */
                by?: "model" | "server" | "mcp";
                /**
                 * Whether, or by which error codes, a tool of the API or of an MCP server failed.
                 *
                 * @minItems 1
                 */
                error?: boolean | string | string[];
              }
          )[];
      /**
       * @minItems 1
       */
      stop_reason?:
        | string
        | string[]
        | {
            /**
             * @minItems 1
             */
            in: string | string[];
          };
      /**
       * By the API's stop reason, never by phrases.
       */
      refusal?: boolean;
      cost?: MaxUsd;
      latency?: MaxMs;
      ttft?: MaxMs;
      tokens?: {
        max?: number;
        max_input?: number;
        max_output?: number;
      };
      /**
       * A CEL expression over output, json, vars, usage, cost_usd, latency_ms, stop_reason.
       */
      expr?:
        | string
        | {
            cel: string;
          };
      script?:
        | string
        | {
            file: string;
            timeout_s?: number;
          };
      judge?: JudgeCheckSpec;
      not?: CheckItemSpec;
      /**
       * @minItems 1
       */
      all_of?: CheckItemSpec[];
      /**
       * @minItems 1
       */
      any_of?: CheckItemSpec[];
    }
  | CheckItemSpec[];
export type TextValueSpec =
  | string
  | {
      value: string;
      ignore_case?: boolean;
      trim?: boolean;
    };
/**
 * A list of texts (a string only as one template that yields a list).
 *
 * @minItems 1
 */
export type TextValuesSpec =
  | string[]
  | {
      /**
       * @minItems 1
       */
      values: string[] | string;
      ignore_case?: boolean;
      trim?: boolean;
    }
  | string;
export type CountSpec =
  | number
  | {
      min?: number;
      max?: number;
    };
export type MaxUsd =
  | number
  | {
      max_usd: number;
    };
export type MaxMs =
  | number
  | {
      max_ms: number;
    };
/**
 * A judge's name; { use, reference }; or a judge of this check alone: { rubric, model, … }.
 */
export type JudgeCheckSpec =
  | string
  | {
      /**
       * The name of a judge.
       */
      use?: string;
      /**
       * What the answer is held against: a text, or data.
       */
      reference?: {
        [k: string]: unknown;
      };
      /**
       * A model id or alias; or use `panel`.
       */
      model?: string;
      panel?: Panel;
      /**
       * How many of the panel must give the same verdict; default more than half.
       */
      agree?: number;
      rubric?: RubricSpec;
      verdicts?: Verdicts;
      criteria?: Criteria;
      combine?: CombineSpec;
      choices?: Choices;
      pass_at?: Share;
      see?: See;
      /**
       * `required`: the evidence must occur in what was shown, else undecided.
       */
      quote?: "optional" | "required";
      /**
       * How often each question is asked; odd, the majority decides.
       */
      repeats?: number;
      require?: RequireSpec;
      /**
       * Where its requests go.
       */
      endpoint?: string;
      simulate?: SimulatedJudgeSpec;
      /**
       * Cap on thinking and text together. Default 4096.
       */
      max_tokens?: number | null;
      /**
       * Only for models that accept it; sent under anthropic-version 2023-06-01.
       */
      temperature?: number | null;
      top_p?: number | null;
      top_k?: number | null;
      stop_sequences?: StopSequences;
      thinking?: Thinking;
      output_config?: OutputConfig;
      tools?: Tools;
      tool_choice?: ToolChoice;
      cache_control?: CacheControl;
      service_tier?: "auto" | "standard_only" | null;
      speed?: "standard" | "fast" | null;
      inference_geo?: string | null;
      metadata?: Metadata;
      headers?: Headers;
      request?: Request;
    };
/**
 * Several models, each asked; `agree` of them decide.
 *
 * @minItems 2
 * @maxItems 15
 */
export type Panel = string[];
export type RubricSpec =
  | string
  | {
      file: string;
      /**
       * false: braces in the file are text.
       */
      template?: boolean;
    };
/**
 * Of criteria: all (default), any, { at_least } or mean.
 */
export type CombineSpec =
  | string
  | {
      at_least: number;
    };
/**
 * Instead of verdicts: named grades with their scores, 0 to 1.
 */
export type Choices =
  | {
      [k: string]: number | null;
    }
  | string[];
export type Share = number;
/**
 * What the judge is shown; default input and output, and a reference where there is one. Thinking never is.
 *
 * @minItems 1
 */
export type See = ("system" | "input" | "output" | "tools" | "reference" | "turns")[];
/**
 * What the labels must show before a gate counts the judge; `none` believes it as it is.
 */
export type RequireSpec =
  | string
  | {
      right?: number;
      wrong?: number;
      sensitivity?: Share;
      specificity?: Share;
    };
export type ChecksSpec = CheckItemSpec[];
/**
 * How often each case runs on each arm. Default 1.
 */
export type Trials = number;
/**
 * A trial passes only with at least this score.
 */
export type MinScore = number;
/**
 * The simulated reply: text, a reply object, a list by trial, or a map by arm.
 */
export type SimulateSpec =
  | string
  | {
      [k: string]: unknown;
    }
  | unknown[];
/**
 * What judges say under --simulate: a verdict or choice, a list by trial, { JUDGE: … }, { criteria }, { arms }, { votes } or { truth }.
 */
export type SimulateJudgeSpec =
  | string
  | {
      [k: string]: unknown;
    }
  | unknown[];
/**
 * A list of checks, or { only: [checks] } that replaces those of the suite.
 */
export type CaseChecksSpec =
  | CheckItemSpec[]
  | {
      only: ChecksSpec;
    };
export type CasesSpec = CaseSpec[];
/**
 * The rule for an arm's results, or `none` to report without a verdict.
 */
export type GateSpec =
  | string
  | {
      /**
       * @minItems 1
       */
      arms?: string[];
      pass_rate?: Share;
      confidence?: number;
      case_pass_rate?: Share;
      mean_score?: Share;
      by_tag?: {
        [k: string]: {
          pass_rate: Share;
        };
      };
      by_judge?: {
        [k: string]: {
          pass_rate: Share;
          confidence?: number;
        };
      };
      max_cost_usd?: number;
      max_cost_per_trial_usd?: number;
      max_p95_latency_ms?: number;
      not_worse_than?: NotWorseThanSpec;
      /**
       * What an inconclusive verdict of this gate exits with: `pass` 0 (the default), `fail` 5. `--fail-on-inconclusive` on the command line wins over `pass`.
       */
      on_inconclusive?: "pass" | "fail";
      note?: string;
    };

/**
 * A prompt-run suite: models × prompts × cases × trials, checks and a gate.
 */
export interface SuiteSpec {
  /**
   * The path or URL of this schema, for editors.
   */
  $schema?: string;
  /**
   * Default: the file's stem. Unique in a run.
   */
  name?: string;
  description?: string;
  model?: ModelSpec;
  /**
   * @minItems 1
   */
  models?: ModelSpec[];
  prompt?: PromptSpec;
  /**
   * Prompt variants by name.
   */
  prompts?: {
    [k: string]: PromptSpec;
  };
  system?: ContentSpec;
  /**
   * Cap on thinking and text together. Default 4096.
   */
  max_tokens?: number | null;
  /**
   * Only for models that accept it; sent under anthropic-version 2023-06-01.
   */
  temperature?: number | null;
  top_p?: number | null;
  top_k?: number | null;
  stop_sequences?: StopSequences;
  thinking?: Thinking;
  output_config?: OutputConfig;
  tools?: Tools;
  tool_choice?: ToolChoice;
  cache_control?: CacheControl;
  service_tier?: "auto" | "standard_only" | null;
  speed?: "standard" | "fast" | null;
  inference_geo?: string | null;
  metadata?: Metadata;
  headers?: Headers;
  request?: Request;
  /**
   * What to do with a setting that a model rejects: stop (default), or leave it out for that model and say so.
   */
  unsupported?: "error" | "omit";
  vars?: VarsSpec;
  trials?: Trials;
  answer?: ExtractionSpec;
  min_score?: MinScore;
  expect?: ChecksSpec;
  /**
   * Models that judge, by name; see the check `judge`.
   */
  judges?: {
    [k: string]: JudgeSpec;
  };
  /**
   * true: answers that failed a required rule are judged too.
   */
  judge_all?: boolean;
  /**
   * `equal`: the judges' error rates are taken to be the same on both arms of `not_worse_than`.
   */
  judge_errors?: "equal";
  cases?: CasesSpec;
  tool_results?: ToolResultsSpec;
  compare?: CompareSpec;
  gate?: GateSpec;
  limits?: LimitsSpec;
  /**
   * Ignored; a shelf for YAML anchors.
   *
   * This interface was referenced by `SuiteSpec`'s JSON-Schema definition
   * via the `patternProperty` "^x-".
   */
  [k: string]:
    | {
        [k: string]: unknown;
      }
    | string
    | ModelSpec
    | ModelSpec[]
    | PromptSpec
    | {
        [k: string]: PromptSpec;
      }
    | ContentSpec
    | number
    | null
    | StopSequences
    | Thinking
    | OutputConfig
    | Tools
    | ToolChoice
    | CacheControl
    | "auto"
    | "standard_only"
    | "standard"
    | "fast"
    | Metadata
    | Headers
    | Request
    | "error"
    | "omit"
    | VarsSpec
    | ExtractionSpec
    | ChecksSpec
    | {
        [k: string]: JudgeSpec;
      }
    | boolean
    | "equal"
    | CasesSpec
    | ToolResultsSpec
    | CompareSpec
    | GateSpec
    | LimitsSpec
    | undefined;
}
/**
 * { text }, { file }, { image: { file } }, { document: { file } }, { search_results }, or an API block with its `type`, whose texts are templates.
 */
export interface BlockSpec {
  type?: string;
  text?: string;
  file?: string;
  /**
   * false: braces in a file, or in the texts of an API block, are text.
   */
  template?: boolean;
  image?: AttachmentSpec;
  document?: AttachmentSpec;
  search_results?: SearchResultsSpec;
  /**
   * { enabled: true } beside `document` or `search_results`.
   */
  citations?: {
    [k: string]: unknown;
  };
  /**
   * Beside `document`: its title.
   */
  title?: string;
  /**
   * Beside `document`: what the model is told of it; never cited.
   */
  context?: string;
  /**
   * Beside `image`.
   */
  transformations?: unknown[];
  cache_control?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
export interface AttachmentSpec {
  file: string;
}
/**
 * One turn of a few-shot prompt, keyed by its role; a system message may have `clear_at` and `output_config`.
 */
export interface MessageSpec {
  user?: ContentSpec;
  assistant?: ContentSpec;
  system?: ContentSpec;
  /**
   * Beside `system`: when it stops holding.
   */
  clear_at?: "next_user_message" | "never" | null;
  /**
   * Beside `system`: `{ effort }` from there on.
   */
  output_config?: {
    [k: string]: unknown;
  };
}
/**
 * What each verdict means.
 */
export interface Verdicts {
  pass: string;
  fail: string;
}
/**
 * Instead of a rubric: one verdict each, in one call.
 */
export interface Criteria {
  [k: string]: string;
}
/**
 * Under --simulate: a judge that errs as often as said, where a case says the truth (`simulate_judge: { truth: pass }`).
 */
export interface SimulatedJudgeSpec {
  sensitivity: Share;
  specificity: Share;
  seed?: number;
  /**
   * What differs on an arm, by its id, label, model or prompt.
   */
  arms?: {
    [k: string]: {
      sensitivity?: Share;
      specificity?: Share;
    };
  };
}
/**
 * Inputs by name: any value, { file }, { files: glob }, or { value } for data as it is.
 */
export interface VarsSpec {
  [k: string]: unknown;
}
/**
 * A model that gives named verdicts.
 */
export interface JudgeSpec {
  /**
   * A model id or alias; or use `panel`.
   */
  model?: string;
  panel?: Panel;
  /**
   * How many of the panel must give the same verdict; default more than half.
   */
  agree?: number;
  rubric?: RubricSpec;
  prefer?: RubricSpec;
  verdicts?: Verdicts;
  criteria?: Criteria;
  combine?: CombineSpec;
  choices?: Choices;
  pass_at?: Share;
  see?: See;
  /**
   * `required`: the evidence must occur in what was shown, else undecided.
   */
  quote?: "optional" | "required";
  /**
   * How often each question is asked; odd, the majority decides.
   */
  repeats?: number;
  /**
   * The file of people's verdicts.
   */
  labels?: string;
  require?: RequireSpec;
  /**
   * Where its requests go.
   */
  endpoint?: string;
  simulate?: SimulatedJudgeSpec;
  /**
   * Cap on thinking and text together. Default 4096.
   */
  max_tokens?: number | null;
  /**
   * Only for models that accept it; sent under anthropic-version 2023-06-01.
   */
  temperature?: number | null;
  top_p?: number | null;
  top_k?: number | null;
  stop_sequences?: StopSequences;
  thinking?: Thinking;
  output_config?: OutputConfig;
  tools?: Tools;
  tool_choice?: ToolChoice;
  cache_control?: CacheControl;
  service_tier?: "auto" | "standard_only" | null;
  speed?: "standard" | "fast" | null;
  inference_geo?: string | null;
  metadata?: Metadata;
  headers?: Headers;
  request?: Request;
}
/**
 * One case; or { file } for a case per row, { include } for a list of cases, { matrix } for their product.
 */
export interface CaseSpec {
  id?: string;
  tags?: string[];
  /**
   * What the case stands or falls with: cases of one text, document or item. Cases of one cluster are not counted as independent.
   */
  cluster?: string;
  vars?: VarsSpec;
  /**
   * @minItems 1
   */
  turns?: TurnSpec[];
  expect?: CaseChecksSpec;
  answer?: ExtractionSpec;
  simulate?: SimulateSpec;
  simulate_judge?: SimulateJudgeSpec;
  /**
   * Why this case is not run.
   */
  skip?: string;
  /**
   * Why this case counts in no rate, comparison or gate.
   */
  quarantine?: string;
  trials?: Trials;
  min_score?: MinScore;
  tool_results?: ToolResultsSpec;
  /**
   * A csv, tsv, jsonl, json or yaml file: one case per row.
   */
  file?: string;
  /**
   * Types of CSV columns; a column without one is a string.
   */
  types?: {
    [k: string]: "string" | "number" | "boolean" | "json";
  };
  /**
   * What parts the cells of a CSV file, where its header does not tell: by default the comma, or a tab or semicolon where the header has no comma.
   */
  delimiter?: "," | ";" | "\t" | "|";
  select?: SelectSpec;
  /**
   * A YAML or JSON file: a list of cases.
   */
  include?: string;
  matrix?: {
    /**
     * @minItems 1
     */
    [k: string]: unknown[];
  };
}
export interface TurnSpec {
  user: ContentSpec;
  expect?: ChecksSpec;
  answer?: ExtractionSpec;
  simulate?: SimulateSpec;
  simulate_judge?: SimulateJudgeSpec;
  tool_results?: ToolResultsSpec;
}
/**
 * Answers to tool calls, by tool name; the first whose `when` matches the input is used.
 */
export interface ToolResultsSpec {
  /**
   * @minItems 1
   */
  [k: string]: ToolResultSpec[];
}
export interface ToolResultSpec {
  when?: {
    [k: string]: unknown;
  };
  text?: string;
  content?: ContentSpec;
  is_error?: boolean;
}
export interface SelectSpec {
  limit?: number;
  sample?: number;
  seed?: number;
}
export interface CompareSpec {
  by: "model" | "prompt" | "first" | "none";
  /**
   * A judge with `prefer`: of each pair of answers, which is the better one.
   */
  prefer?: string;
}
export interface NotWorseThanSpec {
  /**
   * A baseline's file. Without it and without `arm`, the one of --baseline, which also replaces it.
   */
  baseline?: string;
  arm?: string;
  /**
   * What is compared, case by case: the share of trials that pass (the default), or their mean score in [0, 1]. The margin is a share of either.
   */
  on?: "pass_rate" | "score";
  /**
   * Default 0.05.
   */
  margin?: number;
  /**
   * Default 0.05.
   */
  alpha?: number;
  min_paired?: Share;
  arms?: {
    [k: string]: string;
  };
}
export interface LimitsSpec {
  max_cost_usd?: number;
  concurrency?: number;
  timeout_s?: number;
  max_attempts?: number;
  max_tool_rounds?: number;
  rpm?: number;
  itpm?: number;
  otpm?: number;
}
