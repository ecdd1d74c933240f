import * as v from "valibot";
import { hideSecret } from "../../../kernel/hide-secret.ts";
import { parseJson } from "../../../kernel/json.ts";
import type { HttpResponse } from "../../../ports/http.ts";

/** What GitHub says of a refusal. */
export interface Refusal {
  /** Its sentence, which for 422 is `Validation Failed` and no more. */
  readonly message: string | undefined;
  /** The reasons beside it, each a sentence, or resource, field and code. */
  readonly reasons: readonly string[];
}

const text = v.nullish(v.string());
const Reason = v.union([v.string(), v.object({ message: text, resource: text, field: text, code: text })]);
const Body = v.object({ message: v.string(), errors: v.optional(v.unknown()) });
const MAX_BYTES = 64 * 1024;
const MAX_REASONS = 5;

/** Reads a refusal; whatever it is, no part of it is a fault. The token is hidden, should the answer repeat it in whatever form (G26). */
export function refusalIn({ body }: Pick<HttpResponse, "body">, token?: string): Refusal {
  const parsed = v.safeParse(Body, jsonIn(body));
  if (!parsed.success) return { message: undefined, reasons: [] };
  const { message, errors } = parsed.output;
  const hidden = (one: string): string => (token === undefined ? one : hideSecret(one, token)).trim();
  const given = Array.isArray(errors) ? errors.slice(0, MAX_REASONS) : [errors];
  return {
    message: hidden(message),
    reasons: given
      .map(reasonOf)
      .filter((one) => one !== "")
      .map(hidden),
  };
}

/** Whether GitHub refuses because the release may not change any more. */
export function isImmutable({ message, reasons }: Refusal): boolean {
  return [message, ...reasons].some((one) => /\bimmutable\b/i.test(one ?? "")) && !isUsedUp({ reasons });
}

/** Whether GitHub refuses a tag because an immutable release had it. */
export function isUsedUp({ reasons }: Pick<Refusal, "reasons">): boolean {
  return reasons.some((reason) => /used by an immutable release/i.test(reason));
}

/** Whether GitHub refuses a name because something has it. */
export function isTaken({ reasons }: Refusal): boolean {
  return reasons.some((reason) => /already_exists/.test(reason));
}

function reasonOf(reason: unknown): string {
  const parsed = v.safeParse(Reason, reason);
  if (!parsed.success) return "";
  if (typeof parsed.output === "string") return parsed.output;
  const { message, resource, field, code } = parsed.output;
  const isSaid = typeof message === "string" && message !== "";
  return isSaid ? message : [resource, field, code].filter((part) => typeof part === "string").join(" ");
}

function jsonIn(body: Uint8Array): unknown {
  try {
    return parseJson(body, { maxBytes: MAX_BYTES });
  } catch {
    return undefined;
  }
}
