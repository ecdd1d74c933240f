import { REPOSITORY } from "../home.ts";

/**
 * The program that readers verify with: one file of this project's repository, at a commit, and never of the release that they
 * check. A commit cannot name itself, so this is an earlier one. `npm run verifier:pin` writes the newest that has the file;
 * a test compares the digest and lets that very file verify what this checkout seals.
 */
export const VERIFIER = {
  path: "dist/cli.js",
  commit: "6203c7739346415da69c6c2fec721ccd75915471",
  sha256: "828b3e9dc1759eb353de4b97508f26a60653cd6510c60d1b3dc490e35a0c17db",
} as const;

export const VERIFIER_NAME = VERIFIER.path.slice(VERIFIER.path.lastIndexOf("/") + 1);

/** In the folder above the downloads, where no file of a release can take its place. */
export const VERIFIER_PLACE = `../${VERIFIER_NAME}`;

/** Where it is downloaded. */
export const VERIFIER_ADDRESS = `${REPOSITORY}/raw/${VERIFIER.commit}/${VERIFIER.path}`;

/** Node.js that runs it, as package.json says (tested). */
export const VERIFIER_NODE = "20.19";
