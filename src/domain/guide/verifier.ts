import { REPOSITORY } from "../home.ts";

/**
 * The program that readers verify with: one file of this project's repository, at a commit, and never of the release that they
 * check. A commit cannot name itself, so this is an earlier one. `npm run verifier:pin` writes the newest that has the file;
 * a test compares the digest and lets that very file verify what this checkout seals.
 */
export const VERIFIER = {
  path: "dist/verify.js",
  commit: "32175b2e51134eb6a8641dc55ac3d97576076c69",
  sha256: "fb9a241bad36ee322650d5e9247434f92fa888e0b8b3185892ad30633fee72e7",
} as const;

export const VERIFIER_NAME = VERIFIER.path.slice(VERIFIER.path.lastIndexOf("/") + 1);

/** In the folder above the downloads, where no file of a release can take its place. */
export const VERIFIER_PLACE = `../${VERIFIER_NAME}`;

/** Where it is downloaded. */
export const VERIFIER_ADDRESS = `${REPOSITORY}/raw/${VERIFIER.commit}/${VERIFIER.path}`;

/** Node.js that runs it, as package.json says (tested). */
export const VERIFIER_NODE = "20.19";
