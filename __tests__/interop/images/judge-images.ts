import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGitHubSigstore } from "../../github-sigstore/start-github-sigstore.ts";
import { askConformance, MANNERS } from "../../registry-server/ask-conformance.ts";
import { capsule } from "../../run-program.ts";
import type { Installed } from "../install-program.ts";
import type { Judgement } from "../judge.ts";
import { placeOf } from "../loopback-places.ts";
import { runTool, type ToolRun } from "../run-tool.ts";
import type { SigningPlace } from "../seal-release.ts";
import { judgeCopying, judgeReading, registryClients } from "./judge-registry-clients.ts";
import { logInTo, type Pushed, pushIndex } from "./push-image.ts";
import { loginsOf, pathOf, type RealRegistry, startRegistries } from "./start-registries.ts";
import { TAMPERED_IMAGES, type TamperedKind } from "./tampered-images.ts";

/** What a judge is asked about one image. */
export interface ImageQuestion {
  /** With its digest. */
  readonly image: string;
  readonly kind: TamperedKind | "sbom";
  readonly identity: string;
  readonly issuer: string;
  readonly repository: string;
  readonly trustedRoot: string;
}

interface ImageJudge {
  readonly title: string;
  readonly kinds: readonly ImageQuestion["kind"][];
  /** Whether it finds anything in this registry. */
  readonly canRead: (registry: RealRegistry) => boolean;
  ask(question: ImageQuestion): Promise<ToolRun>;
}

export interface JudgedImages {
  readonly judged: readonly { readonly title: string; readonly judgements: readonly Judgement[] }[];
  readonly missing: readonly { readonly shape: string; readonly reason: string }[];
}

/**
 * Images of two platforms in registries of others, sealed by the program itself and nothing else, before the clients that people
 * verify images with: each must accept every signature, provenance and SBOM, and refuse them for another signer, under another root, where
 * none is, and tampered with.
 */
export async function judgeImages(programs: readonly Installed[]): Promise<JudgedImages> {
  const [sigstore, other] = [await startGitHubSigstore(), await startGitHubSigstore()];
  const { registries, missing } = await startRegistries(programs);
  const logins = loginsOf(registries);
  const judges = judgesAmong(programs, { logins, ownLogins: loginsOf(registries, true) });
  const clients = registryClients(programs, registries);
  const found = new Map<string, Judgement[]>([...judges, ...clients].map(({ title }) => [title, []]));
  const add = (judged: ReadonlyMap<string, readonly Judgement[]>): void => {
    for (const [title, judgements] of judged) found.get(title)?.push(...judgements);
  };
  try {
    for (const registry of registries) {
      const place = `${registry.host}/octo-org/octo-tool`;
      if (registry.realm !== undefined) await logInTo(place, registry.realm);
      const pushed = await pushIndex(place, "sound");
      const stranger = await pushIndex(place, "nobody signed this");
      await sealImage(`${place}@${pushed.index.digest}`, placeOf(sigstore, "v1"), logins);
      const digests = [pushed.index, ...pushed.children].map(({ digest }) => digest);
      add(await judgeReading(clients, { registry, place, digests }));
      const tampered: Asked["tampered"][number][] = [];
      for (const [at, one] of TAMPERED_IMAGES.entries()) {
        tampered.push({ ...one, image: await one.make(place, pushed, `tampered ${at}`) });
      }
      const asked = {
        pushed,
        stranger,
        tampered,
        registry,
        place,
        signing: placeOf(sigstore, "v1"),
        otherRoot: other.trustedRootPath,
      };
      for (const judge of judges.filter(({ canRead }) => canRead(registry))) {
        found.get(judge.title)?.push(...(await judgeOne(judge, asked)));
      }
    }
    add(await judgeCopying(clients, (image) => sealImage(image, placeOf(sigstore, "v1"), logins)));
  } finally {
    for (const registry of registries) registry.close();
    await sigstore.close();
    await other.close();
  }
  const judged = [...found].map(([title, judgements]) => ({ title, judgements }));
  return { judged: [...judged, ...(await judgeTestRegistry(programs))], missing };
}

/** The registry that our tests use, before the conformance suite of the OCI. */
async function judgeTestRegistry(programs: readonly Installed[]): Promise<JudgedImages["judged"]> {
  const suite = pathOf(programs, "oci-conformance");
  if (suite === undefined) return [];
  const judgements: Judgement[] = [];
  for (const [manner, settings] of MANNERS) {
    const { passed, failed, exit } = await askConformance(suite, settings);
    const outcome = exit === 0 && failed.length === 0 ? "as expected" : "wrong";
    const detail = failed.slice(0, 10).join(", ");
    judgements.push({
      shape: "the registry of our tests",
      label: `${manner}: ${passed} checks`,
      tampering: undefined,
      outcome,
      detail,
    });
  }
  return [{ title: "conformance suite of the OCI Distribution Specification", judgements }];
}

async function sealImage(image: string, place: SigningPlace, logins: string): Promise<void> {
  const cwd = mkdtempSync(join(tmpdir(), "capsule-interop-image-"));
  const trust = ["--sigstore", place.signingConfigPath, "--trusted-root", place.trustedRootPath];
  const run = await capsule(["seal", ...trust, "--images", image, "--image-format", "all", "--out", "out"], {
    cwd,
    env: { ...place.env, DOCKER_CONFIG: logins },
  });
  if (run.status !== 0) throw new Error(`the image could not be sealed: ${run.stderr}`);
}

interface Asked {
  readonly pushed: { readonly index: Pushed; readonly children: readonly Pushed[] };
  readonly stranger: { readonly index: Pushed };
  readonly tampered: readonly { readonly name: string; readonly kind: TamperedKind; readonly image: string }[];
  readonly registry: RealRegistry;
  readonly place: string;
  readonly signing: SigningPlace;
  readonly otherRoot: string;
}

async function judgeOne(judge: ImageJudge, asked: Asked): Promise<Judgement[]> {
  const { pushed, stranger, tampered, registry, place, signing, otherRoot } = asked;
  const { identity, issuer, repository, trustedRootPath: trustedRoot } = signing;
  const common = { identity, issuer, repository, trustedRoot };
  const judgements: Judgement[] = [];
  const ask = async (label: string, question: ImageQuestion, tampering?: string): Promise<void> => {
    const run = await judge.ask(question);
    const right = tampering === undefined ? run.status === 0 : run.status !== 0 && run.status !== null;
    const detail = `${run.stdout.slice(-200)}${run.stderr}`.trim().slice(-400);
    judgements.push({ shape: registry.name, label, tampering, outcome: right ? "as expected" : "wrong", detail });
  };
  for (const kind of judge.kinds) {
    const subjects = kind === "sbom" ? pushed.children : [pushed.index, ...pushed.children];
    for (const [at, { digest }] of subjects.entries()) {
      const image = `${place}@${digest}`;
      await ask(`${kind} of ${kind !== "sbom" && at === 0 ? "the index" : "a platform"}`, { ...common, image, kind });
    }
    const image = `${place}@${subjects[0]?.digest}`;
    await ask(
      kind,
      { ...common, image, kind, identity: identity.replace("octo-org", "evil-org") },
      "another identity is expected",
    );
    await ask(kind, { ...common, image, kind, issuer: "https://issuer.example" }, "another issuer is expected");
    await ask(kind, { ...common, image, kind, trustedRoot: otherRoot }, "another instance is trusted");
    await ask(kind, { ...common, image: `${place}@${stranger.index.digest}`, kind }, "nothing is attached");
  }
  for (const { name, kind, image } of tampered.filter((one) => judge.kinds.includes(one.kind))) {
    await ask(kind, { ...common, image, kind }, name);
  }
  return judgements;
}

const TYPES = { provenance: "https://slsa.dev/provenance/v1", sbom: "https://cyclonedx.org/bom" } as const;

/** Folders with the logins that Docker's clients read; ours logs in by an identity token. */
interface Logins {
  readonly logins: string;
  readonly ownLogins: string;
}

function judgesAmong(programs: readonly Installed[], { logins, ownLogins }: Logins): ImageJudge[] {
  const home = mkdtempSync(join(tmpdir(), "capsule-interop-home-"));
  const nowhere = "http://127.0.0.1:9";
  const env = {
    PATH: process.env["PATH"],
    HOME: home,
    DOCKER_CONFIG: logins,
    NO_COLOR: "1",
    GH_TOKEN: "x",
    HTTPS_PROXY: nowhere,
    NO_PROXY: "127.0.0.1,localhost",
  };
  const run = (path: string, args: readonly string[]) => runTool(path, args, { cwd: home, env, timeoutMs: 120_000 });
  const judges: ImageJudge[] = [];
  for (const version of ["cosign-v3", "cosign-v2"] as const) {
    const path = pathOf(programs, version);
    if (path === undefined) continue;
    judges.push({
      title: version === "cosign-v3" ? "cosign 3, bundles that refer to the image" : "cosign 2, tags",
      kinds: ["signature", "provenance", "sbom"],
      canRead: () => true,
      ask: ({ image, kind, identity, issuer, repository, trustedRoot }) =>
        run(path, [
          ...(kind === "signature" ? ["verify"] : ["verify-attestation", "--type", TYPES[kind]]),
          ...["--certificate-identity", identity, "--certificate-oidc-issuer", issuer],
          ...["--certificate-github-workflow-repository", repository, "--trusted-root", trustedRoot],
          ...["--allow-insecure-registry", image],
        ]),
    });
  }
  const gh = pathOf(programs, "gh");
  if (gh !== undefined) {
    judges.push({
      title: "gh attestation verify --bundle-from-oci",
      kinds: ["provenance", "sbom"],
      canRead: ({ saysTypes }) => saysTypes,
      ask: ({ image, kind, identity, issuer, repository, trustedRoot }) =>
        run(gh, [
          ...["attestation", "verify", `oci://${image}`, "--bundle-from-oci", "--repo", repository, "--format", "json"],
          ...["--custom-trusted-root", oneLine(trustedRoot), "--cert-identity", identity, "--cert-oidc-issuer", issuer],
          ...["--predicate-type", kind === "sbom" ? TYPES.sbom : TYPES.provenance],
        ]),
    });
  }
  judges.push({
    title: "capsule image verify",
    kinds: ["provenance"],
    canRead: () => true,
    async ask({ image, identity, issuer, trustedRoot }) {
      const begin = performance.now();
      const args = [
        "image",
        "verify",
        "--identity",
        identity,
        "--issuer",
        issuer,
        "--trusted-root",
        trustedRoot,
        image,
      ];
      const done = await capsule(args, { cwd: home, env: { DOCKER_CONFIG: ownLogins } });
      return { ...done, milliseconds: performance.now() - begin };
    },
  });
  return judges;
}

/** gh reads trusted roots as JSON lines. */
function oneLine(trustedRoot: string): string {
  const path = `${trustedRoot}.images.jsonl`;
  writeFileSync(path, `${JSON.stringify(JSON.parse(readFileSync(trustedRoot, "utf8")))}\n`);
  return path;
}
