import { Cn as Fault, Z as digestHex, _ as parseBundle, a as openCapsule, bn as printable, c as parseRootStatement, ht as MAX_UNVERIFIED_BYTES } from "./part-answer.mjs";

// src/journeys/show/read-unverified.ts
async function readUnverified(capsule, wanted, { files, crypto }) {
	const begin = async (root) => ({
		...await describeRoot(root, crypto),
		holds: within(wanted)
	});
	const { sha256, content } = await openCapsule(capsule, begin, {
		files,
		crypto
	});
	if (content instanceof Fault) throw content;
	const { chosen, root, entries, digests } = content;
	const { statement, rootSha256, material } = chosen;
	return {
		sha256,
		root,
		entries,
		digests,
		statement,
		rootSha256,
		material
	};
}
function within(wanted) {
	let held = 0;
	return (name, size) => {
		if (!wanted.has(name)) return false;
		held += size;
		if (held > 16777216) throw tooLarge(name);
		return true;
	};
}
async function describeRoot(root, crypto) {
	const { content, material } = parseBundle(root);
	if (content.kind !== "dsse") throw new Fault("root-malformed", "the root of the capsule is not an in-toto statement");
	return {
		statement: parseRootStatement(content.payload),
		rootSha256: await digestHex("sha256", content.payload, crypto),
		material
	};
}
function tooLarge(name) {
	return new Fault("archive-limit", `with ${printable(name)} more than ${MAX_UNVERIFIED_BYTES} bytes would be held`, { hint: `nobody vouches for a capsule that is not verified: verify it, and take ${printable(name)} out of it with tar` });
}

export { readUnverified as t };