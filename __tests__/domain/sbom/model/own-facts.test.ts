import { describe, expect, test } from "vitest";
import type { Component, Inventory } from "../../../../src/domain/sbom/model/inventory.ts";
import { withOwnFacts } from "../../../../src/domain/sbom/model/own-facts.ts";
import { parsePurl } from "../../../../src/domain/sbom/model/purl.ts";
import type { SbomDocument } from "../../../../src/domain/sbom/model/sbom-document.ts";
import { readSbom } from "../../../../src/domain/sbom/read/read-sbom.ts";
import { formatCycloneDx } from "../../../../src/domain/sbom/write/cyclonedx.ts";
import { formatSpdx23 } from "../../../../src/domain/sbom/write/spdx-2-3.ts";
import { formatSpdx301 } from "../../../../src/domain/sbom/write/spdx-3-0-1.ts";

const DIGEST = "a".repeat(64);
const ACME = { name: "acme", url: "https://github.com/acme", email: undefined };

function component(one: Partial<Component> & { name: string }): Component {
  return {
    ...{ ref: one.name, kind: "library", group: undefined, version: undefined, purl: undefined, hashes: [] },
    ...{ licenses: [], scope: "runtime", firstParty: false, foundIn: [], origin: undefined, commit: undefined },
    properties: [],
    ...one,
  } as Component;
}

const root = component({
  ...{ name: "tool-linux", kind: "file", firstParty: true },
  hashes: [{ algorithm: "SHA-256", hex: DIGEST }],
});
const program = component({
  ...{ name: "tool", group: "github.com/Acme", kind: "application", ref: "go-program:tool-linux#x" },
  unversioned: { type: "golang", namespace: "github.com/Acme", name: "tool" },
});

function inventory(...components: Component[]): Inventory {
  const completeness = [{ level: "complete" as const, refs: [root.ref], reason: "x" }];
  return { root, components, edges: [], completeness, recognised: [], remarks: [], unread: [] };
}

function documentOf(own: SbomDocument["own"]): SbomDocument {
  return { epoch: 0, tool: { name: "t", version: "1" }, producer: ACME, ...(own && { own }) };
}

const RELEASE = documentOf({ version: "1.2.3", repository: "github.com/acme/tool", isRelease: true });

describe("what a release knows of its own", () => {
  test("gives the module of a Go program version, package URL and maker (L11)", () => {
    const { components } = withOwnFacts(inventory(program), RELEASE);
    expect(components[0]).toMatchObject({
      ...{ version: "v1.2.3", purl: "pkg:golang/github.com/Acme/tool@v1.2.3", supplier: ACME, firstParty: true },
    });
  });

  test("gives nothing to a Go program of others, nor to one that its builder gave a version", () => {
    const foreign = component({
      ...{ name: "other", group: "github.com/acme", kind: "application" },
      unversioned: { type: "golang", namespace: "github.com/acme", name: "other" },
    });
    const stamped = { ...componentOf("pkg:golang/github.com/acme/tool@v1.0.0"), version: "v1.0.0" };
    const { components } = withOwnFacts(inventory(foreign, { ...stamped, kind: "application" }), RELEASE);
    expect(components.map(({ version }) => version)).toEqual([undefined, "v1.0.0"]);
    expect(components.map(({ supplier }) => supplier?.name)).toEqual([undefined, "acme"]);
  });

  test("knows the module of its go.mod, wherever the repository is", () => {
    const own = { version: "1.2.3", repository: undefined, modules: ["example.com/tool"], isRelease: true };
    const vanity = {
      ...program,
      group: "example.com",
      unversioned: { type: "golang", namespace: "example.com", name: "tool" },
    };
    const { components } = withOwnFacts(inventory(vanity), documentOf(own));
    expect(components[0]?.purl).toBe("pkg:golang/example.com/tool@v1.2.3");
  });

  test("gives a released file the version of the release, and any other file its digest", () => {
    expect(withOwnFacts(inventory(), RELEASE).root.version).toBe("1.2.3");
    const checkout = documentOf({ version: "1.2.3", repository: undefined, isRelease: false });
    expect(withOwnFacts(inventory(), checkout).root.version).toBe(`sha256:${DIGEST}`);
    expect(withOwnFacts(inventory(), documentOf(undefined)).root.version).toBe(`sha256:${DIGEST}`);
  });

  test("does not make a version of Go of one that is none to it", () => {
    const own = { version: "2024.11", repository: "github.com/acme/tool", isRelease: true };
    const [made] = withOwnFacts(inventory(program), documentOf(own)).components;
    expect(made).toMatchObject({ version: undefined, purl: "pkg:golang/github.com/Acme/tool" });
  });
});

function componentOf(purl: string): Component {
  const { namespace, name } = parsePurl(purl);
  return component({ ref: purl, purl, name, group: namespace });
}

test("of a Go program whose module has no name that Go would take, no package URL is made", () => {
  const hostile = {
    ...program,
    name: "..",
    group: "github.com/acme/tool",
    unversioned: { type: "golang", name: ".." },
  };
  const long = { ...program, group: "github.com/acme/tool", name: "x".repeat(5000) };
  for (const one of [hostile, long])
    expect(withOwnFacts(inventory(one), RELEASE).components[0]).toMatchObject({ purl: undefined, supplier: ACME });
});

test("the maker of a package is the owner of its namespace, and nobody where the registry has none", () => {
  const purls = [
    "pkg:npm/%40babel/core@7.0.0",
    "pkg:npm/left-pad@1.0.0",
    "pkg:golang/github.com/spf13/cobra/doc@v1.0.0",
    "pkg:golang/stdlib@1.22.0",
    "pkg:pypi/idna@3.10",
    "pkg:maven/g/a@1?repository_url=example.com",
    "pkg:deb/debian/bash@5",
  ];
  const { components } = withOwnFacts(inventory(...purls.map(componentOf)), RELEASE);
  expect(components.map(({ supplier }) => supplier?.name)).toEqual([
    ...["@babel", undefined, "github.com/spf13", "The Go Authors", undefined, undefined, "debian"],
  ]);
});

test.each([
  ["CycloneDX", formatCycloneDx],
  ["SPDX 2.3", formatSpdx23],
  ["SPDX 3.0.1", formatSpdx301],
])("%s says version and maker of every file and of the own program (L11)", (_name, format) => {
  const file = component({ name: "lib/x.so", kind: "file", hashes: [{ algorithm: "SHA-256", hex: DIGEST }] });
  const read = readSbom(format(inventory(program, file), RELEASE));
  const all = [read.inventory.root, ...read.inventory.components];
  expect(all.map(({ version }) => version).sort()).toEqual(["1.2.3", `sha256:${DIGEST}`, "v1.2.3"]);
  expect([...read.about.supplied].sort()).toEqual(all.map(({ ref }) => ref).sort());
});
