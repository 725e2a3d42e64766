import type { AuthKind, PlatformName } from "../../domain/endpoint.ts";
import type { JsonObject } from "../../domain/values/json.ts";

/** The parts of an endpoint's address, as far as they are known. */
export interface EndpointSettings {
  readonly region: string | null;
  readonly project: string | null;
  readonly resource: string | null;
  readonly workspace: string | null;
}

export type SettingName = keyof EndpointSettings;

/** A way to be let in: how, and by which variables of the environment; all of `variables` must be there. */
export interface CredentialWay {
  readonly auth: AuthKind;
  readonly variables: readonly [string, ...string[]];
  /** Read too, where it is there: the token of a temporary key. */
  readonly session?: string;
}

/** How a cloud's own tools come by credentials: AWS's provider chain, Google's application default credentials. */
export type CloudChain = "aws" | "google";

/** A request on its way, as the platform wants it. */
export interface WireBody {
  readonly url: URL;
  readonly body: JsonObject;
}

/**
 * A service that answers as Claude. One file each, and a line in `registry.ts`; its name stands in the config's schema, and
 * in `models/platforms/` with what it lacks and costs: the types hold these together, and nothing else asks for one by name.
 */
export interface Platform {
  readonly name: PlatformName;
  /** The variables of the environment that say what a config leaves out, the first that is there. */
  readonly variables: Readonly<Partial<Record<SettingName | "baseUrl", readonly string[]>>>;
  /** What every request needs; what is missing is told. */
  readonly needs: readonly SettingName[];
  /** What the address alone is made of: not needed where the config has a `base_url`. */
  readonly hostedBy?: readonly SettingName[];
  /** The address before `/v1/messages`. */
  baseUrl(settings: EndpointSettings): string;
  /** How a key that the config names is sent. */
  readonly auth: AuthKind;
  /** Is a key of the environment sent as the config's `auth` says, however it is called? */
  readonly takesAnyAuth?: true;
  /** Ways in by the environment alone, best first. */
  readonly ways: readonly CredentialWay[];
  /** Where its cloud's own tools keep credentials. */
  readonly chain?: CloudChain;
  /** The service's name in an AWS signature; absent: it takes none. */
  readonly signedAs?: string;
  /** Headers of every request. */
  headers(settings: EndpointSettings): Readonly<Record<string, string>>;
  /** What it calls a model of ours. */
  modelId(id: string, settings: EndpointSettings): string;
  /** Our id of a model that it names. */
  canonicalModel(id: string): string;
  /** Moves what stands elsewhere there: the model, the version. */
  rewrite?(wire: WireBody & { readonly headers: Headers }, settings: EndpointSettings): WireBody;
  /** Its answer as the Claude API would give it. */
  decode?(response: Response): Response;
  /** Does it count tokens (`/v1/messages/count_tokens`) and list models (`/v1/models`)? */
  readonly countsTokens: boolean;
  readonly listsModels: boolean;
}
