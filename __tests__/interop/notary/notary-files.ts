import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { ENVELOPE_MEDIA_TYPES } from "../../../src/domain/notary/envelope/envelope.ts";
import { formatTargetArtifact } from "../../../src/domain/notary/envelope/target-artifact.ts";
import { NOBODY } from "../../../src/journeys/verify/notary-order.ts";
import { verifyByNotary } from "../../../src/journeys/verify/verify-by-notary.ts";
import { keyNotarySigner } from "../../../src/services/notary/key-notary-signer.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { testSigningKey } from "../../signing/test-notary.ts";
import { lastLine, runTool } from "../run-tool.ts";
import { chainOf, KEY_SPECS, type NotaryPrograms, type NotaryWorld, nameKey } from "./notary-world.ts";

export interface FileJudgement {
  readonly name: string;
  readonly accepted: boolean;
  readonly detail: string;
}

/**
 * Signatures of files, both ways: ours before notation-core-go, and its own before ours. What the payload says of the file is compared here, as the
 * library leaves that to its caller.
 */
export async function judgeFiles(programs: NotaryPrograms, world: NotaryWorld): Promise<FileJudgement[]> {
  const judged: FileJudgement[] = [];
  const folder = join(world.folder, "files");
  mkdirSync(folder);
  for (const format of ["jws", "cose"] as const) {
    for (const spec of KEY_SPECS) {
      const file = join(folder, `${spec}-${format}.txt`);
      const bytes = Buffer.from(`a file for ${spec} in ${format}\n`);
      writeFileSync(file, bytes);
      const chain = chainOf(spec);
      const key = testSigningKey(spec, chain);
      const common = { expirySeconds: undefined, askTime: undefined, clock: systemClock, crypto: nodeCryptography };
      const signer = await keyNotarySigner({ key, format, ...common });
      const hash = signer.fileHash ?? "sha256";
      const target = {
        mediaType: "application/octet-stream",
        digest: `${hash}:${createHash(hash).update(bytes).digest("hex")}`,
        size: bytes.length,
      };
      const signature = `${file}.${format}.sig`;
      writeFileSync(signature, (await signer.sign(target)).envelope);
      const run = (args: readonly string[]) =>
        runTool(programs.notaryJudge, args, { cwd: folder, env: {}, timeoutMs: 60_000 });
      const theirs = await run(["verify", ENVELOPE_MEDIA_TYPES[format], signature]);
      const isSame =
        theirs.status === 0 &&
        JSON.stringify(JSON.parse(theirs.stdout).payload.targetArtifact) === JSON.stringify(target);
      judged.push({
        name: `ours, ${format} ${spec}, before notation-core-go`,
        accepted: isSame,
        detail: lastLine(theirs.stderr || theirs.stdout),
      });
      const { keyPath, certPath } = nameKey(world.configs.plain, spec, chain);
      const payload = join(folder, "payload.json");
      writeFileSync(payload, formatTargetArtifact(target));
      const made = await run(["sign", ENVELOPE_MEDIA_TYPES[format], keyPath, certPath, payload, signature]);
      judged.push({
        name: `theirs, ${format} ${spec}, before ours`,
        ...(made.status === 0 ? await ours(file, world) : { accepted: false, detail: lastLine(made.stderr) }),
      });
    }
  }
  return judged;
}

async function ours(path: string, { configs }: NotaryWorld): Promise<Omit<FileJudgement, "name">> {
  const notary = { folder: join(configs.plain, "notation") };
  const order = { capsule: { path }, assets: [], identity: NOBODY, now: new Date(), notary };
  const trust = { trustedRoots: async () => [] };
  const { exitCode, claims } = await verifyByNotary(order, notary, {
    crypto: nodeCryptography,
    files: systemFiles,
    trust,
    progress: quietProgress(),
  });
  return { accepted: exitCode === 0, detail: claims.find(({ id }) => id === "notary")?.reason ?? "" };
}
