import type { EndpointSpec } from "./formats/config-spec.ts";
import type { Place } from "./values/problem.ts";

/** Whose service answers. */
export type PlatformName = NonNullable<EndpointSpec["platform"]>;

/** Whose it is where nothing is said: the Claude API's, or a gateway's that speaks as it does. */
export const DEFAULT_PLATFORM: PlatformName = "claude";

/** How a key is sent: as a bearer token, in a header of that name, or as the signature that AWS wants. */
export type AuthKind = NonNullable<EndpointSpec["auth"]>;

/** A text of a config, or the name of the variable that holds it. */
export type EnvironmentText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "variable"; readonly name: string };

/** One entry of the config's `endpoints:`. What is null is not said there. */
export interface EndpointSource {
  readonly name: string;
  readonly place: Place;
  readonly platform: PlatformName;
  readonly baseUrl: string | null;
  readonly auth: AuthKind | null;
  /** The variable that holds the key. */
  readonly key: string | null;
  readonly headers: Readonly<Record<string, EnvironmentText>>;
  /** Its own names of models, by ours. */
  readonly models: Readonly<Record<string, string>>;
  readonly region: EnvironmentText | null;
  readonly project: EnvironmentText | null;
  readonly resource: EnvironmentText | null;
  readonly workspace: EnvironmentText | null;
}

/** Whose service an endpoint is, and whether it is one of a region's. */
export interface ServedBy {
  readonly platform: PlatformName;
  readonly isRegional: boolean;
}
