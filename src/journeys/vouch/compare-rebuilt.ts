import type { RebuiltFile } from "../../domain/attestation/rebuild.ts";
import { isFile } from "../../domain/capsule/root-schema.ts";
import type { VerifiedRoot } from "../../domain/verification/verification.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { type ReadingPorts, readArtifact } from "../verify/read-artifact.ts";

export interface RebuildToCompare {
  readonly folder: string;
  readonly builder: string;
  readonly root: VerifiedRoot;
  /** Path of the capsule: the files beside it are the release's own. */
  readonly capsule: string;
}

export interface Rebuilt {
  readonly builder: string;
  /** Those that are equal, in the order of the root. */
  readonly files: readonly RebuiltFile[];
  /** Assets that are not in the folder. */
  readonly absent: readonly string[];
}

const MOST_NAMED = 5;

/**
 * Compares the files in a folder with the assets of their name. Faults: `rebuild-differs` if one is not the sealed one,
 * `assets-none` if none is there, `usage` for the folder of the release itself.
 */
export async function compareRebuilt(
  { folder, builder, root, capsule }: RebuildToCompare,
  ports: ReadingPorts,
): Promise<Rebuilt> {
  const { files: system } = ports;
  await refuseOwnFolder(folder, system.folderOf(capsule), system);
  const subjects = root.statement.subject.filter(isFile);
  const files: RebuiltFile[] = [];
  const [absent, different]: [string[], string[]] = [[], []];
  for (const { name, digest } of subjects) {
    const path = system.join(folder, name);
    if ((await system.facts(path)) === undefined) {
      absent.push(name);
      continue;
    }
    const { digests } = await readArtifact({ path, algorithms: ["sha256", "sha512"] }, ports);
    if (digests.sha256 === digest.sha256 && digests.sha512 === digest.sha512) files.push({ name, digest });
    else different.push(name);
  }
  if (different.length > 0) throw differs(different, files.length + different.length);
  if (files.length > 0) return { builder, files, absent };
  throw new Fault("assets-none", "no file in the folder has the name of an asset of the release", {
    hint: "name the folder of the files that were built again, each under the name that the release has for it",
  });
}

async function refuseOwnFolder(folder: string, own: string, files: ReadingPorts["files"]): Promise<void> {
  if ((await files.realPath(folder)) !== (await files.realPath(own))) return;
  throw new Fault("usage", "the folder is that of the capsule, where the files of the release itself are", {
    hint: "name another folder, with files that were built again",
  });
}

function differs(names: readonly string[], looked: number): Fault {
  const shown = names.slice(0, MOST_NAMED).map((name) => printable(name));
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : "";
  const verb = names.length === 1 ? "is not the sealed one" : "are not the sealed ones";
  return new Fault(
    "rebuild-differs",
    `${names.length} of ${looked} rebuilt files ${verb}: ${shown.join(", ")}${more}`,
    {
      hint: "nothing was signed; compare what is inside the files to find what the build depends on",
    },
  );
}
