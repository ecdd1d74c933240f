import { Cn as Fault, et as schemeOf, xn as unicodePattern, yn as encodeHex } from "./part-answer.mjs";

// src/kernel/json-text.ts
function jsonText(value) {
	return `${harmlessJson(JSON.stringify(value, void 0, 2))}\n`;
}
function harmlessJson(json) {
	return /[^\n -~]/.test(json) ? json.replace(invisible(), escaped) : json;
}
const invisible = unicodePattern(String.raw`(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]`, "gu");
function escaped(character) {
	return Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`).join("");
}

// src/domain/source/read-tag.ts
const MAX_TAG = 1024;
const PLAIN_WORDS = /* @__PURE__ */ new Set([
	"release",
	"releases",
	"rel",
	"version",
	"ver",
	"v"
]);
function readTag(tag) {
	if (tag.length > MAX_TAG) return void 0;
	for (const at of [-1, ...Array.from(tag.matchAll(/[-@/_]/g), ({ index }) => index)]) {
		const version = tag.slice(at + 1).replace(/^[vV](?=\d)/, "");
		const versioning = schemeOf(version);
		if (versioning === void 0) continue;
		const before = tag.slice(0, Math.max(at, 0));
		return {
			version,
			versioning,
			component: before === "" || PLAIN_WORDS.has(before.toLowerCase()) ? void 0 : before
		};
	}
}

// src/crypto/hash-source.ts
const BUFFER_BYTES = 1048576;
async function hashSource(source, algorithms, { crypto, onBytes }) {
	const hashes = algorithms.map((algorithm) => [algorithm, crypto.streamHash(algorithm)]);
	const room = Math.min(BUFFER_BYTES, Math.max(source.size, 1));
	let [present, next] = [new Uint8Array(room), new Uint8Array(room)];
	let count = 0;
	let length = await source.read(present, 0);
	while (length > 0) {
		count += length;
		if (count > source.size) break;
		const reading = source.read(next, count);
		reading.catch(() => void 0);
		const part = present.subarray(0, length);
		for (const [, hash] of hashes) hash.update(part);
		onBytes?.(count);
		length = await reading;
		[present, next] = [next, present];
	}
	if (count !== source.size) throw new Fault("source-truncated", `the file does not hold the ${source.size} bytes that its size says`);
	return Object.fromEntries(hashes.map(([name, hash]) => [name, encodeHex(hash.digest())]));
}

// src/kernel/group-by.ts
function groupBy(items, keyOf) {
	const groups = /* @__PURE__ */ new Map();
	for (const item of items) {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group === void 0) groups.set(key, [item]);
		else group.push(item);
	}
	return groups;
}

// src/kernel/counted.ts
function counted(count, one, many = `${one}s`) {
	return `${count} ${count === 1 ? one : many}`;
}

// src/domain/asset/plain-name.ts
const ENDINGS = /^.+\.(?:md|markdown|rst|adoc|txt|asc|sig|minisig|pem|pub|sigstore\.json|intoto\.jsonl|md5|b2|sha(?:1|224|256|384|512)(?:sum)?)$/i;
const NAMES = /^(?:README|LICEN[CS]E|COPYING|NOTICE|CHANGELOG|CHANGES|AUTHORS|CONTRIBUTORS|SECURITY|(?:MD5|B2|SHA(?:1|224|256|384|512))SUMS?)(?:-[A-Za-z0-9]+)?$/;
const READ = /(?:requirements|constraints)[\w.-]*\.txt$|^(?:conanfile|CMakeLists)\.txt$/i;
function isPlainName(name) {
	return (ENDINGS.test(name) || NAMES.test(name)) && !READ.test(name);
}

// src/kernel/documents/source-limits.ts
const MAX_SOURCE_BYTES = 67108864;
const MAX_COSTLY_SOURCE_BYTES = 16777216;
const JSON_MARKS = {
	most: 7e5,
	bytesOfOne: 20,
	lines: false
};
const TOML_MARKS = {
	most: 2e5,
	bytesOfOne: 50
};
const YAML_MARKS = {
	most: 15e4,
	bytesOfOne: 60
};
const YAML_WORDS = {
	most: 1e6,
	charactersOfOne: 12
};
const LINES = {
	most: 3e5,
	charactersOfOne: 15,
	longest: 1 << 22
};

// src/domain/sbom/model/plain-text.ts
const PLAIN_TEXT = {
	name: "release-capsule:contents",
	value: "plain text"
};

export { MAX_SOURCE_BYTES as a, YAML_WORDS as c, groupBy as d, hashSource as f, jsonText as h, MAX_COSTLY_SOURCE_BYTES as i, isPlainName as l, harmlessJson as m, JSON_MARKS as n, TOML_MARKS as o, readTag as p, LINES as r, YAML_MARKS as s, PLAIN_TEXT as t, counted as u };