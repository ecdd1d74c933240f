import { VerificationError } from "@sigstore/verify";
import { Fault } from "../../kernel/fault.ts";
import type { FaultCode } from "../../kernel/fault-codes.ts";
import type { TrustedRoot } from "./trusted-root.ts";

const LIBRARY_FAULTS: ReadonlyMap<string, readonly [FaultCode, string]> = new Map([
  ["TIMESTAMP_ERROR", ["timestamp-invalid", "a timestamp does not verify"]],
  [
    "CERTIFICATE_ERROR",
    ["certificate-untrusted", "no authority of the trusted root issued the certificate for that time"],
  ],
  ["PUBLIC_KEY_ERROR", ["certificate-untrusted", "the key was not valid when it signed"]],
  ["SIGNATURE_ERROR", ["signature-invalid", "the signature does not fit the signer's key and the content"]],
  ["TLOG_BODY_ERROR", ["log-entry-mismatch", "a log entry is about something else than the bundle"]],
  ["TLOG_ERROR", ["log-entry-missing", "log entries are missing or stand in the bundle twice"]],
  ["TLOG_INCLUSION_PROMISE_ERROR", ["log-proof-invalid", "no log of the trusted root made the inclusion promise"]],
  ["TLOG_INCLUSION_PROOF_ERROR", ["log-proof-invalid", "a log entry is not proven to be in its log"]],
  ["TLOG_MISSING_INCLUSION_ERROR", ["log-proof-invalid", "a log entry is not proven to be in its log"]],
]);

/** Upstream messages are never shown; whatever else the library throws for hostile bytes is a refusal too. */
export function libraryFault(error: unknown, trust: TrustedRoot): Fault {
  if (error instanceof Fault) return error;
  const options = {
    cause: error,
    hint: `the newest key of the trusted root is of ${trust.newest.toISOString().slice(0, 10)}; a signature of later authorities needs a newer one`,
  };
  if (!(error instanceof VerificationError)) {
    return new Fault("bundle-malformed", "the bundle holds something that cannot be verified", { cause: error });
  }
  if (error.code === "CERTIFICATE_ERROR" && error.message.includes("SCT")) {
    return new Fault(
      "certificate-transparency",
      "no certificate log of the trusted root has logged the certificate",
      options,
    );
  }
  const [code, message] =
    LIBRARY_FAULTS.get(error.code) ?? (["bundle-malformed", "the bundle does not verify"] as const);
  return code === "certificate-untrusted"
    ? new Fault(code, message, options)
    : new Fault(code, message, { cause: error });
}
