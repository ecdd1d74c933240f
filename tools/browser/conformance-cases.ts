import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import { EMBEDDED_ROOTS } from "../../src/domain/sigstore/embedded-roots.ts";
import { CONFORMANCE_IDENTITY, CONFORMANCE_ISSUER } from "../corpus/conformance-signer.ts";
import type { CorpusCase } from "../corpus/judge-case.ts";
import type { CaseSet } from "./corpus-cases.ts";

const TITLE = "conformance";
const BUILT_IN = "the built-in trusted root";

/** The cases of a folder `bundle-verify` of sigstore-conformance, each by its file and by the digest of that. */
export function conformanceCases(folder: string, files: Map<string, Uint8Array>): CaseSet {
  files.set(BUILT_IN, EMBEDDED_ROOTS["public-good"].bytes());
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, "bundle.sigstore.json")));
  return { title: TITLE, cases: names.flatMap((name) => bothWays(name, folder, files)) };
}

function bothWays(name: string, folder: string, files: Map<string, Uint8Array>): CorpusCase[] {
  const give = (path: string): string => {
    const known = `${TITLE}: ${path}`;
    files.set(known, new Uint8Array(readFileSync(path)));
    return known;
  };
  const own = (part: string) => join(folder, name, part);
  const text = (part: string, otherwise: string) =>
    existsSync(own(part)) ? readFileSync(own(part), "utf8").trim() : otherwise;
  const artifact = give([own("artifact"), join(folder, "..", "a.txt")].find(existsSync) ?? join(folder, "a.txt"));
  const signer = existsSync(own("key.pub"))
    ? { key: give(own("key.pub")) }
    : { policy: { san: text("identity", CONFORMANCE_IDENTITY), issuer: text("issuer", CONFORMANCE_ISSUER) } };
  const shared = {
    bundle: give(own("bundle.sigstore.json")),
    trusted_root: existsSync(own("trusted_root.json")) ? give(own("trusted_root.json")) : BUILT_IN,
    ...signer,
    expect: name.endsWith("_fail") ? "reject" : "accept",
  } as const;
  const digest = `sha256:${sha256Hex(files.get(artifact) ?? new Uint8Array())}`;
  return [
    { id: `${name}, by its file`, ...shared, artifact },
    { id: `${name}, by its digest`, ...shared, artifact_digest: digest },
  ];
}
