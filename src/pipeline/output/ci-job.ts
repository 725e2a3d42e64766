import type { CiJob } from "../../domain/reporter.ts";

/** The CI job that this process is a part of, as services name it in the environment; null outside of any. */
export function ciJob(env: Readonly<Record<string, string | undefined>>): CiJob | null {
  if (["", "0", "false"].includes(env["CI"]?.toLowerCase() ?? "")) return null;
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  const isGithub = [server, repository, run].every((part) => part !== undefined && part !== "");
  const url = isGithub ? `${server}/${repository}/actions/runs/${run}` : (env["CI_JOB_URL"] ?? env["BUILD_URL"]);
  return { url: webAddress(url) };
}

/** Only what a browser opens is shown as a link, and no credentials with it. */
function webAddress(text: string | undefined): string | null {
  if (text === undefined || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  const isShown = ["https:", "http:"].includes(protocol) && username === "" && password === "";
  return isShown ? href : null;
}
