import { IN_TOTO_PAYLOAD_TYPE } from "../../domain/attestation/dsse.ts";
import type { ImageFormat } from "../../domain/image/image-format.ts";
import { type ImageName, imagePath } from "../../domain/image/image-name.ts";
import { IMAGE_SIGNATURE_TYPE } from "../../domain/image/signature-type.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { Registry } from "../../ports/registry.ts";
import type { Signer, SigningIdentity } from "../../ports/signer.ts";
import type { StorageRecord } from "../../ports/storage-records.ts";
import type { Trust } from "../../ports/trust.ts";
import type { VerifyPorts } from "../verify/verify-order.ts";
import { attachSigned } from "./attach-signed.ts";
import { findImage } from "./find-image.ts";
import { type RecordingPorts, recordStorage } from "./record-storage.ts";
import { type SignedImage, signSimply, statementAbout } from "./sign-statement.ts";

export interface AttachOrder {
  readonly image: ImageName;
  readonly predicateType: string;
  readonly predicate: JsonObject;
  /** The index alone, and not the images of its platforms. */
  readonly indexOnly: boolean;
  readonly format: ImageFormat;
  /** Said of the manifests that are made. */
  readonly now: Date;
}

export interface AttachPorts extends VerifyPorts, RecordingPorts {
  readonly registry: Registry;
  readonly signer: Signer;
  /** Under which the signer's instance is verified. */
  readonly signerTrust: Trust;
}

export interface Attached {
  /** With its digest. */
  readonly image: string;
  readonly predicateType: string;
  /** Digests of everything that the statement is about, the image first. */
  readonly subjects: readonly string[];
  /** Who signed. */
  readonly identity:
    | { readonly identity: string; readonly issuer: string }
    /** Hex SHA-256 of a public key. */
    | { readonly key: string };
  /** What an organization keeps of where the image lies. */
  readonly storageRecords: readonly StorageRecord[];
}

/**
 * Signs a statement about an image and attaches it where cosign and gh look for it.
 *
 *   1. find    the manifest or index, and the images of its platforms; the repository takes what is put
 *   2. sign    one statement about all of them: one signature, one entry of a log; and for cosign 2 each digest by itself
 *   3. attach  it to each, by manifests that refer to them, and below the tags of cosign 2; then this very bundle is verified as a
 *              consumer finds it at each of them
 *   4. record  where the image lies, if its organization keeps that
 *
 * A run that was cut off is run again: what is there stays. Faults: those of `findImage`, of the signer and the registry;
 * `self-verification`.
 */
export async function attachStatement(order: AttachOrder, ports: AttachPorts): Promise<Attached> {
  const { registry, signer, progress } = ports;
  const { image, predicateType, format } = order;
  /* 1 */ const found = await findImage(image, registry);
  const subjects = [found.subject, ...(order.indexOnly ? [] : found.children)];
  // From the signature on a public log may know of it.
  await registry.requireWritable();
  progress.step("signing 1 statement");
  /* 2 */ const session = await signer.open();
  const [bundle, simple] = await Promise.all([
    session.signPayload(IN_TOTO_PAYLOAD_TYPE, statementAbout(image, subjects, order)),
    predicateType === IMAGE_SIGNATURE_TYPE && format !== "bundle" ? signSimply(image, subjects, session) : [],
  ]);
  progress.step("attaching it");
  const images = subjects.map((subject, at): SignedImage => {
    return { subject, statements: [{ predicateType, bundle }], simple: simple[at] };
  });
  const attaching = { images, name: image, format, now: order.now, mayBeThere: false };
  /* 3 */ await attachSigned(attaching, session.identity, { ...ports, trust: ports.signerTrust });
  const { digest } = found.subject;
  const stored = { name: imagePath(image), registry: image.registry, digest };
  /* 4 */ const storageRecords = await recordStorage([stored], ports);
  return {
    image: `${stored.name}@${digest}`,
    predicateType,
    subjects: subjects.map((subject) => subject.digest),
    identity: signerOf(session.identity),
    storageRecords,
  };
}

function signerOf(identity: SigningIdentity): Attached["identity"] {
  if (identity.kind === "key") return { key: identity.fingerprint };
  return { identity: identity.subjectAlternativeName, issuer: identity.issuer };
}
