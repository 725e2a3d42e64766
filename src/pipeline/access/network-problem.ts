import { MAX_PEM_BYTES, readRegularFile } from "../../host/regular-file.ts";
import { createSecureContext } from "node:tls";
import { shownUrl } from "../../base/url-credentials.ts";
import { said } from "../../domain/diagnostics/said.ts";
import type { ClientCertificate, Network } from "../../domain/environment/network.ts";
import type { Diagnostic } from "../../domain/values/problem.ts";
import { isUsableProxy } from "../../host/proxy-rules.ts";

const PLACE = { severity: "error", place: { kind: "environment" } } as const;

/** Says which of the environment's network settings cannot be used; null: all can. */
export function networkProblem({ httpProxy, httpsProxy, clientCertificate }: Network): Diagnostic | null {
  const odd = [httpsProxy, httpProxy].find((proxy) => proxy !== null && !isUsableProxy(proxy)) ?? null;
  if (odd !== null) return { ...PLACE, ...said("bad-proxy", { proxy: shownUrl(odd) }) };
  return clientCertificate === null ? null : certificateProblem(clientCertificate);
}

function certificateProblem({ certFile, keyFile, passphrase }: ClientCertificate): Diagnostic | null {
  try {
    const pair = { cert: readRegularFile(certFile, MAX_PEM_BYTES), key: readRegularFile(keyFile, MAX_PEM_BYTES) };
    createSecureContext(passphrase === null ? pair : { ...pair, passphrase });
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...PLACE, ...said("bad-client-certificate", { certFile, keyFile, reason }) };
  }
}
