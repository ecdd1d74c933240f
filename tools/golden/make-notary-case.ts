import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder } from "../../__tests__/run-program.ts";
import {
  INTERMEDIATE,
  ROOT,
  testAuthority,
  testKey,
  testNotaryCertificate,
} from "../../__tests__/signing/test-notary.ts";
import { formatPem } from "../../src/kernel/pem.ts";
import { type Golden, NAME } from "./golden-maker.ts";

const seconds = (time: string): number => Date.parse(time) / 1000;

/** A release that carries a signature of the Notary Project, with certificates that end in 2049. */
export async function addNotaryCase(golden: Golden): Promise<void> {
  const work = newFolder();
  const validity = { notBefore: seconds("2026-01-01T00:00:00Z"), notAfter: seconds("2049-12-31T00:00:00Z") };
  const key = testKey("EC-384");
  const root = testAuthority(ROOT, ROOT, validity);
  const own = testNotaryCertificate({ key, ...validity }, INTERMEDIATE);
  const chain = [own, testAuthority(INTERMEDIATE, ROOT, validity), root];
  writeFileSync(join(work, "sign.key"), key.privateKey.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(join(work, "sign.crt"), chain.map((der) => formatPem(der)).join(""));
  writeFileSync(join(work, "tool.txt"), "a tool\n");
  const signing = ["--notary-key", "sign.key", "--notary-chain", "sign.crt", "--notary-format", "cose"];
  const facts = ["--sigstore", "local", "--name", NAME, "--version", "1.2.3", "--out", "out", "tool.txt"];
  await golden.capsule(["seal", ...signing, ...facts], work, {});
  const config = join(golden.folder("notary"), "config/notation");
  const store = join(config, "truststore/x509/ca/shop");
  mkdirSync(store, { recursive: true });
  writeFileSync(join(store, "root.crt"), formatPem(root));
  const statement = {
    ...{ name: "shop", globalPolicy: true, signatureVerification: { level: "strict" } },
    ...{ trustStores: ["ca:shop"], trustedIdentities: ["x509.subject: C=US, ST=WA, O=Capsule Test"] },
  };
  const policy = JSON.stringify({ version: "1.0", trustPolicies: [statement] });
  writeFileSync(join(config, "trustpolicy.blob.json"), policy);
  golden.put("notary", {
    [`${NAME}-1.2.3.local.capsule`]: readFileSync(join(work, `out/${NAME}-1.2.3.local.capsule`)),
    "local.trusted_root.json": readFileSync(join(work, "out/local.trusted_root.json")),
    "tool.txt": readFileSync(join(work, "tool.txt")),
  });
  const who = ["--identity", "local@capsule-local.invalid", "--issuer", "https://capsule-local.invalid"];
  await golden.add("notary", {
    only: "cli",
    about:
      "sealed by a Sigstore in memory, without a source, with a signature of the Notary Project in the capsule, judged by the trust policy of notation",
    env: { XDG_CONFIG_HOME: "config", APPDATA: "config" },
    verify: [
      ...[...who, "--trusted-root", "local.trusted_root.json", "--notary", "auto"],
      ...["--", `${NAME}-1.2.3.local.capsule`, "tool.txt"],
    ],
  });
}
