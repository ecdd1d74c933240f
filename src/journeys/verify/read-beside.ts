import { type BesideKind, isBesideName } from "../../domain/capsule/beside-file-name.ts";
import type { GivenStatement } from "../../domain/policy/given-statement.ts";
import { Fault } from "../../kernel/fault.ts";
import { MAX_APPROVAL_BYTES, MAX_APPROVALS, MAX_SCAN_BYTES, MAX_SCANS } from "../../kernel/limits.ts";
import { orFault } from "../../kernel/require-fault.ts";
import type { VerifyOrder, VerifyPorts } from "./verify-order.ts";

const LIMITS = {
  approval: { named: "approvals", bytes: MAX_APPROVAL_BYTES, files: MAX_APPROVALS },
  scan: { named: "scans", bytes: MAX_SCAN_BYTES, files: MAX_SCANS },
} as const satisfies Record<BesideKind, object>;

/**
 * Reads the files of one kind that were named, and those that lie beside the capsule under its name. Faults: those of a file
 * that was named; `statements-too-many`.
 */
export async function readBeside(
  kind: BesideKind,
  order: Pick<VerifyOrder, "approvals" | "scans" | "capsule">,
  { files }: Pick<VerifyPorts, "files">,
): Promise<readonly GivenStatement[]> {
  const { capsule } = order;
  const limit = LIMITS[kind];
  const named = order[limit.named] ?? [];
  const given: GivenStatement[] = [];
  for (const file of named) given.push({ file, isNamed: true, bytes: await files.read(file, limit.bytes) });
  const beside = "path" in capsule ? await filesBeside(kind, capsule.path, files) : [];
  const found = beside.filter((file) => !named.includes(file));
  if (named.length + found.length > limit.files) {
    throw new Fault("statements-too-many", `there are more than ${limit.files} ${limit.named}`, {
      hint: "keep those that the policy names, and move the others to another folder",
    });
  }
  for (const file of found) {
    // What only lies there and cannot be read hides nothing that can.
    given.push({ file, isNamed: false, bytes: await orFault(() => files.read(file, limit.bytes)) });
  }
  return given;
}

async function filesBeside(kind: BesideKind, capsule: string, files: VerifyPorts["files"]): Promise<string[]> {
  const folder = files.folderOf(capsule);
  const own = files.nameOf(capsule);
  const entries = await files.list(folder);
  return entries.flatMap(({ name, kind: is }) =>
    is === "file" && name !== undefined && isBesideName(kind, name, own) ? [files.join(folder, name)] : [],
  );
}
