import type { Purl } from "../../model/purl.ts";

/** The purl parts of a Go module path: the last segment is the name. Case is kept, as the module proxy keeps it. */
export function goName(path: string): Purl {
  const at = path.lastIndexOf("/");
  return at <= 0
    ? { type: "golang", name: path }
    : { type: "golang", namespace: path.slice(0, at), name: path.slice(at + 1) };
}
