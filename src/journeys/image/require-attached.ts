import { sha256Hex } from "../../crypto/node-digest.ts";
import { type ImageName, imagePath } from "../../domain/image/image-name.ts";
import { exactlyThis } from "../../domain/verification/identity/named-signer.ts";
import { mapBounded } from "../../kernel/bounded.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Registry } from "../../ports/registry.ts";
import type { SigningIdentity } from "../../ports/signer.ts";
import { verifyFile } from "../verify/verify-file.ts";
import type { VerifyPorts } from "../verify/verify-order.ts";
import { AT_ONCE } from "./attach-referrers.ts";
import { lackingStatements } from "./lacking-statements.ts";
import type { SignedImage } from "./sign-statement.ts";

interface AttachedImages {
  readonly images: readonly SignedImage[];
  readonly name: ImageName;
}

/**
 * Looks at what was attached as a consumer would.
 *
 *   1. read    the bundles back, and what each manifest is referred to by: an older bundle of the same signer proves nothing of this one
 *   2. verify  the first statement about the image
 *
 * Fault: `self-verification`.
 */
export async function requireAttached(
  { images, name }: AttachedImages,
  signer: SigningIdentity,
  { registry, ...ports }: VerifyPorts & { readonly registry: Registry },
): Promise<void> {
  const bundles = new Set(images.flatMap(({ statements }) => statements.map(({ bundle }) => bundle)));
  /* 1 */ const [lacking] = await Promise.all([
    lackingStatements(images, registry),
    mapBounded([...bundles], AT_ONCE, (bundle) => registry.blob(placed(bundle), bundle.length)),
  ]);
  if (lacking.some(({ statements }) => statements.length > 0)) {
    throw new Fault("self-verification", "the registry does not give back what was attached", { hint: "run it again" });
  }
  const [first] = images;
  const [statement] = first?.statements ?? [];
  if (first === undefined || statement === undefined) return;
  const { digest } = first.subject;
  const identity = exactlyThis(signer);
  const assets = [{ name: imagePath(name), sha256: digest.slice("sha256:".length) }];
  const order = { capsule: { path: `${imagePath(name)}@${digest}`, json: statement.bundle }, assets, identity };
  /* 2 */ const { claims } = await verifyFile(order, ports);
  const root = claims.find(({ id }) => id === "root");
  if (root?.status === "verified") return;
  throw new Fault("self-verification", `what was attached does not verify: ${root?.reason ?? "nothing was read"}`);
}

function placed(bundle: Uint8Array): { readonly digest: string; readonly size: number } {
  return { digest: `sha256:${sha256Hex(bundle)}`, size: bundle.length };
}
