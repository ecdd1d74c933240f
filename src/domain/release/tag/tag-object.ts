import { decodeUtf8 } from "../../../kernel/utf8.ts";

/** What the header of an annotated tag says. */
export interface TagHeader {
  /** Hex: what the tag names. */
  readonly target: string;
  /** `commit`, `tag`, `tree` or `blob`. */
  readonly type: string;
  /** The name that it was made under, which may be another than that of the ref. Hostile text. */
  readonly name: string;
}

/**
 * The header of a tag object, https://git-scm.com/docs/git-mktag; undefined for other bytes.
 *
 *     object 5d41402abc4b2a76b9719d911017c592aef5ad6b
 *     type commit
 *     tag v1.2.3
 */
export function parseTagHeader(object: Uint8Array): TagHeader | undefined {
  const begin = decodeUtf8(object.subarray(0, headerEnd(object)), "the tag");
  const [, target, type, name] =
    /^object ([0-9a-f]{40}|[0-9a-f]{64})\ntype (commit|tag|tree|blob)\ntag ([^\n]+)\n/.exec(begin) ?? [];
  return target === undefined || type === undefined || name === undefined ? undefined : { target, type, name };
}

/** The end of the third line. */
function headerEnd(object: Uint8Array): number {
  let at = 0;
  for (let line = 0; line < 3; line++) at = object.indexOf(10, at) + 1 || object.length;
  return at;
}
