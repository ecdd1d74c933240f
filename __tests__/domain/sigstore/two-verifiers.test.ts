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
import { corpus } from "../../corpus.ts";
import { PLATFORMS } from "../../crypto/both-platforms.ts";

const folder = corpus("bundles") ?? "";
const cases: CorpusCase[] = folder === "" ? [] : JSON.parse(readFileSync(join(folder, "index.json"), "utf8")).cases;
const file = (path: string) => new Uint8Array(readFileSync(resolve(folder, path)));

describe.skipIf(folder === "").each(PLATFORMS)("%s", (_, crypto) => {
  test("our checks accept and refuse what the library does, in every bundle of other projects", async () => {
    const different: string[] = [];
    for (const one of cases) {
      // A predicate type is asked for by the case, and compared by neither.
      const { predicateType: _, ...asked } = one;
      const [theirs, ours] = [await runCase(folder, asked), await verdictOf(asked, crypto)];
      if ((theirs === "accept") !== (ours === "accept")) different.push(`${one.id}: ${ours}`);
    }
    expect(different).toEqual([]);
  });
});

async function verdictOf(one: CorpusCase, crypto: Cryptography): Promise<string> {
  try {
    await verifySignedBundle(
      {
        bundle: parseBundle(file(one.bundle)),
        trust: parseTrustedRoot(file(one.trusted_root)),
        signer: signerOf(one),
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

function signerOf(one: CorpusCase): ExpectedBundleSigner {
  const signer = expectedSigner(one, file);
  if (signer.kind === "certificate") return signer;
  return {
    ...signer,
    publicKey: readPublicKey(new Uint8Array(signer.publicKey.export({ type: "spki", format: "der" }))),
  };
}
