import { expect, test } from "vitest";
import { createNamedValues } from "../../src/pipeline/access/environment-values.ts";
import { KNOWN_KEYS } from "../../src/providers/simulator/platforms/signature.ts";
import { toUsd } from "../../src/domain/values/money.ts";
import { clientOf, HELLO, metered, meterOnce, withUpstream } from "../helpers/metered.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

const FAST = { latency: { ttftMs: 0, perTokenMs: 0 } };
const NAMED = createNamedValues({
  values: {
    AWS_ACCESS_KEY_ID: KNOWN_KEYS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KNOWN_KEYS.secretAccessKey,
    GOOGLE_OAUTH_ACCESS_TOKEN: "ya29.a-google-token",
    ANTHROPIC_FOUNDRY_API_KEY: "a-foundry-key-value",
    WS: "wrkspc_1",
  },
  fromFile: new Set(),
});
const configOf = (url: string): string => `endpoints:
  aws: { platform: claude-on-aws, region: us-east-1, workspace: { env: WS }, base_url: "${url}" }
  eu: { platform: bedrock, region: eu-central-1, base_url: "${url}/anthropic" }
  old: { platform: bedrock-invoke, region: us-east-1, base_url: "${url}" }
  belgium: { platform: vertex, project: p, region: europe-west1, base_url: "${url}/v1" }
  azure: { platform: foundry, resource: r, base_url: "${url}/anthropic" }
`;

test.each(["aws", "eu", "old", "belgium", "azure"])(
  "an application goes to %s through the meter, whole and as events, and its money is the platform's to the picodollar",
  async (endpoint) => {
    await withUpstream(FAST, async (upstream) => {
      const folder = temporaryProject({ "prompt-run.config.yaml": configOf(upstream.server.url) });
      const answers: string[] = [];
      const result = await metered(
        folder,
        upstream,
        async (address) => {
          const client = clientOf(address);
          const whole = await client.messages.create(HELLO);
          const streamed = await client.messages.stream({ ...HELLO, system: "Be brief" }).finalMessage();
          for (const { content } of [whole, streamed]) answers.push(content[0]?.type === "text" ? content[0].text : "");
        },
        { invocation: { endpoint, baseUrl: null, credential: null, named: NAMED } },
      );
      expect(answers).toEqual(["hello out there", "hello out there"]);
      expect(result.head.totals.cost_usd).toBe(toUsd(upstream.simulator.books.billedPico));
      expect(result.head).toMatchObject({ verdict: "pass", totals: { uncertain_cost_usd: 0 } });
    });
  },
);

test("an endpoint that is not there is named before anything begins", async () => {
  await withUpstream(FAST, async (upstream) => {
    const folder = temporaryProject({ "prompt-run.config.yaml": configOf(upstream.server.url) });
    const result = await meterOnce(folder, upstream, { invocation: { endpoint: "azur", baseUrl: null, named: NAMED } });
    expect(result).toMatchObject({ status: "wrong", problems: [{ code: "unknown-endpoint" }] });
    expect(JSON.stringify(result)).toContain("did you mean `azure`");
  });
});
