import { compileJsonPath } from "../../checks/engines/json-path-query.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Invocation } from "../../domain/invocation.ts";
import { createHttpFetch } from "../../host/http-fetch.ts";
import { renderSource, renderText } from "../../plan/templates/rendering.ts";
import type { HttpTools } from "../../targets/http/http-target.ts";
import { leavingRefusal } from "../access/named-values.ts";

/** What targets that are asked over HTTP need of other stages: the templates and paths of suites, and which values may go where. */
export function serviceTools({ named, network }: Pick<Invocation, "named" | "network">): HttpTools {
  return {
    fetch: createHttpFetch(network),
    compilePath: compileJsonPath,
    refusal: (name, url) => leavingRefusal(name, url, named),
    render: async (text, scope) => {
      const rendered = await renderText({ text, isTemplate: true, place: { kind: "environment" } }, scope);
      if (rendered.ok) return { ok: true, text: rendered.value };
      return { ok: false, ...said("bad-target.template", { problems: rendered.problems }) };
    },
    renderValue: async (text, scope) => {
      const rendered = await renderSource({ text, isTemplate: true, place: { kind: "environment" } }, scope, true);
      return rendered.ok ? rendered : { ok: false, ...said("bad-target.template", { problems: rendered.problems }) };
    },
  };
}
