import type { Json } from "../../domain/values/json.ts";
import type { Place } from "../../domain/values/problem.ts";
import type { Resolving } from "../sources/resolving.ts";
import type { SettingsLayer } from "./settings.ts";

/** RFC 9110 §5.1: a header's name is a token. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** RFC 9110 §5.5: visible ASCII, spaces, tabs and the bytes above; a line break would begin another header. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Headers that hold a secret: what a suite says goes into version control, the journal and reports. */
const CREDENTIALS = ["x-api-key", "authorization", "proxy-authorization"];

/** Reports the extra headers that HTTP cannot carry, and credentials, each where it is written. */
export function reportHeaders(layers: readonly SettingsLayer[], at: Resolving): void {
  for (const layer of layers) {
    const headers: Json = layer.values["headers"] ?? null;
    if (typeof headers !== "object" || headers === null) continue;
    for (const [name, value] of Object.entries(headers)) {
      if (!NAME.test(name)) {
        const message = `\`${name}\` cannot be the name of an HTTP header`;
        const hint = "use letters, digits and dashes, without spaces or colons";
        at.reportAt(placeOf(layer, name, "key"), { code: "bad-header", message, hint });
      } else if (CREDENTIALS.includes(name.toLowerCase())) {
        const message = `\`${name}\` holds a credential, which must not stand in a suite`;
        const hint = "remove it: the key comes from the environment (ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN)";
        at.reportAt(placeOf(layer, name, "key"), { code: "credential-in-suite", message, hint });
      } else if (typeof value === "string" && !VALUE.test(value)) {
        const message = `the value of the header \`${name}\` holds a character that HTTP cannot carry`;
        const hint = "use one line of plain characters (Latin-1)";
        at.reportAt(placeOf(layer, name, "value"), { code: "bad-header", message, hint });
      }
    }
  }
}

function placeOf(layer: SettingsLayer, name: string, which: "key" | "value"): Place {
  const place = layer.place("headers");
  return place.kind === "node" ? { ...place, pointer: [...place.pointer, name], at: which } : place;
}
