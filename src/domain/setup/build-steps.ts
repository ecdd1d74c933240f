// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the runner evaluates these.
import type { Project, ProjectKind } from "./project.ts";

/** Where the builds that we write put what is released; not `dist`, which many builds use for something else. */
export const OUTPUT_FOLDER = "release-assets";

/** What a build asks of its job, and where it leaves the files. */
export interface Build {
  /** Lines of YAML below `steps:`, each step at the beginning of a line. */
  readonly steps: readonly string[];
  /** Inputs of our step, each with its lines. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Whether the checkout needs all commits. */
  readonly allCommits?: true;
  /** Permissions beside ours, with why. */
  readonly permissions?: readonly (readonly [name: string, why: string])[];
}

const NODE = [
  "- uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0",
  "  with:",
  "    node-version: 24",
  "    package-manager-cache: false",
];
const GO = [
  "- uses: actions/setup-go@b7ad1dad31e06c5925ef5d2fc7ad053ef454303e # v7.0.0",
  "  with:",
  "    go-version-file: go.mod",
  "    cache: false",
];
const TO_OUTPUT: Build["inputs"] = { assets: `${OUTPUT_FOLDER}/*` };
const MAKE_FOLDER = `mkdir ${OUTPUT_FOLDER}`;

/** The steps that build a release of the project, between the checkout and ours. */
export function buildOf(project: Project): Build {
  const { kind } = project;
  switch (kind.kind) {
    case "goreleaser":
      return {
        steps: [
          ...GO,
          "- uses: goreleaser/goreleaser-action@f06c13b6b1a9625abc9e6e439d9c05a8f2190e94 # v7.2.3",
          "  with:",
          "    version: v2.17.1",
          "    args: release --clean",
          "  env:",
          "    GITHUB_TOKEN: ${{ github.token }}",
        ],
        ...{ inputs: { "assets-from": "dist/artifacts.json" }, allCommits: true },
      };
    case "dist":
      return {
        steps: [
          "- run: cargo install --locked cargo-dist@0.34.0",
          ...script([
            'dist build "--tag=$GITHUB_REF_NAME" --output-format=json > dist-manifest.json',
            "mv dist-manifest.json target/distrib/",
          ]),
        ],
        inputs: { "assets-from": "target/distrib/dist-manifest.json" },
      };
    case "npm":
      return { steps: [...NODE, ...npmSteps(kind, project)], inputs: TO_OUTPUT };
    case "cargo":
      return { steps: cargoSteps(kind.programs, project), inputs: TO_OUTPUT };
    case "go":
      return { steps: [...GO, ...goSteps(kind.programs, project)], inputs: TO_OUTPUT };
    case "python":
      return {
        steps: [`- run: pipx run --spec build==1.2.2 pyproject-build --outdir ${OUTPUT_FOLDER}`],
        inputs: TO_OUTPUT,
      };
    case "maven":
      return copied("mvn --batch-mode --no-transfer-progress package", "target/*.jar");
    case "gradle":
      return copied("./gradlew --no-daemon assemble", "build/libs/*.jar");
    case "gem":
      return {
        steps: script(["gem build ./*.gemspec", MAKE_FOLDER, `mv ./*.gem ${OUTPUT_FOLDER}/`]),
        inputs: TO_OUTPUT,
      };
    case "dotnet":
      return { steps: [`- run: dotnet pack --configuration Release --output ${OUTPUT_FOLDER}`], inputs: TO_OUTPUT };
    case "make":
      return { steps: ["- run: make dist"], inputs: { assets: "dist/*" } };
    case "container":
      return CONTAINER;
    case "unknown":
      return {
        steps: [
          ...script([
            `echo "::error::put your build here: it leaves the files to release in ${OUTPUT_FOLDER}"`,
            "exit 1",
          ]),
        ],
        inputs: TO_OUTPUT,
      };
  }
}

function script(lines: readonly string[]): string[] {
  return ["- run: |", ...lines.map((line) => `    ${line}`)];
}

function copied(command: string, made: string): Build {
  return { steps: [`- run: ${command}`, ...script([MAKE_FOLDER, `cp ${made} ${OUTPUT_FOLDER}/`])], inputs: TO_OUTPUT };
}

/** No script of a dependency runs; those of the package itself do, when it is packed. */
function npmSteps({ manager, hasBuild }: ProjectKind & { kind: "npm" }, { members, tag }: Project): string[] {
  const [install, run] = {
    npm: ["npm ci --ignore-scripts", "npm run"],
    pnpm: ["corepack pnpm install --frozen-lockfile --ignore-scripts", "corepack pnpm run"],
    yarn: ["corepack yarn install --immutable --mode=skip-build", "corepack yarn run"],
    none: ["npm install --ignore-scripts --no-package-lock", "npm run"],
  }[manager];
  // The tag says which member is released: what stands in it before the version.
  const between = tag.slice("{name}".length, -"{version}".length);
  const workspace = members.length === 0 ? "" : ` --workspace "\${GITHUB_REF_NAME%${between}*}"`;
  return [
    `- run: ${install}`,
    ...(hasBuild ? [`- run: ${run} build`] : []),
    ...script([MAKE_FOLDER, `npm pack --pack-destination ${OUTPUT_FOLDER}${workspace}`]),
  ];
}

function cargoSteps(programs: readonly string[], { members, name, tag }: Project): string[] {
  if (programs.length > 0) {
    return [
      "- run: cargo build --release --locked",
      ...script([
        MAKE_FOLDER,
        `tar -czf ${OUTPUT_FOLDER}/${name}-linux-x64.tar.gz -C target/release ${programs.join(" ")}`,
      ]),
    ];
  }
  const between = tag.slice("{name}".length, -"{version}".length);
  const chosen = members.length === 0 ? "" : ` --package "\${GITHUB_REF_NAME%${between}*}"`;
  return [
    `- run: cargo package --locked${chosen}`,
    ...script([MAKE_FOLDER, `cp target/package/*.crate ${OUTPUT_FOLDER}/`]),
  ];
}

const PLATFORMS = "linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64";

function goSteps(programs: readonly string[], { name }: Project): string[] {
  if (programs.length === 0) {
    return script([
      MAKE_FOLDER,
      `git archive --format=tar.gz --prefix="${name}/" -o ${OUTPUT_FOLDER}/${name}-source.tar.gz HEAD`,
    ]);
  }
  const builds = programs.map((folder) => {
    const program = folder === "." ? name : folder.slice("cmd/".length);
    const place = folder === "." ? "." : `./${folder}`;
    return `  go build -trimpath -o "${OUTPUT_FOLDER}/${program}-$GOOS-$GOARCH$suffix" ${place}`;
  });
  return [
    ...script([
      `for platform in ${PLATFORMS}; do`,
      '  export GOOS="${platform%/*}" GOARCH="${platform#*/}" suffix=""',
      '  if [ "$GOOS" = windows ]; then suffix=.exe; fi',
      ...builds,
      "done",
    ]),
    "  env:",
    '    CGO_ENABLED: "0"',
  ];
}

const CONTAINER: Build = {
  steps: [
    "- uses: docker/setup-buildx-action@37fe631027851001ddb9b187196cc803df7f5f0e # v4.3.0",
    "- uses: docker/login-action@4907a6ddec9925e35a0a9e82d7399ccc52663121 # v4.1.0",
    "  with:",
    "    registry: ghcr.io",
    "    username: ${{ github.actor }}",
    "    password: ${{ github.token }}",
    "# Names of images have no capital letters; owners and repositories of GitHub may.",
    "- id: image",
    '  run: echo "name=ghcr.io/${GITHUB_REPOSITORY,,}" >> "$GITHUB_OUTPUT"',
    "- id: build",
    "  uses: docker/build-push-action@53b7df96c91f9c12dcc8a07bcb9ccacbed38856a # v7.3.0",
    "  with:",
    "    context: .",
    "    outputs: type=image,name=${{ steps.image.outputs.name }}:${{ github.ref_name }},push=true,oci-mediatypes=true",
    "    provenance: mode=max",
    "    sbom: true",
  ],
  inputs: { images: "${{ steps.image.outputs.name }}@${{ steps.build.outputs.digest }}" },
  permissions: [["packages", "to push the image, and what is signed of it"]],
};
