import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { systemGit } from "../../../src/world/git/git.ts";
import { expectFault } from "../../expect-fault.ts";
import { type GitRepository, gitRepository } from "../../git-repository.ts";
import { newFolder } from "../../run-program.ts";
import { gpgSigner, has, sshSigner } from "../../signed-tags.ts";

const NOW = new Date("2026-11-30T00:00:00Z");

function repositoryWith(): GitRepository & { readonly head: string } {
  const repository = gitRepository(newFolder());
  return { ...repository, head: repository.commit({ a: "1" }) };
}

async function judge({ path }: GitRepository, tag: string, ...keys: string[]) {
  const checkout = await systemGit((name) => process.env[name]).open(path);
  const files = keys.map((key, at) => ({ path: `release/keys-${at}`, bytes: Buffer.from(key) }));
  return checkout?.judgedTag({ tag, keys: files, now: NOW });
}

/** A tag object as somebody writes it by hand, under a ref of that name. */
function forge({ path, git }: GitRepository, tag: string, change: (object: string) => string, from: string): void {
  const object = change(execFileSync("git", ["-C", path, "cat-file", "tag", from], { encoding: "utf8" }));
  const args = ["-C", path, "hash-object", "-t", "tag", "-w", "--stdin"];
  git("update-ref", `refs/tags/${tag}`, execFileSync("git", args, { input: object, encoding: "utf8" }).trim());
}

test("a plain tag, an unsigned one and no tag are told apart, without any key", async () => {
  const repository = repositoryWith();
  repository.git("tag", "plain");
  repository.git("tag", "-a", "-m", "x", "unsigned");
  expect(await judge(repository, "plain")).toEqual({ kind: "lightweight" });
  expect(await judge(repository, "none")).toEqual({ kind: "none" });
  expect(await judge(repository, "unsigned")).toEqual({
    kind: "annotated",
    header: { target: repository.head, type: "commit", name: "unsigned" },
    signature: { verified: false, because: "unsigned" },
  });
});

describe.skipIf(!has("ssh-keygen"))("a tag that an SSH key signed", () => {
  const signer = has("ssh-keygen") ? sshSigner("maintainer@example.com") : undefined;
  const [own = "", other = ""] = has("ssh-keygen") ? [signer?.publicKey, sshSigner("x@example.com").publicKey] : [];
  const signed = (tag = "v1.2.3") => {
    const repository = repositoryWith();
    signer?.sign(repository, tag);
    return repository;
  };

  test("is verified by that key, which is named", async () => {
    const repository = signed();
    expect(await judge(repository, "v1.2.3", other, own)).toMatchObject({
      header: { name: "v1.2.3", target: repository.head },
      signature: { verified: true, signer: expect.stringMatching(/^maintainer@example\.com \(SHA256:\S+\)$/) },
    });
  });

  test("is not verified by another key, by none, or by a file that holds no key", async () => {
    for (const keys of [[other], [""], ["not a key\n"]]) {
      expect(await judge(signed(), "v1.2.3", ...keys)).toMatchObject({ signature: { because: "other-key" } });
    }
  });

  test("is not verified once its text was changed, and keeps the name that it was signed under", async () => {
    const repository = signed();
    forge(repository, "changed", (object) => object.replace("\n\nv1.2.3", "\n\nv1.2.4"), "v1.2.3");
    expect(await judge(repository, "changed", own)).toMatchObject({ signature: { because: "altered" } });
    repository.git("update-ref", "refs/tags/v9.9.9", "refs/tags/v1.2.3");
    expect(await judge(repository, "v9.9.9", own)).toMatchObject({
      header: { name: "v1.2.3" },
      signature: { verified: true },
    });
  });

  test("is not verified by a key whose time has ended, though the tag says that it had not", async () => {
    const old = sshSigner("old@example.com", 'valid-before="20250101" ');
    const repository = repositoryWith();
    old.sign(repository, "v1.2.3");
    expect(await judge(repository, "v1.2.3", old.publicKey)).toMatchObject({ signature: { because: "ended" } });
    expect(await judge(repository, "v1.2.3", old.publicKey.replace("2025", "2036"))).toMatchObject({
      signature: { verified: true },
    });
  });

  test("is judged by nothing that the checkout configures", async () => {
    const repository = signed();
    const [mark, program] = [join(newFolder(), "ran"), join(newFolder(), "program")];
    writeFileSync(program, `#!/bin/sh\ntouch '${mark}'\nexit 0\n`);
    chmodSync(program, 0o755);
    const all = join(newFolder(), "all");
    writeFileSync(all, own);
    for (const name of ["gpg.program", "gpg.ssh.program", "gpg.ssh.defaultKeyCommand"])
      repository.git("config", name, program);
    repository.git("config", "gpg.ssh.allowedSignersFile", all);
    expect(await judge(repository, "v1.2.3", other)).toMatchObject({ signature: { because: "other-key" } });
    expect(existsSync(mark)).toBe(false);
  });

  test("git in a shell says the same of the same key", () => {
    const repository = signed();
    const file = join(newFolder(), "allowed");
    const verify = (keys: string): void => {
      writeFileSync(file, keys);
      repository.git("-c", `gpg.ssh.allowedSignersFile=${file}`, "verify-tag", "v1.2.3");
    };
    expect(() => verify(own)).not.toThrow();
    expect(() => verify(other)).toThrow();
  });
});

describe.skipIf(!has("gpg"))("a tag that an OpenPGP key signed", () => {
  const signers = has("gpg")
    ? {
        own: gpgSigner("maintainer"),
        other: gpgSigner("stranger"),
        ended: gpgSigner("former", { lasts: "30d" }),
      }
    : undefined;
  afterAll(() => {
    for (const signer of Object.values(signers ?? {})) signer.end();
  });
  const signed = (who: "own" | "ended") => {
    const repository = repositoryWith();
    signers?.[who].sign(repository, "v1.2.3");
    return repository;
  };

  test("is verified by that key, whose fingerprint is named, beside others of both kinds", async () => {
    const keys = [signers?.other.publicKey ?? "", signers?.own.publicKey ?? "", "# no SSH key yet\n"];
    expect(await judge(signed("own"), "v1.2.3", ...keys)).toMatchObject({
      signature: { verified: true, signer: expect.stringMatching(/^OpenPGP key [0-9A-F]{40}$/) },
    });
  });

  test("is not verified by another key, by one that has expired, or once it was changed", async () => {
    const repository = signed("own");
    const [own = "", other = "", ended = ""] = ["own", "other", "ended"].map(
      (who) => signers?.[who as "own" | "other" | "ended"].publicKey ?? "",
    );
    expect(await judge(repository, "v1.2.3", other)).toMatchObject({ signature: { because: "other-key" } });
    expect(await judge(signed("ended"), "v1.2.3", ended)).toMatchObject({ signature: { because: "ended" } });
    forge(repository, "changed", (object) => object.replace("\n\nv1.2.3", "\n\nv1.2.4"), "v1.2.3");
    expect(await judge(repository, "changed", own)).toMatchObject({ signature: { because: "altered" } });
  });

  test("a file that only looks like keys of OpenPGP is an open question, not a verified tag", async () => {
    const broken = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----\n";
    await expectFault("program-failed", () => judge(signed("own"), "v1.2.3", broken));
  });
});
