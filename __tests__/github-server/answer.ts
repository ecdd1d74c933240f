/** What a route answers with. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; nothing where it is undefined. */
  readonly json?: unknown;
}

export function ok(json: unknown): Answer {
  return { status: 200, json };
}

/** `basic-error` of the API's description. */
export function refusal(status: number, message: string): Answer {
  return { status, json: { message, documentation_url: "https://docs.github.com/rest", status: String(status) } };
}

export const notFound: Answer = refusal(404, "Not Found");

interface Invalid {
  readonly resource: string;
  readonly code: string;
  readonly field?: string;
  readonly message?: string;
}

/** `validation-error` of the API's description. */
export function invalid(errors: Invalid | readonly Invalid[], message = "Validation Failed"): Answer {
  return {
    status: 422,
    json: { message, errors: [errors].flat(), documentation_url: "https://docs.github.com/rest", status: "422" },
  };
}
