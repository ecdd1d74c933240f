import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { schemaId } from "../../../src/domain/home.ts";
import { parseManifest } from "../../../src/domain/release/manifest.ts";
import { chooseRelease } from "../../../src/domain/release/tag/choose-release.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { expectFault } from "../../expect-fault.ts";

const SCHEMA = schemaId("release-manifest");
const yaml = (text: string) => parseManifest(Buffer.from(text), "release/manifest.yaml");
const json = (value: unknown) => parseManifest(Buffer.from(JSON.stringify(value)), "manifest.json");
const ONE = { schema: SCHEMA, name: "tool", assets: ["tool-{version}.tgz"] };

describe("a release manifest", () => {
  test("of one release fills in the tag and leaves everything else open", () => {
    expect(json(ONE)).toEqual([
      {
        ...{ name: "tool", tag: "v{version}", versioning: "semver", assets: ["tool-{version}.tgz"] },
        ...{ packages: undefined, inputs: [], policy: {}, vulnerabilities: {} },
      },
    ]);
  });

  test("may say how old a scan and its database may be", async () => {
    const [release] = yaml(`schema: ${SCHEMA}\nname: tool\nvulnerabilities:\n  database-max-age: 36h\n`);
    expect(release?.vulnerabilities.databaseMaxAge).toBe(36 * 60 * 60);
    for (const age of ["3", "0d", "3w", "-1d"]) {
      const lines = `schema: ${SCHEMA}\nname: tool\nvulnerabilities:\n  database-max-age: ${age}\n`;
      await expectFault("manifest-malformed", () => yaml(lines));
    }
  });

  test("may say how versions are numbered, and leave the files to whoever seals (Y6)", () => {
    const [release] = yaml(`$schema: x\nschema: ${SCHEMA}\nname: tool\nversioning: calver\n`);
    expect(release).toMatchObject({ versioning: "calver", assets: undefined });
  });

  test("names a field that is misspelt, and what a choice may be (Y11)", async () => {
    const refusal = (lines: string) => () => yaml(`schema: ${SCHEMA}\nname: tool\n${lines}\n`);
    expect((await expectFault("manifest-malformed", refusal("asets: [x]"))).message).toMatch(/"asets"/);
    expect((await expectFault("manifest-malformed", () => yaml("asets: [x]\n"))).message).toMatch(/"asets"/);
    expect((await expectFault("manifest-malformed", refusal("versioning: date"))).message).toMatch(
      /has "date".*semver, calver, pep440 or none/,
    );
    expect((await expectFault("manifest-malformed", refusal("policy: {tag: signd}"))).message).toMatch(
      /has "signd".*annotated, signed or verified/,
    );
  });

  test("says what kind of value must stand where another stands", async () => {
    const refusal = async (lines: string) =>
      (await expectFault("manifest-malformed", () => yaml(`schema: ${SCHEMA}\nname: tool\n${lines}\n`))).message;
    expect(await refusal("assets: x")).toBe('the release manifest must have a list at "assets"');
    expect(await refusal("policy: x")).toBe('the release manifest must have a map of fields at "policy"');
    expect(await refusal("tag: [x]")).toBe('the release manifest must have one line of text at "tag"');
  });

  test("says the same in YAML, where every value is text", () => {
    const text = `schema: ${SCHEMA}\nname: tool\nassets: [tool-{version}.tgz, 1.10]\n`;
    expect(yaml(text.replace("[tool-{version}.tgz, 1.10]", '["tool-{version}.tgz", 1.10]'))[0]?.assets).toEqual([
      "tool-{version}.tgz",
      "1.10",
    ]);
  });

  test("of a monorepo gives each component its own tag, and all the shared inputs and policy", () => {
    const input = { name: "rules", source: "https://example.com/rules", pin: "a".repeat(40) };
    const releases = json({
      schema: SCHEMA,
      components: [
        { name: "tool", assets: ["tool.tgz"], inputs: [input] },
        { name: "lib", tag: "packages/lib/v{version}", assets: ["lib.tgz"] },
      ],
      inputs: [{ ...input, name: "shared" }],
      policy: { tag: "signed" },
    });
    expect(releases.map(({ tag }) => tag)).toEqual(["tool-v{version}", "packages/lib/v{version}"]);
    expect(releases[0]?.inputs.map(({ name }) => name)).toEqual(["shared", "rules"]);
    expect(releases.every(({ policy, packages }) => policy.tag === "signed" && packages?.length === 0)).toBe(true);
  });

  test.each([
    ["a field that is not known", { ...ONE, colour: "red" }, /field at "colour" that is not known/],
    ["a policy field that is not known", { ...ONE, policy: { tags: "any" } }, /not known/],
    ["no schema", { name: "tool", assets: ["a"] }, /lacks a value at "schema"/],
    ["the schema of another format", { ...ONE, schema: schemaId("policy") }, /schema/],
    ["no assets", { ...ONE, assets: [] }, /assets/],
    ["an asset that is a path", { ...ONE, assets: ["dist/tool"] }, /assets\.0/],
    ["a name that is none", { ...ONE, name: "a/b" }, /name/],
    ["a tag without a version", { ...ONE, tag: "v1" }, /tag/],
    ["a tag with two versions", { ...ONE, tag: "{version}-{version}" }, /tag/],
    ["a package outside of the checkout", { ...ONE, packages: ["../package.json"] }, /packages\.0/],
    ["a package that climbs after a line end", { ...ONE, packages: ["a\n/../../b"] }, /packages\.0/],
    ["an absolute package", { ...ONE, packages: ["/etc/passwd"] }, /packages\.0/],
    ["a requirement that no check meets", { ...ONE, policy: { require: ["luck"] } }, /require/],
    ["one release and components", { ...ONE, components: [] }, /components|not known/],
    [
      "the same component twice",
      { schema: SCHEMA, components: [ONE, ONE].map(({ schema, ...rest }) => rest) },
      /twice/,
    ],
    [
      "two components with one tag",
      { schema: SCHEMA, components: ["a", "b"].map((name) => ({ name, tag: "v{version}", assets: ["x"] })) },
      /tag .* twice/,
    ],
  ])("with %s is refused", async (_what, value, words) => {
    await expectFault("manifest-malformed", () => json(value));
    expect(() => json(value)).toThrow(words);
  });

  test.each([
    ["a key twice", `schema: ${SCHEMA}\nname: a\nname: b\n`, "manifest-malformed"],
    ["two documents", `schema: ${SCHEMA}\n---\nname: a\n`, "manifest-malformed"],
    ["nothing in it", "", "manifest-malformed"],
    ["a list at its top", "- a\n", "manifest-malformed"],
    ["broken YAML", "a: [", "manifest-malformed"],
  ] as const)("in YAML with %s is refused", async (_what, text, code) => {
    await expectFault(code, () => yaml(text));
  });

  test("in JSON is read strictly (J01)", async () => {
    await expectFault("json-malformed", () => parseManifest(Buffer.from('{"a":1,"a":2}'), "m.json"));
  });

  test("is read or refused, whatever its bytes", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          for (const name of ["m.yaml", "m.json"]) {
            try {
              parseManifest(bytes, name);
            } catch (error) {
              if (!(error instanceof Fault)) throw error;
            }
          }
        },
      ),
    );
  });
});

describe("the release that is meant", () => {
  const releases = json({
    schema: SCHEMA,
    components: [
      { name: "tool", assets: ["a"] },
      { name: "lib", tag: "packages/lib/v{version}", assets: ["b"] },
    ],
  });
  const wanted = { name: undefined, tag: undefined, tags: [] };

  test("is that of the tag", () => {
    expect(chooseRelease(releases, { ...wanted, tag: "packages/lib/v2.0.0-rc.1" })).toMatchObject({
      release: { name: "lib" },
      version: "2.0.0-rc.1",
    });
    expect(chooseRelease(releases, { ...wanted, tags: ["latest", "tool-v1.2.3"] })).toMatchObject({
      release: { name: "tool" },
      tag: "tool-v1.2.3",
      version: "1.2.3",
    });
  });

  test("is that of the name, whatever the tags", () => {
    const both = { ...wanted, name: "lib", tags: ["tool-v1.2.3", "packages/lib/v1.0.0"] };
    expect(chooseRelease(releases, both)).toMatchObject({ release: { name: "lib" }, version: "1.0.0" });
    expect(chooseRelease(releases, { ...wanted, name: "lib" })).toMatchObject({ tag: undefined, version: undefined });
  });

  test("is refused where it is not clear", async () => {
    await expectFault("source-contradiction", () => chooseRelease(releases, wanted));
    await expectFault("source-contradiction", () => chooseRelease(releases, { ...wanted, tag: "v1.2.3" }));
    await expectFault("source-contradiction", () => chooseRelease(releases, { ...wanted, name: "other" }));
    const tags = ["tool-v1.2.3", "packages/lib/v1.0.0"];
    await expectFault("source-contradiction", () => chooseRelease(releases, { ...wanted, tags }));
  });
});
