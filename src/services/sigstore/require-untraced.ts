import { parseTrustedRoot } from "../../domain/sigstore/trusted-root.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { SigningInstance } from "./instances.ts";

/**
 * Requires that an instance writes nothing of what it certifies and signs into a log: neither its signing config names one, nor does its
 * trusted root know one of certificates. Who may read a log, neither of them says. Fault: `embargo-refused`.
 */
export function requireUntraced({ logs }: Pick<SigningInstance, "logs">, trustedRoot: Uint8Array): void {
  const [log] = logs;
  if (log !== undefined) {
    throw logged(`the log ${printable(log.url)}, with the digest of all that is signed and the certificate`);
  }
  const [certificates] = parseTrustedRoot(trustedRoot).certificateLogs;
  if (certificates === undefined) return;
  throw logged(`the log of certificates ${printable(certificates.baseUrl)}, with repository, tag and commit`);
}

function logged(what: string): Fault {
  return new Fault("embargo-refused", `the instance writes into ${what}`, {
    hint: "name the signing config and the trusted root of an instance without logs, or sign with a key",
  });
}
