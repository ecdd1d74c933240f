import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { HttpResponse } from "../../ports/http.ts";

/** An answer that is neither what was requested nor that there is no such thing. */
export function statusFault({ status }: HttpResponse, url: string): Fault {
  return new Fault("network-unreachable", `${printable(new URL(url).host)} answered with status ${status}`);
}
