import { createReadStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { PROVENANCE_ENTRY } from "../../src/domain/capsule/entry-names.ts";
import { readCapsule } from "../../src/domain/capsule/read-capsule.ts";
import { CAPSULE_PREDICATE_TYPE } from "../../src/domain/home.ts";
import { capsule } from "../run-program.ts";
import type { Claim } from "./claim.ts";

/** Where a release is sealed, and how it is trusted. */
export interface SigningPlace {
  readonly shape: string;
  readonly log: Claim["log"];
  /** The variables of a job, with those of its token. */
  readonly env: Record<string, string>;
  readonly signingConfigPath: string;
  readonly trustedRootPath: string;
  readonly identity: string;
  readonly issuer: string;
  readonly repository: string;
}

const PROVENANCE_TYPE = "https://slsa.dev/provenance/v1";
const ASSETS: Readonly<Record<string, Buffer>> = {
  "tool-linux-amd64": Buffer.from("the tool for Linux\n"),
  "tool-windows-amd64.exe": Buffer.from("the tool for Windows\n"),
  "tool-1.2.3.tar": Buffer.alloc(3 << 20, 7),
  "NOTES.txt": Buffer.from("what is new\n"),
};

/** Seals a release by the program itself, and gives every claim that its published files and its capsule make. */
export async function sealRelease(place: SigningPlace, folder: string, assets = ASSETS): Promise<Claim[]> {
  const [dist, out] = [join(folder, "dist"), join(folder, "out")];
  mkdirSync(dist, { recursive: true });
  for (const [name, bytes] of Object.entries(assets)) writeFileSync(join(dist, name), bytes);
  const trust = ["--sigstore", place.signingConfigPath, "--trusted-root", place.trustedRootPath];
  const run = await capsule(["seal", ...trust, "--publish", "full", "--json", "--out", out, "dist"], {
    cwd: folder,
    env: place.env,
  });
  if (run.status !== 0) throw new Error(`${place.shape}: the release could not be sealed: ${run.stderr}`);
  const provenance = join(folder, "provenance.sigstore.json");
  const root = join(folder, "root.sigstore.json");
  const { root: rootBundle, entries } = await readCapsule(
    createReadStream(JSON.parse(run.stdout).capsule),
    nodeCryptography,
  );
  writeFileSync(root, rootBundle);
  writeFileSync(provenance, entries.get(PROVENANCE_ENTRY) ?? "");
  const { shape, log, identity, issuer, repository, trustedRootPath: trustedRoot } = place;
  const common = { shape, log, identity, issuer, repository, trustedRoot };
  const message = (label: string, artifact: string, bundle: string): Claim => ({
    ...{ ...common, kind: "message", predicateType: "", label },
    ...{ artifact, bundle },
  });
  const statement = (label: string, artifact: string, [bundle, predicateType]: [string, string]): Claim => ({
    ...{ ...common, kind: "statement", predicateType, label },
    ...{ artifact, bundle },
  });
  const names = Object.keys(assets);
  return [
    message("checksum list", join(out, "checksums.txt"), join(out, "checksums.txt.sigstore.json")),
    ...names.map((name) => message(`asset ${name}`, join(dist, name), join(out, `${name}.sigstore.json`))),
    ...names.map((name) => statement(`provenance of ${name}`, join(dist, name), [provenance, PROVENANCE_TYPE])),
    ...names.map((name) => statement(`root, for ${name}`, join(dist, name), [root, CAPSULE_PREDICATE_TYPE])),
  ];
}
