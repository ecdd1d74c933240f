/** This program, as it names itself in what it writes. A test holds it equal to package.json. */
export const TOOL = { name: "release-capsule", version: "0.1.0" } as const;
