import { describe, expect, test } from "vitest";
import type { ExactIdentity, ExpectedRepository } from "../../../../src/domain/sigstore/expected-identity.ts";
import { parseSignerWorkflow, parseWorkflowName } from "../../../../src/domain/source/workflow-name.ts";
import { earlierIdentity } from "../../../../src/domain/verification/identity/earlier-identity.ts";
import { expectFault } from "../../../expect-fault.ts";

const TAGS = { now: "v2", before: "v1" };
const repository = "https://github.com/octo-org/octo-tool";
const path = ".github/workflows/release.yml";
const named = (changes: Partial<ExpectedRepository> = {}): ExpectedRepository => ({
  kind: "repository",
  repository,
  ...changes,
});
const exact = (ref: string): ExactIdentity => ({
  kind: "exact",
  subjectAlternativeName: `${repository}/${path}@${ref}`,
  issuer: "https://issuer.example",
});

describe("of the release before is expected", () => {
  test("the same repository, and its own tag wherever this release's own is expected", () => {
    expect(earlierIdentity(named(), TAGS)).toStrictEqual(named());
    expect(earlierIdentity(named({ sourceRef: "refs/tags/v2" }), TAGS)).toStrictEqual(
      named({ sourceRef: "refs/tags/v1" }),
    );
    for (const sourceRef of ["refs/heads/v2", "refs/tags/v20", "refs/tags/v1"]) {
      expect(earlierIdentity(named({ sourceRef }), TAGS)).toStrictEqual(named({ sourceRef }));
    }
  });

  test("the same workflow, at the earlier tag if it is the repository's own", () => {
    const at = (ref: string | undefined, of = repository) =>
      named({ signerWorkflow: { repository: of, path, ...(ref === undefined ? {} : { ref }) } });
    expect(earlierIdentity(at("refs/tags/v2"), TAGS)).toStrictEqual(at("refs/tags/v1"));
    const letters = "https://github.com/Octo-Org/octo-tool";
    expect(earlierIdentity(at("refs/tags/v2", letters), TAGS)).toStrictEqual(at("refs/tags/v1", letters));
    for (const kept of [
      at("refs/heads/main"),
      at(undefined),
      at("refs/tags/v2", "https://github.com/octo-org/shared"),
    ]) {
      expect(earlierIdentity(kept, TAGS)).toStrictEqual(kept);
    }
  });

  test("the same exact identity, at the earlier tag if it ends with this one", () => {
    expect(earlierIdentity(exact("refs/tags/v2"), TAGS)).toStrictEqual(exact("refs/tags/v1"));
    for (const ref of ["refs/tags/v2.0", "refs/heads/main", "x-refs/tags/v2"]) {
      expect(earlierIdentity(exact(ref), TAGS)).toStrictEqual(exact(ref));
    }
  });

  test("each of several so, and a pattern as it is", () => {
    const several = { kind: "any-of", of: [exact("refs/tags/v2"), named({ sourceRef: "refs/tags/v2" })] } as const;
    expect(earlierIdentity(several, TAGS)).toStrictEqual({
      kind: "any-of",
      of: [exact("refs/tags/v1"), named({ sourceRef: "refs/tags/v1" })],
    });
    const pattern = { kind: "unsafe-pattern", subjectAlternativeName: "@refs/tags/v2", issuer: "x" } as const;
    expect(earlierIdentity(pattern, TAGS)).toBe(pattern);
  });

  test("the same if one of both releases has no tag", () => {
    for (const tags of [
      { now: null, before: "v1" },
      { now: "v2", before: null },
    ]) {
      expect(earlierIdentity(exact("refs/tags/v2"), tags)).toStrictEqual(exact("refs/tags/v2"));
      expect(earlierIdentity(exact("refs/tags/null"), tags)).toStrictEqual(exact("refs/tags/null"));
    }
  });
});

describe("a workflow that a person names", () => {
  test("is one of github.com, of another server or of a whole address, with a ref or any", () => {
    const name = `octo-org/octo-tool/${path}`;
    expect(parseSignerWorkflow(name)).toStrictEqual({ repository, path });
    expect(parseSignerWorkflow(`${name}@refs/tags/a@1`)).toStrictEqual({ repository, path, ref: "refs/tags/a@1" });
    expect(parseSignerWorkflow(`${repository}/${path}`, "https://ghes.example")).toStrictEqual({ repository, path });
    const there = { repository: "https://ghes.example/octo-org/octo-tool", path: path.replace("yml", "yaml") };
    expect(parseSignerWorkflow(name.replace("yml", "yaml"), "https://ghes.example")).toStrictEqual(there);
  });

  test.each([
    ...["", "octo-org/octo-tool", `octo-tool/${path}`, `x/octo-org/octo-tool/${path}`, `http://github.com/a/b/${path}`],
    ...[
      `a/b/${path}@`,
      `a/b/${path}x`,
      `a/b/.github/workflows/x/${path}`,
      "a/b/.github/workflows/.yml",
      `a@x/b/${path}`,
    ],
    ...[`a/b/x/${path}`, `a/b/${path.replace("/workflows", "")}`],
  ])("is not %j", (text) => {
    expect(parseSignerWorkflow(text)).toBeUndefined();
  });

  test("is refused if its repository is not one", async () => {
    await expectFault("repository-invalid", () => parseSignerWorkflow(`ä/b/${path}`));
  });

  test.each([
    ...[` ${repository}/${path}@x`, `${repository}/${path}@x y`, `${repository}/${path}@`, `${repository}/${path}x@y`],
    ...[
      `${repository}/x/${path}@y`,
      `https://a@b/o/n/${path}@y`,
      `https://b/o@x/n/${path}@y`,
      `https://b/o/n n/${path}@y`,
    ],
    ...[
      `${repository}/.github/workflows/a/b.yml@y`,
      `${repository}/.github/workflows/.yml@y`,
      `x${repository}/${path}@y`,
    ],
    ...[`https:///o/n/${path}@y`, `https://b//n/${path}@y`, `https://b/o//${path}@y`, `https://b c/o/n/${path}@y`],
    ...[`https://b/o o/n/${path}@y`, `https://b/o/n@n/${path}@y`, `${repository}/.github/workflows/a@b.yml@y`],
  ])("in a certificate is not %j", (text) => {
    expect(parseWorkflowName(text)).toBeUndefined();
  });

  test("in a certificate ends with .yml or .yaml", () => {
    for (const file of ["a.yml", "a.yaml"]) {
      expect(parseWorkflowName(`${repository}/.github/workflows/${file}@y`)?.path).toBe(`.github/workflows/${file}`);
    }
  });
});
