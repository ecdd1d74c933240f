import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { schemaId } from "../../src/domain/home.ts";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { guideBlocks } from "../guide-blocks.ts";
import { capsule, newFolder } from "../run-program.ts";
import { CAPSULE, type EmbargoedRelease, embargoedRelease, jobEnv, jsonOf, LOG, readIn } from "./embargoed-release.ts";

/** A fix that distributors get before everybody, and that a log knows of before anybody can tell what it knows. */
const sigstore = await startGitHubSigstore();
afterAll(() => sigstore.close());

const FUTURE = "2099-11-24T16:00:00Z";
let release: EmbargoedRelease;
beforeAll(async () => {
  release = await embargoedRelease(sigstore, FUTURE);
}, 120_000);

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const [SECRET, ARCHIVE] = ["ACME-2026-1.embargo.json", "ACME-2026-1.handover.tar"];

describe("a hand-over", () => {
  let archive: Buffer;
  let unpacked: string;
  beforeAll(async () => {
    const { status, stdout } = await release.embargo("hand-over");
    expect([status, stdout]).toEqual([0, expect.stringContaining("WRITTEN  for distributors")]);
    archive = readFileSync(join(release.folder, ARCHIVE));
    unpacked = newFolder();
    writeFileSync(join(unpacked, ARCHIVE), archive);
    execFileSync("tar", ["-xf", ARCHIVE], { cwd: unpacked });
  });
  const inside = () => join(unpacked, "octo-tool-1.2.3");

  test("is the release, its evidence and a page, for the owner's eyes alone, and the same bytes again", async () => {
    expect(readdirSync(inside()).sort()).toEqual(
      [
        "HANDOVER.md",
        "tool.bin",
        ...readdirSync(join(release.folder, "out")).filter((name) => !name.startsWith(".")),
      ].sort(),
    );
    expect(statSync(join(release.folder, ARCHIVE)).mode & 0o777).toBe(0o600);
    mkdirSync(join(release.folder, "again"));
    const again = await release.embargo("hand-over", ["--out", `again/${ARCHIVE}`]);
    expect(again.status).toBe(0);
    expect(sha256(readFileSync(join(release.folder, "again", ARCHIVE)))).toBe(sha256(archive));
  });

  test("says until when nothing may be public, who may have it, and how it is verified, which works", async () => {
    const page = readFileSync(join(inside(), "HANDOVER.md"), "utf8");
    expect(page).toContain("**Nothing of this may be public before 2099-11-24, 16:00 UTC**");
    expect(page).toContain("- Debian\n");
    expect(page).toContain(sha256(readFileSync(join(release.folder, "tool.bin"))));
    const [verify] = guideBlocks(page).filter(({ section }) => section === "Verify it");
    const command = (verify?.text ?? "").split("\n").slice(2).join(" ").replaceAll("\\", "");
    expect(command).toMatch(/^node \.\.\/verify\.js verify octo-tool-1\.2\.3\.capsule/);
    cpSync(join(release.folder, "k.pub"), join(inside(), "release-key.pem"));
    cpSync(sigstore.trustedRootPath, join(inside(), "trusted_root.json"));
    const [, , , ...words] = command.split(/\s+/);
    const { status, stdout } = await capsule(["verify", ...words], { cwd: inside() });
    expect([status, stdout]).toEqual([0, expect.stringContaining("VERIFIED")]);
  });

  test("holds no file that lies beside the capsule and is not of the release", async () => {
    writeFileSync(join(release.folder, "out", "secret.key"), "a key\n");
    expect((await release.embargo("hand-over", ["--out", "guarded.tar"])).status).toBe(0);
    const listed = execFileSync("tar", ["-tf", join(release.folder, "guarded.tar")], { encoding: "utf8" });
    expect(listed).not.toContain("secret.key");
    rmSync(join(release.folder, "out", "secret.key"));
  });

  test("needs every file of the release, unchanged", async () => {
    writeFileSync(join(release.folder, "tool.bin"), "another tool\n");
    const changed = await release.embargo("hand-over", ["--json"]);
    writeFileSync(join(release.folder, "tool.bin"), "the fixed tool\n");
    expect(changed).toMatchObject({ status: 1, stderr: expect.stringContaining("nothing was done") });
    const words = ["embargo", "hand-over", "--json", "--key", "k.pub", "--trusted-root", sigstore.trustedRootPath];
    const none = await capsule([...words, "announcement.json", CAPSULE], { cwd: newEmpty() });
    expect(none.status).not.toBe(0);
  });

  /** The release without its file. */
  function newEmpty(): string {
    const folder = newFolder();
    mkdirSync(join(folder, "out"));
    for (const name of ["announcement.json", "k.pub", CAPSULE]) cpSync(join(release.folder, name), join(folder, name));
    return folder;
  }

  const hasAge = (() => {
    try {
      return execFileSync("sh", ["-c", "command -v age"], { encoding: "utf8" }) !== "";
    } catch {
      return false;
    }
  })();
  test.skipIf(!hasAge)("is encrypted to a distributor and back by the commands of the page, with age itself", () => {
    const page = readFileSync(join(inside(), "HANDOVER.md"), "utf8");
    const [block] = guideBlocks(page).filter(({ section }) => section === "Keep it secret");
    execFileSync("sh", ["-ec", "age-keygen -o mine.key 2>/dev/null; age-keygen -y mine.key > recipients.txt"], {
      cwd: unpacked,
    });
    const [encrypt = "", decrypt = ""] = (block?.text ?? "").split("\n");
    execFileSync("sh", ["-ec", encrypt], { cwd: unpacked });
    expect(readFileSync(join(unpacked, `${ARCHIVE}.age`)).includes("HANDOVER")).toBe(false);
    rmSync(join(unpacked, ARCHIVE));
    execFileSync("sh", ["-ec", decrypt], { cwd: unpacked });
    expect(sha256(readFileSync(join(unpacked, ARCHIVE)))).toBe(sha256(archive));
  });
});

describe("a commitment", () => {
  test("is what a log learns, and no word of the release; the salt stays in a private file", async () => {
    const dry = await release.embargo("commit", [...LOG, "--dry-run", "--json"]);
    expect(jsonOf(dry)).toMatchObject({ dryRun: true, commitment: null, steps: [{ does: "commit", status: "would" }] });
    expect(readdirSync(release.folder)).not.toContain(SECRET);
    const made = await release.embargo("commit", [...LOG, "--json"]);
    expect([made.status, made.stderr]).toEqual([0, expect.any(String)]);
    const { commitment, steps } = jsonOf(made);
    expect(steps).toEqual([{ does: "commit", about: "octo-tool 1.2.3", status: "done", at: "leaf 1" }]);
    const secret = JSON.parse(readIn(release.folder, SECRET));
    expect(statSync(join(release.folder, SECRET)).mode & 0o777).toBe(0o600);
    const type = "https://release-capsule.github.io/release-capsule/commitment/v1\n";
    const own = Buffer.concat([Buffer.from(type), Buffer.from(secret.salt, "hex"), Buffer.from(secret.root, "hex")]);
    expect(commitment).toBe(sha256(own));
    const payloads = join(release.folder, "release-log/payloads");
    for (const name of readdirSync(payloads).filter((one) => one !== "policy.json")) {
      const { dsseEnvelope } = JSON.parse(readIn(payloads, name));
      const statement = Buffer.from(dsseEnvelope.payload, "base64").toString();
      expect(JSON.parse(statement)).toMatchObject({
        subject: [{ digest: { sha256: commitment } }],
        predicate: { effect: "committed", reason: "none" },
      });
      for (const word of ["1.2.3", "octo-tool@", secret.salt, secret.root]) expect(statement).not.toContain(word);
    }
    expect(`${made.stdout}${made.stderr}`).not.toContain(secret.salt);
  });

  test("is not made again: the log has it", async () => {
    const again = await release.embargo("commit", [...LOG, "--json"]);
    expect(jsonOf(again).steps).toEqual([expect.objectContaining({ status: "already", at: "leaf 1" })]);
  });

  test("with the private file of another release is refused", async () => {
    const other = { schema: schemaId("embargo"), id: "ACME-2026-1", root: "1".repeat(64), salt: "2".repeat(64) };
    for (const content of [JSON.stringify(other), "{", JSON.stringify({ ...other, id: "B" })]) {
      writeFileSync(join(release.folder, "other.json"), content);
      const refused = await release.embargo("commit", [...LOG, "--secret", "other.json", "--json"]);
      expect([refused.status, jsonOf(refused).code]).toEqual([2, "configuration-invalid"]);
    }
  });
});

describe("the day", () => {
  test("is waited for, and only a reason ends the waiting", async () => {
    const early = await release.embargo("lift", [...LOG, "--elsewhere", "--json"]);
    expect([early.status, jsonOf(early).code]).toEqual([2, "embargo-refused"]);
    expect(jsonOf(early).message).toContain(`it is to become public at ${FUTURE}, in `);
    const unreasoned = await release.embargo("lift", [...LOG, "--elsewhere", "--force", "--json"]);
    expect([unreasoned.status, jsonOf(unreasoned).code]).toEqual([2, "usage"]);
    const dry = await release.embargo("lift", [...LOG, "--elsewhere", "--dry-run", "--json"]);
    expect(jsonOf(dry).steps.map(({ does, status }: Record<string, string>) => [does, status])).toEqual([
      ["opened", "would"],
      ["published", "would"],
      ["yanked", "would"],
    ]);
    expect(jsonOf(dry).early).toContain("in ");
  });

  test("needs a token for GitHub, or the word that the release is public elsewhere", async () => {
    const refused = await release.embargo("lift", [...LOG, "--force", "--reason", "x", "--json"]);
    expect([refused.status, jsonOf(refused).code]).toEqual([2, "usage"]);
  });

  test("by somebody else is refused, and the log stays as it was", async () => {
    const stranger = jobEnv(sigstore, "octo-org/another");
    const refused = await release.embargo(
      "lift",
      [...LOG, "--elsewhere", "--force", "--reason", "x", "--json"],
      stranger,
    );
    expect([refused.status, jsonOf(refused).code]).toEqual([1, "statement-unauthorised"]);
  });

  test("opens the commitment, publishes and withdraws, once; a verifier sees since when it was known", async () => {
    const reason = ["--force", "--reason", "it became known", "--json"];
    const lifted = await release.embargo("lift", [...LOG, "--elsewhere", ...reason]);
    expect([lifted.status, lifted.stderr]).toEqual([0, expect.any(String)]);
    expect(jsonOf(lifted)).toMatchObject({ early: "it became known", dryRun: false });
    const schema = new URL("../../docs/schemas/embargo-result.json", import.meta.url);
    const isResult = new Ajv2020().compile(JSON.parse(readFileSync(schema, "utf8")));
    expect([isResult(jsonOf(lifted)), isResult.errors]).toEqual([true, null]);
    expect(jsonOf(lifted).steps).toEqual([
      { does: "opened", about: "octo-tool 1.2.3", status: "done", at: "leaf 2" },
      { does: "published", about: "octo-tool 1.2.3", status: "done", at: "leaf 3" },
      { does: "yanked", about: "octo-tool 1.2.2", status: "done", at: "leaf 4" },
    ]);
    const again = await release.embargo("lift", [...LOG, "--elsewhere", ...reason]);
    expect(jsonOf(again).steps.map(({ status }: { status: string }) => status)).toEqual([
      "already",
      "already",
      "already",
    ]);
    const line = `timeline --json --log-signer ${release.logKey} release-log ${CAPSULE}`;
    const { entries, state } = jsonOf(await release.run(line));
    expect(state.effective).toBe("published");
    const row = entries.find(({ says }: { says: string }) => says === "opened");
    expect(row).toMatchObject({ standing: "in-effect", knownSince: expect.stringMatching(/^20\d\d-.*Z$/) });
    const text = (await release.run(line.replace(" --json", ""))).stdout;
    expect(text).toMatch(new RegExp(`opened +in effect  known since ${row.knownSince}`));
    const old = `state --json --log-signer ${release.logKey} release-log old/octo-tool-1.2.2.capsule`;
    expect(jsonOf(await release.run(old)).state.effective).toBe("yanked");
    const by = `--key k.pub --log release-log --log-signer ${release.logKey}`;
    const verified = await release.run(`verify ${by} --report report.html ${CAPSULE} tool.bin`);
    expect([verified.status, verified.stdout]).toEqual([0, expect.stringContaining("VERIFIED")]);
    expect(readIn(release.folder, "report.html")).toContain(`Known since ${row.knownSince}`);
  });

  test("without the private file opens nothing, and says so; the fix is never withdrawn", async () => {
    const words = ["--elsewhere", "--dry-run", "--secret", "none.json"];
    const dry = await release.embargo("lift", [...LOG, ...words]);
    expect([dry.status, dry.stderr]).toEqual([0, expect.stringContaining('there is no "none.json"')]);
    expect(dry.stdout).not.toContain("opened");
    const own = await release.embargo("lift", [...LOG, ...words, "--json", "--affected", CAPSULE]);
    expect([own.status, jsonOf(own).code]).toEqual([2, "usage"]);
    expect(jsonOf(own).message).toContain("would be withdrawn");
  });

  test("without a commitment of its own file opens nothing", async () => {
    const { root } = JSON.parse(readIn(release.folder, SECRET));
    const other = { schema: schemaId("embargo"), id: "ACME-2026-1", root, salt: "2".repeat(64) };
    writeFileSync(join(release.folder, "other.json"), JSON.stringify(other));
    const words = ["--elsewhere", "--force", "--reason", "x", "--json", "--secret", "other.json"];
    const refused = await release.embargo("lift", [...LOG, ...words]);
    expect([refused.status, jsonOf(refused).code]).toEqual([1, "opening-refused"]);
  });
});
