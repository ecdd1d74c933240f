import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { printable } from "../../kernel/printable.ts";
import { expectedDigests } from "./expected-digests.ts";
import type { AssetList } from "./listed-asset.ts";

const subject = v.strictObject({
  name: v.pipe(v.string(), v.nonEmpty()),
  digest: v.string(),
  kind: v.picklist(["file", "oci"]),
});
const schema = v.strictObject({ version: v.literal(1), subjects: v.array(subject) });

/**
 * Reads the list that the runner keeps at `$GITHUB_ARTIFACTS_LIST` of what earlier steps of the job declared:
 *
 *     {"version":1,"subjects":[{"name":"tool.tgz","digest":"sha256:9f86…","kind":"file"}]}
 *
 * Names are base names, and where the files are is not said. Fault: `asset-list-malformed`.
 * https://github.com/actions/runner/pull/4527
 */
export function readRunnerArtifacts(value: JsonObject): AssetList {
  const { subjects } = parseSchema(schema, value, malformed);
  const assets = subjects
    .filter(({ kind }) => kind === "file")
    .map(({ name, digest }) => {
      const hex = /^sha256:(.*)$/.exec(digest)?.[1];
      if (hex === undefined) throw malformed(`states no SHA-256 of ${printable(name)}`);
      return { name, path: name, expected: expectedDigests({ sha256: hex }, name) };
    });
  const others = subjects.filter(({ kind }) => kind === "oci").map(({ name }) => name);
  return { assets, base: "none", isAsset: false, others };
}

function malformed(reason: string): Fault {
  return new Fault("asset-list-malformed", `the runner's list of artifacts ${reason}`);
}
