import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import type { Evidence } from "./judge.ts";
import { type SigningPlace, sealRelease } from "./seal-release.ts";

/** Evidence of the Sigstore that the tests have: shaped as the public-good instance, and as GitHub's. */
export async function loopbackEvidence(): Promise<{
  evidence: Evidence[];
  /** Of an instance that signed none of it. */
  otherTrustedRoot: string;
  close(): Promise<void>;
}> {
  const other = await startGitHubSigstore();
  const started = [other];
  const evidence: Evidence[] = [];
  for (const log of ["v1", "none"] as const) {
    const sigstore = await startGitHubSigstore({ log: log === "v1" });
    started.push(sigstore);
    evidence.push(await evidenceOf(placeOf(sigstore, log), other.trustedRootPath));
  }
  return {
    evidence,
    otherTrustedRoot: other.trustedRootPath,
    close: async () => {
      for (const sigstore of started) await sigstore.close();
    },
  };
}

/** Two releases of one place; the stranger is sealed first, so that its certificate is valid when the other is signed. */
export async function evidenceOf(place: SigningPlace, otherTrustedRoot: string): Promise<Evidence> {
  const folder = (): string => mkdtempSync(join(tmpdir(), "capsule-interop-release-"));
  const strangers = await sealRelease(place, folder());
  return { strangers, claims: await sealRelease(place, folder()), otherTrustedRoot };
}

export function placeOf(sigstore: GitHubSigstore, log: "v1" | "none"): SigningPlace {
  const shape = log === "v1" ? "loopback: CA, log, timestamps" : "loopback: CA, timestamps";
  const { env, signingConfigPath, trustedRootPath, identity, issuer } = sigstore;
  return { shape, log, env, signingConfigPath, trustedRootPath, identity, issuer, repository: sigstore.run.repository };
}
