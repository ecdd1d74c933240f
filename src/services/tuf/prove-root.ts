import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import { proveTarget } from "../../domain/update/prove-target.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { CarriedRoots } from "../../ports/carried-roots.ts";
import type { Clock } from "../../ports/clock.ts";
import { TRUSTED_ROOT, tufRepository } from "./repositories.ts";

export interface ProofPorts {
  readonly clock: Clock;
  readonly crypto: Cryptography;
}

/**
 * Proves what `carriedRoots` fetched, from the root of keys that came with the program. The oldest root counts at either end: nothing that was seen
 * here before is asked for there. Opens no socket. Fault: `trust-update-refused`.
 */
export function provenRoots({ clock, crypto }: ProofPorts, repositoryOf = tufRepository): Pick<CarriedRoots, "prove"> {
  return {
    async prove(root) {
      const { instance, repository, fetched, versions, sha256 } = root;
      const { mirror, root: first } = repositoryOf(instance);
      const at = new Date(fetched);
      if (at.getTime() > clock.now().getTime() + MAX_CLOCK_DIFFERENCE) {
        throw refused("it was fetched in the future, or the clock of this machine is wrong");
      }
      const files = new Map(Object.entries(root.files).map(([path, text]) => [path, encodeUtf8(text)]));
      const proven = await unlessMalformed(() => proveTarget(TRUSTED_ROOT, { root: first(), files, at }, crypto));
      const isAsStated =
        (await digestHex("sha256", proven.bytes, crypto)) === sha256 &&
        repository === mirror &&
        ROLES.every((role) => versions[role] === proven.versions[role]);
      if (!isAsStated) throw refused("it states another digest, version or repository than it proves");
      return { instance, repository, fetched, versions, sha256, bytes: proven.bytes };
    },
  };
}

const MAX_CLOCK_DIFFERENCE = 86_400_000;
const ROLES = ["root", "timestamp", "snapshot", "targets"] as const;

async function unlessMalformed<T>(prove: () => Promise<T>): Promise<T> {
  try {
    return await prove();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw refused("its metadata is malformed", error);
  }
}

function refused(problem: string, cause?: unknown): Fault {
  return new Fault("trust-update-refused", `the carried trusted root is not acceptable: ${problem}`, {
    hint: "make the file anew with capsule roots export, on a machine with a network",
    cause,
  });
}
