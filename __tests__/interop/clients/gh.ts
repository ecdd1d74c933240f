import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addAttestation } from "../../github-server/attestations.ts";
import type { SeedTag, StoredRelease } from "../../github-server/github-state.ts";
import { startGitHubServer, TOKEN } from "../../github-server/start-github-server.ts";
import type { Installed } from "../install-program.ts";
import type { Evidence } from "../judge.ts";
import { runTool } from "../run-tool.ts";
import { type Client, must, nothingForbidden, type Task } from "./client.ts";
import { startGitHubFront } from "./github-front.ts";
import { createReleaseAttestations } from "./release-attestation.ts";

const REPOSITORY = "octo-org/octo-tool";
const COMMIT = "d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3";

/** gh on a repository whose releases are immutable. */
export async function ghClient(program: Extract<Installed, { path: string }>, sealed: Sealed): Promise<Client> {
  const tags: Record<string, SeedTag> = { "v1.2.3": { commit: COMMIT }, "v1.2.4": { commit: COMMIT, annotated: true } };
  const server = await startGitHubServer({ names: "github.com", immutableReleases: true, tags });
  const front = await startGitHubFront(server);
  const folder = mkdtempSync(join(tmpdir(), "capsule-gh-"));
  const at = (name: string): string => join(folder, name);
  const env = { PATH: process.env["PATH"], HOME: folder, NO_COLOR: "1", GH_TOKEN: TOKEN, ...front.env };
  for (const [name, text] of [
    ["tool", "the tool\n"],
    ["notes a.txt", "notes\n"],
  ] as const)
    writeFileSync(at(name), text);
  writeFileSync(at("sealed"), sealed.artifact);
  writeFileSync(at("sealed.jsonl"), oneLine(sealed.trustedRoot));

  const gh = async (...words: string[]): Promise<string> => {
    const { status, stdout, stderr } = await runTool(program.path, words, { cwd: folder, env, timeoutMs: 60_000 });
    must(status === 0, `gh ${words.join(" ")} ended with ${status}: ${stderr.trim()}${stdout.trim()}`);
    return stdout;
  };
  const ofRepository = (...words: string[]) => gh(...words, "--repo", REPOSITORY);
  const release = (tag: string): StoredRelease => {
    const found = server.release(tag);
    must(found !== undefined, `there is no release ${tag}`);
    return found;
  };
  const releases = createReleaseAttestations();

  const tasks: Task[] = [
    {
      title: "`gh release create` with files, published at once",
      async run() {
        await ofRepository(
          ...[
            "release",
            "create",
            "v1.2.3",
            "--verify-tag",
            "--title",
            "One",
            "--notes",
            "n",
            "tool",
            "notes a.txt#Notes",
          ],
        );
        const { draft, immutable, assets } = release("v1.2.3");
        must(!draft && immutable, "it is not public and immutable");
        const stored = [...assets.values()].map(({ name, label }) => `${name} ${label}`).sort();
        must(stored.join() === "notes.a.txt Notes,tool ", `it holds ${stored}`);
      },
    },
    {
      title: "`gh release create --draft` with generated notes",
      async run() {
        await ofRepository("release", "create", "v1.2.4", "--draft", "--generate-notes", "--title", "Two");
        must(
          release("v1.2.4").draft && release("v1.2.4").body?.includes("Full Changelog") === true,
          "it is no such draft",
        );
      },
    },
    {
      title: "`gh release edit` of a draft",
      async run() {
        await ofRepository("release", "edit", "v1.2.4", "--title", "Three", "--prerelease");
        must(release("v1.2.4").name === "Three" && release("v1.2.4").prerelease, "it is not edited");
      },
    },
    {
      title: "`gh release upload`, and again with `--clobber`",
      async run() {
        await ofRepository("release", "upload", "v1.2.4", "tool");
        await ofRepository("release", "upload", "v1.2.4", "tool", "--clobber");
        must(release("v1.2.4").assets.size === 1, "it does not hold one file");
      },
    },
    {
      title: "`gh release view`, of a draft and of what is public, and `list`",
      async run() {
        const fields = ["--json", "tagName,isDraft,isImmutable,assets"];
        const draft = JSON.parse(await ofRepository("release", "view", "v1.2.4", ...fields));
        must(draft.isDraft && draft.assets[0].digest.startsWith("sha256:"), "the draft is shown otherwise");
        const shown = JSON.parse(await ofRepository("release", "view", ...fields));
        must(shown.tagName === "v1.2.3" && shown.isImmutable, "the latest is shown otherwise");
        const list = JSON.parse(await ofRepository("release", "list", "--json", "tagName,isLatest"));
        must(list.length === 2, `the list holds ${list.length}`);
      },
    },
    {
      title: "`gh release download`",
      async run() {
        mkdirSync(at("downloads"), { recursive: true });
        await ofRepository("release", "download", "v1.2.3", "--dir", at("downloads"));
        must(readFileSync(at("downloads/tool"), "utf8") === "the tool\n", "the file differs");
      },
    },
    {
      title: "`gh release edit --draft=false`",
      async run() {
        await ofRepository("release", "edit", "v1.2.4", "--draft=false", "--verify-tag");
        must(!release("v1.2.4").draft, "it is still a draft");
      },
    },
    {
      title: "`gh release verify` and `verify-asset`, with a root for the attestation of the release",
      async run() {
        addAttestation(server.state, await releases.bundleFor(server.state, release("v1.2.3")), "github");
        writeFileSync(at("releases.jsonl"), oneLine(Buffer.from(releases.trustedRoot).toString()));
        const root = ["--custom-trusted-root", at("releases.jsonl")];
        await ofRepository("release", "verify", "v1.2.3", ...root);
        await ofRepository("release", "verify-asset", "v1.2.3", "tool", ...root);
      },
    },
    ...[false, true].map((bundleUrlOnly) => ({
      title: `\`gh attestation download\` and \`verify\`, ${bundleUrlOnly ? "bundles at addresses of their own" : "bundles in the list"}`,
      async run() {
        server.state.reality.bundleUrlOnly = bundleUrlOnly;
        if (!bundleUrlOnly) addAttestation(server.state, JSON.parse(sealed.bundle), "user");
        await ofRepository("attestation", "download", "sealed");
        const expected = ["--cert-identity", sealed.identity, "--cert-oidc-issuer", sealed.issuer];
        const type = ["--predicate-type", sealed.predicateType];
        await ofRepository(
          ...["attestation", "verify", "sealed", "--custom-trusted-root", at("sealed.jsonl")],
          ...expected,
          ...type,
        );
      },
    })),
    {
      title: "`gh release delete --cleanup-tag` of a draft",
      async run() {
        await ofRepository("release", "create", "v1.2.5", "--draft", "--notes", "n", "--target", "main", "tool");
        await ofRepository("release", "edit", "v1.2.5", "--draft=false");
        must(server.state.refs.has("refs/tags/v1.2.5"), "publishing made no tag");
        await ofRepository("release", "delete", "v1.2.5", "--cleanup-tag", "--yes");
        must(server.release("v1.2.5") === undefined && !server.state.refs.has("refs/tags/v1.2.5"), "it is still there");
      },
    },
    nothingForbidden(server),
  ];
  const close = async () => {
    await front.close();
    await server.close();
  };
  return { title: `gh ${program.version}`, tasks, close };
}

/** A statement that was signed, with what it takes to verify it. */
export interface Sealed {
  readonly artifact: Uint8Array;
  /** JSON. */
  readonly bundle: string;
  readonly trustedRoot: string;
  readonly identity: string;
  readonly issuer: string;
  readonly predicateType: string;
}

/** Of the evidence, the first statement. */
export function sealedOf({ claims }: Evidence): Sealed {
  const claim = claims.find(({ kind }) => kind === "statement");
  must(claim !== undefined && claim.kind === "statement", "the evidence has no statement");
  return {
    artifact: readFileSync(claim.artifact),
    bundle: readFileSync(claim.bundle, "utf8"),
    trustedRoot: readFileSync(claim.trustedRoot, "utf8"),
    identity: claim.identity,
    issuer: claim.issuer,
    predicateType: claim.predicateType,
  };
}

function oneLine(json: string): string {
  return `${JSON.stringify(JSON.parse(json))}\n`;
}
