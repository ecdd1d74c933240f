import { type ImageName, imagePath } from "../../domain/image/image-name.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Registry } from "../../ports/registry.ts";
import { verifyFile } from "../verify/verify-file.ts";
import type { VerifyOrder, VerifyPorts } from "../verify/verify-order.ts";
import { findImage } from "./find-image.ts";
import { readBundles } from "./read-bundles.ts";

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

/**
 * Verifies an image by the bundles that refer to it in its registry.
 *
 *   1. find    the manifest or index, by digest, or once by tag
 *   2. read    every bundle that refers to it
 *   3. verify  them as those of a file with that digest
 *
 * Faults: `image-unsigned`, those of `findImage` and of the registry.
 */
export async function verifyImage(
  { image, verify }: VerifyImageOrder,
  { registry, ...ports }: VerifyPorts & { readonly registry: Registry },
): Promise<VerifiedImage> {
  /* 1 */ const { subject } = await findImage(image, registry);
  /* 2 */ const json = await readBundles(subject.digest, registry);
  const shown = `${imagePath(image)}@${subject.digest}`;
  if (json.length === 0) {
    throw new Fault("image-unsigned", `no signature refers to ${printable(shown)}`, {
      hint: "ask its publisher for one; signatures that cosign 2 kept under a tag are not read",
    });
  }
  const sha256 = subject.digest.slice("sha256:".length);
  const order = { ...verify, capsule: { path: shown, json }, assets: [{ name: imagePath(image), sha256 }] };
  /* 3 */ return { verification: await verifyFile(order, ports), image: shown };
}
