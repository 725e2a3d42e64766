import { hashValue } from "../../base/hash.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { Arm } from "../../domain/suite.ts";
import type { Resolving } from "../sources/resolving.ts";

/** Reports arms of one name, and those that say the same whatever the case. */
export function reportEqualArms(arms: readonly Arm[], at: Resolving): void {
  // Prompts that could not be read look alike.
  const isKnown = ["prompt", "prompts", "system"].every((key) => !at.isBroken([key]));
  const ids = new Map<string, Arm>();
  const requests = new Map<string, Arm>();
  for (const arm of arms) {
    const sameId = ids.get(arm.id);
    const request = hashValue([arm.model, contentKey(arm), settingsKey(arm)]);
    const sameRequest = requests.get(request);
    if (sameId !== undefined) {
      at.reportAt(arm.place, said("duplicate-arm", { id: arm.id }));
    } else if (sameRequest !== undefined && isKnown) {
      at.reportAt(arm.place, said("equal-arms", { first: sameRequest.id, second: arm.id }));
    }
    ids.set(arm.id, arm);
    requests.set(request, arm);
  }
}

/** Are there two prompts that are one where the prompt's messages are not sent, in a case with turns? */
export function hasTextOnlyVariants(arms: readonly Arm[]): boolean {
  const seen = new Set(arms.map((arm) => hashValue([arm.label, blocksKey(arm.system), settingsKey(arm)])));
  return seen.size < arms.length;
}

/** Names of headers are one in any case (RFC 9110). */
function settingsKey({ endpoint, settings, headers }: Arm): unknown {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return [endpoint, settings, Object.fromEntries(named)];
}

function contentKey(arm: Arm): unknown {
  const messages = arm.messages.map(({ role, content, extras }) => [role, blocksKey(content), extras]);
  return [blocksKey(arm.system), messages];
}

/** What a content says, without the places where it says it. */
function blocksKey(content: Arm["system"]): unknown {
  const blocks = content?.blocks.map((block) => {
    if (block.kind === "raw") return [block.block, block.isTemplate];
    if (block.kind === "search_results") return [block.kind, block.items, block.extras, block.cacheControl];
    const source = block.kind === "text" ? block.source : block.path;
    const extras = block.kind === "text" ? null : block.extras;
    return [block.kind, source.text, source.isTemplate, extras, block.cacheControl];
  });
  return blocks ?? null;
}
