import type { EmbargoFile } from "../../domain/announcement/embargo-file.ts";
import { schemaId } from "../../domain/home.ts";
import { commitmentTo } from "../../domain/statements/commitment.ts";
import type { LoggedStatement } from "../../domain/statements/logged-statement.ts";
import { releaseStateStatement } from "../../domain/statements/release-state.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Files } from "../../ports/files.ts";
import { readEmbargo, writeEmbargo } from "./private-file.ts";
import { type LogToTell, type SaidInLog, sayInLog, type ToldLog } from "./say-in-log.ts";

export interface ReleaseToCommit extends Omit<EmbargoFile, "schema"> {
  /** Absolute path of the private file. If it is there, its salt counts. */
  readonly path: string;
}

export interface CommittedRelease extends SaidInLog {
  /** Hex: all that the log learns. Undefined if its salt would only be made. */
  readonly commitment: string | undefined;
}

/**
 * Commits to a release of which nobody may know.
 *
 *   1. file  with the salt, unless it is there: before the log knows, for a commitment without its salt could never be opened
 *   2. hash  the salt and the digest of its root: the log learns this, and nothing else
 *   3. say   it in the log, unless it is there
 *
 * Faults: those of `readEmbargo` and `sayInLog`.
 */
export async function commitRelease(
  { path, ...release }: ReleaseToCommit,
  log: LogToTell,
  { dryRun, files }: { readonly dryRun: boolean; readonly files: Files },
): Promise<CommittedRelease> {
  const known = await readEmbargo(path, release, files);
  const embargo = known ?? { schema: schemaId("embargo"), ...release };
  /* 1 */ if (known === undefined && !dryRun) writeEmbargo(path, embargo, files);
  /* 2 */ const commitment = await commitmentTo(embargo.root, embargo.salt, log.reading.crypto);
  const statement = releaseStateStatement({ sha256: commitment }, { effect: "committed", reason: "none" });
  /* 3 */ const [said] = await sayInLog([statement], log, { dryRun });
  if (said === undefined) throw new Fault("internal", "one statement was said");
  return { ...said, commitment: dryRun && known === undefined ? undefined : commitment };
}

/** The commitment that a file of an embargo was made with. Fault: `opening-refused`. */
export async function findCommitment(
  { root, salt }: EmbargoFile,
  { statements, judged }: ToldLog,
  { reading }: LogToTell,
): Promise<LoggedStatement> {
  const commitment = await commitmentTo(root, salt, reading.crypto);
  const found = statements.find(
    (one) =>
      one.subject.includes(commitment) &&
      one.content.kind === "said" &&
      one.content.state?.effect === "committed" &&
      judged.judge(one).kind === "in-effect",
  );
  if (found !== undefined) return found;
  throw new Fault("opening-refused", "the log has no commitment to this release that was made with this file", {
    hint: "commit before the day; without a commitment remove the file, and nothing is opened",
  });
}
