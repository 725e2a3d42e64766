import type { Arm, ContentSource } from "../../domain/suite.ts";

/** An arm's prompt as a person reads it: system and messages as written, templates not rendered. For telling what changed. */
export function armText({ system, messages }: Pick<Arm, "system" | "messages">): string {
  const parts = [
    ...(system === null ? [] : [`system:\n${sourceText(system)}`]),
    ...messages.map(({ role, content }) => `${role}:\n${sourceText(content)}`),
  ];
  return parts.join("\n\n");
}

function sourceText({ blocks }: ContentSource): string {
  return blocks
    .map((block) => {
      if (block.kind === "text") return block.source.text;
      if (block.kind === "raw") return JSON.stringify(block.block);
      const extras = Object.keys(block.extras).length === 0 ? "" : ` ${JSON.stringify(block.extras)}`;
      const said = block.kind === "search_results" ? JSON.stringify(block.items) : block.path.text;
      return `[${block.kind} ${said}${extras}]`;
    })
    .join("\n");
}
