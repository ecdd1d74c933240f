import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { describeRelease } from "../../../src/domain/sbom/describe/describe-release.ts";
import { LOCKFILES } from "../../../src/domain/sbom/describe/lockfiles.ts";
import type { Part } from "../../../src/domain/sbom/model/part.ts";
import { readSbom } from "../../../src/domain/sbom/read/read-sbom.ts";
import { formatCycloneDx } from "../../../src/domain/sbom/write/cyclonedx.ts";
import { formatSpdx23 } from "../../../src/domain/sbom/write/spdx-2-3.ts";
import { corpus, ownCorpus } from "../../corpus.ts";
import { cycloneDxFacts, spdxFacts } from "./sbom-facts.ts";
import { cycloneDxErrors, spdx23Errors } from "./sbom-schemas.ts";

/** What an independent parser found in the same files. Edges are pairs of indices into `purls`. */
interface Expected {
  readonly purls: readonly string[];
  readonly edges: readonly (readonly [number, number])[];
  readonly firstParty: readonly string[];
  readonly withHash: number;
  readonly withLicense: number;
}

const DOCUMENT = { epoch: 0, tool: { name: "release-capsule", version: "0.1.0" }, producer: undefined };

/** Sets whose lockfiles do not say which package needs which; of the edges of others, only the root's. */
const WITHOUT_EDGES = /^(?:go|pipenv|pub|go-cosign|gradle-.*|swift-.*|actions-.*)$/;

/** Folders with lockfiles and what an independent program found in them. */
function setsIn(root: string | undefined): string[] {
  return root === undefined ? [] : readdirSync(root).filter((name) => existsSync(`${root}/${name}/expected.json`));
}

describe.each([
  { title: "our own lockfiles", root: ownCorpus("lockfiles"), least: 19 },
  { title: "lockfiles of other projects", root: corpus("sbom"), least: 15 },
])("$title", ({ root = "", least }) => {
  const sets = setsIn(root === "" ? undefined : root);
  test.skipIf(root === "")("are there", () => expect(sets.length).toBeGreaterThanOrEqual(least));

  describe.each(sets)("%s", (set) => {
    const folder = `${root}/${set}`;
    const expected = JSON.parse(readFileSync(`${folder}/expected.json`, "utf8")) as Expected;
    const parts = readSet(folder);
    // The other parser does not say of what repository a package is.
    const components = parts
      .flatMap((part) => part.components)
      .flatMap(({ purl, ...rest }) =>
        purl === undefined ? [] : [{ ...rest, purl: purl.replace(/\?vcs_url=.*$/, "") }],
      );
    const purlOf = new Map(components.map((component) => [component.ref, component.purl]));

    test("finds every component and no other", () => {
      const own = new Set(components.filter((component) => !component.firstParty).map((component) => component.purl));
      expect(expected.purls.filter((purl) => !own.has(purl))).toEqual([]);
      expect([...own].filter((purl) => !expected.purls.includes(purl ?? ""))).toEqual([]);
    });

    test("has edges to find, if its format has any", () => {
      expect(expected.edges.length > 0).toBe(!WITHOUT_EDGES.test(set));
    });

    test("finds at least 99 of 100 edges", () => {
      const found = new Set(
        parts.flatMap((part) => part.edges).map((edge) => `${purlOf.get(edge.from)} ${purlOf.get(edge.to)}`),
      );
      const wanted = expected.edges.map(([from, to]) => `${expected.purls[from]} ${expected.purls[to]}`);
      const lost = wanted.filter((edge) => !found.has(edge));
      expect(lost.length, lost.slice(0, 20).join("\n")).toBeLessThanOrEqual(wanted.length / 100);
    });

    test("is valid and equal in both formats", async () => {
      const inventory = describeRelease({
        name: "x",
        version: "1",
        purl: undefined,
        assets: [],
        sources: filesOf(folder),
      });
      const [cdx, spdx] = [formatCycloneDx(inventory, DOCUMENT), formatSpdx23(inventory, DOCUMENT)];
      expect(await cycloneDxErrors(cdx, "1.6")).toBeNull();
      expect(spdx23Errors(spdx) ?? null).toBeNull();
      expect(spdxFacts(spdx)).toEqual(cycloneDxFacts(cdx));
      expect(readSbom(cdx).problems).toEqual([]);
    });

    test("keeps every hash and licence", () => {
      const listed = components.filter((component) => expected.purls.includes(component.purl ?? ""));
      const distinct = [...new Map(listed.map((component) => [component.purl, component])).values()];
      expect(
        distinct.filter(
          (component) =>
            component.hashes.length > 0 ||
            component.commit !== undefined ||
            component.properties.some((property) => property.name.endsWith(":h1")),
        ).length,
      ).toBeGreaterThanOrEqual(expected.withHash);
      expect(distinct.filter((component) => component.licenses.length > 0).length).toBeGreaterThanOrEqual(
        expected.withLicense,
      );
    });
  });
});

function filesOf(folder: string): { path: string; bytes: Uint8Array }[] {
  return readdirSync(folder)
    .filter((name) => name !== "expected.json" && name !== "SOURCE")
    .map((path) => ({ path, bytes: new Uint8Array(readFileSync(`${folder}/${path}`)) }));
}

function readSet(folder: string): Part[] {
  const prefix = /\/actions-[^/]*$/.test(folder) ? ".github/workflows/" : "";
  const files = filesOf(folder);
  const bytes = new Map(files.map((file) => [file.path, file.bytes]));
  return files.flatMap(({ path: name }) =>
    LOCKFILES.filter((format) => format.recognises(prefix + name)).map((format) =>
      format.read({
        path: prefix + name,
        bytes: bytes.get(name) ?? new Uint8Array(),
        beside: (other) => bytes.get(other),
      }),
    ),
  );
}
