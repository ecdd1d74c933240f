import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import type { CertificateFacts } from "../../../../src/domain/sigstore/certificate-facts.ts";
import { isOfRun, sameRun } from "../../../../src/domain/verification/identity/same-run.ts";
import { expectFault } from "../../../expect-fault.ts";

const RUN = "https://github.com/octo-org/octo-tool/actions/runs/33";

function certificate(runInvocationUri: string | undefined, sourceRepositoryDigest = "a".repeat(40)): CertificateFacts {
  const subjectAlternativeName = {
    kind: "uri",
    value: "https://github.com/octo-org/octo-tool/.github/workflows/a.yml",
  };
  const extensions = { sourceRepositoryDigest, ...(runInvocationUri === undefined ? {} : { runInvocationUri }) };
  return { subjectAlternativeName, issuer: "https://token.example", extensions } as unknown as CertificateFacts;
}

function check(root: CertificateFacts, other: CertificateFacts): void {
  const expected = sameRun({ kind: "certificate", certificate: root });
  if (expected.kind === "certificate") expected.require(other);
}

test("another attempt of a run is the same run", () => {
  check(certificate(`${RUN}/attempts/1`), certificate(`${RUN}/attempts/2`));
  check(certificate(undefined), certificate(undefined));
});

test.each([
  ["another run", certificate(`${RUN}4/attempts/1`)],
  ["an attempt at another commit", certificate(`${RUN}/attempts/2`, "b".repeat(40))],
  ["a run that is not named", certificate(undefined)],
  ["another address that ends like an attempt", certificate("https://github.com/octo-org/octo-tool/attempts/1")],
])("%s is refused (B55)", async (_what, other) => {
  await expectFault("identity-mismatch", () => check(certificate(`${RUN}/attempts/1`), other));
});

test("an attempt of two digits is of the same run, and so is the run without one", () => {
  check(certificate(`${RUN}/attempts/1`), certificate(`${RUN}/attempts/12`));
  check(certificate(RUN), certificate(`${RUN}/attempts/1`));
  const of = (one: CertificateFacts) => ({ kind: "certificate", certificate: one }) as const;
  expect(isOfRun(of(certificate(RUN)), of(certificate(`${RUN}/attempts/3`)))).toBe(true);
});

test("what follows an attempt is compared", async () => {
  const [one, two] = ["1", "2"].map((n) => certificate(`${RUN}/attempts/${n}/x`));
  await expectFault("identity-mismatch", () => check(one!, two!));
});

test("the order of the extensions says nothing", () => {
  const of = (extensions: object) => ({ ...certificate(RUN), extensions }) as unknown as CertificateFacts;
  const [a, b, c] = [{ buildTrigger: "push" }, { buildConfigDigest: "d" }, { sourceRepositoryRef: "r" }];
  check(of({ ...a, ...b, ...c }), of({ ...c, ...b, ...a }));
  check(of({ ...b, ...a, ...c }), of({ ...a, ...c, ...b }));
});

test("a key knows no runs: what is beside its root is signed with the same key, and that is its own", () => {
  const [one, other] = [1, 2].map(() => {
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const spki = Uint8Array.from(publicKey.export({ format: "der", type: "spki" }));
    return { kind: "key", publicKey: spki, fingerprint: "ab" } as const;
  });
  expect(sameRun(one!)).toMatchObject({ kind: "key", publicKey: { spki: one!.publicKey } });
  expect(isOfRun(one!, one!)).toBe(true);
  expect(isOfRun(other!, one!)).toBe(false);
  expect(isOfRun(one!, { kind: "certificate", certificate: certificate(RUN) })).toBe(false);
});

test("what is not an attempt of a run of GitHub is compared whole", async () => {
  const [one, two] = ["1", "2"].map((n) => certificate(`https://ci.example/jobs/33/attempts/${n}`));
  await expectFault("identity-mismatch", () => check(one!, two!));
});
