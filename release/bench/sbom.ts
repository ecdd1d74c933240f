import { createHash } from "node:crypto";
import { describeAsset } from "../../src/domain/sbom/describe-asset.ts";
import { bytesSource } from "../../src/kernel/byte-source.ts";
import { encodeUtf8 } from "../../src/kernel/utf8.ts";
import { inTurns, type Row } from "./row.ts";

const PACKAGES = 1000;

export async function measureSbom(): Promise<Row[]> {
  const bytes = encodeUtf8(JSON.stringify(lockfile()));
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
  const asset = {
    name: "package-lock.json",
    size: bytes.length,
    sha256: digest("sha256"),
    sha512: digest("sha512"),
    source: bytesSource(bytes),
  };
  const { components } = await describeAsset(asset);
  if (components.length < PACKAGES) throw new Error(`only ${components.length} components were found`);
  const { describe } = await inTurns(5, { describe: () => describeAsset(asset) });
  return [
    {
      work: `describe ${PACKAGES} packages of a package-lock.json`,
      measured: `${describe.toFixed(3)} s`,
      reference: "",
      budget: "< 0.5 s",
      within: describe < 0.5,
    },
  ];
}

/** Each package depends on the next three, as a real tree is neither flat nor deep. */
function lockfile(): object {
  const name = (index: number) => `package-${index % PACKAGES}`;
  const packages = Array.from({ length: PACKAGES }, (_, index) => [
    `node_modules/${name(index)}`,
    {
      version: `1.0.${index}`,
      resolved: `https://packages.example/${name(index)}/-/${name(index)}-1.0.${index}.tgz`,
      integrity: `sha512-${createHash("sha512").update(name(index)).digest("base64")}`,
      license: "MIT",
      dependencies: Object.fromEntries([1, 2, 3].map((step) => [name(index + step), "^1.0.0"])),
    },
  ]);
  return {
    name: "measured",
    version: "1.0.0",
    lockfileVersion: 3,
    packages: {
      "": { name: "measured", version: "1.0.0", dependencies: { [name(0)]: "^1.0.0" } },
      ...Object.fromEntries(packages),
    },
  };
}
