import type { EmbargoFile } from "../../domain/announcement/embargo-file.ts";
import { commitmentTo } from "../../domain/statements/commitment.ts";
import type { LoggedStatement } from "../../domain/statements/logged-statement.ts";
import { releaseStateStatement } from "../../domain/statements/release-state.ts";
import { Fault } from "../../kernel/fault.ts";
import { type LogToTell, type SaidInLog, sayInLog, type ToldLog } from "./say-in-log.ts";

export interface CommittedRelease extends SaidInLog {
  /** Hex: all that the log learns. */
  readonly commitment: string;
}

/**
 * Commits to a release of which nobody may know.
 *
 *   1. hash  the salt and the digest of its root: the log learns this, and nothing else
 *   2. say   it in the log, unless it is there
 *
 * Faults: those of `sayInLog`.
 */
export async function commitRelease(
  { root, salt }: EmbargoFile,
  log: LogToTell,
  how: { readonly dryRun: boolean },
): Promise<CommittedRelease> {
  /* 1 */ const commitment = await commitmentTo(root, salt, log.reading.crypto);
  const statement = releaseStateStatement({ sha256: commitment }, { effect: "committed", reason: "none" });
  /* 2 */ const [said] = await sayInLog([statement], log, how);
  if (said === undefined) throw new Fault("internal", "one statement was said");
  return { ...said, commitment };
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
