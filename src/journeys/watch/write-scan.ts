import { sha256Hex } from "../../crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../domain/attestation/dsse.ts";
import { besideFileName } from "../../domain/capsule/beside-file-name.ts";
import { exactlyThis } from "../../domain/verification/named-signer.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { SigningSession } from "../../ports/signer.ts";
import type { Audit } from "../audit/audit.ts";
import { verifyFile } from "../verify/verify-file.ts";
import type { ReleaseScan, WatchOrder, WatchPorts } from "./watch-order.ts";

interface ScanToWrite {
  readonly scan: ReleaseScan;
  readonly stem: string;
  readonly session: SigningSession | undefined;
  readonly order: WatchOrder & { readonly out: string };
}

/** How the files about a release begin: as its capsule does. A tag could be anything. */
export function stemOf({ root, release }: Audit): string {
  const { name, version } = root?.statement.predicate.release ?? { name: "release", version: release?.id ?? "0" };
  return `${name}-${version}`.replace(/[^A-Za-z0-9._-]/g, "_");
}

/** Writes what a scan found, and resolves to the names. Faults: those of the signer; `self-verification`. */
export async function writeScan({ scan, stem, session, order }: ScanToWrite, ports: WatchPorts): Promise<string[]> {
  const { written, out } = order;
  const statement = encodeUtf8(written.statement(scan));
  const files: (readonly [name: string, bytes: Uint8Array])[] = [
    [`${stem}.scan.json`, encodeUtf8(written.scanJson(scan))],
    [`${stem}.sarif`, encodeUtf8(written.sarif(scan, stem))],
    session === undefined ? [`${stem}.vulns.json`, statement] : await signed({ session, statement, stem }, ports),
  ];
  await ports.files.makeFolder(out);
  for (const [name, bytes] of files) await ports.files.write(ports.files.join(out, name), bytes);
  return files.map(([name]) => name);
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
