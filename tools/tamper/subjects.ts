import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nodeCryptography } from "../../src/crypto/node.ts";
import type { ArtifactDigests } from "../../src/domain/sigstore/artifact-digests.ts";
import type { BundleToVerify, ExpectedSigner } from "../../src/domain/sigstore/bundle-to-verify.ts";
import { parseTrustedRoot, type TrustedRoot } from "../../src/domain/sigstore/trusted-root.ts";
import { artifactOf, type CorpusCase, expectedSigner } from "../corpus/judge-case.ts";
import { runCase } from "../corpus/run-case.ts";

/** A genuine bundle with all that is needed to verify it and its mutants. */
export interface MutationSubject {
  readonly id: string;
  readonly bundle: string;
  readonly trust: TrustedRoot;
  readonly signer: ExpectedSigner;
  readonly artifact: ArtifactDigests | "unbound";
  readonly upstream: { readonly trustedRoot: Uint8Array; readonly artifact: Uint8Array | undefined };
}

/**
 * How our own checks are asked about a mutant. Whoever names a key needs no log, unless a policy says so; the library asks for the
 * entries of the trusted root then, too, and so does the one that is compared with it.
 */
export function orderOf({ trust, signer, artifact, upstream }: MutationSubject): Omit<BundleToVerify, "bundle"> {
  const minimum = { logEntries: trust.requires.logEntries };
  return { trust, signer, artifact, message: upstream.artifact, minimum };
}

/** The bundles of a corpus that are accepted, each once. */
export async function corpusSubjects(folder: string): Promise<MutationSubject[]> {
  const { cases } = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as { cases: CorpusCase[] };
  const subjects = new Map<string, MutationSubject>();
  const roots = new Map<string, TrustedRoot>();
  for (const one of cases) {
    if (one.expect !== "accept" || subjects.has(one.bundle) || (await runCase(folder, one)) !== "accept") continue;
    const file = (path: string) => new Uint8Array(readFileSync(join(folder, path)));
    const trustedRoot = file(one.trusted_root);
    const trust = roots.get(one.trusted_root) ?? parseTrustedRoot(trustedRoot);
    roots.set(one.trusted_root, trust);
    subjects.set(one.bundle, {
      id: one.id,
      bundle: JSON.stringify(JSON.parse(Buffer.from(file(one.bundle)).toString())),
      trust,
      signer: expectedSigner(one, file),
      artifact: await artifactOf(one, file, nodeCryptography),
      upstream: { trustedRoot, artifact: typeof one.artifact === "string" ? file(one.artifact) : undefined },
    });
  }
  return [...subjects.values()];
}
