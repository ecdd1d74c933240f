import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs openssl, the second implementation of everything about keys, certificates and timestamps. */
export function openssl(args: readonly string[], input?: Uint8Array): Buffer {
  return execFileSync("openssl", args, { input, stdio: ["pipe", "pipe", "pipe"] });
}

/** A new private folder for the files that openssl wants. */
export function scratchFolder(): string {
  return mkdtempSync(join(tmpdir(), "capsule-test-"));
}

export interface TestServerCertificate {
  readonly key: string;
  readonly cert: string;
  /** Path of the PEM file of the authority. */
  readonly caPath: string;
}

/** A certificate for `names`, issued by an authority made for the purpose. */
export function makeServerCertificate(names: readonly string[], days = 2): TestServerCertificate {
  const folder = scratchFolder();
  const at = (name: string): string => join(folder, name);
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl([
    "req",
    "-x509",
    ...newKey,
    "-keyout",
    at("ca.key"),
    "-out",
    at("ca.pem"),
    "-days",
    "2",
    "-subj",
    "/CN=test CA",
  ]);
  openssl(["req", ...newKey, "-keyout", at("leaf.key"), "-out", at("leaf.csr"), "-subj", "/CN=test server"]);
  writeFileSync(at("ext"), `subjectAltName=${names.map((name) => `DNS:${name}`).join(",")}\n`);
  const issue = ["x509", "-req", "-in", at("leaf.csr"), "-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-CAcreateserial"];
  openssl([...issue, "-extfile", at("ext"), "-out", at("leaf.pem"), "-days", String(days)]);
  return {
    key: readFileSync(at("leaf.key"), "utf8"),
    cert: readFileSync(at("leaf.pem"), "utf8"),
    caPath: at("ca.pem"),
  };
}
