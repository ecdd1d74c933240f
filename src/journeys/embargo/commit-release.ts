import type { EmbargoFile } from "../../domain/announcement/embargo-file.ts";
import { lateDays } from "../../domain/announcement/late-days.ts";
import { schemaId } from "../../domain/home.ts";
import { commitmentTo } from "../../domain/statements/commitment.ts";
import type { LoggedStatement } from "../../domain/statements/logged-statement.ts";
import { releaseStateStatement } from "../../domain/statements/release-state.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import type { VerifyPorts } from "../verify/verify-order.ts";
import {
  besideAnnouncement,
  type EmbargoedRelease,
  type EmbargoOrder,
  type RefusedRelease,
  readAnnouncement,
  verifyFix,
} from "./embargoed-release.ts";
import { readEmbargo, writeEmbargo } from "./private-file.ts";
import { type LogToTell, type SaidInLog, sayInLog, type ToldLog } from "./say-in-log.ts";

export interface CommitOrder extends EmbargoOrder {
  /** Absolute path of the private file, by default beside the announcement. If it is there, its salt counts. */
  readonly secret: string | undefined;
  /** 32 bytes of chance. */
  readonly salt: Uint8Array;
  readonly dryRun: boolean;
}

export interface CommittedRelease extends SaidInLog, EmbargoedRelease {
  /** Path of the private file. */
  readonly secret: string;
  /** Hex: all that the log learns. Undefined if its salt would only be made. */
  readonly commitment: string | undefined;
  /** What the policy of the response says of its days. */
  readonly late: readonly string[];
}

/**
 * Commits to a release of which nobody may know.
 *
 *   1. read    the announcement
 *   2. verify  the release, of which the log is told the root alone
 *   3. file    with the salt, unless it is there: before the log knows, for a commitment without its salt could never be opened
 *   4. hash    the salt and the digest of its root: the log learns this, and nothing else
 *   5. say     it in the log, unless it is there
 *
 * Faults: `announcement-malformed`, those of verifying, of `readEmbargo` and `sayInLog`.
 */
export async function commitRelease(
  order: CommitOrder,
  ports: VerifyPorts & { readonly log: () => Promise<LogToTell> },
): Promise<CommittedRelease | RefusedRelease> {
  const { dryRun } = order;
  /* 1 */ const file = await readAnnouncement(order, ports.files);
  /* 2 */ const verified = await verifyFix({ ...order.verify, evidenceOnly: true }, ports);
  if ("refused" in verified) return verified;
  const { root } = verified;
  const log = await ports.log();
  const secret = order.secret ?? besideAnnouncement(order, `${file.id}.embargo.json`, ports.files);
  const release = { id: file.id, root: root.sha256, salt: encodeHex(order.salt) };
  const known = await readEmbargo(secret, release, ports.files);
  const embargo = known ?? { schema: schemaId("embargo"), ...release };
  /* 3 */ if (known === undefined && !dryRun) writeEmbargo(secret, embargo, ports.files);
  /* 4 */ const commitment = await commitmentTo(embargo.root, embargo.salt, log.reading.crypto);
  const statement = releaseStateStatement({ sha256: commitment }, { effect: "committed", reason: "none" });
  /* 5 */ const [said] = await sayInLog([statement], log, { dryRun });
  if (said === undefined) throw new Fault("internal", "one statement was said");
  const shown = dryRun && known === undefined ? undefined : commitment;
  return { ...said, file, root, secret, commitment: shown, late: lateDays(file) };
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
