import { withWasmHashes } from "../../crypto/wasm-hash.ts";
import { webCryptography } from "../../crypto/web.ts";
import { isBesideName } from "../../domain/capsule/beside-file-name.ts";
import { isReleaseAttestationName } from "../../domain/capsule/release-attestation-name.ts";
import type { Verdict } from "../../domain/verification/claim.ts";
import { readContents } from "../../journeys/report/read-contents.ts";
import { verifyAny } from "../../journeys/verify/verify-any.ts";
import { encodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { quoteSh } from "../../kernel/shell.ts";
import type { Progress } from "../../ports/progress.ts";
import { pageDocument } from "../../views/report/page-document.ts";
import { reportParts } from "../../views/report/report-page.ts";
import { verificationJson } from "../../views/verification/verification-json.ts";
import type { NamedFile } from "../library/file-bytes.ts";
import { givenFiles, ROOT } from "../library/given-files.ts";
import type { Signer } from "../library/verification.ts";
import { builtInRoots, readRoot, signerIdentity } from "../library/verify-with.ts";
import { asFlag } from "../options/as-flag.ts";
import type { PageFile } from "./given-list.ts";

/** Files are larger here than anywhere else, and their digests take most of the time. */
const CRYPTO = withWasmHashes(webCryptography);

/** What is asked of the page. */
export interface PageOrder {
  readonly given: readonly PageFile[];
  /** As it was typed. */
  readonly signer: Signer;
  /** Instead of the built-in roots. */
  readonly trustedRoot?: NamedFile | undefined;
}

/** What the page shows. The markup is made by `html` alone: what is foreign in it was escaped. */
export interface PageAnswer {
  readonly verdict: Verdict;
  /** Of the window, and of the report. */
  readonly title: string;
  readonly body: string;
  /** The whole report, to be saved. */
  readonly report: string;
  /** What `capsule verify --json` prints. */
  readonly json: string;
}

/**
 * Verifies what was given, as `capsule verify` does it, and shows it as `capsule report` does.
 *
 * Faults: `usage` if no evidence was given or several, or nobody is named; those of `verifyAny`.
 */
export async function verifyGiven({ given, signer, trustedRoot }: PageOrder, progress: Progress): Promise<PageAnswer> {
  const identity = signerIdentity(signer);
  const evidence = evidenceIn(given);
  const files = givenFiles(given);
  const named = trustedRoot && (await readRoot(trustedRoot));
  const ports = {
    ...{ crypto: CRYPTO, files, progress },
    trust: { trustedRoots: async () => (named === undefined ? builtInRoots() : [named]) },
  };
  const capsule = { path: `${ROOT}/${evidence}` };
  const order = { capsule, assets: assetsOf(given, evidence), identity, now: new Date() };
  const verification = await verifyAny(order, ports);
  const contents = await readContents(verification, order, { files, crypto: CRYPTO });
  const name = nameIn(evidence);
  const page = {
    ...{ paint: (_: string, text: string) => text, width: 80, spelling: asFlag, verbose: false, evidence: name },
    repository: identity.kind === "repository" ? identity.repository : undefined,
    ...{ command: undefined, online: false, checkedAt: Math.floor(Date.now() / 1000) },
    repeat: `capsule verify ${quoteSh(name)} ${signerWords(signer)}`,
  };
  const parts = reportParts({ verification, page, contents });
  const digest = async (bytes: Uint8Array) => encodeBase64(await webCryptography.digest("sha256", bytes));
  return {
    ...{ verdict: verification.verdict, title: parts.title, body: parts.body.text },
    report: await pageDocument(parts, digest),
    json: jsonText(verificationJson(verification, asFlag)),
  };
}

/** Which of the files is the evidence: the one capsule, else the one bundle. Fault: `usage`. */
export function evidenceIn(given: readonly Pick<PageFile, "path">[]): string {
  const paths = given.map(({ path }) => path);
  for (const ending of [/\.capsule$/i, /\.(?:sigstore(?:\.json)?|bundle|intoto\.jsonl)$/i]) {
    const [one, another] = paths.filter((path) => ending.test(path));
    if (one === undefined) continue;
    if (another === undefined) return one;
    throw new Fault("usage", "more than one capsule or bundle was given", { hint: "give one of them" });
  }
  throw new Fault("usage", "there is no capsule among the files", {
    hint: "choose the file that ends in .capsule, too; it is beside the downloads of the release",
  });
}

/** The others, but for those that are evidence themselves; each must be of the release, unless it only lay in a folder that was given. */
function assetsOf(given: readonly PageFile[], evidence: string) {
  const own = nameIn(evidence);
  return given
    .filter(({ path }) => path !== evidence && !isBesideName("any", path, own) && !isReleaseAttestationName(path, own))
    .map(({ path, isListed }) => ({ path: `${ROOT}/${path}`, isListed }));
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function signerWords(signer: PageOrder["signer"]): string {
  return "repository" in signer
    ? `--repository ${quoteSh(signer.repository.trim())}`
    : `--identity ${quoteSh(signer.identity)} --issuer ${quoteSh(signer.issuer)}`;
}
