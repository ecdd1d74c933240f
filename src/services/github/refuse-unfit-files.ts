import { unfitForGitHub } from "../../domain/asset/github-files.ts";
import { Fault } from "../../kernel/fault.ts";
import type { ReleaseKey } from "../../ports/release-host.ts";

/** What can be said of the release without asking GitHub. Faults: `asset-name-renamed`, `asset-empty`, `asset-too-large`. */
export function refuseUnfitFiles(key: ReleaseKey): void {
  const [first] = unfitForGitHub(key.assets);
  if (first !== undefined) throw new Fault(first.code, first.reason, { hint: first.fix });
}
