import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createNamedValues } from "../../../src/pipeline/access/environment-values.ts";
import { cloudMachine } from "../../../src/pipeline/access/found-chain.ts";
import { openEndpoint } from "../../../src/pipeline/access/open-endpoint.ts";
import { PLATFORMS } from "../../../src/providers/endpoints/registry.ts";
import { loadConfig } from "../../../src/suite/config.ts";
import { createSourceStore } from "../../../src/suite/sources/source-store.ts";
import { temporaryProject } from "../../helpers/temporary-folder.ts";

const PAGE = readFileSync(join(import.meta.dirname, "../../../docs/endpoints.md"), "utf8");

const MACHINE = cloudMachine(() => Promise.reject(new Error("nothing is sent")));

interface Pasted {
  readonly title: string;
  readonly config: string;
  /** What the section's shell blocks export. */
  readonly env: Readonly<Record<string, string>>;
}

/** The sections of the page that have a config to paste. */
function pasted(): Pasted[] {
  return PAGE.split(/^(?=### )/m).flatMap((section) => {
    const blocks = [...section.matchAll(/^```(\w+)\n([^]*?)^```/gm)];
    const config = blocks.find(
      ([, language, text]) => language === "yaml" && text?.startsWith("endpoints:") === true,
    )?.[2];
    const shell = blocks.flatMap(([, language, text = ""]) => (language === "sh" ? [text] : [])).join("");
    if (config === undefined) return [];
    return [{ title: section.split("\n")[0] ?? "", config, env: exported(shell) }];
  });
}

/** `export A=1 B="$(…)"`, comments aside; what stands for something is some text. */
function exported(shell: string): Record<string, string> {
  const words = shell
    .replaceAll(/\s#.*$/gm, "")
    .split("\n")
    .filter((line) => line.startsWith("export "))
    .flatMap((line) => line.match(/[A-Z_0-9]+=(?:"[^"]*"|'[^']*'|\S+)/g) ?? []);
  const pairs = words.map((word): [string, string] => {
    const at = word.indexOf("=");
    const value = word.slice(at + 1).replaceAll(/["']/g, "");
    return [word.slice(0, at), /…|\$\(/.test(value) ? "pasted-here" : value];
  });
  return Object.fromEntries(pairs);
}

test("issue 18: docs/endpoints.md has a block to paste for every platform", () => {
  const platforms = pasted().flatMap(({ config }) =>
    [...config.matchAll(/platform: ([\w-]+)/g)].map(([, name = ""]) => name),
  );
  expect([...new Set([...platforms, "claude"])].toSorted()).toEqual(Object.keys(PLATFORMS).toSorted());
});

test.each(pasted())("$title: its config and its variables, pasted together, open the endpoint", ({ config, env }) => {
  const cwd = temporaryProject({ "prompt-run.config.yaml": config });
  const loaded = loadConfig(cwd, createSourceStore(cwd));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { endpoints } = loaded.value;
  expect(endpoints.size).toBeGreaterThan(0);
  const secrets = config.match(/env: (\w+)/g)?.map((text) => text.slice("env: ".length)) ?? [];
  for (const source of endpoints.values()) {
    const values = { ...Object.fromEntries(secrets.map((name) => [name, "a-secret"])), ...env };
    // Every region of a block stands for its own environment.
    const region = source.region?.kind === "text" && "AWS_REGION" in env ? { AWS_REGION: source.region.text } : {};
    const named = createNamedValues({ values: { ...values, ...region }, fromFile: new Set() });
    expect(openEndpoint(source, named, MACHINE)).toMatchObject({ ok: true });
  }
});
