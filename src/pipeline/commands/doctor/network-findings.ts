import { findingWords } from "../../../domain/diagnostics/finding-words.ts";
import { shownUrl } from "../../../base/url-credentials.ts";
import type { Network } from "../../../domain/environment/network.ts";
import { networkProblem } from "../../access/network-problem.ts";
import { type DoctorFinding, ok, wrong } from "./finding.ts";

/** What stands between this machine and the API, if anything does. */
export function* networkFindings(network: Network): Iterable<DoctorFinding> {
  const problem = networkProblem(network);
  if (problem !== null) {
    yield wrong("network", problem);
    return;
  }
  const proxy = network.httpsProxy ?? network.httpProxy;
  if (proxy !== null) {
    yield ok("network", findingWords("proxy", { proxy: shownUrl(proxy), except: network.noProxy }));
  }
  const { clientCertificate } = network;
  if (clientCertificate !== null) {
    yield ok("network", findingWords("client-certificate", { file: clientCertificate.certFile }));
  }
}
