import { describe, expect, test } from "vitest";
import { Fault } from "../../src/kernel/fault.ts";
import { capsuleText } from "../../src/views/capsule-text.ts";
import { columns } from "../../src/views/columns.ts";
import { annotationText, faultText } from "../../src/views/fault-text.ts";
import { sealedReleaseText } from "../../src/views/sealed-release-text.ts";
import { verificationText } from "../../src/views/verification-text.ts";
import { certificate, HEX, HOSTILE, release, root, verification } from "./sample.ts";

const plain = (_style: string, text: string): string => text;
const marked = (style: string, text: string): string => `{${style}:${text}}`;
/** Control and bidirectional characters, but the end of a line. */
const ACTIVE = /(?!\n)[\p{Cc}\p{Cf}]/u;

describe("a fault", () => {
  test("is one sentence, and its hint below it, however many lines it has", () => {
    const fault = new Fault("usage", "nothing", { hint: "add:\n  this" });
    expect(faultText(fault)).toBe("error: nothing\nhint: add:\n        this");
    expect(faultText(new Fault("usage", "nothing"))).toBe("error: nothing");
    expect(annotationText(fault)).toBe("nothing\nhint: add:\n        this");
  });

  test("shows what could act on a terminal as an escape", () => {
    expect(faultText(new Fault("usage", HOSTILE, { hint: HOSTILE }))).not.toMatch(ACTIVE);
  });
});

test("columns begin below each other, and nothing trails", () => {
  expect(
    columns([
      ["a", "bb", "c"],
      ["aaa", "b", ""],
    ]),
  ).toEqual(["  a    bb  c", "  aaa  b"]);
  expect(columns([])).toEqual([]);
});

describe("a verification", () => {
  test("begins with the verdict, says who signed and when, and gives each claim its reason", () => {
    const text = verificationText(verification, plain);
    expect(text).toMatch(/^REJECTED demo 1\.0\.0\n/);
    expect(text).toContain("signed at     2023-11-14T22:13:20Z (log)");
    expect(text).toContain("trusted root  built-in public-good root, of 2026-08-21");
    expect(text).toMatch(/ {2}failed {10}assets {10}not the sealed file\n {4}hint: download again\n/);
    expect(text).toContain("error: there is no file\nhint: look\n      elsewhere");
  });

  test("shows as stated what no certificate says of the source (X12)", () => {
    expect(verificationText(verification, plain)).toMatch(
      /^ +source .*\(.*commit.* as the signer states, in no certificate\)$/m,
    );
  });

  test("lets nothing hostile act on the terminal", () => {
    const text = verificationText(verification, plain);
    expect(text).toContain("evil\\u{1b}[2J\\u{202e}");
    expect(text).not.toMatch(ACTIVE);
  });

  test("colours the verdict and the status alone", () => {
    const text = verificationText(verification, marked);
    expect(text).toContain("{bold:{red:REJECTED}} demo");
    expect(text).toContain("{green:verified}");
    expect(text).toContain("{dim:not applicable}");
    expect(text).not.toContain("{red:evil");
  });

  test("counts files that were not looked at, where there are many", () => {
    const some = (count: number) =>
      verificationText(
        {
          ...verification,
          assets: Array.from({ length: count }, (_, index) => ({
            sealedName: `asset-${index}`,
            looked: undefined,
            status: "not-asked" as const,
            reason: "nobody asked",
          })),
        },
        plain,
      );
    expect(some(10)).toContain("asset-9");
    expect(some(11)).not.toContain("asset-9");
    expect(some(11)).toContain("and 11 files that were not looked at");
  });

  test("names no release, signer or time where the root did not verify", () => {
    const text = verificationText({ ...verification, root: undefined }, plain);
    expect(text).toMatch(/^REJECTED\n/);
    expect(text).not.toContain("signer");
  });

  test("names a key as what it is", () => {
    const signer = { kind: "key" as const, publicKey: new Uint8Array() };
    const shown = verification.root && { ...verification, root: { ...verification.root, signer } };
    expect(verificationText(shown ?? verification, plain)).toContain("a key that was named");
  });
});

describe("a sealed release", () => {
  test("shows the command to verify it, and warns where the local instance signed", () => {
    const text = sealedReleaseText(release(), "capsule verify x", plain);
    expect(text).toMatch(/^SEALED demo 1\.0\.0\n/);
    expect(text).toContain("proves nothing about who sealed them");
    expect(text).toContain(", with changes");
    expect(text.trimEnd().split("\n").at(-1)).toBe("  capsule verify x");
  });

  test("says that nothing was written by a dry run", () => {
    const text = sealedReleaseText(release({ written: undefined }), undefined, plain);
    expect(text).toContain("Nothing was written.");
    expect(text).not.toContain("Verify");
  });

  test("points at the arguments where no command can be written", () => {
    expect(sealedReleaseText(release(), undefined, plain)).toContain("verify.argv");
  });

  test("warns of the local instance only", () => {
    const identity = { ...release().identity, instance: "public-good" as const };
    expect(sealedReleaseText(release({ identity }), "x", plain)).not.toContain("proves nothing");
  });
});

describe("the content of a capsule", () => {
  const shown = {
    sha256: HEX,
    root: { ...root, subject: [{ name: HOSTILE, digest: { sha256: HEX }, annotations: { kind: "image" as const } }] },
    rootSha256: HEX,
    certificate: certificate(),
    entries: [
      { name: "capsule.sigstore.json", size: 1, sha256: HEX, mediaType: undefined, listed: undefined },
      { name: "VERIFY.md", size: 22, sha256: HEX, mediaType: "text/markdown", listed: false },
    ],
  };

  test("is marked as unverified at both ends, and says which entry the root does not list", () => {
    const text = capsuleText(shown, plain);
    expect(text).toMatch(/^UNVERIFIED demo/);
    expect(text.trimEnd().split("\n").at(-1)).toMatch(/^UNVERIFIED/);
    expect(text).toMatch(/22 {2}VERIFY\.md {14}not what the root lists/);
    expect(text).not.toMatch(ACTIVE);
  });
});
