import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import type { Judgement } from "./judge.ts";
import { placeOf } from "./loopback-places.ts";
import { sealRelease } from "./seal-release.ts";
import type { Verifier } from "./verifier.ts";

const WORKFLOW = "octo-org/ci/.github/workflows/seal.yml@refs/heads/main";
const SHAPE = "loopback: a reusable workflow";

/**
 * A reusable workflow signs for every repository that calls it, and the certificate's name is the workflow's alone: a
 * verifier that is not told the repository takes another repository's release for ours. Each verifier must accept the
 * release with its own repository, and refuse it with another; cosign without the repository must be seen to accept.
 */
export async function judgeReusableWorkflow(verifiers: readonly Verifier[]): Promise<Map<string, Judgement[]>> {
  const sigstore = await startGitHubSigstore({ run: { repository: "evil-org/fork", signerWorkflow: WORKFLOW } });
  const folder = mkdtempSync(join(tmpdir(), "capsule-interop-reusable-"));
  const sealed = await sealRelease({ ...placeOf(sigstore, "v1"), shape: SHAPE }, folder);
  const judged = new Map<string, Judgement[]>();
  for (const verifier of verifiers.filter(({ title }) => /^(?:cosign|gh)/.test(title))) {
    const claim = sealed.find((one) => verifier.unsupported(one) === undefined);
    if (claim === undefined) continue;
    const foreign = { ...claim, repository: "octo-org/octo-tool" };
    const own = await verifier.verify(claim);
    const other = await verifier.verify(foreign);
    const of = (tampering: string | undefined, right: boolean, detail: string): Judgement => ({
      ...{ shape: SHAPE, label: claim.label, tampering, detail },
      outcome: right ? "as expected" : "wrong",
    });
    const judgements = [
      of(undefined, own.status === 0, own.stderr.slice(-400)),
      of("another repository's release by the same workflow", other.status === 1, other.stderr.slice(-400)),
    ];
    if (verifier.title.startsWith("cosign")) {
      const untold = await verifier.verify({ ...foreign, repository: "" });
      judgements.push({
        ...of("another repository's release, with the repository left out", false, untold.stderr.slice(-400)),
        ...(untold.status === 0 ? { outcome: "explained", detail: WHY_UNTOLD } : {}),
      });
    }
    judged.set(verifier.title, judgements);
  }
  await sigstore.close();
  return judged;
}

const WHY_UNTOLD =
  "without `--certificate-github-workflow-repository` nothing names the repository: the certificate's subject " +
  "alternative name is the reusable workflow's, the same for all who call it";
