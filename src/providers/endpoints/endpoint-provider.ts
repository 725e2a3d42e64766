import type { Completion } from "../../domain/run/completion.ts";
import type { CompletionRequest, Provider } from "../../domain/run/provider.ts";

/** What an endpoint calls models, and what we do. */
export interface ModelNames {
  /** Its id of a model of ours. */
  sent(id: string): string;
  /** Our id of one that it names; `asked`: what was asked for. */
  canonical(served: string, asked: string): string;
}

/** The same provider under our names of models: requests go out with the endpoint's, answers come back with ours. */
export function withModelNames(provider: Provider, names: ModelNames): Provider {
  return {
    ...provider,
    async send(request, context) {
      const asked = typeof request.body["model"] === "string" ? request.body["model"] : "";
      const result = await provider.send(underTheirName(request, names), context);
      if (result.status === "failed") return result;
      return { ...result, completion: renamed(result.completion, (served) => names.canonical(served, asked)) };
    },
  };
}

/** The request with the endpoint's id of its model. */
export function underTheirName(request: CompletionRequest, names: ModelNames): CompletionRequest {
  const { model } = request.body;
  return typeof model === "string" ? { ...request, body: { ...request.body, model: names.sent(model) } } : request;
}

function renamed(completion: Completion, canonical: (served: string) => string): Completion {
  const { modelServed, usage } = completion;
  const iterations = usage.iterations.map((iteration) =>
    iteration.model === null ? iteration : { ...iteration, model: canonical(iteration.model) },
  );
  return { ...completion, modelServed: canonical(modelServed), usage: { ...usage, iterations } };
}
