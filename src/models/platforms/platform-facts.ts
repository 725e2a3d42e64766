import type { Lacking } from "../../domain/diagnostics/english/endpoints.ts";
import type { PlatformName } from "../../domain/endpoint.ts";
import { isJsonObject, type JsonObject } from "../../domain/values/json.ts";

/** What a service lacks of the Claude API, and what it charges beside it (pages of each service, 2026-08 and 2026-10). */
export interface PlatformFacts {
  /** As people call it. */
  readonly title: string;
  /** Are regional and multi-region endpoints a tenth dearer for models from 4.5 on? `global` ones cost what the list says. */
  readonly hasRegionalPremium: boolean;
  readonly structuredOutputs: boolean;
  /** The server tools that it runs, by the beginning of their types. */
  readonly serverTools: "all" | readonly string[];
  readonly urlSources: boolean;
  readonly fallbacks: boolean;
  readonly fastMode: boolean;
  /** May a request's own top level ask for caching? */
  readonly automaticCaching: boolean;
  readonly betas: boolean;
}

const CLAUDE: PlatformFacts = {
  title: "the Claude API",
  hasRegionalPremium: false,
  structuredOutputs: true,
  serverTools: "all",
  urlSources: true,
  fallbacks: true,
  fastMode: true,
  automaticCaching: true,
  betas: true,
};

const CLOUD: PlatformFacts = {
  ...CLAUDE,
  hasRegionalPremium: true,
  serverTools: [],
  urlSources: false,
  fallbacks: false,
  fastMode: false,
};

export const PLATFORM_FACTS: Readonly<Record<PlatformName, PlatformFacts>> = {
  claude: CLAUDE,
  "claude-on-aws": { ...CLAUDE, title: "Claude Platform on AWS", fallbacks: false, fastMode: false },
  bedrock: { ...CLOUD, title: "Amazon Bedrock", structuredOutputs: false, betas: false },
  "bedrock-invoke": { ...CLOUD, title: "Amazon Bedrock (InvokeModel)", automaticCaching: false },
  vertex: { ...CLOUD, title: "Google Cloud", serverTools: ["web_search"] },
  foundry: { ...CLAUDE, title: "Microsoft Foundry", fallbacks: false, fastMode: false },
};

/** The settings of a request that the platform would refuse. */
export function lacksOf(
  platform: PlatformName,
  settings: JsonObject,
  headers: Readonly<Record<string, string>>,
): Lacking[] {
  const facts = PLATFORM_FACTS[platform];
  const lacks: Lacking[] = [];
  const add = (isMissing: boolean, field: Exclude<Lacking["field"], "tools">): void => {
    if (isMissing) lacks.push({ field });
  };
  const output = settings["output_config"];
  add(!facts.structuredOutputs && isJsonObject(output) && output["format"] !== undefined, "output_config");
  add(!facts.fastMode && settings["speed"] === "fast", "speed");
  add(!facts.fallbacks && settings["fallbacks"] !== undefined, "fallbacks");
  add(!facts.automaticCaching && settings["cache_control"] !== undefined, "cache_control");
  add(facts.serverTools !== "all" && settings["mcp_servers"] !== undefined, "mcp_servers");
  add(facts.serverTools !== "all" && settings["container"] !== undefined, "container");
  for (const tool of missingTools(facts, settings["tools"])) lacks.push({ field: "tools", tool });
  const hasBeta = Object.keys(headers).some((name) => name.toLowerCase() === "anthropic-beta");
  add(!facts.betas && hasBeta, "headers");
  return lacks;
}

/** Tools that the service would run itself; those that the caller runs (bash, text editor, memory) are models' own. */
const RUN_BY_CALLER = /^(custom|bash_|text_editor_|memory_|computer_)/;

function missingTools({ serverTools }: PlatformFacts, tools: unknown): string[] {
  if (serverTools === "all" || !Array.isArray(tools)) return [];
  const types = tools.map((tool: unknown) => (isJsonObject(tool) ? tool["type"] : undefined));
  const named = types.filter((type): type is string => typeof type === "string");
  return named.filter((type) => !RUN_BY_CALLER.test(type) && !serverTools.some((known) => type.startsWith(known)));
}
