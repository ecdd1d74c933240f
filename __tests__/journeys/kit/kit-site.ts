import { mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { formatKitStatement, type KitPredicate } from "../../../src/domain/kit/kit-statement.ts";
import { exactlyThis } from "../../../src/domain/verification/identity/named-signer.ts";
import { kitMakingPorts } from "../../../src/doors/wire/kit.ts";
import type { KitToImport } from "../../../src/journeys/kit/import-kit.ts";
import { importKit } from "../../../src/journeys/kit/import-kit.ts";
import { type KitMakingPorts, type KitToMake, makeKit } from "../../../src/journeys/kit/make-kit.ts";
import { formatTar } from "../../../src/kernel/tar.ts";
import { newPrivateKey, pemOf, publicPemOf, spkiOf } from "../../keys/test-keys.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { testClock } from "../../test-clock.ts";

export const TODAY = "2026-11-21T07:00:00Z";

/** A maker of kits with a key, and a folder to import them into. */
export async function kitSite() {
  const folder = temporaryFolder();
  const key = newPrivateKey("Ed25519");
  const keyFile = join(folder, "kit.key");
  writeFileSync(keyFile, pemOf(key));
  const site = join(folder, "site");
  const depot = join(folder, "depot");
  const ports: KitMakingPorts = {
    ...(await kitMakingPorts({
      ...{ sigstore: { kind: "none" }, unsafePublicLog: false, trustedRoot: undefined, progress: quietProgress() },
      key: { key: { path: keyFile }, passphraseFile: undefined, chain: undefined, config: {}, log: false },
    })),
    clock: testClock(TODAY),
    exclusively: (_path, action) => action(),
  };
  const identity = exactlyThis({ kind: "key", publicKey: spkiOf(key) });
  const put = (path: string, bytes: Uint8Array | string): void => {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), bytes);
  };
  put("keys/kit.pub", publicPemOf(key));
  put("assets/tool.bin", Buffer.alloc(70_000, "tool"));
  const make = (name: string, order: Partial<KitToMake> = {}) =>
    makeKit(
      {
        ...{ folder: site, out: join(folder, name), name: "site", sequence: undefined, made: TODAY },
        ...{ expires: "2026-12-31T23:59:59Z", previous: undefined, since: undefined, chunk: undefined, feed: [] },
        ...order,
      },
      ports,
    );
  const importOrder = (name: string, order: Partial<KitToImport> = {}): KitToImport => ({
    ...{ path: join(folder, name), folder: depot, identity, dryRun: false, force: undefined, keep: 2, to: undefined },
    ...order,
  });
  const into = (name: string, order: Partial<KitToImport> = {}) => importKit(importOrder(name, order), ports);

  /** Signs whatever is said, and writes it with whatever entries follow. */
  const forge = async (name: string, { predicate, list, entries, listSha256 }: Forged): Promise<void> => {
    const bytes = Buffer.from(list);
    const payload = formatKitStatement({ listSha256: listSha256 ?? sha256Hex(bytes), predicate });
    const session = await ports.signer.open();
    const bundle = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, payload);
    const tar = formatTar([
      { name: "kit.sigstore.json", bytes: bundle },
      { name: "checksums.txt", bytes },
      ...entries.map(([path, content]) => ({ name: path, bytes: Buffer.from(content) })),
    ]);
    writeFileSync(join(folder, name), tar);
  };
  return { folder, site, depot, ports, identity, put, make, importOrder, into, forge };
}

export interface Forged {
  readonly predicate: KitPredicate;
  readonly list: string;
  readonly entries: readonly (readonly [path: string, content: string])[];
  readonly listSha256?: string;
}

/** What is signed about files, as an honest maker would. */
export function forgedKit(entries: Forged["entries"], more: Partial<KitPredicate> = {}): Forged {
  const amount = { files: entries.length, bytes: entries.reduce((total, [, content]) => total + content.length, 0) };
  return {
    predicate: {
      ...{ name: "site", sequence: 1, made: TODAY, expires: "2026-12-31T23:59:59Z", previous: null, base: null },
      ...{ contents: amount, carried: amount, feed: null, retention: [], ...more },
    },
    list: entries.map(([path, content]) => `${sha256Hex(Buffer.from(content))}  ${path}\n`).join(""),
    entries,
  };
}

/** Each path below a folder, with its content or where it points; what a lock or the log has is left out. */
export function snapshot(folder: string, without: readonly string[] = []): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (path: string, above: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const [at, name] = [join(path, entry.name), `${above}${entry.name}`];
      if (without.includes(name)) continue;
      if (entry.isSymbolicLink()) found[name] = `-> ${readlinkSync(at)}`;
      else if (entry.isDirectory()) walk(at, `${name}/`);
      else found[name] = statSync(at).size > 1e6 ? `${statSync(at).size} bytes` : sha256Hex(readFileSync(at));
    }
  };
  walk(folder, "");
  return found;
}
