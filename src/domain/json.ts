/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object: own properties only. */
export interface JsonObject {
  readonly [key: string]: Json;
}
