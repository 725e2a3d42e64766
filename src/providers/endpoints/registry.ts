import type { PlatformName } from "../../domain/endpoint.ts";
import { BEDROCK_INVOKE } from "./bedrock-invoke.ts";
import { BEDROCK } from "./bedrock.ts";
import { CLAUDE_ON_AWS } from "./claude-on-aws.ts";
import { CLAUDE } from "./claude.ts";
import { FOUNDRY } from "./foundry.ts";
import type { Platform } from "./platform.ts";
import { VERTEX } from "./vertex.ts";

/** Every service that answers as Claude, by its name in a config. */
export const PLATFORMS: Readonly<Record<PlatformName, Platform>> = {
  claude: CLAUDE,
  "claude-on-aws": CLAUDE_ON_AWS,
  bedrock: BEDROCK,
  "bedrock-invoke": BEDROCK_INVOKE,
  vertex: VERTEX,
  foundry: FOUNDRY,
};
