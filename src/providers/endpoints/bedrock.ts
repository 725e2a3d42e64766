import { AWS_KEYS, AWS_REGION } from "./aws.ts";
import type { Platform } from "./platform.ts";

/** Amazon Bedrock's own Messages API ("Mantle"): the Claude API's shape under AWS's ids. */
export const BEDROCK: Platform = {
  name: "bedrock",
  variables: { region: AWS_REGION, baseUrl: ["ANTHROPIC_BEDROCK_MANTLE_BASE_URL"] },
  needs: ["region"],
  baseUrl: ({ region }) => `https://bedrock-mantle.${region}.api.aws/anthropic`,
  auth: "bearer",
  ways: [{ auth: "bearer", variables: ["AWS_BEARER_TOKEN_BEDROCK"] }, AWS_KEYS],
  chain: "aws",
  signedAs: "bedrock-mantle",
  headers: () => ({}),
  modelId: (id) => `anthropic.${id}`,
  canonicalModel: (id) => id.replace(/^anthropic\./, ""),
  countsTokens: true,
  listsModels: false,
};
