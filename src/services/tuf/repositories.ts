import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import github from "./roots/github.json" with { type: "json" };
import publicGood from "./roots/public-good.json" with { type: "json" };
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

/**
 * The address of each repository that serves trusted roots, and the keys that we begin with: of public-good version 16, as
 * @sigstore/tuf 5.0.1 carries it; of GitHub version 9, of 2026-08-21, from
 * sigstore/sigstore-rust@948c31788666372867657203618d84848443eb7d (crates/sigstore-trust-root/repository/tuf_github_root.json); of
 * staging version 14, from sigstore/root-signing-staging@ed88d5dc6c56bfdbf1a78219364e6d3e4ecfe0c9 (metadata/root.json).
 */
const REPOSITORIES: ReadonlyMap<string, { readonly mirror: string; readonly root: object }> = new Map([
  ["public-good", { mirror: "https://tuf-repo-cdn.sigstore.dev", root: publicGood }],
  ["github", { mirror: "https://tuf-repo.github.com", root: github }],
  ["staging", { mirror: "https://tuf-repo-cdn.sigstage.dev", root: staging }],
]);

/** Fault: `usage` for an instance without a repository here. */
export function tufRepository(instance: string): TufRepository {
  const found = REPOSITORIES.get(instance);
  if (found === undefined) {
    throw new Fault("usage", `the ${instance} instance has no update repository here`, {
      hint: advice`name its trusted root with ${option("trusted-root")}`,
    });
  }
  return { name: instance, mirror: found.mirror, root: () => encodeUtf8(JSON.stringify(found.root)) };
}
