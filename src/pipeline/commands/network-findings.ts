import { shownUrl } from "../../base/url-credentials.ts";
import type { Network } from "../../domain/network.ts";
import { networkProblem } from "../access/network-problem.ts";
import { type Finding, ok } from "./finding.ts";

/** What stands between this machine and the API, if anything does. */
export function* networkFindings(network: Network): Iterable<Finding> {
  const problem = networkProblem(network);
  if (problem !== null) {
    yield { status: "error", subject: "network", message: problem.message, hint: problem.hint };
    return;
  }
  const proxy = network.httpsProxy ?? network.httpProxy;
  if (proxy !== null) {
    const except = network.noProxy === "" ? "" : `, but not for ${network.noProxy}`;
    yield ok("network", `through the proxy ${shownUrl(proxy)}${except}`);
  }
  const { clientCertificate } = network;
  if (clientCertificate !== null) yield ok("network", `with the client certificate ${clientCertificate.certFile}`);
}
