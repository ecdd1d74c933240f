import { IN_TOTO_PAYLOAD_TYPE } from "../../domain/attestation/dsse.ts";
import { formatStatement, STATEMENT_TYPE } from "../../domain/attestation/statement.ts";
import { BUNDLE_MEDIA_TYPE, bundleManifest, EMPTY_CONFIG } from "../../domain/image/bundle-manifest.ts";
import { type ImageName, imagePath } from "../../domain/image/image-name.ts";
import { mapBounded } from "../../kernel/bounded.ts";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import type { Descriptor, Registry } from "../../ports/registry.ts";
import type { Signer, SigningIdentity } from "../../ports/signer.ts";
import type { Trust } from "../../ports/trust.ts";
import { verifyFile } from "../verify/verify-file.ts";
import type { VerifyPorts } from "../verify/verify-order.ts";
import { type FoundImage, findImage } from "./find-image.ts";
import { readBundles } from "./read-bundles.ts";

/** What cosign 3 signs of an image: nothing but its digest. */
export const IMAGE_SIGNATURE_TYPE = "https://sigstore.dev/cosign/sign/v1";

export interface AttachOrder {
  readonly image: ImageName;
  readonly predicateType: string;
  readonly predicate: JsonObject;
  /** The index alone, and not the images of its platforms. */
  readonly indexOnly: boolean;
  /** Said of the manifests that are made. */
  readonly now: Date;
}

export interface AttachPorts extends VerifyPorts {
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
  readonly identity: { readonly identity: string; readonly issuer: string };
}

/**
 * Signs a statement about an image and attaches it where cosign 3 and gh look for it.
 *
 *   1. find    the manifest or index, and the images of its platforms; the repository takes what is put
 *   2. sign    one statement about all of them: one signature, one entry of a log
 *   3. attach  the bundle to each, by a manifest that refers to it
 *   4. verify  this very bundle, as a consumer finds it at each of them
 *
 * A run that was cut off is run again: what is there stays. Faults: those of `findImage`, of the signer and the registry;
 * `self-verification`.
 */
export async function attachStatement(order: AttachOrder, ports: AttachPorts): Promise<Attached> {
  const { registry, signer, progress } = ports;
  /* 1 */ const found = await findImage(order.image, registry);
  const subjects = [found.subject, ...(order.indexOnly ? [] : found.children)];
  // From the signature on a public log may know of it.
  await registry.requireWritable();
  progress.step("signing 1 statement");
  /* 2 */ const session = await signer.open();
  const bundle = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, statementOf(order, found));
  progress.step("attaching it");
  const [blob, config] = [await registry.putBlob(bundle), await registry.putBlob(EMPTY_CONFIG)];
  const created = `${order.now.toISOString().slice(0, 19)}Z`;
  /* 3 */ await mapBounded(subjects, 8, async (subject) => {
    const { predicateType } = order;
    const manifest = bundleManifest({
      subject,
      bundle: { ...blob, mediaType: BUNDLE_MEDIA_TYPE },
      config,
      predicateType,
      created,
    });
    await registry.putReferrer(manifest, subject.digest);
  });
  const { subjectAlternativeName, issuer } = session.identity;
  /* 4 */ await requireAttached({ bundle, subjects, name: order.image }, session.identity, ports);
  return {
    image: `${imagePath(order.image)}@${found.subject.digest}`,
    predicateType: order.predicateType,
    subjects: subjects.map(({ digest }) => digest),
    identity: { identity: subjectAlternativeName, issuer },
  };
}

function statementOf(
  { predicateType, predicate, indexOnly }: AttachOrder,
  { name, subject, children }: FoundImage,
): Uint8Array {
  const about = [subject, ...(indexOnly ? [] : children)];
  return formatStatement({
    _type: STATEMENT_TYPE,
    subject: about.map(({ digest }) => ({ name: imagePath(name), digest: { sha256: digest.slice("sha256:".length) } })),
    predicateType,
    predicate,
  });
}

interface AttachedBundle {
  readonly bundle: Uint8Array;
  readonly subjects: readonly Descriptor[];
  readonly name: ImageName;
}

/** An older bundle of the same signer proves nothing of this one. Fault: `self-verification`. */
async function requireAttached(
  { bundle, subjects, name }: AttachedBundle,
  { subjectAlternativeName, issuer }: Pick<SigningIdentity, "subjectAlternativeName" | "issuer">,
  { signerTrust, registry, ...ports }: AttachPorts,
): Promise<void> {
  const own = JSON.stringify(parseJsonObject(bundle, { what: "a bundle" }));
  const found = await mapBounded(subjects, 8, async ({ digest }) => {
    const lines = decodeUtf8(await readBundles(digest, registry)).split("\n");
    return lines.includes(own);
  });
  if (found.includes(false)) {
    throw new Fault("self-verification", "the registry does not give back what was attached", { hint: "run it again" });
  }
  const [{ digest } = { digest: "" }] = subjects;
  const identity = { kind: "exact", subjectAlternativeName, issuer } as const;
  const assets = [{ name: imagePath(name), sha256: digest.slice("sha256:".length) }];
  const order = { capsule: { path: `${imagePath(name)}@${digest}`, json: encodeUtf8(own) }, assets, identity };
  const { claims } = await verifyFile(order, { ...ports, trust: signerTrust });
  const root = claims.find(({ id }) => id === "root");
  if (root?.status === "verified") return;
  throw new Fault("self-verification", `what was attached does not verify: ${root?.reason ?? "nothing was read"}`);
}
