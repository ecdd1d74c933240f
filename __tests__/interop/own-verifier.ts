import { readFileSync } from "node:fs";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import { parseStatement } from "../../src/domain/attestation/statement.ts";
import { parseBundle } from "../../src/domain/sigstore/bundle.ts";
import { parseTrustedRoot } from "../../src/domain/sigstore/trusted-root.ts";
import { verifyBundle } from "../../src/domain/sigstore/verify-bundle.ts";
import { TOOL } from "../../src/domain/tool.ts";
import { identityCheck } from "../../src/domain/verification/identity/identity-check.ts";
import type { Claim } from "./claim.ts";
import type { Verifier } from "./verifier.ts";

/** Our verification of a bundle, asked the same as the others; no process, so that it is the function that is judged. */
export function ownVerifier(): Verifier {
  return {
    title: `${TOOL.name} ${TOOL.version}`,
    unsupported: () => undefined,
    arguments: () => [],
    async verify(claim) {
      const begin = performance.now();
      const run = (status: number, stderr: string) => ({
        status,
        stdout: "",
        stderr,
        milliseconds: performance.now() - begin,
      });
      try {
        await verifyClaim(claim);
        return run(0, "");
      } catch (error) {
        return run(1, String(error));
      }
    },
  };
}

async function verifyClaim(claim: Claim): Promise<void> {
  const certificate = identityCheck({
    kind: "exact",
    subjectAlternativeName: claim.identity,
    issuer: claim.issuer,
  });
  const message = readFileSync(claim.artifact);
  const { content, signer } = await verifyBundle(
    {
      bundle: parseBundle(readFileSync(claim.bundle)),
      trust: parseTrustedRoot(readFileSync(claim.trustedRoot)),
      signer: { kind: "certificate", require: certificate },
      artifact: { sha256: sha256Hex(message) },
      message,
    },
    nodeCryptography,
  );
  const source = signer.kind === "certificate" ? signer.certificate.extensions.sourceRepositoryUri : undefined;
  if (source !== `https://github.com/${claim.repository}`) throw new Error("the certificate is of another repository");
  if (content.kind === "dsse" && parseStatement(content.payload).predicateType !== claim.predicateType) {
    throw new Error("the statement is of another type");
  }
}
