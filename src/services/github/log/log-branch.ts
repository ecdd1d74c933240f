import * as v from "valibot";
import { decodeBase64, encodeBase64 } from "../../../kernel/base64.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { LogMoment, LogStore } from "../../../ports/log-store.ts";
import { type GitHubApi, readAnswer } from "../api/github-api.ts";
import { refSchema } from "../release/release-schemas.ts";

const WRITING = { permission: "contents: write", hidesBy404: true } as const;
const sha = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/));
const made = v.object({ sha });
const commitSchema = v.object({ tree: made });
const blobSchema = v.object({ content: v.string(), encoding: v.literal("base64") });
/** GitHub leaves out the content of a file of more than a megabyte. */
const contentSchema = v.object({ sha, content: v.string(), encoding: v.string() });

/**
 * The files of a branch of a repository on GitHub, which has a history of its own. What is written is one commit on top of the one that
 * was read, made by the git API: GitHub moves the branch only forward (`force: false`), so that of two writers the second is refused. Faults: those of the API.
 */
export function gitHubLogBranch(api: GitHubApi, branch: string): LogStore {
  const name = `heads/${encodeURIComponent(branch)}`;
  const head = async (): Promise<string | undefined> => {
    const purpose = { what: `read the branch ${printable(branch)}`, permission: "contents: read" };
    const answer = await api.send({ ...purpose, path: `/git/ref/${name}`, allowed: [404] });
    return answer.status === 404 ? undefined : readAnswer(refSchema, answer, purpose.what).object.sha;
  };
  return {
    async open() {
      const commit = await head();
      return { read: readerOf(api, commit), write: writerOf(api, { branch, name, commit, head }) };
    },
  };
}

/** Of the commit, whose files never change, whatever becomes of the branch. */
function readerOf(api: GitHubApi, commit: string | undefined): LogMoment["read"] {
  const read = async (path: string): Promise<Uint8Array | undefined> => {
    if (commit === undefined) return undefined;
    const purpose = { what: `read ${printable(path)} of the log`, permission: "contents: read" };
    const answer = await api.send({ ...purpose, path: `/contents/${path}?ref=${commit}`, allowed: [404] });
    if (answer.status === 404) return undefined;
    const found = readAnswer(contentSchema, answer, purpose.what);
    const whole =
      found.encoding === "base64" ? found : await api.json(blobSchema, { ...purpose, path: `/git/blobs/${found.sha}` });
    return decodeBase64(whole.content.replaceAll("\n", ""));
  };
  return async (paths) => {
    const found: (Uint8Array | undefined)[] = [];
    for (const path of paths) found.push(await read(path));
    return found;
  };
}

interface Writing {
  readonly branch: string;
  readonly name: string;
  readonly commit: string | undefined;
  head(): Promise<string | undefined>;
}

function writerOf(api: GitHubApi, { branch, name, commit, head }: Writing): LogMoment["write"] {
  const make = async (what: string, path: string, body: object) =>
    (await api.json(made, { ...WRITING, what, method: "POST", path, body })).sha;
  return async (files) => {
    const tree: object[] = [];
    for (const [path, bytes] of files) {
      const blob = await make("write a file of the log", "/git/blobs", {
        ...{ content: encodeBase64(bytes), encoding: "base64" },
      });
      tree.push({ path, mode: "100644", type: "blob", sha: blob });
    }
    const before =
      commit === undefined
        ? undefined
        : await api.json(commitSchema, {
            ...WRITING,
            what: "read the last commit of the log",
            path: `/git/commits/${commit}`,
          });
    const grown = { ...(before === undefined ? {} : { base_tree: before.tree.sha }), tree };
    const parents = commit === undefined ? [] : [commit];
    const next = await make("write a commit of the log", "/git/commits", {
      ...{ message: "log", tree: await make("write the files of the log", "/git/trees", grown), parents },
    });
    const move =
      commit === undefined
        ? ({ method: "POST", path: "/git/refs", body: { ref: `refs/heads/${branch}`, sha: next } } as const)
        : ({ method: "PATCH", path: `/git/refs/${name}`, body: { sha: next, force: false } } as const);
    const request = { ...WRITING, ...move, what: "append to the branch of the log" };
    const answer = await api.sendOnce(request).catch((fault: unknown) => lost(fault));
    if (answer !== undefined && answer.status >= 200 && answer.status < 300) return true;
    // Whoever came first, or an answer that got lost: the branch says which.
    const now = await head();
    if (now === next) return true;
    if (now !== commit || answer === undefined) return false;
    throw api.fault(answer, request);
  };
}

function lost(fault: unknown): undefined {
  if (fault instanceof Fault && (fault.code === "network-unreachable" || fault.code === "network-timeout")) return;
  throw fault;
}
