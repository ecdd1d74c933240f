import { isApprovalName } from "../../domain/capsule/approval-file-name.ts";
import type { GivenApproval } from "../../domain/policy/judge-approvals.ts";
import { Fault } from "../../kernel/fault.ts";
import { MAX_APPROVAL_BYTES, MAX_APPROVALS } from "../../kernel/limits.ts";
import type { VerifyOrder, VerifyPorts } from "./verify-order.ts";

/**
 * Reads the files that were named as approvals, and those that lie beside the capsule under its name. Faults: those of a file
 * that was named; `approvals-too-many`.
 */
export async function readApprovals(
  { approvals: named = [], capsule }: Pick<VerifyOrder, "approvals" | "capsule">,
  { files }: Pick<VerifyPorts, "files">,
): Promise<readonly GivenApproval[]> {
  const given: GivenApproval[] = [];
  for (const file of named) given.push({ file, isNamed: true, bytes: await files.read(file, MAX_APPROVAL_BYTES) });
  const beside = "path" in capsule ? await filesBeside(capsule.path, files) : [];
  const found = beside.filter((file) => !named.includes(file));
  if (named.length + found.length > MAX_APPROVALS) {
    throw new Fault("approvals-too-many", `there are more than ${MAX_APPROVALS} approvals`, {
      hint: "keep those that the policy names, and move the others to another folder",
    });
  }
  for (const file of found) given.push({ file, isNamed: false, bytes: await readOrFault(file, files) });
  return given;
}

async function filesBeside(capsule: string, files: VerifyPorts["files"]): Promise<string[]> {
  const folder = files.folderOf(capsule);
  const own = files.nameOf(capsule);
  const entries = await files.list(folder);
  return entries.flatMap(({ name, kind }) =>
    kind === "file" && name !== undefined && isApprovalName(name, own) ? [files.join(folder, name)] : [],
  );
}

/** What only lies there and cannot be read hides nothing that can. */
async function readOrFault(file: string, files: VerifyPorts["files"]): Promise<Uint8Array | Fault> {
  try {
    return await files.read(file, MAX_APPROVAL_BYTES);
  } catch (error) {
    if (error instanceof Fault && error.code !== "internal") return error;
    throw error;
  }
}
