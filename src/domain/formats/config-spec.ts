// Generated from schemas/ by `npm run generate`. Edit the schema, not this file.

/**
 * prompt-run.config.yaml, at the project root.
 */
export interface ConfigSpec {
  /**
   * The path or URL of this schema, for editors.
   */
  $schema?: string;
  /**
   * Aliases: a short name for a model id; never the id of another model.
   */
  models?: {
    [k: string]: string;
  };
  /**
   * Defaults for any suite key; each suite's own value wins.
   */
  defaults?: {
    [k: string]: unknown;
  };
  /**
   * Judges that every suite may use, by name; a suite's own of that name wins. Their files are relative to the config.
   */
  judges?: {
    [k: string]: unknown;
  };
  /**
   * Price overrides by model id, in USD per million tokens. Reports use them; a cap counts no less than the table's prices.
   */
  prices?: {
    [k: string]: PriceOverrideSpec;
  };
  /**
   * The folder of recordings; default <store>/recordings.
   */
  recordings?: string;
  meter?: MeterSpec;
  /**
   * Used only if it is loopback or the Claude API.
   */
  base_url?: string;
  /**
   * Where answers may come from, by name: gateways and clouds. `--endpoint NAME`, `endpoint:` here or a model's `endpoint:` chooses one.
   */
  endpoints?: {
    [k: string]: EndpointSpec;
  };
  /**
   * The endpoint that is used unless --endpoint or a model names another.
   */
  endpoint?: string;
  /**
   * This interface was referenced by `ConfigSpec`'s JSON-Schema definition
   * via the `patternProperty` "^x-".
   */
  [k: string]: unknown;
}
export interface PriceOverrideSpec {
  /**
   * US dollars for a million tokens.
   */
  input: number;
  /**
   * US dollars for a million tokens.
   */
  output: number;
  /**
   * US dollars for a million tokens.
   */
  cache_write_5m?: number;
  /**
   * US dollars for a million tokens.
   */
  cache_write_1h?: number;
  /**
   * US dollars for a million tokens.
   */
  cache_read?: number;
}
/**
 * What is done to an application's own calls on their way through the meter.
 */
export interface MeterSpec {
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
 * One place where answers come from.
 */
export interface EndpointSpec {
  /**
   * Whose service it is; default: the Claude API's own shape, as gateways have it.
   */
  platform?: "claude" | "claude-on-aws" | "bedrock" | "bedrock-invoke" | "vertex" | "foundry";
  /**
   * The address before /v1/messages; clouds have their own.
   */
  base_url?: string;
  /**
   * How the key is sent: `Authorization: Bearer`, or a header of that name; `sigv4`: signed as AWS does. Default: as the platform wants it.
   */
  auth?: "bearer" | "x-api-key" | "api-key" | "sigv4";
  key?: FromEnvironment;
  /**
   * Headers for every request there.
   */
  headers?: {
    /**
     * A text, or `{ env: NAME }`.
     */
    [k: string]: string | FromEnvironment;
  };
  /**
   * What it calls our models: our id, and its own.
   */
  models?: {
    [k: string]: string;
  };
  /**
   * The region: `global`, `us`, `eu-central-1`, …
   */
  region?: string | FromEnvironment;
  /**
   * Google Cloud: the project.
   */
  project?: string | FromEnvironment;
  /**
   * Foundry: the resource's name.
   */
  resource?: string | FromEnvironment;
  /**
   * Claude Platform on AWS: the workspace's id.
   */
  workspace?: string | FromEnvironment;
}
/**
 * A value of the environment, by its name; masked wherever something is written.
 */
export interface FromEnvironment {
  /**
   * The variable's name.
   */
  env: string;
}
