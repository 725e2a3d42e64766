import { compileJsonPath } from "../../../checks/engines/json-path-query.ts";
import { type Said, said } from "../../../domain/diagnostics/said.ts";
import type { HttpTarget, TargetContext, TargetTurn } from "../../../domain/run/target.ts";
import type { Arm } from "../../../domain/suite.ts";
import type { JsonObject } from "../../../domain/values/json.ts";
import type { Diagnostic, Place, Pointer } from "../../../domain/values/problem.ts";
import type { PlannedCase } from "../../../plan/cases/planned-case.ts";
import { renderSource } from "../../../plan/templates/rendering.ts";
import { fillRequest, type FillTools } from "../../../targets/http/fill-request.ts";
import { type FilledJson, type FilledText, urlProblem } from "../../../targets/http/fill-text.ts";
import { REPLY_PATHS, writtenPaths } from "../../../targets/http/reply-paths.ts";
import { isReadyUrl } from "../../../targets/http/service.ts";

/** A service of a suite, and where it is written. */
export interface WrittenService {
  readonly target: HttpTarget;
  readonly place: Place;
}

/** The services that arms ask, each once. */
export function servicesOf(arms: readonly Arm[]): readonly WrittenService[] {
  const services = arms.flatMap(({ target, place }) => (target?.kind === "http" ? [{ target, place }] : []));
  return [...new Map(services.map((service) => [service.target.name, service])).values()];
}

/** What is wrong with a service whatever it is asked: its URL, and the paths by which its reply is read. */
export async function serviceProblems({ target, place }: WrittenService): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  const report = (pointer: Pointer, words: Said): void => {
    found.push({ severity: "error", place: inside(place, pointer), ...words });
  };
  const wrong = urlProblem(target.url);
  if (wrong !== null) report(["http", "url"], wrong);
  if (target.start !== null && !isReadyUrl(target.start.readyUrl)) {
    report(["start", "ready"], said("bad-target.ready", { url: target.start.readyUrl }));
  }
  const paths = writtenPaths(target);
  for (const key of REPLY_PATHS) {
    const path = paths[key];
    if (path === null) continue;
    const compiled = await compileJsonPath(path);
    if (!compiled.ok) report([key], said("bad-target.path", { path, wrong: compiled.wrong }));
  }
  return found;
}

/** What is wrong with the request that a service would be sent for a case: found before anything is. */
export async function serviceRequestProblems(
  { target, place }: WrittenService,
  { vars }: Pick<PlannedCase, "vars">,
): Promise<Diagnostic[]> {
  if (urlProblem(target.url) !== null) return []; // told without any case
  const failing: string[] = [];
  const noted = <T extends { readonly ok: boolean }>(text: string, rendered: T): T => {
    if (!rendered.ok) failing.push(text);
    return rendered;
  };
  const tools = {
    render: async (text: string, scope: JsonObject) => noted(text, asText(await rendering(text, scope, false))),
    renderValue: async (text: string, scope: JsonObject) => noted(text, await rendering(text, scope, true)),
  };
  const filled = await fillRequest(target, TURN, contextOf(target, vars), { ...tools, ...NOTHING_LEAVES });
  if (filled.ok) return [];
  const { code, message, hint } = filled;
  return [{ severity: "error", place: inside(place, placeOf(target, failing[0] ?? null)), code, message, hint }];
}

/** A turn with placeholders for what is not known yet. A filter that cannot take a placeholder may take the real value. */
const TURN: TargetTurn = {
  input: "input",
  system: null,
  messages: [{ role: "user", content: "input" }],
  turn: 1,
  caseId: "",
  armId: "",
  trial: 1,
};
const OF_TURN = /\b(?:input|messages|session|turn|base_url|api_key)\b/;
const UNCERTAIN: readonly string[] = ["template-error", "unprintable-value"];
const NOTHING_LEAVES: Omit<FillTools, "render" | "renderValue"> = { valueOf: () => "", refusal: () => null };

function contextOf({ isMetered }: HttpTarget, vars: JsonObject): TargetContext {
  const access = isMetered ? { baseUrl: "http://127.0.0.1", apiKey: "key" } : { baseUrl: null, apiKey: null };
  return { vars, session: "session", signal: new AbortController().signal, deadlineMs: 0, ...access };
}

async function rendering(text: string, scope: JsonObject, typed: boolean): Promise<FilledJson> {
  const rendered = await renderSource({ text, isTemplate: true, place: { kind: "environment" } }, scope, typed);
  if (rendered.ok) return rendered;
  const certain = rendered.problems.filter(({ code }) => !UNCERTAIN.includes(code) || !OF_TURN.test(text));
  if (certain.length === 0) return { ok: true, value: "x" };
  return { ok: false, ...said("bad-target.template", { problems: certain }) };
}

function asText(filled: FilledJson): FilledText {
  // Untyped rendering always gives text.
  return filled.ok ? { ok: true, text: filled.value as string } : filled;
}

function placeOf({ url, headers }: HttpTarget, failing: string | null): Pointer {
  if (failing === null) return ["http"];
  if (url.includes(failing)) return ["http", "url"];
  const header = Object.entries(headers).find(([, value]) => value === failing)?.[0];
  return header === undefined ? ["http", "body"] : ["http", "headers", header];
}

function inside(place: Place, pointer: Pointer): Place {
  return place.kind === "node" ? { ...place, pointer: [...place.pointer, ...pointer], at: "value" } : place;
}
