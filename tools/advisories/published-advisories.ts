import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AdvisoryMeaning, meaningOfText } from "./advisory-meaning.ts";

/** Where an advisory of a project is published, and as what. */
export interface PublishedSource {
  readonly project: string;
  /** Which of its advisories. */
  readonly advisory: string;
  readonly form: "CSAF 2.0" | "OSV, by the project" | "OSV, by GitHub" | "OSV, by Go" | "RustSec";
  /** Repository, commit and path on GitHub. */
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
}

export type PublishedAdvisory = PublishedSource & { readonly meaning: AdvisoryMeaning };

const LOOPBACK = {
  project: "LoopBack",
  advisory: "LBSA-20201130",
  repository: "loopbackio/security",
  commit: "3b52f1fe657813e9e1c228f6e75b1b2bea1ef7ca",
} as const;
const RUSTLS = { project: "rustls", advisory: "GHSA-6g7w-8wpp-frhj" } as const;
const ENDLESS = { project: "cosign", advisory: "GHSA-vfp6-jrw2-99g9" } as const;
const MEMORY = { project: "cosign", advisory: "GHSA-95pr-fxf5-86gv" } as const;
const GITHUB = { form: "OSV, by GitHub", repository: "github/advisory-database" } as const;
const GO = {
  form: "OSV, by Go",
  repository: "golang/vulndb",
  commit: "a752ea54fd1b989d208a270aeef772f55a36b87a",
} as const;
const reviewed = (month: string, id: string) => `advisories/github-reviewed/${month}/${id}/${id}.json`;

/** Four advisories of three projects, each in two forms that were published independently of each other, or by the project itself. */
export const PUBLISHED_SOURCES: readonly PublishedSource[] = [
  { ...LOOPBACK, form: "CSAF 2.0", path: "advisories/lbsa-20201130.csaf.json" },
  { ...LOOPBACK, form: "OSV, by the project", path: "advisories/lbsa-20201130.osv.json" },
  {
    ...RUSTLS,
    ...GITHUB,
    commit: "2454b2fabd62e2d83c689973e5e0e51e381c571d",
    path: reviewed("2024/04", RUSTLS.advisory),
  },
  {
    ...RUSTLS,
    form: "RustSec",
    repository: "rustsec/advisory-db",
    commit: "bf5c0d245a92671908518d7e765914d437954ed6",
    path: "crates/rustls/RUSTSEC-2024-0336.md",
  },
  {
    ...ENDLESS,
    ...GITHUB,
    commit: "429ebfe11e61f9c9201d17037911178cb21ff6f4",
    path: reviewed("2023/11", ENDLESS.advisory),
  },
  { ...ENDLESS, ...GO, path: "data/osv/GO-2023-2181.json" },
  {
    ...MEMORY,
    ...GITHUB,
    commit: "6905620ebafcab36b911c9403d5ff13a90bf2c54",
    path: reviewed("2024/04", MEMORY.advisory),
  },
  { ...MEMORY, ...GO, path: "data/osv/GO-2024-2719.json" },
];

/** The facts of all of them, from a folder that has each at `OWNER/NAME/PATH`. */
export function restateAdvisories(folder: string): PublishedAdvisory[] {
  return PUBLISHED_SOURCES.map((source) => ({
    ...source,
    meaning: meaningOfText(readFileSync(join(folder, source.repository, source.path), "utf8")),
  }));
}
