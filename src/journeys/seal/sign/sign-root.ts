import { sha256Hex } from "../../../crypto/node-digest.ts";
import type { ImageReference } from "../../../domain/asset/image-reference.ts";

import { IN_TOTO_PAYLOAD_TYPE } from "../../../domain/attestation/dsse.ts";
import { buildRoot, type EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import type { Backfill, Previous, RootPredicate } from "../../../domain/capsule/root-schema.ts";
import { formatRootStatement } from "../../../domain/capsule/root-statement.ts";
import { inputPins } from "../../../domain/release/checks/check-inputs.ts";
import type { ExternalInput } from "../../../domain/release/manifest.ts";
import { releasePurl } from "../../../domain/source/release-purl.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { templateOf } from "../../../domain/source/tag-template.ts";
import type { SigningSession } from "../../../ports/signer.ts";
import type { CollectedAsset } from "../order/seal-order.ts";

export interface RootContent {
  readonly facts: SourceFacts;
  readonly assets: readonly CollectedAsset[];
  readonly images: readonly ImageReference[];
  readonly entries: readonly EvidenceEntry[];
  /** What the release was made from beside its source. */
  readonly inputs: readonly ExternalInput[];
  readonly previous: Previous;
  readonly backfill: Backfill | undefined;
}

/** Signs the statement that closes over every entry: the last signature of a release. `sha256` is hex, of its payload. */
export async function signRoot(
  content: RootContent,
  session: SigningSession,
): Promise<{ readonly bundle: Uint8Array; readonly sha256: string }> {
  const { facts, assets, images, entries, inputs, previous, backfill } = content;
  const pins = [...pinsOf(facts), ...inputPins(inputs)];
  const payload = formatRootStatement(
    buildRoot({ release: releaseOf(facts), assets, images, entries, pins, previous, backfill }, sha256Hex),
  );
  return { bundle: await session.signPayload(IN_TOTO_PAYLOAD_TYPE, payload), sha256: sha256Hex(payload) };
}

function releaseOf(facts: SourceFacts): RootPredicate["release"] {
  const { name, version, versioning, tag, commit, repository, repositoryId, ownerId, runUri } = facts;
  const tagTemplate = tag === null ? null : templateOf(tag, { version, versioning });
  const source = { tag, tagTemplate, commit, repository, repositoryId, ownerId, runUri };
  return { purl: releasePurl(facts), name, version, versioning, ...source };
}

function pinsOf({ repository, ref, commit }: SourceFacts): RootPredicate["pins"] {
  if (repository === null || commit === null) return [];
  const uri = ref === null ? `git+${repository}` : `git+${repository}@${ref}`;
  return [{ uri, digest: { gitCommit: commit } }];
}
