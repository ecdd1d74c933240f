import type { VerifyOrder } from "../../journeys/verify/verify-order.ts";
import type { GivenValues } from "../options/option-values.ts";
import { trustSettings } from "../settings/trust-settings.ts";
import type { Surroundings, VerifySettings } from "../surroundings.ts";
import { filesToVerify } from "./files-to-verify.ts";
import { readKeys } from "./read-keys.ts";
import { readPolicy } from "./read-policy.ts";
import { namesSigner, noIdentity, type VerifyValues, verifyRequest } from "./verify-request.ts";
import { verifyingValues } from "./verifying-values.ts";

export interface ReleaseToVerify {
  readonly verify: VerifyOrder & { readonly capsule: { readonly path: string } };
  readonly asked: VerifyValues;
  readonly trust: Pick<VerifySettings, "trustedRoot" | "instances" | "online">;
}

/** The release of a command that goes on only if `capsule verify` would be content. Faults: `usage`, those of policies and keys. */
export async function releaseToVerify(
  words: readonly string[],
  { given, now }: { readonly given: GivenValues; readonly now: Date },
  world: Surroundings,
): Promise<ReleaseToVerify> {
  const asked = verifyingValues(given);
  if (!namesSigner(asked)) throw noIdentity(asked.spelling);
  const files = await filesToVerify(words, asked, world);
  const policy = await readPolicy(asked, world);
  const keys = await readKeys(asked, world);
  const order = verifyRequest(files, asked, { folder: world.folder, policy: policy?.parsed, keys, now });
  return { verify: { ...order, capsule: files.capsule }, asked, trust: trustSettings(asked, world.folder) };
}
