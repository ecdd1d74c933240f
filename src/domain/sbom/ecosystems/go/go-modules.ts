export interface GoModule {
  readonly path: string;
  readonly version: string | undefined;
  /** `h1:` and base64, as in go.sum. */
  readonly sum: string | undefined;
}

export interface GoModules {
  /** Import path of the main package. */
  readonly path: string | undefined;
  readonly main: GoModule | undefined;
  readonly dependencies: readonly GoModule[];
  /** False if C code may be linked in as well, or nothing is said about it. */
  readonly pureGo: boolean;
}

/**
 * The text form of Go's build information, one tab-separated fact a line; `=>` replaces the module above it:
 *
 *     path    example.com/cmd/tool
 *     mod     example.com     (devel)
 *     dep     golang.org/x/sys        v0.1.0  h1:…
 *     =>      ../sys
 *     build   CGO_ENABLED=0
 */
export function parseGoModules(text: string): GoModules {
  let path: string | undefined;
  let main: GoModule | undefined;
  let pureGo = false;
  const dependencies: GoModule[] = [];
  for (const line of text.split("\n")) {
    const [word, first, version, sum] = line.split("\t");
    if (first === undefined || first === "") continue;
    const module = { path: first, version: version || undefined, sum: sum || undefined };
    if (word === "build" && first === "CGO_ENABLED=0") pureGo = true;
    if (word === "path") path = first;
    else if (word === "mod") main = module;
    else if (word === "dep") dependencies.push(module);
    else if (word === "=>" && dependencies.length > 0) replaceLast(dependencies, module);
  }
  return { path, main, dependencies, pureGo };
}

/** A replacement by a folder keeps the name of what it replaces: a path of the building machine is nobody's module. */
function replaceLast(dependencies: GoModule[], by: GoModule): void {
  const replaced = dependencies.pop();
  const isFolder = by.version === undefined || /^[./\\]|^[A-Za-z]:/.test(by.path);
  if (replaced !== undefined) dependencies.push(isFolder ? { ...replaced, sum: undefined } : by);
}
