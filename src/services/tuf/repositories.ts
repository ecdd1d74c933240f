import seeds from "@sigstore/tuf/seeds.json" with { type: "json" };
import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import github from "./roots/github.json" with { type: "json" };
import staging from "./roots/staging.json" with { type: "json" };

/** An update repository and the root of its keys, from which every later root must be reached by signatures. */
export interface TufRepository {
  /** Names its cache folder. */
  readonly name: string;
  /** Address of the metadata; targets lie in `targets/` below it. */
  readonly mirror: string;
  /** `root.json`. */
  readonly root: () => Uint8Array;
}

/** The name of the target that every repository has. */
export const TRUSTED_ROOT = "trusted_root.json";

const PUBLIC_GOOD = "https://tuf-repo-cdn.sigstore.dev";

/**
 * The repositories that serve trusted roots. The first root of public-good comes with @sigstore/tuf; that of GitHub is
 * version 9, of 2026-08-21, from sigstore/sigstore-rust@948c31788666372867657203618d84848443eb7d
 * (crates/sigstore-trust-root/repository/tuf_github_root.json); that of staging is version 14, from
 * sigstore/root-signing-staging@ed88d5dc6c56bfdbf1a78219364e6d3e4ecfe0c9 (metadata/root.json). Fault: `usage` for an instance without a repository here.
 */
export function tufRepository(instance: string): TufRepository {
  switch (instance) {
    case "public-good":
      return {
        name: instance,
        mirror: PUBLIC_GOOD,
        root: () => Buffer.from(seeds[PUBLIC_GOOD]["root.json"], "base64"),
      };
    case "github":
      return { name: instance, mirror: "https://tuf-repo.github.com", root: () => encodeUtf8(JSON.stringify(github)) };
    case "staging":
      return {
        name: instance,
        mirror: "https://tuf-repo-cdn.sigstage.dev",
        root: () => encodeUtf8(JSON.stringify(staging)),
      };
    default:
      throw new Fault("usage", `the ${instance} instance has no update repository here`, {
        hint: advice`name its trusted root with ${option("trusted-root")}`,
      });
  }
}
