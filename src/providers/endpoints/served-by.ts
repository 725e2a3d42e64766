import { DEFAULT_PLATFORM, type EndpointSource, type ServedBy } from "../../domain/endpoint.ts";
import { PLATFORMS } from "./registry.ts";

/** What is known of a run's endpoints. */
export interface ServedInput {
  readonly endpoints: ReadonlyMap<string, EndpointSource>;
  /** The endpoint of the run; null: the Claude API, or a base URL. */
  readonly chosen: string | null;
  /** A variable of the environment. */
  readonly read: (name: string) => string | null;
}

/** Whose service each endpoint is, by its name; null: the one of the run. */
export function servedBy({ endpoints, chosen, read }: ServedInput): (name: string | null) => ServedBy {
  return (name) => {
    const source = endpoints.get(name ?? chosen ?? "");
    if (source === undefined) return { platform: DEFAULT_PLATFORM, isRegional: false };
    return { platform: source.platform, isRegional: regionOf(source, read) !== "global" };
  };
}

function regionOf({ platform, region }: EndpointSource, read: ServedInput["read"]): string | null {
  if (region?.kind === "text") return region.text;
  const variables = region === null ? (PLATFORMS[platform].variables.region ?? []) : [region.name];
  return variables.map(read).find((value) => value !== null) ?? null;
}
