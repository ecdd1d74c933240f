import { type ImageName, imagePath } from "../../domain/image/image-name.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import { advice, type Hint, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Descriptor, Registry } from "../../ports/registry.ts";
import { namesNobody } from "../verify/is-by-notary.ts";
import { verificationOf } from "../verify/verify-by-notary.ts";
import { verifyFile } from "../verify/verify-file.ts";
import type { VerifyOrder, VerifyPorts } from "../verify/verify-order.ts";
import { findImage } from "./find-image.ts";
import { readBundles } from "./read-bundles.ts";
import { readNotarySignatures } from "./read-notary-signatures.ts";

export interface VerifyImageOrder {
  readonly image: ImageName;
  /** Who must have signed, and what is required. */
  readonly verify: Omit<VerifyOrder, "capsule" | "assets">;
}

export interface VerifiedImage {
  readonly verification: Verification;
  /** With its digest: a tag was looked up once, and may mean something else by now. */
  readonly image: string;
}

type ImagePorts = VerifyPorts & { readonly registry: Registry };

/**
 * Verifies an image by what refers to it in its registry.
 *
 *   1. find    the manifest or index, by digest, or once by tag
 *   2. read    every bundle that refers to it, and the Notary signatures, if these were requested
 *   3. verify  them as those of a file with that digest; Notary's alone, if nobody else is named
 *
 * Faults: `image-unsigned`, those of `findImage` and of the registry.
 */
export async function verifyImage({ image, verify }: VerifyImageOrder, ports: ImagePorts): Promise<VerifiedImage> {
  /* 1 */ const { subject } = await findImage(image, ports.registry);
  const shown = `${imagePath(image)}@${subject.digest}`;
  /* 2 */ const order = await withNotary(verify, { image, subject }, ports.registry);
  const sha256 = subject.digest.slice("sha256:".length);
  const { notary } = order;
  if (notary !== undefined && namesNobody(order)) {
    const files = [{ shown: imagePath(image), path: undefined, digests: { sha256 }, carried: [] }];
    const asked = { ...order, capsule: { path: shown }, assets: [] };
    if (notary.image?.signatures.length === 0)
      throw unsigned(shown, "no Notary signature refers to", "ask its publisher for one");
    /* 3 */ return { verification: await verificationOf(files, { order: asked, notary }, ports), image: shown };
  }
  const json = await readBundles(subject.digest, ports.registry);
  if (json.length === 0) throw unsigned(shown, "no signature refers to", UNREAD);
  const asked = { ...order, capsule: { path: shown, json }, assets: [{ name: imagePath(image), sha256 }] };
  /* 3 */ return { verification: await verifyFile(asked, ports), image: shown };
}

/** The same order, with the Notary signatures of the image in it. */
async function withNotary(
  order: VerifyImageOrder["verify"],
  { image, subject }: { readonly image: ImageName; readonly subject: Descriptor },
  registry: Registry,
): Promise<VerifyImageOrder["verify"]> {
  if (order.notary === undefined) return order;
  const signatures = await readNotarySignatures(subject.digest, registry);
  const { mediaType, size } = subject;
  // Notation names an image as it is written, so Docker's hub by its short name.
  return {
    ...order,
    notary: { ...order.notary, image: { repository: imagePath(image), mediaType, size, signatures } },
  };
}

const UNREAD = advice`ask its publisher for one, since what cosign 2 kept under a tag is not read, and Notary's only with ${option("notary")}`;

function unsigned(shown: string, problem: string, hint: Hint): Fault {
  return new Fault("image-unsigned", `${problem} ${printable(shown)}`, { hint });
}
