import { expect, test } from "vitest";
import { chooseInstance } from "../../../src/services/sigstore/choose-instance.ts";
import { parseIdentityToken } from "../../../src/services/sigstore/identity-token.ts";
import { PUBLIC_INSTANCES } from "../../../src/services/sigstore/instances.ts";
import { expectFault } from "../../expect-fault.ts";
import { GITHUB_CLAIMS, testToken } from "./test-token.ts";

const claims = (more: object) => parseIdentityToken(testToken({ ...GITHUB_CLAIMS, ...more })).claims;
const PUBLIC = claims({});
const PRIVATE = claims({ repository_visibility: "private" });
const INTERNAL = claims({ repository_visibility: "internal" });
const GITLAB = claims({ iss: "https://gitlab.com", ci_config_ref_uri: "x" });
const SAFE = { unsafePublicLog: false };

test("auto signs a public repository, and every identity beyond GitHub, with public-good", () => {
  expect(chooseInstance("auto", PUBLIC, SAFE)).toBe("public-good");
  expect(chooseInstance("auto", GITLAB, SAFE)).toBe("public-good");
});

test("auto signs a private or internal repository with GitHub's instance, which has no public log", () => {
  expect(chooseInstance("auto", PRIVATE, SAFE)).toBe("github");
  expect(chooseInstance("auto", INTERNAL, SAFE)).toBe("github");
  expect(PUBLIC_INSTANCES.github.logs).toEqual([]);
  expect(PUBLIC_INSTANCES.github.refusalHint).toContain("--unsafe-public-log");
});

test("a public log for a private repository needs the word unsafe", async () => {
  expect(chooseInstance("auto", PRIVATE, { unsafePublicLog: true })).toBe("public-good");
  for (const instance of ["public-good", "staging"] as const) {
    await expectFault("public-log-refused", () => chooseInstance(instance, PRIVATE, SAFE));
    expect(chooseInstance(instance, PRIVATE, { unsafePublicLog: true })).toBe(instance);
    expect(chooseInstance(instance, PUBLIC, SAFE)).toBe(instance);
  }
});

test("GitHub's instance serves GitHub alone", async () => {
  expect(chooseInstance("github", PUBLIC, SAFE)).toBe("github");
  await expectFault("configuration-invalid", () => chooseInstance("github", GITLAB, SAFE));
});

test("a token that does not say whether the repository is public decides nothing", async () => {
  for (const repository_visibility of [undefined, "", "PUBLIC", true]) {
    await expectFault("configuration-invalid", () => chooseInstance("auto", claims({ repository_visibility }), SAFE));
  }
});

test("a private repository of another GitHub is not taken for a public one", async () => {
  const tenant = claims({ iss: "https://token.actions.tenant.ghe.com", repository_visibility: "private" });
  await expectFault("configuration-invalid", () => chooseInstance("auto", tenant, SAFE));
  await expectFault("public-log-refused", () => chooseInstance("public-good", tenant, SAFE));
});
