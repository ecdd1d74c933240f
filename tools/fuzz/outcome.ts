import { Fault } from "../../src/kernel/fault.ts";
import type { FaultCode } from "../../src/kernel/fault-codes.ts";
import type { FuzzTarget } from "./target.ts";

/** What became of one input: read, refused by a code, or neither, which is a failure. */
export type Outcome =
  | { readonly kind: "read" }
  | { readonly kind: "refused"; readonly code: FaultCode }
  | { readonly kind: "failed"; readonly error: string };

export async function outcomeOf(target: Pick<FuzzTarget, "read">, bytes: Uint8Array): Promise<Outcome> {
  try {
    await target.read(bytes);
    return { kind: "read" };
  } catch (error) {
    if (error instanceof Fault && error.code !== "internal") return { kind: "refused", code: error.code };
    return { kind: "failed", error: describe(error) };
  }
}

/** Kind, message and the place in our sources: failures with the same words are one. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${typeof error}`;
  const frames = error.stack?.split("\n").slice(1) ?? [];
  const own = frames.find((frame) => frame.includes("/src/")) ?? frames[0] ?? "";
  const place = own
    .trim()
    .replace(/^at /, "")
    .replace(/file:\/\/\S*\/src\//, "src/");
  return `${error.name}: ${error.message.slice(0, 200)} (${place})`;
}
