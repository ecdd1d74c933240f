import { Fault } from "../src/kernel/fault.ts";
import type { Http, HttpRequest, HttpResponse } from "../src/ports/http.ts";

/** An answer as tests write it: JSON for an object, else text or bytes. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string | object;
}

export interface ScriptedHttp extends Http {
  readonly requests: readonly HttpRequest[];
}

/** An Http port that answers by `script`; a `Fault` in place of an answer is thrown. */
export function scriptedHttp(
  script: (request: HttpRequest, count: number) => Answer | Fault | Promise<Answer | Fault>,
): ScriptedHttp {
  const requests: HttpRequest[] = [];
  return {
    requests,
    async request(request) {
      requests.push(request);
      const answer = await script(request, requests.length);
      if (answer instanceof Fault) throw answer;
      return toResponse(answer);
    },
  };
}

/** Answers one after the other, the last one for ever. */
export function answersInTurn(...answers: readonly (Answer | Fault)[]): ScriptedHttp {
  return scriptedHttp((_request, count) => answers[Math.min(count, answers.length) - 1] ?? {});
}

export function toResponse({ status = 200, headers = {}, body = "" }: Answer): HttpResponse {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  return { status, headers: new Map(Object.entries(headers)), body: bytes };
}
