import { REPOSITORY } from "../home.ts";

/**
 * The program that readers verify with: one file of this project's repository, at a commit, and never of the release that they
 * check. A commit cannot name itself, so this is an earlier one. `npm run verifier:pin` writes the newest that has the file;
 * a test compares the digest and lets that very file verify what this checkout seals.
 */
export const VERIFIER = {
  path: "dist/verify.js",
  commit: "d7fc6e7d8c28db0ae21d5cb9dea89d9e7d4ddca5",
  sha256: "095b823e55441823018ca060a56c07bdd0545d8c2210173a1a8600042e18a5f0",
} as const;

export const VERIFIER_NAME = VERIFIER.path.slice(VERIFIER.path.lastIndexOf("/") + 1);

/** In the folder above the downloads, where no file of a release can take its place. */
export const VERIFIER_PLACE = `../${VERIFIER_NAME}`;

/** Where it is downloaded. */
export const VERIFIER_ADDRESS = `${REPOSITORY}/raw/${VERIFIER.commit}/${VERIFIER.path}`;

/** Node.js that runs it, as package.json says (tested). */
export const VERIFIER_NODE = "20.19";
