import type { Platform } from "./platform.ts";

/** Microsoft Foundry: the Claude API's shape; a model is the name of a deployment (`models:` where it differs). */
export const FOUNDRY: Platform = {
  name: "foundry",
  variables: { resource: ["ANTHROPIC_FOUNDRY_RESOURCE"], baseUrl: ["ANTHROPIC_FOUNDRY_BASE_URL"] },
  needs: [],
  hostedBy: ["resource"],
  baseUrl: ({ resource }) => `https://${resource}.services.ai.azure.com/anthropic`,
  auth: "api-key",
  ways: [
    { auth: "api-key", variables: ["ANTHROPIC_FOUNDRY_API_KEY"] },
    { auth: "bearer", variables: ["ANTHROPIC_FOUNDRY_AUTH_TOKEN"] },
  ],
  headers: () => ({}),
  modelId: (id) => id,
  canonicalModel: (id) => id,
  countsTokens: true,
  listsModels: false,
};
