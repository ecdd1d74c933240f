import { describe, expect, test } from "vitest";
import { readOptionValues } from "../../../src/doors/options/option-values.ts";
import { sealDescription } from "../../../src/doors/options/seal.ts";
import { sealRequest } from "../../../src/doors/requests/seal-request.ts";
import { expectFault } from "../../expect-fault.ts";
import { quietProgress } from "../../quiet-progress.ts";

function request(given: Readonly<Record<string, string>>, assets: readonly string[] = []) {
  const values = readOptionValues(
    new Map(Object.entries({ "github-token": "ghs_secret", ...given }).map(([name, value]) => [name, [value]])),
    sealDescription.options,
    (name) => name,
  );
  return sealRequest(assets, values, { folder: "/work", outParent: "/tmp", progress: quietProgress() });
}

test("publish: none has no forge, so that no release is touched, whatever token there is", () => {
  expect(request({ publish: "none" }).settings.gitHub).toBeUndefined();
  for (const publish of ["standard", "full", "capsule"]) {
    expect(request({ publish }).settings.gitHub).toMatchObject({ token: "ghs_secret", keepDraft: false });
  }
});

describe("backfill", () => {
  test("takes the files of the release where no others are named", () => {
    expect(request({ backfill: "true" }).order).toMatchObject({ backfill: true, assetsFrom: ["release"] });
    expect(request({ backfill: "true" }, ["dist"]).order.assetsFrom).toEqual([]);
    expect(request({ backfill: "true", "assets-from": "list.txt" }).order.assetsFrom).toEqual(["list.txt"]);
    expect(request({}).order).not.toHaveProperty("backfill");
  });

  test.each([{ publish: "none" }, { "dry-run": "true" }, { sigstore: "local" }])(
    "is refused where no public release can be sealed: %o",
    async (given) => {
      await expectFault("usage", () => request({ backfill: "true", ...given }));
    },
  );
});

test("readers are told of the trusted root that was given, but not after a dry run", () => {
  const given = { "trusted-root": "keys/own.json" };
  expect(request(given).order).toMatchObject({ trustedRoot: "/work/keys/own.json" });
  expect(request(given).settings.trustedRoot).toBe("/work/keys/own.json");
  expect(request({ ...given, "dry-run": "true" }).order).not.toHaveProperty("trustedRoot");
});
