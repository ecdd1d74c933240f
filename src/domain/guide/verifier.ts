import { REPOSITORY } from "../home.ts";

/**
 * The program that readers verify with: one file of this project's repository, at a commit, and never of the release that they
 * check. A commit cannot name itself, so this is an earlier one. `npm run verifier:pin` writes the newest that has the file;
 * a test compares the digest and lets that very file verify what this checkout seals.
 */
export const VERIFIER = {
  path: "dist/verify.js",
  commit: "b4cf4134e52517a21e15c6a2ebcd89aca418357e",
  sha256: "78b11c18ff8701f2b19a96a7859e0e5e04fd727ca5dd4544d7bb8613314c260a",
} as const;

export const VERIFIER_NAME = VERIFIER.path.slice(VERIFIER.path.lastIndexOf("/") + 1);

/** In the folder above the downloads, where no file of a release can take its place. */
export const VERIFIER_PLACE = `../${VERIFIER_NAME}`;

/** Where it is downloaded. */
export const VERIFIER_ADDRESS = `${REPOSITORY}/raw/${VERIFIER.commit}/${VERIFIER.path}`;

/** Node.js that runs it, as package.json says (tested). */
export const VERIFIER_NODE = "20.19";
