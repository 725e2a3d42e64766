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
   * May a trial be judged though a call of its application failed for good?
   */
  tolerate_errors?: boolean;
}
