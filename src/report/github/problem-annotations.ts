import type { Mask } from "../../base/mask.ts";
import type { Diagnostic, Locate } from "../../domain/values/problem.ts";
import { type Annotation, capped, workflowCommand } from "./workflow-command.ts";

/** Problems of suites as annotations for GitHub Actions, errors first, each at its line. */
export function problemAnnotations(
  problems: readonly Diagnostic[],
  locate: Locate,
  { repositoryPath, mask }: { readonly repositoryPath: (file: string) => string; readonly mask: Mask },
): string {
  const annotation = ({ severity, code, place, message, hint }: Diagnostic): Annotation => {
    const { file, line } = locate(place);
    const isOfFile = place.kind !== "argument" && place.kind !== "environment";
    return {
      level: severity,
      rank: 0,
      place: isOfFile ? { file: repositoryPath(file), line: line ?? 1 } : null,
      title: isOfFile ? code : `${mask(file)}: ${code}`,
      message: mask(hint === null ? message : `${message}\nhelp: ${hint}`),
    };
  };
  const all = problems.map(annotation);
  return (["error", "warning"] as const)
    .flatMap((level) => capped(all.filter((one) => one.level === level)))
    .map(workflowCommand)
    .join("");
}
