import { Fault } from "../fault.ts";

/** The fault for an error of zlib (`archive-truncated`, `gzip-malformed`); any other error is given back as it is. */
export function zlibFault(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === "Z_BUF_ERROR") return new Fault("archive-truncated", "the gzip stream ends too early", { cause: error });
  if (typeof code !== "string" || !code.startsWith("Z_")) return error;
  return new Fault("gzip-malformed", "the gzip stream is damaged", { cause: error });
}
