import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runCli } from "../../src/doors/cli/run-cli.ts";
import { surroundings } from "../../src/doors/wire.ts";
import { CONFORMANCE_IDENTITY, CONFORMANCE_ISSUER } from "../corpus/conformance-signer.ts";

// Runs the verification suite of sigstore-conformance through our command line, each case by path and by digest:
//   npm run conformance -- SUITE/test/assets/bundle-verify
// The suite is public and stays outside of this repository. The last line counts; the exit code is 1 if a case went wrong, or if
// the folder that was named is not there.

const named = process.argv[2];
const folder = resolve(named ?? "../sigstore-conformance/test/assets/bundle-verify");
process.exitCode = await main();

async function main(): Promise<0 | 1> {
  if (!existsSync(folder)) {
    print("conformance: absent");
    return named === undefined ? 0 : 1;
  }
  let [right, total] = [0, 0];
  for (const name of readdirSync(folder)) {
    if (!existsSync(join(folder, name, "bundle.sigstore.json"))) continue;
    for (const artifact of artifactsOf(name)) {
      total += 1;
      const text: string[] = [];
      const exitCode = await run([...optionsOf(name), artifact], text);
      const expected = !name.endsWith("_fail");
      if ((exitCode === 0) === expected && exitCode !== 4) right += 1;
      else print(`${name}: exit ${exitCode}: ${text.join("").trim()}`);
    }
  }
  print(`conformance: ${right}/${total}`);
  return right === total ? 0 : 1;
}

/** The path and the digest of the file that was signed. */
function artifactsOf(name: string): string[] {
  const own = join(folder, name, "artifact");
  const path = existsSync(own) ? own : join(folder, "..", "a.txt");
  const shared = existsSync(path) ? path : join(folder, "a.txt");
  return [shared, `sha256:${createHash("sha256").update(readFileSync(shared)).digest("hex")}`];
}

/** In the order of the protocol. */
function optionsOf(name: string): string[] {
  const file = (part: string) => join(folder, name, part);
  const text = (part: string, otherwise: string) =>
    existsSync(file(part)) ? readFileSync(file(part), "utf8").trim() : otherwise;
  const signer = existsSync(file("key.pub"))
    ? ["--key", file("key.pub")]
    : [
        "--certificate-identity",
        text("identity", CONFORMANCE_IDENTITY),
        "--certificate-oidc-issuer",
        text("issuer", CONFORMANCE_ISSUER),
      ];
  const trust = existsSync(file("trusted_root.json")) ? ["--trusted-root", file("trusted_root.json")] : [];
  return ["verify-bundle", "--bundle", file("bundle.sigstore.json"), ...signer, ...trust];
}

function run(argv: readonly string[], text: string[]): Promise<number> {
  return runCli(argv, {
    ...surroundings(folder, process.stderr),
    out: (line) => void text.push(line),
    err: (line) => void text.push(line),
    paint: (_, line) => line,
    program: ["capsule"],
  });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
