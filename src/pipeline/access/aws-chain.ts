import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { AwsKeys } from "../../providers/endpoints/endpoint-fetch.ts";
import { NoToken } from "../../providers/anthropic/no-token.ts";
import type { ChainAsked, CloudMachine, FoundChain } from "./found-chain.ts";
import { fetchHandler } from "./aws-fetch-handler.ts";

const PEER = "@aws-sdk/credential-providers";
/** Any of them says that AWS's chain has where to look (AWS SDKs, "Standardized credential providers"). */
const SIGNS = [
  "AWS_PROFILE",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
] as const;

type Real = (name: string) => string | null;

/** Profiles, SSO, roles of jobs, containers and instances, by AWS's own chain; null: nothing points to any. */
export function awsChain({ region, isWritten }: ChainAsked, real: Real, machine: CloudMachine): FoundChain | null {
  if (!isWritten && SIGNS.every((name) => real(name) === null) && !hasFiles(real)) return null;
  const { peers } = machine;
  let chain: Promise<CredentialChain> | null = null;
  const keys = async (): Promise<AwsKeys> => {
    try {
      const provide = await (chain ??= loadChain(machine, region));
      const { accessKeyId, secretAccessKey, sessionToken } = await provide();
      return { accessKeyId, secretAccessKey, sessionToken: sessionToken ?? null };
    } catch (error) {
      throw NoToken.because(error);
    }
  };
  const key = { auth: "sigv4", keys, region } as const;
  return { variable: "AWS_PROFILE", key, missing: peers.has(PEER) ? null : PEER };
}

function hasFiles(real: Real): boolean {
  const folder = join(homedir(), ".aws");
  const files = [
    real("AWS_SHARED_CREDENTIALS_FILE") ?? join(folder, "credentials"),
    real("AWS_CONFIG_FILE") ?? join(folder, "config"),
  ];
  return files.some((file) => existsSync(file));
}

/** Keeps what it found, and asks again five minutes before its end. */
type CredentialChain = () => Promise<{
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}>;

interface Peer {
  readonly fromNodeProviderChain: (this: void, options: object) => CredentialChain;
}

async function loadChain({ peers, fetch }: CloudMachine, region: string): Promise<CredentialChain> {
  // The package's own types are not there when this is built: it is an optional peer.
  const { fromNodeProviderChain } = (await peers.load(PEER)) as Peer;
  return fromNodeProviderChain({ clientConfig: { region, requestHandler: fetchHandler(fetch) } });
}
