import { startGitHubServer, TOKEN } from "../../github-server/start-github-server.ts";
import { type Client, must, nothingForbidden, type Task } from "./client.ts";
import { loadPackage, type NodePackage } from "./node-package.ts";

const [owner, repo] = ["octo-org", "octo-tool"];
const REPOSITORY = { owner, repo };

/** Octokit, with its endpoints and its pages; each page of the list holds two. */
export async function octokitClient(program: NodePackage): Promise<Client> {
  const releases = Array.from({ length: 5 }, (_, n) => ({ tag: `v0.0.${n}` }));
  const server = await startGitHubServer({ releases });
  const { Octokit } = await loadPackage(program);
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const octokit = new Octokit({ auth: TOKEN, baseUrl: server.url, log });
  let id = 0;
  const upload = (name: string, label: string) => {
    const data = Buffer.from("the tool\n") as unknown as string;
    return octokit.rest.repos.uploadReleaseAsset({
      ...REPOSITORY,
      release_id: id,
      name,
      label,
      data,
      baseUrl: server.place.uploads,
    });
  };
  const tasks: Task[] = [
    {
      title: "`createRelease` of a draft, `uploadReleaseAsset`, `updateRelease` to publish",
      async run() {
        id = (await octokit.rest.repos.createRelease({ ...REPOSITORY, tag_name: "v1.2.3", draft: true })).data.id;
        const { data } = await upload("tool", "The tool");
        must(data.state === "uploaded" && data.label === "The tool", `the upload is ${data.state}`);
        await octokit.rest.repos.updateRelease({ ...REPOSITORY, release_id: id, draft: false });
        const found = await octokit.rest.repos.getReleaseByTag({ ...REPOSITORY, tag: "v1.2.3" });
        must(found.data.id === id && !found.data.draft, "it is not public");
      },
    },
    {
      title: "`paginate` over releases and files",
      async run() {
        const all = await octokit.paginate(octokit.rest.repos.listReleases, { ...REPOSITORY, per_page: 2 });
        must(all.length === 6, `it found ${all.length} of 6`);
        const files = await octokit.paginate(octokit.rest.repos.listReleaseAssets, { ...REPOSITORY, release_id: id });
        must(files.length === 1, `it found ${files.length} files of 1`);
      },
    },
    {
      title: "`getReleaseAsset` as bytes, from the other host",
      async run() {
        const [asset] = [...(server.release("v1.2.3")?.assets.values() ?? [])];
        const headers = { accept: "application/octet-stream" };
        const asked = { ...REPOSITORY, asset_id: asset?.id ?? 0, headers };
        const { data } = await octokit.rest.repos.getReleaseAsset(asked);
        must(Buffer.from(data as unknown as ArrayBuffer).toString() === "the tool\n", "the bytes differ");
      },
    },
    {
      title: "`createAttestation` and `listAttestations`",
      async run() {
        const subject = [{ name: "tool", digest: { sha256: "ab".repeat(32) } }];
        const statement = { subject, predicateType: "https://example.com/predicate" };
        const payload = Buffer.from(JSON.stringify(statement)).toString("base64");
        const mediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";
        const bundle = { mediaType, verificationMaterial: {}, dsseEnvelope: { payload } };
        await octokit.rest.repos.createAttestation({ ...REPOSITORY, bundle });
        const asked = { ...REPOSITORY, subject_digest: `sha256:${"ab".repeat(32)}` };
        const { data } = await octokit.rest.repos.listAttestations(asked);
        must(data.attestations?.length === 1, "it found another number than one");
      },
    },
    {
      title: "a refusal with its reasons",
      async run() {
        const again = octokit.rest.repos.createRelease({ ...REPOSITORY, tag_name: "v1.2.3" });
        const error = await again.catch((problem: unknown) => problem as { status: number; message: string });
        must("status" in error && error.status === 422 && error.message.includes("already_exists"), "it is another");
      },
    },
    {
      title: "a repository that was renamed",
      async run() {
        server.state.formerNames.add("octo-org/old-name");
        const { data } = await octokit.rest.repos.listReleases({ owner, repo: "old-name", per_page: 100 });
        must(data.length === 6, `it found ${data.length} of 6`);
      },
    },
    {
      title: "`graphql`",
      async run() {
        const query =
          "query($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { latestRelease { tagName } } }";
        const { repository } = await octokit.graphql(query, REPOSITORY);
        must(repository.latestRelease.tagName === "v1.2.3", "it is another release");
      },
    },
    nothingForbidden(server),
  ];
  return { title: `@octokit/rest ${program.version}`, tasks, close: () => server.close() };
}
