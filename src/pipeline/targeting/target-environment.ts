import { secretValues, type Invocation } from "../../domain/invocation.ts";
import { childEnvironment } from "../metering/metered-command.ts";

/** What opens an account in a cloud, or asks for a token of the CI job: of no use to an application under test. */
const WITHHELD =
  /^(AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|SECURITY_TOKEN|PROFILE|WEB_IDENTITY_TOKEN_FILE|CONTAINER_.*)|AZURE_(CLIENT_.*|TENANT_ID|FEDERATED_TOKEN_FILE|USERNAME|PASSWORD)|GOOGLE_APPLICATION_CREDENTIALS|GOOGLE_GHA_CREDS_PATH|CLOUDSDK_AUTH_.*)$/;

/** Where the calls of what is started go; null: it makes none, and gets no address. */
export interface MeterAccess {
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** The environment of an application: ours less what leads to Claude around the meter, to a cloud, or is masked. */
export function targetEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  access: MeterAccess | null,
  invocation: Pick<Invocation, "secrets" | "credential" | "named">,
): Record<string, string> {
  const secrets = secretValues(invocation).filter((value) => value !== "");
  const isWithheld = (name: string, value: string): boolean =>
    WITHHELD.test(name) || secrets.some((secret) => value.includes(secret));
  const kept = Object.entries(env).filter(([name, value]) => value !== undefined && !isWithheld(name, value));
  const child = childEnvironment(Object.fromEntries(kept), {
    baseUrl: access?.baseUrl ?? "",
    key: access?.apiKey ?? "",
    credential: null,
  });
  if (access !== null) return child;
  const { ANTHROPIC_BASE_URL: _url, ANTHROPIC_API_KEY: _key, ...others } = child;
  return others;
}
