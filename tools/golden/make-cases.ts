import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepository } from "../../__tests__/git-repository.ts";
import { gitLabJob } from "../../__tests__/github-sigstore/pipeline-job.ts";
import { newPrivateKey, pemOf, publicPemOf } from "../../__tests__/keys/test-keys.ts";
import { putTestImage } from "../../__tests__/registry-server/put-test-image.ts";
import { startRegistry } from "../../__tests__/registry-server/start-registry.ts";
import { newFolder } from "../../__tests__/run-program.ts";
import { POLICY_SCHEMA_ID } from "../../src/domain/policy/policy-schema.ts";
import { BY_REPOSITORY, type Golden, NAME } from "./golden-maker.ts";
import { addLogCase } from "./make-log-case.ts";
import { addNotaryCase } from "./make-notary-case.ts";

/** One case of each kind of release and of evidence, and some that must stay refused. */
export async function makeCases(golden: Golden): Promise<void> {
  await keyless(golden);
  await withEvidence(golden);
  await fromGit(golden);
  await keys(golden);
  await images(golden);
  await approvals(golden);
  await pipeline(golden);
  await addLogCase(golden);
  await addNotaryCase(golden);
}

async function keyless(golden: Golden): Promise<void> {
  const first = await golden.seal({ tag: "v1.2.3" });
  golden.put("keyless", { [`${NAME}-1.2.3.capsule`]: first.capsule, "tool.txt": first.asset });
  await approve(golden);
  const all = [...BY_REPOSITORY, "--all", "--", `${NAME}-1.2.3.capsule`, "tool.txt"];
  await golden.add("keyless", {
    about: "a file, sealed by a workflow of GitHub on a tag, and a statement of a reviewer beside it",
    verify: all,
  });
  const refused = async (name: string, about: string, args: readonly string[]) => {
    golden.put(name, { "tool.txt": Buffer.from("another tool\n") });
    await golden.add(name, { about, verify: args });
  };
  const capsule = `../keyless/${NAME}-1.2.3.capsule`;
  await refused("other-file", "a file that is not the sealed one", [...BY_REPOSITORY, "--", capsule, "tool.txt"]);
  await refused("other-repository", "a genuine release of somebody else", [
    ...["--repository", "octo-org/another", "--trusted-root", "../trusted_root.json", "--evidence-only", "--", capsule],
  ]);
  await refused("other-release", "a genuine release under the name of another", [
    ...[...BY_REPOSITORY, "--release", `${NAME}@1.3.0`, "--evidence-only", "--", capsule],
  ]);
}

async function withEvidence(golden: Golden): Promise<void> {
  const folder = newFolder();
  const junit = '<testsuite name="all" tests="1" failures="0" errors="0"><testcase name="a"/></testsuite>\n';
  writeFileSync(join(folder, "junit.xml"), junit);
  const before = `../keyless/${NAME}-1.2.3.capsule`;
  const args = [
    ...["--sign", "each", "--sbom-attestations", "cyclonedx", "--evidence", `${join(folder, "junit.xml")}=*`],
    ...["--previous", join(golden.folder("evidence"), before)],
  ];
  const { capsule, asset } = await golden.seal({ tag: "v2.0.0-rc.1", args });
  golden.put("evidence", { [`${NAME}-2.0.0-rc.1.capsule`]: capsule, "tool.txt": asset });
  await golden.add("evidence", {
    about: "test results and a statement with the SBOM, a signature for each file, and the release before is linked",
    verify: [...BY_REPOSITORY, "--all", "--previous", before, "--", `${NAME}-2.0.0-rc.1.capsule`, "tool.txt"],
  });
}

async function fromGit(golden: Golden): Promise<void> {
  const repository = gitRepository(newFolder());
  const manifest = {
    ...{ schema: "https://release-capsule.github.io/release-capsule/schemas/release-manifest/v1", name: NAME },
    ...{
      tag: "release-{version}",
      versioning: "calver",
      packages: [],
      policy: { "unsafe-allow": ["branch", "version-order"] },
    },
    inputs: [{ name: "data", source: "https://data.example/x.zip", pin: `sha256:${"ab".repeat(32)}` }],
  };
  const commit = repository.commit({
    "release/manifest.json": JSON.stringify(manifest),
    ".gitignore": "tool.txt\nout/\n",
  });
  repository.git("tag", "release-2026.11.30");
  const { capsule, asset } = await golden.seal({
    tag: "release-2026.11.30",
    commit,
    cwd: repository.path,
    named: false,
  });
  golden.put("calver", { [`${NAME}-2026.11.30.capsule`]: capsule, "tool.txt": asset });
  await golden.add("calver", {
    about: "a version that is a date, from a git checkout, with a pinned input",
    verify: [...BY_REPOSITORY, "--", `${NAME}-2026.11.30.capsule`, "tool.txt"],
  });
}

async function keys(golden: Golden): Promise<void> {
  for (const kind of ["P-256", "Ed25519"] as const) {
    const [key, name] = [newPrivateKey(kind), `key-${kind.toLowerCase()}`];
    const folder = newFolder();
    writeFileSync(join(folder, "release.key"), pemOf(key));
    const args = ["--sigstore", "none", "--key", join(folder, "release.key")];
    const { capsule, asset } = await golden.seal({ tag: "v1.2.3", args, sigstore: false });
    golden.put(name, {
      ...{ [`${NAME}-1.2.3.capsule`]: capsule, "tool.txt": asset },
      "release.pub": Buffer.from(publicPemOf(key)),
    });
    await golden.add(name, {
      about: `signed with a key (${kind}), without a certificate and a log`,
      verify: ["--key", "release.pub", "--", `${NAME}-1.2.3.capsule`, "tool.txt"],
    });
  }
}

async function images(golden: Golden): Promise<void> {
  const registry = await startRegistry({});
  try {
    const digest = putTestImage(registry, "octo-org/tool");
    const args = ["--images", `${registry.host}/octo-org/tool@${digest}`, "--image-format", "all"];
    const { capsule, asset } = await golden.seal({ tag: "v1.2.3", args });
    golden.put("images", { [`${NAME}-1.2.3.capsule`]: capsule, "tool.txt": asset });
  } finally {
    await registry.close();
  }
  await golden.add("images", {
    about: "a file and a container image, with what was attached to the image",
    verify: [...BY_REPOSITORY, "--all", "--evidence-only", "--", `${NAME}-1.2.3.capsule`],
  });
}

const REVIEW = { repository: "alice-org/review", sourceRef: "refs/heads/main" };

/** A reviewer says of the first release that it is good. */
async function approve(golden: Golden): Promise<void> {
  const work = newFolder();
  cpSync(golden.folder("keyless"), work, { recursive: true });
  const reviewer = { repository: REVIEW.repository, ref: REVIEW.sourceRef, repositoryId: "901", ownerId: "902" };
  await golden.run(["vouch", "approve", "--repository", "octo-org/octo-tool", `${NAME}-1.2.3.capsule`], work, reviewer);
  const [statement = ""] = golden.listed(work).filter((name) => name.endsWith(".approval.sigstore.json"));
  golden.put("keyless", { [statement]: readFileSync(join(work, statement)) });
}

async function approvals(golden: Golden): Promise<void> {
  const signers = [{ repository: "octo-org/octo-tool" }];
  const policy = { schema: POLICY_SCHEMA_ID, signers, approvals: { n: 1, of: [REVIEW] } };
  golden.put("approvals", { "policy.json": Buffer.from(`${JSON.stringify(policy, null, 2)}\n`) });
  const by = ["--policy", "policy.json", "--trusted-root", "../trusted_root.json"];
  await golden.add("approvals", {
    about: "a policy that demands the statement of a reviewer",
    verify: [...by, "--", `../keyless/${NAME}-1.2.3.capsule`, "../keyless/tool.txt"],
  });
}

async function pipeline(golden: Golden): Promise<void> {
  const other = await golden.another({ pipeline: gitLabJob() });
  const work = newFolder();
  writeFileSync(join(work, "axe"), "an axe\n");
  const trust = ["--sigstore", other.signingConfigPath, "--trusted-root", other.trustedRootPath];
  await golden.capsule(["seal", ...trust, "--name", "axe", "--out", "out", "axe"], work, other.env);
  golden.put("pipeline", {
    ...{ "axe-1.2.3.capsule": readFileSync(join(work, "out/axe-1.2.3.capsule")), axe: readFileSync(join(work, "axe")) },
    "trusted_root.json": readFileSync(other.trustedRootPath),
  });
  await golden.add("pipeline", {
    about: "sealed by a job of GitLab",
    verify: [
      ...["--identity", other.identity, "--issuer", "https://gitlab.com", "--trusted-root", "trusted_root.json"],
      ...["--", "axe-1.2.3.capsule", "axe"],
    ],
  });
}
