import { sha256 } from "../../crypto/node-digest.ts";
import { formatStatement, STATEMENT_TYPE } from "../../domain/attestation/statement.ts";
import { type ImageName, imagePath } from "../../domain/image/image-name.ts";
import { simpleSigning } from "../../domain/image/simple-signing.ts";
import { mapBounded } from "../../kernel/bounded.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { Descriptor } from "../../ports/registry.ts";
import type { SigningSession } from "../../ports/signer.ts";
import { AT_ONCE } from "./attach-referrers.ts";

/** What was signed about one manifest of a registry. */
export interface SignedImage {
  readonly subject: Descriptor;
  /** Bundles with statements about it. */
  readonly statements: readonly AttachedStatement[];
  /** What cosign 2 reads as its signature; undefined if it is not written. */
  readonly simple: { readonly payload: Uint8Array; readonly bundle: Uint8Array } | undefined;
}

export interface AttachedStatement {
  readonly predicateType: string;
  readonly bundle: Uint8Array;
}

/**
 * Signs what cosign 2 reads.
 *
 *   1. write  its payload about each digest by itself, in the order of the subjects
 *   2. sign   each
 */
export function signSimply(
  image: ImageName,
  subjects: readonly Pick<Descriptor, "digest">[],
  session: SigningSession,
): Promise<NonNullable<SignedImage["simple"]>[]> {
  return mapBounded(subjects, AT_ONCE, async ({ digest }) => {
    const payload = simpleSigning(imagePath(image), digest);
    return { payload, bundle: await session.signDigest(sha256(payload)) };
  });
}

/** One statement about manifests of one repository. */
export function statementAbout(
  image: ImageName,
  subjects: readonly Pick<Descriptor, "digest">[],
  { predicateType, predicate }: { readonly predicateType: string; readonly predicate: JsonObject },
): Uint8Array {
  const name = imagePath(image);
  return formatStatement({
    _type: STATEMENT_TYPE,
    subject: subjects.map(({ digest }) => ({ name, digest: { sha256: digest.slice("sha256:".length) } })),
    predicateType,
    predicate,
  });
}
