import { REPOSITORY } from "../home.ts";

/**
 * The program that readers verify with: one file of this project's repository, at a commit, and never of the release that they
 * check. A commit cannot name itself, so this is an earlier one. `npm run verifier:pin` writes the newest that has the file;
 * a test compares the digest and lets that very file verify what this checkout seals.
 */
export const VERIFIER = {
  path: "dist/verify.js",
  commit: "f491d74e62be1ffd867a222ff9023e20cb8ea4d3",
  sha256: "e7a2879d8ae3650a49748709c0281d407123eb6dd731a1905b7849ae97989a53",
} as const;

export const VERIFIER_NAME = VERIFIER.path.slice(VERIFIER.path.lastIndexOf("/") + 1);

/** In the folder above the downloads, where no file of a release can take its place. */
export const VERIFIER_PLACE = `../${VERIFIER_NAME}`;

/** Where it is downloaded. */
export const VERIFIER_ADDRESS = `${REPOSITORY}/raw/${VERIFIER.commit}/${VERIFIER.path}`;

/** Node.js that runs it, as package.json says (tested). */
export const VERIFIER_NODE = "20.19";
