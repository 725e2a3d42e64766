// Generated from schemas/ by `npm run generate`. Edit the schema, not this file.

/**
 * A model id or alias, or one with its settings.
 */
export type ModelSpec =
  | string
  | {
      /**
       * The API's id, or an alias of the config.
       */
      id: string;
      /**
       * The arm's name; default the model id, with `@` and the endpoint where one is named.
       */
      label?: string;
      /**
       * An endpoint of the config that answers for this arm; it is part of the arm's identity.
       */
      endpoint?: string;
      /**
       * Cap on thinking and text together. Default 4096.
       */
      max_tokens?: number | null;
      /**
       * Only for models that accept it; sent under anthropic-version 2023-06-01.
       */
      temperature?: number | null;
      /**
       * Only for models that accept it.
       */
      top_p?: number | null;
      /**
       * Only for models that accept it.
       */
      top_k?: number | null;
      stop_sequences?: StopSequences;
      thinking?: Thinking;
      output_config?: OutputConfig;
      tools?: Tools;
      tool_choice?: ToolChoice;
      cache_control?: CacheControl;
      /**
       * Whether a priority tier may serve the request.
       */
      service_tier?: "auto" | "standard_only" | null;
      /**
       * `fast` costs more and is there on some models.
       */
      speed?: "standard" | "fast" | null;
      /**
       * Where inference may run, such as `us`.
       */
      inference_geo?: string | null;
      metadata?: Metadata;
      headers?: Headers;
      request?: Request;
    };
/**
 * Texts that end the answer where they come; not blank.
 */
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
/**
 * { type: auto | any | tool | none, name }.
 */
export type ToolChoice = {
  [k: string]: unknown;
} | null;
/**
 * { type: ephemeral, ttl: 5m | 1h }: a breakpoint of the prompt cache behind the whole prompt.
 */
export type CacheControl = {
  [k: string]: unknown;
} | null;
/**
 * { user_id }: an opaque id of the end user.
 */
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
        /**
         * The environment variable that holds the value.
         */
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
 * A text, or { env: NAME }: a variable of the environment, masked wherever something is written.
 */
export type TargetValueSpec = string | SuiteFromEnvironment;
/**
 * A prompt variant: text, { file }, or { system, user or messages, any setting }.
 */
export type PromptSpec =
  | string
  | {
      /**
       * A file with the user's text, relative to this file.
       */
      file?: string;
      /**
       * false: the file is sent as it is, braces and all.
       */
      template?: boolean;
      system?: SystemSpec;
      user?: ContentSpec;
      /**
       * Few-shot turns and the question, instead of `user`; assistant turns are sent, not asked for.
       *
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
      /**
       * Only for models that accept it.
       */
      top_p?: number | null;
      /**
       * Only for models that accept it.
       */
      top_k?: number | null;
      stop_sequences?: StopSequences;
      thinking?: Thinking;
      output_config?: OutputConfig;
      tools?: Tools;
      tool_choice?: ToolChoice;
      cache_control?: CacheControl;
      /**
       * Whether a priority tier may serve the request.
       */
      service_tier?: "auto" | "standard_only" | null;
      /**
       * `fast` costs more and is there on some models.
       */
      speed?: "standard" | "fast" | null;
      /**
       * Where inference may run, such as `us`.
       */
      inference_geo?: string | null;
      metadata?: Metadata;
      headers?: Headers;
      request?: Request;
    };
/**
 * A system prompt: text, { file }, or a list of blocks; null: none.
 *
 * @minItems 1
 */
export type SystemSpec =
  | string
  | {
      /**
       * A text file, relative to this file.
       */
      file: string;
      /**
       * false: the file is sent as it is, braces and all.
       */
      template?: boolean;
      /**
       * A breakpoint of the prompt cache behind this text.
       */
      cache_control?: {
        [k: string]: unknown;
      };
    }
  | BlockSpec[]
  | null;
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
          /**
           * The passage.
           */
          text?: string;
          /**
           * A file with the passage.
           */
          file?: string;
          /**
           * Where it is from: a URL or a name.
           */
          source?: string;
          /**
           * What it is called.
           */
          title?: string;
        }
    )[];
/**
 * Text, { file }, or a list of blocks.
 *
 * @minItems 1
 */
export type ContentSpec =
  | string
  | {
      /**
       * A text file, relative to this file.
       */
      file: string;
      /**
       * false: the file is sent as it is, braces and all.
       */
      template?: boolean;
      /**
       * A breakpoint of the prompt cache behind this text.
       */
      cache_control?: {
        [k: string]: unknown;
      };
    }
  | BlockSpec[];
/**
 * { tag }, { pattern, match }, { json_path }, last_line or whole.
 */
export type ExtractionSpec =
  | string
  | {
      /**
       * What stands in the last complete <tag>…</tag>.
       */
      tag?: string;
      /**
       * A regular expression: its first group that took part, or all of the match.
       */
      pattern?: string;
      /**
       * Beside `pattern`: which of its matches. Default first.
       */
      match?: "first" | "last";
      /**
       * The first value at this path (RFC 9535) of the JSON in the answer.
       */
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
      /**
       * What reports call it.
       */
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
            /**
             * The regular expression (RE2: no lookaround, no backreferences).
             */
            pattern: string;
            /**
             * Letters of `imsu`.
             */
            flags?: string;
          };
      /**
       * The text holds JSON, valid under the schema if one is given.
       */
      json?:
        | boolean
        | {
            /**
             * A JSON Schema, inline or { file }.
             */
            schema?:
              | {
                  [k: string]: unknown;
                }
              | boolean;
            /**
             * The whole answer must be the JSON: nothing before or after, no fence.
             */
            strict?: boolean;
          };
      /**
       * { path, equals: any JSON | any text, number or json check, match: all | any, count, exists }.
       */
      json_path?: {
        /**
         * RFC 9535, such as `$.items[*].price`.
         */
        path: string;
        /**
         * Whether all (default) or any of the nodes must hold.
         */
        match?: "all" | "any";
        count?: CountSpec;
        /**
         * true: there is a node; false: there is none.
         */
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
            /**
             * The number, compared to its last digit.
             */
            equals?: number | string;
            /**
             * How far it may be off.
             */
            tolerance?: number;
            /**
             * At least this.
             */
            min?: number | string;
            /**
             * At most this.
             */
            max?: number | string;
          };
      /**
       * How long the text is, by Unicode segmentation.
       */
      length?: {
        /**
         * At least so many graphemes.
         */
        min_chars?: number;
        /**
         * At most so many graphemes.
         */
        max_chars?: number;
        /**
         * At least so many words.
         */
        min_words?: number;
        /**
         * At most so many words.
         */
        max_words?: number;
        /**
         * At least so many lines.
         */
        min_lines?: number;
        /**
         * At most so many lines.
         */
        max_lines?: number;
        /**
         * At least so many sentences.
         */
        min_sentences?: number;
        /**
         * At most so many sentences.
         */
        max_sentences?: number;
      };
      /**
       * How like a reference the text is, 0 to 1.
       */
      similarity?: {
        /**
         * The reference, or several of which the best counts.
         *
         * @minItems 1
         */
        to: string | string[];
        /**
         * How likeness is measured (docs/checks.md).
         */
        metric: "levenshtein" | "rouge_1" | "rouge_2" | "rouge_l" | "bleu" | "chrf";
        /**
         * At least this.
         */
        min: number;
        /**
         * What counts as a word.
         */
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
            /**
             * The tool's name.
             */
            name?: string;
            /**
             * Members that the call's input must have.
             */
            input?: {
              [k: string]: unknown;
            };
            /**
             * A JSON Schema that the call's input must be valid under.
             */
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
                /**
                 * The tool's name.
                 */
                name: string;
                /**
                 * Members that the call's input must have.
                 */
                input?: {
                  [k: string]: unknown;
                };
                /**
                 * A JSON Schema that the call's input must be valid under.
                 */
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
       * The API's stop reason is this, or one of these.
       *
       * @minItems 1
       */
      stop_reason?:
        | string
        | string[]
        | {
            /**
             * One of these.
             *
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
      /**
       * The trial used at most so many tokens.
       */
      tokens?: {
        /**
         * In all.
         */
        max?: number;
        /**
         * Of prompts, cached ones too.
         */
        max_input?: number;
        /**
         * Of answers, thinking included.
         */
        max_output?: number;
      };
      /**
       * The application made at most so many calls to Claude.
       */
      calls?:
        | number
        | {
            /**
             * At most so many.
             */
            max?: number;
            /**
             * At least so many.
             */
            min?: number;
            /**
             * Of this model, as it was asked, alone.
             */
            model?: string;
          };
      /**
       * A CEL expression over output, json, vars, usage, cost_usd, latency_ms, stop_reason.
       */
      expr?:
        | string
        | {
            /**
             * The expression; it must give a boolean.
             */
            cel: string;
          };
      /**
       * The default export of a local module judges: (completion, context) => boolean | { pass, score, reason }.
       */
      script?:
        | string
        | {
            /**
             * The module, relative to this file.
             */
            file?: string;
            /**
             * Of a suite that a program makes: a function of that program.
             */
            function?: string;
            /**
             * After which the check is undecided.
             */
            timeout_s?: number;
          };
      judge?: JudgeCheckSpec;
      not?: CheckItemSpec;
      /**
       * All of these hold.
       *
       * @minItems 1
       */
      all_of?: CheckItemSpec[];
      /**
       * At least one of these holds.
       *
       * @minItems 1
       */
      any_of?: CheckItemSpec[];
    }
  | CheckItemSpec[];
/**
 * A text, or { value, ignore_case, trim }.
 */
export type TextValueSpec =
  | string
  | {
      /**
       * The text; a template.
       */
      value: string;
      /**
       * Case is folded on both sides.
       */
      ignore_case?: boolean;
      /**
       * White space around both is left out; default true for `equals` alone.
       */
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
       * The texts; templates.
       *
       * @minItems 1
       */
      values: string[] | string;
      /**
       * Case is folded on both sides.
       */
      ignore_case?: boolean;
      /**
       * White space around both is left out; default true for `equals_any` alone.
       */
      trim?: boolean;
    }
  | string;
/**
 * A number, or { min, max }.
 */
export type CountSpec =
  | number
  | {
      /**
       * At least.
       */
      min?: number;
      /**
       * At most.
       */
      max?: number;
    };
/**
 * US dollars, or { max_usd }.
 */
export type MaxUsd =
  | number
  | {
      /**
       * US dollars.
       */
      max_usd: number;
    };
/**
 * Milliseconds, or { max_ms }.
 */
export type MaxMs =
  | number
  | {
      /**
       * Milliseconds.
       */
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
      /**
       * Only for models that accept it.
       */
      top_p?: number | null;
      /**
       * Only for models that accept it.
       */
      top_k?: number | null;
      stop_sequences?: StopSequences;
      thinking?: Thinking;
      output_config?: OutputConfig;
      tools?: Tools;
      tool_choice?: ToolChoice;
      cache_control?: CacheControl;
      /**
       * Whether a priority tier may serve the request.
       */
      service_tier?: "auto" | "standard_only" | null;
      /**
       * `fast` costs more and is there on some models.
       */
      speed?: "standard" | "fast" | null;
      /**
       * Where inference may run, such as `us`.
       */
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
      /**
       * A text file with the rubric.
       */
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
      /**
       * So many criteria must pass.
       */
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
/**
 * A share from 0 to 1: 0.95 for 95%.
 */
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
      /**
       * So many labels of passes.
       */
      right?: number;
      /**
       * So many labels of fails.
       */
      wrong?: number;
      sensitivity?: Share;
      specificity?: Share;
    };
/**
 * Checks, all of which apply.
 */
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
 * The simulated reply: text, a reply object, a list by trial, or a map by arm; of a target { calls: [reply, …] }, which answers its calls in order.
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
/**
 * One set of inputs with what is expected of the answer each; or data files, includes, matrices.
 */
export type CasesSpec = CaseSpec[];
/**
 * The rule for an arm's results, or `none` to report without a verdict.
 */
export type GateSpec =
  | string
  | {
      /**
       * Ids (LABEL/PROMPT) of the arms that the gate judges; default all.
       *
       * @minItems 1
       */
      arms?: string[];
      pass_rate?: Share;
      /**
       * How sure the pass rate must be: the lower (or, to fail, upper) end of its interval at this level is compared. Default: the rate itself.
       */
      confidence?: number;
      case_pass_rate?: Share;
      mean_score?: Share;
      /**
       * Rules for the cases of a tag, by its name.
       */
      by_tag?: {
        [k: string]: {
          pass_rate: Share;
        };
      };
      /**
       * Rules by the name of a judge.
       */
      by_judge?: {
        [k: string]: {
          pass_rate: Share;
          /**
           * How sure it must be.
           */
          confidence?: number;
        };
      };
      /**
       * What the arm's trials may cost together, in US dollars.
       */
      max_cost_usd?: number;
      /**
       * What a trial may cost on average, in US dollars.
       */
      max_cost_per_trial_usd?: number;
      /**
       * What 95 in 100 trials may take, in milliseconds.
       */
      max_p95_latency_ms?: number;
      not_worse_than?: NotWorseThanSpec;
      /**
       * What an inconclusive verdict of this gate exits with: `pass` 0 (the default), `fail` 5. `--fail-on-inconclusive` on the command line wins over `pass`.
       */
      on_inconclusive?: "pass" | "fail";
      /**
       * Why it is so, shown in reports.
       */
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
  /**
   * For people: what the suite is for.
   */
  description?: string;
  model?: ModelSpec;
  /**
   * Applications under test by name, beside or instead of models: an arm is NAME/PROMPT.
   */
  targets?: {
    [k: string]: TargetSpec;
  };
  /**
   * What a target is asked where the suite has no prompt; default: the case's only text variable.
   */
  input?: string;
  meter?: SuiteMeterSpec;
  /**
   * The models of the suite; each is run with every prompt.
   *
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
  system?: SystemSpec;
  /**
   * Cap on thinking and text together. Default 4096.
   */
  max_tokens?: number | null;
  /**
   * Only for models that accept it; sent under anthropic-version 2023-06-01.
   */
  temperature?: number | null;
  /**
   * Only for models that accept it.
   */
  top_p?: number | null;
  /**
   * Only for models that accept it.
   */
  top_k?: number | null;
  stop_sequences?: StopSequences;
  thinking?: Thinking;
  output_config?: OutputConfig;
  tools?: Tools;
  tool_choice?: ToolChoice;
  cache_control?: CacheControl;
  /**
   * Whether a priority tier may serve the request.
   */
  service_tier?: "auto" | "standard_only" | null;
  /**
   * `fast` costs more and is there on some models.
   */
  speed?: "standard" | "fast" | null;
  /**
   * Where inference may run, such as `us`.
   */
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
    | {
        [k: string]: TargetSpec;
      }
    | SuiteMeterSpec
    | ModelSpec[]
    | PromptSpec
    | {
        [k: string]: PromptSpec;
      }
    | SystemSpec
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
 * What answers in place of a model: one of function, module, command, http and claude_code.
 */
export interface TargetSpec {
  /**
   * Of a suite that a program makes: a function of that program.
   */
  function?: string;
  /**
   * An ES module, relative to this file: its default export is asked `(turn, { vars, signal, baseUrl, apiKey })` and returns a text or { output, tool_calls?, usage?, cost_usd? }.
   */
  module?: string;
  /**
   * A program and its arguments: it reads a turn a line and writes an answer a line, both JSON. Arguments that begin with ./ or ../ are relative to this file.
   *
   * @minItems 1
   */
  command?: string[];
  http?: HttpTargetSpec;
  claude_code?: ClaudeCodeTargetSpec;
  /**
   * The folder that a command works in, relative to this file; default this file's.
   */
  cwd?: string;
  /**
   * Variables of its environment: texts, or { env: NAME } of ours.
   */
  env?: {
    [k: string]: TargetValueSpec;
  };
  /**
   * Patterns of the files that the application consists of, relative to this file: while they are unchanged, kept answers stand for it.
   */
  sources?: string[];
  /**
   * How many of it run at once; default 1.
   */
  workers?: number;
  /**
   * How many trials one of it holds at once; default 1. With more, its calls must use the turn's base_url.
   */
  concurrent?: number;
  /**
   * Where in a service's reply the answer stands: a JSONPath; default the whole body as text.
   */
  output?: string;
  /**
   * Where in a service's reply its tool calls stand: a JSONPath to { name, input } objects.
   */
  tool_calls?: string;
  /**
   * Where in a service's reply its token usage stands: a JSONPath to { input_tokens, output_tokens }.
   */
  usage?: string;
  /**
   * Where in a service's reply an error stands: a JSONPath; what is found there fails the trial.
   */
  error?: string;
  start?: ServiceStartSpec;
  retry?: TargetRetrySpec;
  /**
   * It makes no calls to Claude: there is nothing to meter, and its cost is 0.
   */
  meter?: false;
}
/**
 * A service: what is sent to it. Texts are templates with the case's variables and `input`.
 */
export interface HttpTargetSpec {
  /**
   * Where it is asked; a template.
   */
  url: string;
  /**
   * The method; default POST.
   */
  method?: "GET" | "POST" | "PUT" | "PATCH";
  /**
   * Headers by name: texts (templates) or { env: NAME }.
   */
  headers?: {
    [k: string]: TargetValueSpec;
  };
  /**
   * The JSON body; texts in it are templates, and one that is exactly {{ x }} keeps the type of x. Left out: { input, messages, vars }.
   */
  body?:
    | {
        [k: string]: unknown;
      }
    | unknown[]
    | string;
}
/**
 * A value of the environment, by its name; masked wherever something is written.
 */
export interface SuiteFromEnvironment {
  /**
   * The variable's name.
   */
  env: string;
}
/**
 * Claude Code: `claude -p` on PATH, in a copy of the workspace for each trial.
 */
export interface ClaudeCodeTargetSpec {
  /**
   * Folders of skills that it is given, relative to this file.
   */
  skills?: string[];
  /**
   * The folder that it works in a copy of, relative to this file; default an empty one.
   */
  workspace?: string;
  /**
   * Turns of its loop at most.
   */
  max_turns?: number;
  /**
   * The model that it asks; default its own choice.
   */
  model?: string;
  /**
   * Tools that it may use without asking.
   */
  allowed_tools?: string[];
}
/**
 * How a service is started for the run, and ended after it.
 */
export interface ServiceStartSpec {
  /**
   * The program and its arguments; those that begin with ./ or ../ are relative to this file.
   *
   * @minItems 1
   */
  command: string[];
  /**
   * A URL that is asked until it answers with a 2xx.
   */
  ready: string;
  /**
   * How long that may take; default 30.
   */
  timeout_s?: number;
}
/**
 * When a service is asked again.
 */
export interface TargetRetrySpec {
  /**
   * HTTP statuses after which it is.
   */
  status: number[];
}
/**
 * What is done to an application's own calls on their way through the meter.
 */
export interface SuiteMeterSpec {
  /**
   * Models that are asked instead of those that the application names: a cheaper one in tests.
   */
  models?: {
    [k: string]: string;
  };
  /**
   * Regular expressions: what they match in the texts of a request plays no part when its recording is looked for (a date, a folder).
   */
  ignore?: string[];
  /**
   * May a trial be graded though a call of its application failed for good?
   */
  tolerate_errors?: boolean;
}
/**
 * { text }, { file }, { image: { file } }, { document: { file } }, { search_results }, or an API block with its `type`, whose texts are templates.
 */
export interface BlockSpec {
  /**
   * The API's own block of this type, sent as it is written.
   */
  type?: string;
  /**
   * A text; a template.
   */
  text?: string;
  /**
   * A text file, relative to this file.
   */
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
  /**
   * A breakpoint of the prompt cache behind this block.
   */
  cache_control?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * A file that is sent as it is.
 */
export interface AttachmentSpec {
  /**
   * A file, relative to this file; a template.
   */
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
  /**
   * The word that means pass.
   */
  pass: string;
  /**
   * The word that means fail.
   */
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
  /**
   * Seed of the simulated errors.
   */
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
  /**
   * Only for models that accept it.
   */
  top_p?: number | null;
  /**
   * Only for models that accept it.
   */
  top_k?: number | null;
  stop_sequences?: StopSequences;
  thinking?: Thinking;
  output_config?: OutputConfig;
  tools?: Tools;
  tool_choice?: ToolChoice;
  cache_control?: CacheControl;
  /**
   * Whether a priority tier may serve the request.
   */
  service_tier?: "auto" | "standard_only" | null;
  /**
   * `fast` costs more and is there on some models.
   */
  speed?: "standard" | "fast" | null;
  /**
   * Where inference may run, such as `us`.
   */
  inference_geo?: string | null;
  metadata?: Metadata;
  headers?: Headers;
  request?: Request;
}
/**
 * One case; or { file } for a case per row, { include } for a list of cases, { matrix } for their product.
 */
export interface CaseSpec {
  /**
   * Unique in the suite; default a hash of the inputs. In a data entry a template over the row.
   */
  id?: string;
  /**
   * Words to choose, slice and gate by; in a data entry templates over the row.
   */
  tags?: string[];
  /**
   * What the case stands or falls with: cases of one text, document or item. Cases of one cluster are not counted as independent.
   */
  cluster?: string;
  vars?: VarsSpec;
  /**
   * What the user says, turn by turn; each reply stays in the history.
   *
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
  /**
   * Lists by variable: a case for each combination.
   */
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
  /**
   * Members that the call's input must have; without it, any call matches.
   */
  when?: {
    [k: string]: unknown;
  };
  /**
   * The result as a text.
   */
  text?: string;
  content?: ContentSpec;
  /**
   * The tool failed: the model is told so.
   */
  is_error?: boolean;
}
/**
 * Which rows of the file are taken.
 */
export interface SelectSpec {
  /**
   * At most so many rows, the first.
   */
  limit?: number;
  /**
   * So many rows, drawn by `seed`.
   */
  sample?: number;
  /**
   * Seed of the sample; default 0.
   */
  seed?: number;
}
/**
 * Which arms are held against each other.
 */
export interface CompareSpec {
  /**
   * `model`: models with each prompt; `target`: targets with each prompt; `prompt`: prompts with each model; `first` (default): the first arm with each other; `none`.
   */
  by: "model" | "prompt" | "target" | "first" | "none";
  /**
   * A judge with `prefer`: of each pair of answers, which is the better one.
   */
  prefer?: string;
}
/**
 * Each arm must be shown to be no worse than a baseline or another arm.
 */
export interface NotWorseThanSpec {
  /**
   * A baseline's file. Without it and without `arm`, the one of --baseline, which also replaces it.
   */
  baseline?: string;
  /**
   * The arm of this suite to compare with.
   */
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
  /**
   * Candidate arm to baseline arm, where their ids differ.
   */
  arms?: {
    [k: string]: string;
  };
}
/**
 * What the suite may spend, and how it is paced.
 */
export interface LimitsSpec {
  /**
   * The suite stops before this is spent, in US dollars.
   */
  max_cost_usd?: number;
  /**
   * Requests in flight at once. Default 50.
   */
  concurrency?: number;
  /**
   * For a trial, from its first send. Default 300.
   */
  timeout_s?: number;
  /**
   * HTTP tries of a request. Default 5.
   */
  max_attempts?: number;
  /**
   * Rounds of tool calls within a turn before the trial errors. Default 8.
   */
  max_tool_rounds?: number;
  /**
   * Requests a minute, where the account's own limit is not to be used up.
   */
  rpm?: number;
  /**
   * Input tokens a minute, likewise.
   */
  itpm?: number;
  /**
   * Output tokens a minute, likewise.
   */
  otpm?: number;
  /**
   * At most this share of every rate limit that the API tells of, e.g. 0.25: the rest is left to others on the same key.
   */
  share?: number;
}
