import { nodeCryptography } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { readCapsule } from "../../../src/domain/capsule/read-capsule.ts";
import { parseRootStatement } from "../../../src/domain/capsule/root-statement.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import type { BundleToVerify } from "../../../src/domain/sigstore/bundle-to-verify.ts";
import { readCertificate } from "../../../src/domain/sigstore/certificate.ts";
import type { RunEvidence } from "../../../src/domain/verification/evidence/run-evidence.ts";
import { bytesSource, sourceChunks } from "../../../src/kernel/byte-source.ts";
import { sealTestRelease, type TestRelease } from "../../signing/test-release.ts";

export type AskedBundle = Omit<BundleToVerify, "trust">;

/** The evidence of a sealed release, with every bundle that a check lets verify: each verifies, for who signed is for other tests. */
export interface TestEvidence extends RunEvidence {
  readonly entries: Map<string, Uint8Array>;
  readonly verified: AskedBundle[];
}

/** All is asked about all assets. */
export async function testEvidence(release: TestRelease): Promise<TestEvidence> {
  const capsule = await readCapsule(sourceChunks(bytesSource(await sealTestRelease(release))), nodeCryptography);
  const entries = new Map(capsule.entries);
  const { content } = parseBundle(capsule.root);
  if (content.kind !== "dsse") throw new Error("the root is no statement");
  const certificate = readCertificate(release.session.identity.certificate);
  const own = { kind: "certificate", certificate } as const;
  const verified: AskedBundle[] = [];
  return {
    root: {
      ...{ statement: parseRootStatement(content.payload), sha256: sha256Hex(content.payload), signer: own },
      ...{ times: [], logEntries: [] },
    },
    entries,
    digests: new Map(Array.from(entries, ([name, bytes]) => [name, { size: bytes.length, sha256: sha256Hex(bytes) }])),
    asked: new Set(entries.keys()),
    about: "all",
    verify: async (order) => {
      verified.push(order);
      return { signer: own, content: contentOf(order), times: [], logEntries: [] };
    },
    signer: { kind: "certificate", require: () => undefined },
    crypto: nodeCryptography,
    verified,
  };
}

/** The same evidence with other entries, none of which was verified yet. */
export function withEntries(evidence: TestEvidence, change: (entries: Map<string, Uint8Array>) => void): TestEvidence {
  const entries = new Map(evidence.entries);
  change(entries);
  evidence.verified.length = 0;
  return { ...evidence, entries };
}

function contentOf({ bundle }: AskedBundle) {
  const { content } = bundle;
  return content.kind === "dsse" ? content : { kind: "message" as const, digest: content.digest };
}
