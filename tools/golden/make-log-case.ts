import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder } from "../../__tests__/run-program.ts";
import { LOG_POLICY_SCHEMA_ID } from "../../src/domain/statements/log-policy.ts";
import { BY_REPOSITORY, type Golden, NAME } from "./golden-maker.ts";

const OWNER = { repository: "octo-org/octo-tool", ref: "refs/heads/main", repositoryId: "801", ownerId: "901" };
const LOG = { repository: "octo-org/log", ref: "refs/heads/main", repositoryId: "802", ownerId: "901" };
const SIGNER = ["--log-signer", "octo-org/log@refs/heads/main"];

/** A release that carries a log of statements, in which the release before is said to be published. */
export async function addLogCase(golden: Golden): Promise<void> {
  const work = newFolder();
  const role = {
    signers: [{ repository: OWNER.repository, sourceRef: OWNER.ref }],
    may: ["published", "yanked", "grant", "revoke"],
  };
  const policy = { schema: LOG_POLICY_SCHEMA_ID, origin: "octo-org.example/log", roles: { owner: role } };
  writeFileSync(join(work, "policy.json"), JSON.stringify(policy));
  cpSync(golden.folder("keyless"), work, { recursive: true });
  await golden.run(["log", "init", "release-log", "policy.json"], work, LOG);
  const said = ["--reason", "defect", "--out", "published.json", `${NAME}-1.2.3.capsule`];
  await golden.run(["vouch", "published", ...said], work, OWNER);
  await golden.run(["log", "append", ...SIGNER, "release-log", "published.json"], work, LOG);
  const { capsule, asset } = await golden.seal({
    tag: "v1.2.4",
    args: ["--log", join(work, "release-log"), ...SIGNER],
  });
  golden.put("log", { [`${NAME}-1.2.4.capsule`]: capsule, "tool.txt": asset });
  await golden.add("log", {
    only: "cli",
    about: "a capsule that carries a log of statements",
    verify: [...BY_REPOSITORY, ...SIGNER, "--", `${NAME}-1.2.4.capsule`, "tool.txt"],
  });
}
