import { sha256Hex } from "../../crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../domain/attestation/dsse.ts";
import { formatStatement, STATEMENT_TYPE } from "../../domain/attestation/statement.ts";
import { OPEN_VEX_TYPE } from "../../domain/attestation/vex-decisions.ts";
import { besideFileName } from "../../domain/capsule/beside-file-name.ts";
import { exactlyThis } from "../../domain/verification/identity/named-signer.ts";
import { riskVex } from "../../domain/vulnerability/risk-vex.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { SigningSession } from "../../ports/signer.ts";
import type { Audit } from "../audit/audit-order.ts";
import { verifyFile } from "../verify/verify-file.ts";
import type { ReleaseScan, WatchOrder, WatchPorts } from "./watch-order.ts";

interface ScanToWrite {
  readonly scan: ReleaseScan;
  readonly audited: Audit;
  readonly session: SigningSession | undefined;
  readonly order: WatchOrder & { readonly out: string };
}

/** How the files about a release begin: as its capsule does. A tag could be anything. */
function stemOf({ root, release }: Audit): string {
  const { name, version } = root?.statement.predicate.release ?? { name: "release", version: release?.id ?? "0" };
  return `${name}-${version}`.replace(/[^A-Za-z0-9._-]/g, "_");
}

/** Writes what a scan found and what was decided about it, and resolves to the names. Faults: those of the signer; `self-verification`. */
export async function writeScan({ scan, audited, session, order }: ScanToWrite, ports: WatchPorts): Promise<string[]> {
  const { written, out } = order;
  const stem = stemOf(audited);
  const statements: (readonly [word: string, statement: Uint8Array])[] = [
    ["vulns", encodeUtf8(written.statement(scan))],
    ...decided(scan, audited).map((statement) => ["openvex", statement] as const),
  ];
  const files: (readonly [name: string, bytes: Uint8Array])[] = [
    [`${stem}.scan.json`, encodeUtf8(written.scanJson(scan))],
    [`${stem}.sarif`, encodeUtf8(written.sarif(scan, stem))],
  ];
  for (const [word, statement] of statements) {
    const bare = [`${stem}.${word}.json`, statement] as const;
    files.push(session === undefined ? bare : await signed({ session, statement, stem }, ports));
  }
  await ports.files.makeFolder(out);
  for (const [name, bytes] of files) await ports.files.write(ports.files.join(out, name), bytes);
  return files.map(([name]) => name);
}

/** The decisions that hold today, as a statement about the capsule that was scanned; none if none is about what was found. */
function decided({ judged, time, subject: { name, sha256 } }: ReleaseScan, { root, repository }: Audit): Uint8Array[] {
  const purl = root?.statement.predicate.release.purl;
  if (purl === undefined || sha256 === undefined) return [];
  const epoch = Math.floor(time.getTime() / 1000);
  const predicate = riskVex(judged.risks, { purl, author: repository, epoch });
  if (predicate === undefined) return [];
  const subject = [{ name, digest: { sha256 } }];
  return [formatStatement({ _type: STATEMENT_TYPE, subject, predicateType: OPEN_VEX_TYPE, predicate })];
}

interface ToSign {
  readonly session: SigningSession;
  readonly statement: Uint8Array;
  readonly stem: string;
}

/** The statement as a bundle under a name that verifying the capsule beside it knows, read back as whoever receives it will. */
async function signed(
  { session, statement, stem }: ToSign,
  ports: WatchPorts,
): Promise<readonly [name: string, bytes: Uint8Array]> {
  const bundle = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, statement);
  const path = ports.files.join(await ports.temporary.make(), "scan.sigstore.json");
  await ports.files.write(path, bundle);
  const trust = ports.signing?.trust ?? ports.trust;
  const read = await verifyFile(
    {
      capsule: { path },
      // A statement of what is known of a file does not vouch for it.
      ...{ assets: [], evidenceOnly: true },
      identity: exactlyThis(session.identity),
    },
    { ...ports, trust },
  );
  if (read.verdict !== "verified") {
    const open = read.claims.find(({ status, required }) => required && status !== "verified");
    throw new Fault("self-verification", `what was signed does not verify: ${open?.reason ?? "nothing was read"}`);
  }
  return [besideFileName("scan", stem, sha256Hex(bundle)), bundle];
}
