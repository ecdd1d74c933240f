/**
 * What `make` makes, made when it is first asked for. For schemas and tables that most runs do not need: whoever verifies one file
 * waits for each of them at every start.
 */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
