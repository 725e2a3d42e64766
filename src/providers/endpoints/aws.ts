import type { CredentialWay } from "./platform.ts";

/** Keys of AWS as its own tools read them. */
export const AWS_KEYS: CredentialWay = {
  auth: "sigv4",
  variables: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
  session: "AWS_SESSION_TOKEN",
};

export const AWS_REGION: readonly string[] = ["AWS_REGION", "AWS_DEFAULT_REGION"];
