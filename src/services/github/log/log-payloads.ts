import { sha256Hex } from "../../../crypto/node-digest.ts";
import { bytesSource, sourceChunks } from "../../../kernel/byte-source.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { EnvelopeStore } from "../../../ports/log-store.ts";
import { type GitHubApi, readAnswer } from "../api/github-api.ts";
import type { NewRelease } from "../api/request-bodies.ts";
import { findRelease } from "../release/find-release.ts";
import { releaseFiles } from "../release/release-files.ts";
import { isWhole } from "../release/release-memory.ts";
import { type Release, releaseSchema } from "../release/release-schemas.ts";
import { type UploadTarget, uploadFile } from "../release/upload-file.ts";

const MAX_BYTES = 8 << 20;

/**
 * Signed statements as files of a release of their own, from which one can be deleted for good: git would keep it. It is a prerelease
 * that nothing takes for the latest. A repository whose releases are immutable cannot have it (`release-immutable`).
 */
export function gitHubLogPayloads(api: GitHubApi, tag: string): EnvelopeStore {
  let known: UploadTarget | undefined;
  const targetOf = (release: Release | undefined): UploadTarget | undefined => {
    if (release !== undefined) known ??= { api, release, files: releaseFiles(api, release.id) };
    return known;
  };
  const find = async () => known ?? targetOf(await findRelease(api, tag));
  const assetOf = async (name: string) => {
    const files = (await find())?.files;
    const asset = (await files?.all())?.find((one) => one.name === name && isWhole(one));
    return files === undefined || asset === undefined ? undefined : { files, asset };
  };
  const get = async (name: string) => {
    const found = await assetOf(name);
    return found?.files.read(found.asset, MAX_BYTES);
  };
  const put = async (name: string, bytes: Uint8Array) => {
    const file = { name, size: bytes.length, sha256: sha256Hex(bytes) };
    const body = { size: bytes.length, chunks: () => sourceChunks(bytesSource(bytes)) };
    const target = (await find()) ?? targetOf(await makeRelease(api, tag));
    if (target === undefined) throw new Fault("internal", "a release that was made is known");
    const conflict = () =>
      new Fault("release-conflict", `the release ${printable(tag)} has another file ${printable(name)}`);
    await uploadFile(target, { file, body, isEvidence: false, conflict });
  };
  return {
    get: (sha256) => get(`${sha256}.sigstore.json`),
    put: (sha256, bytes) => put(`${sha256}.sigstore.json`, bytes),
    async remove(sha256) {
      const found = await assetOf(`${sha256}.sigstore.json`);
      if (found !== undefined) await found.files.delete(found.asset);
    },
    policy: () => get("policy.json"),
    putPolicy: (bytes) => put("policy.json", bytes),
  };
}

const WRITING = { what: "keep a statement of the log", permission: "contents: write", hidesBy404: true } as const;

async function makeRelease(api: GitHubApi, tag: string): Promise<Release> {
  const body = {
    ...{ tag_name: tag, name: tag, draft: false, prerelease: true, make_latest: "false" },
    body: "Signed statements of the log of this repository, by their digest.",
  } satisfies NewRelease;
  const request = {
    ...WRITING,
    what: `make the release ${printable(tag)}`,
    method: "POST",
    path: "/releases",
    body,
  } as const;
  const answer = await api.sendOnce(request);
  if (answer.status === 201) return readAnswer(releaseSchema(api.address), answer, request.what);
  // Another run may have made it meanwhile.
  const found = await findRelease(api, tag);
  if (found !== undefined) return found;
  throw api.fault(answer, request);
}
