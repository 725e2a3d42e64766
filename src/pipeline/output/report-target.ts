import type { LiveReporter, Reporter } from "../../domain/reporter.ts";
import type { ReporterEntry, ReporterName } from "../../report/registry.ts";

/** A report to write. */
export interface ReportTarget {
  readonly name: ReporterName | "job summary" | "step outputs";
  /** null: stdout. */
  readonly file: string | null;
  /** Does the file keep what it holds? */
  readonly isAppended: boolean;
  /** What is known of the reporter; nothing of what is written beside one. */
  readonly facts: Pick<ReporterEntry, "fillsStep" | "isForPeople" | "isTerse" | "saysHowToGoOn">;
  /** Loads the reporter when it is to write. */
  readonly load: () => Promise<Reporter>;
  /** Loads what writes it while the run goes on; null where the run must have ended. */
  readonly loadLive: (() => Promise<LiveReporter>) | null;
}
