import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { Cryptography } from "../../../src/crypto/cryptography.ts";
import { readPublicKey } from "../../../src/crypto/public-key.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { type ExpectedBundleSigner, verifySignedBundle } from "../../../src/domain/sigstore/verify-signed-bundle.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { artifactOf, type CorpusCase, expectedSigner, runCase } from "../../../tools/scripts/corpus-case.ts";
import { corpus, ownCorpus } from "../../corpus.ts";
import { PLATFORMS } from "../../crypto/both-platforms.ts";

const beside = corpus("bundles");
const folders = [ownCorpus("bundles"), ...(beside === undefined ? [] : [beside])];

describe.each(PLATFORMS)("%s", (_, crypto) => {
  test.each(folders)("our checks accept and refuse what the library does: %s", async (folder) => {
    const { cases }: { cases: CorpusCase[] } = JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));
    const file = (path: string) => new Uint8Array(readFileSync(resolve(folder, path)));
    expect(cases.length).toBeGreaterThan(50);
    const different: string[] = [];
    for (const one of cases) {
      // A predicate type is asked for by the case, and compared by neither.
      const { predicateType: _, ...asked } = one;
      const [theirs, ours] = [await runCase(folder, asked), await verdictOf(asked, file, crypto)];
      if ((theirs === "accept") !== (ours === "accept")) different.push(`${one.id}: ${ours}`);
    }
    expect(different).toEqual([]);
  });
});

type ReadFile = (path: string) => Uint8Array;

async function verdictOf(one: CorpusCase, file: ReadFile, crypto: Cryptography): Promise<string> {
  try {
    await verifySignedBundle(
      {
        bundle: parseBundle(file(one.bundle)),
        trust: parseTrustedRoot(file(one.trusted_root)),
        signer: signerOf(one, file),
        artifact: await artifactOf(one, file),
        message: typeof one.artifact === "string" ? file(one.artifact) : undefined,
        minimum: { logEntries: one.thresholds?.tlog ?? 0 },
      },
      crypto,
    );
    return "accept";
  } catch (error) {
    if (error instanceof Fault && error.code !== "internal") return error.code;
    throw error;
  }
}

function signerOf(one: CorpusCase, file: ReadFile): ExpectedBundleSigner {
  const signer = expectedSigner(one, file);
  if (signer.kind === "certificate") return signer;
  return {
    ...signer,
    publicKey: readPublicKey(new Uint8Array(signer.publicKey.export({ type: "spki", format: "der" }))),
  };
}
