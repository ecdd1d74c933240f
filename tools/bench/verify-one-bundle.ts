import { readFileSync } from "node:fs";
import { bundleFromJSON } from "@sigstore/bundle";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";

/**
 * The reference of a benchmark: verifies everything of one message signature but the message itself, with the library
 * alone. Arguments: the bundle and the trusted root.
 */
const [bundlePath = "", rootPath = ""] = process.argv.slice(2);
const root = TrustedRoot.fromJSON(JSON.parse(readFileSync(rootPath, "utf8")));
const entity = toSignedEntity(bundleFromJSON(JSON.parse(readFileSync(bundlePath, "utf8"))), Buffer.from(""));

try {
  new Verifier(toTrustMaterial(root), { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 }).verify(entity);
} catch (error) {
  // The message is not at hand, so its signature, which comes last, is the one thing that cannot hold.
  if (
    (error as { code?: string }).code !== "SIGNATURE_ERROR" &&
    (error as { code?: string }).code !== "TLOG_BODY_ERROR"
  )
    throw error;
}
