import { githubName } from "../../domain/asset/github-name.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { ReleaseKey } from "../../ports/release-host.ts";

/** "Each file included in a release must be under 2 GiB" (GitHub Docs, About releases). */
const MAX_ASSET_BYTES = 2 ** 31 - 1;

/** What can be said of the release without asking GitHub. Faults: `asset-name-renamed`, `asset-empty`, `asset-too-large`. */
export function refuseUnfit(key: ReleaseKey): void {
  for (const { name, size } of key.assets) {
    const stored = githubName(name);
    if (stored !== name) {
      throw new Fault("asset-name-renamed", `GitHub would store ${printable(name)} as ${printable(stored)}`, {
        hint: `rename the file to ${printable(stored)} before sealing`,
      });
    }
    // GitHub's answer would be 422, "size must be greater than or equal to 1", when all is signed already.
    if (size === 0) {
      throw new Fault("asset-empty", `${printable(name)} is empty, and GitHub stores no empty file`, {
        hint: "leave it out of the assets, or give it contents",
      });
    }
    if (size > MAX_ASSET_BYTES) {
      throw new Fault("asset-too-large", `${printable(name)} has ${size} bytes, GitHub takes ${MAX_ASSET_BYTES}`, {
        hint: "publish it in parts, or elsewhere",
      });
    }
  }
}
