import { basename, resolve } from "node:path";
import { sha256Hex } from "../../crypto/node-digest.ts";
import { REPOSITORY } from "../../domain/home.ts";
import { parsePolicy } from "../../domain/policy/parse-policy.ts";
import type { Policy } from "../../domain/policy/policy.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import type { SignerValues } from "./verify-request.ts";

export interface NamedPolicy {
  readonly parsed: Policy;
  /** File name. */
  readonly name: string;
  /** Hex. */
  readonly sha256: string;
}

const MAX_POLICY_BYTES = 1 << 20;

/** The policy that the option names; undefined without one. Fault: `policy-malformed`. */
export async function readPolicy(
  values: Pick<SignerValues, "text">,
  place: { readonly folder: string; readonly files: Files },
): Promise<NamedPolicy | undefined> {
  const path = values.text("policy");
  if (path === undefined) return undefined;
  const bytes = await place.files.read(resolve(place.folder, path), MAX_POLICY_BYTES);
  const name = basename(path);
  try {
    return { parsed: parsePolicy(bytes), name, sha256: sha256Hex(bytes) };
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "policy-malformed") throw error;
    throw new Fault("policy-malformed", `${printable(name)}: ${error.message}`, {
      hint: error.hint ?? `${REPOSITORY}/blob/main/docs/policy.md describes the format`,
      cause: error,
    });
  }
}
