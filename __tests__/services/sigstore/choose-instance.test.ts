import { expect, test } from "vitest";
import { GITHUB_WEB } from "../../../src/domain/source/github-issuer.ts";
import { chooseInstance } from "../../../src/services/sigstore/choose-instance.ts";
import { parseIdentityToken } from "../../../src/services/sigstore/identity-token.ts";
import { gitHubInstance } from "../../../src/services/sigstore/instances.ts";
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
  expect(gitHubInstance(GITHUB_WEB).logs).toEqual([]);
  expect(String(gitHubInstance(GITHUB_WEB).refusalHint)).toContain("unsafe-public-log");
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

const TENANT = "https://token.actions.tenant.ghe.com";
const SERVER = "https://ghes.example/_services/token";

test("a place of ghe.com signs with GitHub's instance, and with a public log only by the word unsafe (W2)", async () => {
  for (const repository_visibility of ["private", "internal", "public"]) {
    expect(chooseInstance("auto", claims({ iss: TENANT, repository_visibility }), SAFE)).toBe("github");
  }
  const tenant = claims({ iss: TENANT, repository_visibility: "private" });
  await expectFault("public-log-refused", () => chooseInstance("public-good", tenant, SAFE));
});

test("a place of ghe.com has services below its own name, and no built-in trusted root (W2)", () => {
  expect(gitHubInstance("https://octo.ghe.com")).toMatchObject({
    name: "custom",
    certificateAuthority: "https://fulcio.octo.ghe.com",
    timestampAuthorities: ["https://timestamp.octo.ghe.com/api/v1/timestamp"],
    logs: [],
  });
  expect(gitHubInstance(GITHUB_WEB)).toMatchObject({
    name: "github",
    certificateAuthority: "https://fulcio.githubapp.com",
    timestampAuthorities: ["https://timestamp.githubapp.com/api/v1/timestamp"],
  });
});

test("a server needs an instance of its own (W2)", async () => {
  for (const repository_visibility of ["private", "public"]) {
    const server = claims({ iss: SERVER, repository_visibility });
    const fault = await expectFault("configuration-invalid", () => chooseInstance("auto", server, SAFE));
    expect(String(fault.hint)).toContain("with sigstore");
  }
  const server = claims({ iss: SERVER, repository_visibility: "private" });
  await expectFault("configuration-invalid", () => chooseInstance("github", server, SAFE));
  await expectFault("public-log-refused", () => chooseInstance("public-good", server, SAFE));
});

test("an enterprise with an issuer of its own signs where the others of github.com do (W2)", () => {
  const iss = "https://token.actions.githubusercontent.com/octo-enterprise";
  expect(chooseInstance("auto", claims({ iss }), SAFE)).toBe("public-good");
  expect(chooseInstance("auto", claims({ iss, repository_visibility: "private" }), SAFE)).toBe("github");
});

test("an issuer that only looks like GitHub's is not served as GitHub's (W2)", async () => {
  for (const iss of [`${TENANT}.evil`, "https://token.actions.githubusercontent.com.evil/octo", `${SERVER}/`]) {
    await expectFault("configuration-invalid", () => chooseInstance("github", claims({ iss }), SAFE));
  }
});
