import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { purlOfVersion } from "../../../src/domain/announcement/announced-release.ts";
import type { Announcement } from "../../../src/domain/announcement/announcement.ts";
import { type EffectsDocument, readEffects } from "../../../src/domain/announcement/effect.ts";
import { judgeAffected, worstState } from "../../../src/domain/announcement/judge-affected.ts";
import { requireAgreement } from "../../../src/domain/announcement/require-agreement.ts";
import { csafAdvisory } from "../../../src/domain/announcement/write-csaf.ts";
import { gitHubAdvisory } from "../../../src/domain/announcement/write-ghsa.ts";
import { announcementVex } from "../../../src/domain/announcement/write-open-vex.ts";
import { announcementOsv } from "../../../src/domain/announcement/write-osv.ts";
import { parsePurl } from "../../../src/domain/sbom/model/purl.ts";
import { type KnownPackage, packageOf } from "../../../src/domain/vulnerability/ecosystem.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { type AdvisoryMeaning, meaningOfCsaf, meaningOfOsv } from "../../../tools/advisories/advisory-meaning.ts";
import { type PublishedAdvisory, restateAdvisories } from "../../../tools/advisories/published-advisories.ts";
import published from "./published-advisories.json" with { type: "json" };
import { REBUILT, rebuilt } from "./rebuilt-advisories.ts";

/**
 * Advisories that three projects published, each in two forms, announced again by our writers from their facts. The table holds the facts of
 * the published documents, which are not in the repository; `npm run advisories` makes it.
 */
const TABLE = published as unknown as readonly PublishedAdvisory[];
const FOLDER = process.env["CAPSULE_ADVISORIES"];

const effectsOf = (document: object): EffectsDocument => {
  const read = readEffects(encodeUtf8(JSON.stringify(document)), "advisory.json");
  if (read === undefined) throw new Error("it is not an advisory");
  return read;
};

/** Whether a version of a package is affected, as `capsule affected` answers. */
function isAffected(documents: readonly EffectsDocument[], purl: string, version: string): boolean {
  const name = purlOfVersion(purl, version);
  const asked = { name, sha256: undefined, purl: name, known: knownAs(purl, version) };
  return worstState(judgeAffected([asked], documents)) === "affected";
}

function knownAs(purl: string, version: string): KnownPackage {
  const known = packageOf(parsePurl(purl));
  if (known === undefined) throw new Error(`${purl} is of no ecosystem`);
  return { ...known, version, release: undefined, needsRelease: false };
}

/** A record of OSV that says nothing but which versions a published form says. */
function versionsOnly({ packages }: AdvisoryMeaning): object {
  return {
    ...{ id: "GHSA-2222-2222-2222", modified: "2026-01-01T00:00:00Z" },
    affected: packages.map(({ purl, ranges, affected }) => ({
      package: { ...packageOf(parsePurl(purl)), purl },
      ranges: ranges.map(({ introduced, fixed, last }) => ({
        type: "ECOSYSTEM",
        events: [{ introduced }, ...(fixed ? [{ fixed }] : []), ...(last ? [{ last_affected: last }] : [])],
      })),
      versions: affected,
    })),
  };
}

/** Every version that either side names, and those beside it. */
function probes(...meanings: readonly AdvisoryMeaning["packages"][number][]): string[] {
  const named = meanings.flatMap(({ ranges, affected, fixed }) => [
    ...ranges.flatMap((range) => [range.introduced, range.fixed, range.last]),
    ...affected,
    ...fixed,
  ]);
  const versions = named.filter((one) => one !== undefined).filter((one) => /^\d+\.\d+\.\d+$/.test(one));
  const beside = versions.flatMap((version) => {
    const [major, minor, patch] = version.split(".").map(Number) as [number, number, number];
    return [
      version,
      `${version}-rc.1`,
      `${major}.${minor}.${patch + 1}`,
      ...(patch > 0 ? [`${major}.${minor}.${patch - 1}`] : []),
    ];
  });
  return [...new Set(["0.0.1", ...beside, "99.0.0"])];
}

const only = (texts: readonly string[], others: readonly string[]) => texts.filter((one) => !others.includes(one));

describe.each(REBUILT)("$advisory", (one) => {
  const announcement: Announcement = rebuilt(one);
  const forms = TABLE.filter(({ advisory }) => advisory === one.advisory);
  const [osv, csaf] = [announcementOsv(announcement), csafAdvisory(announcement, "2.0")];
  const [ofOsv, ofCsaf] = [meaningOfOsv(osv), meaningOfCsaf(csaf)];

  test("was published in two forms, and ours agree with each other", () => {
    expect(forms).toHaveLength(2);
    const documents = [osv, csaf, announcementVex(announcement)].map((document, index) => ({
      name: `${index}.json`,
      bytes: encodeUtf8(JSON.stringify(document)),
    }));
    expect(() => requireAgreement(announcement, documents)).not.toThrow();
    for (const field of ["names", "vectors", "people", "published", "modified"] as const) {
      expect([field, ofCsaf[field]]).toEqual([field, ofOsv[field]]);
    }
  });

  test("names, weaknesses and people are those of the published forms together", () => {
    for (const field of ["names", "weaknesses", "people", "vectors"] as const) {
      const theirs = [...new Set(forms.flatMap(({ meaning }) => meaning[field]))].sort();
      expect([field, [...ofOsv[field]].sort()]).toEqual([field, theirs]);
    }
    const references = forms.flatMap(({ meaning }) => meaning.references);
    expect(only(references, ofOsv.references)).toEqual([]);
    expect(only(references, ofCsaf.references)).toEqual([]);
    // Beside them stands where the capsule says that the release of the fix is.
    expect(only(ofOsv.references, references).every((url) => url.includes("/releases/tag/"))).toBe(true);
  });

  test.each(forms)("the times are those of $form", ({ meaning }) => {
    if (meaning.published !== null) expect(ofOsv.published?.startsWith(meaning.published)).toBe(true);
    if (meaning.modified !== null) expect(ofOsv.modified).toBe(meaning.modified);
    if (meaning.commits !== null) expect(ofOsv.commits).toEqual(meaning.commits);
  });

  describe.each(forms)("the versions are those of $form", ({ form, meaning }) => {
    test.each(meaning.packages)("for $purl, in OSV and in CSAF", (theirs) => {
      const ours = ofOsv.packages.find(({ purl }) => purl === theirs.purl);
      if (ours === undefined) throw new Error(`${theirs.purl} is not announced`);
      const isListed = theirs.ranges.length === 0;
      const asked = isListed ? [...theirs.affected, ...theirs.fixed] : probes(theirs, ours);
      const published = [effectsOf(versionsOnly(meaning))];
      const differing = [osv, csaf].map((document) =>
        asked.filter(
          (version) =>
            isAffected(published, theirs.purl, version) !== isAffected([effectsOf(document)], theirs.purl, version),
        ),
      );
      const expected = one.differs.find((other) => other.form === form && other.purl === theirs.purl)?.versions ?? [];
      expect(differing).toEqual([expected, expected]);
      expect(asked.length).toBeGreaterThan(5);
    });
  });

  test("what CSAF lists as fixed is said to be fixed by CSAF and OpenVEX", () => {
    for (const line of announcement.lines) {
      for (const purl of line.packages) {
        const asked = (version: string) => {
          const name = purlOfVersion(purl, version);
          return { name, sha256: undefined, purl: name, known: knownAs(purl, version) };
        };
        for (const document of [csaf, announcementVex(announcement)].map(effectsOf)) {
          const states = (versions: readonly string[]) =>
            versions.map((version) =>
              judgeAffected([asked(version)], [document]).some(({ state }) => state === "fixed"),
            );
          if (line.fixed !== undefined) expect(states([line.fixed.version])).toEqual([true]);
          expect(states(line.affected.map(({ version }) => version)).includes(true)).toBe(false);
        }
      }
    }
  });

  test("the draft for GitHub has the ranges that GitHub published", () => {
    const theirs = forms.find(({ form }) => form === "OSV, by GitHub")?.meaning;
    if (theirs === undefined) return;
    const { vulnerabilities } = gitHubAdvisory(announcement, "text") as unknown as {
      vulnerabilities: {
        package: { name: string };
        vulnerable_version_range: string;
        patched_versions: string | null;
      }[];
    };
    const written = vulnerabilities.map(
      (each) =>
        `${each.package.name} ${each.vulnerable_version_range.replace(/^>= [\d.]+, /, "")} ${each.patched_versions}`,
    );
    const published = theirs.packages.flatMap(({ purl, ranges }) =>
      ranges.map(({ fixed, last }) => {
        const { namespace, name } = parsePurl(purl);
        const whole = namespace === undefined ? name : `${namespace}/${name}`;
        return `${whole} ${fixed === undefined ? `<= ${last}` : `< ${fixed}`} ${fixed ?? null}`;
      }),
    );
    expect(written.sort()).toEqual(published.sort());
  });
});

describe.skipIf(FOLDER === undefined || !existsSync(FOLDER))("the published documents", () => {
  test("say what the table says", () => {
    expect(restateAdvisories(FOLDER ?? "")).toEqual(TABLE);
  });
});
