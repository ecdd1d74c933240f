import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import type { FaultCode } from "../../kernel/fault-codes.ts";
import { parseJson } from "../../kernel/json.ts";
import { printable } from "../../kernel/printable.ts";
import type { HttpResponse } from "../../ports/http.ts";

/** What was asked for, and what a token needs for it. */
export interface Asked {
  /** For people, for example `create the draft of the release`. */
  readonly what: string;
  /** The permission of the job, for example `contents: write`. */
  readonly permission: string;
  /** Where it is missing, GitHub says 404 for what exists and may not be seen. */
  readonly hidesBy404?: boolean;
  /** What it means that the thing asked for is not there. */
  missing?(): Fault;
}

const Message = v.object({ message: v.string() });

/**
 * The fault of an answer that is not the expected one: `token-refused` (G01), `permission-missing` (G02) or
 * `forge-refused`. GitHub's own sentence is quoted, without the token should it hold it (G26).
 */
export function apiFault(response: HttpResponse, asked: Asked, token: string): Fault {
  if (response.status === 404 && asked.missing !== undefined) return asked.missing();
  const said = saidBy(response, token);
  const answer = `GitHub answered ${response.status}${said === undefined ? "" : ` ${printable(said)}`}`;
  const fault = (code: FaultCode, hint: string) => new Fault(code, `could not ${asked.what}: ${answer}`, { hint });
  if (response.status === 401) return fault("token-refused", "give a valid github-token, or leave the default");
  if (response.status === 403 || (response.status === 404 && asked.hidesBy404 === true)) {
    const [name = "", level = ""] = asked.permission.split(": ");
    return fault("permission-missing", `add to the job:\npermissions:\n  ${name}: ${level}\n  id-token: write`);
  }
  return fault("forge-refused", "run again; if it stays, look at the status of GitHub and at the release");
}

/** GitHub's sentence about a refusal. */
function saidBy({ body }: HttpResponse, token: string): string | undefined {
  try {
    const parsed = v.safeParse(Message, parseJson(body, { maxBytes: 64 * 1024 }));
    return parsed.success ? parsed.output.message.replaceAll(token, "***") : undefined;
  } catch {
    return undefined;
  }
}
