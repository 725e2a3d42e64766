import { AWS_KEYS, AWS_REGION } from "./aws.ts";
import type { Platform } from "./platform.ts";

/** Claude Platform on AWS: the Claude API behind AWS's address, keys and bill. */
export const CLAUDE_ON_AWS: Platform = {
  name: "claude-on-aws",
  variables: {
    region: AWS_REGION,
    workspace: ["ANTHROPIC_AWS_WORKSPACE_ID"],
    baseUrl: ["ANTHROPIC_AWS_BASE_URL"],
  },
  needs: ["region", "workspace"],
  baseUrl: ({ region }) => `https://aws-external-anthropic.${region}.api.aws`,
  auth: "bearer",
  ways: [{ auth: "bearer", variables: ["ANTHROPIC_AWS_API_KEY"] }, AWS_KEYS],
  chain: "aws",
  signedAs: "aws-external-anthropic",
  headers: ({ workspace }) => ({ "anthropic-workspace-id": workspace ?? "" }),
  modelId: (id) => id,
  canonicalModel: (id) => id,
  countsTokens: true,
  listsModels: true,
};
