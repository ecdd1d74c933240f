import { isWithin, parseTrustedRoot, type TrustedLog } from "../../domain/sigstore/trusted-root.ts";
import type { Trust } from "../../ports/trust.ts";

/**
 * The logs that may hold what was written at `baseUrl`, by the addresses at which the trusted root says that they are
 * read: the one of that address, or, if the address is for writing alone, each whose key is valid, newest first.
 */
export async function readableLogs(baseUrl: string, trust: Trust, now: Date): Promise<readonly TrustedLog[]> {
  const roots = await trust.trustedRoots();
  const known = roots
    .flatMap(({ bytes }) => parseTrustedRoot(bytes).logs)
    .filter(({ validFor }) => isWithin(validFor, now))
    .sort((a, b) => b.validFor.start.getTime() - a.validFor.start.getTime());
  const same = known.filter((log) => log.baseUrl.replace(/(?<!\/)\/+$/, "") === baseUrl);
  return (same.length > 0 ? same : known).map((log) => ({ ...log, baseUrl: log.baseUrl.replace(/(?<!\/)\/+$/, "") }));
}
