import type { EndpointSpec } from "../domain/formats/config-spec.ts";
import { DEFAULT_PLATFORM, type EndpointSource, type EnvironmentText } from "../domain/endpoint.ts";

/** The endpoints as a config names them. */
export function configEndpoints(
  specs: Readonly<Record<string, EndpointSpec>>,
  file: string,
): Map<string, EndpointSource> {
  const entries = Object.entries(specs).map(([name, spec]) => [name, endpointSource(name, spec, file)] as const);
  return new Map(entries);
}

function endpointSource(name: string, spec: EndpointSpec, file: string): EndpointSource {
  return {
    name,
    place: { kind: "node", file, pointer: ["endpoints", name], at: "key" },
    platform: spec.platform ?? DEFAULT_PLATFORM,
    baseUrl: spec.base_url ?? null,
    auth: spec.auth ?? null,
    key: spec.key?.env ?? null,
    headers: Object.fromEntries(
      Object.entries(spec.headers ?? {}).map(([header, value]) => [header, environmentText(value)]),
    ),
    models: spec.models ?? {},
    region: optionalText(spec.region),
    project: optionalText(spec.project),
    resource: optionalText(spec.resource),
    workspace: optionalText(spec.workspace),
  };
}

function optionalText(value: EndpointSpec["region"]): EnvironmentText | null {
  return value === undefined ? null : environmentText(value);
}

function environmentText(value: NonNullable<EndpointSpec["region"]>): EnvironmentText {
  return typeof value === "string" ? { kind: "text", text: value } : { kind: "variable", name: value.env };
}
