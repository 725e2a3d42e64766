import type { Text } from "./text.ts";

/** What the environment says of proxies and certificates. */
export const NETWORK = {
  "bad-proxy": ({ proxy }: { readonly proxy: string }): Text => ({
    message: `\`${proxy}\` cannot be a proxy: HTTPS_PROXY and HTTP_PROXY take the URL of an http or https proxy`,
    hint: "write it whole, e.g. http://proxy.example:3128 (SOCKS is not spoken)",
  }),
  "bad-client-certificate": ({ certFile, keyFile, reason }: BadCertificate): Text => ({
    message: `the client certificate cannot be used: ${reason}`,
    hint:
      certFile === keyFile
        ? `PROMPT_RUN_CLIENT_CERT names ${certFile}: a PEM file with certificate and key, or name the key with PROMPT_RUN_CLIENT_KEY`
        : `PROMPT_RUN_CLIENT_CERT names ${certFile}, PROMPT_RUN_CLIENT_KEY ${keyFile}: both PEM, and a pair`,
  }),
};

interface BadCertificate {
  readonly certFile: string;
  readonly keyFile: string;
  readonly reason: string;
}
