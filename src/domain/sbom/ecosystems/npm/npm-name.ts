import type { Purl } from "../../model/purl.ts";

/** The purl parts of an npm package name: `@scope/name` has the scope as namespace. */
export function npmName(name: string): Purl {
  const [, namespace, plain = name] = /^(@[^/]+)\/(.+)$/s.exec(name) ?? [];
  return { type: "npm", namespace, name: plain };
}
