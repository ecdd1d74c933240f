import { digestHex } from "../../crypto/digest-hex.ts";
import { sbomEntry } from "../../domain/capsule/entry-names.ts";
import { readChosen } from "../../domain/capsule/read-capsule.ts";
import type { RootStatement } from "../../domain/capsule/root-schema.ts";
import { parseRootStatement } from "../../domain/capsule/root-statement.ts";
import { type ReleaseContents, type ReleaseSide, releaseChanges } from "../../domain/comparison/release-contents.ts";
import { listedPackages } from "../../domain/sbom/read/listed-packages.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import { type ByteSource, sourceChunks } from "../../kernel/byte-source.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import { withCapsule } from "../verify/find-capsule.ts";
import type { VerifyOrder, VerifyPorts } from "../verify/verify-order.ts";

type ContentPorts = Pick<VerifyPorts, "files" | "crypto">;

/**
 * What a page tells of a verified release beyond its claims: what it is made of, and what changed since the release before.
 *
 *   1. this release   its list of packages, if the bytes are those that the verified root lists
 *   2. the one before  the same of it, if it was given, verified, and is the one that the root names by digest
 *   3. compare         both
 *
 * Undefined unless the root verified and nothing was refused: of a rejected release nothing is told that only it says. What
 * cannot be read is left out here, and judged by a claim.
 */
export async function readContents(
  { root, claims, verdict }: Verification,
  given: Pick<VerifyOrder, "capsule" | "previous">,
  ports: ContentPorts,
): Promise<ReleaseContents | undefined> {
  if (root === undefined || verdict === "rejected") return undefined;
  const { capsule, previous } = await withCapsule({ ...given, assets: [] }, ports);
  const now = /* 1 */ await sideIn("bytes" in capsule ? capsule.bytes : capsule.path, root.sha256, ports);
  const named = root.statement.predicate.previous;
  const isVerified = claims.some(({ id, status }) => id === "lineage" && status === "verified");
  const before =
    /* 2 */ previous === undefined || !isVerified || "none" in named
      ? undefined
      : await sideIn(previous, named.rootDigest.sha256, ports);
  return {
    packages: now?.packages,
    changes: now === undefined || before === undefined ? undefined : /* 3 */ releaseChanges(before, now),
  };
}

/** What a capsule says, if its root is the one of that digest; undefined if it is another, as of a file that changed meanwhile. */
async function sideIn(
  place: ByteSource | string,
  rootSha256: string,
  { files, crypto }: ContentPorts,
): Promise<ReleaseSide | undefined> {
  if (typeof place !== "string") return sideOf(place, rootSha256, crypto);
  const file = await files.open(place);
  try {
    return await sideOf(file, rootSha256, crypto);
  } finally {
    await file.close();
  }
}

async function sideOf(
  source: ByteSource,
  rootSha256: string,
  crypto: VerifyPorts["crypto"],
): Promise<ReleaseSide | undefined> {
  const list = sbomEntry("release", "cdx");
  const choose = async (bytes: Uint8Array) => {
    const { content } = parseBundle(bytes);
    const isIt = content.kind === "dsse" && (await digestHex("sha256", content.payload, crypto)) === rootSha256;
    const root = isIt ? parseRootStatement(content.payload) : undefined;
    return { root, holds: root === undefined ? undefined : (name: string) => name === list };
  };
  return unlessRefused(async () => {
    const { chosen, entries, digests } = await readChosen(sourceChunks(source), choose, crypto);
    const { root } = chosen;
    if (root === undefined) return undefined;
    const bytes = entries.get(list);
    const isSealed = bytes !== undefined && digests.get(list)?.sha256 === sealedDigest(root, list);
    return { root, packages: isSealed ? unlessRefused(() => listedPackages(bytes), undefined) : undefined };
  }, undefined);
}

function sealedDigest({ predicate }: RootStatement, entry: string): string | undefined {
  return predicate.evidence.find(({ name }) => name === entry)?.digest.sha256;
}
