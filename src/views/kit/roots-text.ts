import { columns } from "../columns.ts";
import { visible } from "../visible.ts";
import type { ShownRoots } from "./roots-json.ts";

/** What was exported or imported, a line a root. */
export function rootsText({ file, roots }: ShownRoots): string {
  const rows = roots.map(({ root, status }) => [
    root.instance,
    typeof status === "string" ? status : `not used: one of ${status.notNewerThan} is here`,
    `fetched ${root.fetched} from ${visible(root.repository)}, version ${root.versions.targets}, sha256:${root.sha256}`,
  ]);
  return [...columns(rows), `file  ${visible(file)}`, ""].join("\n");
}
