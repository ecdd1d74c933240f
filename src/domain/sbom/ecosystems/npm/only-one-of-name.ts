/** The package of each name that leads to one package only, however often the name stands there. */
export function onlyOneOfName(found: Iterable<{ readonly name: string; readonly ref: string }>): Map<string, string> {
  const first = new Map<string, string>();
  const several = new Set<string>();
  for (const { name, ref } of found) {
    const known = first.get(name);
    if (known === undefined) first.set(name, ref);
    else if (known !== ref) several.add(name);
  }
  for (const name of several) first.delete(name);
  return first;
}
