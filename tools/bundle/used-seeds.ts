import type { Plugin } from "rolldown";

/** Keeps of the metadata that comes with @sigstore/tuf the roots, which alone are trusted: its targets are fetched anew or not at all. */
export function usedSeeds(): Plugin {
  return {
    name: "used-seeds",
    transform(code, id) {
      if (!/[\\/]@sigstore[\\/]tuf[\\/]seeds\.json$/.test(id)) return null;
      const seeds: Record<string, { readonly "root.json": string }> = JSON.parse(code);
      const roots = Object.entries(seeds).map(([mirror, seed]) => [mirror, { "root.json": seed["root.json"] }]);
      return { code: JSON.stringify(Object.fromEntries(roots)) };
    },
  };
}
