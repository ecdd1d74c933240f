import { type ImageName, imagePath } from "../../domain/image/image-name.ts";
import { exactlyThis } from "../../domain/verification/named-signer.ts";
import { mapBounded } from "../../kernel/bounded.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import type { Registry } from "../../ports/registry.ts";
import type { SigningIdentity } from "../../ports/signer.ts";
import { verifyFile } from "../verify/verify-file.ts";
import type { VerifyPorts } from "../verify/verify-order.ts";
import { AT_ONCE } from "./attach-referrers.ts";
import type { SignedImage } from "./attach-signed.ts";
import { readBundles } from "./read-bundles.ts";

export interface AttachedImages {
  readonly images: readonly SignedImage[];
  readonly name: ImageName;
}

/**
 * Looks at what was attached as a consumer would.
 *
 *   1. read    every bundle back from each manifest: an older one of the same signer proves nothing of this one
 *   2. verify  the first statement about the image
 *
 * Fault: `self-verification`.
 */
export async function requireAttached(
  { images, name }: AttachedImages,
  signer: SigningIdentity,
  { registry, ...ports }: VerifyPorts & { readonly registry: Registry },
): Promise<void> {
  /* 1 */ const lacking = await mapBounded(images, AT_ONCE, async ({ subject, statements }) => {
    const lines = new Set(decodeUtf8(await readBundles(subject.digest, registry)).split("\n"));
    return statements.some(({ bundle }) => !lines.has(lineOf(bundle)));
  });
  if (lacking.includes(true)) {
    throw new Fault("self-verification", "the registry does not give back what was attached", { hint: "run it again" });
  }
  const [first] = images;
  const [statement] = first?.statements ?? [];
  if (first === undefined || statement === undefined) return;
  const { digest } = first.subject;
  const identity = exactlyThis(signer);
  const assets = [{ name: imagePath(name), sha256: digest.slice("sha256:".length) }];
  const json = encodeUtf8(lineOf(statement.bundle));
  const order = { capsule: { path: `${imagePath(name)}@${digest}`, json }, assets, identity };
  /* 2 */ const { claims } = await verifyFile(order, ports);
  const root = claims.find(({ id }) => id === "root");
  if (root?.status === "verified") return;
  throw new Fault("self-verification", `what was attached does not verify: ${root?.reason ?? "nothing was read"}`);
}

function lineOf(bundle: Uint8Array): string {
  return JSON.stringify(parseJsonObject(bundle, { what: "a bundle" }));
}
