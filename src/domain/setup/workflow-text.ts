// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the runner evaluates these.
import { partsOf } from "../source/tag-template.ts";
import { type Build, buildOf } from "./build-steps.ts";
import type { Project } from "./project.ts";

/** Which commit of this Action the workflow uses, and what is said of it. */
export interface ActionPin {
  readonly commit: string;
  /** Behind the commit, for people and for programs that renew it. */
  readonly comment: string;
}

/**
 * The workflow that builds, seals and publishes: started by a tag, or by release-please where that makes the tags. It begins without a
 * permission, names every action by its commit, and leaves no credentials in the checkout.
 */
export function workflowText(project: Project, pin: ActionPin): string {
  const build = buildOf(project);
  const job = project.versionTool === "release-please" ? afterReleasePlease(project) : AFTER_TAG;
  return `${[
    "# Builds, seals and publishes a release. `capsule check` says before the tag what would be refused.",
    "name: release",
    "on:",
    "  push:",
    ...job.trigger(project),
    "permissions: {}",
    "",
    "jobs:",
    ...job.before,
    "  release:",
    ...job.conditions,
    "    runs-on: ubuntu-24.04",
    "    permissions:",
    "      contents: write # to publish the release",
    "      id-token: write # to sign as this workflow",
    ...(build.permissions ?? []).map(([name, why]) => `      ${name}: write # ${why}`),
    "    steps:",
    ...indented(checkout(build, job)),
    ...indented(build.steps),
    ...indented(seal(build, job, pin)),
  ].join("\n")}\n`;
}

interface Started {
  trigger(project: Project): readonly string[];
  /** Jobs before the one that seals. */
  readonly before: readonly string[];
  readonly conditions: readonly string[];
  /** The tag, where the run was not started by it. */
  readonly tag: string | undefined;
}

const AFTER_TAG: Started = {
  trigger: ({ tag }) => [`    tags: [${JSON.stringify(tagPattern(tag))}]`],
  ...{ before: [], conditions: [], tag: undefined },
};

function afterReleasePlease({ branch }: Project): Started {
  return {
    trigger: () => [`    branches: [${JSON.stringify(branch)}]`],
    before: [
      "  release-please:",
      "    runs-on: ubuntu-24.04",
      "    permissions:",
      "      contents: write # to make the draft and its tag",
      "      issues: write # to label the pull request",
      "      pull-requests: write # to keep the pull request of the next release",
      "    outputs:",
      "      created: ${{ steps.release.outputs.release_created }}",
      "      tag: ${{ steps.release.outputs.tag_name }}",
      "    steps:",
      "      - id: release",
      "        uses: googleapis/release-please-action@45996ed1f6d02564a971a2fa1b5860e934307cf7 # v5.0.0",
      "",
    ],
    conditions: ["    needs: release-please", "    if: needs.release-please.outputs.created == 'true'"],
    tag: "${{ needs.release-please.outputs.tag }}",
  };
}

/** As a workflow filters tags: what stands around the version, and anything for it. */
function tagPattern(tag: string): string {
  const [before, after] = partsOf(tag.replace("{name}", "*"));
  // Without a mark in front any tag would start a release, so the version must begin with a digit.
  return before === "" ? `[0-9]*${after}` : `${before}*${after}`.replace(/^\*@/, "**@");
}

function checkout({ allCommits }: Build, { tag }: Started): string[] {
  return [
    "- uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "  with:",
    ...(tag === undefined ? [] : [`    ref: ${tag}`]),
    ...(allCommits === true ? ["    fetch-depth: 0"] : []),
    "    persist-credentials: false",
  ];
}

function seal({ inputs }: Build, { tag }: Started, { commit, comment }: ActionPin): string[] {
  const given = { ...inputs, ...(tag === undefined ? {} : { tag }) };
  return [
    `- uses: release-capsule/release-capsule@${commit} # ${comment}`,
    "  with:",
    ...Object.entries(given).map(([name, value]) => `    ${name}: ${value}`),
  ];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `      ${line}`);
}
