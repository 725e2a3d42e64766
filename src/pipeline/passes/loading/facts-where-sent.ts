import type { ModelFacts } from "../../../domain/model.ts";
import { createModelFacts } from "../../../models/model-facts.ts";
import { servedBy } from "../../../providers/endpoints/served-by.ts";
import type { Config } from "../../../suite/config.ts";
import type { EndpointRequest } from "./config-problems.ts";

/** What models can do and cost where requests go: platforms lack things, and regions of some of them cost more. */
export function factsWhereSent({ endpoints, endpoint, prices }: Config, request: EndpointRequest): ModelFacts {
  const chosen = request.endpoint ?? (request.baseUrl === null ? endpoint : null);
  const served = servedBy({ endpoints, chosen, read: (name) => request.named.readPlain(name) });
  return createModelFacts({ priceOverrides: prices, served });
}
