import { describe, expect, test } from "vitest";
import { withHeaderFields } from "../../src/suite/resolve/header-fields.ts";
import { loadProject } from "../helpers/load-project.ts";
import { temporaryProject } from "../helpers/temporary-folder.ts";

describe("D18: fields that the SDK sends as headers are headers in the plan", () => {
  test.each([
    [
      { user_profile_id: "p", workspace_id: "w" },
      {},
      {},
      { "anthropic-user-profile-id": "p", "anthropic-workspace-id": "w" },
    ],
    [
      { user_profile_id: "p", top_k: 1 },
      { "Anthropic-User-Profile-Id": "q" },
      { top_k: 1 },
      { "Anthropic-User-Profile-Id": "q" },
    ],
    [{ user_profile_id: null }, {}, {}, {}],
    [{ user_profile_id: 3 }, {}, { user_profile_id: 3 }, {}],
    [{ top_k: 1 }, { a: "b" }, { top_k: 1 }, { a: "b" }],
  ])("%j with %j", (body, headers, sentBody, sentHeaders) => {
    expect(withHeaderFields({ body, headers })).toEqual({ body: sentBody, headers: sentHeaders });
  });

  test("two ways to write one request are equal arms", () => {
    const models =
      "[{ id: new-model, request: { user_profile_id: p } }, { id: new-model, label: b, headers: { anthropic-user-profile-id: p } }]";
    const suite = `models: ${models}\nprompt: a\ncases: [{ expect: [{ equals: a }] }]\n`;
    const { loaded } = loadProject(temporaryProject({ "suite.yaml": suite }));
    expect(loaded.ok ? [] : loaded.problems.map(({ code }) => code)).toEqual(["equal-arms"]);
  });
});
