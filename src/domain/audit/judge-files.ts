import { printable } from "../../kernel/printable.ts";
import type { AssetResult } from "../verification/verification.ts";
import { type AuditRow, differs, holds, unseen } from "./audit-row.ts";

/** A file on the release, and what verifying the capsule made of it. */
export interface PublicFile {
  /** As GitHub says it. */
  readonly name: string;
  /** False for what a failed upload left. */
  readonly isWhole: boolean;
  /** Whether its digest is known. */
  readonly isSeen: boolean;
  /** Undefined if it was not compared: its digest was not seen, or nothing says what it must be. */
  readonly result: AssetResult | undefined;
}

/**
 * That the files are exactly the sealed ones. `absent` are results about assets that no file was compared with. What lies there
 * beside the assets and the root accounts for, as the checksum list, holds with them.
 */
export function judgeFiles(files: readonly PublicFile[], absent: readonly AssetResult[]): AuditRow[] {
  const renamed = new Set(files.flatMap(({ result }) => (result?.status === "renamed" ? [result.sealedName] : [])));
  const open = new Set(files.filter(({ result }) => result === undefined).map(({ name }) => name));
  const gone = absent.filter(
    ({ status, sealedName }) => status === "absent" && !renamed.has(sealedName) && !open.has(sealedName ?? ""),
  );
  return [
    ...files.map(judgeFile),
    ...gone.map(({ sealedName = "" }) =>
      differs("asset", "asset-removed", { subject: sealedName, reason: `${printable(sealedName)} is gone` }),
    ),
  ];
}

function judgeFile({ name, isWhole, isSeen, result }: PublicFile): AuditRow {
  const said = (reason: string) => ({ subject: name, reason });
  const shown = printable(name);
  if (!isWhole) return differs("asset", "asset-unfinished", said(`the upload of ${shown} never ended`));
  if (!isSeen) return unseen("asset", "not-readable", said(`the digest of ${shown} could not be seen`));
  if (result === undefined) return unseen("asset", "not-stated", said(`nothing says what ${shown} must be`));
  switch (result.status) {
    case "verified":
      return holds("asset", said(result.reason));
    case "renamed":
      return differs("asset", "asset-renamed", said(result.reason));
    case "not-part":
    case "beside":
      return differs("asset", "asset-added", said(result.reason));
    case "failed":
      return differs("asset", "asset-replaced", said(result.reason));
    case "absent":
    case "unreadable":
    case "not-vouched":
    case "not-asked":
      return unseen("asset", "not-readable", said(result.reason));
  }
}
