import type { Platform } from "./platform.ts";

/** The Claude API, and gateways that speak as it does. */
export const CLAUDE: Platform = {
  name: "claude",
  variables: {},
  needs: [],
  baseUrl: () => "https://api.anthropic.com",
  auth: "bearer",
  takesAnyAuth: true,
  ways: [
    { auth: "x-api-key", variables: ["ANTHROPIC_API_KEY"] },
    { auth: "bearer", variables: ["ANTHROPIC_AUTH_TOKEN"] },
  ],
  headers: () => ({}),
  modelId: (id) => id,
  canonicalModel: (id) => id,
  countsTokens: true,
  listsModels: true,
};
