#!/usr/bin/env node
// Release Capsule, Apache-2.0, and packages of others: verify.licenses.txt has their names and licences, and lies beside
// this file in https://github.com/release-capsule/release-capsule/tree/main/dist.
"use strict";
var nodeVersion = process.versions.node.split(".").map(Number);
if (nodeVersion[0] < 20 || (nodeVersion[0] === 20 && nodeVersion[1] < 19)) {
  console.error("release-capsule needs Node.js 20.19 or later; this is " + process.versions.node + ".");
  process.exitCode = 2;
  return;
}

// The parts of this program, each run when it is first asked for.
var partExports = { "verify.js": exports };
function requirePart(name) {
  if (!partExports[name]) {
    partExports[name] = {};
    parts[name](partExports[name]);
  }
  return partExports[name];
}
var parts = {
"capsule-page.js": function (exports) {
const require_verify = requirePart("verify.js");
const require_folded = requirePart("folded.js");

// views/report/capsule-page.ts
const MOST_OPEN = 50;
function capsulePage(capsule, digest) {
	const { root, entries, sha256 } = capsule;
	const { name, version } = root.predicate.release;
	const facts = require_verify.factRows(capsule).map(([label = "", value = ""]) => require_folded.html`<dt>${label}</dt><dd>${require_folded.foreign(value)}</dd>`);
	const files = root.subject.map((one) => [require_folded.html`<b>${require_folded.foreign(one.name)}</b><br>${require_folded.digestHtml(one.digest.sha256)}`]);
	const documents = entries.map((one) => [
		require_folded.html`${require_folded.foreign(one.name)}`,
		require_folded.html`${require_verify.sizeText(one.size)}`,
		one.listed === false ? require_folded.html`<span class="warn">not what the root lists</span>` : require_folded.foreign(one.mediaType ?? "")
	]);
	const body = require_folded.html`<div class="page">
<header class="top"><span><b>${require_folded.foreign(`${name} ${version}`)}</b> &middot; contents of a capsule</span><span>capsule ${require_verify.TOOL.version}</span></header>
<main><div class="verdict"><p class="word">NOT CHECKED</p>
<h1>This is what the capsule says of itself.</h1>
<p class="because">Nothing of it was verified, and anybody can write such a file.</p></div>
<section><h2>The release</h2><dl class="rows">${facts}</dl></section>
<section><h2>${require_verify.counted(files.length, "file")}</h2>${long({
		kind: "files",
		head: ["File and SHA-256"],
		rows: files
	})}</section>
<section><h2>${require_verify.counted(documents.length, "document")}</h2>${long({
		kind: "documents",
		head: [
			"Document",
			"Size",
			"Kind"
		],
		numbers: [1],
		rows: documents
	})}</section></main>
<footer><p><b>Do not believe this page.</b> It repeats what the capsule ${require_folded.digestHtml(sha256)} says, and the command <code>capsule verify</code> checks it.</p>
<p>This page loads nothing and sends nothing.</p></footer>
</div>`;
	return require_folded.pageDocument({
		title: `NOT CHECKED: ${name} ${version}`,
		body
	}, digest);
}
function long({ rows, ...rest }) {
	const more = rows.slice(MOST_OPEN);
	const write = (some) => require_folded.reportTable({
		...rest,
		rows: some
	});
	return require_folded.html`${write(rows.slice(0, MOST_OPEN))}${require_folded.folded(more, {
		singular: "more",
		plural: "more"
	}, write)}`;
}

exports.capsulePage = capsulePage;
},
"folded.js": function (exports) {
const require_verify = requirePart("verify.js");

// views/report/html.ts
var Markup = class {
	constructor(text) {
		this.text = text;
	}
};
function html(literals, ...values) {
	const inTag = placesOf(literals);
	let text = literals[0] ?? "";
	for (const [index, value] of values.entries()) text += (inTag[index] === true ? attribute(value) : content(value)) + (literals[index + 1] ?? "");
	return new Markup(text);
}
function foreign(text) {
	return html`<bdi class="foreign">${text}</bdi>`;
}
function brokenLines(text) {
	return html`${text.split("\n").map((line, index) => index === 0 ? html`${line}` : html`<br>${line}`)}`;
}
const PLACES = /* @__PURE__ */ new WeakMap();
function placesOf(literals) {
	const known = PLACES.get(literals);
	if (known !== void 0) return known;
	let [inTag, inQuotes] = [false, false];
	const places = literals.slice(0, -1).map((literal) => {
		for (const character of literal) if (character === "\"" && inTag) inQuotes = !inQuotes;
		else if (!inQuotes && (character === "<" || character === ">")) inTag = character === "<";
		if (inTag && !inQuotes) throw new require_verify.Fault("internal", "a value stands in a tag without quotes");
		return inTag;
	});
	PLACES.set(literals, places);
	return places;
}
const PLAIN = /^[A-Za-z0-9 .,:/@_%+#~-]*$/;
function attribute(value) {
	if (typeof value === "number") return String(value);
	if (typeof value === "string" && PLAIN.test(value)) return value;
	throw new require_verify.Fault("internal", "foreign text does not stand in a tag");
}
function content(value) {
	if (value === void 0) return "";
	if (typeof value === "number") return String(value);
	if (typeof value === "string") return escaped(value);
	return value instanceof Markup ? value.text : value.map(({ text }) => text).join("");
}
const REFERENCES = {
	"&": "&#38;",
	"<": "&#60;",
	">": "&#62;",
	"\"": "&#34;",
	"'": "&#39;"
};
const HARMLESS = /^[A-Za-z0-9 .,:;/@_%+#~()-]*$/;
function escaped(text) {
	return HARMLESS.test(text) ? text : Array.from(text, escapedCharacter).join("");
}
function escapedCharacter(character) {
	const reference = REFERENCES[character];
	if (reference !== void 0) return reference;
	const shown = require_verify.escapeInvisible(character);
	return shown === character ? character : `<span class="code-point">${shown}</span>`;
}

// views/report/report-script.ts
const REPORT_SCRIPT = `(function () {
  var box = document.getElementById("find-here");
  if (!box) return;
  var label = document.createElement("label"), input = document.createElement("input"), found = document.createElement("output");
  label.htmlFor = input.id = "find";
  label.textContent = "Find a package or licence";
  input.type = "search";
  input.autocomplete = "off";
  found.htmlFor = "find";
  box.append(label, input, found);
  var rows = document.querySelectorAll("#packages tbody tr"), folds = document.querySelectorAll("#packages details");
  input.addEventListener("input", function () {
    var wanted = input.value.trim().toLowerCase(), count = 0;
    rows.forEach(function (row) {
      row.hidden = row.textContent.toLowerCase().indexOf(wanted) < 0;
      if (!row.hidden) count++;
    });
    folds.forEach(function (fold) { fold.open = wanted !== ""; });
    found.textContent = wanted === "" ? "" : count + " found";
  });
})();`;

// views/report/report-style.ts
const REPORT_STYLE = `:root{color-scheme:light dark;
--paper:#faf9f5;--card:#fff;--sunk:#f2f0e9;--ink:#1d2125;--ink-2:#555c64;--rule:#dedad0;--rule-2:#8b8f8a;--link:#1d4e89;
--good:#0f6440;--bad:#a61e17;--warn:#7a4b00;--warn-2:#fbf1da;--bar:#4f6f9f;
--serif:"Iowan Old Style","Palatino Linotype",Palatino,"Noto Serif",Georgia,serif;
--sans:system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;
--mono:ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
@media screen and (prefers-color-scheme:dark){:root{
--paper:#14171a;--card:#1b1f23;--sunk:#101316;--ink:#e9e7e2;--ink-2:#a7aeb6;--rule:#30363c;--rule-2:#7d858d;--link:#93bbf2;
--good:#79d6a5;--bad:#ffa097;--warn:#efc473;--warn-2:#2f2614;--bar:#7f9fd1}}
*,::before,::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:16px}
body{margin:0;background:var(--paper);color:var(--ink);font:400 16px/1.55 var(--sans)}
h1,h2,h3,p,dl,dd,ol,ul,figure,table{margin:0;padding:0}
ol,ul{list-style:none}
h1,h2{font-family:var(--serif);font-weight:600;line-height:1.2;text-wrap:balance;letter-spacing:-.005em}
h1{font-size:clamp(27px,4.2vw,39px);overflow-wrap:anywhere}h2{font-size:25px}h3{font-size:16px;font-weight:650;line-height:1.35}
p{text-wrap:pretty;max-width:44em;overflow-wrap:anywhere}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:3px}
:focus-visible{outline:2px solid var(--link);outline-offset:3px;border-radius:3px}
code{font-family:var(--mono);font-size:.9em;font-variant-ligatures:none}
.quiet{color:var(--ink-2)}.small{font-size:13px;line-height:1.5}
.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}
.foreign{unicode-bidi:isolate;overflow-wrap:anywhere}
.code-point{font-family:var(--mono);font-size:.86em;color:var(--warn);background:var(--warn-2);border-radius:3px;padding:0 3px;margin:0 1px}
.digest{display:inline-block;font-size:12.5px;line-height:1.55;user-select:all;cursor:copy}
.digest span{margin-right:.55em}
.command{display:block;background:var(--sunk);border:1px solid var(--rule);border-radius:8px;padding:12px 16px;overflow-wrap:anywhere;user-select:all;line-height:1.6}
.pill{width:72px;height:36px;flex:none;overflow:visible;margin-top:2px}
.pill path{stroke-width:2.4;stroke-linejoin:round;stroke-linecap:round;stroke:currentColor}
.pill .a{fill:currentColor}.pill .b{fill:var(--card)}.pill .dashed{stroke-dasharray:4 5;fill:var(--card)}.pill .tick{fill:none;stroke-width:3.2}
.mark{width:1em;height:1em;flex:none;fill:none;stroke:currentColor;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round;vertical-align:-.12em}
.result{display:inline-flex;gap:6px;align-items:baseline;font-weight:600;white-space:nowrap}
.page{max-width:1040px;margin:0 auto;padding:24px 16px 72px}
.top{display:flex;flex-wrap:wrap;gap:4px 16px;justify-content:space-between;font-size:13px;color:var(--ink-2);padding-bottom:24px}
.top b{color:var(--ink);font-weight:650}.top span{overflow-wrap:anywhere}
.verdict{background:var(--card);border:1px solid var(--rule);border-top:4px solid var(--tone,var(--rule-2));border-radius:4px 4px 12px 12px;padding:32px 32px 24px}
.is-verified{--tone:var(--good)}.is-rejected{--tone:var(--bad)}.is-incomplete{--tone:var(--warn)}.tone{color:var(--tone)}
.say{display:grid;grid-template-columns:auto 1fr;gap:8px 24px;align-items:start}.say>*{min-width:0}
.word{font-weight:750;letter-spacing:.11em;line-height:1.2;padding-bottom:8px}
.say h1{max-width:22em}.because{padding-top:12px}
.reason{display:grid;grid-template-columns:9.5em 1fr;gap:4px 16px;margin-top:24px;padding-top:16px;border-top:1px solid var(--rule)}
.reason dt{padding-top:3px}.reason .command{margin:4px 0}.reason .wide{grid-column:1/-1}
.facts{display:grid;grid-template-columns:repeat(4,1fr);gap:16px 24px;margin-top:32px;padding-top:24px;border-top:1px solid var(--rule)}
dt{font-size:13px;color:var(--ink-2);line-height:1.4}dd{overflow-wrap:anywhere;min-width:0}
.facts dd{font-weight:600}.facts dd .small{display:block;font-weight:400}
.compare{display:grid;grid-template-columns:auto 1fr;gap:8px 32px;align-items:center;padding:16px 32px;margin-top:16px;border:1px solid var(--rule);border-radius:12px}
.compare .value{font:600 25px/1.2 var(--mono);overflow-wrap:anywhere}
nav{padding:24px 0 0;font-size:13px}nav ul{display:flex;flex-wrap:wrap;gap:0 24px}nav a{display:inline-block;padding:12px 0}
section{padding-top:72px}
section>h2{padding-bottom:8px}section>.command{margin-bottom:24px}section>p{padding-bottom:24px;color:var(--ink-2)}section>p.after{padding:16px 0 0}
.split{display:grid;grid-template-columns:1fr 440px;gap:48px;align-items:start}.split>*{min-width:0}
.rows{display:grid;grid-template-columns:9.5em 1fr;border-top:1px solid var(--rule)}
.rows dt,.rows dd{padding:10px 0;border-bottom:1px solid var(--rule)}.rows dt{padding-top:12px}
.trust{width:100%;height:auto;display:block;font-family:var(--sans)}
.trust rect{fill:var(--card);stroke:var(--rule-2)}.trust .yours{stroke:var(--ink);stroke-width:1.6}.trust .theirs{stroke-dasharray:4 3}
.trust .t{font-size:13px;font-weight:650;fill:var(--ink)}.trust .s,.trust .head{font-size:11.5px;fill:var(--ink-2)}
.trust .line{stroke:var(--rule-2)}.trust .mid{font-size:11.5px;text-anchor:middle}
.trust circle{fill:var(--card);stroke:currentColor;stroke-width:1.4}.trust .sign{fill:none;stroke:currentColor;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}.trust .mid{fill:currentColor}
.time{display:grid;grid-template-columns:repeat(4,1fr)}
.time li{position:relative;padding:24px 16px 0 0;min-width:0}
.time li::before{content:"";position:absolute;left:0;right:0;top:7px;border-top:2px solid var(--rule)}
.time li:last-child::before{right:auto;width:14px}
.time li::after{content:"";position:absolute;left:0;top:0;width:16px;height:16px;border-radius:50%;border:2px solid var(--rule-2);background:var(--paper)}
.time li.sure::after{background:var(--good);border-color:var(--good)}
.time time{display:block;font-variant-numeric:tabular-nums}
table{width:100%;border-collapse:collapse;font-size:15px;line-height:1.45}
th{text-align:left;font-weight:500;font-size:13px;color:var(--ink-2);padding:0 16px 8px 0;border-bottom:1px solid var(--rule-2);vertical-align:bottom}
td,tbody th{padding:11px 16px 11px 0;border-bottom:1px solid var(--rule);vertical-align:top;font-size:15px;color:var(--ink);font-weight:400;overflow-wrap:anywhere}
th:last-child,td:last-child{padding-right:0}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tbody th b{font-weight:600}tr[hidden]{display:none}
.delta td:nth-child(2){white-space:nowrap}.files .digest{color:var(--ink-2)}.files .n{padding-right:32px}
#packages th:first-child{width:42%}#packages th:nth-child(2){width:20%}#packages td,#packages tbody th{padding-top:8px;padding-bottom:8px}#packages table{table-layout:fixed}
summary{cursor:pointer;padding:10px 0;min-height:44px;color:var(--link)}
.share{display:block;width:84px;height:4px;margin:7px 0 0 auto}.share rect{fill:var(--bar)}
.bars{display:grid;grid-template-columns:15em 1fr auto;gap:7px 16px;align-items:center;font-size:15px;padding:12px 0 24px}
.bars>li{display:contents}.bars svg{width:100%;height:12px;display:block}.bars rect{fill:var(--bar)}.bars .b3{fill:var(--bad)}.bars .name{overflow-wrap:anywhere;line-height:1.3;min-width:0}
.find{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:center;font-size:13px;color:var(--ink-2)}
.find input{font:inherit;font-size:16px;color:var(--ink);background:var(--card);border:1px solid var(--rule-2);border-radius:6px;padding:6px 10px;min-height:44px;width:min(22em,100%);margin:8px 0 16px}
.limits{border:1px solid var(--rule-2);border-radius:12px;padding:8px 32px}
.limits li{display:grid;grid-template-columns:1fr 1fr;gap:8px 32px;padding:16px 0;border-bottom:1px solid var(--rule)}.limits li:last-child{border:0}.limits li>*{min-width:0;overflow-wrap:anywhere}
.limits b{font-weight:600}.on-paper{display:none}
footer{margin-top:72px;padding-top:24px;border-top:1px solid var(--rule);font-size:13px;color:var(--ink-2)}footer p+p{padding-top:12px}footer .command{color:var(--ink);margin:8px 0 12px;max-width:68ch;font-size:12.5px}
@media (max-width:860px){.split{grid-template-columns:1fr;gap:32px}.trust{max-width:440px}.facts{grid-template-columns:1fr 1fr}.limits li{grid-template-columns:1fr}}
@media (max-width:640px){section{padding-top:48px}.verdict{padding:24px 16px 16px}.say,.compare,.reason,.rows{grid-template-columns:1fr}.compare{padding:16px}
.time{grid-template-columns:1fr}.time li{padding:0 0 24px 34px}.time li::before{left:7px;right:auto;top:8px;bottom:-8px;border-top:0;border-left:2px solid var(--rule)}.time li:last-child::before{display:none}.time li::after{top:4px}
.share{margin-left:0}.rows dt{border:0;padding-bottom:0}.rows dd{padding-top:0}.limits{padding:4px 16px}.bars{grid-template-columns:8.5em 1fr auto}
table,tbody{display:block}thead{display:none}tr{display:flex;flex-wrap:wrap;gap:2px 12px;padding:10px 0;border-bottom:1px solid var(--rule)}td,tbody th,#packages td,#packages tbody th{border:0;padding:0;width:auto}table{border-top:1px solid var(--rule-2)}
.files tbody th{flex:1 0 100%}.digest{width:calc(32ch + 2.6em);vertical-align:top}.files td.n{flex:1;text-align:left;color:var(--ink-2)}
tbody th{flex:1 1 calc(100% - 7em)}#packages tbody th{flex:1 1 100%}#packages td{color:var(--ink-2)}.all td:last-child{flex:1 0 100%;color:var(--ink-2)}}
@media print{:root{color-scheme:light;--paper:#fff;--sunk:#fff;--ink:#000;--link:#000;--warn-2:#fff}
@page{margin:12mm 14mm}body{font-size:9pt;line-height:1.32}.page{max-width:none;padding:0}.on-paper{display:block}nav,.find,.lookup,details,tr.more{display:none}p{max-width:none}dt,.small,th,.top,footer{font-size:8pt;line-height:1.3}
section{padding-top:4.5mm}section>p{padding-bottom:1.5mm}section>p.after{padding-top:1.5mm}h1{font-size:18pt}h2{font-size:13pt;padding-bottom:.5mm}h3{font-size:9pt}h2,h3,section>p{break-after:avoid}.top{padding-bottom:2mm}.verdict{padding:4mm 5mm 3mm}.because{padding-top:1mm}.reason,.facts{margin-top:3mm;padding-top:2.5mm;grid-template-columns:28mm 1fr}.facts{grid-template-columns:repeat(4,1fr)}.compare{padding:2mm 5mm;margin-top:2mm}.compare .value{font-size:13pt}
.rows{grid-template-columns:22mm 1fr}.rows dt,.rows dd{padding:.7mm 0}.split{grid-template-columns:1fr 70mm;gap:7mm}td,tbody th{font-size:8.5pt;padding-top:.8mm;padding-bottom:.8mm}th{padding-bottom:1mm}.digest{font-size:7pt;line-height:1.3}.time{grid-template-columns:repeat(4,1fr)}.time li{padding-top:5mm}.time li::after{width:3.4mm;height:3.4mm}.time li::before{top:1.5mm}
.share{display:none}.bars{padding:.5mm 0;gap:.4mm 4mm;font-size:8.5pt;grid-template-columns:40mm 60mm auto;justify-content:start}.bars svg{height:2mm}.bars li:nth-child(n+6) *{display:none}.limits{padding:.5mm 5mm}.limits li{grid-template-columns:1fr 1fr;gap:1mm 6mm;padding:1.1mm 0}footer{margin-top:4mm;padding-top:2mm;break-inside:avoid}footer p+p{padding-top:1mm}footer .command{margin:1mm 0;padding:1mm 3mm}tr,li,.verdict,.trust{break-inside:avoid}.pill,rect,.time li::after{print-color-adjust:exact}a{text-decoration:none}}
`;

// views/report/page-document.ts
const PAGE_MARK = "<meta name=\"generator\" content=\"release-capsule\">";
function pageHead(policy, title, styles) {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${PAGE_MARK}
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
${title.text}
${styles.map((style) => `<style>${style}</style>`).join("\n")}
</head>`;
}
async function pageDocument({ title, body, style: own }, digest) {
	const styles = own === void 0 ? [REPORT_STYLE] : [REPORT_STYLE, own];
	const [script, ...known] = await Promise.all([REPORT_SCRIPT, ...styles].map((text) => digest(require_verify.encodeUtf8(text))));
	return `${pageHead(`default-src 'none'; style-src ${known.map((one) => `'sha256-${one}'`).join(" ")}; script-src 'sha256-${script}'; img-src data:; base-uri 'none'; form-action 'none'`, html`<title>${require_verify.visible(title)}</title>`, styles)}
<body>
${body.text}
<script>${REPORT_SCRIPT}<\/script>
</body>
</html>
`;
}

// views/report/report-table.ts
function reportTable({ kind, head, numbers = [], rows, printed = rows.length }) {
	const heads = head.map((title, at) => numbers.includes(at) ? html`<th role="columnheader" scope="col" class="n">${title}</th>` : html`<th role="columnheader" scope="col">${title}</th>`);
	const body = rows.map(([name, ...cells], index) => {
		const shown = cells.map((cell, at) => numbers.includes(at + 1) ? html`<td role="cell" class="n">${cell}</td>` : html`<td role="cell">${cell}</td>`);
		const all = html`<th role="rowheader" scope="row">${name}</th>${shown}`;
		return index < printed ? html`<tr role="row">${all}</tr>\n` : html`<tr role="row" class="more">${all}</tr>\n`;
	});
	return html`<table role="table" class="${kind}"><thead role="rowgroup"><tr role="row">${heads}</tr></thead><tbody role="rowgroup">
${body}</tbody></table>`;
}
function digestHtml(hex) {
	const groups = hex.match(/.{1,8}/g) ?? [];
	return html`<code class="digest">${groups.map((group, at) => at === 0 ? html`<span>${group}</span>` : html`<wbr><span>${group}</span>`)}</code>`;
}

// views/report/folded.ts
const MOST_MARKUP = 15e5;
const PIECE = 250;
function folded(items, { singular, plural }, write) {
	if (items.length === 0) return void 0;
	const pieces = [];
	let [at, size] = [0, 0];
	while (at < items.length && size < MOST_MARKUP) {
		const piece = write(items.slice(at, at + PIECE));
		pieces.push(piece);
		size += piece.text.length;
		at += PIECE;
	}
	const left = items.length - at;
	const rest = left > 0 ? html`<p class="after">And ${require_verify.counted(left, singular, plural)}, too many for a page.</p>` : void 0;
	return html`<details><summary>${require_verify.counted(items.length, singular, plural)}</summary>
${pieces}${rest}</details>`;
}

Object.defineProperty(exports, "PAGE_MARK", {
  enumerable: true,
  get: function () {
    return PAGE_MARK;
  }
});
Object.defineProperty(exports, "brokenLines", {
  enumerable: true,
  get: function () {
    return brokenLines;
  }
});
Object.defineProperty(exports, "digestHtml", {
  enumerable: true,
  get: function () {
    return digestHtml;
  }
});
Object.defineProperty(exports, "folded", {
  enumerable: true,
  get: function () {
    return folded;
  }
});
Object.defineProperty(exports, "foreign", {
  enumerable: true,
  get: function () {
    return foreign;
  }
});
Object.defineProperty(exports, "html", {
  enumerable: true,
  get: function () {
    return html;
  }
});
Object.defineProperty(exports, "pageDocument", {
  enumerable: true,
  get: function () {
    return pageDocument;
  }
});
Object.defineProperty(exports, "reportTable", {
  enumerable: true,
  get: function () {
    return reportTable;
  }
});
},
"imported-trust.js": function (exports) {
const require_verify = requirePart("verify.js");

// domain/sigstore/roots-file.ts
const version = require_verify.pipe(require_verify.number(), require_verify.safeInteger(), require_verify.minValue(1));
const path = require_verify.pipe(require_verify.string(), require_verify.regex(/^(?:(?:[1-9][0-9]{0,9}\.)?(?:root|timestamp|snapshot|targets)\.json|targets\/(?:[0-9a-f]{64}\.)?trusted_root\.json)$/));
const carriedRoot = require_verify.strictObject({
	instance: require_verify.picklist([
		"public-good",
		"github",
		"staging"
	]),
	repository: require_verify.pipe(require_verify.string(), require_verify.maxLength(2048)),
	fetched: require_verify.pipe(require_verify.string(), require_verify.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)),
	versions: require_verify.strictObject({
		root: version,
		timestamp: version,
		snapshot: version,
		targets: version
	}),
	sha256: require_verify.pipe(require_verify.string(), require_verify.regex(/^[0-9a-f]{64}$/)),
	files: require_verify.pipe(require_verify.record(path, require_verify.pipe(require_verify.string(), require_verify.maxLength(5e6))), require_verify.maxEntries(300))
});
const rootsFileSchema = require_verify.strictObject({
	schema: require_verify.literal(require_verify.schemaId("roots-file")),
	roots: require_verify.pipe(require_verify.array(carriedRoot), require_verify.minLength(1), require_verify.maxLength(3))
});
const MAX_ROOTS_FILE_BYTES = 32 << 20;
function parseRootsFile(bytes) {
	const { roots } = readFile(bytes);
	if (new Set(roots.map(({ instance }) => instance)).size < roots.length) throw malformed("an instance stands in it twice");
	if (roots.some(({ fetched }) => Number.isNaN(Date.parse(fetched)))) throw malformed("a date in it is not a date");
	return roots;
}
function readFile(bytes) {
	try {
		const json = require_verify.parseJsonObject(bytes, {
			maxBytes: MAX_ROOTS_FILE_BYTES,
			what: "the roots file"
		});
		const parsed = require_verify.safeParse(rootsFileSchema, json);
		if (parsed.success) return parsed.output;
	} catch (error) {
		if (error instanceof require_verify.Fault) throw new require_verify.Fault("trusted-root-malformed", error.message, { cause: error });
		throw error;
	}
	throw malformed("it does not follow its schema");
}
function malformed(problem) {
	return new require_verify.Fault("trusted-root-malformed", `the roots file is malformed: ${problem}`, { hint: "make it anew with capsule roots export, on a machine with a network" });
}

// services/tuf/imported-trust.ts
function importedTrust(instances, builtIn, { path, files, roots }) {
	return { async trustedRoots() {
		const carried = await readStore(path, files);
		const chosen = [];
		for (const instance of instances) {
			const one = carried.find((root) => root.instance === instance);
			if (one === void 0 || Date.parse(one.fetched) <= Date.parse(require_verify.EMBEDDED_ROOTS[instance].dated)) {
				chosen.push(builtIn(instance));
				continue;
			}
			const { bytes, fetched, repository, versions } = await roots.prove(one);
			const origin = `imported ${instance} root, version ${versions.targets} of ${repository}`;
			chosen.push({
				bytes,
				origin,
				dated: fetched.slice(0, 10),
				mayBeOutdated: true
			});
		}
		return chosen;
	} };
}
async function readStore(path, files) {
	try {
		return parseRootsFile(await files.read(path, MAX_ROOTS_FILE_BYTES));
	} catch (error) {
		if (!(error instanceof require_verify.Fault) || error.code !== "trusted-root-malformed") throw error;
		throw new require_verify.Fault(error.code, `${require_verify.printable(path)}: ${error.message}`, {
			cause: error,
			hint: "import the roots again, or remove this file to use the built-in ones"
		});
	}
}

exports.importedTrust = importedTrust;
},
"prove-root.js": function (exports) {
const require_verify = requirePart("verify.js");

// domain/update/refused-update.ts
function refusedUpdate(problem) {
	return new require_verify.Fault("trust-update-refused", problem);
}

// domain/update/signed-text.ts
function signedText(value) {
	switch (typeof value) {
		case "string": return quoted(value);
		case "number":
			if (!Number.isSafeInteger(value)) throw refusedUpdate("metadata holds a number that is not whole");
			return String(value);
		case "object": return value === null ? "null" : nested(value);
		default: return String(value);
	}
}
function nested(value) {
	if (Array.isArray(value)) return `[${value.map(signedText).join(",")}]`;
	return `{${Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, member]) => `${quoted(key)}:${signedText(member)}`).join(",")}}`;
}
function quoted(text) {
	return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

// domain/update/metadata.ts
const LIMITS = {
	root: 512e3,
	timestamp: 16384,
	snapshot: 2e6,
	targets: 5e6
};
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
function parseMetadata(bytes, role) {
	const { signed, signatures } = require_verify.parseJsonObject(bytes, {
		maxBytes: LIMITS[role],
		what: `the ${role} metadata`
	});
	if (!require_verify.isJsonObject(signed) || signed["_type"] !== role) throw refusedUpdate(`what should be ${role} metadata is not`);
	if (!/^1(?:\.\d{1,4}){1,2}$/.test(requiredText(signed["spec_version"]))) throw refusedUpdate(`the ${role} metadata is not of version 1 of the specification`);
	return {
		role,
		version: requiredCount(signed["version"]),
		expires: timeOf(signed["expires"]),
		signed,
		signedBytes: require_verify.encodeUtf8(signedText(signed)),
		signatures: readSignatures(signatures)
	};
}
function readSignatures(value) {
	if (!Array.isArray(value)) throw refusedUpdate("metadata has no list of signatures");
	const found = /* @__PURE__ */ new Map();
	for (const one of value) {
		const { keyid, sig } = requiredObject(one);
		if (found.has(requiredText(keyid))) throw refusedUpdate("a key signed twice");
		found.set(requiredText(keyid), require_verify.decodeHex(requiredText(sig)));
	}
	return found;
}
function requiredObject(value) {
	if (!require_verify.isJsonObject(value)) throw refusedUpdate("a part of the metadata is not an object");
	return value;
}
function requiredText(value) {
	if (typeof value !== "string") throw refusedUpdate("a part of the metadata is not a text");
	return value;
}
function requiredCount(value) {
	if (!Number.isSafeInteger(value) || Number(value) < 1) throw refusedUpdate("a number in the metadata is not a count");
	return Number(value);
}
function timeOf(value) {
	const time = new Date(DATE_TIME.test(requiredText(value)) ? requiredText(value) : NaN);
	if (Number.isNaN(time.getTime())) throw refusedUpdate("a time in the metadata is not a time");
	return time;
}

// domain/update/role-keys.ts
const EC = "1.2.840.10045.2.1";
const SCHEMES = {
	"ecdsa-sha2-nistp256": {
		hash: "sha256",
		kinds: ["ecdsa", "ecdsa-sha2-nistp256"],
		algorithm: [EC, "1.2.840.10045.3.1.7"],
		curve: "P-256"
	},
	"ecdsa-sha2-nistp384": {
		hash: "sha384",
		kinds: ["ecdsa", "ecdsa-sha2-nistp384"],
		algorithm: [EC, "1.3.132.0.34"],
		curve: "P-384"
	},
	ed25519: {
		hash: "sha512",
		kinds: ["ed25519"],
		algorithm: ["1.3.101.112"],
		curve: void 0
	}
};
function keysOf(root, role) {
	const roles = requiredObject(root.signed["roles"]);
	for (const name of Object.keys(roles)) readRole(root, roles[name]);
	return readRole(root, roles[role]);
}
function readRole(root, role) {
	const { keyids, threshold } = requiredObject(role);
	if (!Array.isArray(keyids)) throw refusedUpdate("a role has no list of keys");
	const all = requiredObject(root.signed["keys"]);
	const ids = keyids.map(requiredText);
	const keys = ids.flatMap((id) => Object.hasOwn(all, id) ? readRoleKey(id, all[id]) : []);
	const distinct = new Set(keys.map(({ key }) => require_verify.encodeHex(key.spki)));
	if (new Set(ids).size < ids.length || distinct.size < keys.length) throw refusedUpdate("a root lets one signer count more than once");
	return {
		keys,
		threshold: requiredCount(threshold)
	};
}
function readRoleKey(id, value) {
	const { keytype, scheme, keyval } = requiredObject(value);
	const name = requiredText(scheme);
	const known = Object.hasOwn(SCHEMES, name) ? SCHEMES[name] : void 0;
	if (known === void 0 || !known.kinds.includes(requiredText(keytype))) return [];
	const key = understoodKey(requiredText(requiredObject(keyval)["public"]), known);
	return key === void 0 ? [] : [{
		id,
		key,
		hash: known.hash
	}];
}
function understoodKey(text, scheme) {
	try {
		const key = require_verify.readPublicKey(spkiOf(text, scheme));
		return (key.kind === "ec" ? key.curve === scheme.curve : key.kind === scheme.kinds[0]) ? key : void 0;
	} catch (error) {
		if (error instanceof require_verify.Fault) return void 0;
		throw error;
	}
}
function spkiOf(text, { algorithm }) {
	if (text.startsWith("-----BEGIN ")) return require_verify.parsePem(text, "PUBLIC KEY");
	return require_verify.sequence(require_verify.sequence(...algorithm.map(require_verify.oid)), require_verify.bitString(require_verify.decodeHex(text)));
}

// domain/update/prove-target.ts
const MAX_ROTATIONS = 256;
const ALGORITHMS = [
	"sha256",
	"sha384",
	"sha512"
];
async function proveTarget(name, update, crypto) {
	const reading = {
		update,
		crypto
	};
	const root = await lastRoot(reading);
	const timestamp = await readSigned("timestamp", "timestamp.json", {
		root,
		...reading
	});
	const snapshot = await readListed("snapshot", entryOf(timestamp.signed["meta"], "snapshot.json"), {
		root,
		...reading
	});
	const targets = await readListed("targets", entryOf(snapshot.signed["meta"], "targets.json"), {
		root,
		...reading
	});
	const bytes = await readTarget(name, targets, {
		root,
		...reading
	});
	const [first, second, third, fourth] = [
		root,
		timestamp,
		snapshot,
		targets
	].map(({ version }) => version);
	return {
		bytes,
		versions: {
			root: first ?? 0,
			timestamp: second ?? 0,
			snapshot: third ?? 0,
			targets: fourth ?? 0
		}
	};
}
async function lastRoot({ update, crypto }) {
	let root = parseMetadata(update.root, "root");
	await requireSignedFor(root, root, crypto);
	for (let rotation = 0; rotation < MAX_ROTATIONS; rotation++) {
		const bytes = update.files.get(`${root.version + 1}.root.json`);
		if (bytes === void 0) break;
		const next = parseMetadata(bytes, "root");
		await requireSignedFor(next, root, crypto);
		if (next.version !== root.version + 1) throw refusedUpdate("a root is not of the version that its name says");
		await requireSignedFor(next, next, crypto);
		root = next;
	}
	requireValid(root, update.at);
	return root;
}
async function requireSignedFor(metadata, root, crypto) {
	const { keys, threshold } = keysOf(root, metadata.role);
	let signers = 0;
	for (const { id, key, hash } of keys) {
		const signature = metadata.signatures.get(id);
		if (signature === void 0) continue;
		if (await crypto.verify({
			key,
			hash,
			bytes: metadata.signedBytes,
			signature
		})) signers++;
	}
	if (signers < threshold) throw refusedUpdate(`the ${metadata.role} metadata is signed by ${signers} keys of the ${threshold} that it needs`);
}
async function readSigned(role, path, reading) {
	const { root, update, crypto } = reading;
	const metadata = parseMetadata(fileAt(path, update), role);
	await requireSignedFor(metadata, root, crypto);
	requireValid(metadata, update.at);
	return metadata;
}
async function readListed(role, listed, reading) {
	const version = requiredCount(listed["version"]);
	const path = isConsistent(reading.root) ? `${version}.${role}.json` : `${role}.json`;
	await requireAsListed(fileAt(path, reading.update), listed, reading.crypto);
	const metadata = await readSigned(role, path, reading);
	if (metadata.version !== version) throw refusedUpdate(`the ${role} metadata is not of the version that is listed`);
	return metadata;
}
async function readTarget(name, targets, { root, update, crypto }) {
	const listed = entryOf(targets.signed["targets"], name);
	const sha256 = requiredText(requiredObject(listed["hashes"])["sha256"]);
	const bytes = fileAt(`targets/${isConsistent(root) ? `${sha256}.${name}` : name}`, update);
	requiredCount(listed["length"]);
	await requireAsListed(bytes, listed, crypto);
	return bytes;
}
async function requireAsListed(bytes, { length, hashes }, crypto) {
	if (length !== void 0 && bytes.length !== requiredCount(length)) throw refusedUpdate("a file is not as long as is listed");
	if (hashes === void 0) return;
	const digests = Object.entries(requiredObject(hashes));
	if (digests.length === 0) throw refusedUpdate("a file is listed with no digest");
	for (const [name, digest] of digests) {
		const algorithm = ALGORITHMS.find((one) => one === name);
		if (algorithm === void 0 || await require_verify.digestHex(algorithm, bytes, crypto) !== digest) throw refusedUpdate("a file is not of the digest that is listed");
	}
}
function requireValid({ role, expires }, at) {
	if (at < expires) return;
	throw new require_verify.Fault("trust-update-refused", `the ${role} metadata has expired`, { hint: "either somebody holds back newer metadata, or the clock of this machine is wrong" });
}
function isConsistent(root) {
	const value = root.signed["consistent_snapshot"];
	if (typeof value !== "boolean") throw refusedUpdate("a root does not say how its repository names files");
	return value;
}
function entryOf(list, name) {
	const listed = requiredObject(list);
	if (!Object.hasOwn(listed, name)) throw refusedUpdate(`${name} is not listed`);
	return requiredObject(listed[name]);
}
function fileAt(path, { files }) {
	const bytes = files.get(path);
	if (bytes === void 0) throw refusedUpdate(`${path} is not there`);
	return bytes;
}

// services/tuf/roots/github.json
var github_default = {
	signatures: [
		{
			"keyid": "54809115b40137aac01af4b7ac2408c77ea0d58fa4dad48fc3196497d2a26f44",
			"sig": ""
		},
		{
			"keyid": "8b498a80a1b7af188c10c9abdf6aade81d14faaffcde2abcd6063baa673ebd12",
			"sig": "3046022100b7e9b7174cbad8871520d60bb8cc6e479f250be022e31f3bcdd3ceec55c1553c022100da3bcc0f2391490549f0ea45f1ca4af5aeb5ab10c846f7a7eac883c4a62edea1"
		},
		{
			"keyid": "56db9f7d64bef1feab6190760336643b20196af4875ee8be915e78f239863aae",
			"sig": "30450221008bdaa1a37e031404c0e9323c518bc6bf032f25bf81f9b7f750df19b74287885f0220730cb8b50a80b9ca5d4ec74358e0b35066a5ef9bb7da684b642e7d903740eee0"
		},
		{
			"keyid": "d6a89e23fb22801a0d1186bf1bdd007e228f65a8aa9964d24d06cb5fbb0ce91c",
			"sig": "3045022100937376a35c200a86ef7338d357ca18c7feeff2ccfb538a44a612545a8fdfb1f602200a72ad82e69cae2a764c014269a07e583cc15964de525a3c8ade0661e42fe53e"
		},
		{
			"keyid": "a10513a5ab61acd0c6b6fbe0504856ead18f3b17c4fabbe3fa848c79a5a187cf",
			"sig": "3045022036c8a2b135f71dfd421fa3124d7ab77c730daf5e5a3b70b67925a22c7f91c003022100bde6399c5b2ee41060395a3167a7458b4a25b9679f584822adefedb93e0c27eb"
		},
		{
			"keyid": "1b8fa2a77525b38ef24804d3d907ca96f76d178a49520333626ba36d319c5790",
			"sig": "304502210081e87da79a0afbcbd28ab54d3d16c245f58c4105c4c043cb41e69dfe4cd37f0b0220434e17ef1d60f222f825c0647f2013dcde1e144aafe067f4c22a99737ba4f061"
		},
		{
			"keyid": "88737ccdac7b49cc237e9aaead81be2a40278b886a693d8149a19cf543f093d3",
			"sig": "304502210085ccbbad39f5e9dff06b57646bf7173d24875b151390a43fc335a85263372be502206032d70fc60630387b9bd3b88a52c07674541f53e100914ea51e6b950f7f0f88"
		}
	],
	signed: {
		"_type": "root",
		"consistent_snapshot": true,
		"expires": "2027-01-28T20:18:53Z",
		"keys": {
			"1b8fa2a77525b38ef24804d3d907ca96f76d178a49520333626ba36d319c5790": {
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZcUP5fUpUgUiGMusabv7lmn+6nVI\nManyvT8Qr7IJ88pbCdDQdh5rdfjvk+AjQja4l+xOh7V9GtRUcM3gbJSD+w==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@aaroncathcart"
			},
			"54809115b40137aac01af4b7ac2408c77ea0d58fa4dad48fc3196497d2a26f44": {
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEimKcdST+ORD+g0aGEFDOVZDAaIYg\nIgesNKiIe2L7MUsYx5UHhzQ08quvew13eYSCNJnfwooFZu7cdTu8AwqFjQ==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@alexiswales"
			},
			"56db9f7d64bef1feab6190760336643b20196af4875ee8be915e78f239863aae": {
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEwnBUd4d18zbFzkdjQMwqQUcOA6S6\nYpNvdQNckHtjwiGlJyvqjzrRYeObBLMKA/TnqeFAipDfiqsDoqDVwL2cVQ==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@tquinn86"
			},
			"88737ccdac7b49cc237e9aaead81be2a40278b886a693d8149a19cf543f093d3": {
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEBagkskNOpOTbetTX5CdnvMy+LiWn\nonRrNrqAHL4WgiebH7Uig7GLhC3bkeA/qgb926/vr9qhOPG9Buj2HatrPw==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@gregose"
			},
			"8b498a80a1b7af188c10c9abdf6aade81d14faaffcde2abcd6063baa673ebd12": {
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE7IEoVNwrprchXGhT5sAhSax7SOd3\n8duuISghCzfmHdKJWSbV2wJRamRiUVRtmA83K/qm5cT20WXMCT5QeM/D3A==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@trevrosen"
			},
			"a10513a5ab61acd0c6b6fbe0504856ead18f3b17c4fabbe3fa848c79a5a187cf": {
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEC2wJ3xscyXxBLybJ9FVjwkyQMe53\nRHUz77AjMO8MzVaT8xw6ZvJqdNZiytYtigWULlINxw6frNsWJKb/f7lC8A==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@kommendorkapten"
			},
			"d6a89e23fb22801a0d1186bf1bdd007e228f65a8aa9964d24d06cb5fbb0ce91c": {
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEDdORwcruW3gqAgaLjH/nNdGMB4kQ\nAvA+wD6DyO4P/wR8ee2ce83NZHq1ZADKhve0rlYKaKy3CqyQ5SmlZ36Zhw==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@krukow"
			},
			"eb9799b483affac9da87ef4c9ea467928415c961349e607e5e6e485679b07f8f": {
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAENKNcNcX+d73lS1TRFb9Vnp8JvOoh\nzYQ+in43iGenbG8RGo9L/6FJ2hoRbVU6xskvyuErcdPbCdI4GxrQ5i8hkw==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-online-uri": "azurekms://production-tuf-root.vault.azure.net/keys/Online-Key/aaf375fd8ed24acb949a5cc173700b05"
			}
		},
		"roles": {
			"root": {
				"keyids": [
					"a10513a5ab61acd0c6b6fbe0504856ead18f3b17c4fabbe3fa848c79a5a187cf",
					"88737ccdac7b49cc237e9aaead81be2a40278b886a693d8149a19cf543f093d3",
					"d6a89e23fb22801a0d1186bf1bdd007e228f65a8aa9964d24d06cb5fbb0ce91c",
					"8b498a80a1b7af188c10c9abdf6aade81d14faaffcde2abcd6063baa673ebd12",
					"54809115b40137aac01af4b7ac2408c77ea0d58fa4dad48fc3196497d2a26f44",
					"56db9f7d64bef1feab6190760336643b20196af4875ee8be915e78f239863aae",
					"1b8fa2a77525b38ef24804d3d907ca96f76d178a49520333626ba36d319c5790"
				],
				"threshold": 3
			},
			"snapshot": {
				"keyids": ["eb9799b483affac9da87ef4c9ea467928415c961349e607e5e6e485679b07f8f"],
				"threshold": 1,
				"x-tuf-on-ci-expiry-period": 21,
				"x-tuf-on-ci-signing-period": 7
			},
			"targets": {
				"keyids": [
					"a10513a5ab61acd0c6b6fbe0504856ead18f3b17c4fabbe3fa848c79a5a187cf",
					"88737ccdac7b49cc237e9aaead81be2a40278b886a693d8149a19cf543f093d3",
					"d6a89e23fb22801a0d1186bf1bdd007e228f65a8aa9964d24d06cb5fbb0ce91c",
					"8b498a80a1b7af188c10c9abdf6aade81d14faaffcde2abcd6063baa673ebd12",
					"54809115b40137aac01af4b7ac2408c77ea0d58fa4dad48fc3196497d2a26f44",
					"56db9f7d64bef1feab6190760336643b20196af4875ee8be915e78f239863aae",
					"1b8fa2a77525b38ef24804d3d907ca96f76d178a49520333626ba36d319c5790"
				],
				"threshold": 3
			},
			"timestamp": {
				"keyids": ["eb9799b483affac9da87ef4c9ea467928415c961349e607e5e6e485679b07f8f"],
				"threshold": 1,
				"x-tuf-on-ci-expiry-period": 7,
				"x-tuf-on-ci-signing-period": 6
			}
		},
		"spec_version": "1.0.31",
		"version": 9,
		"x-tuf-on-ci-expiry-period": 240,
		"x-tuf-on-ci-signing-period": 60
	}
};

// services/tuf/roots/public-good.json
var public_good_default = {
	signatures: [
		{
			"keyid": "e71a54d543835ba86adad9460379c7641fb8726d164ea766801a1c522aba7ea2",
			"sig": "3045022065c68f28ebe44d0a4e047a6e287f9669c8e3b31e08536396c67a1483326be8c6022100e7524a889e40de0df84231dd40e1fcc57fbbbf62055c17076568307dbc509046"
		},
		{
			"keyid": "22f4caec6d8e6f9555af66b3d4c3cb06a3bb23fdc7e39c916c61f462e6f52b06",
			"sig": "304502206fedc4a382a0c5155e812c9b7461fe388ef704fef9e093c5c236e20abbf8e6620221008bbec36b63bf9baebc03a83c770cf9387efc90907eb83070b7a875129512d687"
		},
		{
			"keyid": "61643838125b440b40db6942f5cb5a31c0dc04368316eb2aaa58b95904a58222",
			"sig": "30450220468f4219db51c7e815e1e3d33d9987878aa12aeaf331604d5180dd60b19dfb350221009f778ef5e96647c08bd23d63f69c0cce6fc353d747b9d51f35dc0f8678de9fef"
		},
		{
			"keyid": "a687e5bf4fab82b0ee58d46e05c9535145a2c9afb458f43d42b45ca0fdce2a70",
			"sig": "3045022029e2518a7bcac05ec0b227809ce0c969406743412f90dc5255401afb13363f4602210087a64182249e41dd11de91c9f385a33659bd60147a93d13c86b7a64e447f9826"
		},
		{
			"keyid": "183e64f37670dc13ca0d28995a3053f3740954ddce44321a41e46534cf44e632",
			"sig": "30450221008051c456ed2bf48aa5fc5742928ab0904266c1d6bdde5fc75ae20f12d098a95502203cc683bd86793808e6c9f89e2ca93f80b00c6ea64880ac4e37db69e2e86b24e3"
		}
	],
	signed: {
		"_type": "root",
		"consistent_snapshot": true,
		"expires": "2027-04-22T19:27:31Z",
		"keys": {
			"0c87432c3bf09fd99189fdc32fa5eaedf4e4a5fac7bab73fa04a2e0fc64af6f5": {
				"keyid_hash_algorithms": ["sha256", "sha512"],
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEWRiGr5+j+3J5SsH+Ztr5nE2H2wO7\nBV+nO3s93gLca18qTOzHY1oWyAGDykMSsGTUBSt9D+An0KfKsD2mfSM42Q==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-online-uri": "gcpkms:projects/sigstore-root-signing/locations/global/keyRings/root/cryptoKeys/timestamp/cryptoKeyVersions/1"
			},
			"183e64f37670dc13ca0d28995a3053f3740954ddce44321a41e46534cf44e632": {
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMxpPOJCIZ5otG4106fGJseEQi3V9\npkMYQ4uyV9Tj1M7WHXIyLG+jkfvuG0glQ1JZbRZZBV3gAR4sojdGHISeow==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@lance"
			},
			"22f4caec6d8e6f9555af66b3d4c3cb06a3bb23fdc7e39c916c61f462e6f52b06": {
				"keyid_hash_algorithms": ["sha256", "sha512"],
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEzBzVOmHCPojMVLSI364WiiV8NPrD\n6IgRxVliskz/v+y3JER5mcVGcONliDcWMC5J2lfHmjPNPhb4H7xm8LzfSA==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@santiagotorres"
			},
			"61643838125b440b40db6942f5cb5a31c0dc04368316eb2aaa58b95904a58222": {
				"keyid_hash_algorithms": ["sha256", "sha512"],
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEinikSsAQmYkNeH5eYq/CnIzLaacO\nxlSaawQDOwqKy/tCqxq5xxPSJc21K4WIhs9GyOkKfzueY3GILzcMJZ4cWw==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@bobcallaway"
			},
			"a687e5bf4fab82b0ee58d46e05c9535145a2c9afb458f43d42b45ca0fdce2a70": {
				"keyid_hash_algorithms": ["sha256", "sha512"],
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE0ghrh92Lw1Yr3idGV5WqCtMDB8Cx\n+D8hdC4w2ZLNIplVRoVGLskYa3gheMyOjiJ8kPi15aQ2//7P+oj7UvJPGw==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@joshuagl"
			},
			"e71a54d543835ba86adad9460379c7641fb8726d164ea766801a1c522aba7ea2": {
				"keyid_hash_algorithms": ["sha256", "sha512"],
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEXsz3SZXFb8jMV42j6pJlyjbjR8K\nN3Bwocexq6LMIb5qsWKOQvLN16NUefLc4HswOoumRsVVaajSpQS6fobkRw==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@mnm678"
			}
		},
		"roles": {
			"root": {
				"keyids": [
					"e71a54d543835ba86adad9460379c7641fb8726d164ea766801a1c522aba7ea2",
					"22f4caec6d8e6f9555af66b3d4c3cb06a3bb23fdc7e39c916c61f462e6f52b06",
					"61643838125b440b40db6942f5cb5a31c0dc04368316eb2aaa58b95904a58222",
					"a687e5bf4fab82b0ee58d46e05c9535145a2c9afb458f43d42b45ca0fdce2a70",
					"183e64f37670dc13ca0d28995a3053f3740954ddce44321a41e46534cf44e632"
				],
				"threshold": 3
			},
			"snapshot": {
				"keyids": ["0c87432c3bf09fd99189fdc32fa5eaedf4e4a5fac7bab73fa04a2e0fc64af6f5"],
				"threshold": 1,
				"x-tuf-on-ci-expiry-period": 3650,
				"x-tuf-on-ci-signing-period": 365
			},
			"targets": {
				"keyids": [
					"e71a54d543835ba86adad9460379c7641fb8726d164ea766801a1c522aba7ea2",
					"22f4caec6d8e6f9555af66b3d4c3cb06a3bb23fdc7e39c916c61f462e6f52b06",
					"61643838125b440b40db6942f5cb5a31c0dc04368316eb2aaa58b95904a58222",
					"a687e5bf4fab82b0ee58d46e05c9535145a2c9afb458f43d42b45ca0fdce2a70",
					"183e64f37670dc13ca0d28995a3053f3740954ddce44321a41e46534cf44e632"
				],
				"threshold": 3
			},
			"timestamp": {
				"keyids": ["0c87432c3bf09fd99189fdc32fa5eaedf4e4a5fac7bab73fa04a2e0fc64af6f5"],
				"threshold": 1,
				"x-tuf-on-ci-expiry-period": 7,
				"x-tuf-on-ci-signing-period": 6
			}
		},
		"spec_version": "1.0",
		"version": 16,
		"x-tuf-on-ci-expiry-period": 197,
		"x-tuf-on-ci-signing-period": 46
	}
};

// services/tuf/roots/staging.json
var staging_default = {
	signatures: [
		{
			"keyid": "aa61e09f6af7662ac686cf0c6364079f63d3e7a86836684eeced93eace3acd81",
			"sig": "304502201419a6f003291be4cd00c110a00e9d9b152a78181ed3c54edf9d22a79938276f022100f751058c6c3eb6aecf277db367b4858d3612abd1ad96c40fd71ebbd26c944055"
		},
		{
			"keyid": "61f9609d2655b346fcebccd66b509d5828168d5e447110e261f0bcc8553624bc",
			"sig": "3045022007313e0afd5f282a1383a4f8f7a150e266a059420e1036eee222ce0053e36a67022100dfb05a4d1e6be2f43ce30f030783ff7a747cda5d84f341fd03b06dff32fba5bd"
		},
		{
			"keyid": "9471fbda95411d10109e467ad526082d15f14a38de54ea2ada9687ab39d8e237",
			"sig": ""
		},
		{
			"keyid": "0374a9e18a20a2103736cb4277e2fdd7f8453642c7d9eaf4ad8aee9cf2d47bb5",
			"sig": ""
		}
	],
	signed: {
		"_type": "root",
		"consistent_snapshot": true,
		"expires": "2026-10-16T19:39:43Z",
		"keys": {
			"0374a9e18a20a2103736cb4277e2fdd7f8453642c7d9eaf4ad8aee9cf2d47bb5": {
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEoxkvDOmtGEknB3M+ZkPts8joDM0X\nIH5JZwPlgC2CXs/eqOuNF8AcEWwGYRiDhV/IMlQw5bg8PLICQcgsbrDiKg==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@mnm678"
			},
			"61f9609d2655b346fcebccd66b509d5828168d5e447110e261f0bcc8553624bc": {
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE++Wv+DcLRk+mfkmlpCwl1GUi9EMh\npBUTz8K0fH7bE4mQuViGSyWA/eyMc0HvzZi6Xr0diHw0/lUPBvok214YQw==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@kommendorkapten"
			},
			"9471fbda95411d10109e467ad526082d15f14a38de54ea2ada9687ab39d8e237": {
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEFHDb85JH+JYR1LQmxiz4UMokVMnP\nxKoWpaEnFCKXH8W4Fc/DfIxMnkpjCuvWUBdJXkO0aDIxwsij8TOFh2R7dw==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@joshuagl"
			},
			"aa61e09f6af7662ac686cf0c6364079f63d3e7a86836684eeced93eace3acd81": {
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEohqIdE+yTl4OxpX8ZxNUPrg3SL9H\nBDnhZuceKkxy2oMhUOxhWweZeG3bfM1T4ZLnJimC6CAYVU5+F5jZCoftRw==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-keyowner": "@jku"
			},
			"c3479007e861445ce5dc109d9661ed77b35bbc0e3f161852c46114266fc2daa4": {
				"keytype": "ecdsa",
				"keyval": { "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAExxmEtmhF5U+i+v/6he4BcSLzCgMx\n/0qSrvDg6bUWwUrkSKS2vDpcJrhGy5fmmhRrGawjPp1ALpC3y1kqFTpXDg==\n-----END PUBLIC KEY-----\n" },
				"scheme": "ecdsa-sha2-nistp256",
				"x-tuf-on-ci-online-uri": "gcpkms:projects/projectsigstore-staging/locations/global/keyRings/tuf-keyring/cryptoKeys/tuf-key/cryptoKeyVersions/2"
			}
		},
		"roles": {
			"root": {
				"keyids": [
					"aa61e09f6af7662ac686cf0c6364079f63d3e7a86836684eeced93eace3acd81",
					"61f9609d2655b346fcebccd66b509d5828168d5e447110e261f0bcc8553624bc",
					"9471fbda95411d10109e467ad526082d15f14a38de54ea2ada9687ab39d8e237",
					"0374a9e18a20a2103736cb4277e2fdd7f8453642c7d9eaf4ad8aee9cf2d47bb5"
				],
				"threshold": 2
			},
			"snapshot": {
				"keyids": ["c3479007e861445ce5dc109d9661ed77b35bbc0e3f161852c46114266fc2daa4"],
				"threshold": 1,
				"x-tuf-on-ci-expiry-period": 3650,
				"x-tuf-on-ci-signing-period": 365
			},
			"targets": {
				"keyids": [
					"aa61e09f6af7662ac686cf0c6364079f63d3e7a86836684eeced93eace3acd81",
					"61f9609d2655b346fcebccd66b509d5828168d5e447110e261f0bcc8553624bc",
					"9471fbda95411d10109e467ad526082d15f14a38de54ea2ada9687ab39d8e237",
					"0374a9e18a20a2103736cb4277e2fdd7f8453642c7d9eaf4ad8aee9cf2d47bb5"
				],
				"threshold": 1
			},
			"timestamp": {
				"keyids": ["c3479007e861445ce5dc109d9661ed77b35bbc0e3f161852c46114266fc2daa4"],
				"threshold": 1,
				"x-tuf-on-ci-expiry-period": 7,
				"x-tuf-on-ci-signing-period": 6
			}
		},
		"spec_version": "1.0",
		"version": 14,
		"x-tuf-on-ci-expiry-period": 182,
		"x-tuf-on-ci-signing-period": 35
	}
};

// services/tuf/repositories.ts
const TRUSTED_ROOT = "trusted_root.json";
const REPOSITORIES = /* @__PURE__ */ new Map([
	["public-good", {
		mirror: "https://tuf-repo-cdn.sigstore.dev",
		root: public_good_default
	}],
	["github", {
		mirror: "https://tuf-repo.github.com",
		root: github_default
	}],
	["staging", {
		mirror: "https://tuf-repo-cdn.sigstage.dev",
		root: staging_default
	}]
]);
function tufRepository(instance) {
	const found = REPOSITORIES.get(instance);
	if (found === void 0) throw new require_verify.Fault("usage", `the ${instance} instance has no update repository here`, { hint: require_verify.advice`name its trusted root with ${require_verify.option("trusted-root")}` });
	return {
		name: instance,
		mirror: found.mirror,
		root: () => require_verify.encodeUtf8(JSON.stringify(found.root))
	};
}

// services/tuf/prove-root.ts
function provenRoots({ clock, crypto }, repositoryOf = tufRepository) {
	return { async prove(root) {
		const { instance, repository, fetched, versions, sha256 } = root;
		const { mirror, root: first } = repositoryOf(instance);
		const at = new Date(fetched);
		if (at.getTime() > clock.now().getTime() + MAX_CLOCK_DIFFERENCE) throw refused("it was fetched in the future, or the clock of this machine is wrong");
		const files = new Map(Object.entries(root.files).map(([path, text]) => [path, require_verify.encodeUtf8(text)]));
		const proven = await unlessMalformed(() => proveTarget(TRUSTED_ROOT, {
			root: first(),
			files,
			at
		}, crypto));
		if (!(await require_verify.digestHex("sha256", proven.bytes, crypto) === sha256 && repository === mirror && ROLES.every((role) => versions[role] === proven.versions[role]))) throw refused("it states another digest, version or repository than it proves");
		return {
			instance,
			repository,
			fetched,
			versions,
			sha256,
			bytes: proven.bytes
		};
	} };
}
const MAX_CLOCK_DIFFERENCE = 864e5;
const ROLES = [
	"root",
	"timestamp",
	"snapshot",
	"targets"
];
async function unlessMalformed(prove) {
	try {
		return await prove();
	} catch (error) {
		if (!require_verify.isRefusal(error)) throw error;
		throw refused("its metadata is malformed", error);
	}
}
function refused(problem, cause) {
	return new require_verify.Fault("trust-update-refused", `the carried trusted root is not acceptable: ${problem}`, {
		hint: "make the file anew with capsule roots export, on a machine with a network",
		cause
	});
}

exports.provenRoots = provenRoots;
},
"verify-digest.js": function (exports) {
const require_verify = requirePart("verify.js");

// crypto/nist-curves.ts
const CURVES = {
	"P-256": {
		p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
		n: 115792089210356248762697446949407573529996955224135760342422259061068512044369n,
		b: 41058363725152142129326129780047268409114441015993725554835256314039467401291n,
		x: 48439561293906451759052585252797914202762949526041747995844080717082404635286n,
		y: 36134250956749795798585127919587881956611106672985015071877198253568414405109n
	},
	"P-384": {
		p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
		n: 39402006196394479212279040100143613805079739270465446667946905279627659399113263569398956308152294913554433653942643n,
		b: 27580193559959705877849011840389048093056905856361568521428707301988689241309860865136260764883745107765439761230575n,
		x: 26247035095799689268623156744566981891852923491109213387815615900925518854738050089022388053975719786650872476732087n,
		y: 8325710961489029985546751289520108179287853048861315594709205902480503199884419224438643760392947333078086511627871n
	},
	"P-521": {
		p: 2n ** 521n - 1n,
		n: 6864797660130609714981900799081393217269435300143305409394463459185543183397655394245057746333217197532963996371363321113864768612440380340372808892707005449n,
		b: 1093849038073734274511112390766805569936207598951683748994586394495953116150735016013708737573759623248592132296706313309438452531591012912142327488478985984n,
		x: 2661740802050217063228768716723360960729859168756973147706671368418802944996427808491545080627771902352094241225065558662157113545570916814161637315895999846n,
		y: 3757180025770020463545507224491183603594455134769762486694567779615544477440556316691234405012945539562144444537289428522585666729196580810124344277578376784n
	}
};
function isEcdsaSignature(name, { x, y, e, r, s }) {
	const curve = CURVES[name];
	const { p, n } = curve;
	if (r < 1n || s < 1n || r >= n || s >= n || !isOnCurve(curve, x, y)) return false;
	const inverse = inverseOf(s, n);
	const [u1, u2] = [e * inverse % n, r * inverse % n];
	const sum = sumOfMultiples(curve, [[{
		x: curve.x,
		y: curve.y,
		z: 1n
	}, u1], [{
		x,
		y,
		z: 1n
	}, u2]]);
	if (sum.z === 0n) return false;
	const reciprocal = inverseOf(sum.z, p);
	return sum.x * reciprocal * reciprocal % p % n === r;
}
function isOnCurve({ p, b }, x, y) {
	return x < p && y < p && (y * y - (x * x - 3n) * x - b) % p === 0n;
}
function sumOfMultiples(curve, multiples) {
	const walks = multiples.map(([point, factor]) => ({
		table: tableOf(curve, point),
		digits: factor.toString(16)
	}));
	const length = walks.reduce((most, { digits }) => Math.max(most, digits.length), 0);
	let sum = INFINITY;
	for (let place = length; place > 0; place--) {
		for (let bit = 0; bit < 4; bit++) sum = double(curve, sum);
		for (const { table, digits } of walks) {
			const digit = Number.parseInt(digits[digits.length - place] ?? "0", 16);
			sum = add(curve, sum, table[digit] ?? INFINITY);
		}
	}
	return sum;
}
const INFINITY = {
	x: 1n,
	y: 1n,
	z: 0n
};
function tableOf(curve, point) {
	const table = [INFINITY];
	for (let at = 1; at < 16; at++) table.push(add(curve, table[at - 1] ?? INFINITY, point));
	return table;
}
function double({ p }, { x, y, z }) {
	const delta = z * z % p;
	const gamma = y * y % p;
	const beta = x * gamma % p;
	const alpha = 3n * (x - delta) * (x + delta) % p;
	const x3 = modulo(alpha * alpha - 8n * beta, p);
	const sum = y + z;
	return {
		x: x3,
		y: modulo(alpha * (4n * beta - x3) - 8n * gamma * gamma, p),
		z: modulo(sum * sum - gamma - delta, p)
	};
}
function add(curve, one, other) {
	if (one.z === 0n) return other;
	if (other.z === 0n) return one;
	const { p } = curve;
	const [z1z1, z2z2] = [one.z * one.z % p, other.z * other.z % p];
	const [u1, u2] = [one.x * z2z2 % p, other.x * z1z1 % p];
	const s1 = one.y * other.z % p * z2z2 % p;
	const s2 = other.y * one.z % p * z1z1 % p;
	if (u1 === u2) return s1 === s2 ? double(curve, one) : INFINITY;
	const [h, r] = [u2 - u1, s2 - s1];
	const hh = h * h % p;
	const hhh = h * hh % p;
	const v = u1 * hh % p;
	const x = modulo(r * r - hhh - 2n * v, p);
	return {
		x,
		y: modulo(r * (v - x) - s1 * hhh, p),
		z: modulo(one.z * other.z % p * h, p)
	};
}
function modulo(number, p) {
	const rest = number % p;
	return rest < 0n ? rest + p : rest;
}
function inverseOf(number, prime) {
	let [last, present] = [prime, modulo(number, prime)];
	let [lastFactor, factor] = [0n, 1n];
	while (present !== 0n) {
		const quotient = last / present;
		[last, present] = [present, last - quotient * present];
		[lastFactor, factor] = [factor, lastFactor - quotient * factor];
	}
	return modulo(lastFactor, prime);
}

// crypto/verify-digest.ts
function verifyDigest(signed) {
	const { key } = signed;
	switch (key.kind) {
		case "ec": return verifyEcdsa(signed, key);
		case "rsa": return verifyRsa(signed, key);
		case "ed25519": return false;
	}
}
function verifyEcdsa({ signature, digest }, key) {
	const size = require_verify.COORDINATE_BYTES[key.curve];
	const fixed = require_verify.toFixedLength(signature, size);
	if (fixed === void 0) return false;
	return isEcdsaSignature(key.curve, {
		x: toNumber(key.point.subarray(1, 1 + size)),
		y: toNumber(key.point.subarray(1 + size)),
		e: toNumber(leftmost(digest, size)),
		r: toNumber(fixed.subarray(0, size)),
		s: toNumber(fixed.subarray(size))
	});
}
function leftmost(digest, size) {
	return digest.subarray(0, size);
}
const DIGEST_INFO = {
	sha256: "3031300d060960864801650304020105000420",
	sha384: "3041300d060960864801650304020205000430",
	sha512: "3051300d060960864801650304020305000440"
};
function verifyRsa({ signature, digest, hash }, key) {
	const length = Math.ceil(key.bits / 8);
	const signed = toNumber(signature);
	if (signature.length !== length || signed >= key.modulus) return false;
	const info = require_verify.concatBytes(require_verify.decodeHex(DIGEST_INFO[hash]), digest);
	const padding = new Uint8Array(length - info.length - 3).fill(255);
	const expected = require_verify.concatBytes(Uint8Array.of(0, 1), padding, Uint8Array.of(0), info);
	return require_verify.equalBytes(toBytes(power(signed, key), length), expected);
}
function power(base, { exponent, modulus }) {
	let [result, square] = [1n, base];
	for (let rest = exponent; rest > 0n; rest >>= 1n) {
		if (rest & 1n) result = result * square % modulus;
		square = square * square % modulus;
	}
	return result;
}
function toNumber(bytes) {
	return BigInt(`0x0${require_verify.encodeHex(bytes)}`);
}
function toBytes(number, length) {
	return require_verify.decodeHex(number.toString(16).padStart(length * 2, "0"));
}

exports.verifyDigest = verifyDigest;
},
"write-report.js": function (exports) {
const require_verify = requirePart("verify.js");
const require_folded = requirePart("folded.js");

// domain/comparison/release-contents.ts
var import__builtin_node_path = /* @__PURE__ */ require_verify.__toESM(require_verify.require__builtin_node_path(), 1);
function releaseChanges(before, after) {
	const [old, now] = [before, after].map(({ root }) => new Map(root.subject.map(({ name, digest }) => [name, digest.sha256])));
	const names = (side) => [...(side == null ? void 0 : side.keys()) ?? []].sort(require_verify.compareUtf8);
	return {
		since: before.root.predicate.release.version,
		files: {
			added: names(now).filter((name) => (old == null ? void 0 : old.has(name)) !== true),
			removed: names(old).filter((name) => (now == null ? void 0 : now.has(name)) !== true),
			same: names(now).filter((name) => (old == null ? void 0 : old.get(name)) === (now == null ? void 0 : now.get(name))).length
		},
		packages: before.packages === void 0 || after.packages === void 0 ? void 0 : packageChanges(before.packages, after.packages)
	};
}
function packageChanges(before, after) {
	const [old, now] = [require_verify.groupBy(before, ({ key }) => key), require_verify.groupBy(after, ({ key }) => key)];
	return [.../* @__PURE__ */ new Set([...old.keys(), ...now.keys()])].flatMap((key) => packageChange(old.get(key) ?? [], now.get(key) ?? [])).sort((one, other) => require_verify.compareUtf8(one.name, other.name));
}
function packageChange(old, now) {
	var _ref;
	const [before, after] = [sideOf$1(old, now), sideOf$1(now, old)];
	const name = ((_ref = now[0] ?? old[0]) == null ? void 0 : _ref.name) ?? "";
	if (old.length === 0) return [{
		change: "added",
		name,
		before,
		after
	}];
	if (now.length === 0) return [{
		change: "removed",
		name,
		before,
		after
	}];
	if (before.versions.length + after.versions.length > 0) return [{
		change: "updated",
		name,
		before,
		after
	}];
	return before.licenses.join("\n") === after.licenses.join("\n") ? [] : [{
		change: "relicensed",
		name,
		before,
		after
	}];
}
function sideOf$1(own, others) {
	const known = new Set(others.map(({ version }) => version));
	const unique = (texts) => [...new Set(texts)].sort(require_verify.compareUtf8);
	return {
		versions: unique(own.map(({ version }) => version).filter((version) => !known.has(version))),
		licenses: unique(own.flatMap(({ licenses }) => licenses))
	};
}

// domain/sbom/read/lenient-json.ts
function objects(value) {
	return Array.isArray(value) ? value.filter((item) => require_verify.isJsonObject(item)) : [];
}
function objectsIn(entry, key) {
	return objects(entry[key]);
}
function objectIn(entry, key) {
	const value = entry[key];
	return require_verify.isJsonObject(value) ? value : {};
}
function text(value) {
	return typeof value === "string" ? value : void 0;
}

// domain/sbom/read/listed-packages.ts
function listedPackages(bytes) {
	const document = require_verify.parseJsonObject(bytes, {
		maxBytes: require_verify.MAX_SOURCE_BYTES,
		what: "the SBOM"
	});
	if (document["bomFormat"] !== "CycloneDX") throw new require_verify.Fault("sbom-malformed", "the document is not CycloneDX");
	return objectsIn(document, "components").filter((entry) => text(entry["type"]) !== "file").map(packageOf).sort((one, other) => require_verify.compareUtf8(one.name, other.name) || require_verify.compareUtf8(one.version, other.version));
}
function packageOf(entry) {
	var _text;
	const [group, own, version] = [
		text(entry["group"]),
		text(entry["name"]) ?? "",
		text(entry["version"]) ?? ""
	];
	const name = group === void 0 || group === "" ? own : `${group}/${own}`;
	const key = ((_text = text(entry["purl"])) == null ? void 0 : _text.replace(/@[^?#@/]*(?=[?#]|$)/, "")) ?? `${text(entry["type"]) ?? "library"}:${name}`;
	return {
		name,
		version,
		licenses: licensesOf(entry),
		key
	};
}
function licensesOf(entry) {
	return objectsIn(entry, "licenses").flatMap((item) => {
		const license = objectIn(item, "license");
		return text(item["expression"]) ?? text(license["id"]) ?? text(license["name"]) ?? [];
	});
}

// journeys/report/read-contents.ts
async function readContents({ root, claims, verdict }, given, ports) {
	if (root === void 0 || verdict === "rejected") return void 0;
	const { capsule, previous } = await require_verify.withCapsule({
		...given,
		assets: []
	}, ports);
	const now = await sideIn("bytes" in capsule ? capsule.bytes : capsule.path, root.sha256, ports);
	const named = root.statement.predicate.previous;
	const isVerified = claims.some(({ id, status }) => id === "lineage" && status === "verified");
	const before = previous === void 0 || !isVerified || "none" in named ? void 0 : await sideIn(previous, named.rootDigest.sha256, ports);
	return {
		packages: now == null ? void 0 : now.packages,
		changes: now === void 0 || before === void 0 ? void 0 : releaseChanges(before, now)
	};
}
async function sideIn(place, rootSha256, { files, crypto }) {
	if (typeof place !== "string") return sideOf(place, rootSha256, crypto);
	const file = await files.open(place);
	try {
		return await sideOf(file, rootSha256, crypto);
	} finally {
		await file.close();
	}
}
async function sideOf(source, rootSha256, crypto) {
	const list = require_verify.sbomEntry("release", "cdx");
	const choose = async (bytes) => {
		const { content } = require_verify.parseBundle(bytes);
		const root = content.kind === "dsse" && await require_verify.digestHex("sha256", content.payload, crypto) === rootSha256 ? require_verify.parseRootStatement(content.payload) : void 0;
		return {
			root,
			holds: root === void 0 ? void 0 : (name) => name === list
		};
	};
	return require_verify.unlessRefused(async () => {
		var _digests$get;
		const { chosen, entries, digests } = await require_verify.readChosen(require_verify.sourceChunks(source), choose, crypto);
		const { root } = chosen;
		if (root === void 0) return void 0;
		const bytes = entries.get(list);
		return {
			root,
			packages: bytes !== void 0 && ((_digests$get = digests.get(list)) == null ? void 0 : _digests$get.sha256) === sealedDigest(root, list) ? require_verify.unlessRefused(() => listedPackages(bytes), void 0) : void 0
		};
	}, void 0);
}
function sealedDigest({ predicate }, entry) {
	var _predicate$evidence$f;
	return (_predicate$evidence$f = predicate.evidence.find(({ name }) => name === entry)) == null ? void 0 : _predicate$evidence$f.digest.sha256;
}

// views/report/claim-titles.ts
const TITLES = {
	archive: "Capsule",
	root: "Signature",
	assets: "Files",
	evidence: "Documents",
	provenance: "Build",
	checksums: "Checksum lists",
	sbom: "Contents",
	"other-evidence": "Evidence of others",
	vulnerabilities: "Known vulnerabilities",
	lineage: "Release before",
	"log-state": "Log of statements",
	notary: "Notary signature",
	memory: "Earlier releases"
};
function claimTitle(id) {
	return TITLES[id] ?? sentenceCase(id.replaceAll("-", " "));
}
function asSentence(text) {
	return /[.!?]$/.test(text) ? sentenceCase(text) : `${sentenceCase(text)}.`;
}
function sentenceCase(text) {
	return /^[a-z]+(?:[ ,'.]|$)/.test(text) && !/^[a-z]+\.[a-z]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

// views/report/result.ts
const MARKS = {
	good: "M2.8 8.6L6.4 12.2L13.2 4.4",
	bad: "M3.5 3.5L12.5 12.5M12.5 3.5L3.5 12.5",
	warn: "M8 2.8V9.4M8 12.6V13",
	quiet: "M4 8H12"
};
function resultHtml(word, tone) {
	return require_folded.html`<span class="result ${tone}"><svg class="mark" viewBox="0 0 16 16" aria-hidden="true"><path d="${MARKS[tone]}"/></svg>${word}</span>`;
}

// views/report/checks-section.ts
const TONES = {
	verified: "good",
	failed: "bad",
	missing: "warn",
	"not-checked": "warn",
	"not-applicable": "quiet"
};
function checksSection({ claims }, spelling) {
	return require_folded.html`<section id="checks"><h2>All checks</h2>
<p>${countsOf(claims)}</p>
<div class="lookup">${require_folded.reportTable({
		kind: "all",
		head: [
			"Check",
			"Result",
			"What was found"
		],
		rows: claims.map((claim) => rowOf$1(claim, spelling))
	})}</div></section>`;
}
function rowOf$1({ id, status, reason, code, hint }, spelling) {
	const advice = hint === void 0 ? void 0 : require_folded.html`<br><span class="small quiet">${asSentence(require_verify.spelled(hint, spelling))}</span>`;
	const fault = code === void 0 ? void 0 : require_folded.html` <code class="small quiet">${code}</code>`;
	return [
		require_folded.html`<b>${claimTitle(id)}</b> <code class="small quiet">${id}</code>`,
		resultHtml(status.replaceAll("-", " "), TONES[status]),
		require_folded.html`${asSentence(reason)}${fault}${advice}`
	];
}
function countsOf(claims) {
	const count = (status) => claims.filter((claim) => claim.status === status).length;
	const open = count("not-checked") + count("missing");
	const [held, failed, none] = [
		count("verified"),
		count("failed"),
		count("not-applicable")
	];
	return `${held} of ${claims.length} ${held === 1 ? "holds" : "hold"}, ${failed === 0 ? "none" : failed} failed, ${open} left open, ${none} without meaning here.`;
}

// views/report/contents-section.ts
const MOST_OPEN$1 = 25;
const MOST_LICENSES = 10;
const MOST_CHARACTERS = 120;
function contentsSection({ verification: { claims }, contents }) {
	const packages = contents == null ? void 0 : contents.packages;
	if (packages === void 0) return void 0;
	const claim = claims.find(({ id }) => id === "sbom");
	const open = claim === void 0 || claim.status === "verified" ? void 0 : require_folded.html` ${asSentence(claim.reason)}`;
	return require_folded.html`<section id="inside"><h2>What is inside</h2>
<p>The signed list of contents (SBOM) names ${require_verify.counted(packages.length, "package")}. It says what the build found. Nobody proves that it is all.${open}</p>
${packages.length === 0 ? void 0 : require_folded.html`<h3>Licences</h3>${licenceBars(packages)}
<div id="packages" class="lookup"><h3>Packages</h3>
<div class="find" id="find-here"></div>
${packagesTable(packages.slice(0, MOST_OPEN$1))}
${require_folded.folded(packages.slice(MOST_OPEN$1), {
		singular: "more package",
		plural: "more packages"
	}, packagesTable)}</div>`}
</section>`;
}
function packagesTable(packages) {
	const rows = packages.map(({ name, version, licenses }) => [
		require_folded.html`<b>${require_folded.foreign(short(name))}</b>`,
		require_folded.foreign(short(version)),
		licenses.length === 0 ? require_folded.html`<span class="warn">none stated</span>` : require_folded.foreign(short(licenses.join(", ")))
	]);
	return require_folded.reportTable({
		kind: "deps",
		head: [
			"Package",
			"Version",
			"Licence"
		],
		rows
	});
}
function licenceBars(packages) {
	const groups = [...require_verify.groupBy(packages, ({ licenses }) => licenses.join(", "))].map(([name, all]) => ({
		name,
		count: all.length
	}));
	const none = groups.find(({ name }) => name === "");
	const named = groups.filter(({ name }) => name !== "").sort((one, other) => other.count - one.count);
	const shown = named.slice(0, MOST_LICENSES);
	const others = named.slice(MOST_LICENSES).reduce((sum, { count }) => sum + count, 0);
	const bar = (name, count, kind) => require_folded.html`<li><span class="name">${name}</span><svg aria-hidden="true"><rect class="${kind}" width="${Math.max(.5, Math.round(count / packages.length * 1e3) / 10)}%" height="12" rx="2"/></svg><span class="n">${count}</span></li>`;
	return require_folded.html`<ol class="bars">${[
		...shown.map(({ name, count }) => bar(require_folded.foreign(short(name)), count, "b1")),
		...others === 0 ? [] : [bar(require_folded.html`${require_verify.counted(named.length - MOST_LICENSES, "other licence")}`, others, "b1")],
		...none === void 0 ? [] : [bar(require_folded.html`none stated`, none.count, "b3")]
	]}</ol>`;
}
function changesSection({ verification: { claims, root }, contents }) {
	if (root === void 0 || contents === void 0) return void 0;
	const { previous } = root.statement.predicate;
	const { changes } = contents;
	if (changes === void 0) {
		const lineage = claims.find(({ id }) => id === "lineage");
		const reason = "none" in previous ? require_folded.html`The release names none. ${asSentence(previous.reason)}` : require_folded.html`Nothing was compared. ${asSentence((lineage == null ? void 0 : lineage.reason) ?? "")}`;
		return require_folded.html`<section id="changed"><h2>Changed since the release before</h2><p>${reason}</p></section>`;
	}
	const { packages = [] } = changes;
	return require_folded.html`<section id="changed"><h2>Changed since ${require_folded.foreign(changes.since)}</h2>
<p>${summaryOf(changes)}</p>
${packages.length === 0 ? void 0 : require_folded.html`<div class="lookup">${changesTable(packages.slice(0, MOST_OPEN$1))}
${require_folded.folded(packages.slice(MOST_OPEN$1), {
		singular: "more change",
		plural: "more changes"
	}, changesTable)}</div>`}
${fileNames("Files that are new", changes.files.added)}${fileNames("Files that are gone", changes.files.removed)}</section>`;
}
function summaryOf({ files, packages }) {
	const told = (change) => (packages == null ? void 0 : packages.filter((one) => one.change === change).length) ?? 0;
	const relicensed = told("relicensed");
	const ofPackages = packages === void 0 ? "One of the two lists no contents, so packages were not compared." : `${require_verify.counted(told("added"), "package")} added, ${told("removed")} removed, ${told("updated")} updated, ${relicensed} with another licence.`;
	return require_folded.html`${ofPackages} ${require_verify.counted(files.added.length, "file is", "files are")} new, ${files.removed.length} gone, and ${files.same} ${files.same === 1 ? "has" : "have"} the same digest. The repository is the same.`;
}
function changesTable(changes) {
	const rows = changes.map(({ change, name, before, after }) => {
		const licence = before.licenses.join(", ") === after.licenses.join(", ") || change === "added" || change === "removed" ? void 0 : require_folded.html` <span class="small warn">another licence</span>`;
		return [
			require_folded.html`<b>${require_folded.foreign(short(name))}</b>`,
			require_folded.html`${change === "relicensed" ? "licence" : change}`,
			require_folded.foreign(short(change === "relicensed" ? before.licenses.join(", ") : before.versions.join(", ")) || "\u2013"),
			require_folded.foreign(short(change === "relicensed" ? after.licenses.join(", ") : after.versions.join(", ")) || "\u2013"),
			require_folded.html`${require_folded.foreign(short((change === "removed" ? before : after).licenses.join(", ")) || "none stated")}${licence}`
		];
	});
	return require_folded.reportTable({
		kind: "delta",
		head: [
			"Package",
			"Change",
			"Before",
			"Now",
			"Licence"
		],
		rows
	});
}
const MOST_NAMES = 20;
function fileNames(title, names) {
	if (names.length === 0) return void 0;
	const rest = names.length - MOST_NAMES;
	const shown = names.slice(0, MOST_NAMES).map((name, at) => require_folded.html`${at === 0 ? "" : ", "}${require_folded.foreign(name)}`);
	return require_folded.html`<p class="after">${title}: ${shown}${rest > 0 ? ` and ${rest} more` : ""}.</p>`;
}
function short(text) {
	const characters = Array.from(text.slice(0, 480));
	if (characters.length <= MOST_CHARACTERS && text.length <= 480) return text;
	const end = Array.from(text.slice(-480)).slice(-60);
	return `${characters.slice(0, MOST_CHARACTERS / 2).join("")}\u2026${end.join("")}`;
}

// views/report/files-section.ts
const WORDS = {
	verified: ["same", "good"],
	renamed: ["same", "good"],
	failed: ["different", "bad"],
	absent: ["missing", "warn"],
	unreadable: ["not read", "warn"],
	"not-vouched": ["open", "warn"],
	"not-part": ["not of this release", "warn"],
	beside: ["only lies here", "quiet"],
	"not-asked": ["not looked at", "quiet"]
};
const RANKS = [
	"failed",
	"absent",
	"unreadable",
	"not-vouched",
	"not-part",
	"verified",
	"renamed"
];
const MOST_PRINTED = 8;
const MOST_OPEN = 50;
function filesSection({ verification: { assets } }) {
	if (assets.length === 0) return void 0;
	const ordered = assets.map((asset) => ({
		asset,
		rank: rankOf(asset)
	})).sort((one, other) => one.rank - other.rank).map(({ asset }) => asset);
	const looked = assets.filter(({ size }) => size !== void 0);
	const bytes = looked.reduce((sum, { size = 0 }) => sum + size, 0);
	const largest = looked.reduce((most, { size = 0 }) => Math.max(most, size), 0);
	const row = (asset) => rowOf(asset, largest);
	const total = bytes === 0 ? "" : `, ${require_verify.sizeText(bytes)}`;
	const title = `${require_verify.counted(assets.length, "file")}${total}`;
	const left = ordered.length - MOST_PRINTED;
	return require_folded.html`<section id="files"><h2>${title}</h2>
<p>Each that was read here was compared with the signed statement. Click a digest to select it.</p>
${require_folded.reportTable({
		kind: "files",
		head: HEAD,
		numbers: [1],
		rows: ordered.slice(0, MOST_OPEN).map(row),
		printed: MOST_PRINTED
	})}
${left > 0 ? require_folded.html`<p class="after on-paper">${require_verify.counted(left, "more file stands", "more files stand")} on the page, and not in this print.</p>` : void 0}
${require_folded.folded(ordered.slice(MOST_OPEN), {
		singular: "more file",
		plural: "more files"
	}, (rows) => require_folded.reportTable({
		kind: "files",
		head: HEAD,
		numbers: [1],
		rows: rows.map(row)
	}))}
</section>`;
}
const HEAD = [
	"File and SHA-256",
	"Size",
	"Result"
];
function rankOf({ status, isDocument }) {
	const rank = RANKS.indexOf(status);
	return (rank < 0 ? RANKS.length : rank) * 2 + (isDocument === true ? 1 : 0);
}
function sizeHtml(size, largest) {
	const share = largest === 0 ? 0 : Math.max(.5, Math.round(size / largest * 1e3) / 10);
	return require_folded.html`${require_verify.sizeText(size)}<svg class="share" aria-hidden="true"><rect width="${share}%" height="4" rx="2"/></svg>`;
}
function rowOf(asset, largest) {
	const { status, size } = asset;
	const [word, tone] = WORDS[status];
	return [
		require_folded.html`<b>${require_folded.foreign(require_verify.knownName(asset))}</b>${digestsOf(asset)}${noteOf(asset)}`,
		size === void 0 ? require_folded.html`` : sizeHtml(size, largest),
		resultHtml(word, tone)
	];
}
function digestsOf({ sha256, sealedSha256 }) {
	if (sha256 !== void 0 && sealedSha256 !== void 0 && sha256 !== sealedSha256) return require_folded.html`<br><span class="small quiet">sealed</span> ${require_folded.digestHtml(sealedSha256)}<br><span class="small quiet">here</span> ${require_folded.digestHtml(sha256)}`;
	const known = sha256 ?? sealedSha256;
	return known === void 0 ? void 0 : require_folded.html`<br>${require_folded.digestHtml(known)}`;
}
function noteOf({ status, sealedName, reason, isDocument }) {
	if (status === "renamed") return require_folded.html`<br><span class="small quiet">sealed as ${require_folded.foreign(sealedName ?? "")}</span>`;
	if (status === "verified") return isDocument === true ? require_folded.html`<br><span class="small quiet">a document of the release</span>` : void 0;
	return status === "not-asked" || status === "beside" ? void 0 : require_folded.html`<br><span class="small quiet">${asSentence(reason)}</span>`;
}

// views/report/limits-section.ts
function limitsSection(verification) {
	const { verdict, claims, root } = verification;
	if (verdict === "rejected") return require_folded.html`<section id="limits"><h2>Not proven</h2>
<p>Anything about these files. What a rejected release says of itself counts for nothing, so this page leaves it out.</p></section>`;
	const items = [
		...(root == null ? void 0 : root.signer.kind) === "certificate" && root.signer.certificate.issuer === "https://capsule-local.invalid" ? [["Who made it.", "The keys lived for one run only, so anybody could have sealed it."]] : [],
		["That the program is free of faults or malice.", "A signature says who, not how good. Nothing in the files was run."],
		["That the build had no secret input, or was not taken over.", "The build run vouches for itself."],
		["That this is the newest release.", "Nothing in a release can know what comes after it."],
		...claims.filter(({ status }) => status === "not-checked" || status === "missing").map(({ id, reason }) => [`${claimTitle(id)}.`, asSentence(reason)])
	];
	return require_folded.html`<section id="limits"><h2>Not proven</h2>
<p>First what is true of every signed release, and then what this check left open.</p>
<ul class="limits">${items.map(([what, why]) => require_folded.html`<li><b>${what}</b><span class="quiet">${why}</span></li>`)}</ul></section>`;
}

// views/report/trust-diagram.ts
const SIGNS = {
	fits: {
		tone: "good",
		path: "M182 0.5L186.4 5L194 -4.5"
	},
	same: {
		tone: "good",
		path: "M182 0.5L186.4 5L194 -4.5"
	},
	different: {
		tone: "bad",
		path: "M183 -5L193 5M193 -5L183 5"
	},
	"not looked at": {
		tone: "warn",
		path: "M183 0H193"
	}
};
function trustDiagram(root, facts) {
	const rows = comparisons(root, facts);
	const said = rows.map(({ yours, theirs, outcome }) => require_folded.html`${yours[0]} and ${theirs[0]}: ${outcome}. `);
	const drawn = rows.map(rowHtml);
	return require_folded.html`<figure><svg class="trust" viewBox="0 0 376 262" role="img" aria-labelledby="trust-title trust-said"><title id="trust-title">Where trust comes from</title><desc id="trust-said">${said}</desc><text class="head" x="1" y="13">From you</text><text class="head" x="223" y="13">From the capsule</text>${drawn}</svg></figure>`;
}
function comparisons(root, { verification, page }) {
	const { trust } = verification;
	const { origin } = trust;
	const source = require_verify.sourceName(verification, page);
	const subjects = root.statement.subject.length;
	const right = require_verify.rightFiles(verification).filter(({ isDocument }) => isDocument !== true).length;
	const wrong = require_verify.wrongFiles(verification).length;
	const isBuiltIn = trust.origin.startsWith("built-in ");
	const isKey = root.signer.kind === "key";
	return [
		{
			yours: ["Trusted root", trust.dated === void 0 ? origin : `${isBuiltIn ? "built in, " : "of "}${trust.dated}`],
			theirs: isKey ? ["Signature", "by a key"] : ["Certificate", "and its log entry"],
			outcome: "fits"
		},
		{
			yours: page.repository === void 0 ? ["Your signer", "as you named it"] : [source ?? "", "the name you typed"],
			theirs: [source ?? "The signer", signedAt(root)],
			outcome: "same"
		},
		{
			yours: [right + wrong === 0 ? "No file" : `Your ${require_verify.counted(right + wrong, "file")}`, right + wrong === 0 ? "none was here" : "read here"],
			theirs: ["Signed statement", require_verify.counted(subjects, "name and digest", "names and digests")],
			outcome: wrong > 0 ? "different" : right > 0 ? "same" : "not looked at"
		}
	];
}
function signedAt({ signer, statement }) {
	var _exec;
	const { tag } = statement.predicate.release;
	if (signer.kind === "key") return "a key that was named";
	const workflow = (_exec = /\/([^/@]+\.ya?ml)@/.exec(signer.certificate.subjectAlternativeName.value)) == null ? void 0 : _exec[1];
	return workflow === void 0 ? "in its certificate" : `${workflow}${tag === null ? "" : ` at ${tag}`}`;
}
function rowHtml({ yours, theirs, outcome }, index) {
	const top = 26 + index * 80;
	const middle = top + 29;
	const { tone, path } = SIGNS[outcome];
	return require_folded.html`<rect class="yours" x="1" y="${top}" width="152" height="58" rx="8"/>${label(13, top, yours)}<rect class="theirs" x="223" y="${top}" width="152" height="58" rx="8"/>${label(235, top, theirs)}<path class="line" d="M153 ${middle}H223"/><g class="${tone}"><circle cx="188" cy="${middle}" r="13"/><path class="sign" transform="translate(0 ${middle})" d="${path}"/><text class="mid" x="188" y="${middle + 28}">${outcome}</text></g>`;
}
function label(x, top, [title, note]) {
	return require_folded.html`<text class="t" x="${x}" y="${top + 25}">${cut(title, 19)}</text><text class="s" x="${x}" y="${top + 43}">${cut(note, 23)}</text>`;
}
function cut(text, most) {
	const shown = require_verify.visible(text);
	if (shown.length <= most) return shown;
	const half = Math.floor((most - 1) / 2);
	return `${shown.slice(0, half)}\u2026${shown.slice(-half)}`;
}

// views/report/signer-section.ts
function signerSection(root, facts) {
	const { verification, page } = facts;
	const rows = [
		...require_verify.rootFacts(root, verification, {
			...page,
			width: 120
		}),
		...signerValues(root),
		["Keys", `${verification.trust.origin}${verification.trust.dated === void 0 ? "" : `, ${verification.trust.dated}`}`],
		["Checked", require_verify.checkedText(verification, page)]
	].map(([label, value]) => require_folded.html`<dt>${label === "" ? "As stated" : label}</dt><dd><bdi class="foreign">${require_folded.brokenLines(value)}</bdi></dd>`);
	return require_folded.html`<section id="signed"><h2>Who signed, and why that counts</h2>
<p>A capsule cannot vouch for itself. Each part of it was compared with something that came from elsewhere.</p>
<div class="split"><dl class="rows">${rows}</dl>${trustDiagram(root, facts)}</div>
</section>`;
}
function signerValues({ signer, logEntries }) {
	const logged = logEntries.map(({ log, index }) => ["Log entry", `${index} of ${log}`]);
	if (signer.kind === "key") return [["Key", signer.fingerprint], ...logged].map(([name = "", text = ""]) => [name, text]);
	const { subjectAlternativeName, issuer, extensions } = signer.certificate;
	const { buildTrigger, runnerEnvironment } = extensions;
	const started = [buildTrigger, runnerEnvironment].filter((one) => one !== void 0).join(", ");
	return [
		["Signer", subjectAlternativeName.value],
		["Issuer", issuer ?? "none"],
		...started === "" ? [] : [["Started by", started]],
		...logged
	];
}
function timelineSection(root, { verification: { claims } }) {
	const { release, backfill } = root.statement.predicate;
	const published = claims.find(({ id }) => String(id) === "published");
	const isPublished = (published == null ? void 0 : published.status) === "verified";
	const points = [
		release.commit === null ? void 0 : point("Commit", void 0, require_folded.html`<code>${release.commit.slice(0, 12)}</code>. When it was made, only its author states.`),
		release.runUri === null ? void 0 : point("Build run", void 0, require_folded.html`${runHtml(release.runUri)}. The signature was made in it.`),
		signedPoint(root),
		backfill === void 0 && published === void 0 ? point("Published", void 0, require_folded.html`Not looked at. A signature comes before the publication.`) : isPublished && (published == null ? void 0 : published.time) !== void 0 && backfill === void 0 ? point("Published", published.time, require_folded.html`${require_folded.foreign(asSentence(published.reason))}`) : require_folded.html`<li class="${isPublished ? "sure" : "open"}"><h3>Published</h3><p class="small">${require_folded.foreign(backfill === void 0 ? asSentence((published == null ? void 0 : published.reason) ?? "") : `${backfill.published}, as GitHub said when it was sealed.`)}</p></li>`
	].filter((one) => one !== void 0);
	return require_folded.html`<section id="time"><h2>Timeline</h2>
<p>A filled point is a time that somebody other than the signer confirms. An empty one is only stated.</p>
<ol class="time">${points}</ol></section>`;
}
function signedPoint({ times }) {
	const [first] = [...times].sort((one, other) => one.seconds - other.seconds);
	if (first === void 0) return void 0;
	const sources = new Set(times.map(({ source }) => source));
	const by = [...sources.has("timestamp-authority") ? ["a timestamp authority"] : [], ...sources.has("log") ? ["the log of signatures"] : []];
	return point(sources.has("log") ? "Signed and logged" : "Signed", first.seconds, require_folded.html`Confirmed by ${by.join(" and by ")}.`);
}
function point(title, seconds, text) {
	return seconds === void 0 ? require_folded.html`<li><h3>${title}</h3><p class="small">${text}</p></li>` : require_folded.html`<li class="sure"><h3>${title}</h3><time class="quiet small">${require_verify.timeText(seconds)}</time><p class="small">${text}</p></li>`;
}
function runHtml(uri) {
	const run = /^https:\/\/[a-z0-9.-]{1,100}\/[A-Za-z0-9_-]{1,100}\/[A-Za-z0-9._-]{1,100}\/actions\/runs\/([0-9]{1,20})(?:\/attempts\/[0-9]{1,6})?$/.exec(uri);
	return (run == null ? void 0 : run[1]) === void 0 ? require_folded.html`Run ${require_folded.foreign(uri)}` : require_folded.html`Run <a href="${uri}" rel="noreferrer">${run[1]}</a>`;
}

// views/report/verdict-section.ts
function verdictSection(facts) {
	const { verification, page } = facts;
	const { root, verdict } = verification;
	const reason = require_verify.reasonOf(verification, page);
	const title = reason === void 0 ? require_verify.goodSentence(verification, page) : asSentence(reason.words);
	return require_folded.html`<div class="verdict">
<div class="say"><span class="tone">${pill(verdict)}</span><div>
<p class="word tone">${verdict.toUpperCase()}</p>
<h1>${title}</h1>
${because(facts)}</div></div>
${reason === void 0 ? void 0 : reasonHtml(reason.groups.flat())}
${faultsHtml(facts)}
${root === void 0 ? void 0 : factsHtml(root, facts)}</div>
${verdict === "rejected" ? void 0 : compareHtml(facts)}`;
}
const HALVES = require_folded.html`<path class="a" d="M18 2H36V34H18A16 16 0 0 1 18 2Z"/><path class="b" d="M36 2H54A16 16 0 0 1 54 34H36Z"/>`;
const PILLS = {
	verified: require_folded.html`${HALVES}<path class="tick" d="M43.5 18.5L48 23L56 13.5"/>`,
	rejected: require_folded.html`<path class="a" d="M15 2H31L27 11L33 18L26 26L29 34H15A16 16 0 0 1 15 2Z"/><path class="b" d="M41 2H57A16 16 0 0 1 57 34H39L36 26L43 18L37 11Z"/>`,
	incomplete: require_folded.html`<path class="a" d="M18 2H36V34H18A16 16 0 0 1 18 2Z"/><path class="dashed" d="M36 2H54A16 16 0 0 1 54 34H36Z"/>`
};
function pill(verdict) {
	return require_folded.html`<svg class="pill" viewBox="0 0 72 36" aria-hidden="true">${PILLS[verdict]}</svg>`;
}
function because({ verification: { root, claims }, page }) {
	if (root === void 0) {
		const signature = claims.find(({ id, status }) => id === "root" && status === "verified");
		const said = signature === void 0 ? void 0 : require_folded.html` ${asSentence(signature.reason)}`;
		return require_folded.html`<p class="because">It is about the file ${require_folded.foreign(page.evidence)}.${said}</p>`;
	}
	const { name, version, tag } = root.statement.predicate.release;
	const at = tag === null ? void 0 : require_folded.html`, tag ${require_folded.foreign(tag)}`;
	return require_folded.html`<p class="because">The release is ${require_folded.foreign(name)} ${require_folded.foreign(version)}${at}.</p>`;
}
function reasonHtml(parts) {
	const rows = parts.map(({ label, text, digest, isOther }) => {
		const value = require_folded.html`${require_verify.copiedLines(text).map(lineHtml)}${digest === void 0 ? void 0 : require_folded.digestHtml(digest)}`;
		const shown = isOther === true ? require_folded.html`<b>${value}</b>` : value;
		return label === void 0 ? require_folded.html`<div class="wide"><dt>Note</dt><dd>${shown}</dd></div>` : require_folded.html`<dt>${label}</dt><dd>${shown}</dd>`;
	});
	return rows.length === 0 ? require_folded.html`` : require_folded.html`<dl class="reason">${rows}</dl>`;
}
function lineHtml({ line, isCopied }, index) {
	if (isCopied) return require_folded.html`<code class="command">${require_folded.foreign(line)}</code>`;
	return require_folded.html`${index === 0 ? void 0 : require_folded.html`<br>`}${require_folded.foreign(line)} `;
}
function faultsHtml({ verification: { failures }, page }) {
	if (failures.length === 0) return void 0;
	const rows = failures.map((fault) => require_folded.html`<dt>Not read</dt><dd><bdi class="foreign">${require_folded.brokenLines(require_verify.faultText(fault, page.spelling))}</bdi></dd>`);
	return require_folded.html`<dl class="reason">${rows}</dl>`;
}
function factsHtml(root, { verification: { claims } }) {
	const { release, previous } = root.statement.predicate;
	const [time] = root.times;
	const lineage = claims.find(({ id }) => id === "lineage");
	const shown = [
		release.repository === null ? void 0 : [
			"Repository",
			require_folded.foreign(require_verify.shortRepository(release.repository)),
			require_verify.isCertified(root) ? "named by the certificate" : "as the signer states"
		],
		release.commit === null ? void 0 : [
			"Built from",
			require_folded.foreign(release.tag ?? release.version),
			`commit ${release.commit.slice(0, 12)}`
		],
		time === void 0 ? void 0 : [
			"Signed",
			require_folded.html`${require_verify.timeText(time.seconds)}`,
			time.source === "log" ? "as the log says" : "as a timestamp says"
		],
		[
			claimTitle("lineage"),
			"none" in previous ? require_folded.html`none` : require_folded.foreign(previous.version),
			"none" in previous ? previous.reason : (lineage == null ? void 0 : lineage.status.replaceAll("-", " ")) ?? "not looked at"
		]
	].flatMap((fact) => {
		if (fact === void 0) return [];
		const [label, value, note] = fact;
		return [require_folded.html`<div><dt>${label}</dt><dd>${value}<span class="small quiet">${require_folded.foreign(note)}</span></dd></div>`];
	});
	return require_folded.html`<dl class="facts">${shown}</dl>`;
}
function compareHtml({ verification, page }) {
	const source = verification.root === void 0 ? void 0 : require_verify.sourceName(verification, page);
	if (source === void 0) return void 0;
	return require_folded.html`<div class="compare"><span class="value">${require_folded.foreign(source)}</span><p>Is this the repository you know? That is the one question that no program can answer for you. Compare the name with the project&rsquo;s website or your package manager, not with the release.</p></div>`;
}
function subjectOf({ verification: { root }, page }) {
	const release = root == null ? void 0 : root.statement.predicate.release;
	return release === void 0 ? require_verify.quoted(page.evidence) : `${release.name} ${release.version}`;
}

// views/report/report-page.ts
function reportPage(facts, digest) {
	return require_folded.pageDocument(reportParts(facts), digest);
}
function reportParts(given) {
	const facts = {
		...given,
		verification: withoutFolders(given.verification)
	};
	const { verification, page } = facts;
	const { root, verdict } = verification;
	const subject = subjectOf(facts);
	const believed = verdict === "rejected" ? void 0 : root;
	const sections = [
		believed === void 0 ? void 0 : [
			"signed",
			"Who signed",
			signerSection(believed, facts)
		],
		believed === void 0 ? void 0 : [
			"time",
			"Timeline",
			timelineSection(believed, facts)
		],
		facts.said,
		[
			"files",
			"Files",
			filesSection(facts)
		],
		[
			"inside",
			"What is inside",
			contentsSection(facts)
		],
		[
			"changed",
			"What changed",
			changesSection(facts)
		],
		[
			"limits",
			"Not proven",
			limitsSection(verification)
		],
		[
			"checks",
			"All checks",
			checksSection(verification, page.spelling)
		]
	].flatMap((section) => section === void 0 || section[2] === void 0 ? [] : [[
		section[0],
		section[1],
		section[2]
	]]);
	const body = require_folded.html`<div class="page is-${verdict}">
<header class="top"><span><b>${require_folded.foreign(subject)}</b> &middot; release report</span><span>checked ${require_verify.timeText(page.checkedAt)} with capsule ${require_verify.TOOL.version}</span></header>
<main>
${verdictSection(facts)}
<nav aria-label="Contents"><ul>${sections.map(([id, title]) => require_folded.html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${sections.map(([, , section]) => require_folded.html`${section}\n`)}</main>
${footer(facts)}
</div>`;
	return {
		title: `${verdict.toUpperCase()}: ${subject}`,
		body
	};
}
function withoutFolders(verification) {
	const { origin } = verification.trust;
	const name = origin.split(/[/\\]/).at(-1) ?? origin;
	const claims = verification.claims.map((claim) => ({
		...claim,
		reason: claim.reason.replaceAll(require_verify.printable(origin), require_verify.printable(name))
	}));
	return {
		...verification,
		claims,
		trust: {
			...verification.trust,
			origin: name
		}
	};
}
function footer({ verification: { root, capsuleSha256 }, page }) {
	const repeat = page.repeat === void 0 ? require_folded.html`` : require_folded.html` To check for yourself:</p>
<code class="command">${require_folded.foreign(page.repeat)}</code>
<p>`;
	const statement = root === void 0 ? void 0 : require_folded.html`<br>Release statement ${require_folded.digestHtml(root.sha256)}`;
	return require_folded.html`<footer>
<p><b>Do not believe this page; repeat it.</b> Anybody can write a page like this. It shows what one check found on one computer.${repeat}${root === void 0 ? "Evidence" : "Capsule"} ${require_folded.digestHtml(capsuleSha256)}${statement}</p>
<p>This page loads nothing and sends nothing. Its one script adds the search field.</p>
<p class="on-paper">The lists of packages and checks stand on the page, and not in this print.</p>
</footer>`;
}

// doors/results/write-report.ts
const MAX_PAGE_BYTES = 33554432;
async function requireReportPlace(values, inputs, place) {
	const path = values.text("report");
	if (path === void 0) return;
	const written = {
		path,
		spelling: values.spelling("report"),
		what: "report",
		isOwn: isReport,
		ending: "html"
	};
	await require_verify.requireOwnPlace(written, inputs, place);
}
async function isReport(path, files) {
	const facts = await files.facts(path);
	if ((facts == null ? void 0 : facts.kind) !== "file" || facts.size > MAX_PAGE_BYTES) return false;
	const bytes = await files.read(path, MAX_PAGE_BYTES);
	return require_verify.unlessRefused(() => require_verify.decodeUtf8(bytes.subarray(0, 200)).includes(require_folded.PAGE_MARK), false);
}
async function writeReport({ verification, order, page, command, now, said }, values, { files, folder, crypto }) {
	const path = values.text("report");
	if (path === void 0) return void 0;
	const contents = await readContents(verification, order, {
		files,
		crypto
	});
	const shown = {
		...page,
		checkedAt: Math.floor(now.getTime() / 1e3),
		repeat: command
	};
	const html = await reportPage({
		verification,
		page: shown,
		contents,
		said
	}, policyDigest(crypto));
	await files.write((0, import__builtin_node_path.resolve)(folder, path), require_verify.encodeUtf8(html));
	return path;
}
function policyDigest(crypto) {
	return async (bytes) => require_verify.encodeBase64(await crypto.digest("sha256", bytes));
}

exports.policyDigest = policyDigest;
exports.requireReportPlace = requireReportPlace;
exports.writeReport = writeReport;
},
};
Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
// rolldown/runtime.js
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __commonJSMin = (cb, mod) => () => (mod || (cb((mod = { exports: {} }).exports, mod, mod.exports), cb = null), mod.exports);
var __copyProps = (to, from, except, desc) => {
	if (from && typeof from === "object" || typeof from === "function") {
		for (var keys = __getOwnPropNames(from), i = 0, n = keys.length, key; i < n; i++) {
			key = keys[i];
			if (!__hasOwnProp.call(to, key) && key !== except) {
				__defProp(to, key, {
					get: ((k) => from[k]).bind(null, key),
					enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
				});
			}
		}
	}
	return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(isNodeMode || !mod || !mod.__esModule || !__hasOwnProp.call(mod, "default") ? __defProp(target, "default", {
	value: mod,
	enumerable: true
}) : target, mod));

// builtin:node:path
var require__builtin_node_path = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = require("node:path");
}));

// kernel/advice.ts
var import__builtin_node_path = /* @__PURE__ */ __toESM(require__builtin_node_path(), 1);
var Advice = class {
	constructor(pieces) {
		this.pieces = pieces;
	}
	toString() {
		return spelled(this, plainly);
	}
};
function option(name, value) {
	return value === void 0 ? { option: name } : {
		option: name,
		value
	};
}
function advice(texts, ...values) {
	return new Advice(texts.flatMap((text, index) => [text, ...values.slice(index, index + 1)].flatMap(piecesOf)));
}
function joined(hints, separator) {
	const pieces = hints.flatMap((hint, index) => [...index === 0 ? [] : [separator], ...piecesOf(hint)]);
	const texts = pieces.filter((piece) => typeof piece === "string");
	return texts.length === pieces.length ? texts.join("") : new Advice(pieces);
}
function piecesOf(hint) {
	if (hint === "") return [];
	return hint instanceof Advice ? hint.pieces : [hint];
}
function spelled(hint, spelling = plainly) {
	if (typeof hint === "string") return hint;
	return hint.pieces.map((piece) => typeof piece === "string" ? piece : spelling(piece)).join("");
}
function plainly({ option: name, value }) {
	return value === void 0 ? name : `${name}: ${value}`;
}

// kernel/once.ts
function once(make) {
	let made;
	return () => {
		made ?? (made = { value: make() });
		return made.value;
	};
}

// kernel/unicode-pattern.ts
function unicodePattern(source, flags = "u") {
	return once(() => new RegExp(source, flags));
}
function isPlainAscii(text) {
	return !/[^ -~]/.test(text);
}

// kernel/printable.ts
const invisible$2 = unicodePattern(String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}`);
const SHORT_ESCAPES = /* @__PURE__ */ new Map([
	["\n", "\\n"],
	["\r", "\\r"],
	["	", "\\t"],
	["\0", "\\0"]
]);
const PLAIN = /^[ !#-[\]-~]*$/;
function printable(text, maxLength = 200) {
	if (text.length <= maxLength && PLAIN.test(text)) return `"${text}"`;
	let shown = "";
	for (const character of text) {
		const piece = character === "\"" || character === "\\" ? `\\${character}` : escapeInvisible(character);
		if (shown.length + piece.length > maxLength) return `"${shown}"\u2026`;
		shown += piece;
	}
	return `"${shown}"`;
}
function escapeInvisible(character) {
	if (character >= " " && character <= "~") return character;
	if (!invisible$2().test(character)) return character;
	return SHORT_ESCAPES.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

// views/visible.ts
function visible$1(text) {
	return Array.from(text, escapeInvisible).join("");
}

// views/fault/fault-text.ts
function faultText(fault, spelling) {
	return `error: ${annotationText(fault, spelling)}`;
}
function annotationText(fault, spelling) {
	const message = visible$1(fault.message);
	return fault.hint === void 0 ? message : `${message}\nhint: ${spelled(fault.hint, spelling).split("\n").map(visible$1).join("\n      ")}`;
}

// doors/options/as-flag.ts
const asFlag = ({ option, value }) => value === void 0 ? `--${option}` : `--${option} ${value}`;

// domain/home.ts
const REPOSITORY = "https://github.com/release-capsule/release-capsule";
const HOME = "https://release-capsule.github.io/release-capsule";
const CAPSULE_PREDICATE_TYPE = `${HOME}/capsule/v1`;
function schemaId(name) {
	return `${HOME}/schemas/${name}/v1`;
}

// kernel/fault.ts
var Fault = class extends Error {
	constructor(code, problem, options = {}) {
		const { hint, cause, at, brief } = options;
		super(at === void 0 ? problem : `${problem} ${wordsOf$1(at)}`, cause === void 0 ? void 0 : { cause });
		this.name = "Fault";
		this.code = code;
		this.hint = hint;
		this.at = at;
		this.problem = problem;
		this.brief = brief;
	}
};
function wordsOf$1(at) {
	if ("line" in at) return `at line ${at.line}`;
	return "offset" in at ? `at character ${at.offset}` : `in ${at.of} ${at.item}`;
}

// doors/process/as-fault.ts
const DEBUG = "CAPSULE_DEBUG";
function asFault(error) {
	if (error instanceof Fault) return error;
	const kind = error instanceof Error ? error.name : typeof error;
	return new Fault("internal", `the program has a defect (${kind})`, {
		cause: error,
		hint: `run again with ${DEBUG}=1, read what it shows, and report it at ${REPOSITORY}/issues`
	});
}
function debugText(error, env) {
	return env(DEBUG) === void 0 ? "" : `${placesOf(error)}\n`;
}
function placesOf(error) {
	if (!(error instanceof Error)) return typeof error;
	const places = (error.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
	const own = [error.name, ...places].join("\n");
	return error.cause === void 0 ? own : `${own}\ncaused by ${placesOf(error.cause)}`;
}

// kernel/fault-codes.ts
const FAULT_CODES = {
	"address-refused": { exit: 2 },
	"advisories-none": { exit: 2 },
	"advisory-malformed": { exit: 1 },
	"announcement-contradicts": { exit: 1 },
	"announcement-malformed": { exit: 2 },
	"approval-expired": { exit: 1 },
	"approval-malformed": { exit: 1 },
	"approval-other-release": { exit: 1 },
	"approval-own-run": { exit: 1 },
	"approval-repeated": { exit: 1 },
	"archive-bomb": { exit: 1 },
	"archive-duplicate": { exit: 1 },
	"archive-entry-name": { exit: 1 },
	"archive-entry-type": { exit: 1 },
	"archive-header": { exit: 1 },
	"archive-limit": { exit: 1 },
	"archive-trailing-data": { exit: 1 },
	"archive-truncated": { exit: 1 },
	"artifact-required": { exit: 2 },
	"asset-changed": { exit: 1 },
	"asset-empty": { exit: 1 },
	"asset-list-escapes": { exit: 1 },
	"asset-list-malformed": { exit: 1 },
	"asset-name-bidi": { exit: 1 },
	"asset-name-collision": { exit: 1 },
	"asset-name-control": { exit: 1 },
	"asset-name-invalid": { exit: 1 },
	"asset-name-length": { exit: 1 },
	"asset-name-renamed": { exit: 1 },
	"asset-name-reserved": { exit: 1 },
	"asset-too-large": { exit: 1 },
	"assets-none": { exit: 2 },
	"assets-too-many": { exit: 1 },
	"attestation-refused": { exit: 4 },
	"base64-malformed": { exit: 1 },
	"audit-record-malformed": { exit: 2 },
	"authority-unknown": { exit: 1 },
	"bundle-elsewhere": { exit: 2 },
	"bundle-malformed": { exit: 1 },
	"capsule-entry-name": { exit: 1 },
	"capsule-entry-order": { exit: 1 },
	"capsule-entry-reserved": { exit: 1 },
	"capsule-limit": { exit: 1 },
	"capsule-not-closed": { exit: 1 },
	"capsule-root-missing": { exit: 1 },
	"cbor-malformed": { exit: 1 },
	"certificate-algorithm": { exit: 1 },
	"certificate-chain-unfit": { exit: 2 },
	"certificate-expired": { exit: 1 },
	"certificate-extension-critical": { exit: 1 },
	"certificate-extension-repeated": { exit: 1 },
	"certificate-key-usage": { exit: 1 },
	"certificate-log-unknown": { exit: 1 },
	"certificate-malformed": { exit: 1 },
	"certificate-name-chaining": { exit: 1 },
	"certificate-not-authority": { exit: 1 },
	"certificate-not-leaf": { exit: 1 },
	"certificate-path-length": { exit: 1 },
	"certificate-purpose": { exit: 1 },
	"certificate-refused": { exit: 4 },
	"certificate-revoked": { exit: 1 },
	"certificate-serial": { exit: 1 },
	"certificate-signature": { exit: 1 },
	"certificate-transparency": { exit: 1 },
	"certificate-unexpected": { exit: 1 },
	"certificate-untrusted": { exit: 1 },
	"certificate-version": { exit: 1 },
	"checkout-changed": { exit: 1 },
	"checksums-conflict": { exit: 1 },
	"checksums-disagree": { exit: 1 },
	"checksums-empty": { exit: 1 },
	"checksums-malformed": { exit: 1 },
	"checksums-too-large": { exit: 1 },
	"clock-behind": { exit: 3 },
	"commit-invalid": { exit: 2 },
	"configuration-invalid": { exit: 2 },
	"crl-malformed": { exit: 1 },
	"crl-unfit": { exit: 1 },
	"database-malformed": { exit: 4 },
	"der-malformed": { exit: 1 },
	"digest-mismatch": { exit: 1 },
	"download-differs": { exit: 1 },
	"embargo-refused": { exit: 2 },
	"envelope-malformed": { exit: 1 },
	"erasure-refused": { exit: 1 },
	"evidence-differs": { exit: 1 },
	"evidence-lost": { exit: 1 },
	"evidence-malformed": { exit: 1 },
	"evidence-subject": { exit: 1 },
	"evidence-unknown": { exit: 1 },
	"file-exists": { exit: 2 },
	"file-missing": { exit: 4 },
	"file-unreadable": { exit: 4 },
	"file-unwritable": { exit: 4 },
	"git-ref-invalid": { exit: 2 },
	"github-refused": { exit: 4 },
	"gzip-malformed": { exit: 1 },
	"hex-malformed": { exit: 1 },
	"identity-mismatch": { exit: 1 },
	"identity-token-malformed": { exit: 2 },
	"identity-token-missing": { exit: 2 },
	"identity-token-refused": { exit: 4 },
	"identity-token-unfit": { exit: 2 },
	"image-missing": { exit: 4 },
	"image-unsigned": { exit: 3 },
	"installer-ambiguous": { exit: 1 },
	"installer-name": { exit: 1 },
	"installer-none": { exit: 1 },
	"installer-place": { exit: 1 },
	internal: { exit: 4 },
	"json-malformed": { exit: 1 },
	"json-too-large": { exit: 1 },
	"key-expired": { exit: 1 },
	"key-malformed": { exit: 2 },
	"key-revoked": { exit: 1 },
	"key-unfit": { exit: 2 },
	"keys-malformed": { exit: 2 },
	"kit-audit-broken": { exit: 1 },
	"kit-base-missing": { exit: 1 },
	"kit-contents": { exit: 1 },
	"kit-expired": { exit: 1 },
	"kit-feed-older": { exit: 1 },
	"kit-forked": { exit: 1 },
	"kit-from-future": { exit: 1 },
	"kit-incomplete": { exit: 1 },
	"kit-malformed": { exit: 1 },
	"kit-member-differs": { exit: 1 },
	"kit-missing": { exit: 2 },
	"kit-other-name": { exit: 1 },
	"kit-path": { exit: 1 },
	"kit-replayed": { exit: 1 },
	"kit-space": { exit: 4 },
	"lineage-broken": { exit: 1 },
	"local-service-refused": { exit: 4 },
	"lock-malformed": { exit: 2 },
	"log-checkpoint-invalid": { exit: 1 },
	"log-contended": { exit: 4 },
	"log-entry-mismatch": { exit: 1 },
	"log-entry-missing": { exit: 1 },
	"log-exists": { exit: 2 },
	"log-forked": { exit: 1 },
	"log-inclusion-invalid": { exit: 1 },
	"log-leaf-malformed": { exit: 1 },
	"log-leaves-differ": { exit: 1 },
	"log-missing": { exit: 2 },
	"log-origin": { exit: 1 },
	"log-policy-malformed": { exit: 1 },
	"log-promise-invalid": { exit: 1 },
	"log-proof-invalid": { exit: 1 },
	"log-refused": { exit: 4 },
	"log-rewound": { exit: 1 },
	"log-unexpected": { exit: 1 },
	"log-unknown": { exit: 1 },
	"log-unsigned": { exit: 1 },
	"log-unwitnessed": { exit: 1 },
	"manifest-malformed": { exit: 1 },
	"network-timeout": { exit: 4 },
	"network-unreachable": { exit: 4 },
	"notary-algorithm": { exit: 1 },
	"notary-critical": { exit: 1 },
	"notary-expired": { exit: 1 },
	"notary-identity": { exit: 1 },
	"notary-malformed": { exit: 1 },
	"notary-plugin": { exit: 1 },
	"notary-policy-malformed": { exit: 2 },
	"notary-policy-none": { exit: 2 },
	"notary-store": { exit: 2 },
	"notary-untrusted": { exit: 1 },
	"note-key-malformed": { exit: 2 },
	"notes-malformed": { exit: 2 },
	"ocsp-malformed": { exit: 1 },
	"ocsp-unfit": { exit: 1 },
	"opening-refused": { exit: 1 },
	"out-not-empty": { exit: 2 },
	"out-overlaps": { exit: 2 },
	"owner-changed": { exit: 1 },
	"passphrase-missing": { exit: 2 },
	"passphrase-wrong": { exit: 2 },
	"payload-mismatch": { exit: 1 },
	"pem-malformed": { exit: 1 },
	"permission-missing": { exit: 2 },
	"plugin-failed": { exit: 4 },
	"plugin-malformed": { exit: 4 },
	"plugin-missing": { exit: 4 },
	"plugin-unfit": { exit: 2 },
	"policy-malformed": { exit: 2 },
	"policy-unmet": { exit: 1 },
	"program-failed": { exit: 4 },
	"provenance-contradiction": { exit: 1 },
	"provenance-malformed": { exit: 1 },
	"public-log-refused": { exit: 2 },
	"published-differs": { exit: 1 },
	"published-mismatch": { exit: 1 },
	"published-too-many": { exit: 1 },
	"purl-malformed": { exit: 1 },
	"rebuild-differs": { exit: 1 },
	"registry-refused": { exit: 4 },
	"release-changed": { exit: 1 },
	"release-conflict": { exit: 1 },
	"release-contended": { exit: 1 },
	"release-immutable": { exit: 1 },
	"release-mismatch": { exit: 1 },
	"release-missing": { exit: 2 },
	"release-name-invalid": { exit: 2 },
	"release-not-admitted": { exit: 1 },
	"release-rollback": { exit: 1 },
	"release-state-malformed": { exit: 1 },
	"repository-invalid": { exit: 2 },
	"response-malformed": { exit: 4 },
	"response-too-large": { exit: 4 },
	"root-malformed": { exit: 1 },
	"root-not-canonical": { exit: 1 },
	"risk-malformed": { exit: 2 },
	"sbom-too-large": { exit: 1 },
	"scan-failed": { exit: 1 },
	"scan-stale": { exit: 1 },
	"scan-undated": { exit: 1 },
	"sbom-diff": { exit: 1 },
	"sbom-empty": { exit: 1 },
	"sbom-limit": { exit: 1 },
	"sbom-malformed": { exit: 1 },
	"sbom-quality": { exit: 1 },
	"sbom-source-malformed": { exit: 1 },
	"sbom-subject": { exit: 1 },
	"self-verification": { exit: 1 },
	"service-busy": { exit: 4 },
	"signature-invalid": { exit: 1 },
	"signature-unexpected": { exit: 1 },
	"signed-later": { exit: 1 },
	"signed-time-missing": { exit: 1 },
	"signing-config-malformed": { exit: 2 },
	"signing-config-unusable": { exit: 2 },
	"snappy-malformed": { exit: 1 },
	"source-contradiction": { exit: 1 },
	"source-incomplete": { exit: 2 },
	"source-truncated": { exit: 1 },
	"statement-malformed": { exit: 1 },
	"statements-too-many": { exit: 1 },
	"statement-taken-back": { exit: 1 },
	"statement-unauthorised": { exit: 1 },
	"subject-mismatch": { exit: 1 },
	"summary-impossible": { exit: 3 },
	"tag-missing": { exit: 1 },
	"tag-moved": { exit: 1 },
	"tag-not-understood": { exit: 2 },
	"text-unquotable": { exit: 1 },
	"time-malformed": { exit: 1 },
	"timestamp-attributes": { exit: 1 },
	"timestamp-authority-unknown": { exit: 1 },
	"timestamp-certificate-id": { exit: 1 },
	"timestamp-content-type": { exit: 1 },
	"timestamp-digest": { exit: 1 },
	"timestamp-imprint": { exit: 1 },
	"timestamp-invalid": { exit: 1 },
	"timestamp-refused": { exit: 4 },
	"timestamp-signature": { exit: 1 },
	"timestamp-unexpected": { exit: 1 },
	"token-refused": { exit: 2 },
	"too-fresh": { exit: 3 },
	"trust-update-refused": { exit: 4 },
	"trusted-root-archival": { exit: 2 },
	"trusted-root-malformed": { exit: 2 },
	"trusted-root-outdated": { exit: 4 },
	usage: { exit: 2 },
	"utf8-malformed": { exit: 1 },
	"validation-failed": { exit: 1 },
	"validation-incomplete": { exit: 3 },
	"version-invalid": { exit: 2 },
	"version-reused": { exit: 1 },
	"workflow-changed": { exit: 1 },
	"xml-malformed": { exit: 1 },
	"xml-too-large": { exit: 1 },
	"zip-malformed": { exit: 1 }
};

// doors/process/end-process.ts
const LOST = FAULT_CODES.internal.exit;
function endProcessWith(door, report, streams = []) {
	let decided = false;
	const endLost = (error) => {
		decided = true;
		report(asFault(error), error);
		process.exit(LOST);
	};
	process.exitCode = LOST;
	process.on("uncaughtException", endLost);
	process.on("unhandledRejection", endLost);
	process.on("exit", () => {
		if (decided) return;
		const lost = /* @__PURE__ */ new Error("lost");
		report(asFault(lost), lost);
	});
	door().then((exitCode) => {
		decided = true;
		process.exitCode = exitCode;
		if (streams.length > 0 && streams.every(({ writableLength, errored }) => !(writableLength || errored))) process.exit();
	}, endLost);
}

// builtin:node:util
var require__builtin_node_util = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = require("node:util");
}));

// doors/process/take-no-color.ts
var import__builtin_node_util = require__builtin_node_util();
const NO_COLOR_FLAG = {
	flag: "--no-color",
	description: "print without colour, as NO_COLOR does"
};
function takeNoColor(argv, stream) {
	const end = argv.indexOf("--");
	const isFlag = (word, at) => word === NO_COLOR_FLAG.flag && (end === -1 || at < end);
	const words = argv.filter((word, at) => !isFlag(word, at));
	const isPlain = words.length < argv.length;
	return {
		words,
		paint: (style, text) => isPlain ? text : (0, import__builtin_node_util.styleText)(style, text, { stream })
	};
}

// builtin:node:crypto
var require__builtin_node_crypto = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = require("node:crypto");
}));

// late:node:zlib
var require__late_node_zlib = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	let loaded;
	function load() {
		return loaded ?? (loaded = require("node:zlib"));
	}
	Object.defineProperties(module.exports, {
		constants: {
			enumerable: true,
			get: () => load().constants
		},
		crc32: {
			enumerable: true,
			get: () => load().crc32
		},
		createGunzip: {
			enumerable: true,
			get: () => load().createGunzip
		},
		createInflateRaw: {
			enumerable: true,
			get: () => load().createInflateRaw
		},
		deflateRawSync: {
			enumerable: true,
			get: () => load().deflateRawSync
		},
		inflateRawSync: {
			enumerable: true,
			get: () => load().inflateRawSync
		},
		inflateSync: {
			enumerable: true,
			get: () => load().inflateSync
		}
	});
}));

// kernel/bytewise.ts
var import__builtin_node_crypto = require__builtin_node_crypto();
var import__late_node_zlib = require__late_node_zlib();
function compareUtf8(a, b) {
	const end = Math.min(a.length, b.length);
	for (let at = 0; at < end; at++) {
		const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
		if (left !== right) return rank(left) - rank(right);
	}
	return a.length - b.length;
}
function rank(unit) {
	if (unit < 55296) return unit;
	return unit < 57344 ? unit + 8192 : unit - 2048;
}
function equalBytes(a, b) {
	if (a.length !== b.length) return false;
	for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
	return true;
}
function concatBytes(...parts) {
	return joinBytes(parts);
}
function joinBytes(parts) {
	const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

// kernel/hex.ts
const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
function encodeHex(bytes) {
	let text = "";
	for (const byte of bytes) text += PAIRS[byte];
	return text;
}
function decodeHex(text) {
	if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw new Fault("hex-malformed", `${printable(text, 80)} is not lower-case hexadecimal`);
	return Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

// kernel/utf8.ts
function encodeUtf8(text) {
	if (!text.isWellFormed()) throw new Fault("utf8-malformed", "the text holds a lone surrogate");
	return new TextEncoder().encode(text);
}
function decodeUtf8(bytes, what = "text") {
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes);
	} catch (cause) {
		throw new Fault("utf8-malformed", `${what} is not valid UTF-8`, {
			cause,
			at: { line: firstBrokenLine(bytes) }
		});
	}
}
function firstBrokenLine(bytes) {
	for (let line = 1, start = 0;; line += 1) {
		const end = bytes.indexOf(10, start);
		if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
		start = end + 1;
	}
}
function isUtf8(bytes) {
	try {
		new TextDecoder("utf-8", { fatal: true }).decode(bytes);
		return true;
	} catch {
		return false;
	}
}

// kernel/der.ts
const DER_TAGS = {
	boolean: 1,
	integer: 2,
	bitString: 3,
	octetString: 4,
	nullValue: 5,
	oid: 6,
	utf8String: 12,
	printableString: 19,
	ia5String: 22,
	utcTime: 23,
	generalizedTime: 24,
	sequence: 48,
	set: 49
};
const MAX_DEPTH$1 = 32;
const MAX_INTEGER_BYTES = 2049;
const MAX_OID_BYTES = 128;
const MAX_TIME_BYTES = 64;
function readDer(bytes) {
	const node = readNode({
		bytes,
		end: bytes.length,
		depth: MAX_DEPTH$1
	}, 0);
	if (node.end !== bytes.length) throw malformed$21("something follows the value");
	return node;
}
var DerNode = class DerNode {
	constructor(tag, { bytes, end, depth }, { start, begin }) {
		this.tag = tag;
		this.start = start;
		this.begin = begin;
		this.end = end;
		this.bytes = bytes;
		this.depth = depth;
		this.contentView = void 0;
		this.members = void 0;
	}
	get content() {
		this.contentView ?? (this.contentView = this.bytes.subarray(this.begin, this.end));
		return this.contentView;
	}
	get raw() {
		return this.bytes.subarray(this.start, this.end);
	}
	get constructed() {
		return isConstructed(this.tag);
	}
	children() {
		if (this.members !== void 0) return this.members;
		if (!this.constructed) throw malformed$21("a primitive value has no members");
		const nodes = [];
		const place = {
			bytes: this.bytes,
			end: this.end,
			depth: this.depth - 1
		};
		for (let at = this.begin; at < this.end;) {
			const node = readNode(place, at);
			nodes.push(node);
			at = node.end;
		}
		this.members = nodes;
		return nodes;
	}
	as(tag) {
		if ((tag & 32) !== (this.tag & 32)) throw malformed$21("a value has the wrong form");
		const { bytes, end, depth, start, begin } = this;
		return new DerNode(tag, {
			bytes,
			end,
			depth
		}, {
			start,
			begin
		});
	}
	sequence() {
		this.require(DER_TAGS.sequence);
		return this.children();
	}
	set() {
		this.require(DER_TAGS.set);
		return this.children();
	}
	octetString() {
		this.require(DER_TAGS.octetString);
		return this.content;
	}
	boolean() {
		this.require(DER_TAGS.boolean);
		const [byte] = this.content;
		if (this.content.length !== 1 || byte !== 0 && byte !== 255) throw malformed$21("a boolean is not 00 or FF");
		return byte === 255;
	}
	integer() {
		this.require(DER_TAGS.integer);
		const [first, second = 0] = this.content;
		const padded = this.content.length > 1 && first === (second < 128 ? 0 : 255);
		if (first === void 0 || padded || this.content.length > MAX_INTEGER_BYTES) throw malformed$21("an integer is not in its shortest form");
		const unsigned = BigInt(`0x${encodeHex(this.content)}`);
		return BigInt.asIntN(this.content.length * 8, unsigned);
	}
	oid() {
		this.require(DER_TAGS.oid);
		const { content } = this;
		const last = content.at(-1);
		if (last === void 0 || last >= 128 || content.length > MAX_OID_BYTES) throw malformed$21("an object identifier is incomplete");
		const [first = 0, ...rest] = readArcs(content);
		const top = first < 80 ? Math.floor(Number(first) / 40) : 2;
		return [
			top,
			typeof first === "bigint" ? first - BigInt(top * 40) : first - top * 40,
			...rest
		].join(".");
	}
	string() {
		const text = decodeText$1(this.content);
		if (this.tag === DER_TAGS.utf8String) return text;
		if (this.tag === DER_TAGS.printableString && /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) return text;
		if (this.tag === DER_TAGS.ia5String && /^[\x00-\x7f]*$/.test(text)) return text;
		throw malformed$21("a value is not a string of its type");
	}
	time() {
		if (this.tag !== DER_TAGS.utcTime && this.tag !== DER_TAGS.generalizedTime) throw malformed$21("a value is not a time");
		return parseTime(String.fromCharCode(...this.content.subarray(0, 65)), this.tag === DER_TAGS.utcTime);
	}
	bitString() {
		this.require(DER_TAGS.bitString);
		const unusedBits = this.content[0] ?? 8;
		const bytes = this.content.subarray(1);
		const last = bytes.at(-1) ?? 0;
		if (unusedBits > 7 || bytes.length === 0 && unusedBits > 0 || (last & (1 << unusedBits) - 1) !== 0) throw malformed$21("a bit string has wrong unused bits");
		return {
			bytes,
			unusedBits
		};
	}
	require(tag) {
		if (this.tag !== tag) throw malformed$21(`a value has the tag ${this.tag} where ${tag} is expected`);
	}
};
function readNode({ bytes, end: limit, depth }, start) {
	if (depth === 0) throw malformed$21(`nesting is deeper than ${MAX_DEPTH$1} levels`);
	const tag = start < limit ? bytes[start] ?? 0 : 0;
	const first = start + 1 < limit ? bytes[start + 1] ?? 0 : 0;
	if ((tag & 31) === 31 || (tag & -33) === 0) throw malformed$21("a tag number is not in use");
	if ((tag & 192) === 0 && isConstructed(tag) !== COMPOSED.has(tag | 32)) throw malformed$21("a type has the wrong form");
	const long = first >= 128;
	const begin = start + (long ? 2 + (first & 127) : 2);
	const end = begin + (long ? readLongLength(bytes.subarray(start + 2, Math.min(begin, limit))) : first);
	if (end > limit) throw malformed$21("a value ends too early");
	return new DerNode(tag, {
		bytes,
		end,
		depth
	}, {
		start,
		begin
	});
}
function isConstructed(tag) {
	return (tag & 32) !== 0;
}
const COMPOSED = /* @__PURE__ */ new Set([DER_TAGS.sequence, DER_TAGS.set]);
function readLongLength(octets) {
	const length = octets.reduce((total, byte) => total * 256 + byte, 0);
	if (octets[0] === 0 || length < 128) throw malformed$21("a length is indefinite or not in its shortest form");
	return length;
}
function readArcs(content) {
	const arcs = [];
	let arc = 0;
	let begins = true;
	for (const byte of content) {
		if (begins && byte === 128) throw malformed$21("an object identifier is not in its shortest form");
		if (typeof arc === "number" && arc >= LARGE_ARC) arc = BigInt(arc);
		arc = typeof arc === "bigint" ? arc * 128n + BigInt(byte & 127) : arc * 128 + (byte & 127);
		begins = byte < 128;
		if (begins) {
			arcs.push(arc);
			arc = 0;
		}
	}
	return arcs;
}
const LARGE_ARC = 2 ** 46;
const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/;
function parseTime(text, short) {
	const found = (short ? UTC_TIME : GENERALIZED_TIME).exec(text);
	if (found === null || text.length > MAX_TIME_BYTES) throw malformed$21(`${printable(text, 40)} is not a time`);
	const [, digits, month, day, hour, minute, second, fraction = ""] = found;
	const iso = `${short ? `${Number(digits) < 50 ? 20 : 19}${digits}` : digits}-${month}-${day}T${hour}:${minute}:${second}`;
	const epoch = Date.parse(`${iso}Z`);
	if (Number.isNaN(epoch) || new Date(epoch).toISOString().slice(0, 19) !== iso) throw malformed$21(`${printable(text, 40)} is not a time`);
	return epoch + Number(fraction.slice(0, 3).padEnd(3, "0"));
}
function decodeText$1(content) {
	try {
		return decodeUtf8(content);
	} catch (cause) {
		throw new Fault("der-malformed", "a string is not valid UTF-8", { cause });
	}
}
function malformed$21(problem) {
	return new Fault("der-malformed", `the DER is not valid: ${problem}`);
}

// kernel/iso-time.ts
const INSTANT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
const FIRST = -62167219200;
const MAX_EPOCH = 253402300799;
function formatEpoch(seconds) {
	if (!Number.isInteger(seconds) || seconds < FIRST || seconds > 253402300799) throw new Fault("time-malformed", `${seconds} is not a time in whole seconds since 1970`);
	return `${(/* @__PURE__ */ new Date(seconds * 1e3)).toISOString().slice(0, 19)}Z`;
}
const ANY_ZONE = /^(\d{4}-\d{2}-(\d{2}))[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,12}))?([Zz]|[+-]\d{2}:\d{2})$/;
function parseInstant(text) {
	const [, date, day, time, fraction = "", zone] = ANY_ZONE.exec(text ?? "") ?? [];
	if (zone === void 0 || (/* @__PURE__ */ new Date(`${date}T00:00:00Z`)).getUTCDate() !== Number(day)) return void 0;
	const at = Date.parse(`${date}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}${zone.toUpperCase()}`);
	return Number.isNaN(at) ? void 0 : at;
}

// kernel/der-writer.ts
function sequence(...items) {
	return formatDer(DER_TAGS.sequence, ...items);
}
function oid(text) {
	if (!/^(?:[01]\.[1-3]?[0-9]|2\.(?:0|[1-9][0-9]*))(?:\.(?:0|[1-9][0-9]*))*$/.test(text)) throw new Fault("der-malformed", `${printable(text, 40)} is not an object identifier`);
	const [top = 0n, second = 0n, ...rest] = text.split(".").map(BigInt);
	return formatDer(DER_TAGS.oid, ...[top * 40n + second, ...rest].map(formatArc));
}
function bitString(bytes, unusedBits = 0) {
	return formatDer(DER_TAGS.bitString, Uint8Array.of(unusedBits), bytes);
}
function explicit(number, ...items) {
	return formatDer(160 | number, ...items);
}
function nullValue() {
	return formatDer(DER_TAGS.nullValue);
}
function formatDer(tag, ...parts) {
	const length = parts.reduce((total, part) => total + part.length, 0);
	return joinBytes([
		Uint8Array.of(tag),
		formatLength(length),
		...parts
	]);
}
function formatLength(length) {
	if (length < 128) return Uint8Array.of(length);
	const digits = length.toString(16);
	const octets = decodeHex(digits.padStart(digits.length + digits.length % 2, "0"));
	return joinBytes([Uint8Array.of(128 | octets.length), octets]);
}
function formatArc(arc) {
	const groups = [Number(arc & 127n)];
	for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) groups.unshift(Number(rest & 127n) | 128);
	return Uint8Array.from(groups);
}

// crypto/ecdsa-signature.ts
function toFixedLength(signature, size) {
	try {
		const [r, s, ...beyond] = readDer(signature).sequence();
		if (r === void 0 || s === void 0 || beyond.length > 0) return void 0;
		if (r.integer() <= 0n || s.integer() <= 0n) return void 0;
		const numbers = [r, s].map(({ content }) => content[0] === 0 ? content.subarray(1) : content);
		if (numbers.some(({ length }) => length > size)) return void 0;
		return concatBytes(...numbers.flatMap((number) => [new Uint8Array(size - number.length), number]));
	} catch {
		return;
	}
}

// kernel/archives/zlib-fault.ts
function zlibFault(error) {
	const code = error == null ? void 0 : error.code;
	if (code === "Z_BUF_ERROR") return new Fault("archive-truncated", "the gzip stream ends too early", { cause: error });
	if (typeof code !== "string" || !code.startsWith("Z_")) return error;
	return new Fault("gzip-malformed", "the gzip stream is damaged", { cause: error });
}

// crypto/node-inflate.ts
const AT_ONCE = {
	deflated: 131072,
	inflated: 4194304
};
async function* inflateByZlib(deflated) {
	const source = deflated[Symbol.asyncIterator]();
	const start = [];
	try {
		let [length, isWhole] = [0, false];
		while (!isWhole && length <= AT_ONCE.deflated) {
			const step = await source.next();
			isWhole = step.done === true;
			if (step.done !== true) length += start[start.push(step.value) - 1].length;
		}
		const inflated = isWhole ? inflateAtOnce(joinBytes(start)) : void 0;
		if (inflated !== void 0) yield inflated;
		else yield* inflateAsStream(goOn(start, source));
	} finally {
		var _source$return;
		await ((_source$return = source.return) == null ? void 0 : _source$return.call(source));
	}
}
async function* goOn(start, rest) {
	yield* start;
	for (let step = await rest.next(); step.done !== true; step = await rest.next()) yield step.value;
}
function inflateAtOnce(deflated) {
	try {
		const options = {
			info: true,
			chunkSize: 65536,
			maxOutputLength: AT_ONCE.inflated
		};
		const { buffer, engine } = (0, import__late_node_zlib.inflateRawSync)(deflated, options);
		return engine.bytesWritten === deflated.length ? plainBytes(buffer) : void 0;
	} catch {
		return;
	}
}
async function* inflateAsStream(deflated) {
	const engine = (0, import__late_node_zlib.createInflateRaw)();
	const fed = {
		given: 0,
		failed: void 0
	};
	const feeding = feed(deflated, engine, fed);
	try {
		for await (const chunk of engine) yield plainBytes(chunk);
	} catch (error) {
		throw fed.failed === void 0 ? zlibFault(error) : fed.failed.error;
	} finally {
		await feeding;
	}
	if (engine.bytesWritten !== fed.given) throw new Fault("archive-trailing-data", "something follows the compressed data");
}
function plainBytes({ buffer, byteOffset, length }) {
	return new Uint8Array(buffer, byteOffset, length);
}
async function feed(source, engine, fed) {
	const write = writerOf(engine);
	try {
		for await (const chunk of source) {
			fed.given += chunk.length;
			if (!await write(chunk)) return;
			if (engine.bytesWritten !== fed.given) return;
		}
		engine.end();
	} catch (error) {
		fed.failed = { error };
		engine.destroy(/* @__PURE__ */ new Error("reading failed"));
	}
}
function writerOf(engine) {
	let settle = () => void 0;
	engine.once("close", () => settle(false));
	return (chunk) => new Promise((resolve) => {
		settle = resolve;
		engine.write(chunk, (error) => resolve(!error));
	});
}

// crypto/public-key.ts
const COORDINATE_BYTES = {
	"P-256": 32,
	"P-384": 48,
	"P-521": 66
};
const EC_PUBLIC_KEY = "1.2.840.10045.2.1";
const RSA_ENCRYPTION$1 = "1.2.840.113549.1.1.1";
const ED25519 = "1.3.101.112";
const CURVES = /* @__PURE__ */ new Map([
	["1.2.840.10045.3.1.7", "P-256"],
	["1.3.132.0.34", "P-384"],
	["1.3.132.0.35", "P-521"]
]);
const RSA_BITS = {
	least: 2048,
	most: 8192
};
const MAX_EXPONENT_BITS = 33;
function readPublicKey(spki) {
	const [algorithm, bits, ...beyond] = readDer(spki).sequence();
	const [id, parameters, ...further] = (algorithm == null ? void 0 : algorithm.sequence()) ?? [];
	if (id === void 0 || bits === void 0 || beyond.length > 0 || further.length > 0) throw malformed$20("its fields are not those of a public key");
	const { bytes, unusedBits } = bits.bitString();
	if (unusedBits !== 0) throw malformed$20("it does not end with a whole byte");
	switch (id.oid()) {
		case EC_PUBLIC_KEY: return {
			kind: "ec",
			spki,
			...readPoint(bytes, parameters)
		};
		case RSA_ENCRYPTION$1: return {
			kind: "rsa",
			spki,
			...readRsa(bytes, parameters)
		};
		case ED25519:
			requireEd25519(bytes, parameters);
			return {
				kind: "ed25519",
				spki
			};
		default: throw malformed$20("its algorithm is not EC, RSA or Ed25519");
	}
}
function wrapRsaPublicKey(pkcs1) {
	return sequence(sequence(oid(RSA_ENCRYPTION$1), nullValue()), bitString(pkcs1));
}
function readPoint(point, parameters) {
	if ((parameters == null ? void 0 : parameters.tag) !== DER_TAGS.oid) throw malformed$20("its curve is not named");
	const curve = CURVES.get(parameters.oid());
	if (curve === void 0) throw malformed$20("its curve is not P-256, P-384 or P-521");
	if (point[0] !== 4 || point.length !== 1 + 2 * COORDINATE_BYTES[curve]) throw malformed$20("its point is not an uncompressed one of its curve");
	return {
		curve,
		point
	};
}
function readRsa(bytes, parameters) {
	if ((parameters == null ? void 0 : parameters.tag) !== DER_TAGS.nullValue || parameters.content.length > 0) throw malformed$20("its RSA parameters are not NULL");
	const [first, second, ...beyond] = readDer(bytes).sequence();
	const [modulus = 0n, exponent = 0n] = [first == null ? void 0 : first.integer(), second == null ? void 0 : second.integer()];
	const bits = modulus > 0n ? modulus.toString(2).length : 0;
	if (beyond.length > 0 || bits < RSA_BITS.least || bits > RSA_BITS.most || modulus % 2n === 0n) throw malformed$20(`its modulus is not an odd number of ${RSA_BITS.least} to ${RSA_BITS.most} bits`);
	if (exponent < 3n || exponent % 2n === 0n || exponent >> BigInt(MAX_EXPONENT_BITS) !== 0n) throw malformed$20("its exponent is not a small odd number");
	return {
		modulus,
		exponent,
		bits
	};
}
function requireEd25519(bytes, parameters) {
	if (parameters !== void 0 || bytes.length !== 32) throw malformed$20("it is not 32 bytes without parameters");
}
function malformed$20(problem) {
	return new Fault("key-malformed", `the public key is not one that is understood: ${problem}`);
}

// crypto/node.ts
const nodeCryptography = {
	async digest(algorithm, bytes) {
		return (0, import__builtin_node_crypto.hash)(algorithm, bytes, "buffer");
	},
	async verify(signed) {
		return verifyNow(signed);
	},
	async verifyDigest(signed) {
		const { verifyDigest } = await Promise.resolve().then(() => requirePart("verify-digest.js"));
		return verifyDigest(signed);
	},
	streamHash(algorithm) {
		const hash = (0, import__builtin_node_crypto.createHash)(algorithm);
		return {
			update: (chunk) => void hash.update(chunk),
			digest: () => hash.digest()
		};
	},
	inflateRaw: inflateByZlib,
	crc32: (bytes, previous) => (0, import__late_node_zlib.crc32)(bytes, previous)
};
const KEYS$1 = /* @__PURE__ */ new WeakMap();
const PADDINGS = {
	pkcs1: { padding: import__builtin_node_crypto.constants.RSA_PKCS1_PADDING },
	pss: {
		padding: import__builtin_node_crypto.constants.RSA_PKCS1_PSS_PADDING,
		saltLength: import__builtin_node_crypto.constants.RSA_PSS_SALTLEN_DIGEST
	}
};
function verifyNow({ key, hash: algorithm, bytes, signature, rsa }) {
	try {
		const object = KEYS$1.get(key) ?? (0, import__builtin_node_crypto.createPublicKey)({
			key: Buffer.from(key.spki),
			format: "der",
			type: "spki"
		});
		KEYS$1.set(key, object);
		switch (key.kind) {
			case "ec": return toFixedLength(signature, COORDINATE_BYTES[key.curve]) !== void 0 && (0, import__builtin_node_crypto.verify)(algorithm, bytes, object, signature);
			case "rsa": return (0, import__builtin_node_crypto.verify)(algorithm, bytes, {
				key: object,
				...PADDINGS[rsa ?? "pkcs1"]
			}, signature);
			case "ed25519": return (0, import__builtin_node_crypto.verify)(null, bytes, object, signature);
		}
	} catch {
		return false;
	}
}

// node_modules/valibot/dist/index.mjs
let store$4;
const DEFAULT_CONFIG = {
	lang: void 0,
	message: void 0,
	abortEarly: void 0,
	abortPipeEarly: void 0
};
/* @__NO_SIDE_EFFECTS__ */
function getGlobalConfig(config$1) {
	if (!config$1 && !store$4) return DEFAULT_CONFIG;
	return {
		lang: (config$1 == null ? void 0 : config$1.lang) ?? (store$4 == null ? void 0 : store$4.lang),
		message: config$1 == null ? void 0 : config$1.message,
		abortEarly: (config$1 == null ? void 0 : config$1.abortEarly) ?? (store$4 == null ? void 0 : store$4.abortEarly),
		abortPipeEarly: (config$1 == null ? void 0 : config$1.abortPipeEarly) ?? (store$4 == null ? void 0 : store$4.abortPipeEarly)
	};
}
let store$3;
/* @__NO_SIDE_EFFECTS__ */
function getGlobalMessage(lang) {
	return store$3 == null ? void 0 : store$3.get(lang);
}
let store$2;
/* @__NO_SIDE_EFFECTS__ */
function getSchemaMessage(lang) {
	return store$2 == null ? void 0 : store$2.get(lang);
}
let store$1;
/* @__NO_SIDE_EFFECTS__ */
function getSpecificMessage(reference, lang) {
	var _store$1$get;
	return store$1 == null || (_store$1$get = store$1.get(reference)) == null ? void 0 : _store$1$get.get(lang);
}
/* @__NO_SIDE_EFFECTS__ */
function _stringify(input) {
	var _Object$getPrototypeO;
	const type = typeof input;
	if (type === "string") return `"${input}"`;
	if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
	if (type === "object" || type === "function") return (input && ((_Object$getPrototypeO = Object.getPrototypeOf(input)) == null || (_Object$getPrototypeO = _Object$getPrototypeO.constructor) == null ? void 0 : _Object$getPrototypeO.name)) ?? "null";
	return type;
}
function _addIssue(context, label, dataset, config$1, other) {
	const input = other && "input" in other ? other.input : dataset.value;
	const expected = (other == null ? void 0 : other.expected) ?? context.expects ?? null;
	const received = (other == null ? void 0 : other.received) ?? /* @__PURE__ */ _stringify(input);
	const issue = {
		kind: context.kind,
		type: context.type,
		input,
		expected,
		received,
		message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
		requirement: context.requirement,
		path: other == null ? void 0 : other.path,
		issues: other == null ? void 0 : other.issues,
		lang: config$1.lang,
		abortEarly: config$1.abortEarly,
		abortPipeEarly: config$1.abortPipeEarly
	};
	const isSchema = context.kind === "schema";
	const message$1 = (other == null ? void 0 : other.message) ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
	if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
	if (isSchema) dataset.typed = false;
	if (dataset.issues) dataset.issues.push(issue);
	else dataset.issues = [issue];
}
/* @__NO_SIDE_EFFECTS__ */
function _isSameValueZero(value1, value2) {
	return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}
/* @__NO_SIDE_EFFECTS__ */
function _isValidObjectKey(object$1, key) {
	return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}
/* @__NO_SIDE_EFFECTS__ */
function _joinExpects(values$1, separator) {
	const list = [...new Set(values$1)];
	if (list.length > 1) return `(${list.join(` ${separator} `)})`;
	return list[0] ?? "never";
}
function _standardSchema(schema) {
	schema["~standard"] = {
		version: 1,
		vendor: "valibot",
		validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
	};
	return schema;
}
/* @__NO_SIDE_EFFECTS__ */
function getDotPath(issue) {
	if (issue.path) {
		let key = "";
		for (const item of issue.path) if (typeof item.key === "string" || typeof item.key === "number") if (key) key += `.${item.key}`;
		else key += item.key;
		else return null;
		return key;
	}
	return null;
}
/* @__NO_SIDE_EFFECTS__ */
function maxEntries(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_entries",
		reference: maxEntries,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!dataset.typed) return dataset;
			const count = Object.keys(dataset.value).length;
			if (dataset.typed && count > this.requirement) _addIssue(this, "entries", dataset, config$1, { received: `${count}` });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function maxLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_length",
		reference: maxLength,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length > this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function maxValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_value",
		reference: maxValue,
		async: false,
		expects: `<=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value <= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function minLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_length",
		reference: minLength,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length < this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function minValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_value",
		reference: minValue,
		async: false,
		expects: `>=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value >= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function nonEmpty(message$1) {
	return {
		kind: "validation",
		type: "non_empty",
		reference: nonEmpty,
		async: false,
		expects: "!0",
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length === 0) _addIssue(this, "length", dataset, config$1, { received: "0" });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function regex(requirement, message$1) {
	return {
		kind: "validation",
		type: "regex",
		reference: regex,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function safeInteger(message$1) {
	return {
		kind: "validation",
		type: "safe_integer",
		reference: safeInteger,
		async: false,
		expects: null,
		requirement: Number.isSafeInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "safe integer", dataset, config$1);
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function transform(operation) {
	return {
		kind: "transformation",
		type: "transform",
		reference: transform,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = this.operation(dataset.value);
			return dataset;
		}
	};
}
const ABORT_EARLY_CONFIG = { abortEarly: true };
/* @__NO_SIDE_EFFECTS__ */
function getFallback(schema, dataset, config$1) {
	return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}
/* @__NO_SIDE_EFFECTS__ */
function fallback(schema, fallback$1) {
	return _standardSchema({
		...schema,
		fallback: fallback$1,
		"~run"(dataset, config$1) {
			const outputDataset = schema["~run"](dataset, config$1);
			return outputDataset.issues ? {
				typed: true,
				value: /* @__PURE__ */ getFallback(this, outputDataset, config$1)
			} : outputDataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function getDefault(schema, dataset, config$1) {
	return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}
/* @__NO_SIDE_EFFECTS__ */
function is(schema, input) {
	return !schema["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
}
/* @__NO_SIDE_EFFECTS__ */
function array(item, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "array",
		reference: array,
		expects: "Array",
		async: false,
		item,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < input.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							var _dataset$issues2;
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							(_dataset$issues2 = dataset.issues) == null || _dataset$issues2.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function boolean(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "boolean",
		reference: boolean,
		expects: "boolean",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "boolean") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function custom(check$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "custom",
		reference: custom,
		expects: "unknown",
		async: false,
		check: check$1,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.check(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function literal(literal_, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "literal",
		reference: literal,
		expects: /* @__PURE__ */ _stringify(literal_),
		async: false,
		literal: literal_,
		message: message$1,
		"~run"(dataset, config$1) {
			if (/* @__PURE__ */ _isSameValueZero(dataset.value, this.literal)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function looseObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_object",
		reference: looseObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								var _dataset$issues4;
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								(_dataset$issues4 = dataset.issues) == null || _dataset$issues4.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) dataset.value[key] = input[key];
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function nullable(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullable",
		reference: nullable,
		expects: `(${wrapped.expects} | null)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function nullish(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullish",
		reference: nullish,
		expects: `(${wrapped.expects} | null | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null || dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null || dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function number(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "number",
		reference: number,
		expects: "number",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function object(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object",
		reference: object,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								var _dataset$issues12;
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								(_dataset$issues12 = dataset.issues) == null || _dataset$issues12.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function optional(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "optional",
		reference: optional,
		expects: `(${wrapped.expects} | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function picklist(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "picklist",
		reference: picklist,
		expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.includes(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function record(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "record",
		reference: record,
		expects: "Object",
		async: false,
		key,
		value: value$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const entryKey in input) if (/* @__PURE__ */ _isValidObjectKey(input, entryKey)) {
					const entryValue = input[entryKey];
					const keyDataset = this.key["~run"]({ value: entryKey }, config$1);
					if (keyDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "key",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of keyDataset.issues) {
							var _dataset$issues18;
							issue.path = [pathItem];
							(_dataset$issues18 = dataset.issues) == null || _dataset$issues18.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					const valueDataset = this.value["~run"]({ value: entryValue }, config$1);
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of valueDataset.issues) {
							var _dataset$issues19;
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							(_dataset$issues19 = dataset.issues) == null || _dataset$issues19.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					if (keyDataset.typed) dataset.value[keyDataset.value] = valueDataset.value;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function strictObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_object",
		reference: strictObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								var _dataset$issues24;
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								(_dataset$issues24 = dataset.issues) == null || _dataset$issues24.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (!Object.prototype.hasOwnProperty.call(this.entries, key)) {
						_addIssue(this, "key", dataset, config$1, {
							input: key,
							expected: "never",
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function strictTuple(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_tuple",
		reference: strictTuple,
		expects: "Array",
		async: false,
		items,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < this.items.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							var _dataset$issues26;
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							(_dataset$issues26 = dataset.issues) == null || _dataset$issues26.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!(dataset.issues && config$1.abortEarly) && this.items.length < input.length) _addIssue(this, "type", dataset, config$1, {
					input: input[this.items.length],
					expected: "never",
					path: [{
						type: "array",
						origin: "value",
						input,
						key: this.items.length,
						value: input[this.items.length]
					}]
				});
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function string(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "string",
		reference: string,
		expects: "string",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "string") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function _subIssues(datasets) {
	let issues;
	if (datasets) for (const dataset of datasets) if (issues) for (const issue of dataset.issues) issues.push(issue);
	else issues = dataset.issues;
	return issues;
}
/* @__NO_SIDE_EFFECTS__ */
function union(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "union",
		reference: union,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			let validDataset;
			let typedDatasets;
			let untypedDatasets;
			for (const schema of this.options) {
				const optionDataset = schema["~run"]({ value: dataset.value }, config$1);
				if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
				else typedDatasets = [optionDataset];
				else {
					validDataset = optionDataset;
					break;
				}
				else if (untypedDatasets) untypedDatasets.push(optionDataset);
				else untypedDatasets = [optionDataset];
			}
			if (validDataset) return validDataset;
			if (typedDatasets) {
				if (typedDatasets.length === 1) return typedDatasets[0];
				_addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) });
				dataset.typed = true;
			} else if ((untypedDatasets == null ? void 0 : untypedDatasets.length) === 1) return untypedDatasets[0];
			else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function unknown$1() {
	return _standardSchema({
		kind: "schema",
		type: "unknown",
		reference: unknown$1,
		expects: "unknown",
		async: false,
		"~run"(dataset) {
			dataset.typed = true;
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function pipe(...pipe$1) {
	return _standardSchema({
		...pipe$1[0],
		pipe: pipe$1,
		"~run"(dataset, config$1) {
			for (const item of pipe$1) if (item.kind !== "metadata") {
				if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
					dataset.typed = false;
					break;
				}
				if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
			}
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function safeParse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	return {
		typed: dataset.typed,
		success: !dataset.issues,
		output: dataset.value,
		issues: dataset.issues
	};
}

// kernel/limits.ts
const MAX_JSON_BYTES = 33554432;
const MAX_JSON_LINES = 1e4;
const MAX_CAPSULE_ENTRIES = 8192;
const MAX_CAPSULE_ENTRY_BYTES = 67108864;
const MAX_CAPSULE_ROOT_BYTES = 8388608;
const MAX_UNVERIFIED_BYTES = 16777216;
const MAX_CAPSULE_BYTES = 536870912;
const MAX_APPROVAL_BYTES = 2097152;
const MAX_SCAN_BYTES = 16777216;
const RATIO_FLOOR_BYTES = 1048576;
const MAX_STANDARD_INPUT_BYTES = 2147483648;

// kernel/plain-json.ts
const MAX_CHARACTERS$3 = 4 << 20;
const PECULIAR = /\\u|__proto__|constructor|prototype/;
function parsePlainJson(text, { maxDepth, maxValues }) {
	if (text.length > MAX_CHARACTERS$3 || PECULIAR.test(text)) return void 0;
	const value = parsed(text);
	if (value === void 0 || !isKept(value, maxDepth, { values: maxValues })) return void 0;
	const body = text.endsWith("\n") ? text.slice(0, -1) : text;
	return JSON.stringify(value, void 0, body[1] === "\n" ? 2 : 0) === body ? value : void 0;
}
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
function isKept(value, depth, left) {
	left.values -= 1;
	if (left.values < 0) return false;
	if (typeof value === "number") return !Number.isInteger(value) || Number.isSafeInteger(value);
	if (typeof value !== "object" || value === null) return true;
	if (depth === 0) return false;
	for (const member of Object.values(value)) if (typeof member === "string") left.values -= 1;
	else if (!isKept(member, depth - 1, left)) return false;
	return left.values >= 0;
}

// kernel/json.ts
function parseJson(bytes, options = {}) {
	const what = options.what ?? "document";
	const maxBytes = options.maxBytes ?? 33554432;
	if (bytes.length > maxBytes) throw new Fault("json-too-large", `${what} is larger than ${maxBytes} bytes`);
	const text = decodeText(bytes, what);
	const limits = {
		maxDepth: options.maxDepth ?? 64,
		maxValues: options.maxValues ?? Number.POSITIVE_INFINITY,
		keep: options.prototypeKeys === "keep"
	};
	const plain = limits.keep ? void 0 : parsePlainJson(text, limits);
	return plain === void 0 ? new JsonReader(text, {
		...limits,
		what
	}).readDocument() : plain;
}
function decodeText(bytes, what) {
	try {
		return decodeUtf8(bytes, what);
	} catch (cause) {
		const { problem, at } = cause;
		throw new Fault("json-malformed", problem, {
			cause,
			...at && { at }
		});
	}
}
const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const UNUSUAL = /[\x00-\x1f\\]/;
const MAX_PIECES = 4096;
const HEX4 = /[0-9A-Fa-f]{4}/;
const PROTOTYPE_KEYS = /* @__PURE__ */ new Set([
	"__proto__",
	"constructor",
	"prototype"
]);
const ESCAPES = /* @__PURE__ */ new Map([
	["\"", "\""],
	["\\", "\\"],
	["/", "/"],
	["b", "\b"],
	["f", "\f"],
	["n", "\n"],
	["r", "\r"],
	["t", "	"]
]);
var JsonReader = class {
	constructor(text, limits) {
		this.at = 0;
		this.depth = 0;
		this.values = 0;
		this.text = text;
		this.what = limits.what;
		this.maxDepth = limits.maxDepth;
		this.maxValues = limits.maxValues;
		this.keep = limits.keep;
	}
	readDocument() {
		if (this.text.charCodeAt(0) === 65279) throw this.malformed("a byte order mark");
		this.skipSpace();
		const value = this.readValue();
		this.skipSpace();
		if (this.at < this.text.length) throw this.malformed("something after the document");
		return value;
	}
	readValue() {
		if (++this.values > this.maxValues) throw new Fault("json-too-large", `${this.what} holds more than ${this.maxValues} values`);
		switch (this.text.charCodeAt(this.at)) {
			case QUOTE: return this.readString();
			case 123: return this.readObject();
			case 91: return this.readArray();
			case 116: return this.readWord("true", true);
			case 102: return this.readWord("false", false);
			case 110: return this.readWord("null", null);
			default: return this.readNumber();
		}
	}
	readObject() {
		this.enter();
		const object = this.keep ? Object.create(null) : {};
		if (!this.closes(125)) do {
			this.skipSpace();
			const key = this.readKey(object);
			this.skipSpace();
			if (this.text.charCodeAt(this.at) !== COLON) throw this.malformed("no colon after a key");
			this.at++;
			this.skipSpace();
			object[key] = this.readValue();
		} while (this.continues(125));
		this.depth--;
		return object;
	}
	readKey(object) {
		const start = this.at;
		if (this.text.charCodeAt(start) !== QUOTE) throw this.malformed("no quoted key");
		const key = this.readString();
		if (!this.keep && PROTOTYPE_KEYS.has(key)) throw this.malformed(`the key ${printable(key)}`, start);
		if (Object.hasOwn(object, key)) throw this.malformed(`the key ${printable(key, 80)} a second time`, start);
		return key;
	}
	readArray() {
		this.enter();
		const array = [];
		if (!this.closes(93)) do {
			this.skipSpace();
			array.push(this.readValue());
		} while (this.continues(93));
		this.depth--;
		return array;
	}
	enter() {
		if (++this.depth > this.maxDepth) throw new Fault("json-too-large", `${this.what} is nested deeper than ${this.maxDepth} levels`);
		this.at++;
	}
	closes(end) {
		this.skipSpace();
		if (this.text.charCodeAt(this.at) !== end) return false;
		this.at++;
		return true;
	}
	continues(end) {
		this.skipSpace();
		const code = this.text.charCodeAt(this.at);
		if (code !== COMMA && code !== end) throw this.malformed("neither a comma nor the end of the list");
		this.at++;
		return code === COMMA;
	}
	readString() {
		const start = ++this.at;
		const end = this.text.indexOf("\"", start);
		const plain = this.text.slice(start, end);
		if (end >= 0 && !UNUSUAL.test(plain)) {
			this.at = end + 1;
			return plain;
		}
		for (;; this.at++) {
			const code = this.text.charCodeAt(this.at);
			if (code === QUOTE) return this.text.slice(start, this.at++);
			if (code === BACKSLASH) return this.readEscapedString(start);
			if (!(code >= 32)) throw this.malformed("an unfinished string or a control character in one");
		}
	}
	readEscapedString(start) {
		let before = "";
		let pieces = [];
		let from = start;
		for (;;) {
			const code = this.text.charCodeAt(this.at);
			if (!(code >= 32)) throw this.malformed("an unfinished string or a control character in one");
			if (code === QUOTE) break;
			if (code === BACKSLASH) {
				pieces.push(this.text.slice(from, this.at), this.readEscape());
				from = this.at;
				if (pieces.length >= MAX_PIECES) {
					before += pieces.join("");
					pieces = [];
				}
			} else this.at++;
		}
		pieces.push(this.text.slice(from, this.at++));
		const value = before + pieces.join("");
		if (!value.isWellFormed()) throw this.malformed("a lone surrogate", start);
		return value;
	}
	readEscape() {
		const letter = this.text.charAt(this.at + 1);
		const short = ESCAPES.get(letter);
		if (short !== void 0) {
			this.at += 2;
			return short;
		}
		const digits = this.text.slice(this.at + 2, this.at + 6);
		if (letter !== "u" || !HEX4.test(digits)) throw this.malformed("an unknown escape");
		this.at += 6;
		return String.fromCharCode(Number.parseInt(digits, 16));
	}
	readNumber() {
		NUMBER.lastIndex = this.at;
		if (!NUMBER.test(this.text)) throw this.malformed("no value");
		const digits = this.text.slice(this.at, NUMBER.lastIndex);
		const value = Number(digits);
		if (Number.isInteger(value) && !Number.isSafeInteger(value) || !Number.isFinite(value) || Object.is(value, -0)) throw this.malformed(`the number ${printable(digits, 40)}, which is not kept exactly`);
		this.at = NUMBER.lastIndex;
		return value;
	}
	readWord(word, value) {
		if (!this.text.startsWith(word, this.at)) throw this.malformed("no value");
		this.at += word.length;
		return value;
	}
	skipSpace() {
		for (;; this.at++) {
			const code = this.text.charCodeAt(this.at);
			if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
		}
	}
	malformed(problem, at = this.at) {
		return new Fault("json-malformed", `${this.what} is not strict JSON: ${problem}`, { at: { offset: at } });
	}
};

// kernel/json-object.ts
function parseJsonObject(bytes, options = {}) {
	const value = parseJson(bytes, options);
	if (!isJsonObject(value)) throw new Fault("json-malformed", `${options.what ?? "document"} is not a JSON object`);
	return value;
}
function isJsonObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

// kernel/json-text.ts
function jsonText(value) {
	return `${harmlessJson(JSON.stringify(value, void 0, 2))}\n`;
}
function harmlessJson(json) {
	return /[^\n -~]/.test(json) ? json.replace(invisible$1(), escaped) : json;
}
const invisible$1 = unicodePattern(String.raw`(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]`, "gu");
function escaped(character) {
	return Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`).join("");
}

// domain/source/github-issuer.ts
const GITHUB_WEB = "https://github.com";
const COMMON = "https://token.actions.githubusercontent.com";
const SLUG = /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/;
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const TENANT = new RegExp(`^https://token\\.actions\\.(${LABEL})\\.ghe\\.com$`);
const TENANT_WEB = new RegExp(`^https://(${LABEL})\\.ghe\\.com$`);
const SERVER = new RegExp(`^https://((?:${LABEL}\\.)+${LABEL})/_services/token$`);
const OWN_DOMAIN = /(?:^|\.)(?:github\.com|githubusercontent\.com|githubapp\.com|ghe\.com)$/;
const MAX_HOST_CHARACTERS = 253;
function gitHubIssuer(issuer) {
	var _TENANT$exec, _SERVER$exec;
	if (issuer === void 0) return void 0;
	if (issuer === COMMON) return {
		kind: "common",
		web: GITHUB_WEB
	};
	if (issuer.startsWith(`${COMMON}/`) && SLUG.test(issuer.slice(44))) return {
		kind: "enterprise",
		web: GITHUB_WEB
	};
	const subdomain = (_TENANT$exec = TENANT.exec(issuer)) == null ? void 0 : _TENANT$exec[1];
	if (subdomain !== void 0 && isPlain(subdomain)) return {
		kind: "tenant",
		web: `https://${subdomain}.ghe.com`
	};
	const host = (_SERVER$exec = SERVER.exec(issuer)) == null ? void 0 : _SERVER$exec[1];
	return host !== void 0 && isServer(host) ? {
		kind: "server",
		web: `https://${host}`
	} : void 0;
}
function issuerOfGitHub(web) {
	var _TENANT_WEB$exec;
	if (web === "https://github.com") return COMMON;
	const subdomain = (_TENANT_WEB$exec = TENANT_WEB.exec(web)) == null ? void 0 : _TENANT_WEB$exec[1];
	return subdomain === void 0 ? `${web}/_services/token` : `https://token.actions.${subdomain}.ghe.com`;
}
function isServer(host) {
	if (host.length > MAX_HOST_CHARACTERS || OWN_DOMAIN.test(host) || !isPlain(host)) return false;
	return !/(?:^|\.)\d+$/.test(host);
}
function isPlain(host) {
	return host.split(".").every((label) => label.slice(2, 4) !== "--");
}

// domain/source/repository.ts
const SEGMENT = /^[A-Za-z0-9_.][A-Za-z0-9_.-]*$/;
const SHORT = /^[A-Za-z0-9][A-Za-z0-9_-]*\/[A-Za-z0-9_.-]+$/;
const SCP = /^[A-Za-z0-9_.-]+@([A-Za-z0-9.-]+):(?!\/\/)(.+)$/;
const MAX_CHARACTERS$2 = 512;
function parseRepository(text, server = GITHUB_WEB) {
	if (text.length > MAX_CHARACTERS$2 || !/^[\x21-\x7e]*$/.test(text)) throw invalid$4(text);
	if (SHORT.test(text)) return repository(new URL(server).host, text, text);
	const scp = SCP.exec(text);
	if ((scp == null ? void 0 : scp[1]) !== void 0 && scp[2] !== void 0) return repository(scp[1], scp[2], text);
	const address = text.replace(/^git\+/, "");
	const url = URL.canParse(address) ? new URL(address) : void 0;
	if (url === void 0 || ![
		"https:",
		"ssh:",
		"http:",
		"git:"
	].includes(url.protocol)) throw invalid$4(text);
	if (url.search !== "" || url.hash !== "") throw invalid$4(text);
	return repository(url.protocol === "https:" ? url.host : url.hostname, url.pathname, text);
}
function isSameRepository(one, other) {
	return foldRepository(one) === foldRepository(other);
}
function foldRepository(address) {
	const [, web = "", path = address] = /^(https?:\/\/[^/]*\/)(.*)$/s.exec(address) ?? [];
	return web + path.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
function repository(host, path, text) {
	const segments = path.replace(/^\//, "").replace(/\/$/, "").replace(/\.git$/, "").split("/");
	const name = segments.at(-1) ?? "";
	const owner = segments.slice(0, -1).join("/");
	if (!(segments.length >= 2 && segments.every((segment) => SEGMENT.test(segment) && !/^\.+$/.test(segment))) || !/^[A-Za-z0-9.-]+(:\d+)?$/.test(host)) throw invalid$4(text);
	const lowerHost = host.toLowerCase();
	return {
		host: lowerHost,
		owner,
		name,
		url: `https://${lowerHost}/${owner}/${name}`
	};
}
function invalid$4(text) {
	const shown = printable(text.replace(/^.*@/s, "\u2026@"));
	return new Fault("repository-invalid", `${shown} is not a repository`, { hint: "give owner/name, or an address such as https://github.com/owner/name" });
}

// domain/source/version-scheme.ts
const VERSION_SCHEMES = [
	"semver",
	"calver",
	"pep440",
	"none"
];
const MAX_VERSION_CHARACTERS = 128;
const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const CALVER = /^(?:\d{4}|\d{2})(?:[.-]\d{1,4}){1,3}(?:[.-]?[A-Za-z]+[.-]?\d*)?$/;
const PEP440 = /^(?:[1-9]\d*!)?(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*(?:(?:a|b|rc)\d+)?(?:\.post\d+)?(?:\.dev\d+)?(?:\+[a-z0-9]+(?:\.[a-z0-9]+)*)?$/;
const NAME$1 = /^[A-Za-z0-9][A-Za-z0-9.+~_-]*$/;
function isVersionOf(scheme, text) {
	if (text.length > MAX_VERSION_CHARACTERS) return false;
	switch (scheme) {
		case "semver": return isSemver(text);
		case "calver": return CALVER.test(text);
		case "pep440": return PEP440.test(text);
		case "none": return NAME$1.test(text);
	}
}
function isSemver(text) {
	if (text.length > MAX_VERSION_CHARACTERS) return false;
	const [, ...numbers] = SEMVER.exec(text) ?? [];
	return numbers.length > 0 && numbers.every((one) => Number.isSafeInteger(Number(one)));
}
const YEAR = /^(?:19|20|21)\d\d[.-]/;
function schemeOf(version) {
	if (isVersionOf("semver", version)) return "semver";
	return YEAR.test(version) && isVersionOf("calver", version) ? "calver" : void 0;
}

// domain/memory/evidence-strength.ts
const REMEMBERED_KINDS = [
	"capsule",
	"attestations",
	"bundle",
	"signed-checksums",
	"checksums",
	"published"
];
const STRENGTH = {
	capsule: 4,
	attestations: 3,
	bundle: 2,
	"signed-checksums": 2,
	checksums: 1,
	published: 0
};
const WORDS$5 = {
	capsule: "a capsule",
	attestations: "an attestation of its build",
	bundle: "a signature of each file",
	"signed-checksums": "a signed checksum list",
	checksums: "a checksum list",
	published: "GitHub's attestation of the release"
};
function lostEvidence(before, now) {
	const [own, left] = [strongest(before), strongest(now)];
	const lost = own !== void 0 && strengthOf(left) < strengthOf(own) ? [own] : [];
	if (before.includes("published") && !now.includes("published")) lost.push("published");
	return lost.map((kind) => WORDS$5[kind]);
}
function strongest(kinds) {
	return REMEMBERED_KINDS.find((kind) => kinds.includes(kind));
}
function strengthOf(kind) {
	return kind === void 0 ? 0 : STRENGTH[kind];
}

// domain/memory/capsule-lock.ts
const LOCK_NAME = "capsule.lock";
const MAX_LOCK_BYTES = 4194304;
const MAX_PROJECTS = 4096;
const MAX_RELEASES = 1024;
const capsuleLockSchema = once(() => {
	const text = pipe(string(), minLength(1), maxLength(2048));
	const sha256 = pipe(string(), regex(/^[0-9a-f]{64}$/));
	const day = pipe(string(), regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));
	const release = strictObject({
		name: text,
		version: text,
		versioning: picklist(VERSION_SCHEMES),
		tag: nullable(text),
		rootSha256: nullable(sha256),
		files: pipe(array(strictObject({
			name: text,
			sha256
		})), maxLength(1024)),
		evidence: array(picklist(REMEMBERED_KINDS)),
		latest: boolean(),
		withdrawn: boolean(),
		firstSeen: day
	});
	const project = strictObject({
		repository: text,
		repositoryId: text,
		ownerId: text,
		workflows: pipe(array(text), maxLength(64)),
		releases: pipe(array(release), maxLength(MAX_RELEASES)),
		firstSeen: day,
		lastSeen: day
	});
	return strictObject({
		schema: literal(schemaId("capsule-lock")),
		projects: pipe(array(project), maxLength(MAX_PROJECTS)),
		logs: optional(pipe(array(strictObject({
			origin: text,
			head: pipe(string(), maxLength(65536))
		})), maxLength(256)))
	});
});
function parseCapsuleLock(bytes) {
	if (bytes === void 0) return {
		schema: schemaId("capsule-lock"),
		projects: []
	};
	const lock = read$3(bytes);
	for (const keyOf of [numberKey, nameKey]) if (new Set(lock.projects.map(keyOf)).size < lock.projects.length) throw malformed$19("names one repository twice");
	return lock;
}
function read$3(bytes) {
	try {
		const parsed = safeParse(capsuleLockSchema(), parseJsonObject(bytes, {
			what: "the memory",
			maxBytes: MAX_LOCK_BYTES
		}));
		if (parsed.success) return parsed.output;
	} catch (error) {
		if (!(error instanceof Fault)) throw error;
	}
	throw malformed$19("is not one that this program wrote");
}
function malformed$19(problem) {
	return new Fault("lock-malformed", `the memory ${problem}`, { hint: "restore it from version control; if two changes of it were merged, keep both entries whole" });
}
function formatCapsuleLock({ projects, ...rest }) {
	const lock = {
		...rest,
		projects: projects.toSorted((a, b) => compareUtf8(a.repository, b.repository))
	};
	const bytes = encodeUtf8(jsonText(lock));
	if (bytes.length <= 4194304 && safeParse(capsuleLockSchema(), lock).success) return bytes;
	throw new Fault("lock-malformed", "the memory cannot hold more", { hint: "remove projects from it that you need no more" });
}
function numberKey({ repository, repositoryId }) {
	return `${nameKey({ repository }).split("/", 3).join("/")} ${repositoryId}`;
}
function nameKey({ repository }) {
	return foldRepository(repository);
}

// late:node:os
var require__late_node_os = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	let loaded;
	function load() {
		return loaded ?? (loaded = require("node:os"));
	}
	Object.defineProperties(module.exports, {
		devNull: {
			enumerable: true,
			get: () => load().devNull
		},
		homedir: {
			enumerable: true,
			get: () => load().homedir
		},
		hostname: {
			enumerable: true,
			get: () => load().hostname
		},
		platform: {
			enumerable: true,
			get: () => load().platform
		},
		tmpdir: {
			enumerable: true,
			get: () => load().tmpdir
		}
	});
}));

// world/env.ts
var import__late_node_os = require__late_node_os();
const processEnv = (name) => {
	const value = process.env[name];
	return value === "" ? void 0 : value;
};
function workingFolder() {
	try {
		return process.cwd();
	} catch {
		throw new Fault("file-missing", "the current folder is gone", { hint: "go elsewhere" });
	}
}
function homeFolder() {
	try {
		return (0, import__late_node_os.homedir)() || void 0;
	} catch {
		return;
	}
}

// builtin:node:fs
var require__builtin_node_fs = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = require("node:fs");
}));

// world/files/errno.ts
var import__builtin_node_fs = require__builtin_node_fs();
function errnoOf(error) {
	const code = error instanceof Error && "code" in error ? error.code : void 0;
	return typeof code === "string" && /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : "unknown";
}

// world/files/file-faults.ts
const REASONS = /* @__PURE__ */ new Map([
	["EACCES", "permission denied"],
	["EPERM", "permission denied"],
	["ENOENT", "there is no such folder"],
	["EISDIR", "it is a directory"],
	["ENOTDIR", "part of its path is not a directory"],
	["ENAMETOOLONG", "the name is too long"],
	["EMFILE", "too many files are open"],
	["ENFILE", "too many files are open"],
	["ENOSPC", "no space is left"],
	["EDQUOT", "no space is left"],
	["EROFS", "the file system is read-only"],
	["ELOOP", "it is a symbolic link"],
	["EMLINK", "it is a symbolic link"],
	["ERR_INVALID_ARG_VALUE", "the path is not one"]
]);
const CHECK_PATH = "check the path, and the folder that you are in";
const CHECK = "check the path, its permissions and the disk";
function unreadable(path, error) {
	if (error instanceof Fault) return error;
	const errno = errnoOf(error);
	if (errno === "ENOENT") return new Fault("file-missing", `there is no file ${printable(path)}`, { hint: CHECK_PATH });
	return new Fault("file-unreadable", `${printable(path)} cannot be read: ${reason(errno)}`, { hint: CHECK });
}
function unwritable$1(path, error) {
	if (error instanceof Fault) return error;
	return new Fault("file-unwritable", `${printable(path)} cannot be written: ${reason(errnoOf(error))}`, { hint: CHECK });
}
function irregular(path, what) {
	return new Fault("file-unreadable", `${printable(path)} cannot be read: it is a ${what}`, { hint: "name a regular file; links are not followed" });
}
function tooLarge$2(path, maxBytes) {
	return new Fault("file-unreadable", `${printable(path)} has more than the ${maxBytes} bytes that are read of it`);
}
function reason(errno) {
	return REASONS.get(errno) ?? errno;
}

// world/files/create-file.ts
const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW = 0 } = import__builtin_node_fs.constants;
function createFile(path) {
	let descriptor = attempt$2(path, () => (0, import__builtin_node_fs.openSync)(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 384));
	return {
		write(chunk) {
			for (let written = 0; written < chunk.length;) {
				const [open, from] = [descriptor ?? -1, written];
				written += attempt$2(path, () => (0, import__builtin_node_fs.writeSync)(open, chunk, from));
			}
		},
		close() {
			const open = descriptor;
			descriptor = void 0;
			if (open !== void 0) attempt$2(path, () => (0, import__builtin_node_fs.closeSync)(open));
		}
	};
}
function attempt$2(path, operation) {
	try {
		return operation();
	} catch (error) {
		throw unwritable$1(path, error);
	}
}

// world/files/file-facts.ts
function fileFacts(stats) {
	const { dev, ino, size, mtimeNs, ctimeNs } = stats;
	return {
		kind: kindOf$3(stats),
		size: Number(size),
		revision: [
			dev,
			ino,
			size,
			mtimeNs,
			ctimeNs
		].join(":")
	};
}
function kindOf$3(found) {
	if (found.isFile()) return "file";
	if (found.isDirectory()) return "directory";
	return found.isSymbolicLink() ? "symlink" : "other";
}

// world/files/open-regular-file.ts
const FLAGS$1 = import__builtin_node_fs.constants.O_RDONLY | (import__builtin_node_fs.constants.O_NOFOLLOW ?? 0) | (import__builtin_node_fs.constants.O_NONBLOCK ?? 0);
const WORDS$4 = {
	directory: "directory",
	symlink: "symbolic link",
	other: "device, socket or named pipe"
};
const AT_ONCE_BYTES = 65536;
async function openRegularFile(path) {
	const handle = openHandle(path);
	try {
		const facts = fileFacts((0, import__builtin_node_fs.fstatSync)(handle, { bigint: true }));
		requireRegular(path, facts);
		return openFile(path, handle, facts);
	} catch (error) {
		(0, import__builtin_node_fs.closeSync)(handle);
		throw unreadable(path, error);
	}
}
function openHandle(path) {
	try {
		requireRegular(path, fileFacts((0, import__builtin_node_fs.lstatSync)(path, { bigint: true })));
		return (0, import__builtin_node_fs.openSync)(path, FLAGS$1);
	} catch (error) {
		throw unreadable(path, error);
	}
}
function requireRegular(path, facts) {
	if (facts.kind !== "file") throw irregular(path, WORDS$4[facts.kind]);
}
function openFile(path, handle, facts) {
	let isOpen = true;
	let pending = Promise.resolve(0);
	const readAtOnce = (into, position) => (0, import__builtin_node_fs.readSync)(handle, into, 0, into.length, position);
	const readLater = (into, position) => new Promise((resolve, reject) => {
		(0, import__builtin_node_fs.read)(handle, into, 0, into.length, position, (error, count) => error ? reject(error) : resolve(count));
	});
	return {
		facts,
		size: facts.size,
		async read(into, position) {
			if (into.length === 0) return 0;
			try {
				if (!isOpen) throw new Error("the file was closed");
				if (into.length <= AT_ONCE_BYTES) return readAtOnce(into, position);
				const reading = readLater(into, position);
				pending = Promise.allSettled([pending, reading]).then(() => 0);
				return await reading;
			} catch (error) {
				throw unreadable(path, error);
			}
		},
		async factsNow() {
			try {
				return fileFacts((0, import__builtin_node_fs.fstatSync)(handle, { bigint: true }));
			} catch (error) {
				throw unreadable(path, error);
			}
		},
		async close() {
			if (!isOpen) return;
			isOpen = false;
			await pending;
			(0, import__builtin_node_fs.closeSync)(handle);
		}
	};
}

// builtin:node:timers/promises
var require_promises = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = require("node:timers/promises");
}));

// world/at-end.ts
var import_promises = require_promises();
const cleanups = /* @__PURE__ */ new Set();
const SIGNALS = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
let listening = false;
function atEnd(cleanup) {
	listen();
	cleanups.add(cleanup);
	return () => cleanups.delete(cleanup);
}
function listen() {
	if (listening) return;
	listening = true;
	process.once("exit", runAll);
	for (const signal of SIGNALS) process.once(signal, () => {
		runAll();
		process.kill(process.pid, signal);
	});
}
function runAll() {
	for (const cleanup of [...cleanups].reverse()) {
		cleanups.delete(cleanup);
		try {
			cleanup();
		} catch {}
	}
}

// world/files/update-file.ts
const MAX_ROUNDS = 2e3;
const MAX_WAIT_MS = 20;
async function updateFile(path, next, read) {
	for (let round = 0; round < MAX_ROUNDS; round++) {
		const before = await read();
		const bytes = next(before);
		if (bytes === void 0 || before !== void 0 && Buffer.compare(bytes, before) === 0) return;
		if (attempt$1(path, () => succeed({
			path,
			before,
			bytes
		}))) return;
		await (0, import_promises.setTimeout)(1 + ((0, import__builtin_node_crypto.randomBytes)(1)[0] ?? 0) % MAX_WAIT_MS);
	}
	throw new Fault("file-unwritable", `${printable(path)} cannot be written: others change it all the time`);
}
function attempt$1(path, change) {
	try {
		return change();
	} catch (error) {
		throw unwritable$1(path, error);
	}
}
function succeed({ path, before, bytes }) {
	const name = (0, import__builtin_node_crypto.randomBytes)(8).toString("hex");
	const own = (0, import__builtin_node_path.join)((0, import__builtin_node_path.dirname)(path), `.capsule-${name}.tmp`);
	const place = placeOfSuccessor(path, before);
	const forget = atEnd(() => (0, import__builtin_node_fs.rmSync)(own, {
		recursive: true,
		force: true
	}));
	try {
		(0, import__builtin_node_fs.mkdirSync)(own, { mode: 448 });
		writeNew$1((0, import__builtin_node_path.join)(own, name), bytes);
		if (!renamedOver(own, place)) {
			for (const other of namesIn(place)) finish({
				path,
				before,
				place,
				name: other
			});
			removeEmpty(place);
			return false;
		}
		return finishOwn({
			path,
			before,
			place,
			name
		});
	} finally {
		(0, import__builtin_node_fs.rmSync)(own, {
			recursive: true,
			force: true
		});
		forget();
	}
}
function placeOfSuccessor(path, before) {
	const digest = (0, import__builtin_node_crypto.createHash)("sha256").update(`${(0, import__builtin_node_path.basename)(path)}\0${before === void 0 ? "none" : "some"}\0`).update(before ?? "").digest("hex");
	return (0, import__builtin_node_path.join)((0, import__builtin_node_path.dirname)(path), `.capsule-${digest.slice(0, 32)}.next`);
}
function writeNew$1(path, bytes) {
	const descriptor = (0, import__builtin_node_fs.openSync)(path, import__builtin_node_fs.constants.O_WRONLY | import__builtin_node_fs.constants.O_CREAT | import__builtin_node_fs.constants.O_EXCL, 420);
	try {
		(0, import__builtin_node_fs.writeFileSync)(descriptor, bytes);
		(0, import__builtin_node_fs.fchmodSync)(descriptor, 420);
		(0, import__builtin_node_fs.fsyncSync)(descriptor);
	} finally {
		(0, import__builtin_node_fs.closeSync)(descriptor);
	}
}
const TAKEN = /* @__PURE__ */ new Set(["ENOTEMPTY", "EEXIST"]);
const BUSY = new Set(process.platform === "win32" ? [
	"EPERM",
	"EACCES",
	"EBUSY"
] : []);
function renamedOver(own, place) {
	try {
		(0, import__builtin_node_fs.renameSync)(own, place);
		return true;
	} catch (error) {
		if (TAKEN.has(errnoOf(error)) || BUSY.has(errnoOf(error))) return false;
		throw error;
	}
}
function finishOwn(successor) {
	const { path, before, place, name } = successor;
	const isDone = finish(successor);
	if (!isDone && !isStill(path, before)) unlinkQuietly((0, import__builtin_node_path.join)(place, name));
	removeEmpty(place);
	return isDone;
}
function finish({ path, before, place, name }) {
	const at = (0, import__builtin_node_path.join)(place, name);
	try {
		if (isStill(path, before)) (0, import__builtin_node_fs.renameSync)(at, path);
		else (0, import__builtin_node_fs.lstatSync)(at);
		return !isThere(at);
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return true;
		if (BUSY.has(errnoOf(error))) return false;
		throw error;
	}
}
function isStill(path, before) {
	try {
		const facts = (0, import__builtin_node_fs.lstatSync)(path);
		return facts.isFile() && facts.size === (before == null ? void 0 : before.length) && Buffer.compare((0, import__builtin_node_fs.readFileSync)(path), before) === 0;
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return before === void 0;
		throw error;
	}
}
function isThere(path) {
	return (0, import__builtin_node_fs.lstatSync)(path, { throwIfNoEntry: false }) !== void 0;
}
function namesIn(folder) {
	try {
		return (0, import__builtin_node_fs.readdirSync)(folder);
	} catch (error) {
		if (errnoOf(error) === "ENOENT" || errnoOf(error) === "ENOTDIR") return [];
		throw error;
	}
}
function unlinkQuietly(path) {
	try {
		(0, import__builtin_node_fs.unlinkSync)(path);
	} catch {}
}
function removeEmpty(folder) {
	try {
		(0, import__builtin_node_fs.rmdirSync)(folder);
	} catch {}
}

// world/files/write-atomically.ts
const FLAGS = import__builtin_node_fs.constants.O_WRONLY | import__builtin_node_fs.constants.O_CREAT | import__builtin_node_fs.constants.O_EXCL;
const MODE = 420;
async function writeAtomically(path, bytes) {
	const temporary = (0, import__builtin_node_path.join)((0, import__builtin_node_path.dirname)(path), `.capsule-${(0, import__builtin_node_crypto.randomBytes)(8).toString("hex")}.tmp`);
	const forget = atEnd(() => (0, import__builtin_node_fs.rmSync)(temporary, { force: true }));
	try {
		await writeNew(temporary, bytes);
		await (0, import__builtin_node_util.promisify)(import__builtin_node_fs.rename)(temporary, path);
	} catch (error) {
		removeQuietly(temporary);
		throw unwritable$1(path, error);
	} finally {
		forget();
	}
}
function removeQuietly(path) {
	try {
		(0, import__builtin_node_fs.rmSync)(path, { force: true });
	} catch {}
}
async function writeNew(path, bytes) {
	const descriptor = (0, import__builtin_node_fs.openSync)(path, FLAGS, MODE);
	try {
		await (0, import__builtin_node_util.promisify)(import__builtin_node_fs.writeFile)(descriptor, bytes);
		await (0, import__builtin_node_util.promisify)(import__builtin_node_fs.fchmod)(descriptor, MODE);
		await (0, import__builtin_node_util.promisify)(import__builtin_node_fs.fsync)(descriptor);
	} finally {
		await (0, import__builtin_node_util.promisify)(import__builtin_node_fs.close)(descriptor);
	}
}

// world/files/files.ts
const systemFiles = {
	facts: async (path) => {
		try {
			return fileFacts((0, import__builtin_node_fs.lstatSync)(path, { bigint: true }));
		} catch (error) {
			if (isAbsent(error)) return void 0;
			throw unreadable(path, error);
		}
	},
	list: async (directory) => {
		try {
			return (0, import__builtin_node_fs.readdirSync)(directory, {
				encoding: "buffer",
				withFileTypes: true
			}).sort((a, b) => Buffer.compare(a.name, b.name)).map(directoryEntry);
		} catch (error) {
			throw unreadable(directory, error);
		}
	},
	open: openRegularFile,
	read: readWhole,
	write: writeAtomically,
	update: (path, maxBytes, next) => updateFile(path, next, async () => readIfThere(path, maxBytes)),
	create: createFile,
	makeFolder: async (path) => {
		try {
			(0, import__builtin_node_fs.mkdirSync)(path, { recursive: true });
		} catch (error) {
			throw unwritable$1(path, error);
		}
	},
	remove,
	nameOf: (path) => (0, import__builtin_node_path.basename)(path),
	folderOf: (path) => (0, import__builtin_node_path.dirname)(path),
	join: import__builtin_node_path.join,
	realPath: async (path) => {
		try {
			return import__builtin_node_fs.realpathSync.native(path);
		} catch (error) {
			throw unreadable(path, error);
		}
	}
};
function directoryEntry(found) {
	const text = found.name.toString("utf8");
	return {
		name: Buffer.from(text).equals(found.name) ? text : void 0,
		hex: encodeHex(found.name),
		kind: kindOf$3(found)
	};
}
async function readWhole(path, maxBytes) {
	const file = await openRegularFile(path);
	try {
		if (file.size > maxBytes) throw tooLarge$2(path, maxBytes);
		let bytes = new Uint8Array(Math.max(file.size, 4095) + 1);
		let length = 0;
		for (let count = -1; count !== 0; length += count) {
			if (length > maxBytes) throw tooLarge$2(path, maxBytes);
			if (length === bytes.length) bytes = grown(bytes);
			count = await file.read(bytes.subarray(length), length);
		}
		return bytes.slice(0, length);
	} finally {
		await file.close();
	}
}
async function readIfThere(path, maxBytes) {
	try {
		return await readWhole(path, maxBytes);
	} catch (error) {
		if (error instanceof Fault && error.code === "file-missing") return void 0;
		throw error;
	}
}
function grown(bytes) {
	const larger = new Uint8Array(bytes.length * 2);
	larger.set(bytes);
	return larger;
}
async function remove(path) {
	try {
		if (kindOf$3((0, import__builtin_node_fs.lstatSync)(path)) === "directory") (0, import__builtin_node_fs.rmdirSync)(path);
		else (0, import__builtin_node_fs.unlinkSync)(path);
	} catch (error) {
		if (!isAbsent(error)) throw unwritable$1(path, error);
	}
}
function isAbsent(error) {
	const errno = errnoOf(error);
	return errno === "ENOENT" || errno === "ENOTDIR";
}

// world/files/temporary-folders.ts
const temporaryFolders = { async make() {
	const folder = makeNow();
	atEnd(() => (0, import__builtin_node_fs.rmSync)(folder, {
		recursive: true,
		force: true,
		maxRetries: 3
	}));
	return folder;
} };
function makeNow() {
	try {
		return (0, import__builtin_node_fs.mkdtempSync)((0, import__builtin_node_path.join)((0, import__late_node_os.tmpdir)(), "release-capsule-"));
	} catch (error) {
		throw new Fault("file-unwritable", `no temporary folder could be made (${errnoOf(error)})`, { hint: "check TMPDIR and the space that is left" });
	}
}

// world/terminal/standard-input.ts
function standardInput(open) {
	let wasRead = false;
	return async () => {
		const stream = open();
		if (stream.isTTY === true) throw usage("standard input is a terminal", "pipe a file into this command, or name it");
		if (wasRead) throw usage("standard input is named twice", "name one of the files by its path");
		wasRead = true;
		const path = (0, import__builtin_node_path.join)(await temporaryFolders.make(), "standard-input");
		const file = createFile(path);
		let count = 0;
		try {
			for await (const chunk of stream) {
				const bytes = chunk;
				count += bytes.length;
				if (count > 2147483648) throw tooMuch();
				file.write(bytes);
			}
		} finally {
			file.close();
		}
		return path;
	};
}
function usage(problem, hint) {
	return new Fault("usage", problem, { hint });
}
function tooMuch() {
	return new Fault("file-unreadable", `standard input has more than ${MAX_STANDARD_INPUT_BYTES} bytes`, { hint: "write it to a file, and name that" });
}

// left-out:yocto-spinner
var require__left_out_yocto_spinner = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function refuse() {
		throw Object.assign(/* @__PURE__ */ new Error("yocto-spinner is not part of this program"), { code: "MODULE_NOT_FOUND" });
	}
	refuse["default"] = refuse;
	module.exports = refuse;
}));

// world/terminal/terminal.ts
var import__left_out_yocto_spinner = /* @__PURE__ */ __toESM(require__left_out_yocto_spinner(), 1);
function terminalProgress(stream) {
	return stream.isTTY === true ? spinningProgress(stream) : plainProgress((line) => stream.write(`${line}\n`));
}
function plainProgress(writeLine) {
	return {
		step: (text) => writeLine(visible(text)),
		advance: () => void 0,
		warn: (text) => writeLine(`warning: ${visible(text)}`),
		done: () => void 0
	};
}
function quietProgress(writeLine) {
	return {
		...plainProgress(writeLine),
		step: () => void 0
	};
}
const CLOSED = [
	"EPIPE",
	"EOF",
	"ERR_STREAM_DESTROYED"
];
function tolerateClosedPipes(streams) {
	for (const stream of streams) stream.on("error", (error) => {
		if (!CLOSED.includes(errnoOf(error))) throw unwritable$1("standard output", error);
	});
}
function spinningProgress(stream) {
	const spinner = (0, import__left_out_yocto_spinner.default)({
		stream,
		handleSignals: false
	});
	atEnd(() => spinner.stop());
	let current = "";
	return {
		step(text) {
			current = visible(text);
			spinner.text = current;
			spinner.start();
		},
		advance(done, total, unit) {
			const [part, whole] = unit === "bytes" ? [mebibytes(done), `${mebibytes(total)} MiB`] : [done, total];
			spinner.text = `${current} (${part} of ${whole})`;
		},
		warn(text) {
			spinner.stop();
			stream.write(`warning: ${visible(text)}\n`);
			if (current !== "") spinner.start();
		},
		done() {
			current = "";
			spinner.stop();
		}
	};
}
function mebibytes(bytes) {
	return (bytes / (1 << 20)).toFixed(1);
}
function visible(text) {
	return Array.from(text, escapeInvisible).join("");
}

// world/notation-folder.ts
function notationFolder(env) {
	const base = configurationFolder(env);
	return base && (0, import__builtin_node_path.join)(base, "notation");
}
function configurationFolder(env) {
	const [system, home] = [(0, import__late_node_os.platform)(), env("HOME") || homeFolder()];
	if (system === "darwin") return home && (0, import__builtin_node_path.join)(home, "Library", "Application Support");
	const named = env(system === "win32" ? "APPDATA" : "XDG_CONFIG_HOME") ?? "";
	if ((0, import__builtin_node_path.isAbsolute)(named)) return named;
	return system === "win32" ? void 0 : home && (0, import__builtin_node_path.join)(home, ".config");
}

// doors/wire/read/read.ts
function reading(folder, log) {
	const writeLine = typeof log === "function" ? log : (line) => log.write(`${line}\n`);
	return {
		folder,
		env: processEnv,
		files: systemFiles,
		crypto: nodeCryptography,
		userMemory: userFile(LOCK_NAME),
		standardInput: standardInput(() => process.stdin),
		progress: (quiet) => {
			if (quiet) return quietProgress(writeLine);
			return typeof log === "function" ? plainProgress(log) : terminalProgress(log);
		}
	};
}
function userFile(name) {
	const base = userFolder("XDG_DATA_HOME", ".local", "share");
	return base === void 0 ? void 0 : (0, import__builtin_node_path.join)(base, "release-capsule", name);
}
function userFolder(variable, ...below) {
	const home = homeFolder();
	return processEnv(variable) ?? processEnv("LOCALAPPDATA") ?? (home && (0, import__builtin_node_path.join)(home, ...below));
}

// domain/sigstore/trusted-roots/github.json
var github_default = {
	mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
	certificateAuthorities: [
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "fulcio.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICKjCCAbCgAwIBAgIUW3TJVeOvr+NSvJXdOw8nEEn7HhQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTIzMDkxMjE0MDY1NFoXDTI0MDkxMTE0MDY1NFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEsosodObhuHG6Pr5vp5y+pmnKawS1h2hwv3r3hBwqh3ZHJAw64mhDnDs9fw4jKkZEBYRSVyOHyZppz4day8hgpTIDwdj44Oan4RDb+wmj04jfhVLjLsQ4Q/X4K/ynRgNXo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUm0vkDkQZ29hutYdayJobIRmf/iMwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaAAwZQIwIBl93E7vkWTvdeIm1WSIM4qNsj0ApE8LCj3k1vrY5x6/7yhAZs7QlO3/FBCoEeaZAjEAlJcNr37uZq9BYHODHBeO/gP+6EfbzsNaLV22ASBlhF/a9y83ESLuqCNN7IxGxmWT" },
				{ "rawBytes": "MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2023-10-27T16:30:00Z",
				"end": "2024-05-25T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "fulcio.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICKzCCAbCgAwIBAgIUOpyw2HaZefsj/4SPXutGof8E2CkwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI0MDUxMzAwMDAwMFoXDTI1MDUxMzAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEJNJWvW8fckfk/oQmh+qCeIlFXl9YLEkKSjZCgcVB92Fi1HQnvmpCiyqpvP91SmT1/G6QbrmTGV7MmIQlDnBWHNUT+jwZ3elGu/yfr/v8U0uhZTIli/BMj5Y4ICHK/j4do3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUD0fF3cs+ldPyiWohHJ3JmO91V7gwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaQAwZgIxAO7BRC9i7oGUHjjlcHU/bfqk2NLy7t6wm3K5W+jBLFbAj6sVjYcY+rrYhop/OjclbQIxALafBKLPIPjoCI29BUHwLBFP6e92ZlyaoFtoqccceXAevRaDjXFvb5+M7wnD6AuAJw==" },
				{ "rawBytes": "MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2024-05-13T00:00:00Z",
				"end": "2024-10-25T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "fulcio.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICKzCCAbCgAwIBAgIUQeyd9UH06yZ63pDuqjgUZ58CnpMwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI0MTAwMzEyMDAwMFoXDTI1MTAwMzEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEwvbET2w+j9j9j50iTInH1gb9GSXkpsCvWz5orX1zgme+/Qh/5gMkpfmgfOSLV2ZRgT1hzujYmnKQvP2mCxYnbwQELAkAf+VhEY/7Uw3zZvguGQSdF1cxzRHiMTOha5eFo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUMib9z4ZYBcQANTVvVCa3KoTGbBUwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaQAwZgIxAPIU/zlJiJrxn6oTWNdEAD/YBSnhyxcvpq1D2DzFy8E8hbkEfMZPErYL7HyoL/BkdwIxAN9KDEKyktEUBrfHehfcLAzI2kERJx+8DSslXswOIbLaeqYfWsmrQAt5C0X/nOWxXA==" },
				{ "rawBytes": "MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2024-10-07T00:00:00Z",
				"end": "2025-06-19T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "fulcio.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICKTCCAbCgAwIBAgIUU7Y2PESb8FK88XCRQvI2rKDB5skwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI1MDUyNzAwMDAwMFoXDTI2MDUyNzAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEevMuOTGccTTXLu65xinRJP4gxkOemyAPCmUXEvhXKtLd+aDgN87PI0QxutOmPuQD2dLZVfxQmt5lvwJpUDIVYkKpH3mDxYbF6MJPMbq+A/EhkMaOS2+mcJRJdY2uam0Vo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQU8tE1L3b7FV3qJKzSqy1w97vPt6AwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDZwAwZAIwSIsnfcDIvp+9SGBe9Es4xLDgZ6/B3wtODu+jtNUznQFPw1/WHa3iBMp3vYPkIqZDAjBBD4AKu166Hg7tDd5E8ckSCNNDkXD0Q7Xdl4yujgqv0goVMeOgRA1pKDGszhunjAQ=" },
				{ "rawBytes": "MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2025-05-27T00:00:00Z",
				"end": "2025-12-09T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "fulcio.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICKjCCAbCgAwIBAgIUNansGfOzaol+jXgh/wsz0X36zTMwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI1MTExMzAwMDAwMFoXDTI2MTExMzAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE24Un0srydTqXkWtrVrNdgPRNa1cCZqBRpFImYqItuVs/mszkn+RSlwcMzg/LwphU84qwA8Xv2z8ZaIETHspoQgMO4dP5zhJ5W8M+9crL1kR4Co2vS3TJZF9Qpsg+HiTro3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUGO6KtZB8c9gbXS2uNF3tXCtFNhEwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaAAwZQIxALmOdTRy/SiOc+QSf+eAPz24xWGhMryvNpyNvBZDeyqthC9KaMKmX+kHwJ0A6/bTXQIwE1mPbkH6tBXuWxlR/2Bj7UZ3MADlHSYGQUjpHMdQqJk17UVBywad5U6uA/f0pFdU" },
				{ "rawBytes": "MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2025-11-13T00:00:00Z",
				"end": "2026-07-13T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "fulcio.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICKjCCAbCgAwIBAgIUCZdc6761A2K2ny11d+8tvDIlBuAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI2MDYxMjAwMDAwMFoXDTI3MDYxMjAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE8K+awztD1Q48OQsI2PzffEwHJxdHoKneYSSRgnG6VCk0RlZWeVHM7EwpsDMgMMz98IrRqVBAjxSt7fs39rz6NUKG3T26Khv0gmzuJ1xG0j0BmK0j0kkfRvzYpQKv108to3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUgeNOwb9e7ggupu+PZL6nr0Wgm88wHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaAAwZQIweEGv0C3qXaA2+oPahLsBzRA2C5+oWNE5Jq1Qpqrn0QeDCSY5eCKzwFjVa5eICks5AjEAsifahLxtAiHc0I2SWHYX3s3sfOLPArgK6oBM0hKbIMCOokEUhss67N06KOuV2rqQ" },
				{ "rawBytes": "MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": { "start": "2026-06-12T00:00:00Z" }
		}
	],
	timestampAuthorities: [
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "timestamp.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICHDCCAaGgAwIBAgIUNDVlmtZuvoujn4KwiC/oxIr8hxAwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTIzMDgzMTEyMDAwMFoXDTI0MDgzMDEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEV/zJhNTdu0Fa9hGCUih/JvqEoE81tEWrAVwUXXhdRgIY9hIFErLhNo6sSOpV9d7Zuy0KWMHhcimCUr41a1732ByVRy3f+Z4QhqpsgFMh5b5J90HJLK7HOyUZjehAnvSno3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUGwE6T5ZIh6lY9wP6vt42UHyVMewwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaQAwZgIxAJo48LtrSsn0UmLtqGiUKg2EUvso+aDN5EyjpvMmobZ/Oq9zjnR7Of369hoABW4/1gIxANg5ZW4FqijhsXnA3md6jM9yLrLCI9QL+KnuZnXq6WgAcNQaAN7PNNjVDKV3iJEklw==" },
				{ "rawBytes": "MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2023-10-27T16:30:00Z",
				"end": "2024-05-25T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "timestamp.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICGzCCAaGgAwIBAgIUPPgn6ner1PU/75CQ+62fdBuazaAwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI0MDUxMzAwMDAwMFoXDTI1MDUxMzAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEA0pG1mAC4qafk1JJuOoIvhnMME9XmBDxjGFreDLnyzaexIzRw+UHUFy8C2gE6Me+0tIGQt4Ftbu66NGmfvBkR6boPMYQSU2O5X5ykZBm/9LR/Aqz0lgmBy/OlXvTJjglo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUDa4GVhd97Z2V8kiVl9DB0kC53CMwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIwEQHd++b7IBAAuqT2/1i/wXf1WM2XrkFF6qd1c3kFcBVvdLQyJ5KoyNUHnfCCVJROAjEA+FoASOEcARlU6RqVcif9JthHwzh6nNwz0AfAHvO8xantN/7HjiLmFrFEGR/g0kN/" },
				{ "rawBytes": "MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2024-05-13T00:00:00Z",
				"end": "2024-10-25T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "timestamp.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICGzCCAaGgAwIBAgIUH7swiMTn+svhcDh80OeZccDTj7AwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI0MTAwNDEyMDAwMFoXDTI1MTAwNDEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEM7jdYNBTeD6hjym2/y73b50u2AFQsf8305Sr1NleOqamH9aWt6obhJQH3NoNUw9iFzHcDvafYWQFMu7SmOxS5n3aqwwfR8oJxKnEl36uCmGB+8TXS3B76SVTHEhG5rzOo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUQvz9YbWX3S6a+jruBkhRBiE2RCkwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIxAI4dhu5iyx/g+z1vKAAWvHtebl1ZwsC+Vwgjm6Ttlq5yLNHHvYEnJ/h15Qv2IuXvdgIwZ8H/iy4lXsFJdFYSsB1/zavl24EgxSzxK/pCpihXMetYYDA/lX3xMyquisMx45rN" },
				{ "rawBytes": "MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2024-10-07T00:00:00Z",
				"end": "2025-06-19T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "timestamp.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICGzCCAaGgAwIBAgIUaaAaeAO3NzYXR/muq5YMnGY34IUwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI1MDUyNzAwMDAwMFoXDTI2MDUyNzAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEAjyAb+jWITMjkgbjWC02N05Zf5/kPs73ICf5/8lHSyHnoqqItP2z3fkMpWiRpelX8eIjzCjZ0Zht+DpGxtJUNh5jMa+fFv2qoDLGbnQ17DXKXCr9nWHF4vCMflHZK5JHo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUyvAcv8s1s37A/IWZAwdEptzjfWIwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIwMnoHA4qDtR3eRohUIhvHGG70xT9XMfEnuj0kRvi9wu9VumL4pXqz1ktJgTBm6DrYAjEA5SYnRfUm2yAYmGEkJr9RvSCV9O7X+fL8KqfM4TOPrXJLMERQjhRXbWZ4DjxvifnF" },
				{ "rawBytes": "MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2025-05-27T00:00:00Z",
				"end": "2025-12-09T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "timestamp.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICGzCCAaGgAwIBAgIUHiljSG9Nx/Qf/gPpl7V1kyRh/jYwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI1MTExMzAwMDAwMFoXDTI2MTExMzAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEG1ZUJgbtNpInC7jR9hi4OMWK5yF5VeRpmCs6ADS5lx23MEHo3ek32O123e3YwH+J3F9Vbpd7ePQHnpdc6tsBcQ/y/NPw2Vf+VwMI/E35C5/3Y9A5kRXq9CFXC1bU6Fj6o3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUXa9JaNrcN+1Je5aHEemVnH2XXtMwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIwJyVOay8lriDg4Up0VFWc/o19mzuQeoEItzM2dG50eXF4KbPo9zfdviS3D6StPFRGAjEA5IHCXJ8qP8CsAsQmT3IPimUTAvDNJZI4GFIxs+od/R/EUHGu4NxuwPX3A1ZnJP7z" },
				{ "rawBytes": "MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2025-11-13T00:00:00Z",
				"end": "2026-07-13T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "timestamp.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICGzCCAaGgAwIBAgIUFzPb1un+DvofqFPzAXiB5slHM1IwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI2MDYxMjAwMDAwMFoXDTI3MDYxMjAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAETpok7Tndv57l0YnFjKL+VpcusM8A2xgbTdV353wW8IynvsLTGAjF1BNS4x80TDKHbXxN3jSoSId1u1c3sCWpuEqHB1bbBqCfrlslNn6hyWzhwtiqRLE4LM0T+RPclKQCo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUu/GnSzNLJ4IjG9elW5L5a/W61JMwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIxANGz5WZBgyZqGnuhr0gDhUW2s4ZXkJ1CMUaFzynjsQ0/8WZghN7Jh04vmT4Vl8y9zgIwJeBHIZNDZtjzDQB0UC+7im4snua3zsBrRbsEtWnqQhDzyT580H/uF4EVQN2kUUtZ" },
				{ "rawBytes": "MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": { "start": "2026-06-12T00:00:00Z" }
		}
	]
};

// domain/sigstore/trusted-roots/public-good.json
var public_good_default = {
	mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
	tlogs: [{
		"baseUrl": "https://rekor.sigstore.dev",
		"hashAlgorithm": "SHA2_256",
		"publicKey": {
			"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwrkBbmLSGtks4L3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw==",
			"keyDetails": "PKIX_ECDSA_P256_SHA_256",
			"validFor": { "start": "2021-01-12T11:53:27Z" }
		},
		"logId": { "keyId": "wNI9atQGlz+VWfO6LRygH4QUfY/8W4RFwiT5i5WRgB0=" }
	}, {
		"baseUrl": "https://log2025-1.rekor.sigstore.dev",
		"hashAlgorithm": "SHA2_256",
		"publicKey": {
			"rawBytes": "MCowBQYDK2VwAyEAt8rlp1knGwjfbcXAYPYAkn0XiLz1x8O4t0YkEhie244=",
			"keyDetails": "PKIX_ED25519",
			"validFor": { "start": "2025-09-23T00:00:00Z" }
		},
		"logId": { "keyId": "zxGZFVvd0FEmjR8WrFwMdcAJ9vtaY/QXf44Y1wUeP6A=" }
	}],
	certificateAuthorities: [{
		"subject": {
			"organization": "sigstore.dev",
			"commonName": "sigstore"
		},
		"uri": "https://fulcio.sigstore.dev",
		"certChain": { "certificates": [{ "rawBytes": "MIIB+DCCAX6gAwIBAgITNVkDZoCiofPDsy7dfm6geLbuhzAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTIxMDMwNzAzMjAyOVoXDTMxMDIyMzAzMjAyOVowKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABLSyA7Ii5k+pNO8ZEWY0ylemWDowOkNa3kL+GZE5Z5GWehL9/A9bRNA3RbrsZ5i0JcastaRL7Sp5fp/jD5dxqc/UdTVnlvS16an+2Yfswe/QuLolRUCrcOE2+2iA5+tzd6NmMGQwDgYDVR0PAQH/BAQDAgEGMBIGA1UdEwEB/wQIMAYBAf8CAQEwHQYDVR0OBBYEFMjFHQBBmiQpMlEk6w2uSu1KBtPsMB8GA1UdIwQYMBaAFMjFHQBBmiQpMlEk6w2uSu1KBtPsMAoGCCqGSM49BAMDA2gAMGUCMH8liWJfMui6vXXBhjDgY4MwslmN/TJxVe/83WrFomwmNf056y1X48F9c4m3a3ozXAIxAKjRay5/aj/jsKKGIkmQatjI8uupHr/+CxFvaJWmpYqNkLDGRU+9orzh5hI2RrcuaQ==" }] },
		"validFor": {
			"start": "2021-03-07T03:20:29Z",
			"end": "2022-12-31T23:59:59.999Z"
		}
	}, {
		"subject": {
			"organization": "sigstore.dev",
			"commonName": "sigstore"
		},
		"uri": "https://fulcio.sigstore.dev",
		"certChain": { "certificates": [{ "rawBytes": "MIICGjCCAaGgAwIBAgIUALnViVfnU0brJasmRkHrn/UnfaQwCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMjA0MTMyMDA2MTVaFw0zMTEwMDUxMzU2NThaMDcxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEeMBwGA1UEAxMVc2lnc3RvcmUtaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE8RVS/ysH+NOvuDZyPIZtilgUF9NlarYpAd9HP1vBBH1U5CV77LSS7s0ZiH4nE7Hv7ptS6LvvR/STk798LVgMzLlJ4HeIfF3tHSaexLcYpSASr1kS0N/RgBJz/9jWCiXno3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQU39Ppz1YkEZb5qNjpKFWixi4YZD8wHwYDVR0jBBgwFoAUWMAeX5FFpWapesyQoZMi0CrFxfowCgYIKoZIzj0EAwMDZwAwZAIwPCsQK4DYiZYDPIaDi5HFKnfxXx6ASSVmERfsynYBiX2X6SJRnZU84/9DZdnFvvxmAjBOt6QpBlc4J/0DxvkTCqpclvziL6BCCPnjdlIB3Pu3BxsPmygUY7Ii2zbdCdliiow=" }, { "rawBytes": "MIIB9zCCAXygAwIBAgIUALZNAPFdxHPwjeDloDwyYChAO/4wCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMTEwMDcxMzU2NTlaFw0zMTEwMDUxMzU2NThaMCoxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjERMA8GA1UEAxMIc2lnc3RvcmUwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAT7XeFT4rb3PQGwS4IajtLk3/OlnpgangaBclYpsYBr5i+4ynB07ceb3LP0OIOZdxexX69c5iVuyJRQ+Hz05yi+UF3uBWAlHpiS5sh0+H2GHE7SXrk1EC5m1Tr19L9gg92jYzBhMA4GA1UdDwEB/wQEAwIBBjAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRYwB5fkUWlZql6zJChkyLQKsXF+jAfBgNVHSMEGDAWgBRYwB5fkUWlZql6zJChkyLQKsXF+jAKBggqhkjOPQQDAwNpADBmAjEAj1nHeXZp+13NWBNa+EDsDP8G1WWg1tCMWP/WHPqpaVo0jhsweNFZgSs0eE7wYI4qAjEA2WB9ot98sIkoF3vZYdd3/VtWB5b9TNMea7Ix/stJ5TfcLLeABLE4BNJOsQ4vnBHJ" }] },
		"validFor": { "start": "2022-04-13T20:06:15Z" }
	}],
	ctlogs: [{
		"baseUrl": "https://ctfe.sigstore.dev/test",
		"hashAlgorithm": "SHA2_256",
		"publicKey": {
			"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbfwR+RJudXscgRBRpKX1XFDy3PyudDxz/SfnRi1fT8ekpfBd2O1uoz7jr3Z8nKzxA69EUQ+eFCFI3zeubPWU7w==",
			"keyDetails": "PKIX_ECDSA_P256_SHA_256",
			"validFor": {
				"start": "2021-03-14T00:00:00Z",
				"end": "2022-10-31T23:59:59.999Z"
			}
		},
		"logId": { "keyId": "CGCS8ChS/2hF0dFrJ4ScRWcYrBY9wzjSbea8IgY2b3I=" }
	}, {
		"baseUrl": "https://ctfe.sigstore.dev/2022",
		"hashAlgorithm": "SHA2_256",
		"publicKey": {
			"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEiPSlFi0CmFTfEjCUqF9HuCEcYXNKAaYalIJmBZ8yyezPjTqhxrKBpMnaocVtLJBI1eM3uXnQzQGAJdJ4gs9Fyw==",
			"keyDetails": "PKIX_ECDSA_P256_SHA_256",
			"validFor": { "start": "2022-10-20T00:00:00Z" }
		},
		"logId": { "keyId": "3T0wasbHETJjGR4cmWc3AqJKXrjePK3/h4pygC8p7o4=" }
	}],
	timestampAuthorities: [{
		"subject": {
			"organization": "sigstore.dev",
			"commonName": "sigstore-tsa-selfsigned"
		},
		"uri": "https://timestamp.sigstore.dev/api/v1/timestamp",
		"certChain": { "certificates": [{ "rawBytes": "MIICEDCCAZagAwIBAgIUOhNULwyQYe68wUMvy4qOiyojiwwwCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMC4xFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEVMBMGA1UEAxMMc2lnc3RvcmUtdHNhMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE4ra2Z8hKNig2T9kFjCAToGG30jky+WQv3BzL+mKvh1SKNR/UwuwsfNCg4sryoYAd8E6isovVA3M4aoNdm9QDi50Z8nTEyvqgfDPtTIwXItfiW/AFf1V7uwkbkAoj0xxco2owaDAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFIn9eUOHz9BlRsMCRscsc1t9tOsDMB8GA1UdIwQYMBaAFJjsAe9/u1H/1JUeb4qImFMHic6/MBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMAoGCCqGSM49BAMDA2gAMGUCMDtpsV/6KaO0qyF/UMsX2aSUXKQFdoGTptQGc0ftq1csulHPGG6dsmyMNd3JB+G3EQIxAOajvBcjpJmKb4Nv+2Taoj8Uc5+b6ih6FXCCKraSqupe07zqswMcXJTe1cExvHvvlw==" }, { "rawBytes": "MIIB9zCCAXygAwIBAgIUV7f0GLDOoEzIh8LXSW80OJiUp14wCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMDkxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEgMB4GA1UEAxMXc2lnc3RvcmUtdHNhLXNlbGZzaWduZWQwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAQUQNtfRT/ou3YATa6wB/kKTe70cfJwyRIBovMnt8RcJph/COE82uyS6FmppLLL1VBPGcPfpQPYJNXzWwi8icwhKQ6W/Qe2h3oebBb2FHpwNJDqo+TMaC/tdfkv/ElJB72jRTBDMA4GA1UdDwEB/wQEAwIBBjASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBSY7AHvf7tR/9SVHm+KiJhTB4nOvzAKBggqhkjOPQQDAwNpADBmAjEAwGEGrfGZR1cen1R8/DTVMI943LssZmJRtDp/i7SfGHmGRP6gRbuj9vOK3b67Z0QQAjEAuT2H673LQEaHTcyQSZrkp4mX7WwkmF+sVbkYY5mXN+RMH13KUEHHOqASaemYWK/E" }] },
		"validFor": { "start": "2025-07-04T00:00:00Z" }
	}]
};

// domain/sigstore/trusted-roots/staging.json
var staging_default = {
	mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
	tlogs: [
		{
			"baseUrl": "https://rekor.sigstage.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEDODRU688UYGuy54mNUlaEBiQdTE9nYLr0lg6RXowI/QV/RE1azBn4Eg5/2uTOMbhB1/gfcHzijzFi9Tk+g1Prg==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": { "start": "2021-01-12T11:53:27Z" }
			},
			"logId": { "keyId": "0y8wo8MtY5wrdiIFohx7sHeI5oKDpK5vQhGHI6G+pJY=" }
		},
		{
			"baseUrl": "https://log2025-alpha1.rekor.sigstage.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MCowBQYDK2VwAyEAPn+AREHoBaZ7wgS1zBqpxmLSGnyhxXj4lFxSdWVB8o8=",
				"keyDetails": "PKIX_ED25519",
				"validFor": {
					"start": "2025-04-16T00:00:00Z",
					"end": "2025-09-04T00:00:00Z"
				}
			},
			"logId": { "keyId": "8w1amZ2S5mJIQkQmPxdMuOrL/oJkvFg9MnQXmeOCXck=" }
		},
		{
			"baseUrl": "https://log2025-alpha2.rekor.sigstage.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MCowBQYDK2VwAyEAkrA8Ou2FtN7kYXCP/lpvF8vQrvh4nj+91+PWOGGzfGc=",
				"keyDetails": "PKIX_ED25519",
				"validFor": {
					"start": "2025-08-08T00:00:00Z",
					"end": "2025-09-28T00:00:00Z"
				}
			},
			"logId": { "keyId": "KfSiSX2iRLyhK62SUVL47vVcqqRx/RAewpKJm8IdZTo=" }
		},
		{
			"baseUrl": "https://log2025-alpha3.rekor.sigstage.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MCowBQYDK2VwAyEAlD3dVc8yaP25mPtT/sJ59D3LLxGBgW/qYrM6x6KmOqk=",
				"keyDetails": "PKIX_ED25519",
				"validFor": { "start": "2025-09-22T00:00:00Z" }
			},
			"logId": { "keyId": "09OnDKEw7/hpZiYVPoTRzRbglHk0sylsUovegnRUlJY=" }
		},
		{
			"baseUrl": "https://log2026-1.us-east4.rekor.sigstage.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MCowBQYDK2VwAyEAuAPzR9GRUMkt6Lcg7dcpy7C4Ys++gxQ2FFTPVBUhGfM=",
				"keyDetails": "PKIX_ED25519",
				"validFor": { "start": "2026-06-12T00:00:00Z" }
			},
			"logId": { "keyId": "OnJxR1KbhM5Z+X3E97YQ4EV8/8t4W3TvgehmZLwxAkY=" }
		}
	],
	certificateAuthorities: [{
		"subject": {
			"organization": "sigstore.dev",
			"commonName": "sigstore"
		},
		"uri": "https://fulcio.sigstage.dev",
		"certChain": { "certificates": [{ "rawBytes": "MIICGTCCAaCgAwIBAgITJta/okfgHvjabGm1BOzuhrwA1TAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTIyMDQxNDIxMzg0MFoXDTMyMDMyMjE2NTA0NVowNzEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MR4wHAYDVQQDExVzaWdzdG9yZS1pbnRlcm1lZGlhdGUwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAASosAySWJQ/tK5r8T5aHqavk0oI+BKQbnLLdmOMRXHQF/4Hx9KtNfpcdjH9hNKQSBxSlLFFN3tvFCco0qFBzWYwZtsYsBe1l91qYn/9VHFTaEVwYQWIJEEvrs0fvPuAqjajezB5MA4GA1UdDwEB/wQEAwIBBjATBgNVHSUEDDAKBggrBgEFBQcDAzASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBRxhjCmFHxib/n31vQFGn9f/+tvrDAfBgNVHSMEGDAWgBT/QjK6aH2rOnCv3AzUGuI+h49mZTAKBggqhkjOPQQDAwNnADBkAjAM1lbKkcqQlE/UspMTbWNo1y2TaJ44tx3l/FJFceTSdDZ+0W1OHHeU4twie/lq8XgCMHQxgEv26xNNiAGyPXbkYgrDPvbOqp0UeWX4mJnLSrBr3aN/KX1SBrKQu220FmVL0Q==" }, { "rawBytes": "MIIB9jCCAXugAwIBAgITDdEJvluliE0AzYaIE4jTMdnFTzAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTIyMDMyNTE2NTA0NloXDTMyMDMyMjE2NTA0NVowKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABMo9BUNk9QIYisYysC24+2OytoV72YiLonYcqR3yeVnYziPt7Xv++CYE8yoCTiwedUECCWKOcvQKRCJZb9ht4Hzy+VvBx36hK+C6sECCSR0x6pPSiz+cTk1f788ZjBlUZaNjMGEwDgYDVR0PAQH/BAQDAgEGMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFP9CMrpofas6cK/cDNQa4j6Hj2ZlMB8GA1UdIwQYMBaAFP9CMrpofas6cK/cDNQa4j6Hj2ZlMAoGCCqGSM49BAMDA2kAMGYCMQD+kojuzMwztNay9Ibzjuk//ZL5m6T2OCsm45l1lY004pcb984L926BowodoirFMcMCMQDIJtFHhP/1D3a+M3dAGomOb6O4CmTry3TTPbPsAFnv22YA0Y+P21NVoxKDjdu0tkw=" }] },
		"validFor": { "start": "2022-04-14T21:38:40Z" }
	}, {
		"subject": {
			"organization": "sigstore.dev",
			"commonName": "sigstore"
		},
		"uri": "https://fulcio.sigstage.dev",
		"certChain": { "certificates": [{ "rawBytes": "MIICGjCCAaGgAwIBAgIUAJxUwId8GBqrRo1fYxV7X3GxXWEwCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yNjA2MDgxNjIxMjJaFw0zNjA2MDIyMzAwMTJaMDcxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEeMBwGA1UEAxMVc2lnc3RvcmUtaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE17eNOb3OjmDd+AOWdLQ8GZAQsvrrgFUkG9fz3JNgfPq2NHCExwbvSWvVIUOiRWv5Gwe70sFpTUkwGUF5KkqdINpvyEQULJJcg/7wTYcJ3vq2ap32Cy1LoJ76yFQkEkvXo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUSGEgQZugsJS0mdkcD89aLneT/FIwHwYDVR0jBBgwFoAUl0I/kqYsi0cMo1OMh1dK81MUUgwwCgYIKoZIzj0EAwMDZwAwZAIwDhfCK6mUzvCQ+WuLhA8X8iJLUPmau9Umeq+XL8QAdv3gk51XZCX2BGAf8CWSygirAjANhWtDdg0OVVgh6B+pSkMmQhpJOJXJgkuS0o6AsKj7jjktb5EzMD0L8HlXiMs4Ltc=" }, { "rawBytes": "MIIB9DCCAXugAwIBAgITbIr/zWYbKyBevxdtAtTHwrupazAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTI2MDYwNTIzMDAxM1oXDTM2MDYwMjIzMDAxMlowKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABC4MTU8uc1T9v3PMC/H/mKBRZhj/oId9psZB9MJMzpWq8/teYBjLujkZfyyrZAqbYAzC6EkGfXCEV3/BPzUJA//Y0QVSxAWR5kcyqMsJ4cgPQLwV99CLa+oMwtXhvfeXJ6NjMGEwDgYDVR0PAQH/BAQDAgEGMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFJdCP5KmLItHDKNTjIdXSvNTFFIMMB8GA1UdIwQYMBaAFJdCP5KmLItHDKNTjIdXSvNTFFIMMAoGCCqGSM49BAMDA2cAMGQCMEpK1ZJGE/v7C1dle2l6dUaS7fMGCRPyrvGoxGV1jgYCmt7WVQf/9G0xHDaKERokkwIwRo1cPfW9uEt9z4ZFSoEnjOCTp8SOw5APRvJSMx0GMeWfk57q0Dp7ovU0g8Gsp0iF" }] },
		"validFor": { "start": "2026-06-12T00:00:00Z" }
	}],
	ctlogs: [
		{
			"baseUrl": "https://ctfe.sigstage.dev/test",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MIICCgKCAgEA27A2MPQXm0I0v7/Ly5BIauDjRZF5Jor9vU+QheoE2UIIsZHcyYq3slHzSSHy2lLj1ZD2d91CtJ492ZXqnBmsr4TwZ9jQ05tW2mGIRI8u2DqN8LpuNYZGz/f9SZrjhQQmUttqWmtu3UoLfKz6NbNXUnoo+NhZFcFRLXJ8VporVhuiAmL7zqT53cXR3yQfFPCUDeGnRksnlhVIAJc3AHZZSHQJ8DEXMhh35TVv2nYhTI3rID7GwjXXw4ocz7RGDD37ky6p39Tl5NB71gT1eSqhZhGHEYHIPXraEBd5+3w9qIuLWlp5Ej/K6Mu4ELioXKCUimCbwy+Cs8UhHFlqcyg4AysOHJwIadXIa8LsY51jnVSGrGOEBZevopmQPNPtyfFY3dmXSS+6Z3RD2Gd6oDnNGJzpSyEk410Ag5uvNDfYzJLCWX9tU8lIxNwdFYmIwpd89HijyRyoGnoJ3entd63cvKfuuix5r+GHyKp1Xm1L5j5AWM6P+z0xigwkiXnt+adexAl1J9wdDxv/pUFEESRF4DG8DFGVtbdH6aR1A5/vD4krO4tC1QYUSeyL5Mvsw8WRqIFHcXtgybtxylljvNcGMV1KXQC8UFDmpGZVDSHx6v3e/BHMrZ7gjoCCfVMZ/cFcQi0W2AIHPYEMH/C95J2r4XbHMRdYXpovpOoT5Ca78gsCAwEAAQ==",
				"keyDetails": "PKCS1_RSA_PKCS1V5",
				"validFor": {
					"start": "2021-03-14T00:00:00Z",
					"end": "2022-07-31T00:00:00Z"
				}
			},
			"logId": { "keyId": "G3wUKk6ZK6ffHh/FdCRUE2wVekyzHEEIpSG4savnv0w=" }
		},
		{
			"baseUrl": "https://ctfe.sigstage.dev/2022",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEh99xuRi6slBFd8VUJoK/rLigy4bYeSYWO/fE6Br7r0D8NpMI94+A63LR/WvLxpUUGBpY8IJA3iU2telag5CRpA==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": {
					"start": "2022-07-01T00:00:00Z",
					"end": "2022-07-31T00:00:00Z"
				}
			},
			"logId": { "keyId": "++JKOMQt7SJ3ynUHnCfnDhcKP8/58J4TueMqXuk3HmA=" }
		},
		{
			"baseUrl": "https://ctfe.sigstage.dev/2022-2",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8gEDKNme8AnXuPBgHjrtXdS6miHqc24CRblNEOFpiJRngeq8Ko73Y+K18yRYVf1DXD4AVLwvKyzdNdl5n0jUSQ==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": { "start": "2022-07-01T00:00:00Z" }
			},
			"logId": { "keyId": "KzC83GiIyeLh2CYpXnQfSDkxlgLynDPLXkNA/rKshno=" }
		},
		{
			"baseUrl": "https://log2026-1.ctfe.sigstage.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEv8+Fp+klTMlOd0FU+eekotPzlaF9orvv9ZgdLXq5+MmoGThLNigXIapXjW0lujsU6+ZHKZ6UPzSuz+V8YxLoQw==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": { "start": "2026-01-14T00:00:00Z" }
			},
			"logId": { "keyId": "PmBxU3RuGJLgkLI2sUl2Jy9ntE1vks5vdxFKtyKgprY=" }
		},
		{
			"baseUrl": "https://log2026-1.us-east4.ctfe.sigstage.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEa5Gw4tcbYtTUdKWLy6ovCgWUb0ggekCaMyVpw5RCxBKKbJpahWdRX4ArH3N/wtakd2qDmtjsFVV1jMw5cHbmGw==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": { "start": "2026-06-12T00:00:00Z" }
			},
			"logId": { "keyId": "Fjj7Zk5I004nmb83WUyHasaCMoUO4fuTnFybtSxevIc=" }
		}
	],
	timestampAuthorities: [{
		"subject": {
			"organization": "sigstore.dev",
			"commonName": "sigstore-tsa-selfsigned"
		},
		"uri": "https://timestamp.sigstage.dev/api/v1/timestamp",
		"certChain": { "certificates": [{ "rawBytes": "MIICDzCCAZagAwIBAgIUCjWhBmHV4kFzxomWp/J98n4DfKcwCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTAzMjgwOTE0MDZaFw0zNTAzMjYwODE0MDZaMC4xFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEVMBMGA1UEAxMMc2lnc3RvcmUtdHNhMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEx1v5F3HpD9egHuknpBFlRz7QBRDJu4aeVzt9zJLRY0lvmx1lF7WBM2c9AN8ZGPQsmDqHlJN2R/7+RxLkvlLzkc19IOx38t7mGGEcB7agUDdCF/Ky3RTLSK0Xo/0AgHQdo2owaDAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFKj8ZPYo3i7mO3NPVIxSxOGc3VOlMB8GA1UdIwQYMBaAFDsgRlletTJNRzDObmPuc3RH8gR9MBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMAoGCCqGSM49BAMDA2cAMGQCMESvVS6GGtF33+J19TfwENWJXjRv4i0/HQFwLUSkX6TfV7g0nG8VnqNHJLvEpAtOjQIwUD3uywTXorQP1DgbV09rF9Yen+CEqs/iEpieJWPst280SSOZ5Na+dyPVk9/8SFk6" }, { "rawBytes": "MIIB9zCCAXygAwIBAgIUCPExEFKiQh0dP4sp5ltmSYSSkFUwCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTAzMjgwOTE0MDZaFw0zNTAzMjYwODE0MDZaMDkxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEgMB4GA1UEAxMXc2lnc3RvcmUtdHNhLXNlbGZzaWduZWQwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAATt0tIDWyo4ARfL9BaSo0W5bJQEbKJTU/u7llvdjSI5aTkOAJa8tixn2+LEfPG4dMFdsMPtsIuU1qn2OqFiuMk6vHv/c+az25RQVY1oo50iMb0jIL3N4FgwhPFpZnCbQPOjRTBDMA4GA1UdDwEB/wQEAwIBBjASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBQ7IEZZXrUyTUcwzm5j7nN0R/IEfTAKBggqhkjOPQQDAwNpADBmAjEA2MI1VXgbf3dUOSc95hSRypBKOab18eh2xzQtxUsHvWeY+1iFgyMluUuNR6taoSmFAjEA31m2czguZhKYX+4JSKu5pRYhBTXAd8KKQ3xdPRX/qCaLvT2qJAEQ1YQM3EJRrtI7" }] },
		"validFor": { "start": "2025-04-09T00:00:00Z" }
	}, {
		"subject": {
			"organization": "sigstore.dev",
			"commonName": "sigstore-tsa-selfsigned"
		},
		"uri": "https://timestamp.sigstage.dev/api/v1/timestamp",
		"certChain": { "certificates": [{ "rawBytes": "MIIB9jCCAX2gAwIBAgITTP0hkp+x1+/mmEBLWOiqeGypHzAKBggqhkjOPQQDAzAtMQkwBwYDVQQKEwAxIDAeBgNVBAMTF3NpZ3N0b3JlLXRzYS1zZWxmc2lnbmVkMB4XDTI2MDYwOTIzMjAzOFoXDTI3MDYwOTIzMjAzOFowIjEJMAcGA1UEChMAMRUwEwYDVQQDEwxzaWdzdG9yZS10c2EwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAATpQMZ7nRZEFEdgNpbnTkzJLZYTEK/mfcaK2Z599gAKxUA491TclvFOFbdAd2J9Fje9ltnaC3vUteFKRD+Distjv3wRQkML6Egd1QW5yliklOOyfsPOPH3hhzn3MTrsrWijajBoMA4GA1UdDwEB/wQEAwIHgDAdBgNVHQ4EFgQULgCD26lmo5+zJfBBhU0sASIjtiIwHwYDVR0jBBgwFoAUI6cr8xtGSBYaQD42ecwOGAiM4EIwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDZwAwZAIwYubMlZ3LLoXXRjBEv+D7GNbMVk7VBaQm30h9kdSXImuI5pRSttP35WLCYhTH5izIAjBX8qB8fdjKyGOewkeBap6aObAh//sAuUxbcoeG06U1f4Q4noS7wr1xktAp8rA64A4=" }, { "rawBytes": "MIIB3TCCAWSgAwIBAgIUeuz1txaqKQugtvTpF2igNs/fkw8wCgYIKoZIzj0EAwMwLTEJMAcGA1UEChMAMSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNjA2MDkyMzIwMzhaFw0yNzA2MDkyMzIwMzhaMC0xCTAHBgNVBAoTADEgMB4GA1UEAxMXc2lnc3RvcmUtdHNhLXNlbGZzaWduZWQwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAASSwC2l89yeW+qpxMXmDu9gvtyutJrIsoUxRDm17leybov+t352Lxu6htNotY2rYFDUwNWQUtargkNQpLK+z3LQHCghERPmdhuUDiYt2B5yEJB9lZ+m2ws+ZWeoFS68QS+jRTBDMA4GA1UdDwEB/wQEAwIBBjASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBQjpyvzG0ZIFhpAPjZ5zA4YCIzgQjAKBggqhkjOPQQDAwNnADBkAjBPd9pAsZ/TBvuhunrL9g9kBTuDqkwh0SGem6S1GYHnIA9xFkCvMG5Z2SeplW866FoCMBXLO3NmXYhfsZLD2E2sAG/tDwee8OadoW2QpJMD8Q5qAXjEnCjPVUIlQuiq2FNFtg==" }] },
		"validFor": { "start": "2026-06-12T00:00:00Z" }
	}]
};

// domain/sigstore/trusted-roots/taken.json
var public_good = {
	"source": "sigstore/root-signing@60cf2ce8b2e45d600dc17c4421e8c751e75772be:targets/trusted_root.json",
	"dated": "2026-08-21",
	"sha256": "6494e21ea73fa7ee769f85f57d5a3e6a08725eae1e38c755fc3517c9e6bc0b66"
};
var github = {
	"source": "sigstore/sigstore-rust@948c31788666372867657203618d84848443eb7d:crates/sigstore-trust-root/src/trusted_root_github.json",
	"dated": "2026-08-21",
	"sha256": "484cdfe1a7c65479c5ba2a22193d1be90f0020db1997de696ab207434c62fbb7"
};
var staging = {
	"source": "sigstore/root-signing-staging@ed88d5dc6c56bfdbf1a78219364e6d3e4ecfe0c9:targets/trusted_root.json",
	"dated": "2026-08-21",
	"sha256": "44deb991d4bbf2150751ccee235d9810bce4434383c26d8898c1bcadbace6ed8"
};

// domain/sigstore/embedded-roots.ts
const EMBEDDED_ROOTS = {
	"public-good": {
		...public_good,
		bytes: () => encodeUtf8(JSON.stringify(public_good_default))
	},
	github: {
		...github,
		bytes: () => encodeUtf8(JSON.stringify(github_default))
	},
	staging: {
		...staging,
		bytes: () => encodeUtf8(JSON.stringify(staging_default))
	}
};

// world/clock.ts
const systemClock = {
	now: () => /* @__PURE__ */ new Date(),
	elapsed: () => performance.now(),
	sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
};

// doors/wire/verify/offline.ts
const MAX_CONFIG_BYTES = 4 << 20;
const offlinePorts = async ({ trustedRoot, instances, online, progress }) => {
	if (online === true) throw new Fault("usage", "this program opens no socket", { hint: "fetch roots with the whole program, dist/cli.js, or name one with --trusted-root" });
	const trust = trustedRoot === void 0 ? await offlineTrust(instances) : fileTrust(trustedRoot);
	return {
		crypto: nodeCryptography,
		files: systemFiles,
		trust,
		progress
	};
};
async function offlineTrust(instances) {
	const path = rootsStore();
	if (path === void 0 || await systemFiles.facts(path) === void 0) return { trustedRoots: async () => instances.map(embeddedRoot) };
	const [{ importedTrust }, { provenRoots }] = await Promise.all([Promise.resolve().then(() => requirePart("imported-trust.js")), Promise.resolve().then(() => requirePart("prove-root.js"))]);
	return importedTrust(instances, embeddedRoot, {
		path,
		files: systemFiles,
		roots: provenRoots({
			clock: systemClock,
			crypto: nodeCryptography
		})
	});
}
function rootsStore() {
	const named = processEnv("CAPSULE_ROOTS");
	if (named !== void 0 && named !== "") return (0, import__builtin_node_path.resolve)(named);
	return userFile("roots.json");
}
function embeddedRoot(instance) {
	const { bytes, dated } = EMBEDDED_ROOTS[instance];
	return {
		bytes: bytes(),
		origin: `built-in ${instance} root`,
		dated,
		mayBeOutdated: true
	};
}
function fileTrust(path) {
	return only(async () => ({
		bytes: await systemFiles.read(path, MAX_CONFIG_BYTES),
		origin: path,
		dated: void 0
	}));
}
function only(root) {
	return { trustedRoots: async () => [await root()] };
}

// kernel/match-stars.ts
function matchesStars(name, pattern) {
	if (name.startsWith(".") && !pattern.startsWith(".")) return false;
	let [at, next] = [0, 0];
	let star;
	while (at < name.length) if (pattern[next] === "*") {
		star = {
			next: next + 1,
			at
		};
		next += 1;
	} else if (pattern[next] === "?" || pattern[next] === name[at]) {
		at += 1;
		next += 1;
	} else if (star !== void 0) {
		star.at += 1;
		[at, next] = [star.at, star.next];
	} else return false;
	return /^\*{0,255}$/.test(pattern.slice(next));
}

// doors/verify/expand-stars.ts
async function expandStars(words, folder, files) {
	const expanded = /* @__PURE__ */ new Set();
	for (const word of words) {
		const found = /[*?]/.test((0, import__builtin_node_path.basename)(word)) ? await matching((0, import__builtin_node_path.resolve)(folder, word), files) : [];
		for (const one of found.length > 0 ? found : [word]) expanded.add(one);
	}
	return [...expanded];
}
async function matching(path, files) {
	var _await$files$facts;
	const [place, pattern] = [(0, import__builtin_node_path.dirname)(path), (0, import__builtin_node_path.basename)(path)];
	if (await files.facts(path) !== void 0 || ((_await$files$facts = await files.facts(place)) == null ? void 0 : _await$files$facts.kind) !== "directory") return [];
	return (await files.list(place)).flatMap(({ name, kind }) => name !== void 0 && kind === "file" && matchesStars(name, pattern) ? [(0, import__builtin_node_path.join)(place, name)] : []);
}

// domain/tool.ts
const TOOL = {
	name: "release-capsule",
	version: "0.1.0"
};

// views/fault/fault-json.ts
function faultJson(fault, spelling) {
	return {
		schema: schemaId("fault"),
		code: fault.code,
		message: fault.message,
		hint: fault.hint === void 0 ? null : spelled(fault.hint, spelling),
		exitCode: FAULT_CODES[fault.code].exit
	};
}

// views/layout.ts
const MAX_SENTENCE = 80;
const NARROW = 64;
const VALUE_COLUMN = 14;
function wrapped(text, indent, { width }) {
	const most = Math.max(16, Math.min(width, MAX_SENTENCE) - indent);
	const lines = [];
	for (const word of text.split(" ")) {
		const last = lines.at(-1);
		if (last === void 0 || last.length + 1 + word.length > most) lines.push(word);
		else lines[lines.length - 1] = `${last} ${word}`;
	}
	return lines.map((line) => " ".repeat(indent) + line.replaceAll(JOINT, " "));
}
const JOINT = "\0";
function unbroken(text) {
	return text.replaceAll(" ", JOINT);
}
function copiedLines(text) {
	return text.split("\n").map((line) => ({
		line: line.replaceAll(JOINT, " "),
		isCopied: line.includes(JOINT)
	}));
}
function labelled(label, value, page, indent = 2) {
	const shown = page.paint("dim", label);
	const lines = value.split("\n");
	if (page.width < 64) return [" ".repeat(indent) + shown, ...lines.flatMap((line) => wrapped(line, indent + 2, page))];
	const column = label.length < 12 ? indent + VALUE_COLUMN - 2 : indent + label.length + 2;
	const [first = "", ...more] = lines.flatMap((line) => wrapped(line, column, page));
	return [" ".repeat(indent) + shown + " ".repeat(column - indent - label.length) + first.trimStart(), ...more];
}
function explained(rows, page) {
	const column = widest(rows.map(([name]) => name)) + 4;
	return rows.flatMap(([name, meaning]) => {
		if (page.width < 64) return [`  ${name}`, ...wrapped(meaning, 4, page)];
		const [first = "", ...more] = wrapped(meaning, column, page);
		return [`  ${name.padEnd(column - 2)}${first.trimStart()}`, ...more];
	});
}
function widest(texts) {
	return texts.reduce((most, text) => Math.max(most, text.length), 0);
}

// domain/capsule/entry-names.ts
const ROOT_ENTRY = "capsule.sigstore.json";
const PROVENANCE_ENTRY = "provenance.sigstore.json";
const CHECKSUMS_ENTRY = "checksums.txt";
const CHECKSUMS_SHA512_ENTRY = "checksums.sha512.txt";
const GUIDE_ENTRY = "VERIFY.md";
const TRUST_SNAPSHOT_ENTRY = "trust/snapshot.trusted_root.json";
const SINGLE_ENTRIES = /* @__PURE__ */ new Set([
	PROVENANCE_ENTRY,
	CHECKSUMS_ENTRY,
	signatureEntry(CHECKSUMS_ENTRY),
	CHECKSUMS_SHA512_ENTRY,
	signatureEntry(CHECKSUMS_SHA512_ENTRY),
	GUIDE_ENTRY,
	TRUST_SNAPSHOT_ENTRY
]);
const FAMILIES = [
	/^assets\/[0-9a-f]{64}\.sigstore\.json$/,
	/^sbom\/([0-9a-f]{64}|release)\.(cdx|spdx)\.json$/,
	/^evidence\/[0-9a-f]{64}\.(json|jsonl|bin)$/,
	/^images\/[0-9a-f]{64}\/(?:(?:manifest|simple|buildkit-\d{1,3})\.json|(?:signature|provenance|cdx|spdx|simple)\.sigstore\.json)$/,
	/^notary\/[0-9a-f]{64}\.(jws|cose)\.sig$/,
	/^log\/(?:checkpoint|tile\/entries\/(?:x\d{3}\/){0,4}\d{3}(?:\.p\/\d{1,3})?|payloads\/(?:policy|[0-9a-f]{64}\.sigstore)\.json|proofs\/[0-9a-f]{64}\.tlog-proof)$/
];
const RESERVED = /^(?:approvals|images|log|notary|published|source)\/[\x21-\x7e]+$/;
const MAX_NAME_BYTES$2 = 100;
function signatureEntry(name) {
	return `${name}.sigstore.json`;
}
function assetSignatureEntry(sha256) {
	return `assets/${sha256}.sigstore.json`;
}
function sbomEntry(subject, format) {
	return `sbom/${subject}.${format}.json`;
}
function imageEntry(sha256, part) {
	return `images/${sha256}/${part}.json`;
}
function isImageEntry(name) {
	return name.startsWith("images/");
}
function isSbomEntry(name) {
	return name.startsWith("sbom/");
}
const LOG_FOLDER = "log/";
function isEvidenceEntry(name) {
	return name.startsWith("evidence/");
}
function placeOf(name) {
	if (name.length > MAX_NAME_BYTES$2) return "none";
	if (SINGLE_ENTRIES.has(name) || FAMILIES.some((family) => family.test(name))) return "known";
	return RESERVED.test(name) ? "reserved" : "none";
}
function requirePlace(name) {
	const place = placeOf(name);
	if (place === "known") return;
	if (place === "none") throw new Fault("capsule-entry-name", `the capsule format has no entry ${printable(name)}`);
	throw new Fault("capsule-entry-reserved", `the entry ${printable(name)} is not understood by this version`, { hint: "the capsule was made by a newer version: use that one" });
}

// crypto/digest-hex.ts
async function digestHex(algorithm, bytes, crypto) {
	return encodeHex(await crypto.digest(algorithm, bytes));
}

// kernel/canonical-json.ts
const MAX_DEPTH = 512;
function canonicalJson(value) {
	return write$1(value, MAX_DEPTH);
}
function isCanonicalJson(text, value) {
	if (hasOrderedKeys(value, MAX_DEPTH) && JSON.stringify(value) === text) return true;
	return canonicalJson(value) === text;
}
function hasOrderedKeys(value, depth) {
	if (typeof value !== "object" || value === null) return true;
	if (depth === 0) return false;
	if (!Array.isArray(value)) {
		let before;
		for (const key of Object.keys(value)) {
			if (before !== void 0 && key <= before) return false;
			before = key;
		}
	}
	for (const member of Object.values(value)) if (typeof member === "object" && !hasOrderedKeys(member, depth - 1)) return false;
	return true;
}
function write$1(value, depth) {
	if (depth === 0) throw unwritable(`nesting deeper than ${MAX_DEPTH} levels`);
	switch (typeof value) {
		case "string": return writeString(value);
		case "number":
			if (!Number.isFinite(value)) throw unwritable(`the number ${value}`);
			return String(value);
		case "boolean": return String(value);
		case "object": return value === null ? "null" : writeNested(value, depth);
		default: throw unwritable(`a value of type ${typeof value}`);
	}
}
function writeNested(value, depth) {
	if (Array.isArray(value)) return `[${Array.from(value, (item) => write$1(item, depth - 1)).join(",")}]`;
	const object = value;
	return `{${Object.keys(object).sort().map((key) => `${writeString(key)}:${write$1(object[key], depth - 1)}`).join(",")}}`;
}
function writeString(text) {
	if (!text.isWellFormed()) throw unwritable("a lone surrogate");
	return JSON.stringify(text);
}
function unwritable(problem) {
	return new Fault("json-malformed", `${problem} has no canonical JSON`);
}

// kernel/require-fault.ts
function requireFault(error) {
	if (!(error instanceof Fault) || error.code === "internal") throw error;
}
async function orFault(read) {
	try {
		return await read();
	} catch (error) {
		requireFault(error);
		return error;
	}
}

// kernel/parse-schema.ts
function parseSchema(schema, value, malformed) {
	const parsed = safeParse(schema, value);
	if (parsed.success) return parsed.output;
	throw malformed(problemOf(parsed.issues.find(isUnknownField) ?? parsed.issues[0]));
}
function parseClosedJson(bytes, schema, { malformed, ...limits }) {
	let json;
	try {
		json = parseJsonObject(bytes, limits);
	} catch (error) {
		requireFault(error);
		throw new Fault(malformed("").code, error.message, { cause: error });
	}
	return parseSchema(schema, json, malformed);
}
function isUnknownField(issue) {
	return issue.kind === "schema" && issue.expected === "never";
}
function problemOf(issue) {
	const place = printable(getDotPath(issue) ?? "its top");
	if (isUnknownField(issue)) return `has a field at ${place} that is not known`;
	if (issue.kind === "schema" && issue.received === "undefined") return `lacks a value at ${place}`;
	if (issue.type !== "picklist" && issue.type !== "literal") return `is wrong at ${place}`;
	const choices = (issue.expected ?? "").replace(/[()"]/g, "").split(" | ");
	const last = choices.pop() ?? "";
	return `is wrong at ${place}, which ${choices.length === 0 ? `must be ${last}` : `may be ${choices.join(", ")} or ${last}`}`;
}

// domain/asset/asset-name.ts
const MAX_NAME_BYTES$1 = 255;
const CONTROL$1 = /[^ -~\u00a0-\u2027\u202a-\uffff]/;
const invisible = unicodePattern(String.raw`[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]`);
function requireAssetName(name) {
	if (!name.isWellFormed()) throw invalid$3(name, "is not valid Unicode");
	if (encodeUtf8(name).length > MAX_NAME_BYTES$1) throw new Fault("asset-name-length", `the asset name ${printable(name)} is longer than ${MAX_NAME_BYTES$1} bytes`, { hint: "shorten the file name" });
	if (CONTROL$1.test(name)) throw hidden("asset-name-control", name, "control characters");
	if (!isPlainAscii(name) && invisible().test(name)) throw hidden("asset-name-bidi", name, "bidirectional or invisible characters");
	const reason = whyNotPlain(name);
	if (reason !== void 0) throw invalid$3(name, reason);
}
function whyNotPlain(name) {
	if (name === "") return "is empty";
	if (/[/\\]/.test(name)) return "is a path, not a file name";
	if (/^[A-Za-z]:/.test(name)) return "begins with a Windows drive";
	if (/^\.+$/.test(name)) return "consists of dots";
	if (name === "-") return "means standard input to checksum tools";
	if (name.trim() !== name) return "begins or ends with a space";
	if (name.endsWith(".")) return "ends with a dot";
}
function invalid$3(name, reason) {
	return new Fault("asset-name-invalid", `the asset name ${printable(name)} ${reason}`, { hint: "rename the file" });
}
function hidden(code, name, what) {
	return new Fault(code, `the asset name ${printable(name)} contains ${what}`, { hint: "rename the file" });
}

// domain/asset/github-name.ts
const accents = unicodePattern(String.raw`\p{Mn}+`, "gu");
function githubName(name) {
	const plain = withoutAccents(name);
	const dotted = (plain.startsWith(".") ? `default${plain}` : plain).replace(/[^A-Za-z0-9_@+-]+/g, ".").replace(/^\.|\.$/g, "");
	if (dotted === "") return "default";
	return dotted !== name && !dotted.includes(".") ? `default.${dotted}` : dotted;
}
function withoutAccents(text) {
	return isPlainAscii(text) ? text : text.normalize("NFD").replace(accents(), "");
}

// domain/asset/collisions.ts
function refuseCollisions(names, placeOf = noPlace) {
	const seen = /* @__PURE__ */ new Map();
	for (const [index, name] of names.entries()) for (const key of [`disk:${foldName(name)}`, `github:${foldName(githubName(name))}`]) {
		const other = seen.get(key);
		if (other !== void 0) throw collision({
			name: names[other] ?? "",
			place: placeOf(other)
		}, {
			name,
			place: placeOf(index)
		});
		seen.set(key, index);
	}
}
function foldName(name) {
	return name.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}
function noPlace() {}
function collision(one, other) {
	const [first, second] = [one, other].map(({ name, place }) => printable(place ?? name));
	if (one.name === other.name && one.place !== void 0) return new Fault("asset-name-collision", `${first} and ${second} would be one file of the release`, { hint: MATRIX });
	return new Fault("asset-name-collision", `the assets ${first} and ${second} would be the same file for some consumers`, { hint: "rename one of them" });
}
const MATRIX = "give each its own name where it is built, for example with system and architecture in it; actions/download-artifact with merge-multiple would keep only one of them";

// domain/asset/image-reference.ts
const NAME = new RegExp(`^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[0-9]{1,5})?(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)+$`);
const REGISTRY = /^(?:localhost\/|[^/]*[.:])/;
const MAX_NAME = 255;
function requireImageName(name) {
	if (isImageName(name)) return;
	throw new Fault("asset-name-invalid", `${printable(name)} has no SHA-512, and is not the name of an image`);
}
function isImageName(name) {
	return name.length <= MAX_NAME && NAME.test(name) && REGISTRY.test(name);
}

// domain/source/release-purl.ts
function releasePurl(release) {
	const source = release.repository === null ? void 0 : parseRepository(release.repository);
	if ((source == null ? void 0 : source.host) === "github.com" && release.tag !== null) return `pkg:github/${`${source.owner}/${source.name}`.toLowerCase()}@${encodeVersion(release.tag)}`;
	return `pkg:generic/${encodeURIComponent(release.name)}@${encodeVersion(release.version)}`;
}
function encodeVersion(text) {
	return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll("%3A", ":");
}

// domain/source/tag-template.ts
const PLACEHOLDER = "{version}";
function tagOf(template, version) {
	return template.replace(PLACEHOLDER, () => version);
}
function partsOf$1(template) {
	const at = template.indexOf(PLACEHOLDER);
	return [template.slice(0, at), template.slice(at + 9)];
}
function isTemplateOf(template, tag, { version, versioning }) {
	const [before, after] = partsOf$1(template);
	if (template.split(PLACEHOLDER).length !== 2 || tagOf(template, version) !== tag) return false;
	if (/[0-9.+~]$/.test(before) || /^[A-Za-z0-9.+~_-]/.test(after)) return false;
	if (versioning === "none") return true;
	return !Array.from(before.matchAll(/(?<![A-Za-z0-9.])[vV]?(?=\d)/g), ({ index, 0: v }) => index + v.length).some((start) => isVersionOf(versioning, before.slice(start) + version));
}

// domain/capsule/root-schema.ts
const schemas$1 = once(() => {
	const sha256 = pipe(string(), regex(/^[0-9a-f]{64}$/));
	const sha512 = pipe(string(), regex(/^[0-9a-f]{128}$/));
	const text = pipe(string(), minLength(1), maxLength(2048));
	const releaseName = pipe(string(), regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/));
	const file = strictObject({
		name: text,
		digest: strictObject({
			sha256,
			sha512
		}),
		annotations: strictObject({ kind: literal("file") })
	});
	const image = strictObject({
		name: text,
		digest: strictObject({ sha256 }),
		annotations: strictObject({ kind: literal("image") })
	});
	const evidence = strictObject({
		name: pipe(string(), regex(/^[\x21-\x7e]{1,100}$/)),
		digest: strictObject({ sha256 }),
		mediaType: text,
		annotations: strictObject({
			size: pipe(number(), safeInteger(), minValue(0)),
			subject: optional(sha256),
			predicateType: optional(text)
		})
	});
	const previous = union([strictObject({
		name: releaseName,
		version: text,
		tag: nullable(text),
		rootDigest: strictObject({ sha256 })
	}), strictObject({
		none: picklist([
			"first-release",
			"first-capsule",
			"unavailable"
		]),
		reason: text
	})]);
	const release = strictObject({
		purl: text,
		name: releaseName,
		version: pipe(string(), minLength(1), maxLength(128)),
		versioning: picklist(VERSION_SCHEMES),
		tag: nullable(text),
		tagTemplate: nullable(text),
		commit: nullable(pipe(string(), regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/))),
		repository: nullable(text),
		repositoryId: nullable(text),
		ownerId: nullable(text),
		runUri: nullable(text)
	});
	const time = pipe(string(), regex(INSTANT));
	const backfill = strictObject({
		published: time,
		sealed: time,
		commit: pipe(string(), regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/))
	});
	const pin = strictObject({
		uri: text,
		digest: record(text, text)
	});
	const predicate = strictObject({
		release,
		evidence: pipe(array(evidence), maxLength(MAX_CAPSULE_ENTRIES)),
		pins: pipe(array(pin), maxLength(1024)),
		previous,
		backfill: optional(backfill)
	});
	return {
		file,
		backfill,
		statement: strictObject({
			_type: literal("https://in-toto.io/Statement/v1"),
			subject: pipe(array(union([file, image])), minLength(1), maxLength(1024)),
			predicateType: literal(CAPSULE_PREDICATE_TYPE),
			predicate
		})
	};
});
const rootStatementSchema = () => schemas$1().statement;
function isFile(subject) {
	return subject.annotations.kind === "file";
}

// domain/capsule/root-consistency.ts
const OWN_DIGEST = /^(?:evidence\/([0-9a-f]{64})\.|images\/([0-9a-f]{64})\/manifest\.json$)/;
const SUBJECT_DIGEST = /^(?:assets|notary|sbom)\/([0-9a-f]{64})[./]/;
function whyInconsistent(root) {
	return whySubjects(root.subject) ?? whyRelease(root.predicate.release) ?? whyEvidence(root);
}
function whySubjects(subjects) {
	const files = subjects.filter(isFile).map(({ name }) => name);
	try {
		for (const subject of subjects) if (!isFile(subject)) requireImageName(subject.name);
		for (const name of files) requireAssetName(name);
		refuseCollisions(files);
	} catch (error) {
		if (error instanceof Fault) return `has unsafe subjects: ${error.message}`;
		throw error;
	}
	return whyUnordered(subjects.map(({ name }) => name));
}
function whyRelease(release) {
	const { version, versioning, tag, tagTemplate, purl } = release;
	if (!isVersionOf(versioning, version)) return `has ${printable(version)}, which is not a version of ${versioning}`;
	if (tagTemplate !== null && (tag === null || !isTemplateOf(tagTemplate, tag, {
		version,
		versioning
	}))) return `has the tag ${printable(tag ?? "none")}, which ${printable(tagTemplate)} does not make of its version`;
	return purl === purlOf(release) ? void 0 : `has ${printable(purl)}, which is not the package URL of its repository, name, version and tag`;
}
function purlOf(release) {
	try {
		return releasePurl(release);
	} catch (error) {
		if (error instanceof Fault && error.code === "repository-invalid") return void 0;
		throw error;
	}
}
function whyEvidence({ subject, predicate }) {
	if (predicate.backfill !== void 0 && predicate.evidence.some(({ name }) => name === "provenance.sigstore.json")) return "lists provenance of a release that was sealed after it was public";
	const digests = new Set(subject.map(({ digest }) => digest.sha256));
	const images = new Set(subject.flatMap((one) => isFile(one) ? [] : [one.digest.sha256]));
	for (const entry of predicate.evidence) {
		if (placeOf(entry.name) !== "known") return `lists ${printable(entry.name)}, which the format does not know`;
		const about = entry.annotations.subject;
		if (about !== void 0 && !digests.has(about)) return `lists ${printable(entry.name)} about an unknown subject`;
		const reason = whyMisfiled(entry) ?? (isImageEntry(entry.name) && !images.has(about) ? whyNoImage(entry) : void 0);
		if (reason !== void 0) return reason;
	}
	return whyUnordered(predicate.evidence.map(({ name }) => name));
}
function whyNoImage({ name }) {
	return `lists ${printable(name)}, which is about no image of the release`;
}
function whyMisfiled({ name, digest, annotations }) {
	var _SUBJECT_DIGEST$exec;
	const [, evidence, own = evidence] = OWN_DIGEST.exec(name) ?? [];
	const about = (_SUBJECT_DIGEST$exec = SUBJECT_DIGEST.exec(name)) == null ? void 0 : _SUBJECT_DIGEST$exec[1];
	if (own !== void 0 && own !== digest.sha256) return `lists ${printable(name)} with another digest`;
	if (about !== void 0 && about !== annotations.subject) return `lists ${printable(name)} about another subject`;
}
function whyUnordered(names) {
	const at = names.findIndex((name, index) => index > 0 && compareUtf8(names[index - 1], name) >= 0);
	return at === -1 ? void 0 : `has ${printable(names[at])} twice or out of order`;
}

// domain/capsule/root-statement.ts
function parseRootStatement(payload) {
	const value = parseJson(payload, { what: "the root statement" });
	const statement = parseSchema(rootStatementSchema(), value, malformed$18);
	for (const { name } of statement.predicate.evidence) if (placeOf(name) === "reserved") requirePlace(name);
	const reason = whyInconsistent(statement);
	if (reason !== void 0) throw malformed$18(reason);
	if (!isCanonicalJson(decodeUtf8(payload), value)) throw new Fault("root-not-canonical", "the root statement is not in the canonical form of its content");
	return statement;
}
function malformed$18(reason) {
	return new Fault("root-malformed", `the root statement ${reason}`);
}

// kernel/base64.ts
function encodeBase64(bytes) {
	let binary = "";
	for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK));
	return btoa(binary);
}
const CHUNK = 8192;
function decodeBase64(text) {
	const binary = decodedBy(text);
	if (binary === void 0 || btoa(binary) !== text) throw malformed$17(text, "base64");
	return bytesOf(binary);
}
function decodedBy(digits) {
	try {
		return atob(digits);
	} catch {
		return;
	}
}
function bytesOf(binary) {
	const bytes = new Uint8Array(binary.length);
	for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
	return bytes;
}
function malformed$17(text, name) {
	return new Fault("base64-malformed", `${printable(text, 40)} is not canonical ${name}`);
}

// domain/sigstore/protojson.ts
var DocumentPlace = class {
	constructor(naming) {
		this.path = [];
		this.naming = naming;
	}
	read(name, value, reader) {
		this.path.push(name);
		const read = reader(value, this);
		this.path.pop();
		return read;
	}
	wrong(value) {
		return this.fault(value === void 0 ? "missing" : "wrong");
	}
	unknown(name) {
		this.path.push(name);
		return this.fault("unknown field");
	}
	fault(problem) {
		const { code, what } = this.naming;
		const where = this.path.length === 0 ? "" : `: ${printable(this.path.join("."), 120)}`;
		return new Fault(code, `${what} is malformed${where} is ${problem}`);
	}
};
function parseDocument$1(reader, document, naming) {
	return reader(document, new DocumentPlace(naming));
}
const textField = (value, at) => {
	if (typeof value !== "string") throw at.wrong(value);
	return value;
};
const bytesField = (value, at) => decodeBase64(textField(value, at));
const nonEmptyBytesField = (value, at) => {
	const bytes = bytesField(value, at);
	if (bytes.length === 0) throw at.wrong(value);
	return bytes;
};
const MAX_INT64 = 2n ** 63n - 1n;
const countField = (value, at) => {
	const number = value ?? 0;
	if (!(typeof number === "string" || typeof number === "number") || !/^(0|[1-9][0-9]{0,18})$/.test(String(number))) throw at.wrong(number);
	const count = BigInt(number);
	if (count > MAX_INT64) throw at.wrong(number);
	return count;
};
const RFC_3339 = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$/;
const timeField = (value, at) => {
	const date = new Date(RFC_3339.test(textField(value, at)) ? String(value) : NaN);
	if (Number.isNaN(date.getTime())) throw at.wrong(value);
	return date;
};
function textOf({ least = 0, most }) {
	return (value, at) => {
		const text = textField(value, at);
		if (text.length < least || text.length > most) throw at.wrong(value);
		return text;
	};
}
function oneOf(...choices) {
	return (value, at) => {
		const found = choices.find((choice) => choice === value);
		if (found === void 0) throw at.wrong(value);
		return found;
	};
}
function optionalField(reader) {
	return (value, at) => value === void 0 || value === null ? void 0 : reader(value, at);
}
function fieldOr(reader, missing) {
	return (value, at) => value === void 0 || value === null ? missing : reader(value, at);
}
function listOf(reader, { least = 0, most = Number.POSITIVE_INFINITY } = {}) {
	return (value, at) => {
		if (!Array.isArray(value)) throw at.wrong(value);
		const read = value.map((member, index) => at.read(String(index), member, reader));
		if (read.length < least || read.length > most) throw at.wrong(value);
		return read;
	};
}
function closedObject(fields) {
	const open = openObject(fields);
	return (value, at) => {
		const read = open(value, at);
		for (const name of Object.keys(value)) if (!Object.hasOwn(fields, name)) throw at.unknown(name);
		return read;
	};
}
function openObject(fields) {
	const named = Object.entries(fields);
	return (value, at) => {
		if (!isJsonObject(value)) throw at.wrong(value);
		const read = {};
		for (const [name, reader] of named) read[name] = at.read(name, Object.hasOwn(value, name) ? value[name] : void 0, reader);
		return read;
	};
}
const anyObject = (value, at) => {
	if (!isJsonObject(value)) throw at.wrong(value);
	return value;
};

// domain/sigstore/bundle-document.ts
const certificate = closedObject({ rawBytes: nonEmptyBytesField });
const inclusionProof = closedObject({
	logIndex: countField,
	rootHash: nonEmptyBytesField,
	treeSize: countField,
	hashes: fieldOr(listOf(nonEmptyBytesField, { most: 64 }), []),
	checkpoint: optionalField(closedObject({ envelope: textOf({
		least: 1,
		most: 65536
	}) }))
});
const logEntry = closedObject({
	logIndex: countField,
	logId: closedObject({ keyId: nonEmptyBytesField }),
	kindVersion: closedObject({
		kind: textField,
		version: textField
	}),
	integratedTime: countField,
	inclusionPromise: optionalField(closedObject({ signedEntryTimestamp: nonEmptyBytesField })),
	inclusionProof: optionalField(inclusionProof),
	canonicalizedBody: nonEmptyBytesField
});
const timestamps = closedObject({ rfc3161Timestamps: fieldOr(listOf(closedObject({ signedTimestamp: nonEmptyBytesField }), { most: 32 }), []) });
const verificationMaterial = closedObject({
	publicKey: optionalField(closedObject({ hint: fieldOr(textField, "") })),
	x509CertificateChain: optionalField(closedObject({ certificates: listOf(certificate, {
		least: 1,
		most: 8
	}) })),
	certificate: optionalField(certificate),
	tlogEntries: fieldOr(listOf(logEntry, { most: 32 }), []),
	timestampVerificationData: optionalField(timestamps)
});
const messageSignature = closedObject({
	messageDigest: closedObject({
		algorithm: oneOf("SHA2_256", "SHA2_384", "SHA2_512"),
		digest: nonEmptyBytesField
	}),
	signature: nonEmptyBytesField
});
const dsseEnvelope = closedObject({
	payload: bytesField,
	payloadType: textOf({
		least: 1,
		most: 256
	}),
	signatures: listOf(closedObject({
		sig: nonEmptyBytesField,
		keyid: fieldOr(textField, "")
	}), {
		least: 1,
		most: 1
	})
});
const bundleDocument = closedObject({
	mediaType: textField,
	verificationMaterial,
	messageSignature: optionalField(messageSignature),
	dsseEnvelope: optionalField(dsseEnvelope)
});

// domain/sigstore/bundle.ts
const MAX_BUNDLE_BYTES = 16777216;
const MAX_BUNDLE_VALUES = 1e4;
const VERSIONS = /* @__PURE__ */ new Map([
	["application/vnd.dev.sigstore.bundle+json;version=0.1", "0.1"],
	["application/vnd.dev.sigstore.bundle+json;version=0.2", "0.2"],
	["application/vnd.dev.sigstore.bundle+json;version=0.3", "0.3"],
	["application/vnd.dev.sigstore.bundle.v0.3+json", "0.3"]
]);
const DIGESTS = {
	SHA2_256: {
		algorithm: "sha256",
		length: 32
	},
	SHA2_384: {
		algorithm: "sha384",
		length: 48
	},
	SHA2_512: {
		algorithm: "sha512",
		length: 64
	}
};
function parseBundle(bytes) {
	return readBundle(parseJsonObject(bytes, {
		maxBytes: MAX_BUNDLE_BYTES,
		maxValues: MAX_BUNDLE_VALUES,
		what: "the bundle"
	}));
}
function readBundle(json) {
	var _document$verificatio;
	const document = parseDocument$1(bundleDocument, json, {
		code: "bundle-malformed",
		what: "the bundle"
	});
	const version = VERSIONS.get(document.mediaType);
	if (version === void 0) throw malformed$16(`its media type ${printable(document.mediaType, 80)} is not known`);
	return {
		version,
		content: readContent(document),
		material: readMaterial(document.verificationMaterial, version),
		logEntries: document.verificationMaterial.tlogEntries.map((entry) => readLogEntry(entry, version)),
		timestamps: ((_document$verificatio = document.verificationMaterial.timestampVerificationData) == null ? void 0 : _document$verificatio.rfc3161Timestamps.map((one) => one.signedTimestamp)) ?? []
	};
}
function readContent(document) {
	const { messageSignature: message, dsseEnvelope: envelope } = document;
	if (message && envelope) throw malformed$16("it has both a message signature and an envelope");
	if (message) return {
		kind: "message",
		digest: readDigest(message.messageDigest),
		signature: message.signature
	};
	if (!envelope) throw malformed$16("it has neither a message signature nor an envelope");
	if (envelope.payload.length === 0) throw malformed$16("the payload of its envelope is empty");
	const [signature] = envelope.signatures;
	if (signature === void 0) throw malformed$16("its envelope has no signature");
	return {
		kind: "dsse",
		payloadType: envelope.payloadType,
		payload: envelope.payload,
		signature: signature.sig
	};
}
function readDigest(digest) {
	const expected = DIGESTS[digest.algorithm];
	if (digest.digest.length !== expected.length) throw malformed$16("its message digest has not the length of its algorithm");
	return {
		algorithm: expected.algorithm,
		hex: encodeHex(digest.digest)
	};
}
function readMaterial(material, version) {
	const { publicKey, certificate, x509CertificateChain: chain } = material;
	if ([
		publicKey,
		certificate,
		chain
	].filter(Boolean).length !== 1) throw malformed$16("it names its signer not exactly once");
	if (publicKey) return {
		kind: "key",
		hint: publicKey.hint
	};
	if (version === "0.3" ? chain : certificate) throw malformed$16(`a bundle of version ${version} holds its certificate in another field`);
	if (certificate) return {
		kind: "certificate",
		certificates: [certificate.rawBytes]
	};
	const [first, ...others] = (chain == null ? void 0 : chain.certificates.map((one) => one.rawBytes)) ?? [];
	if (first === void 0) throw malformed$16("its certificate chain is empty");
	return {
		kind: "certificate",
		certificates: [first, ...others]
	};
}
function readLogEntry(entry, version) {
	var _entry$inclusionPromi;
	const promise = (_entry$inclusionPromi = entry.inclusionPromise) == null ? void 0 : _entry$inclusionPromi.signedEntryTimestamp;
	const proof = readProof(entry);
	if (version === "0.1" && promise === void 0) throw malformed$16("a log entry lacks the inclusion promise of v0.1");
	if (version !== "0.1" && proof === void 0) throw malformed$16("a log entry lacks an inclusion proof with checkpoint");
	return {
		logId: entry.logId.keyId,
		index: entry.logIndex,
		kind: entry.kindVersion.kind,
		version: entry.kindVersion.version,
		integratedSeconds: entry.integratedTime,
		promise,
		proof,
		body: entry.canonicalizedBody
	};
}
function readProof(entry) {
	const { inclusionProof: proof } = entry;
	if (!proof) return void 0;
	if (!proof.checkpoint) throw malformed$16("an inclusion proof has no checkpoint");
	return {
		index: proof.logIndex,
		treeSize: proof.treeSize,
		rootHash: proof.rootHash,
		hashes: proof.hashes,
		checkpoint: proof.checkpoint.envelope
	};
}
function malformed$16(problem) {
	return new Fault("bundle-malformed", `the bundle is malformed: ${problem}`);
}

// crypto/hashed-chunks.ts
function hashedChunks(source, crypto) {
	const hash = crypto.streamHash("sha256");
	const iterator = source[Symbol.asyncIterator]();
	const next = async () => {
		const step = await iterator.next();
		if (step.done !== true) hash.update(step.value);
		return step;
	};
	return {
		chunks: { [Symbol.asyncIterator]: () => ({ next }) },
		async finish() {
			for (let step = await next(); step.done !== true;) step = await next();
			return encodeHex(hash.digest());
		}
	};
}

// domain/capsule/not-a-capsule.ts
const TELLING_BYTES = 1024;
const AGAIN = "download it again, from an address with /releases/download/ in it";
function refusedFile(fault, start) {
	if (start.length === 0) return told("the file is empty, not a capsule", fault);
	if (fault.code === "archive-truncated" && isGzip(start)) return told("the download is cut short", fault);
	if (isGzip(start)) return fault;
	const { name, isText } = kindOf$2(start);
	const words = `${name}, not a capsule`;
	if (!isText) return told(words, fault);
	return told(words, fault, printable(new TextDecoder().decode(start.subarray(0, 64))));
}
function isWebPage(start) {
	return kindOf$2(start).name === WEB_PAGE;
}
const WEB_PAGE = "a web page";
function told(words, { code, cause }, begins) {
	const problem = begins === void 0 ? words : `${words}: it begins with ${begins}`;
	return new Fault(code, problem, {
		hint: AGAIN,
		cause,
		brief: {
			words,
			sides: begins === void 0 ? [] : [["Begins with", begins]]
		}
	});
}
function isGzip(start) {
	return start[0] === 31 && (start.length < 2 || start[1] === 139);
}
function kindOf$2(start) {
	const has = (...bytes) => bytes.every((byte, index) => start[index] === byte);
	if (has(80, 75)) return {
		name: "a zip archive",
		isText: false
	};
	if (has(127, 69, 76, 70) || has(77, 90) || has(207, 250, 237, 254)) return {
		name: "a program",
		isText: false
	};
	if (start.some((byte) => byte < 9)) return {
		name: "another kind of file",
		isText: false
	};
	const text = new TextDecoder().decode(start).trimStart();
	if (/^<(?:!doctype\s+html|html|head|body)\b/i.test(text)) return {
		name: WEB_PAGE,
		isText: true
	};
	if (text.startsWith("<")) return {
		name: "a document in XML",
		isText: true
	};
	return {
		name: text.startsWith("{") || text.startsWith("[") ? "a document in JSON" : "a text",
		isText: true
	};
}

// kernel/byte-reader.ts
var ByteReader = class {
	constructor(source) {
		this.rest = /* @__PURE__ */ new Uint8Array(0);
		this.chunks = source[Symbol.asyncIterator]();
	}
	async next() {
		if (this.rest.length > 0) {
			const chunk = this.rest;
			this.rest = /* @__PURE__ */ new Uint8Array(0);
			return chunk;
		}
		for (;;) {
			const step = await this.chunks.next();
			if (step.done === true) return void 0;
			if (step.value.length > 0) return step.value;
		}
	}
	giveBack(bytes) {
		this.rest = bytes;
	}
	takeNow(count) {
		if (this.rest.length < count) return void 0;
		const bytes = this.rest.subarray(0, count);
		this.rest = this.rest.subarray(count);
		return bytes;
	}
	async takeSome(count) {
		const chunk = await this.next();
		if (chunk !== void 0 && chunk.length > count) {
			this.giveBack(chunk.subarray(count));
			return chunk.subarray(0, count);
		}
		return chunk;
	}
	async take(count) {
		const parts = [];
		for (let missing = count; missing > 0;) {
			const piece = await this.takeSome(missing);
			if (piece === void 0) break;
			parts.push(piece);
			missing -= piece.length;
		}
		return joinBytes(parts);
	}
	async close() {
		var _this$chunks$return, _this$chunks;
		await ((_this$chunks$return = (_this$chunks = this.chunks).return) == null ? void 0 : _this$chunks$return.call(_this$chunks));
	}
};

// kernel/gunzip.ts
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
const PIECE_BYTES = 65536;
async function* gunzipOneMember(source, limits, platform) {
	const reader = new ByteReader(source);
	try {
		requireHeader(await reader.take(HEADER_BYTES));
		const body = {
			handed: 0,
			trailer: /* @__PURE__ */ new Uint8Array(0)
		};
		const sums = {
			crc: 0,
			length: 0
		};
		for await (const bytes of platform.inflateRaw(allButTrailer(reader, body))) {
			sums.crc = platform.crc32(bytes, sums.crc);
			sums.length += bytes.length;
			requireLimits$1(sums.length, body.handed, limits);
			yield bytes;
		}
		requireTrailer(body.trailer, sums);
	} finally {
		await reader.close();
	}
}
function requireHeader(header) {
	const [magic1, magic2, method, flags, ...time] = header.subarray(0, 8);
	if (header.length > 1 && (magic1 !== 31 || magic2 !== 139)) throw new Fault("gzip-malformed", "the file is not a gzip stream");
	if (header.length < HEADER_BYTES) throw new Fault("archive-truncated", "the gzip stream ends too early");
	if (method !== 8 || flags !== 0 || time.some((byte) => byte !== 0)) throw new Fault("gzip-malformed", "the gzip header carries more than the fixed one");
}
async function* allButTrailer(reader, body) {
	for (let chunk = await reader.next(); chunk !== void 0; chunk = await reader.next()) {
		const known = concatBytes(body.trailer, chunk);
		const end = Math.max(0, known.length - TRAILER_BYTES);
		body.trailer = known.subarray(end);
		for (let at = 0; at < end; at += PIECE_BYTES) {
			const piece = known.subarray(at, Math.min(at + PIECE_BYTES, end));
			body.handed += piece.length;
			yield piece;
		}
	}
}
function requireTrailer(trailer, sums) {
	const view = new DataView(trailer.buffer, trailer.byteOffset, TRAILER_BYTES);
	if (view.getUint32(0, true) !== sums.crc || view.getUint32(4, true) !== sums.length % 2 ** 32) throw new Fault("gzip-malformed", "the gzip checksum does not match");
}
function requireLimits$1(count, handed, limits) {
	if (count > limits.maxBytes) throw new Fault("archive-limit", `the archive holds more than ${limits.maxBytes} bytes`);
	if (count > 1048576 && count > handed * limits.maxRatio) throw new Fault("archive-bomb", `the archive grows more than ${limits.maxRatio} times`);
}

// kernel/is-refusal.ts
function isRefusal(error) {
	return error instanceof Fault && FAULT_CODES[error.code].exit === 1;
}

// kernel/portable-names.ts
const MAX_NAME_BYTES = 100;
var PortableNames = class {
	constructor() {
		this.files = /* @__PURE__ */ new Set();
		this.folders = /* @__PURE__ */ new Set();
	}
	add(name) {
		if (!isPortable(name)) throw new Fault("archive-entry-name", `the entry name ${printable(name)} is not a plain relative path`);
		const folded = name.toLowerCase();
		const parents = foldersOf(folded);
		if (this.files.has(folded) || this.folders.has(folded) || parents.some((parent) => this.files.has(parent))) throw new Fault("archive-duplicate", `the entry ${printable(name)} takes the place of another one`);
		this.files.add(folded);
		for (const parent of parents) this.folders.add(parent);
	}
};
function isPortable(name) {
	if (name.length > MAX_NAME_BYTES || !/^[\x20-\x7e]+$/.test(name) || name.includes("\\")) return false;
	if (/^[A-Za-z]:/.test(name)) return false;
	return name.split("/").every((segment) => segment !== "" && segment !== "." && segment !== "..");
}
function foldersOf(name) {
	const folders = [];
	for (let at = name.indexOf("/"); at >= 0; at = name.indexOf("/", at + 1)) folders.push(name.slice(0, at));
	return folders;
}

// kernel/tar.ts
const BLOCK = 512;
const MAX_SIZE = 8 ** 11 - 1;
const MAGIC = 257;
const TYPE = 156;
const REGULAR_FILE = 48;
async function* walkTar(chunks, limits) {
	const reader = new ByteReader(chunks);
	const names = new PortableNames();
	try {
		let total = 2 * BLOCK;
		for (let entries = 0;; entries++) {
			const header = reader.takeNow(BLOCK) ?? await takeAll(reader, BLOCK);
			if (isZero(header)) break;
			const { name, size } = parseHeader(header);
			names.add(name);
			total += BLOCK + size + paddingOf(size);
			requireLimits({
				entries: entries + 1,
				size,
				total
			}, limits);
			const content = new Content(reader, size);
			yield {
				name,
				size,
				bytes: () => content.bytes(),
				pieces: () => content.pieces()
			};
			await content.pass();
			if (!isZero(reader.takeNow(paddingOf(size)) ?? await takeAll(reader, paddingOf(size)))) throw headerFault(name, "has padding that is not zero");
		}
		await readEnd(reader);
	} finally {
		await reader.close();
	}
}
var Content = class {
	constructor(reader, size) {
		this.reader = reader;
		this.missing = size;
	}
	async bytes() {
		const now = this.reader.takeNow(this.missing);
		if (now !== void 0) {
			this.missing = 0;
			return new Uint8Array(now);
		}
		const bytes = new Uint8Array(this.missing);
		let taken = 0;
		for await (const piece of this.pieces()) {
			bytes.set(piece, taken);
			taken += piece.length;
		}
		return bytes;
	}
	async pass() {
		if (this.missing > 0) for await (const _ of this.pieces());
	}
	async *pieces() {
		while (this.missing > 0) {
			const piece = await this.reader.takeSome(this.missing);
			if (piece === void 0) throw truncated();
			this.missing -= piece.length;
			yield piece;
		}
	}
};
async function readEnd(reader) {
	if (!isZero(await takeAll(reader, BLOCK)) || await reader.next() !== void 0) throw new Fault("archive-trailing-data", "something follows the end of the archive");
}
function parseHeader(header) {
	const name = textIn(header.subarray(0, 100));
	if (textIn(header.subarray(MAGIC, 262)) !== "ustar") throw headerFault(name, "has no ustar header");
	if (header[TYPE] !== REGULAR_FILE) throw new Fault("archive-entry-type", `the entry ${printable(name)} is not a regular file`);
	const size = Number.parseInt(textIn(header.subarray(124, 135)), 8);
	if (!equalBytes(formatHeader(name, size), header)) throw headerFault(name, "has a header that is not canonical");
	return {
		name,
		size
	};
}
function textIn(field) {
	const end = field.indexOf(0);
	const codes = end < 0 ? field : field.subarray(0, end);
	return String.fromCharCode.apply(void 0, codes);
}
function formatHeader(name, size) {
	if (size > MAX_SIZE) throw new Fault("archive-limit", `the entry ${printable(name)} is larger than an archive can say`);
	const header = EMPTY.header.slice();
	const field = name.slice(0, 100);
	const digits = size.toString(8).padStart(11, "0");
	write(header, 0, field);
	write(header, 124, digits);
	write(header, 148, `${(EMPTY.sum + sumOf(field) + sumOf(digits)).toString(8).padStart(6, "0")}\0 `);
	return header;
}
const EMPTY = (() => {
	const header = new Uint8Array(BLOCK);
	write(header, 100, "0000644\x000000000\x000000000\0");
	write(header, 136, "00000000000\0");
	write(header, 148, "        0");
	write(header, MAGIC, "ustar\x0000");
	write(header, 329, "0000000\x000000000\0");
	return {
		header,
		sum: header.reduce((total, byte) => total + byte, 0)
	};
})();
function write(header, at, text) {
	for (let index = 0; index < text.length; index++) header[at + index] = text.charCodeAt(index);
}
function sumOf(text) {
	let sum = 0;
	for (let index = 0; index < text.length; index++) sum += text.charCodeAt(index) & 255;
	return sum;
}
function requireLimits(seen, limits) {
	if (seen.entries > limits.maxEntries) throw new Fault("archive-limit", `the archive has more than ${limits.maxEntries} entries`);
	if (seen.size > limits.maxEntryBytes) throw new Fault("archive-limit", `an entry of the archive has more than ${limits.maxEntryBytes} bytes`);
	if (seen.total > limits.maxBytes) throw new Fault("archive-limit", `the archive has more than ${limits.maxBytes} bytes`);
}
async function takeAll(reader, count) {
	const bytes = await reader.take(count);
	if (bytes.length < count) throw truncated();
	return bytes;
}
function truncated() {
	return new Fault("archive-truncated", "the archive ends too early");
}
function paddingOf(size) {
	return (BLOCK - size % BLOCK) % BLOCK;
}
function isZero(bytes) {
	for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0) return false;
	return true;
}
function headerFault(name, problem) {
	return new Fault("archive-header", `the entry ${printable(name)} ${problem}`);
}

// domain/capsule/read-capsule.ts
const FORMAT_LIMITS = {
	maxEntries: MAX_CAPSULE_ENTRIES,
	maxEntryBytes: MAX_CAPSULE_ENTRY_BYTES,
	maxBytes: MAX_CAPSULE_BYTES,
	maxRatio: 100
};
async function readChosen(chunks, choose, crypto) {
	let begun;
	const entries = /* @__PURE__ */ new Map();
	const digests = /* @__PURE__ */ new Map();
	for await (const member of walkCapsule(chunks, crypto)) {
		var _begun$chosen$holds, _begun$chosen;
		const { name, size } = member;
		if (begun === void 0) {
			const root = await member.bytes();
			begun = {
				root,
				chosen: await choose(root)
			};
		} else if (((_begun$chosen$holds = (_begun$chosen = begun.chosen).holds) == null ? void 0 : _begun$chosen$holds.call(_begun$chosen, name, size)) === true) {
			const bytes = await member.bytes();
			entries.set(name, bytes);
			digests.set(name, {
				size,
				sha256: await digestHex("sha256", bytes, crypto)
			});
		} else if (begun.chosen.holds !== void 0) digests.set(name, {
			size,
			sha256: await digestOf$1(member, crypto)
		});
	}
	if (begun === void 0) throw rootMissing("is empty");
	return {
		...begun,
		entries,
		digests
	};
}
async function digestOf$1(member, crypto) {
	let hash;
	for await (const piece of member.pieces()) {
		if (piece.length === member.size) return digestHex("sha256", piece, crypto);
		hash ?? (hash = crypto.streamHash("sha256"));
		hash.update(piece);
	}
	return encodeHex((hash ?? crypto.streamHash("sha256")).digest());
}
async function* walkCapsule(chunks, crypto, limits = FORMAT_LIMITS) {
	let previous;
	for await (const member of walkTar(gunzipOneMember(chunks, limits, crypto), limits)) {
		const { name } = member;
		if (previous === void 0) requireRoot(member);
		else {
			requirePlace(name);
			if (previous !== "capsule.sigstore.json" && compareUtf8(previous, name) >= 0) throw disorder(previous, name);
		}
		previous = name;
		yield member;
	}
}
function requireRoot({ name, size }) {
	if (name !== "capsule.sigstore.json") throw rootMissing(`begins with ${printable(name)}`);
	if (size <= 8388608) return;
	throw new Fault("archive-limit", `the root of the capsule has more than ${MAX_CAPSULE_ROOT_BYTES} bytes`);
}
async function beginsAsCapsule(chunks, crypto) {
	try {
		for await (const { name } of walkTar(gunzipOneMember(chunks, FORMAT_LIMITS, crypto), FORMAT_LIMITS)) return name === ROOT_ENTRY;
	} catch (error) {
		if (!isRefusal(error)) throw error;
	}
	return false;
}
function rootMissing(what) {
	return new Fault("capsule-root-missing", `the capsule ${what} instead of ${printable(ROOT_ENTRY)}`);
}
function disorder(first, second) {
	return new Fault("capsule-entry-order", `the entry ${printable(second)} comes after ${printable(first)}`);
}

// kernel/byte-source.ts
function bytesSource(bytes) {
	return {
		size: bytes.length,
		async read(into, position) {
			const part = bytes.subarray(position, position + into.length);
			into.set(part);
			return part.length;
		}
	};
}
async function* sourceChunks(source, chunkSize = 262144) {
	for (let position = 0;;) {
		const chunk = new Uint8Array(Math.min(chunkSize, Math.max(source.size - position, 1)));
		const count = await source.read(chunk, position);
		if (count === 0) return;
		position += count;
		yield chunk.subarray(0, count);
	}
}

// kernel/read-at.ts
async function readAt(source, position, length) {
	const room = Math.max(0, Math.min(length, source.size - position));
	const bytes = new Uint8Array(room);
	let count = 0;
	while (count < room) {
		const got = await source.read(bytes.subarray(count), position + count);
		if (got === 0) break;
		count += got;
	}
	return bytes.subarray(0, count);
}

// journeys/verify/open-capsule.ts
async function openCapsule(capsule, choose, { files, crypto }) {
	if ("bytes" in capsule) return {
		fileName: capsule.fileName,
		...await read$1(capsule.bytes, (root) => choose(root, void 0), crypto)
	};
	const file = await files.open(capsule.path);
	try {
		const folder = files.folderOf(capsule.path);
		return {
			fileName: files.nameOf(capsule.path),
			...await read$1(file, (root) => choose(root, folder), crypto)
		};
	} finally {
		await file.close();
	}
}
async function read$1(source, choose, crypto) {
	const { chunks, finish } = hashedChunks(sourceChunks(source), crypto);
	try {
		const content = await readChosen(chunks, choose, crypto);
		return {
			sha256: await finish(),
			content
		};
	} catch (error) {
		if (isRefusal(error)) {
			const start = await readAt(source, 0, TELLING_BYTES);
			return {
				sha256: await finish(),
				content: refusedFile(error, start)
			};
		}
		throw error;
	}
}

// journeys/show/read-unverified.ts
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
		if (held > 16777216) throw tooLarge$1(name);
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
function tooLarge$1(name) {
	return new Fault("archive-limit", `with ${printable(name)} more than ${MAX_UNVERIFIED_BYTES} bytes would be held`, { hint: `nobody vouches for a capsule that is not verified: verify it, and take ${printable(name)} out of it with tar` });
}

// journeys/guide/guide.ts
async function readGuide(path, ports) {
	const { entries } = await readUnverified({ path }, /* @__PURE__ */ new Set([GUIDE_ENTRY]), ports);
	const guide = entries.get(GUIDE_ENTRY);
	if (guide === void 0) throw new Fault("capsule-not-closed", "the capsule holds no VERIFY.md");
	return decodeUtf8(guide, GUIDE_ENTRY);
}

// doors/requests/path-of.ts
function pathOf(word, { folder, standardInput }) {
	return word === "-" ? standardInput() : (0, import__builtin_node_path.resolve)(folder, word);
}

// doors/cli/guide.ts
const guideCommand = async ([path = ""], values, io) => {
	if (values.isGiven("admission")) throw new Fault("usage", `${values.spelling("admission")} is of the whole program`, { hint: "use dist/cli.js" });
	const guide = await readGuide(await pathOf(path, io), io);
	io.err("unverified: this is what the capsule says of itself\n");
	io.out(guide.split("\n").map(visible$1).join("\n"));
	return 0;
};

// doors/options/option-values.ts
const MAX_VALUE_CHARACTERS = 131072;
const MAX_VALUES = MAX_VALUE_CHARACTERS / 2;
function readOptionValues(given, options, spell) {
	const named = new Map(Object.entries(options));
	const spelling = (name) => spell(String(name), named.get(name) ?? UNKNOWN);
	for (const [name, option] of Object.entries(options)) {
		const raw = given.get(name);
		if (raw === void 0) continue;
		if (name !== "github-token") for (const value of raw) refuseToken(value, spelling(name));
		check(option, raw, spelling(name));
	}
	const first = (name) => {
		var _given$get, _named$get;
		return ((_given$get = given.get(String(name))) == null ? void 0 : _given$get[0]) ?? ((_named$get = named.get(name)) == null ? void 0 : _named$get.default);
	};
	return {
		text: (name) => first(name),
		choice: (name) => first(name),
		lines: (name) => given.get(String(name)) ?? [],
		isOn: (name) => first(name) === "true",
		isGiven: (name) => given.has(String(name)),
		given,
		spelling
	};
}
const UNKNOWN = {
	kind: "text",
	description: ""
};
function check(option, raw, shown) {
	if (option.kind !== "lines" && raw.length > 1) throw new Fault("usage", `${shown} is given more than once`);
	if (raw.length > MAX_VALUES) throw new Fault("usage", `${shown} is given more than ${MAX_VALUES} times`);
	for (const value of raw) requireValue$1(option, value, shown);
}
function requireValue$1(option, value, shown) {
	if (value === "") throw new Fault("usage", `${shown} is empty`, { hint: `give a value, or remove ${shown}` });
	requireShort(value, shown);
	if (option.kind === "prose") return;
	if (/[^ -~\u00a0-\uffff]/.test(value)) throw new Fault("usage", `${shown} contains control characters or several lines`, { hint: "write it in one line, and name a key or a passphrase by the path of its file" });
	const values = option.kind === "switch" ? ["true", "false"] : option.values;
	if (values !== void 0 && !values.includes(value)) throw new Fault("usage", `${shown} is ${printable(value)}`, { hint: `use ${listed$1(values)}` });
}
const TOKEN = /gh[opsur]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22}/;
function refuseToken(value, shown) {
	if (!TOKEN.test(value)) return;
	throw new Fault("usage", `${shown} holds a token of GitHub`, { hint: "remove it there, and revoke it if it stands in a file or in the history of a shell" });
}
function requireShort(value, shown) {
	if (value.length > MAX_VALUE_CHARACTERS) throw new Fault("usage", `${shown} has more than ${MAX_VALUE_CHARACTERS} characters`);
}
function listed$1(values) {
	return values.length === 1 ? `${values[0]}` : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

// doors/options/memory.ts
const memoryOptions = {
	pin: {
		kind: "text",
		placeholder: "FILE",
		description: "remember in this file what the releases of a project are like, and refuse what is another; `user` is the memory of this user; a capsule.lock in the folder, or above it in its repository, is used anyway"
	},
	"accept-change": {
		kind: "lines",
		placeholder: "CHANGE",
		description: "what may be another than it was, and is remembered so: owner, workflow, evidence, rollback (an older release) or bytes (of a version)"
	},
	"min-age": {
		kind: "text",
		placeholder: "AGE",
		description: "how long ago it must have been signed by the time of the log, as 3d or 12h; fresher is incomplete (3)"
	}
};

// doors/options/option.ts
const REFUSED = [1, "something was read and refused"];
const USAGE = [2, "the command line is wrong"];
const ENVIRONMENT = [4, "a file could not be read or written, or a service failed"];

// domain/image/image-format.ts
const IMAGE_FORMATS = [
	"both",
	"bundle",
	"all"
];

// doors/options/shared.ts
const imageFormat = {
	kind: "choice",
	values: IMAGE_FORMATS,
	default: "both",
	description: "how signatures are put beside an image: bundle is what cosign 3 and gh read, both adds the signature under the tag that cosign 2 reads, all the other statements, too"
};
const releaseImageFormat = {
	...imageFormat,
	values: [...IMAGE_FORMATS, "none"],
	description: `${imageFormat.description}, none nothing: then an image is sealed by its digest alone, and no registry is asked`
};
const trustedRoot = {
	kind: "text",
	placeholder: "FILE",
	description: "the trusted root to verify under, instead of those built in"
};
const verbose = {
	kind: "switch",
	description: "list every check and every value, not only what does not hold",
	only: "flag"
};
const report = {
	kind: "text",
	placeholder: "FILE",
	description: "write the result as one HTML page that loads nothing, to keep, print and pass on"
};
const json = {
	kind: "switch",
	description: "print the result as one JSON object on standard output",
	only: "flag"
};
const quiet = {
	kind: "switch",
	description: "show no progress",
	only: "flag"
};
const identity = {
	kind: "text",
	placeholder: "TEXT",
	description: "exact subject alternative name of the certificate; needs issuer",
	aliases: ["cert-identity", "certificate-identity"]
};
const issuer = {
	kind: "text",
	placeholder: "URL",
	description: "exact issuer of the signer's identity",
	aliases: ["cert-oidc-issuer", "certificate-oidc-issuer"]
};

// doors/options/verify.ts
const verifyDescription = {
	arguments: "<capsule> [files...]",
	summary: "verify a release from its capsule, offline",
	examples: [
		"verify --repository owner/tool tool-1.2.3.capsule",
		"verify --repository owner/tool tool-1.2.3.capsule tool.tar.gz",
		"verify owner/tool@v1.2.3",
		"verify --repository owner/tool --pin capsule.lock tool-1.2.3.capsule",
		"verify --notary auto tool.tar.gz.jws.sig tool.tar.gz",
		"verify --identity someone@example.com --issuer https://accounts.google.com tool-1.2.3.capsule"
	],
	exits: [
		[0, "verified"],
		[1, "rejected: something was read and refused"],
		USAGE,
		[3, "incomplete: nothing is false, but something required is missing or was not checked"],
		[4, "a file could not be read"]
	],
	options: {
		repository: {
			kind: "text",
			placeholder: "OWNER/NAME",
			description: "the GitHub repository whose workflow must have signed; beyond github.com https://HOST/OWNER/NAME"
		},
		policy: {
			kind: "text",
			placeholder: "FILE",
			description: "a file that says who must have signed and what is required, instead of an identity"
		},
		sigstore: {
			kind: "text",
			placeholder: "INSTANCE",
			default: "auto",
			description: "whose built-in trusted root counts: auto is public-good and github, or staging"
		},
		"trusted-root": trustedRoot,
		"unsafe-capsule-root": {
			kind: "switch",
			description: "accept as trusted root a file that a capsule carried"
		},
		identity,
		issuer: {
			...issuer,
			description: `${issuer.description}; with repository: the one that its enterprise has for itself`
		},
		key: {
			kind: "text",
			placeholder: "FILE",
			description: "the public key that must have signed, PEM, or a keys.json of which any key for releases may have; a key says nothing of whose it is"
		},
		"source-ref": {
			kind: "text",
			placeholder: "REF",
			description: "with repository: the git ref that was built, instead of the release's tag"
		},
		"signer-workflow": {
			kind: "text",
			placeholder: "OWNER/REPO/PATH[@REF]",
			description: "with repository: the reusable workflow that may sign for it"
		},
		"unsafe-trigger": {
			kind: "lines",
			placeholder: "EVENT",
			description: "with repository: another event than push, release and workflow_dispatch that may start the run"
		},
		"unsafe-identity-pattern": {
			kind: "text",
			placeholder: "REGEX",
			description: "regular expression for the whole subject alternative name; needs unsafe-issuer-pattern"
		},
		"unsafe-issuer-pattern": {
			kind: "text",
			placeholder: "REGEX",
			description: "regular expression for the whole issuer"
		},
		release: {
			kind: "text",
			placeholder: "NAME@VERSION",
			description: "the release that the capsule must be of; by default its file name says it"
		},
		all: {
			kind: "switch",
			description: "every file of the release must be there, and all evidence is verified, not only that of named files"
		},
		"all-files": {
			kind: "switch",
			description: "every file in a folder that is named, or else in that of the capsule, must be of the release"
		},
		"evidence-only": {
			kind: "switch",
			description: "it is enough that the capsule is in order, without any file"
		},
		online: {
			kind: "switch",
			description: "fetch the newest trusted root from the instance's update repository, and with notary ask whether certificates were revoked; otherwise no socket is opened"
		},
		"effective-time": {
			kind: "text",
			placeholder: "TIME",
			description: "with policy: the time at which it must hold; by default now"
		},
		...memoryOptions,
		vsa: {
			kind: "text",
			placeholder: "FILE",
			description: "write a SLSA Verification Summary, unsigned"
		},
		report,
		published: {
			kind: "text",
			placeholder: "FILE",
			description: "the attestation of GitHub that it published the release, instead of the one beside the capsule"
		},
		previous: {
			kind: "text",
			placeholder: "FILE",
			description: "the capsule of the release before, which this one must name and which must verify"
		},
		approval: {
			kind: "lines",
			placeholder: "FILE",
			description: "a statement by which somebody vouches for the release, beside those that lie with the capsule"
		},
		scan: {
			kind: "lines",
			placeholder: "FILE",
			description: "with a policy about vulnerabilities: a signed statement of what a scan found, beside those that lie with the capsule"
		},
		notary: {
			kind: "text",
			only: "flag",
			placeholder: "FOLDER",
			description: "signatures of the Notary Project must hold, too, under the trust policy and stores in this folder; auto is notation's own"
		},
		"notary-statement": {
			kind: "text",
			only: "flag",
			placeholder: "NAME",
			description: "with notary: the statement of the trust policy for files, instead of the global one"
		},
		"notary-crl": {
			kind: "lines",
			only: "flag",
			placeholder: "FILE",
			description: "with notary: a certificate revocation list, beside those in the folder crl of the configuration"
		},
		"notary-plugin": {
			kind: "lines",
			only: "flag",
			placeholder: "NAME",
			description: "with notary: a verification plugin of notation that signatures may ask for; no other is run"
		},
		json,
		quiet,
		verbose
	}
};
const { policy, identity: name, issuer: whose, key, ...rest } = verifyDescription.options;
const signerOptions = {
	policy,
	identity: name,
	issuer: whose,
	key,
	"source-ref": rest["source-ref"],
	"signer-workflow": rest["signer-workflow"],
	"unsafe-trigger": rest["unsafe-trigger"]
};
const notaryOptions = {
	notary: rest.notary,
	"notary-crl": rest["notary-crl"],
	"notary-plugin": rest["notary-plugin"]
};

// domain/notary/notary-names.ts
function formatByName(name) {
	if (name.endsWith(".jws.sig")) return "jws";
	return name.endsWith(".cose.sig") ? "cose" : void 0;
}
function signatureName(file, format) {
	return `${file}.${format}.sig`;
}
function notaryEntry(sha256, format) {
	return `notary/${sha256}.${format}.sig`;
}

// domain/verification/make-claim.ts
function openClaim(id, status, { reason, required = false, hint }) {
	return hint === void 0 ? {
		id,
		status,
		reason,
		required
	} : {
		id,
		status,
		reason,
		required,
		hint
	};
}
function verifiedClaim(id, reason) {
	return {
		id,
		status: "verified",
		reason,
		required: true
	};
}
function isFinding(error) {
	return isRefusal(error) || error instanceof Fault && error.code === "clock-behind";
}
function foundClaim(id, fault) {
	return isRefusal(fault) ? failedClaim(id, fault) : outdatedClaim(id, fault);
}
function outdatedClaim(id, fault) {
	return {
		id,
		status: "not-checked",
		...saidOf(fault),
		required: true
	};
}
function failedClaim(id, fault) {
	return {
		id,
		status: "failed",
		...saidOf(fault),
		required: true
	};
}
function saidOf({ code, message, hint, brief }) {
	return {
		reason: message,
		code,
		...hint && { hint },
		...brief && { brief }
	};
}

// domain/verification/checks/check-age.ts
const NO_LEAST_AGE = "no least age is asked for";
function checkAge({ signed, minAge, now }) {
	if (minAge === void 0) return openClaim("age", "not-applicable", { reason: NO_LEAST_AGE });
	if (!Number.isFinite(signed)) return openClaim("age", "missing", {
		reason: "nothing that is verified says when it was signed",
		required: true
	});
	const at = formatEpoch(Math.floor(signed));
	const age = now.getTime() / 1e3 - signed;
	if (age >= minAge) return verifiedClaim("age", `it was signed at ${at}, ${spanText(age)} ago`);
	const until = formatEpoch(Math.ceil(signed + minAge));
	const fault = new Fault("too-fresh", `it was signed at ${at}, which is less than ${spanText(minAge)} ago`, { hint: `wait until ${until}, and watch for what others find in it` });
	return outdatedClaim("age", fault);
}
function spanText(seconds) {
	const [unit, length] = [
		["day", 86400],
		["hour", 3600],
		["minute", 60]
	].find(([, length]) => seconds >= 2 * length || seconds >= length && seconds % length === 0) ?? ["second", 1];
	const count = Math.floor(seconds / length);
	return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

// domain/verification/claim.ts
const CLAIM_IDS = [
	"archive",
	"root",
	"release",
	"assets",
	"evidence",
	"provenance",
	"checksums",
	"sbom",
	"other-evidence",
	"vulnerabilities",
	"approvals",
	"lineage",
	"published",
	"notary",
	"log-state",
	"policy",
	"age",
	"memory"
];
function verdictOf(claims) {
	if (claims.some(({ status }) => status === "failed")) return "rejected";
	return claims.some(({ required, status }) => required && status !== "verified") || claims.length === 0 ? "incomplete" : "verified";
}
function exitCodeOf(verdict, environmentFailed) {
	if (verdict === "rejected") return 1;
	if (environmentFailed) return 4;
	return verdict === "verified" ? 0 : 3;
}

// domain/verification/effective-time.ts
const MAX_CLOCK_ERROR_SECONDS = 300;
function requireSignedBefore(times, effective) {
	const late = whyLate(times, effective);
	if (late !== void 0) throw late;
}
function whyLate(times, { time, isExact }) {
	const newest = newestTime(times);
	if (newest - time.getTime() / 1e3 <= (isExact ? 0 : MAX_CLOCK_ERROR_SECONDS)) return void 0;
	const [signed, then] = [formatEpoch(newest), formatEpoch(Math.floor(time.getTime() / 1e3))];
	if (isExact) return new Fault("signed-later", `it was signed at ${signed}, after the effective time ${then}`);
	return new Fault("clock-behind", `it was signed at ${signed}, and your clock says ${then}`, { hint: advice`set the clock of this machine; with a policy ${option("effective-time")} names the time that counts` });
}
function newestTime(times) {
	return times.reduce((newest, { seconds }) => Math.max(newest, seconds), Number.NEGATIVE_INFINITY);
}
function signedBy$1(verify, effective) {
	if (effective === void 0) return verify;
	const timely = (one) => {
		return async (order) => {
			const bundle = await one(order);
			requireSignedBefore(bundle.times, effective);
			return bundle;
		};
	};
	return async (order) => {
		const first = await verify(order);
		requireSignedBefore(first.bundle.times, effective);
		return {
			...first,
			verify: timely(first.verify)
		};
	};
}

// domain/source/pep440-order.ts
const FORM = /^v?(?:(\d{1,9})!)?(\d+(?:\.\d+)*)(?:[._-]?(alpha|a|beta|b|preview|pre|c|rc)[._-]?(\d*))?(?:-(\d+)|[._-]?(post|rev|r)[._-]?(\d*))?(?:[._-]?(dev)[._-]?(\d*))?(?:\+([a-z0-9]+(?:[._-][a-z0-9]+)*))?$/;
const WORDS$3 = {
	alpha: "a",
	a: "a",
	beta: "b",
	b: "b",
	preview: "rc",
	pre: "rc",
	c: "rc",
	rc: "rc"
};
function comparePep440(a, b) {
	const [one, other] = [readPep440(a), readPep440(b)];
	if (one === void 0 || other === void 0) return void 0;
	return one.epoch - other.epoch || compareLists$1(one.release, other.release) || compareLists$1(phase(one), phase(other)) || compareNumbers(one.post ?? -1n, other.post ?? -1n) || compareDev(one.dev, other.dev) || compareLocal(one.local, other.local);
}
function readPep440(version) {
	const match = FORM.exec(version.trim().toLowerCase());
	if (match === null) return void 0;
	const [, epoch = "0", release = "", word, number = "", dashed, posted, post = "", hasDev, dev = "", local] = match;
	const parts = release.split(".").map(BigInt);
	return {
		epoch: Number(epoch),
		release: parts.slice(0, parts.findLastIndex((part) => part !== 0n) + 1),
		pre: word === void 0 ? void 0 : [WORDS$3[word], BigInt(number)],
		post: dashed !== void 0 ? BigInt(dashed) : posted === void 0 ? void 0 : BigInt(post),
		dev: hasDev === void 0 ? void 0 : BigInt(dev),
		local: local == null ? void 0 : local.split(/[._-]/).map((part) => /^\d+$/.test(part) ? BigInt(part) : part)
	};
}
function phase({ pre, post, dev }) {
	if (pre !== void 0) return [BigInt([
		"a",
		"b",
		"rc"
	].indexOf(pre[0])), pre[1]];
	return [post === void 0 && dev !== void 0 ? -1n : 3n];
}
function compareNumbers(a, b) {
	return a === b ? 0 : a < b ? -1 : 1;
}
function compareLists$1(a, b) {
	for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
		const order = compareNumbers(a[at] ?? 0n, b[at] ?? 0n);
		if (order !== 0) return order;
	}
	return 0;
}
function compareDev(a, b) {
	if (a === void 0 || b === void 0) return Number(a === void 0) - Number(b === void 0);
	return compareNumbers(a, b);
}
function compareLocal(a, b) {
	if (a === void 0 || b === void 0) return Number(a !== void 0) - Number(b !== void 0);
	for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
		const [one, other] = [a[at], b[at]];
		if (one === other) continue;
		if (one === void 0 || other === void 0) return one === void 0 ? -1 : 1;
		if (typeof one !== typeof other) return typeof one === "bigint" ? 1 : -1;
		return one < other ? -1 : 1;
	}
	return 0;
}

// domain/source/semver-order.ts
function compareSemver(a, b) {
	const [one, other] = [partsOf(a), partsOf(b)];
	const byNumbers = compareParts(one.numbers, other.numbers);
	if (byNumbers !== 0) return byNumbers;
	if (one.before.length === 0 || other.before.length === 0) return other.before.length - one.before.length;
	return compareParts(one.before, other.before);
}
function isSemverPrerelease(version) {
	return partsOf(version).before.length > 0;
}
function partsOf(version) {
	const [rest = ""] = version.split("+");
	const dash = rest.indexOf("-");
	return {
		numbers: (dash < 0 ? rest : rest.slice(0, dash)).split("."),
		before: dash < 0 ? [] : rest.slice(dash + 1).split(".")
	};
}
function compareParts(a, b) {
	for (let at = 0; at < a.length && at < b.length; at++) {
		const [one = "", other = ""] = [a[at], b[at]];
		if (one === other) continue;
		const [isNumber, isOtherNumber] = [one, other].map((part) => /^\d+$/.test(part));
		if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
		if (!isNumber || one.length === other.length) return one < other ? -1 : 1;
		return one.length - other.length;
	}
	return a.length - b.length;
}

// domain/source/version-order.ts
function compareVersions(scheme, a, b) {
	switch (scheme) {
		case "semver": return compareSemver(a, b);
		case "calver": return compareLists(calverKey(a), calverKey(b));
		case "pep440": return comparePep440(a, b);
		case "none": return;
	}
}
function isPrerelease(scheme, version) {
	switch (scheme) {
		case "semver": return isSemverPrerelease(version);
		case "calver": return BEFORE.test(calverWord(version));
		case "pep440": return /(?:a|b|rc)\d|\.dev\d/.test(version);
		case "none": return false;
	}
}
function lineOf$1(version) {
	return (version.match(/\d+/g) ?? []).slice(0, 2).map(Number).join(".");
}
const BEFORE = /^(?:a|alpha|b|beta|c|dev|pre|preview|rc)/i;
function calverWord(version) {
	var _exec;
	return ((_exec = /[A-Za-z]+/.exec(version)) == null ? void 0 : _exec[0]) ?? "";
}
function calverKey(version) {
	var _exec2;
	const word = calverWord(version);
	const [date = "", after = ""] = word === "" ? [version] : version.split(word);
	const numbers = (date.match(/\d+/g) ?? []).map(Number);
	const padded = Array.from({ length: 4 }, (_, index) => numbers[index] ?? 0);
	const place = word === "" ? 0 : BEFORE.test(word) ? -1 : 1;
	return [
		...padded,
		place,
		word.toLowerCase(),
		Number(((_exec2 = /\d+/.exec(after)) == null ? void 0 : _exec2[0]) ?? 0)
	];
}
function compareLists(a, b) {
	for (const [index, one] of a.entries()) {
		const other = b[index] ?? "";
		if (one !== other) return one < other ? -1 : 1;
	}
	return 0;
}

// domain/memory/release-order.ts
function sameRelease(known, release) {
	return known.find(({ name, version }) => name === release.name && version === release.version);
}
function higherReleases(known, release, choice) {
	const isAsked = (one) => choice === "latest" && one.latest || lineOf$1(one.version) === lineOf$1(release.version) && holdsBack(one, release);
	return known.filter((one) => !one.withdrawn && isAsked(one) && (orderOf(one, release) ?? 0) > 0).sort((a, b) => -(orderOf(a, b) ?? 0));
}
function holdsBack({ version, versioning }, release) {
	return !isPrerelease(versioning, version) || isPrerelease(release.versioning, release.version);
}
function releaseBefore(known, release) {
	const own = known.filter(({ name }) => name === release.name);
	const unordered = own.filter((one) => orderOf(one, release) === void 0);
	return own.filter((one) => (orderOf(one, release) ?? 0) < 0).sort((a, b) => orderOf(a, b) ?? 0).at(-1) ?? unordered.at(-1);
}
function orderOf(a, b) {
	if (a.name !== b.name || a.versioning !== b.versioning) return void 0;
	if (![a, b].every(({ version, versioning }) => isVersionOf(versioning, version))) return void 0;
	return compareVersions(a.versioning, a.version, b.version);
}

// domain/memory/compare-memory.ts
const CHANGES = [
	"owner",
	"workflow",
	"evidence",
	"rollback",
	"bytes"
];
const CODES = {
	owner: "owner-changed",
	workflow: "workflow-changed",
	evidence: "evidence-lost",
	rollback: "release-rollback",
	bytes: "version-reused"
};
function entryOf({ projects }, seen) {
	return projects.find((one) => numberKey(one) === numberKey(seen)) ?? projects.find((one) => nameKey(one) === nameKey(seen));
}
function compareMemory(lock, seen) {
	const entry = entryOf(lock, seen);
	if (entry === void 0) return [];
	const changes = [ownerChange(lock, entry, seen), workflowChange(entry, seen)];
	const evidence = seen.releases.length === 0 ? [evidenceChange(entry.releases.at(-1), seen)] : seen.releases.flatMap((release) => releaseChanges(entry, seen, release));
	return [...changes, ...evidence].filter((one) => one !== void 0);
}
function faultOfChanges(changes) {
	const [first] = changes;
	if (first === void 0) return void 0;
	const rest = [...new Set(changes.map(({ change }) => change))].slice(1).reduce((hint, name) => advice`${hint} ${option("accept-change", name)}`, advice`${option("accept-change", first.change)}`);
	return new Fault(CODES[first.change], [...new Set(changes.map(({ problem }) => problem))].join("; and "), { hint: advice`only if you know from elsewhere that this is right, accept it: the same command with ${rest}` });
}
function ownerChange({ projects }, entry, seen) {
	const named = projects.find((one) => nameKey(one) === nameKey(seen));
	const shown = printable(seen.repository);
	if (named !== void 0 && named.repositoryId !== seen.repositoryId) return {
		change: "owner",
		problem: `${shown} was the repository of number ${printable(named.repositoryId)}, and is another one of number ${printable(seen.repositoryId)} now: the name was given to somebody else, or the repository was made again`
	};
	if (entry.ownerId === seen.ownerId) return void 0;
	return {
		change: "owner",
		problem: `${shown} belonged to the owner of number ${printable(entry.ownerId)}, and belongs to that of number ${printable(seen.ownerId)} now: it was transferred`
	};
}
function workflowChange({ workflows }, seen) {
	const other = seen.workflows.find((one) => !workflows.includes(one));
	if (other === void 0 || workflows.length === 0) return void 0;
	const known = workflows.map((one) => printable(one)).join(", ");
	return {
		change: "workflow",
		problem: `it was signed by ${printable(other)}, and before by ${known}`
	};
}
function releaseChanges(entry, seen, release) {
	const same = sameRelease(entry.releases, release);
	return [
		rollback(entry, seen, release),
		reuse(same, release),
		evidenceChange(same ?? comparable(entry, seen, release), seen)
	];
}
function comparable({ releases }, { choice }, release) {
	const isOlder = choice === "named" && releases.some(({ name }) => name === release.name);
	return releaseBefore(releases, release) ?? (isOlder ? void 0 : releases.at(-1));
}
function evidenceChange(before, seen) {
	if (before === void 0) return void 0;
	const lost = lostEvidence(before.evidence, [...seen.evidence, ...seen.notLooked]);
	if (lost.length === 0) return void 0;
	return {
		change: "evidence",
		problem: `${printable(before.version)} had ${lost.join(" and ")}, and this has not`
	};
}
function rollback(entry, { choice }, release) {
	if (choice === "named") return void 0;
	const [highest] = higherReleases(entry.releases, release, choice);
	if (highest === void 0) return void 0;
	const [older, newer] = [printable(release.version), printable(highest.version)];
	return {
		change: "rollback",
		problem: choice === "latest" ? `GitHub calls ${older} the latest release, and called ${newer} so before` : `it is ${older}, and ${newer} of the same line was seen before`
	};
}
function reuse(same, release) {
	if (same === void 0) return void 0;
	const shown = printable(release.version);
	const known = new Map(same.files.map(({ name, sha256 }) => [name, sha256]));
	const other = release.files.find(({ name, sha256 }) => (known.get(name) ?? sha256) !== sha256);
	if (other !== void 0) return {
		change: "bytes",
		problem: `${printable(other.name)} of ${shown} is not the file that it was before`
	};
	if (same.rootSha256 === null || release.rootSha256 === null || same.rootSha256 === release.rootSha256) return void 0;
	return {
		change: "bytes",
		problem: `${shown} was sealed again: its root is ${release.rootSha256}, and was ${same.rootSha256}`
	};
}

// domain/memory/learn.ts
const MAX_REMEMBERED = 200;
function learn(lock, { seen, accepted, day }) {
	const entry = entryOf(lock, seen);
	const before = entry ?? newProject(seen, day);
	const { repository, repositoryId, ownerId } = seen;
	const workflows = [.../* @__PURE__ */ new Set([...before.workflows, ...seen.workflows])].sort(compareUtf8);
	const releases = seen.releases.reduce((known, release) => withRelease({
		...before,
		releases: known
	}, {
		seen,
		accepted,
		day
	}, release), before.releases);
	const learned = {
		...before,
		repository,
		repositoryId,
		ownerId,
		workflows,
		releases
	};
	if (JSON.stringify(learned) === JSON.stringify(entry)) return lock;
	const others = lock.projects.filter((one) => numberKey(one) !== numberKey(seen) && nameKey(one) !== nameKey(seen));
	return {
		...lock,
		projects: [...others, {
			...learned,
			lastSeen: day
		}]
	};
}
function newProject({ repository, repositoryId, ownerId }, day) {
	return {
		repository,
		repositoryId,
		ownerId,
		workflows: [],
		releases: [],
		firstSeen: day,
		lastSeen: day
	};
}
function withRelease(project, { seen, accepted, day }, release) {
	const { releases: known } = project;
	const same = sameRelease(known, release);
	const bytes = accepted.includes("bytes") ? void 0 : same;
	const { name, version, versioning, tag, rootSha256 } = release;
	const learned = {
		name,
		version,
		versioning,
		tag,
		rootSha256: rootSha256 ?? (bytes == null ? void 0 : bytes.rootSha256) ?? null,
		files: rootSha256 === null ? filesOf(release, bytes) : [],
		evidence: evidenceOf({
			seen,
			accepted,
			day
		}, {
			same,
			before: same ?? comparable(project, seen, release)
		}),
		latest: seen.choice === "latest" || (same == null ? void 0 : same.latest) === true,
		withdrawn: seen.choice === "named" && (same == null ? void 0 : same.withdrawn) === true,
		firstSeen: (same == null ? void 0 : same.firstSeen) ?? day
	};
	const higher = accepted.includes("rollback") && seen.choice !== "named" ? higherReleases(known, release, seen.choice) : void 0;
	const others = known.map((one) => (higher == null ? void 0 : higher.includes(one)) === true ? {
		...one,
		withdrawn: true
	} : one);
	if (same === void 0) return remembered([...others, learned]);
	return others.map((one) => sameRelease([one], release) === void 0 ? one : learned);
}
function filesOf({ files }, same) {
	if (same !== void 0 && same.rootSha256 !== null) return same.files;
	return [...new Map([...(same == null ? void 0 : same.files) ?? [], ...files].map((file) => [file.name, file])).values()].map(({ name, sha256 }) => ({
		name,
		sha256
	}));
}
function evidenceOf({ seen, accepted }, { same, before }) {
	const expected = (before == null ? void 0 : before.evidence.filter((kind) => seen.notLooked.includes(kind))) ?? [];
	const kept = same === void 0 || accepted.includes("evidence") ? [] : same.evidence;
	return [.../* @__PURE__ */ new Set([
		...kept,
		...expected,
		...seen.evidence
	])].sort(compareUtf8);
}
function remembered(releases) {
	const excess = Math.max(0, releases.length - MAX_REMEMBERED);
	const forgotten = new Set(releases.filter(({ latest }) => !latest).slice(0, excess));
	return releases.filter((one) => !forgotten.has(one));
}

// journeys/verify/remember.ts
const NO_MEMORY = "nothing is remembered here of earlier releases";
async function readMemories({ paths }, files) {
	const locks = [];
	for (const path of paths) {
		const isThere = await files.facts(path) !== void 0;
		locks.push(parseCapsuleLock(isThere ? await files.read(path, MAX_LOCK_BYTES) : void 0));
	}
	return locks;
}
async function remember({ memory, seen, isGood }, files) {
	const locks = await readMemories(memory, files);
	for (const lock of locks) {
		const { fault } = compared$1(lock, seen, memory);
		if (fault !== void 0) return failedClaim("memory", fault);
	}
	const [known] = locks.flatMap((lock) => seen.flatMap((one) => entryOf(lock, one) ?? []));
	const accepted = [...new Set(locks.flatMap((lock) => compared$1(lock, seen, memory).accepted))];
	if (!isGood) return openClaim("memory", "not-checked", { reason: "nothing is remembered of what is not verified" });
	for (const path of memory.paths) {
		const fault = await rememberIn(path, {
			memory,
			seen
		}, files);
		if (fault !== void 0) return failedClaim("memory", fault);
	}
	return verifiedClaim("memory", reasonOf$1(known, accepted));
}
async function rememberIn(path, { memory, seen }, files) {
	const folder = files.folderOf(path);
	if (await files.facts(folder) === void 0) await files.makeFolder(folder);
	const day = memory.now.toISOString().slice(0, 10);
	let refused;
	await files.update(path, MAX_LOCK_BYTES, (bytes) => {
		const lock = parseCapsuleLock(bytes);
		const { fault, accepted } = compared$1(lock, seen, memory);
		refused = fault;
		if (fault !== void 0) return void 0;
		const learned = seen.reduce((known, one) => learn(known, {
			seen: one,
			accepted,
			day
		}), lock);
		return learned === lock ? void 0 : formatCapsuleLock(learned);
	});
	return refused;
}
function compared$1(lock, seen, { accepted }) {
	const changes = seen.flatMap((one) => compareMemory(lock, one));
	return {
		fault: faultOfChanges(changes.filter(({ change }) => !accepted.includes(change))),
		accepted: accepted.filter((one) => changes.some(({ change }) => change === one))
	};
}
function reasonOf$1(known, accepted) {
	if (known === void 0) return "it is seen for the first time, and remembered from now on";
	const took = accepted.length === 0 ? "" : `, but for what was accepted: ${accepted.join(", ")}`;
	return `it fits what is remembered of ${printable(known.repository)} since ${known.firstSeen}${took}`;
}

// domain/source/read-tag.ts
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

// domain/memory/seen-release.ts
function releaseOfRoot({ statement, sha256 }) {
	const { name, version, versioning, tag } = statement.predicate.release;
	return {
		name,
		version,
		versioning,
		tag,
		rootSha256: sha256,
		files: statement.subject.map((subject) => ({
			name: subject.name,
			sha256: subject.digest.sha256
		}))
	};
}
function releaseOfTag(tag, repository, files) {
	const { component, version, versioning } = readTag(tag) ?? {
		component: void 0,
		version: tag,
		versioning: "none"
	};
	return {
		name: component ?? repository.split("/").at(-1) ?? repository,
		version,
		versioning,
		tag,
		rootSha256: null,
		files
	};
}

// domain/source/workflow-name.ts
function parseWorkflowName(text) {
	const [, repository, path, ref] = /^(https:\/\/[^/@\s]+\/[^/@\s]+\/[^/@\s]+)\/(\.github\/workflows\/[^/@]+\.ya?ml)@([^\s]+)$/.exec(text) ?? [];
	return repository === void 0 || path === void 0 || ref === void 0 ? void 0 : {
		repository,
		path,
		ref
	};
}
function parseSignerWorkflow(text, server = GITHUB_WEB) {
	const [, repository, path, ref] = /^((?:https:\/\/[^/@]+\/)?[^/@]+\/[^/@]+)\/(\.github\/workflows\/[^/@]+\.ya?ml)(?:@(.+))?$/.exec(text) ?? [];
	if (repository === void 0 || path === void 0) return void 0;
	const workflow = {
		repository: parseRepository(repository, server).url,
		path
	};
	return ref === void 0 ? workflow : {
		...workflow,
		ref
	};
}

// domain/memory/signer-project.ts
function projectOf(signer) {
	if (signer.kind === "key") return void 0;
	const { sourceRepositoryUri, sourceRepositoryIdentifier, sourceRepositoryOwnerIdentifier } = signer.certificate.extensions;
	if (!sourceRepositoryUri || !sourceRepositoryIdentifier || !sourceRepositoryOwnerIdentifier) return void 0;
	return {
		repository: sourceRepositoryUri,
		repositoryId: sourceRepositoryIdentifier,
		ownerId: sourceRepositoryOwnerIdentifier
	};
}
function signedAs(certificate, { repositoryId }) {
	const { extensions, subjectAlternativeName } = certificate;
	const { kind, value } = subjectAlternativeName;
	if (kind !== "uri") return value;
	const source = extensions.sourceRepositoryUri ?? "";
	const isOwn = extensions.sourceRepositoryIdentifier === repositoryId;
	const workflow = parseWorkflowName(value);
	if (workflow === void 0) {
		const name = value.replace(/@refs\/.*/s, "");
		return isOwn && name.startsWith(`${source}/`) ? name.slice(source.length).replace(/\/+/, "") : name;
	}
	if (isOwn && isSameRepository(workflow.repository, source)) return workflow.path;
	return `${workflow.repository}/${workflow.path}`;
}

// domain/verification/checks/check-assets.ts
const documents = (count) => count === 1 ? "the file is a document of this release" : `${count} files are documents of this release`;
const SEALED = {
	verified: (count, all) => `${count} of ${all} ${all === 1 ? "file is the sealed one" : "files are the sealed ones"}`,
	documents,
	none: "no file of this release is here",
	hint: advice`name the files to check, or put them beside the capsule; ${option("evidence-only")} accepts this`
};
const SIGNED = {
	verified: (count) => count === 1 ? "the file is what was signed" : `${count} files are what was signed`,
	documents,
	none: "no file was checked"
};
function checkAssets(results, words, { evidenceOnly }) {
	const first = (status) => results.find((one) => one.status === status);
	const failed = first("failed");
	if (failed !== void 0) return failedClaim("assets", new Fault("digest-mismatch", failed.reason));
	if (first("unreadable") !== void 0) return openClaim("assets", "not-checked", {
		reason: "a file could not be read",
		required: true
	});
	const [absent, unvouched, foreign] = [
		first("absent"),
		first("not-vouched"),
		first("not-part")
	];
	if (absent !== void 0) return openClaim("assets", "missing", {
		reason: absent.reason,
		required: true
	});
	if (unvouched !== void 0) return openClaim("assets", "not-checked", {
		reason: unvouched.reason,
		required: true
	});
	if (foreign !== void 0) return openClaim("assets", "not-checked", {
		reason: foreign.reason,
		required: true
	});
	const good = results.filter(isGood);
	if (good.length > 0 && good.every(({ isDocument }) => isDocument === true)) return verifiedClaim("assets", words.documents(good.length));
	if (good.length > 0) {
		const files = good.filter(({ isDocument }) => isDocument !== true);
		const all = results.filter(({ isDocument, sealedName }) => isDocument !== true && sealedName !== void 0);
		const renamed = files.filter(({ status }) => status === "renamed").length;
		const more = renamed === 0 ? "" : `, ${renamed} of them under another name`;
		return verifiedClaim("assets", `${words.verified(files.length, all.length)}${more}`);
	}
	const { none: reason, hint } = words;
	return openClaim("assets", "not-checked", {
		reason,
		required: evidenceOnly !== true,
		hint
	});
}
function isGood({ status }) {
	return status === "verified" || status === "renamed";
}

// journeys/verify/seen-projects.ts
const TAGS = "refs/tags/";
function seenProjects(verification, order) {
	const projects = /* @__PURE__ */ new Map();
	for (const { signer } of verification.signatures) {
		const project = projectOf(signer);
		if (project === void 0 || signer.kind === "key") continue;
		const key = `${project.repository} ${project.repositoryId} ${project.ownerId}`;
		const known = projects.get(key) ?? {
			...project,
			certificates: []
		};
		known.certificates.push(signer.certificate);
		projects.set(key, known);
	}
	const published = statusOf(verification, "published");
	const choice = order.release !== void 0 || namesTag(order.identity) ? "named" : "found";
	return [...projects.values()].map(({ certificates, ...project }) => ({
		...project,
		workflows: [...new Set(certificates.map((certificate) => signedAs(certificate, project)))],
		releases: releasesOf(verification, project, certificates),
		evidence: [ownKind(verification), ...published === "verified" ? ["published"] : []],
		notLooked: published === "verified" || published === "missing" ? [] : ["published"],
		choice
	}));
}
function namesTag(identity) {
	var _identity$sourceRef;
	if (identity.kind === "repository") return ((_identity$sourceRef = identity.sourceRef) == null ? void 0 : _identity$sourceRef.startsWith(TAGS)) === true;
	return identity.kind === "exact" && identity.subjectAlternativeName.includes(`@${TAGS}`);
}
function releasesOf({ root, assets }, { repository }, certificates) {
	if (root !== void 0) return [releaseOfRoot(root)];
	const refs = new Set(certificates.map(({ extensions }) => extensions.sourceRepositoryRef ?? ""));
	const [ref = ""] = refs;
	if (refs.size > 1 || !ref.startsWith(TAGS)) return [];
	const files = assets.flatMap((asset) => {
		const { sealedName: name, sha256 } = asset;
		return isGood(asset) && name !== void 0 && sha256 !== void 0 ? [{
			name,
			sha256
		}] : [];
	});
	return [releaseOfTag(ref.slice(10), repository, files)];
}
function ownKind(verification) {
	if (verification.root !== void 0) return "capsule";
	if (statusOf(verification, "checksums") === "verified") return "signed-checksums";
	return statusOf(verification, "provenance") === "verified" ? "attestations" : "bundle";
}
function statusOf({ claims }, id) {
	var _claims$find;
	return (_claims$find = claims.find((claim) => claim.id === id)) == null ? void 0 : _claims$find.status;
}

// journeys/verify/compare-with-memory.ts
async function compareWithMemory(verification, order, files) {
	const aged = withClaim(verification, ageOf(verification, order));
	return withClaim(aged, await memoryOf(aged, order, files));
}
function ageOf({ signatures }, { minAge, effectiveTime, now }) {
	const signed = newestTime(signatures.flatMap(({ times }) => times));
	return checkAge({
		signed,
		minAge,
		now: effectiveTime ?? now ?? /* @__PURE__ */ new Date(0)
	});
}
async function memoryOf(verification, order, files) {
	const { memory } = order;
	if (memory === void 0) return openClaim("memory", "not-applicable", { reason: NO_MEMORY });
	if (verification.signatures.length === 0) return openClaim("memory", "not-checked", { reason: "no signature was verified that could be compared" });
	const seen = seenProjects(verification, order);
	const others = verification.claims.filter(({ id }) => id !== "memory");
	if (seen.length > 0) return remember({
		memory,
		seen,
		isGood: verdictOf(others) === "verified"
	}, files);
	const reason = "the signer names no numbers of a repository and its owner, by which it could be remembered";
	return memory.isNamed ? failedClaim("memory", new Fault("identity-mismatch", reason)) : openClaim("memory", "not-applicable", { reason });
}
function withClaim(verification, claim) {
	const claims = verification.claims.map((one) => one.id === claim.id ? {
		...claim,
		required: claim.required || isAskedFor(one)
	} : one);
	const verdict = verdictOf(claims);
	return {
		...verification,
		claims,
		verdict,
		exitCode: exitCodeOf(verdict, verification.failures.length > 0)
	};
}
function isAskedFor({ required, status }) {
	return required && status === "not-applicable";
}

// kernel/jsonl.ts
function parseJsonLines(bytes, options = {}) {
	const { maxLines = MAX_JSON_LINES, maxBytes = MAX_JSON_BYTES, what = "document" } = options;
	if (bytes.length > maxBytes) throw new Fault("json-too-large", `${what} is larger than ${maxBytes} bytes`);
	const values = [];
	for (const [index, line] of splitLines(bytes)) {
		if (line.every(isSpace)) continue;
		if (values.length === maxLines) throw new Fault("json-too-large", `${what} has more than ${maxLines} lines`);
		values.push(parseJson(line, {
			...options,
			what: `line ${index} of ${what}`
		}));
	}
	return values;
}
function* splitLines(bytes) {
	for (let [index, start] = [1, 0]; start < bytes.length; index++) {
		const found = bytes.indexOf(10, start);
		const end = found < 0 ? bytes.length : found;
		yield [index, bytes.subarray(start, end)];
		start = end + 1;
	}
}
function isSpace(byte) {
	return byte === 32 || byte === 9 || byte === 13;
}

// domain/attestation/digest-set.ts
const STRONG_DIGESTS = {
	sha256: 64,
	sha384: 96,
	sha512: 128
};
function isStrong(digest) {
	return Object.keys(STRONG_DIGESTS).some((algorithm) => Object.hasOwn(digest, algorithm));
}
function whyBroken(digest) {
	for (const [algorithm, length] of Object.entries(STRONG_DIGESTS)) {
		if (!Object.hasOwn(digest, algorithm)) continue;
		const value = digest[algorithm] ?? "";
		if (value.length !== length || !/^[0-9a-f]+$/.test(value)) return `whose ${algorithm} digest is ${printable(value, 140)}`;
	}
}

// domain/attestation/statement.ts
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
const STATEMENT_TYPE_V0_1 = "https://in-toto.io/Statement/v0.1";
const MAX_SUBJECTS$1 = 1024;
const schema$5 = once(() => {
	const text = pipe(string(), nonEmpty(), maxLength(4096));
	return object({
		_type: picklist([STATEMENT_TYPE, STATEMENT_TYPE_V0_1]),
		subject: pipe(array(object({
			name: optional(text),
			digest: record(string(), string())
		})), minLength(1), maxLength(MAX_SUBJECTS$1)),
		predicateType: text,
		predicate: nullish(custom(isObject), {})
	});
});
function parseStatement(bytes) {
	const statement = parseSchema(schema$5(), parseJson(bytes, { what: "the statement" }), malformed$15);
	for (const { digest } of statement.subject) {
		const reason = whyBroken(digest);
		if (reason !== void 0) throw malformed$15(`has a subject ${reason}`);
	}
	if (!statement.subject.some(({ digest }) => isStrong(digest))) throw malformed$15("has no subject with a SHA-2 digest");
	return {
		...statement,
		subject: statement.subject.map(({ name, digest }) => name === void 0 ? { digest } : {
			name,
			digest
		})
	};
}
function formatStatement(statement) {
	return encodeUtf8(canonicalJson(statement));
}
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function malformed$15(reason) {
	return new Fault("statement-malformed", `the in-toto statement ${reason}`);
}

// domain/attestation/release-attestation.ts
const RELEASE_PREDICATE_TYPES = ["https://in-toto.io/attestation/release/v0.1", "https://in-toto.io/attestation/release/v0.2"];
function isReleaseType(type) {
	return typeof type === "string" && type.startsWith("https://in-toto.io/attestation/release/");
}
const MAX_SUBJECTS = 1001;
const schema$4 = once(() => {
	const id = pipe(string(), regex(/^[1-9]\d{0,19}$/));
	const text = pipe(string(), nonEmpty(), maxLength(1024));
	const tag = strictObject({
		uri: text,
		digest: strictObject({ sha1: pipe(string(), regex(/^[0-9a-f]{40}$/)) })
	});
	const file = strictObject({
		name: text,
		digest: strictObject({ sha256: pipe(string(), regex(/^[0-9a-f]{64}$/)) })
	});
	return strictObject({
		_type: literal(STATEMENT_TYPE),
		subject: pipe(array(union([tag, file])), minLength(1), maxLength(MAX_SUBJECTS)),
		predicateType: picklist(RELEASE_PREDICATE_TYPES),
		predicate: strictObject({
			databaseId: optional(id),
			ownerId: id,
			packageId: optional(id),
			purl: text,
			repository: pipe(string(), maxLength(512), regex(/^[A-Za-z0-9][\w-]*\/[\w.-]+$/)),
			repositoryId: id,
			tag: text
		})
	});
});
function parseReleaseAttestation(payload) {
	const { subject, predicate } = parseSchema(schema$4(), parseJson(payload, { what: "the attestation of the release" }), malformed$14);
	const tags = subject.flatMap((one) => "uri" in one ? [one] : []);
	const files = subject.flatMap((one) => "uri" in one ? [] : [{
		name: one.name,
		sha256: one.digest.sha256
	}]);
	const [tag] = tags;
	if (tag === void 0 || tags.length > 1) throw malformed$14(`names ${tags.length} tags`);
	const { repository, purl } = predicate;
	if (tag.uri !== purl || !isPurlOf(purl, repository, predicate.tag)) throw malformed$14("names its release in ways that do not agree");
	const names = /* @__PURE__ */ new Set();
	for (const { name } of files) {
		if (names.has(name)) throw malformed$14(`names ${printable(name)} twice`);
		names.add(name);
	}
	const { repositoryId, ownerId, databaseId } = predicate;
	return {
		repository,
		repositoryId,
		ownerId,
		databaseId,
		tag: predicate.tag,
		commit: tag.digest.sha1,
		files
	};
}
function isPurlOf(purl, repository, tag) {
	const [, path = "", version = ""] = /^pkg:github\/([^@]+)@(.+)$/.exec(purl) ?? [];
	return path.toLowerCase() === repository.toLowerCase() && (version === tag || decoded(version) === tag);
}
function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return;
	}
}
function malformed$14(problem) {
	return new Fault("statement-malformed", `GitHub's attestation of the release ${problem}`);
}

// domain/sigstore/pep740.ts
const base64Field = (value, at) => textField(value, at).replace(/\n/g, "");
const attestation = closedObject({
	version: oneOf(1),
	verification_material: closedObject({
		certificate: base64Field,
		transparency_entries: listOf(anyObject, {
			least: 1,
			most: 32
		})
	}),
	envelope: closedObject({
		statement: base64Field,
		signature: base64Field
	})
});
const publisher = (value, at) => {
	if (value === void 0) throw at.wrong(value);
};
const provenance = closedObject({
	version: oneOf(1),
	attestation_bundles: listOf(closedObject({
		publisher,
		attestations: listOf(anyObject)
	}), {
		least: 1,
		most: 128
	})
});
function isPep740(document) {
	return document["attestation_bundles"] !== void 0 || document["verification_material"] !== void 0;
}
function bundlesOfPep740(document) {
	if (document["attestation_bundles"] === void 0) return [bundleOf$1(document)];
	const { attestation_bundles: bundles } = parseDocument$1(provenance, document, NAMING);
	const attestations = bundles.flatMap((one) => one.attestations);
	if (attestations.length === 0) throw new Fault("bundle-malformed", "the object of PEP 740 holds no attestation");
	return attestations.map(bundleOf$1);
}
const NAMING = {
	code: "bundle-malformed",
	what: "the object of PEP 740"
};
function bundleOf$1(document) {
	const { verification_material: material, envelope } = parseDocument$1(attestation, document, NAMING);
	return {
		mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
		verificationMaterial: {
			certificate: { rawBytes: material.certificate },
			tlogEntries: material.transparency_entries
		},
		dsseEnvelope: {
			payload: envelope.statement,
			payloadType: "application/vnd.in-toto+json",
			signatures: [{ sig: envelope.signature }]
		}
	};
}

// domain/sigstore/bundles-in-file.ts
const MAX_BUNDLES = 128;
const MAX_CARRIED = 1024;
const MAX_BYTES$1 = 67108864;
function bundlesInFile(bytes) {
	const lines = readDocuments(bytes);
	const documents = (lines.length === 1 ? lines : lines.filter(isOurs)).flatMap(bundlesIn);
	if (documents.length === 0) throw new Fault("bundle-malformed", "the file holds no bundle");
	if (documents.length > MAX_BUNDLES) throw new Fault("bundle-malformed", `the file holds more than ${MAX_BUNDLES} bundles`);
	return documents.map((document) => bundleOf(document, bytes.length));
}
function bundleOf(document, fileBytes) {
	if (isJsonObject(document) && fileBytes <= 2 * 1e4) return readBundle(document);
	return parseBundle(encodeUtf8(JSON.stringify(document)));
}
function shapeOfFile(bytes) {
	const { lines, first: document } = readEvidence$1(bytes);
	if (document === void 0) return "bundle";
	if (isPep740(document)) return "pep740";
	const list = document["attestations"];
	if (Array.isArray(list)) return list.some(isOfNpm) ? "npm" : "attestations";
	if (lines.length > 1) return "json-lines";
	return isReleaseAttestation(document) ? "release-attestation" : "bundle";
}
function isOfNpm(one) {
	return isJsonObject(one) && typeof one["predicateType"] === "string";
}
function isReleaseAttestation({ dsseEnvelope: envelope }) {
	if (envelope === void 0 || !isJsonObject(envelope) || typeof envelope["payload"] !== "string") return false;
	try {
		const { predicateType } = firstDocument(decodeBase64(envelope["payload"])) ?? {};
		return isReleaseType(predicateType);
	} catch {
		return false;
	}
}
function speaksOfBundles(bytes) {
	const { lines, first } = readEvidence$1(bytes);
	const isOne = (document) => document !== void 0 && isOurs(document);
	return isOne(first) || lines.slice(1, MAX_CARRIED).some((line) => isOne(firstDocument(line)));
}
function firstDocument(bytes) {
	try {
		const document = parseJson(bytes, { maxBytes: MAX_BYTES$1 });
		return isJsonObject(document) ? document : void 0;
	} catch {
		return;
	}
}
function bundlesAmong(bytes) {
	return readEvidence$1(bytes).lines.flatMap((line) => {
		try {
			return bundlesIn(parseJson(line, {
				maxBytes: MAX_BYTES$1,
				what: "the file"
			}));
		} catch {
			return [];
		}
	}).slice(0, MAX_CARRIED).flatMap((document) => {
		try {
			return [bundleOf(document, bytes.length)];
		} catch (error) {
			requireFault(error);
			return [];
		}
	});
}
const READ$1 = /* @__PURE__ */ new WeakMap();
function readEvidence$1(bytes) {
	const known = READ$1.get(bytes);
	if (known !== void 0) return known;
	const end = bytes.indexOf(10);
	const line = end < 0 ? void 0 : firstDocument(bytes.subarray(0, end));
	const evidence = line === void 0 ? {
		lines: [bytes],
		first: firstDocument(bytes)
	} : {
		lines: linesOf(bytes),
		first: line
	};
	READ$1.set(bytes, evidence);
	return evidence;
}
function linesOf(bytes) {
	const lines = [];
	for (let start = 0; start < bytes.length && lines.length <= 1e4;) {
		const next = bytes.indexOf(10, start);
		const stop = next < 0 ? bytes.length : next;
		if (stop > start) lines.push(bytes.subarray(start, stop));
		start = stop + 1;
	}
	return lines;
}
function readDocuments(bytes) {
	const { lines, first } = readEvidence$1(bytes);
	if (first === void 0) return [parseJson(bytes, {
		maxBytes: MAX_BYTES$1,
		what: "the file"
	})];
	return lines.length === 1 ? [first] : parseJsonLines(bytes, {
		maxBytes: MAX_BYTES$1,
		what: "the file"
	});
}
function isOurs(line) {
	if (!isJsonObject(line)) return false;
	if (isPep740(line)) return true;
	const { mediaType } = line;
	return typeof mediaType === "string" && mediaType.startsWith("application/vnd.dev.sigstore.bundle") || Object.hasOwn(line, "verificationMaterial") || Object.hasOwn(line, "attestations");
}
function bundlesIn(document) {
	if (isJsonObject(document) && isPep740(document)) return bundlesOfPep740(document);
	const list = isJsonObject(document) ? document["attestations"] : void 0;
	if (!Array.isArray(list)) return [document];
	return list.map((one) => {
		const listed = isJsonObject(one) ? one : {};
		if ((listed["bundle"] ?? null) === null && typeof listed["bundle_url"] === "string") throw elsewhere();
		return listed["bundle"] ?? null;
	});
}
function elsewhere() {
	return new Fault("bundle-elsewhere", "the answer of GitHub's API holds the addresses of its bundles, not the bundles", { hint: "gh attestation download FILE --repo OWNER/NAME writes them to a file: name that one" });
}

// domain/asset/published-kind.ts
const BUNDLE = /^(.+?)(?:\.sigstore\.json|\.sigstore|\.cosign\.bundle|\.bundle)$/i;
const STATEMENTS = /\.intoto\.jsonl?$|(?:^|[._-])(?:attestations?|provenance)(?:\.sigstore)?\.jsonl?$/i;
const CHECKSUMS = /^(?:.*[._-])?(?:checksums?|sha(?:256|512)?sums?|shasums?(?:256|512)?)(?:[._-].*)?$|\.sha(?:256|512)(?:sums?)?$/i;
const SIGNATURES = [
	[/^(.+)\.(?:asc|gpg)$/i, "OpenPGP"],
	[/^(.+)\.minisig$/i, "minisign"],
	[/^(.+)\.sshsig$/i, "SSH"],
	[/^(.+)\.(?:sig|sign|signature)$/i, "a signature without a bundle"],
	[/^(.+)\.(?:pem|crt|cert)$/i, "a certificate without a bundle"]
];
function publishedName(name, all) {
	var _BUNDLE$exec;
	if (/\.capsule$/i.test(name)) return { kind: "capsule" };
	if (STATEMENTS.test(name)) return { kind: "statements" };
	const signed = (_BUNDLE$exec = BUNDLE.exec(name)) == null ? void 0 : _BUNDLE$exec[1];
	if (signed !== void 0) return all.has(signed) ? {
		kind: "bundle",
		of: signed
	} : bundleAlone(name);
	for (const [end, scheme] of SIGNATURES) {
		var _end$exec;
		const of = (_end$exec = end.exec(name)) == null ? void 0 : _end$exec[1];
		if (of !== void 0 && all.has(of)) return {
			kind: "signature",
			of,
			scheme
		};
	}
	return CHECKSUMS.test(name) ? { kind: "checksums" } : { kind: "file" };
}
function bundleAlone(name) {
	return /\.sigstore(?:\.json)?$/i.test(name) ? { kind: "statements" } : { kind: "file" };
}

// crypto/hash-source.ts
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
		onBytes == null || onBytes(count);
		length = await reading;
		[present, next] = [next, present];
	}
	if (count !== source.size) throw new Fault("source-truncated", `the file does not hold the ${source.size} bytes that its size says`);
	return Object.fromEntries(hashes.map(([name, hash]) => [name, encodeHex(hash.digest())]));
}

// journeys/verify/read-artifact.ts
async function readArtifact({ path, algorithms, small }, { files, crypto }) {
	const file = await files.open(path);
	try {
		const bytes = await (small == null ? void 0 : small.read(file));
		const source = bytes === void 0 ? file : {
			...bytesSource(bytes),
			size: file.size
		};
		const digests = await hashSource(source, algorithms, { crypto });
		const { revision } = await file.factsNow();
		if (revision !== file.facts.revision) throw new Fault("asset-changed", `${printable(path)} changed while it was read`);
		if (bytes !== void 0) small == null || small.keep(Object.values(digests), bytes);
		return {
			digests,
			size: file.size
		};
	} finally {
		await file.close();
	}
}

// journeys/verify/evidence-beside.ts
const MAX_LIST_BYTES = 16777216;
const DOWNLOADED = /^sha256[:-]([0-9a-f]{64})\.jsonl$/;
async function evidenceBeside(path, ports) {
	var _kinds$find, _statements$find;
	const { files } = ports;
	const name = files.nameOf(path);
	const folder = files.folderOf(path);
	const beside = (await files.list(folder)).flatMap((entry) => entry.kind === "file" && entry.name !== void 0 && entry.name !== name ? [entry.name] : []);
	const known = /* @__PURE__ */ new Set([...beside, name]);
	const kinds = beside.map((one) => ({
		one,
		...publishedName(one, known)
	}));
	const at = (one) => one && files.join(folder, one);
	const own = (_kinds$find = kinds.find(({ kind, of }) => kind === "bundle" && of === name)) == null ? void 0 : _kinds$find.one;
	const statements = kinds.filter(({ kind, one }) => kind === "statements" && !DOWNLOADED.test(one));
	const ofName = (_statements$find = statements.find(({ one }) => one.startsWith(`${name}.`))) == null ? void 0 : _statements$find.one;
	const found = own ?? ofName ?? await downloadedAbout(path, beside, ports);
	if (found !== void 0) return at(found);
	const [only, another] = statements;
	if (another !== void 0) throw several(name);
	if (only !== void 0) return at(only.one);
	const lists = kinds.filter(({ kind, one }) => kind === "checksums" && known.has(`${one}.sigstore.json`));
	for (const { one } of lists) if (await namesFile(files.join(folder, one), name, ports)) return at(one);
}
async function downloadedAbout(path, beside, ports) {
	const downloads = beside.filter((one) => DOWNLOADED.test(one));
	if (downloads.length === 0) return void 0;
	const { digests } = await readArtifact({
		path,
		algorithms: ["sha256"]
	}, ports);
	return downloads.find((one) => {
		var _DOWNLOADED$exec;
		return ((_DOWNLOADED$exec = DOWNLOADED.exec(one)) == null ? void 0 : _DOWNLOADED$exec[1]) === digests.sha256;
	});
}
async function namesFile(path, name, { files }) {
	return new TextDecoder().decode(await files.read(path, MAX_LIST_BYTES)).split("\n").some((line) => line.trimEnd().endsWith(` ${name}`) || line.trimEnd().endsWith(`*${name}`));
}
function several(name) {
	return new Fault("usage", `${printable(name)} is not evidence, and there are several files of statements beside it`, { hint: "name the one of the release first, and then the files to check" });
}

// journeys/verify/find-capsule.ts
const MAX_EVIDENCE_BYTES$2 = 67108864;
async function withCapsule(order, ports) {
	const { files } = ports;
	const { capsule } = order;
	if ("bytes" in capsule || /\.capsule$/i.test(capsule.path)) return order;
	const evidence = await readEvidence(capsule.path, ports);
	if (evidence === "other") return order;
	if (evidence !== void 0) return {
		...order,
		capsule: {
			path: capsule.path,
			json: evidence
		}
	};
	const folder = files.folderOf(capsule.path);
	const [found, other] = (await files.list(folder)).flatMap(({ kind, name }) => kind === "file" && name !== void 0 && /\.capsule$/i.test(name) ? [name] : []);
	if (other !== void 0) throw severalCapsules(files.nameOf(capsule.path));
	const beside = found === void 0 ? await evidenceBeside(capsule.path, ports) : files.join(folder, found);
	if (beside === void 0) throw noEvidence(files.nameOf(capsule.path));
	return {
		...order,
		capsule: { path: beside },
		assets: [{ path: capsule.path }, ...order.assets]
	};
}
async function readEvidence(path, { files, crypto }) {
	const file = await files.open(path);
	try {
		const start = await readAt(file, 0, 128);
		if (start.length === 0) return "other";
		if (start[0] === 31 && start[1] === 139) return await beginsAsCapsule(sourceChunks(file), crypto) ? "other" : void 0;
		if (start[0] === 123) {
			if (file.size > MAX_EVIDENCE_BYTES$2) return "other";
			const bytes = await readAt(file, 0, file.size);
			return speaksOfBundles(bytes) ? bytes : void 0;
		}
		return /^(?:\\?[0-9a-f]{64} |SHA256 \()/i.test(new TextDecoder().decode(start)) && await files.facts(`${path}.sigstore.json`) !== void 0 ? "other" : void 0;
	} finally {
		await file.close();
	}
}
function noEvidence(name) {
	return new Fault("usage", `${printable(name)} is not evidence, and there is none beside it`, { hint: "name the capsule, a bundle or a signed checksum list first, and then the files to check" });
}
function severalCapsules(name) {
	return new Fault("usage", `${printable(name)} is not a capsule, and there are several beside it`, { hint: "name the one of the release first, and then the files to check" });
}

// journeys/verify/is-by-notary.ts
function namesNobody({ identity }) {
	return identity.kind === "any-of" && identity.of.length === 0;
}
function isByNotary$1(order, { files }) {
	const isSignature = "path" in order.capsule && formatByName(files.nameOf(order.capsule.path)) !== void 0;
	if (order.notary === void 0) {
		if (!isSignature) return false;
		throw new Fault("usage", "a signature of the Notary Project says nothing without a trust policy", { hint: advice`add ${option("notary", "auto")} for that of notation, or name its folder of configuration` });
	}
	if (namesNobody(order)) return true;
	if (!isSignature || order.policy !== void 0) return isSignature;
	throw new Fault("usage", "whom a Notary signature must be of says its trust policy, and not an identity", { hint: advice`leave out the identity, or name the capsule of the release with ${option("notary")}` });
}

// domain/verification/evidence/asked-evidence.ts
function askedEvidence({ predicate }, assets) {
	const { evidence } = predicate;
	if (assets === "all") return namesOf$2(evidence);
	const wanted = assets;
	const isAbout = ({ annotations: { subject } }) => wanted.has(subject);
	const isOfRelease = ({ annotations: { subject } }) => subject === void 0;
	const sboms = evidence.filter(({ name }) => isSbomEntry(name));
	const others = evidence.filter((entry) => !isSbomEntry(entry.name) && (isOfRelease(entry) || isAbout(entry)));
	const isComplete = new Set(sboms.filter(isAbout).map(({ annotations }) => annotations.subject)).size === assets.size && assets.size > 0;
	const asked = sboms.filter((entry) => isAbout(entry) || !isComplete && isOfRelease(entry));
	return namesOf$2([...others, ...asked.length === 0 ? sboms : asked]);
}
function namesOf$2(entries) {
	return new Set(entries.map(({ name }) => name));
}
function entryChoice({ predicate }, { asked, others, log }) {
	const isRead = (entry) => entry.name.startsWith("log/") ? log === true : others && isEvidenceEntry(entry.name) || asked.has(entry.name) && isChecked(entry);
	const sizes = new Map(predicate.evidence.filter(isRead).map(({ name, annotations }) => [name, annotations.size]));
	return (name, size) => sizes.get(name) === size;
}
function isChecked(entry) {
	return isEvidenceEntry(entry.name) ? isSignedStatement(entry) : entry.name !== TRUST_SNAPSHOT_ENTRY;
}
function isSignedStatement({ name, annotations }) {
	return isEvidenceEntry(name) && annotations.predicateType !== void 0;
}
function evidenceCoverage({ subject, predicate }, asked) {
	const signatures = new Set(subject.map(({ digest }) => assetSignatureEntry(digest.sha256)));
	const count = (isOfKind) => {
		const entries = predicate.evidence.filter(isOfKind);
		const some = entries.filter(({ name }) => asked.has(name)).length;
		return {
			asked: some,
			byDigest: entries.length - some
		};
	};
	return {
		signatures: count(({ name }) => signatures.has(name)),
		sboms: count(({ name }) => isSbomEntry(name)),
		statements: count(isSignedStatement)
	};
}

// domain/x509/validity.ts
function requireValidAt({ notBefore, notAfter }, milliseconds) {
	if (milliseconds < notBefore * 1e3 || milliseconds > notAfter * 1e3) throw new Fault("certificate-expired", "a certificate was not valid when it was used");
}

// domain/x509/extensions.ts
const EXTENSION = {
	subjectKeyIdentifier: "2.5.29.14",
	keyUsage: "2.5.29.15",
	subjectAlternativeName: "2.5.29.17",
	basicConstraints: "2.5.29.19",
	authorityKeyIdentifier: "2.5.29.35",
	extendedKeyUsage: "2.5.29.37",
	certificateTimestamps: "1.3.6.1.4.1.11129.2.4.2"
};
const UNDERSTOOD = new Set(Object.values(EXTENSION));
const MAX_EXTENSIONS = 1e3;
function readExtensions$1(field) {
	const extensions = /* @__PURE__ */ new Map();
	if (field === void 0) return extensions;
	const [list, ...others] = field.children();
	if (list === void 0 || others.length > 0) throw malformed$13();
	for (const node of list.sequence()) {
		var _fields$;
		const [id, ...fields] = node.sequence();
		const value = fields.at(-1);
		if (id === void 0 || value === void 0 || fields.length > 2) throw malformed$13();
		const critical = fields.length === 2 && ((_fields$ = fields[0]) == null ? void 0 : _fields$.boolean()) === true;
		if (extensions.has(id.oid())) throw new Fault("certificate-extension-repeated", "an extension is twice in a certificate");
		if (extensions.size === MAX_EXTENSIONS) throw malformed$13();
		extensions.set(id.oid(), {
			critical,
			value: value.octetString(),
			raw: node.raw
		});
	}
	return extensions;
}
function requireKnownExtensions(extensions) {
	for (const [id, { critical }] of extensions) if (critical && !UNDERSTOOD.has(id)) {
		const name = printable(id, 60);
		throw new Fault("certificate-extension-critical", `a critical extension of a certificate is not known: ${name}`);
	}
}
function malformed$13() {
	return new Fault("certificate-malformed", "the certificate is malformed: an extension is incomplete");
}

// domain/x509/serial-number.ts
function requireSerialNumber(field) {
	const serial = field.integer();
	if (serial <= 0n || serial >> 160n !== 0n) throw new Fault("certificate-serial", "the serial number of a certificate is not a positive one of up to 20 bytes");
}

// domain/x509/signature-algorithm.ts
const ALGORITHMS$1 = /* @__PURE__ */ new Map([
	["1.2.840.10045.4.3.2", {
		key: "ec",
		hash: "sha256"
	}],
	["1.2.840.10045.4.3.3", {
		key: "ec",
		hash: "sha384"
	}],
	["1.2.840.10045.4.3.4", {
		key: "ec",
		hash: "sha512"
	}],
	["1.2.840.113549.1.1.11", {
		key: "rsa",
		hash: "sha256"
	}],
	["1.2.840.113549.1.1.12", {
		key: "rsa",
		hash: "sha384"
	}],
	["1.2.840.113549.1.1.13", {
		key: "rsa",
		hash: "sha512"
	}],
	["1.3.101.112", {
		key: "ed25519",
		hash: "sha512"
	}]
]);
function signatureAlgorithm(id) {
	return ALGORITHMS$1.get(id);
}
function readSignatureAlgorithm(node) {
	const [id, parameters, ...beyond] = node.sequence();
	const algorithm = id === void 0 ? void 0 : signatureAlgorithm(id.oid());
	if (algorithm === void 0) throw refused$4("is not one that is understood");
	const expected = algorithm.key === "rsa" ? DER_TAGS.nullValue : void 0;
	if ((parameters == null ? void 0 : parameters.tag) !== expected || ((parameters == null ? void 0 : parameters.content.length) ?? 0) > 0 || beyond.length > 0) throw refused$4("has parameters that it must not have");
	return algorithm;
}
function requireSameAlgorithm(inner, outer) {
	if (!equalBytes(inner.raw, outer.raw)) throw refused$4("is another one inside than outside");
}
function refused$4(problem) {
	return new Fault("certificate-algorithm", `the signature algorithm of a certificate ${problem}`);
}

// domain/x509/version.ts
function requireVersion3(field) {
	const [version, ...others] = field.tag === 160 ? field.children() : [];
	if (version === void 0 || others.length > 0 || version.integer() !== 2n) throw new Fault("certificate-version", "a certificate is not of X.509 version 3");
}

// domain/x509/x509-certificate.ts
function readX509Certificate(der) {
	const [tbs, outer, signature, ...beyond] = readDer(der).sequence();
	if (!tbs || !outer || !signature || beyond.length > 0) throw malformed$12("it has not three parts");
	const [version, serial, inner, issuer, validity, subject, publicKey, ...rest] = tbs.sequence();
	if (!version || !serial || !inner || !issuer || !validity || !subject || !publicKey) throw malformed$12("a field is missing");
	requireVersion3(version);
	requireSerialNumber(serial);
	requireSameAlgorithm(inner, outer);
	const extensions = readExtensions$1(extensionsField(rest));
	requireKnownExtensions(extensions);
	return {
		der,
		tbs,
		algorithm: readSignatureAlgorithm(outer),
		signature: wholeBytes(signature),
		serial: serial.content,
		issuer: issuer.raw,
		subject: subject.raw,
		...readValidity(validity),
		publicKey: readKey$1(publicKey.raw),
		extensions
	};
}
function extensionsField(rest) {
	const [field, ...others] = rest;
	if (others.length > 0 || field !== void 0 && field.tag !== 163) throw malformed$12("it has a field too many");
	return field;
}
function readValidity(validity) {
	const [notBefore, notAfter, ...others] = validity.sequence().map((node) => node.time() / 1e3);
	if (notBefore === void 0 || notAfter === void 0 || others.length > 0) throw malformed$12("its validity is incomplete");
	if (!Number.isInteger(notBefore) || !Number.isInteger(notAfter)) throw malformed$12("its validity has a fraction");
	return {
		notBefore,
		notAfter
	};
}
function wholeBytes(node) {
	const { bytes, unusedBits } = node.bitString();
	if (unusedBits !== 0) throw malformed$12("its signature does not end with a whole byte");
	return bytes;
}
function readKey$1(spki) {
	try {
		return readPublicKey(spki);
	} catch (cause) {
		throw new Fault("certificate-malformed", "the key of a certificate is not one that is understood", { cause });
	}
}
function malformed$12(problem) {
	return new Fault("certificate-malformed", `the certificate is malformed: ${problem}`);
}

// domain/attestation/dsse.ts
const IN_TOTO_PAYLOAD_TYPE = "application/vnd.in-toto+json";
function preAuthEncoding(payloadType, payload) {
	const type = encodeUtf8(payloadType);
	const head = encodeUtf8(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `);
	const encoded = new Uint8Array(head.length + payload.length);
	encoded.set(head);
	encoded.set(payload, head.length);
	return encoded;
}

// domain/sigstore/artifact-digests.ts
const ALGORITHMS = [
	"sha256",
	"sha384",
	"sha512"
];
function requireArtifact(content, artifact) {
	if (artifact === "unbound") return;
	if (artifact === "statement-only") {
		if (content.kind === "dsse") return;
		throw new Fault("artifact-required", "the bundle signs a file; name the file or its digest");
	}
	if (content.kind === "message") requireMessage(content, artifact);
	else requireSubject(content, artifact);
}
function requireMessage({ digest }, artifact) {
	const actual = artifact[digest.algorithm];
	if (actual === void 0) throw new Fault("artifact-required", `the bundle signs the ${digest.algorithm} of the file, which is not known`);
	if (actual !== digest.hex) throw new Fault("digest-mismatch", "the file is not the one that was signed");
}
function requireSubject(content, artifact) {
	if (content.payloadType !== "application/vnd.in-toto+json") throw new Fault("subject-mismatch", `a payload of type ${printable(content.payloadType, 80)} has no subjects`);
	const { subject } = parseStatement(content.payload);
	if (!subject.some(({ digest }) => isSameFile(digest, artifact))) throw new Fault("subject-mismatch", "the statement is not about the file");
}
function isSameFile(digests, artifact) {
	const shared = ALGORITHMS.filter((algorithm) => Object.hasOwn(digests, algorithm) && artifact[algorithm] !== void 0);
	return shared.length > 0 && shared.every((algorithm) => digests[algorithm] === artifact[algorithm]);
}

// domain/sigstore/chain/further-certificates.ts
function requireKnownCertificates(certificates, { version, authorities }) {
	for (const certificate of certificates) {
		const place = authorities.find((one) => one.certificates.some(({ der }) => equalBytes(der, certificate)));
		if (place === void 0) throw untrusted("its chain holds a certificate that is not in the trusted root");
		const root = place.certificates.at(-1);
		if (version !== "0.1" && root !== void 0 && equalBytes(root.der, certificate)) throw untrusted("its chain holds a root certificate");
	}
}
function untrusted(problem) {
	return new Fault("certificate-untrusted", `the bundle's certificate is not acceptable: ${problem}`);
}

// domain/x509/basic-constraints.ts
function basicConstraints({ extensions }) {
	var _fields$, _fields$2;
	const extension = extensions.get(EXTENSION.basicConstraints);
	if (extension === void 0) return {
		isAuthority: false,
		pathLength: void 0
	};
	const fields = readDer(extension.value).sequence();
	const isAuthority = ((_fields$ = fields[0]) == null ? void 0 : _fields$.tag) === DER_TAGS.boolean && fields[0].boolean();
	const [length, ...beyond] = ((_fields$2 = fields[0]) == null ? void 0 : _fields$2.tag) === DER_TAGS.boolean ? fields.slice(1) : fields;
	const pathLength = length == null ? void 0 : length.integer();
	const misplaced = pathLength !== void 0 && (!isAuthority || pathLength < 0n);
	if (beyond.length > 0 || misplaced) throw new Fault("certificate-malformed", "the certificate is malformed: its basic constraints contradict themselves");
	return {
		isAuthority,
		pathLength
	};
}
function requireAuthority(certificate) {
	if (!basicConstraints(certificate).isAuthority) throw new Fault("certificate-not-authority", "a certificate was issued by one that is not an authority's");
}
function requirePathLength(certificate, below) {
	const { pathLength } = basicConstraints(certificate);
	if (pathLength !== void 0 && pathLength < BigInt(below)) throw new Fault("certificate-path-length", "more authorities follow an authority than its certificate allows");
}

// domain/x509/certificate-signature.ts
const KNOWN$2 = /* @__PURE__ */ new WeakMap();
async function requireSignedBy(certificate, issuer, crypto) {
	if (!await isSignedBy(certificate, issuer, crypto)) throw new Fault("certificate-signature", "a certificate is not signed by the authority that it names");
}
function isSignedBy(certificate, issuer, crypto) {
	const issuers = KNOWN$2.get(certificate) ?? /* @__PURE__ */ new WeakMap();
	KNOWN$2.set(certificate, issuers);
	const holds = issuers.get(issuer) ?? verifyLink(certificate, issuer, crypto);
	issuers.set(issuer, holds);
	return holds;
}
async function verifyLink({ algorithm, tbs, signature }, { publicKey }, crypto) {
	if (algorithm.key !== publicKey.kind) return false;
	return crypto.verify({
		key: publicKey,
		hash: algorithm.hash,
		bytes: tbs.raw,
		signature
	});
}

// domain/x509/extended-key-usage.ts
const CODE_SIGNING$1 = "1.3.6.1.5.5.7.3.3";
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
const ANY_PURPOSE = "2.5.29.37.0";
function purposesOf({ extensions }) {
	const extension = extensions.get(EXTENSION.extendedKeyUsage);
	return extension === void 0 ? void 0 : readDer(extension.value).sequence().map((purpose) => purpose.oid());
}
function requireForCodeSigning(certificate) {
	var _purposesOf;
	if (!((_purposesOf = purposesOf(certificate)) == null ? void 0 : _purposesOf.includes("1.3.6.1.5.5.7.3.3"))) throw unfit("the signer's certificate is not for signing code");
}
function requireIssuesFor(certificate, purpose) {
	const purposes = purposesOf(certificate);
	if (purposes === void 0 || purposes.includes(purpose) || purposes.includes(ANY_PURPOSE)) return;
	throw unfit("an authority may not issue certificates for that purpose");
}
function requireForTimeStampingAlone(certificate) {
	var _certificate$extensio;
	const purposes = purposesOf(certificate);
	if (((_certificate$extensio = certificate.extensions.get(EXTENSION.extendedKeyUsage)) == null ? void 0 : _certificate$extensio.critical) !== true || (purposes == null ? void 0 : purposes.length) !== 1 || purposes[0] !== "1.3.6.1.5.5.7.3.8") throw unfit("the certificate of the timestamp authority is not for timestamps alone");
}
function unfit(problem) {
	return new Fault("certificate-purpose", problem);
}

// domain/x509/key-usage.ts
const DIGITAL_SIGNATURE = 128;
const KEY_CERT_SIGN = 4;
function usageOf(certificate) {
	var _keyUsageOf;
	return (_keyUsageOf = keyUsageOf(certificate)) == null ? void 0 : _keyUsageOf[0];
}
function keyUsageOf({ extensions }) {
	const extension = extensions.get(EXTENSION.keyUsage);
	if (extension === void 0) return void 0;
	const [first = 0, second = 0] = readDer(extension.value).bitString().bytes;
	return [first, second];
}
function requireMayIssue(certificate) {
	const usage = usageOf(certificate);
	if (usage !== void 0 && (usage & KEY_CERT_SIGN) === 0) throw new Fault("certificate-key-usage", "the key of an authority is not for issuing certificates");
}
function requireMaySign(certificate) {
	if (((usageOf(certificate) ?? 0) & DIGITAL_SIGNATURE) === 0) throw new Fault("certificate-key-usage", "the key of the certificate is not for signatures");
}
function requireMayStamp(certificate) {
	const usage = usageOf(certificate);
	if (usage !== void 0 && (usage & 192) === 0) throw new Fault("certificate-key-usage", "the key of the timestamp authority is not for signatures");
}

// domain/x509/certificate-path.ts
async function verifyPath({ path, purpose, at }, crypto) {
	for (const [depth, authority] of path.entries()) {
		requireValidAt(authority, at);
		if (depth === 0) continue;
		requireAuthority(authority);
		requireMayIssue(authority);
		requireIssuesFor(authority, purpose);
		requirePathLength(authority, depth - 1);
	}
	for (const [depth, certificate] of path.entries()) {
		const issuer = path[depth + 1];
		if (issuer === void 0) return;
		requireNameChaining(certificate, issuer);
		await requireSignedBy(certificate, issuer, crypto);
	}
}
function requireNameChaining(certificate, issuer) {
	if (!equalBytes(certificate.issuer, issuer.subject)) throw new Fault("certificate-name-chaining", "a certificate names another issuer than the authority above it");
}

// domain/x509/key-identifiers.ts
function subjectKeyIdentifier(extensions) {
	const extension = extensions.get(EXTENSION.subjectKeyIdentifier);
	return extension === void 0 ? void 0 : readDer(extension.value).octetString();
}
function authorityKeyIdentifier(extensions) {
	var _readDer$sequence$fin;
	const extension = extensions.get(EXTENSION.authorityKeyIdentifier);
	if (extension === void 0) return void 0;
	return (_readDer$sequence$fin = readDer(extension.value).sequence().find((field) => field.tag === 128)) == null ? void 0 : _readDer$sequence$fin.content;
}

// domain/x509/certificate-names.ts
const KNOWN$1 = /* @__PURE__ */ new WeakMap();
function certificateNames(der) {
	const known = KNOWN$1.get(der) ?? readNames(der);
	KNOWN$1.set(der, known);
	return known;
}
function readNames(der) {
	const [tbs, algorithm, signature, ...beyond] = readDer(der).sequence();
	const [, serial, , issuer, , subject] = (tbs == null ? void 0 : tbs.sequence()) ?? [];
	if (!algorithm || !signature || !serial || !issuer || !subject || beyond.length > 0) throw new Fault("certificate-malformed", "the certificate is malformed: a field is missing");
	return {
		subject: subject.raw,
		issuer: issuer.raw,
		serial: serial.content
	};
}

// domain/sigstore/log-key.ts
const rsa = (encoding, bits) => bits === void 0 ? {
	encoding,
	kind: "rsa"
} : {
	encoding,
	kind: "rsa",
	bits
};
const KINDS$3 = /* @__PURE__ */ new Map([
	["PKCS1_RSA_PKCS1V5", rsa("pkcs1")],
	["PKIX_RSA_PKCS1V5", rsa("spki")],
	["PKIX_RSA_PKCS1V15_2048_SHA256", rsa("spki", 2048)],
	["PKIX_RSA_PKCS1V15_3072_SHA256", rsa("spki", 3072)],
	["PKIX_RSA_PKCS1V15_4096_SHA256", rsa("spki", 4096)],
	["PKIX_ECDSA_P256_SHA_256", {
		encoding: "spki",
		kind: "ec",
		curve: "P-256"
	}],
	["PKIX_ECDSA_P384_SHA_384", {
		encoding: "spki",
		kind: "ec",
		curve: "P-384"
	}],
	["PKIX_ECDSA_P521_SHA_512", {
		encoding: "spki",
		kind: "ec",
		curve: "P-521"
	}],
	["PKIX_ED25519", {
		encoding: "spki",
		kind: "ed25519"
	}]
]);
function readLogKey(rawBytes, details) {
	const expected = KINDS$3.get(details);
	if (expected === void 0) return "unknown";
	const key = decode$2(rawBytes, expected.encoding);
	if (key === void 0 || key.kind !== expected.kind) return "wrong";
	if (key.kind === "ec" && key.curve !== expected.curve) return "wrong";
	if (key.kind === "rsa" && expected.bits !== void 0 && key.bits !== expected.bits) return "wrong";
	return key;
}
function decode$2(rawBytes, encoding) {
	try {
		return readPublicKey(encoding === "spki" ? rawBytes : wrapRsaPublicKey(rawBytes));
	} catch (error) {
		if (error instanceof Fault) return void 0;
		throw error;
	}
}

// domain/sigstore/trusted-root-document.ts
const validFor = closedObject({
	start: timeField,
	end: optionalField(timeField)
});
const keyId = closedObject({ keyId: nonEmptyBytesField });
const log = closedObject({
	baseUrl: fieldOr(textOf({ most: 2048 }), ""),
	hashAlgorithm: oneOf("SHA2_256"),
	publicKey: closedObject({
		rawBytes: nonEmptyBytesField,
		keyDetails: textField,
		validFor
	}),
	logId: optionalField(keyId),
	checkpointKeyId: optionalField(keyId),
	operator: optionalField(textField)
});
const authority = closedObject({
	subject: optionalField(closedObject({
		organization: optionalField(textField),
		commonName: optionalField(textField)
	})),
	uri: fieldOr(textField, ""),
	certChain: closedObject({ certificates: listOf(closedObject({ rawBytes: nonEmptyBytesField }), {
		least: 1,
		most: 8
	}) }),
	validFor,
	operator: optionalField(textField)
});
const trustedRootDocument = closedObject({
	mediaType: oneOf("application/vnd.dev.sigstore.trustedroot+json;version=0.1", "application/vnd.dev.sigstore.trustedroot+json;version=0.2", "application/vnd.dev.sigstore.trustedroot.v0.1+json", "application/vnd.dev.sigstore.trustedroot.v0.2+json"),
	tlogs: fieldOr(listOf(log), []),
	certificateAuthorities: fieldOr(listOf(authority), []),
	ctlogs: fieldOr(listOf(log), []),
	timestampAuthorities: fieldOr(listOf(authority), [])
});

// domain/sigstore/trusted-root.ts
const MAX_TRUSTED_ROOT_BYTES = 4194304;
function parseTrustedRoot(bytes) {
	const { tlogs, ctlogs, certificateAuthorities, timestampAuthorities } = parseRootDocument(bytes);
	if (certificateAuthorities.length + timestampAuthorities.length + tlogs.length === 0) throw malformed$11("it is empty");
	const root = {
		logs: readLogs(tlogs, "a transparency log"),
		certificateLogs: readLogs(ctlogs, "a certificate log"),
		authorities: certificateAuthorities.map(readAuthority),
		timestampAuthorities: timestampAuthorities.map(readAuthority)
	};
	const periods = [
		...[...tlogs, ...ctlogs].map(({ publicKey }) => publicKey),
		...certificateAuthorities,
		...timestampAuthorities
	].map(({ validFor }) => validFor);
	return {
		...root,
		requires: {
			logEntries: tlogs.length > 0 ? 1 : 0,
			certificateTimestamps: ctlogs.length > 0 ? 1 : 0
		},
		newest: newestOf$1(periods.map(({ start }) => start))
	};
}
function mergedRoot(roots) {
	return {
		logs: roots.flatMap(({ logs }) => logs),
		certificateLogs: roots.flatMap(({ certificateLogs }) => certificateLogs),
		authorities: roots.flatMap(({ authorities }) => authorities),
		timestampAuthorities: roots.flatMap(({ timestampAuthorities }) => timestampAuthorities),
		requires: {
			logEntries: 0,
			certificateTimestamps: 0
		},
		newest: newestOf$1(roots.map(({ newest }) => newest))
	};
}
function newestOf$1(times) {
	return times.reduce((newest, time) => time > newest ? time : newest, /* @__PURE__ */ new Date(0));
}
function isWithin(period, time) {
	return period.start <= time && (period.end === void 0 || time <= period.end);
}
function parseRootDocument(bytes) {
	try {
		const json = parseJsonObject(bytes, {
			maxBytes: MAX_TRUSTED_ROOT_BYTES,
			what: "the trusted root"
		});
		return parseDocument$1(trustedRootDocument, json, {
			code: "trusted-root-malformed",
			what: "the trusted root"
		});
	} catch (error) {
		if (error instanceof Fault) throw new Fault("trusted-root-malformed", error.message, { cause: error });
		throw error;
	}
}
function readLogs(documents, what) {
	const logs = documents.map((document) => readLog(document, what)).filter((log) => log !== void 0);
	if (new Set(logs.map((log) => encodeHex(log.keyId))).size !== logs.length) throw malformed$11("two of its logs have the same id");
	return logs;
}
function readLog(document, what) {
	var _document$checkpointK, _document$logId;
	const { rawBytes, keyDetails, validFor } = document.publicKey;
	const keyId = ((_document$checkpointK = document.checkpointKeyId) == null ? void 0 : _document$checkpointK.keyId) ?? ((_document$logId = document.logId) == null ? void 0 : _document$logId.keyId);
	if (keyId === void 0) throw malformed$11(`${what} has no id`);
	const publicKey = readLogKey(rawBytes, keyDetails);
	if (publicKey === "unknown") return void 0;
	if (publicKey === "wrong") throw malformed$11(`the key of ${what} is not of the kind that it says`);
	return {
		baseUrl: document.baseUrl,
		keyId,
		publicKey,
		validFor: readPeriod(validFor)
	};
}
function readAuthority(document) {
	const certificates = document.certChain.certificates.map((certificate) => certificate.rawBytes);
	if (!certificates.every(isCertificate)) throw malformed$11("what should be a certificate is not one");
	return {
		uri: document.uri,
		certificates,
		validFor: readPeriod(document.validFor)
	};
}
function isCertificate(der) {
	try {
		certificateNames(der);
		return true;
	} catch (error) {
		if (error instanceof Fault) return false;
		throw error;
	}
}
function readPeriod(period) {
	const end = period.end ?? void 0;
	if (end !== void 0 && end < period.start) throw malformed$11("a validity ends before it starts");
	return {
		start: period.start,
		end
	};
}
function malformed$11(problem) {
	return new Fault("trusted-root-malformed", `the trusted root is malformed: ${problem}`);
}

// domain/sigstore/chain/issuing-authority.ts
async function requireIssued(issue, crypto) {
	const candidates = issue.authorities.flatMap((authority) => candidatesOf(authority, issue.certificate));
	if (candidates.length === 0) throw new Fault("authority-unknown", "the certificate is of an authority that the trusted root does not know");
	let issuer;
	for (const at of issue.times) issuer = await issuerAt(at, {
		certificate: issue.certificate,
		candidates
	}, crypto);
	if (issuer === void 0) throw new Fault("signed-time-missing", "nothing says when the certificate was used");
	return issuer;
}
function knowsIssuer(certificate, authorities) {
	return authorities.some((authority) => candidatesOf(authority, certificate).length > 0);
}
function candidatesOf(authority, certificate) {
	const wanted = authorityKeyIdentifier(certificate.extensions);
	return authority.certificates.flatMap((one, at) => {
		const own = keyIdentifierOf(one);
		return (wanted === void 0 || own === void 0 ? equalBytes(one.subject, certificate.issuer) : equalBytes(wanted, own)) ? [{
			authority,
			chain: () => authority.certificates.slice(at).map((each) => each.read())
		}] : [];
	});
}
function keyIdentifierOf(certificate) {
	try {
		return subjectKeyIdentifier(certificate.read().extensions);
	} catch (error) {
		if (error instanceof Fault) return void 0;
		throw error;
	}
}
async function issuerAt(at, { certificate, candidates }, crypto) {
	let refusal;
	for (const { authority, chain } of candidates) {
		if (!isWithin(authority.validFor, new Date(at))) continue;
		try {
			const [issuer, ...above] = requireAnchored(chain());
			if (issuer === void 0) continue;
			await verifyPath({
				path: [
					certificate,
					issuer,
					...above
				],
				purpose: CODE_SIGNING$1,
				at
			}, crypto);
			return issuer;
		} catch (error) {
			if (!(error instanceof Fault)) throw error;
			refusal = error;
		}
	}
	throw refusal ?? new Fault("certificate-untrusted", "the trusted root has the authority for another time only");
}
function requireAnchored(chain) {
	const anchor = chain.at(-1);
	if (anchor === void 0 || !equalBytes(anchor.issuer, anchor.subject)) throw new Fault("certificate-untrusted", "the chain of the authority in the trusted root has no root at its end");
	return chain;
}

// domain/sigstore/local-issuer.ts
const LOCAL_ISSUER = "https://capsule-local.invalid";

// domain/transparency/signed-note.ts
const MAX_SIGNATURES = 64;
const MAX_CHARACTERS$1 = 65536;
function parseSignedNote(note) {
	if (note.length > MAX_CHARACTERS$1) throw malformed$10("it is too long");
	const end = note.lastIndexOf("\n\n");
	if (end < 0 || !note.endsWith("\n")) throw malformed$10("it is not a signed note");
	const text = note.slice(0, end + 1);
	if (/[\x00-\x09\x0b-\x1f\x7f]/.test(note)) throw malformed$10("it has control characters");
	return {
		text,
		bytes: encodeUtf8(text),
		signatures: readSignatures(note.slice(end + 2, -1))
	};
}
function readSignatures(block) {
	const lines = block.split("\n");
	if (lines.length > MAX_SIGNATURES) throw malformed$10(`it has more than ${MAX_SIGNATURES} signatures`);
	return lines.map((line) => {
		const [, name, encoded] = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
		if (name === void 0 || encoded === void 0) throw malformed$10("a signature line is malformed");
		const bytes = decode$1(encoded);
		if (bytes.length < 5) throw malformed$10("a signature is too short");
		return {
			name,
			keyHint: bytes.subarray(0, 4),
			signature: bytes.subarray(4)
		};
	});
}
function decode$1(base64) {
	try {
		return decodeBase64(base64);
	} catch {
		throw malformed$10("a signature is not base64");
	}
}
function malformed$10(problem) {
	return new Fault("log-checkpoint-invalid", `a checkpoint is malformed: ${problem}`);
}

// domain/transparency/checkpoint.ts
function parseCheckpoint(note) {
	const { text, bytes, signatures } = parseSignedNote(note);
	const [origin = "", size = "", hash = ""] = text.split("\n");
	if (origin === "" || text.includes("\n\n")) throw malformed$9("it has no origin, or a line without anything");
	if (!/^(0|[1-9][0-9]{0,18})$/.test(size)) throw malformed$9("its tree size is not a number");
	return {
		origin,
		treeSize: BigInt(size),
		rootHash: decode(hash),
		bytes,
		signatures
	};
}
function decode(base64) {
	try {
		const bytes = decodeBase64(base64);
		if (bytes.length === 32) return bytes;
	} catch {}
	throw malformed$9("its root hash is not base64 of 32 bytes");
}
function malformed$9(problem) {
	return new Fault("log-checkpoint-invalid", `a checkpoint is malformed: ${problem}`);
}

// domain/sigstore/log/checkpoint-signature.ts
async function requireCheckpoint({ proof, log, names }, crypto) {
	const checkpoint = requireStatedTree(proof);
	const own = checkpoint.signatures.filter(({ keyHint }) => equalBytes(keyHint, log.keyId.subarray(0, 4)));
	if (own.length === 0) throw invalid$2("it has no signature of its log");
	if (names === "of-the-log") requireNames(checkpoint, {
		own: own.map(({ name }) => name),
		log
	});
	for (const { signature } of own) {
		const signed = {
			key: log.publicKey,
			hash: "sha256",
			bytes: checkpoint.bytes,
			signature
		};
		if (!await crypto.verify(signed)) throw invalid$2("its signature is not the log's");
	}
	return checkpoint;
}
function requireStatedTree(proof) {
	const checkpoint = parseCheckpoint(proof.checkpoint);
	if (checkpoint.treeSize !== proof.treeSize) throw invalid$2("its tree size is not that of the proof");
	if (!equalBytes(checkpoint.rootHash, proof.rootHash)) throw invalid$2("its root hash is not that of the proof");
	return checkpoint;
}
function requireNames({ origin }, { own, log }) {
	const names = namesOf$1(log);
	if (!own.every((name) => names.includes(name))) throw invalid$2("it is signed under another name");
	if (!own.some((name) => origin === name || origin.startsWith(`${name} - `))) throw invalid$2("it is of another log");
}
function namesOf$1({ baseUrl }) {
	if (!URL.canParse(baseUrl)) return [baseUrl];
	const { host, hostname, pathname } = new URL(baseUrl);
	return [
		hostname,
		host,
		`${host}${pathname.replace(/\/$/, "")}`
	];
}
function invalid$2(problem) {
	return new Fault("log-checkpoint-invalid", `the checkpoint of a log does not hold: ${problem}`);
}

// kernel/pem.ts
function parsePem(text, label = "CERTIFICATE") {
	var _block$exec;
	const body = (_block$exec = new RegExp(`^-----BEGIN ${label}-----\\r?\\n([A-Za-z0-9+/=\\r\\n]+)-----END ${label}-----\\s*$`).exec(text)) == null ? void 0 : _block$exec[1];
	if (body === void 0) throw new Fault("pem-malformed", `a text is not one PEM block of a ${label.toLowerCase()}`);
	return decodeBase64(body.replace(/[\r\n]/g, ""));
}

// domain/sigstore/log/entry-facts.ts
const digest$2 = (algorithm) => openObject({
	algorithm: oneOf(algorithm),
	value: textField
});
const hashedrekord001 = openObject({
	data: openObject({ hash: openObject({
		algorithm: oneOf("sha256", "sha384", "sha512"),
		value: textField
	}) }),
	signature: openObject({
		content: textField,
		publicKey: openObject({ content: textField })
	})
});
const verifier = openObject({
	x509Certificate: optionalField(openObject({ rawBytes: textField })),
	publicKey: optionalField(openObject({ rawBytes: textField }))
});
const hashedrekord002 = openObject({ hashedRekordV002: openObject({
	data: openObject({
		algorithm: oneOf("SHA2_256", "SHA2_384", "SHA2_512"),
		digest: textField
	}),
	signature: openObject({
		content: textField,
		verifier
	})
}) });
const ONE = {
	least: 1,
	most: 1
};
const dsse001 = openObject({
	payloadHash: digest$2("sha256"),
	signatures: listOf(openObject({
		signature: textField,
		verifier: textField
	}), ONE)
});
const dsse002 = openObject({ dsseV002: openObject({
	payloadHash: openObject({
		algorithm: oneOf("SHA2_256"),
		digest: textField
	}),
	signatures: listOf(openObject({
		content: textField,
		verifier
	}), ONE)
}) });
const intoto002 = openObject({ content: openObject({
	payloadHash: digest$2("sha256"),
	envelope: openObject({
		payloadType: textField,
		signatures: listOf(openObject({
			sig: textField,
			publicKey: textField
		}), ONE)
	})
}) });
function readEntryFacts(entry) {
	try {
		return readBody(entry);
	} catch (error) {
		if (!(error instanceof Fault) || error.code === "log-entry-mismatch") throw error;
		throw new Fault("log-entry-mismatch", `the log entry is malformed: ${error.message}`, { cause: error });
	}
}
function readBody(entry) {
	const { kind, apiVersion, spec } = parseJsonObject(entry.body, { what: "the log entry" });
	if (kind !== entry.kind || apiVersion !== entry.version) throw mismatch$3("an entry of another kind");
	const read = READERS.get(`${entry.kind} ${entry.version}`);
	if (read === void 0) throw new Fault("log-entry-mismatch", `log entries of kind ${printable(entry.kind, 40)} are not understood`);
	return read({ spec: spec ?? null });
}
const READERS = /* @__PURE__ */ new Map([
	["hashedrekord 0.0.1", readHashedrekord001],
	["hashedrekord 0.0.2", readHashedrekord002],
	["dsse 0.0.1", readDsse001],
	["dsse 0.0.2", readDsse002],
	["intoto 0.0.2", readIntoto002]
]);
function parse(spec, body) {
	return parseDocument$1(openObject({ spec }), body, {
		code: "log-entry-mismatch",
		what: "the log entry"
	}).spec;
}
function readHashedrekord001(body) {
	const { data, signature } = parse(hashedrekord001, body);
	return {
		signature: decodeBase64(signature.content),
		signedDigest: {
			algorithm: data.hash.algorithm,
			hex: data.hash.value
		},
		signer: pemSigner(signature.publicKey.content)
	};
}
function readHashedrekord002(body) {
	const { data, signature } = parse(hashedrekord002, body).hashedRekordV002;
	return {
		signature: decodeBase64(signature.content),
		signedDigest: {
			algorithm: data.algorithm.replace("SHA2_", "sha"),
			hex: encodeHex(decodeBase64(data.digest))
		},
		signer: verifierFacts(signature.verifier)
	};
}
function readDsse001(body) {
	const { payloadHash, signatures } = parse(dsse001, body);
	const [signature = nothing()] = signatures;
	return {
		signature: decodeBase64(signature.signature),
		payloadDigest: payloadHash.value,
		signer: pemSigner(signature.verifier)
	};
}
function readDsse002(body) {
	const { payloadHash, signatures } = parse(dsse002, body).dsseV002;
	const [signature = nothing()] = signatures;
	return {
		signature: decodeBase64(signature.content),
		payloadDigest: encodeHex(decodeBase64(payloadHash.digest)),
		signer: verifierFacts(signature.verifier)
	};
}
function readIntoto002(body) {
	const { envelope, payloadHash } = parse(intoto002, body).content;
	const [signature = nothing()] = envelope.signatures;
	return {
		signature: decodeBase64(decodeUtf8(decodeBase64(signature.sig), "a signature")),
		payloadDigest: payloadHash.value,
		payloadType: envelope.payloadType,
		signer: pemSigner(signature.publicKey)
	};
}
function verifierFacts({ x509Certificate: certificate, publicKey }) {
	if (certificate !== void 0) return { certificate: decodeBase64(certificate.rawBytes) };
	if (publicKey !== void 0) return { publicKey: decodeBase64(publicKey.rawBytes) };
	throw new Fault("log-entry-mismatch", "the log entry is malformed: it names no signer");
}
function pemSigner(base64) {
	const text = decodeUtf8(decodeBase64(base64), "the signer of the log entry");
	if (text.includes("BEGIN CERTIFICATE")) return { certificate: parsePem(text, "CERTIFICATE") };
	return { publicKey: parsePem(text, "PUBLIC KEY") };
}
function nothing() {
	throw mismatch$3("no signature");
}
function mismatch$3(what) {
	return new Fault("log-entry-mismatch", `the log entry is about ${what} than the bundle`);
}

// domain/sigstore/log/entry-content.ts
async function requireLogged(entry, logged, crypto) {
	const facts = readEntryFacts(entry);
	const { content, signer } = logged;
	if (!equalBytes(facts.signature, content.signature)) throw mismatch$2("another signature");
	if (!await sameContent(facts, content, crypto)) throw mismatch$2("other content");
	if (!sameSigner(facts.signer, signer)) throw mismatch$2("another signer");
}
async function sameContent(facts, content, crypto) {
	const { signedDigest, payloadDigest, payloadType } = facts;
	if (content.kind === "message") return (signedDigest == null ? void 0 : signedDigest.algorithm) === content.digest.algorithm && signedDigest.hex === content.digest.hex;
	if (payloadType !== void 0 && payloadType !== content.payloadType) return false;
	const sha256Hex = async (bytes) => encodeHex(await crypto.digest("sha256", bytes));
	if (payloadDigest !== void 0) return payloadDigest === await sha256Hex(content.payload);
	if ((signedDigest == null ? void 0 : signedDigest.algorithm) !== "sha256") return false;
	return signedDigest.hex === await sha256Hex(preAuthEncoding(content.payloadType, content.payload));
}
function sameSigner(logged, signer) {
	if ("certificate" in signer) return "certificate" in logged && equalBytes(logged.certificate, signer.certificate);
	return "publicKey" in logged && equalBytes(logged.publicKey, signer.publicKey);
}
function mismatch$2(what) {
	return new Fault("log-entry-mismatch", `the log entry is about ${what} than the bundle`);
}

// domain/transparency/merkle.ts
function leafHash(entry, crypto) {
	return crypto.digest("sha256", concatBytes(Uint8Array.of(0), entry));
}
function nodeHash(left, right, crypto) {
	return crypto.digest("sha256", concatBytes(Uint8Array.of(1), left, right));
}
const HASH_BYTES = 32;
async function rootOfProof(leaf, { index, treeSize, hashes }, crypto) {
	if (index < 0n || index >= treeSize || [leaf, ...hashes].some(({ length }) => length !== 32)) return;
	let [place, last, root] = [
		index,
		treeSize - 1n,
		leaf
	];
	for (const hash of hashes) {
		if (last === 0n) return void 0;
		if ((place & 1n) === 1n || place === last) {
			root = await nodeHash(hash, root, crypto);
			while ((place & 1n) === 0n && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
		} else root = await nodeHash(root, hash, crypto);
		[place, last] = [place >> 1n, last >> 1n];
	}
	return last === 0n ? root : void 0;
}

// domain/sigstore/log/inclusion.ts
async function requireInclusion({ body }, proof, crypto) {
	const root = await rootOfProof(await leafHash(body, crypto), proof, crypto);
	if (root === void 0 || !equalBytes(root, proof.rootHash)) throw new Fault("log-inclusion-invalid", "a log entry is not in the tree that its log signed");
}

// domain/sigstore/log/signed-entry-timestamp.ts
async function requirePromise(entry, log, crypto) {
	const { promise, integratedSeconds } = entry;
	if (promise === void 0) throw invalid$1("there is none");
	if (!isWithin(log.validFor, /* @__PURE__ */ new Date(Number(integratedSeconds) * 1e3))) throw invalid$1("its key was not valid then");
	const signed = {
		key: log.publicKey,
		hash: "sha256",
		bytes: promisedBytes(entry),
		signature: promise
	};
	if (!await crypto.verify(signed)) throw invalid$1("its signature is not the log's");
}
function promisedBytes({ body, integratedSeconds, index, logId }) {
	const [text, id] = [encodeBase64(body), encodeHex(logId)];
	return encodeUtf8(`{"body":"${text}","integratedTime":${integratedSeconds},"logID":"${id}","logIndex":${index}}`);
}
function invalid$1(problem) {
	return new Fault("log-promise-invalid", `the promise of a log does not hold: ${problem}`);
}

// domain/sigstore/log/log-entry.ts
function logOf({ logId }, logs) {
	const log = logs.find(({ keyId }) => equalBytes(keyId, logId));
	if (log !== void 0) return log;
	throw new Fault("log-unknown", "a log entry is of a log that the trusted root does not know", { hint: advice`a newer trusted root may know it; what a private or the local instance signed needs its own, by ${option("trusted-root")}` });
}
function requireConsistent({ index, integratedSeconds, promise, proof }) {
	if (proof !== void 0 && proof.index >= proof.treeSize) throw invalid("its index lies outside of the tree");
	if (promise === void 0 && integratedSeconds !== 0n) throw invalid("it states a time that no promise signs");
	if (promise === void 0 && (proof == null ? void 0 : proof.index) !== index) throw invalid("its index is not that of its proof");
	if (index > BigInt(Number.MAX_SAFE_INTEGER) || integratedSeconds > BigInt(Number.MAX_SAFE_INTEGER)) throw invalid("a number is larger than any log can reach");
}
async function requireInLog(entry, log, crypto) {
	const { promise, proof } = entry;
	if (promise === void 0 && proof === void 0) throw invalid("neither a promise nor a proof says so");
	if (promise !== void 0) await requirePromise(entry, log, crypto);
	if (proof === void 0) return void 0;
	const { origin } = await requireCheckpoint({
		proof,
		log,
		names: namesOf(entry)
	}, crypto);
	await requireInclusion(entry, proof, crypto);
	return origin;
}
function namesOf({ kind, version }) {
	return version === "0.0.2" && kind !== "intoto" ? "of-the-log" : "of-the-operator";
}
function requireKeyWindow(entry, log, times) {
	if (entry.promise !== void 0) return;
	if (!times.some(({ seconds }) => isWithin(log.validFor, /* @__PURE__ */ new Date(seconds * 1e3)))) throw invalid("the key of its log was not valid when it was signed");
}
function invalid(problem) {
	return new Fault("log-proof-invalid", `a log entry is not proven to be in its log: ${problem}`);
}

// domain/sigstore/sct/certificate-timestamps.ts
const KEYS = /* @__PURE__ */ new Map([[1, "rsa"], [3, "ec"]]);
const SHA256 = 4;
const MAX_TIMESTAMPS = 16;
function readCertificateTimestamps(extensions) {
	const extension = extensions.get(EXTENSION.certificateTimestamps);
	if (extension === void 0) return [];
	const node = readDer(extension.value);
	if (node.tag !== DER_TAGS.octetString) throw malformed$8("the list is not an octet string");
	const list = new TlsReader(node.content);
	const items = new TlsReader(list.opaque());
	list.end();
	const timestamps = [];
	while (!items.atEnd) timestamps.push(readTimestamp(items.opaque()));
	if (timestamps.length > MAX_TIMESTAMPS) throw malformed$8(`there are more than ${MAX_TIMESTAMPS}`);
	return timestamps;
}
function readTimestamp(bytes) {
	const reader = new TlsReader(bytes);
	if (reader.number(1) !== 0) throw malformed$8("one is not of version 1");
	const logId = reader.take(32);
	const time = reader.take(8);
	const extensions = reader.opaque();
	const hash = reader.number(1);
	const key = KEYS.get(reader.number(1));
	if (hash !== SHA256 || key === void 0) throw malformed$8("one is not signed with SHA-256 by ECDSA or RSA");
	const signature = reader.opaque();
	reader.end();
	return {
		logId,
		time,
		milliseconds: millisecondsOf(time),
		extensions,
		key,
		signature
	};
}
function millisecondsOf(time) {
	return time.reduce((total, byte) => total * 256 + byte, 0);
}
var TlsReader = class {
	constructor(bytes) {
		this.place = 0;
		this.bytes = bytes;
	}
	get atEnd() {
		return this.place === this.bytes.length;
	}
	take(count) {
		const taken = this.bytes.subarray(this.place, this.place + count);
		if (taken.length < count) throw malformed$8("one ends too early");
		this.place += count;
		return taken;
	}
	number(width) {
		return this.take(width).reduce((total, byte) => total * 256 + byte, 0);
	}
	opaque() {
		return this.take(this.number(2));
	}
	end() {
		if (!this.atEnd) throw malformed$8("something follows");
	}
};
function malformed$8(problem) {
	return new Fault("certificate-transparency", `the certificate timestamps are malformed: ${problem}`);
}

// domain/sigstore/sct/precertificate.ts
function precertificateOf({ tbs, extensions }) {
	const kept = [...extensions].filter(([id]) => id !== EXTENSION.certificateTimestamps).map(([, { raw }]) => raw);
	const fields = tbs.sequence().filter(({ tag }) => tag !== 163).map(({ raw }) => raw);
	return sequence(...fields, ...kept.length === 0 ? [] : [explicit(3, sequence(...kept))]);
}

// domain/sigstore/sct/certificate-transparency.ts
async function requireTransparency(logged, crypto) {
	const timestamps = readCertificateTimestamps(logged.certificate.extensions);
	if (new Set(timestamps.map(({ logId }) => encodeHex(logId))).size < timestamps.length) throw refused$3("two certificate timestamps are of one log");
	if (timestamps.length < logged.needed) throw refused$3(`certificate timestamps of ${logged.needed} logs are required, it has ${timestamps.length}`);
	const entry = timestamps.length === 0 ? void 0 : await precertificateEntry(logged, crypto);
	for (const timestamp of timestamps) {
		const log = logged.logs.find(({ keyId }) => equalBytes(keyId, timestamp.logId));
		if (log === void 0) throw new Fault("certificate-log-unknown", "the certificate was logged in a log that the trusted root does not know");
		if (!isWithin(log.validFor, new Date(timestamp.milliseconds))) throw refused$3("a certificate log was not valid then");
		if (entry === void 0 || !await isPromised({
			timestamp,
			log,
			entry
		}, crypto)) throw refused$3("a certificate timestamp is not signed by its log");
	}
}
async function precertificateEntry({ certificate, issuer }, crypto) {
	const tbs = precertificateOf(certificate);
	return concatBytes(await crypto.digest("sha256", issuer.publicKey.spki), bigEndian(tbs.length, 3), tbs);
}
async function isPromised({ timestamp, log, entry }, crypto) {
	const key = log.publicKey;
	if (key.kind !== timestamp.key) return false;
	const { time, extensions, signature } = timestamp;
	const bytes = concatBytes(...[
		Uint8Array.of(0, 0),
		time,
		Uint8Array.of(0, 1),
		entry
	], ...[bigEndian(extensions.length, 2), extensions]);
	return crypto.verify({
		key,
		hash: "sha256",
		bytes,
		signature
	});
}
function bigEndian(value, width) {
	return Uint8Array.of(value >> 16, value >> 8, value).subarray(3 - width);
}
function refused$3(problem) {
	return new Fault("certificate-transparency", problem);
}

// domain/sigstore/signature/content-signature.ts
async function requireSignature(signed, crypto) {
	if (await holdsSignature(signed, crypto)) return;
	throw new Fault("signature-invalid", "the signature does not fit the signer's key and the content");
}
function holdsSignature(signed, crypto) {
	const { content } = signed;
	return content.kind === "message" ? isMessageSigned(signed, content, crypto) : isEnvelopeSigned(signed, content, crypto);
}
async function isMessageSigned({ key, message }, { digest, signature }, crypto) {
	const hash = digest.algorithm;
	if (!hashesOf(key).includes(hash) || key.kind === "ed25519") return false;
	if (message !== void 0 && encodeHex(await crypto.digest(hash, message)) === digest.hex) return crypto.verify({
		key,
		hash,
		bytes: message,
		signature
	});
	return crypto.verifyDigest({
		key,
		hash,
		digest: decodeHex(digest.hex),
		signature
	});
}
async function isEnvelopeSigned({ key }, { payloadType, payload, signature }, crypto) {
	const bytes = preAuthEncoding(payloadType, payload);
	for (const hash of hashesOf(key)) if (await crypto.verify({
		key,
		hash,
		bytes,
		signature
	})) return true;
	return false;
}
function hashesOf(key) {
	return key.kind === "ec" ? CURVE_HASHES[key.curve] : ["sha256"];
}
const CURVE_HASHES = {
	"P-256": ["sha256"],
	"P-384": ["sha384", "sha256"],
	"P-521": ["sha512", "sha256"]
};

// domain/sigstore/certificate.ts
const BASIC_CONSTRAINTS = "2.5.29.19";
const KEY_USAGE = "2.5.29.15";
const EXTENDED_KEY_USAGE = "2.5.29.37";
const SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
const ORGANIZATION = "2.5.4.10";
const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
const FULCIO = "1.3.6.1.4.1.57264.1";
const FULCIO_OTHER_NAME = `${FULCIO}.7`;
function readCertificate(der) {
	const [tbs, , , ...beyond] = readDer(der).sequence();
	if (tbs === void 0 || beyond.length > 0) throw malformed$7("it has not three parts");
	const [version, serial, , issuer, validity, subject, publicKey, ...rest] = tbs.sequence();
	if (!version || !serial || !issuer || !validity || !subject || !publicKey || version.tag !== 160) throw malformed$7("a field is missing");
	const extensions = readExtensions(rest.find((node) => node.tag === 163));
	const [notBefore, notAfter] = validity.sequence().map((node) => Math.floor(node.time() / 1e3));
	if (notBefore === void 0 || notAfter === void 0) throw malformed$7("its validity is incomplete");
	return {
		der,
		publicKey: publicKey.raw,
		notBefore,
		notAfter,
		subjectAlternativeName: readAlternativeName(extensions.get(SUBJECT_ALTERNATIVE_NAME)),
		issuer: derText(extensions, 8) ?? rawText(extensions, 1),
		authorityOrganizations: readOrganizations(issuer),
		extensions: readFulcioExtensions(extensions),
		selfIssued: equalBytes(issuer.raw, subject.raw),
		isAuthority: readIsAuthority(extensions.get(BASIC_CONSTRAINTS)),
		maySignCode: readMaySignCode(extensions)
	};
}
function readExtensions(node) {
	const extensions = /* @__PURE__ */ new Map();
	const [list] = (node == null ? void 0 : node.children()) ?? [];
	for (const extension of (list == null ? void 0 : list.sequence()) ?? []) {
		var _fields$;
		const [id, ...fields] = extension.sequence();
		const value = fields.at(-1);
		if (id === void 0 || value === void 0 || fields.length > 2) throw malformed$7("an extension is incomplete");
		if (fields.length === 2) (_fields$ = fields[0]) == null || _fields$.boolean();
		if (extensions.has(id.oid())) throw malformed$7("an extension stands in it twice");
		extensions.set(id.oid(), value.octetString());
	}
	return extensions;
}
function readAlternativeName(value) {
	if (value === void 0) throw malformed$7("it has no subject alternative name");
	const [name, ...others] = readDer(value).sequence();
	if (name === void 0 || others.length > 0) throw malformed$7("it has not exactly one subject alternative name");
	if (name.tag === 134) return {
		kind: "uri",
		value: ascii(name)
	};
	if (name.tag === 129) return {
		kind: "email",
		value: ascii(name)
	};
	if (name.tag === 160) return {
		kind: "other-name",
		value: readOtherName(name)
	};
	throw malformed$7("its subject alternative name is of another kind");
}
function readOtherName(name) {
	const [type, wrapped] = name.children();
	const [text] = (wrapped == null ? void 0 : wrapped.children()) ?? [];
	if ((type == null ? void 0 : type.oid()) !== FULCIO_OTHER_NAME || text === void 0) throw malformed$7("its user name is of another kind");
	return text.string();
}
function ascii(name) {
	const { content } = name;
	if (content.length === 0) throw malformed$7("its subject alternative name is empty");
	if (content.some((byte) => byte < 32 || byte > 126)) throw malformed$7("a name is not printable ASCII");
	return decodeUtf8(content, "a name");
}
function readOrganizations(name) {
	return name.sequence().flatMap((relative) => relative.set().map((attribute) => attribute.sequence())).flatMap(([type, value]) => (type == null ? void 0 : type.oid()) === ORGANIZATION && value ? [value.string()] : []);
}
function readIsAuthority(value) {
	const [flag] = value === void 0 ? [] : readDer(value).sequence();
	return (flag == null ? void 0 : flag.tag) === DER_TAGS.boolean && flag.boolean();
}
function readMaySignCode(extensions) {
	const usage = extensions.get(KEY_USAGE);
	const extended = extensions.get(EXTENDED_KEY_USAGE);
	if (usage === void 0 || extended === void 0) return false;
	const digitalSignature = ((readDer(usage).bitString().bytes[0] ?? 0) & 128) !== 0;
	const purposes = readDer(extended).sequence();
	return digitalSignature && purposes.some((purpose) => purpose.oid() === CODE_SIGNING);
}
function readFulcioExtensions(extensions) {
	return {
		buildSignerUri: derText(extensions, 9),
		buildSignerDigest: derText(extensions, 10),
		runnerEnvironment: derText(extensions, 11),
		sourceRepositoryUri: derText(extensions, 12),
		sourceRepositoryDigest: derText(extensions, 13),
		sourceRepositoryRef: derText(extensions, 14),
		sourceRepositoryIdentifier: derText(extensions, 15),
		sourceRepositoryOwnerUri: derText(extensions, 16),
		sourceRepositoryOwnerIdentifier: derText(extensions, 17),
		buildConfigUri: derText(extensions, 18),
		buildConfigDigest: derText(extensions, 19),
		buildTrigger: derText(extensions, 20),
		runInvocationUri: derText(extensions, 21),
		sourceRepositoryVisibility: derText(extensions, 22),
		deploymentEnvironment: derText(extensions, 23),
		tokenSubject: derText(extensions, 24)
	};
}
function derText(extensions, number) {
	const value = extensions.get(`${FULCIO}.${number}`);
	return value === void 0 ? void 0 : readDer(value).string();
}
function rawText(extensions, number) {
	const value = extensions.get(`${FULCIO}.${number}`);
	return value === void 0 ? void 0 : decodeUtf8(value, "a certificate extension");
}
function malformed$7(problem) {
	return new Fault("certificate-malformed", `the certificate is malformed: ${problem}`);
}

// domain/sigstore/chain/signer-leaf.ts
function requireSignerLeaf(certificate) {
	if (basicConstraints(certificate).isAuthority || equalBytes(certificate.issuer, certificate.subject)) throw new Fault("certificate-not-leaf", "the signer's certificate is an authority's");
	requireMaySign(certificate);
	requireForCodeSigning(certificate);
}

// domain/sigstore/signer-memory.ts
const LATEST = /* @__PURE__ */ new WeakMap();
function rememberedSigner(der, trust) {
	const latest = LATEST.get(trust);
	if (latest !== void 0 && equalBytes(latest.certificate.der, der)) return latest;
	const certificate = readX509Certificate(der);
	const signer = {
		certificate,
		facts: readCertificate(der)
	};
	requireSignerLeaf(certificate);
	LATEST.set(trust, signer);
	return signer;
}

// domain/sigstore/timestamp/tst-info.ts
const OPTIONAL = [
	DER_TAGS.sequence,
	DER_TAGS.boolean,
	DER_TAGS.integer,
	160,
	161
];
function readTstInfo(der) {
	var _optional$find;
	const [version, policy, imprint, serial, time, ...optional] = readDer(der).sequence();
	if (!version || !policy || !imprint || !serial || !time || version.integer() !== 1n) throw malformed$6("it is not a statement of version 1 about a time");
	serial.integer();
	const places = optional.map(({ tag }) => OPTIONAL.indexOf(tag));
	if (places.some((place, at) => place < 0 || place <= (places[at - 1] ?? -1))) throw malformed$6("it has a field that is not known");
	for (const extension of ((_optional$find = optional.find(({ tag }) => tag === 161)) == null ? void 0 : _optional$find.children()) ?? []) {
		const critical = extension.sequence()[1];
		if ((critical == null ? void 0 : critical.tag) === DER_TAGS.boolean && critical.boolean()) throw malformed$6("it has a critical extension");
	}
	const [algorithm, hash, ...beyond] = imprint.sequence();
	const [id] = (algorithm == null ? void 0 : algorithm.sequence()) ?? [];
	if (id === void 0 || hash === void 0 || beyond.length > 0) throw malformed$6("it names no message");
	if (time.tag !== DER_TAGS.generalizedTime) throw malformed$6("its time is of another type");
	return {
		imprintAlgorithm: id.oid(),
		imprint: hash.octetString(),
		milliseconds: time.time(),
		policy: policy.oid(),
		accuracy: optional.find(({ tag }) => tag === DER_TAGS.sequence)
	};
}
function malformed$6(problem) {
	return new Fault("timestamp-invalid", `a timestamp is malformed: ${problem}`);
}

// domain/sigstore/timestamp/timestamp-token.ts
const TST_INFO = "1.2.840.113549.1.9.16.1.4";
const SIGNED_DATA = "1.2.840.113549.1.7.2";
const RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
const DIGEST_ALGORITHMS = /* @__PURE__ */ new Map([
	["2.16.840.1.101.3.4.2.1", "sha256"],
	["2.16.840.1.101.3.4.2.2", "sha384"],
	["2.16.840.1.101.3.4.2.3", "sha512"]
]);
function readTimestampToken(der) {
	const response = readDer(der);
	requireDeepDer(response);
	const [status, token, ...beyond] = response.sequence();
	const [code] = (status == null ? void 0 : status.sequence()) ?? [];
	if (code === void 0 || code.integer() !== 0n && code.integer() !== 1n) throw malformed$5("it was not granted");
	if (beyond.length > 0) throw malformed$5("it is not signed data");
	return {
		der,
		...readSignedData(token)
	};
}
function signedDataIn(token) {
	var _signedData$;
	const [type, wrapped, ...more] = (token == null ? void 0 : token.sequence()) ?? [];
	const signedData = (wrapped == null ? void 0 : wrapped.tag) === 160 ? wrapped.children() : [];
	if ((type == null ? void 0 : type.oid()) !== SIGNED_DATA || signedData.length !== 1 || more.length > 0) throw malformed$5("it is not signed data");
	return ((_signedData$ = signedData[0]) == null ? void 0 : _signedData$.sequence()) ?? [];
}
function readSignedData(token) {
	const [, , encapsulated, ...rest] = signedDataIn(token);
	const infoBytes = readEncapsulated(encapsulated);
	return {
		infoBytes,
		info: readTstInfo(infoBytes),
		...readSigner$2(rest)
	};
}
function readEncapsulated(node) {
	const [type, wrapped, ...beyond] = (node == null ? void 0 : node.sequence()) ?? [];
	const [content, ...more] = (wrapped == null ? void 0 : wrapped.tag) === 160 ? wrapped.children() : [];
	if ((type == null ? void 0 : type.oid()) !== "1.2.840.113549.1.9.16.1.4" || content === void 0 || beyond.length + more.length > 0) throw malformed$5("it states no time");
	return content.octetString();
}
function readSigner$2(rest) {
	var _rest$at, _fields$;
	const [signer, ...others] = ((_rest$at = rest.at(-1)) == null ? void 0 : _rest$at.set()) ?? [];
	const unread = rest.slice(0, -1);
	if (signer === void 0 || others.length > 0) throw malformed$5("it has not exactly one signer");
	if (unread.some(({ tag }, at) => {
		var _unread;
		return tag !== 160 && tag !== 161 || ((_unread = unread[at - 1]) == null ? void 0 : _unread.tag) === tag;
	})) throw malformed$5("its signed data has a field that is not known");
	const [, name, digest, ...fields] = signer.sequence();
	const [issuer, serial, ...beyond] = (name == null ? void 0 : name.sequence()) ?? [];
	const signedAttributes = ((_fields$ = fields[0]) == null ? void 0 : _fields$.tag) === 160 ? fields[0] : void 0;
	const [algorithm, signature, unsigned, ...more] = signedAttributes === void 0 ? fields : fields.slice(1);
	if (!issuer || !serial || !digest || !algorithm || !signature || beyond.length + more.length > 0) throw malformed$5("its signer is incomplete");
	if (unsigned !== void 0 && unsigned.tag !== 161) throw malformed$5("its signer has a field that is not known");
	const digestAlgorithm = DIGEST_ALGORITHMS.get(identifierOf(digest));
	return {
		signerIssuer: issuer.raw,
		signerSerial: serial.content,
		digestAlgorithm,
		signedAttributes,
		algorithm: cmsAlgorithm(identifierOf(algorithm), digestAlgorithm),
		signature: signature.octetString()
	};
}
function cmsAlgorithm(id, digest) {
	if (id !== RSA_ENCRYPTION) return signatureAlgorithm(id);
	return digest === void 0 ? void 0 : {
		key: "rsa",
		hash: digest
	};
}
function identifierOf(algorithm) {
	const [id] = algorithm.sequence();
	if (id === void 0) throw malformed$5("an algorithm is not named");
	return id.oid();
}
function requireDeepDer(node) {
	if (!node.constructed) return;
	for (const child of node.children()) requireDeepDer(child);
}
function malformed$5(problem) {
	return new Fault("timestamp-invalid", `a timestamp is malformed: ${problem}`);
}

// domain/sigstore/timestamp/certificate-id.ts
const SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
async function requireCertificateId(attributes, certificate, crypto) {
	var _attributes$get, _fields$, _fields$0$sequence$, _fields$find;
	const [identifiers] = ((_attributes$get = attributes.get(SIGNING_CERTIFICATE_V2)) == null ? void 0 : _attributes$get.sequence()) ?? [];
	const [signer] = (identifiers == null ? void 0 : identifiers.sequence()) ?? [];
	const fields = (signer == null ? void 0 : signer.sequence()) ?? [];
	const named = ((_fields$ = fields[0]) == null ? void 0 : _fields$.tag) === DER_TAGS.sequence ? (_fields$0$sequence$ = fields[0].sequence()[0]) == null ? void 0 : _fields$0$sequence$.oid() : "2.16.840.1.101.3.4.2.1";
	const algorithm = DIGEST_ALGORITHMS.get(named ?? "");
	const hash = (_fields$find = fields.find(({ tag }) => tag === DER_TAGS.octetString)) == null ? void 0 : _fields$find.octetString();
	if (algorithm === void 0 || hash === void 0 || !equalBytes(hash, await crypto.digest(algorithm, certificate))) throw new Fault("timestamp-certificate-id", "a timestamp does not name the certificate of its authority");
}

// domain/sigstore/timestamp/message-imprint.ts
async function requireImprint({ info }, bytes, crypto) {
	const algorithm = DIGEST_ALGORITHMS.get(info.imprintAlgorithm);
	if (algorithm === void 0 || !equalBytes(info.imprint, await crypto.digest(algorithm, bytes))) throw new Fault("timestamp-imprint", "a timestamp is of another signature");
}

// domain/sigstore/timestamp/signed-attributes.ts
const CONTENT_TYPE = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
function readSignedAttributes({ signedAttributes }) {
	const attributes = /* @__PURE__ */ new Map();
	for (const attribute of (signedAttributes == null ? void 0 : signedAttributes.children()) ?? []) {
		const [id, values, ...beyond] = attribute.sequence();
		const [value, ...others] = (values == null ? void 0 : values.set()) ?? [];
		if (id === void 0 || value === void 0 || beyond.length + others.length > 0) throw refused$2("one has not exactly one value");
		if (attributes.has(id.oid())) throw refused$2("one is there twice");
		attributes.set(id.oid(), value);
	}
	return attributes;
}
function requireContentType(attributes) {
	var _attributes$get;
	if (((_attributes$get = attributes.get(CONTENT_TYPE)) == null ? void 0 : _attributes$get.oid()) !== "1.2.840.113549.1.9.16.1.4") throw new Fault("timestamp-content-type", "what the timestamp authority signed is not about a time");
}
async function requireMessageDigest(attributes, { digestAlgorithm, infoBytes }, crypto) {
	var _attributes$get2;
	const stated = (_attributes$get2 = attributes.get(MESSAGE_DIGEST)) == null ? void 0 : _attributes$get2.octetString();
	const found = digestAlgorithm === void 0 ? void 0 : await crypto.digest(digestAlgorithm, infoBytes);
	if (stated === void 0 || found === void 0 || !equalBytes(stated, found)) throw new Fault("timestamp-digest", "the timestamp authority signed another time or message");
}
function refused$2(problem) {
	return new Fault("timestamp-attributes", `the signed attributes of a timestamp are not in order: ${problem}`);
}

// domain/sigstore/timestamp/token-signature.ts
async function requireTokenSignature({ signedAttributes, algorithm, signature }, key, crypto) {
	if (signedAttributes === void 0 || algorithm === void 0 || algorithm.key !== key.kind) throw refused$1();
	const bytes = concatBytes(Uint8Array.of(DER_TAGS.set), signedAttributes.raw.subarray(1));
	if (!await crypto.verify({
		key,
		hash: algorithm.hash,
		bytes,
		signature
	})) throw refused$1();
}
function refused$1() {
	return new Fault("timestamp-signature", "a timestamp is not signed by the authority that it names");
}

// domain/sigstore/timestamp/verify-timestamp.ts
function authoritiesOf({ signerIssuer, signerSerial }, authorities) {
	return authorities.filter(({ certificates: [leaf] }) => leaf !== void 0 && equalBytes(leaf.serial, signerSerial) && equalBytes(leaf.issuer, signerIssuer));
}
async function verifyTimestamp(token, { bytes, authority }, crypto) {
	await requireImprint(token, bytes, crypto);
	const [leaf, ...above] = authority.certificates.map((one) => one.read());
	if (leaf === void 0) throw new Fault("timestamp-authority-unknown", "the authority has no certificate");
	requireForTimeStampingAlone(leaf);
	requireMayStamp(leaf);
	const path = [leaf, ...requireAnchored(above)];
	await verifyPath({
		path,
		purpose: TIME_STAMPING,
		at: token.info.milliseconds
	}, crypto);
	const attributes = readSignedAttributes(token);
	requireContentType(attributes);
	await requireMessageDigest(attributes, token, crypto);
	await requireCertificateId(attributes, leaf.der, crypto);
	await requireTokenSignature(token, leaf.publicKey, crypto);
}

// domain/sigstore/timestamp/known-tokens.ts
function knownTokens(responses, authorities) {
	const named = readTokens(responses).flatMap((token) => authoritiesOf(token, authorities).map((authority) => ({
		token,
		authority
	})));
	const valid = named.filter(({ token, authority }) => isWithin(authority.validFor, new Date(token.info.milliseconds)));
	const known = valid.filter(({ token }, at) => valid.findIndex((one) => one.token === token) === at);
	if (responses.length > 0 && named.length === 0) throw unknown("timestamp-authority-unknown", "its timestamps are of authorities that the trusted root does not know");
	if (responses.length > 0 && known.length === 0) throw unknown("signed-time-missing", "its timestamps are of authorities that the trusted root does not know at that time");
	requireDistinct(known.map(({ token }) => `${encodeHex(token.signerSerial)} ${token.info.milliseconds}`));
	return known;
}
function readTokens(responses) {
	requireDistinct(responses.length > 1 ? responses.map(encodeHex) : []);
	return responses.map(readTimestampToken);
}
function unknown(code, problem) {
	return new Fault(code, problem, { hint: "a newer trusted root may know the authority" });
}
function requireDistinct(names) {
	if (new Set(names).size < names.length) throw new Fault("timestamp-invalid", "a timestamp is twice in the bundle");
}

// domain/sigstore/trust-anchors.ts
const KNOWN = /* @__PURE__ */ new WeakMap();
function trustAnchors(root) {
	const known = KNOWN.get(root);
	if (known !== void 0) return known;
	const anchors = {
		logs: root.logs,
		certificateLogs: root.certificateLogs,
		authorities: root.authorities.map(authorityAnchor),
		timestampAuthorities: root.timestampAuthorities.map(authorityAnchor)
	};
	KNOWN.set(root, anchors);
	return anchors;
}
function authorityAnchor({ certificates, validFor }) {
	return {
		validFor,
		certificates: certificates.map(anchor)
	};
}
function anchor(der) {
	return {
		der,
		...certificateNames(der),
		read: once(() => readX509Certificate(der))
	};
}

// domain/sigstore/unknown-parties.ts
function unknownParties(bundle, trust) {
	const unknown = /* @__PURE__ */ new Set();
	if (bundle.material.kind === "key") return unknown;
	const { authorities, certificateLogs, timestampAuthorities, logs } = trustAnchors(trust);
	const certificate = readX509Certificate(bundle.material.certificates[0]);
	if (!knowsIssuer(certificate, authorities)) unknown.add("authority");
	if (certificateLogs.length > 0 && !knowsCertificateLogs(certificate, certificateLogs)) unknown.add("certificate-log");
	const tokens = readTokens(bundle.timestamps);
	if (tokens.length > 0 && tokens.every((token) => authoritiesOf(token, timestampAuthorities).length === 0)) unknown.add("timestamp-authority");
	if (bundle.logEntries.some(({ logId }) => !knowsLog(logId, logs))) unknown.add("log");
	return unknown;
}
function knowsLog(logId, logs) {
	return logs.some(({ keyId }) => equalBytes(keyId, logId));
}
function knowsCertificateLogs({ extensions }, logs) {
	return readCertificateTimestamps(extensions).every(({ logId }) => knowsLog(logId, logs));
}

// domain/sigstore/verify-bundle.ts
async function verifyBundle(order, crypto) {
	const { bundle, trust } = order;
	const anchors = trustAnchors(trust);
	const signer = await readSigner$1(order, anchors, crypto);
	for (const entry of bundle.logEntries) await requireLogged(entry, {
		content: bundle.content,
		signer: loggedAs(signer)
	}, crypto);
	const entries = bundle.logEntries.map((entry) => ({
		entry,
		log: logOf(entry, anchors.logs)
	}));
	for (const { entry } of entries) requireConsistent(entry);
	const tokens = knownTokens(bundle.timestamps, anchors.timestampAuthorities);
	const stamped = tokens.map(({ token }) => token);
	const times = signedTimes(bundle, stamped);
	requireEnough(order, times);
	const bytes = bundle.content.signature;
	for (const { token, authority } of tokens) await verifyTimestamp(token, {
		bytes,
		authority
	}, crypto);
	await requireSignerAt(signer, {
		order,
		anchors,
		times: milliseconds(bundle, stamped)
	}, crypto);
	const logEntries = [];
	for (const { entry, log } of entries) logEntries.push(factsOf(entry, log, await requireInLog(entry, log, crypto)));
	const key = signer.kind === "certificate" ? signer.remembered.certificate.publicKey : signer.publicKey;
	await requireSignature({
		content: bundle.content,
		key,
		message: order.message
	}, crypto);
	for (const { entry, log } of entries) requireKeyWindow(entry, log, times);
	requireArtifact(bundle.content, order.artifact);
	if (signer.kind === "certificate" && order.signer.kind !== "key") order.signer.require(signer.remembered.facts);
	return {
		signer: await shownSigner(signer, crypto),
		content: bundle.content,
		times,
		logEntries
	};
}
async function readSigner$1(order, { authorities }, crypto) {
	const { bundle, trust, signer } = order;
	if (bundle.material.kind === "key") {
		if (signer.kind === "key") return signer;
		const { hint } = bundle.material;
		if (signer.kind === "any" && signer.keys.length > 0) return await signingKey(order, {
			hint,
			...signer
		}, crypto);
		throw new Fault("identity-mismatch", "the bundle was signed with a key, and a certificate was expected", { hint: advice`name the public key that must have signed with ${option("key")}` });
	}
	if (signer.kind === "key") throw new Fault("identity-mismatch", "the bundle was signed with a certificate, and a key was expected");
	const [leaf, ...others] = bundle.material.certificates;
	const remembered = rememberedSigner(leaf, trust);
	requireKnownCertificates(others, {
		version: bundle.version,
		authorities
	});
	return {
		kind: "certificate",
		remembered
	};
}
async function signingKey({ bundle: { content }, message }, { hint, keys }, crypto) {
	for (const one of keys) if (encodeBase64(await crypto.digest("sha256", one.publicKey.spki)) === hint) return one;
	for (const one of keys) if (await holdsSignature({
		content,
		key: one.publicKey,
		message
	}, crypto)) return one;
	throw new Fault("identity-mismatch", `the bundle was signed with another key than the ${keys.length} that are expected`);
}
function loggedAs(signer) {
	if (signer.kind === "key") return { publicKey: signer.publicKey.spki };
	return { certificate: signer.remembered.certificate.der };
}
async function shownSigner(signer, crypto) {
	if (signer.kind === "key") {
		const { spki } = signer.publicKey;
		return {
			kind: "key",
			publicKey: spki,
			fingerprint: encodeHex(await crypto.digest("sha256", spki))
		};
	}
	return {
		kind: "certificate",
		certificate: signer.remembered.facts
	};
}
function signedTimes(bundle, tokens) {
	return [...bundle.logEntries.filter(({ promise }) => promise !== void 0).map((entry) => ({
		source: "log",
		seconds: Number(entry.integratedSeconds)
	})), ...tokens.map(({ info }) => ({
		source: "timestamp-authority",
		seconds: Math.floor(info.milliseconds / 1e3)
	}))];
}
function milliseconds(bundle, tokens) {
	return [...bundle.logEntries.filter(({ promise }) => promise !== void 0).map((entry) => Number(entry.integratedSeconds) * 1e3), ...tokens.map(({ info }) => info.milliseconds)];
}
function requireEnough({ bundle, trust, minimum }, times) {
	const { logEntries } = bundle;
	if (logEntries.some((entry, at) => logEntries.slice(0, at).some((other) => isSame(entry, other)))) throw new Fault("log-entry-missing", "a log entry is twice in the bundle");
	const logs = new Set(logEntries.map(({ logId }) => encodeHex(logId)));
	const required = bundle.material.kind === "certificate" ? trust.requires.logEntries : 0;
	const needed = Math.max(required, (minimum == null ? void 0 : minimum.logEntries) ?? 0);
	if (logs.size < needed) throw new Fault("log-entry-missing", `${needed} log entries are required, the bundle has ${logs.size}`);
	const neededTimes = Math.max(bundle.material.kind === "certificate" ? 1 : 0, (minimum == null ? void 0 : minimum.times) ?? 0);
	if (times.length < neededTimes) throw new Fault("signed-time-missing", "no log or timestamp authority of the trusted root says when it was signed", { hint: "a newer trusted root may know the authority that did" });
}
function isSame(entry, other) {
	return equalBytes(entry.logId, other.logId) && equalBytes(entry.body, other.body);
}
async function requireSignerAt(signer, { order, anchors, times }, crypto) {
	if (signer.kind === "key") {
		const { validFor, revoked, logged } = signer;
		if (logged && order.bundle.logEntries.length === 0) throw new Fault("log-entry-missing", "what this key signs must be in a log, and the bundle has no entry of one");
		if ((validFor !== void 0 || revoked !== void 0) && times.length === 0) throw new Fault("signed-time-missing", "the key is valid for a time only, and nothing says when it signed");
		if (revoked !== void 0 && !times.every((at) => at < revoked.getTime())) throw new Fault("key-revoked", `the key is revoked, and signed after ${formatEpoch(revoked.getTime() / 1e3)}`);
		if (validFor !== void 0 && !times.every((at) => isWithin(validFor, new Date(at)))) throw new Fault("key-expired", "the key was not valid when it signed");
		return;
	}
	const { remembered } = signer;
	const { certificate } = remembered;
	const issuer = await requireIssued({
		certificate,
		authorities: anchors.authorities,
		times
	}, crypto);
	const needed = order.trust.requires.certificateTimestamps;
	if (anchors.certificateLogs.length === 0 && needed === 0) return;
	const transparent = {
		certificate,
		issuer,
		logs: anchors.certificateLogs,
		needed
	};
	remembered.transparency ?? (remembered.transparency = requireTransparency(transparent, crypto));
	await remembered.transparency;
}
function factsOf(entry, log, origin) {
	return {
		log: log.baseUrl,
		origin,
		index: String(entry.index),
		integratedSeconds: entry.promise === void 0 ? void 0 : Number(entry.integratedSeconds)
	};
}

// domain/sigstore/judge-bundle.ts
function doubtOf(bundle, roots) {
	if (bundle.material.kind === "key") return void 0;
	const known = knownByAny(roots);
	const unknown = unknownParties(bundle, known);
	const { facts } = rememberedSigner(bundle.material.certificates[0], known);
	if (unknown.size === 0 || facts.issuer === "https://capsule-local.invalid") return void 0;
	const certificate = readX509Certificate(bundle.material.certificates[0]);
	const oldestFirst = [...roots].sort((a, b) => a.dated.getTime() - b.dated.getTime());
	const outdated = oldestFirst.find(({ root }) => knowsIssuer(certificate, trustAnchors(root).authorities)) ?? oldestFirst[0];
	const isNewer = statedTimes(bundle, facts.notBefore).every((at) => outdated !== void 0 && outdated.dated <= at);
	return outdated !== void 0 && isNewer ? {
		unknown,
		outdated,
		known
	} : void 0;
}
const MERGED = /* @__PURE__ */ new WeakMap();
function knownByAny(roots) {
	const known = MERGED.get(roots) ?? mergedRoot(roots.map(({ root }) => root));
	MERGED.set(roots, known);
	return known;
}
function statedTimes(bundle, notBefore) {
	return [notBefore, ...signedTimes(bundle, readTokens(bundle.timestamps)).map(({ seconds }) => seconds)].map((seconds) => /* @__PURE__ */ new Date(seconds * 1e3));
}
function outdatedFault({ unknown, outdated }) {
	const [, unknownParty] = UNKNOWN_PARTIES.find(([party]) => unknown.has(party)) ?? UNKNOWN_PARTIES[0];
	const dated = outdated.dated.toISOString().slice(0, 10);
	return new Fault("trusted-root-outdated", `${unknownParty} that this program does not know: a forgery, or newer than its root of ${dated}`, { hint: advice`verify with ${option("online")}, after capsule roots import, or with a newer version of this program; what a private instance signed needs its own root, by ${option("trusted-root")}` });
}
const UNKNOWN_PARTIES = [
	["authority", "signed by an authority"],
	["certificate-log", "certified in a certificate log"],
	["timestamp-authority", "timestamped by an authority"],
	["log", "logged in a log"]
];
async function judgeBundle(order, crypto) {
	const { bundle, doubt, signer } = order;
	if (bundle.material.kind === "key" || signer.kind === "key") return verifyBundle({
		...order,
		trust: doubt.outdated.root
	}, crypto);
	const anchors = trustAnchors(doubt.known);
	const remembered = rememberedSigner(bundle.material.certificates[0], doubt.known);
	const judged = {
		order,
		anchors,
		remembered
	};
	for (const entry of bundle.logEntries) await requireStatedEntry(entry, judged, crypto);
	const times = await requireStatedTimes(judged, crypto);
	const { unknown, outdated } = doubt;
	const isKnownAuthority = !unknown.has("authority");
	const stated = signedTimes(bundle, readTokens(bundle.timestamps));
	if (isKnownAuthority) requireEnough({
		...order,
		trust: outdated.root
	}, stated);
	if (isKnownAuthority) await requireKnownIssuer(judged, times, crypto);
	for (const entry of bundle.logEntries.filter(({ logId }) => knowsLog(logId, anchors.logs))) {
		const log = logOf(entry, anchors.logs);
		await requireInLog(entry, log, crypto);
		requireKeyWindow(entry, log, stated);
	}
	const key = remembered.certificate.publicKey;
	await requireSignature({
		content: bundle.content,
		key,
		message: order.message
	}, crypto);
	requireArtifact(bundle.content, order.artifact);
	signer.require(remembered.facts);
	return {
		signer: {
			kind: "certificate",
			certificate: remembered.facts
		},
		content: bundle.content,
		times: stated,
		logEntries: []
	};
}
async function requireStatedEntry(entry, { order: { bundle }, remembered }, crypto) {
	const signer = { certificate: remembered.certificate.der };
	await requireLogged(entry, {
		content: bundle.content,
		signer
	}, crypto);
	requireConsistent(entry);
	if (entry.proof === void 0) return;
	requireStatedTree(entry.proof);
	await requireInclusion(entry, entry.proof, crypto);
}
async function requireStatedTimes({ order: { bundle, doubt }, anchors, remembered }, crypto) {
	const bytes = bundle.content.signature;
	const tokens = readTokens(bundle.timestamps);
	for (const token of tokens) await requireImprint(token, bytes, crypto);
	const times = milliseconds(bundle, tokens);
	if (times.length === 0) throw new Fault("signed-time-missing", "nothing in the bundle says when it was signed");
	for (const at of times) requireValidAt(remembered.certificate, at);
	if (doubt.unknown.has("timestamp-authority")) return times;
	for (const { token, authority } of knownTokens(bundle.timestamps, anchors.timestampAuthorities)) await verifyTimestamp(token, {
		bytes,
		authority
	}, crypto);
	return times;
}
async function requireKnownIssuer({ order: { bundle, doubt }, anchors, remembered }, times, crypto) {
	const { authorities, certificateLogs: logs } = anchors;
	const { certificate } = remembered;
	const [, ...others] = bundle.material.kind === "certificate" ? bundle.material.certificates : [];
	requireKnownCertificates(others, {
		version: bundle.version,
		authorities
	});
	const issuer = await requireIssued({
		certificate,
		authorities,
		times
	}, crypto);
	const needed = doubt.outdated.root.requires.certificateTimestamps;
	if (doubt.unknown.has("certificate-log") || logs.length === 0 && needed === 0) return;
	remembered.transparency ?? (remembered.transparency = requireTransparency({
		certificate,
		issuer,
		logs,
		needed
	}, crypto));
	await remembered.transparency;
}

// domain/verification/trust-bundles.ts
function underOne(trusted, crypto) {
	return async (order) => {
		const refusals = [];
		for (const trust of trusted) {
			const verify = (other) => verifyBundle({
				...other,
				trust: trust.root
			}, crypto);
			try {
				return {
					bundle: await verify(order),
					trust,
					verify
				};
			} catch (error) {
				if (!isRefusal(error)) throw error;
				refusals.push(error);
			}
		}
		throw refusals.find(({ code }) => !PARTIES_UNKNOWN.has(code)) ?? refusals[0] ?? new Fault("trusted-root-malformed", "there is no trusted root");
	};
}
const PARTIES_UNKNOWN = /* @__PURE__ */ new Set([
	"authority-unknown",
	"certificate-log-unknown",
	"certificate-untrusted",
	"log-entry-missing",
	"log-unknown",
	"signed-time-missing",
	"timestamp-authority-unknown"
]);
function judgedUnder(trusted, crypto, report) {
	const roots = trusted.flatMap(({ root, mayBeOutdated }) => mayBeOutdated === void 0 ? [] : [{
		root,
		dated: mayBeOutdated
	}]);
	const strict = underOne(trusted, crypto);
	const first = async (order) => {
		const doubt = doubtOf(order.bundle, roots);
		if (doubt === void 0) return {
			...await strict(order),
			verify: others
		};
		report(doubt);
		const bundle = await judgeBundle({
			...order,
			doubt
		}, crypto);
		const trust = trusted.find(({ root }) => root === doubt.outdated.root);
		if (trust === void 0) throw new Fault("internal", "a doubt is about one of the trusted roots");
		return {
			bundle,
			trust,
			verify: others
		};
	};
	const others = async (order) => (await first(order)).bundle;
	return first;
}

// domain/verification/agreement.ts
const SOURCE_FACTS = [
	"repository",
	"repository id",
	"owner id",
	"ref",
	"commit",
	"workflow",
	"workflow commit",
	"builder",
	"event",
	"runner",
	"environment",
	"run"
];
function findDisagreement(stated, certified, { mustState = [], mustCertify = [] } = {}) {
	for (const fact of SOURCE_FACTS) {
		const [one, other] = [stated[fact], certified[fact]];
		if (one === other) continue;
		if (!(one === void 0 && !binds(mustState, fact) || other === void 0 && !binds(mustCertify, fact))) return {
			fact,
			stated: one,
			certified: other
		};
	}
}
function binds(bound, fact) {
	return bound === "all" || bound.includes(fact);
}
function certifiedFacts({ extensions }) {
	return {
		repository: webAddress(extensions.sourceRepositoryUri),
		"repository id": extensions.sourceRepositoryIdentifier,
		"owner id": extensions.sourceRepositoryOwnerIdentifier,
		ref: extensions.sourceRepositoryRef,
		commit: extensions.sourceRepositoryDigest,
		workflow: extensions.buildConfigUri,
		"workflow commit": extensions.buildConfigDigest,
		builder: extensions.buildSignerUri,
		event: extensions.buildTrigger,
		runner: extensions.runnerEnvironment,
		environment: extensions.deploymentEnvironment,
		run: extensions.runInvocationUri
	};
}
function webAddress(repository) {
	return repository === void 0 || repository.includes(":") ? repository : `https://${repository}`;
}
function factsOfRoot({ release, backfill }) {
	return {
		repository: release.repository ?? void 0,
		"repository id": release.repositoryId ?? void 0,
		"owner id": release.ownerId ?? void 0,
		commit: sealingCommit({
			release,
			backfill
		}) ?? void 0,
		run: release.runUri ?? void 0
	};
}
function factsOfBuild(build) {
	const { repository, ref, workflowPath: path } = build;
	return {
		repository,
		"repository id": build.repositoryId,
		"owner id": build.ownerId,
		ref,
		commit: build.commit,
		workflow: path === void 0 || ref === void 0 ? void 0 : `${repository}/${path}@${ref}`,
		event: build.eventName,
		runner: build.runnerEnvironment,
		run: build.runUri
	};
}
function sealingCommit({ release, backfill }) {
	return backfill === void 0 ? release.commit : backfill.commit;
}

// domain/verification/identity/identity-mismatch.ts
function identityMismatch(problem, { said = [], words, sides, accept }) {
	if (said.length === 0) return new Fault("identity-mismatch", problem, { brief: {
		words,
		sides
	} });
	const isTyped = said.every(({ value }) => value !== void 0);
	const options = joined(said.map((one) => advice`${one}`), isTyped ? " " : " and ");
	const accepting = accept ?? (isTyped ? options : void 0);
	return new Fault("identity-mismatch", problem, {
		hint: advice`only if you know that this is right, say so with ${options}`,
		brief: {
			words,
			sides,
			...accepting === void 0 ? {} : { accept: accepting }
		}
	});
}
function requireValue(what, actual, wanted) {
	const { expected, say, words, label = "Signed by" } = wanted;
	if (actual === expected) return;
	throw identityMismatch(`the ${what} is ${shownValue(actual)}, expected is ${printable(expected)}`, {
		...say === void 0 ? {} : { said: [option(say)] },
		...say === "repository" && actual !== void 0 ? { accept: advice`${option(say, typedRepository(actual))}` } : {},
		words,
		sides: [["Expected", typedRepository(expected)], [label, actual === void 0 ? "nobody who is stated" : typedRepository(actual)]]
	});
}
function typedRepository(repository) {
	return repository.startsWith(`${"https://github.com"}/`) && repository.split("/").length === 5 ? repository.slice(GITHUB_WEB.length + 1) : repository;
}
function shownValue(text) {
	return text === void 0 ? "not stated" : printable(text);
}

// domain/verification/identity/identity-flags.ts
const RELEASE_TRIGGERS = [
	"push",
	"release",
	"workflow_dispatch"
];
function identityFlags(certificate, tag) {
	const { extensions, subjectAlternativeName, issuer = "" } = certificate;
	const repository = extensions.sourceRepositoryUri;
	const github = gitHubIssuer(issuer);
	if (github === void 0 || !(repository == null ? void 0 : repository.startsWith(`${github.web}/`))) return [
		"--identity",
		subjectAlternativeName.value,
		"--issuer",
		issuer
	];
	const flags = repositoryOptions(repository, issuer).flatMap(({ option: name, value }) => [`--${name}`, value]);
	const { value: signer } = subjectAlternativeName;
	if (!isSameRepository(signer.slice(0, repository.length + 1), `${repository}/`)) flags.push("--signer-workflow", signer.startsWith(`${github.web}/`) ? signer.slice(github.web.length + 1) : signer);
	const ref = extensions.sourceRepositoryRef;
	if (ref !== void 0 && (tag === null || ref !== `refs/tags/${tag}`)) flags.push("--source-ref", ref);
	const trigger = extensions.buildTrigger;
	if (trigger !== void 0 && !RELEASE_TRIGGERS.includes(trigger)) flags.push("--unsafe-trigger", trigger);
	return flags;
}
function repositoryOptions(repository, issuer) {
	var _gitHubIssuer;
	const short = repository.startsWith(`${"https://github.com"}/`) ? repository.slice(GITHUB_WEB.length + 1) : repository;
	const isOwn = ((_gitHubIssuer = gitHubIssuer(issuer)) == null ? void 0 : _gitHubIssuer.kind) === "enterprise";
	const named = {
		option: "repository",
		value: short
	};
	return isOwn ? [named, {
		option: "issuer",
		value: issuer
	}] : [named];
}

// domain/verification/identity/require-workflow-of.ts
const ANOTHER_SIGNER = [option("identity"), option("issuer")];
function requireWorkflowOf(certificate, { expected, source }) {
	const { extensions } = certificate;
	requireIssuer(certificate.issuer, expected);
	requireRepository("source repository", extensions.sourceRepositoryUri, {
		expected: expected.repository,
		say: "repository",
		words: "signed by another repository"
	});
	if (expected.repositoryId !== void 0) requireValue("number of the source repository", extensions.sourceRepositoryIdentifier, {
		expected: expected.repositoryId,
		words: "signed by another repository that had this name"
	});
	requireRef(extensions.sourceRepositoryRef, {
		expected,
		source
	});
	for (const commit of /* @__PURE__ */ new Set([source == null ? void 0 : source.commit, expected.commit])) {
		if (typeof commit !== "string") continue;
		requireValue("commit", extensions.sourceRepositoryDigest, {
			expected: commit,
			words: "signed for another commit",
			label: "Signed for"
		});
	}
	requireTrigger(extensions.buildTrigger, expected);
	requireSigningWorkflow(certificate, expected);
}
function requireIssuer(actual, expected) {
	const { origin: web } = new URL(expected.repository);
	const wanted = expected.issuer ?? issuerOfGitHub(web);
	const github = gitHubIssuer(actual);
	if (actual === void 0 || github === void 0) throw identityMismatch(`the issuer ${shownValue(actual)} is not of GitHub Actions`, {
		said: ANOTHER_SIGNER,
		words: "not signed by a workflow of GitHub",
		sides: [["Expected", `a workflow of ${typedRepository(expected.repository)}`], ["Signed by", `somebody whom ${actual ?? "no issuer"} knows`]]
	});
	if (actual === wanted && github.web === web) return;
	const there = `${github.web}${expected.repository.slice(web.length)}`;
	const said = repositoryOptions(there, actual);
	throw identityMismatch(`the issuer is ${printable(actual)}, expected is ${printable(wanted)}`, {
		said,
		words: "signed on another GitHub",
		sides: [["Expected", wanted], ["Signed by", actual]]
	});
}
function requireRef(actual, { expected, source }) {
	const tag = (source == null ? void 0 : source.tag) ?? void 0;
	const ref = expected.sourceRef ?? (tag === void 0 ? void 0 : `refs/tags/${tag}`);
	if (ref === void 0) throw identityMismatch(`the source ref is ${shownValue(actual)}, and no tag says which one is expected`, {
		said: [option("source-ref")],
		words: "signed for no tag",
		sides: [["Signed for", actual ?? "nothing"]]
	});
	requireValue("source ref", actual, {
		expected: ref,
		say: "source-ref",
		words: "signed for another tag or branch",
		label: "Signed for"
	});
}
function requireTrigger(trigger, expected) {
	if ([RELEASE_TRIGGERS, expected.unsafeTriggers].some((triggers) => triggers == null ? void 0 : triggers.includes(trigger))) return;
	throw identityMismatch(`the run was started by ${shownValue(trigger)}, which is not how releases are made`, {
		said: [option("unsafe-trigger")],
		words: "its build was started in an unusual way",
		sides: [["Expected", RELEASE_TRIGGERS.join(", ")], ["Started by", trigger ?? "nothing that is stated"]]
	});
}
function requireSigningWorkflow({ subjectAlternativeName: name }, expected) {
	const signer = name.kind === "uri" ? parseWorkflowName(name.value) : void 0;
	if (signer === void 0) throw identityMismatch(`the signer ${shownValue(name.value)} is not a workflow`, {
		said: ANOTHER_SIGNER,
		words: "not signed by a workflow",
		sides: [["Expected", `a workflow of ${typedRepository(expected.repository)}`], ["Signed by", name.value]]
	});
	const { signerWorkflow: workflow } = expected;
	requireRepository("repository of the signing workflow", signer.repository, {
		expected: (workflow == null ? void 0 : workflow.repository) ?? expected.repository,
		say: "signer-workflow",
		words: "signed by a workflow of another repository"
	});
	if (workflow === void 0) return;
	requireValue("path of the signing workflow", signer.path, {
		expected: workflow.path,
		say: "signer-workflow",
		words: "signed by another workflow"
	});
	if (workflow.ref === void 0) return;
	requireValue("ref of the signing workflow", signer.ref, {
		expected: workflow.ref,
		say: "signer-workflow",
		words: "signed by another version of the workflow"
	});
}
function requireRepository(what, actual, wanted) {
	if (actual !== void 0 && isSameRepository(actual, wanted.expected)) return;
	requireValue(what, actual, wanted);
}

// domain/verification/identity/identity-check.ts
function identityCheck(expected, source) {
	switch (expected.kind) {
		case "repository": return (certificate) => requireWorkflowOf(certificate, {
			expected,
			source
		});
		case "exact": return (certificate) => requireExact(certificate, expected);
		case "key": return ({ subjectAlternativeName: { value } }) => {
			throw identityMismatch(`${shownValue(value)} signed with a certificate, and a key was expected`, {
				words: "not signed with the expected key",
				sides: [["Signed by", value]]
			});
		};
		case "any-of": {
			const checks = expected.of.map((one) => identityCheck(one, source));
			return (certificate) => requireAny(certificate, checks);
		}
		case "unsafe-pattern": {
			const patterns = compile(expected);
			return (certificate) => requirePattern(certificate, patterns);
		}
	}
}
function signerFor(expected, require$2 = identityCheck(expected)) {
	if (expected.kind === "key") return expected;
	const keys = expected.kind === "any-of" ? expected.of.filter((one) => one.kind === "key") : [];
	return keys.length === 0 ? {
		kind: "certificate",
		require: require$2
	} : {
		kind: "any",
		require: require$2,
		keys
	};
}
function requireExact(certificate, expected) {
	requireValue("issuer", certificate.issuer, {
		expected: expected.issuer,
		say: "issuer",
		words: "signed by somebody else"
	});
	const { kind, value } = certificate.subjectAlternativeName;
	requireValue("identity", value, {
		expected: expected.subjectAlternativeName,
		say: "identity",
		words: "signed by somebody else"
	});
	const written = kindOf$1(expected.subjectAlternativeName);
	if (kind === written) return;
	throw identityMismatch(`the identity ${shownValue(value)} is certified as ${KINDS$2[kind]}, and is written as ${KINDS$2[written]}`, {
		words: "signed by somebody else",
		sides: [["Expected", `${KINDS$2[written]}, ${expected.subjectAlternativeName}`], ["Signed by", `${KINDS$2[kind]}, ${value}`]]
	});
}
const KINDS$2 = {
	uri: "a URI",
	email: "an e-mail address",
	"other-name": "a user name"
};
function kindOf$1(text) {
	if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)) return "uri";
	return text.includes("@") ? "email" : "other-name";
}
function requireAny(certificate, checks) {
	const refusals = [];
	for (const check of checks) try {
		check(certificate);
		return;
	} catch (error) {
		refusals.push(error);
	}
	if (refusals.length === 1) throw refusals[0];
	const { value } = certificate.subjectAlternativeName;
	throw identityMismatch(`${shownValue(value)} is not one of the ${checks.length} expected signers`, {
		words: "signed by somebody else",
		sides: [["Expected", `one of ${checks.length} signers`], ["Signed by", value]]
	});
}
function compile({ subjectAlternativeName, issuer }) {
	return {
		name: anchored(subjectAlternativeName),
		issuer: anchored(issuer)
	};
}
function anchored(text) {
	try {
		const alone = new RegExp(text, "u");
		return new RegExp(`^(?:${alone.source})$`, "u");
	} catch {
		throw new Fault("configuration-invalid", "an identity pattern is not a regular expression");
	}
}
function requirePattern(certificate, { name, issuer }) {
	const { value } = certificate.subjectAlternativeName;
	const told = {
		words: "signed by somebody else",
		sides: [["Signed by", value]]
	};
	if (!issuer.test(certificate.issuer ?? "")) throw identityMismatch(`the issuer is ${shownValue(certificate.issuer)}`, told);
	if (!name.test(value)) throw identityMismatch(`the identity is ${shownValue(value)}`, told);
}

// domain/verification/identity/same-run.ts
const ATTEMPT = /(?<=\/actions\/runs\/\d{1,20})\/attempts\/\d{1,10}$/;
function sameRun(root) {
	if (root.kind === "key") return {
		kind: "key",
		publicKey: readPublicKey(root.publicKey)
	};
	const expected = runOf(root.certificate);
	return {
		kind: "certificate",
		require(certificate) {
			if (runOf(certificate) === expected) return;
			throw new Fault("identity-mismatch", "it was signed by another identity or in another run than the root");
		}
	};
}
function runOf({ subjectAlternativeName, issuer, extensions }) {
	var _extensions$runInvoca;
	const { kind, value: name } = subjectAlternativeName;
	const runInvocationUri = (_extensions$runInvoca = extensions.runInvocationUri) == null ? void 0 : _extensions$runInvoca.replace(ATTEMPT, "");
	const facts = {
		kind,
		name,
		issuer,
		...extensions,
		runInvocationUri
	};
	return JSON.stringify(Object.entries(facts).sort(([a], [b]) => a < b ? -1 : 1));
}
function isOfRun(signer, root) {
	if (signer.kind === "key") return root.kind === "key" && equalBytes(signer.publicKey, root.publicKey);
	if (root.kind === "key") return false;
	const [one, other] = [signer.certificate, root.certificate].map(({ extensions }) => {
		var _extensions$runInvoca2;
		return (_extensions$runInvoca2 = extensions.runInvocationUri) == null ? void 0 : _extensions$runInvoca2.replace(ATTEMPT, "");
	});
	return one !== void 0 || other !== void 0 ? one === other : runOf(signer.certificate) === runOf(root.certificate);
}
const FACTS_OF_ROOT = [
	"repository",
	"repository id",
	"owner id",
	"commit",
	"run"
];
function requireCertifiedSource(predicate, certificate) {
	const found = findDisagreement(factsOfRoot(predicate), certifiedFacts(certificate), { mustState: FACTS_OF_ROOT });
	if (found === void 0) return;
	throw new Fault("source-contradiction", `the root states another ${found.fact} than its certificate`);
}
function uncertifiedFacts({ predicate }, signer) {
	const { release, backfill } = predicate;
	const certified = signer.kind === "certificate" ? certifiedFacts(signer.certificate) : {};
	return [
		[
			"repository",
			release.repository,
			certified.repository
		],
		[
			"commit",
			release.commit,
			backfill === void 0 ? certified.commit : void 0
		],
		[
			"tag",
			release.tag === null ? null : `refs/tags/${release.tag}`,
			certified.ref
		],
		[
			"run",
			release.runUri,
			certified.run
		]
	].filter(([, stated, other]) => stated !== null && stated !== other).map(([name]) => name);
}

// domain/verification/verify-root.ts
async function verifyRoot(bytes, identity, { verifyFirst, crypto }) {
	const bundle = parseBundle(bytes);
	const { content } = bundle;
	if (content.kind !== "dsse" || content.payloadType !== "application/vnd.in-toto+json") throw new Fault("root-malformed", "the root of the capsule is not an in-toto statement");
	const read = once(() => parseRootStatement(content.payload));
	const requireSigner = (certificate) => {
		const { predicate } = read();
		const source = {
			tag: predicate.release.tag,
			commit: sealingCommit(predicate)
		};
		identityCheck(identity, source)(certificate);
	};
	const { bundle: verified, trust, verify } = await verifyFirst({
		bundle,
		signer: signerFor(identity, requireSigner),
		artifact: "statement-only"
	});
	const statement = read();
	const { predicate } = statement;
	if (verified.signer.kind === "certificate") requireCertifiedSource(predicate, verified.signer.certificate);
	if (predicate.backfill !== void 0) requireSealedThen(predicate.backfill, verified.times);
	const { signer, times, logEntries } = verified;
	return {
		trust,
		verify,
		root: {
			statement,
			sha256: await digestHex("sha256", content.payload, crypto),
			signer,
			times,
			logEntries
		}
	};
}
const MAX_DIFFERENCE_SECONDS = 1200;
function requireSealedThen({ sealed, published }, times) {
	const stated = Date.parse(sealed) / 1e3;
	if (times.some(({ seconds }) => Math.abs(seconds - stated) <= MAX_DIFFERENCE_SECONDS) && Date.parse(published) / 1e3 <= stated) return;
	throw new Fault("source-contradiction", "the root states another time of sealing than that of its signature");
}

// domain/verification/checks/compare-asset.ts
async function compareAsset(found, subjects, documents) {
	const { looked, name, sha256, size } = found;
	const shown = printable(name ?? looked);
	const named = subjects.find((subject) => subject.name === name);
	const subject = named ?? subjects.find(({ digest }) => digest.sha256 === sha256);
	const here = size === void 0 ? {
		looked,
		sha256
	} : {
		looked,
		sha256,
		size
	};
	const result = (status, reason, sealed = subject) => ({
		...here,
		sealedName: sealed == null ? void 0 : sealed.name,
		status,
		reason,
		...sealed === void 0 ? {} : { sealedSha256: sealed.digest.sha256 }
	});
	if (subject === void 0) {
		const document = compareDocument(found, await documents());
		if (document !== void 0) return {
			...here,
			...document,
			isDocument: true
		};
		const taken = name === void 0 ? void 0 : subjects.find((other) => isTakenFor(name, other.name));
		if (taken === void 0) return result("not-part", `${shown} is not part of this release`);
		return result("failed", `${shown} is not the sealed file ${printable(taken.name)}`, taken);
	}
	if (!hasSameDigests(subject, found)) {
		if (found.start === void 0 || !isWebPage(found.start)) return result("failed", `${shown} is not the sealed file`);
		return {
			...result("failed", `${shown} is a web page, not the sealed file`),
			isWebPage: true
		};
	}
	if (named !== void 0 || name === void 0) return result("verified", `${shown} is the sealed file`);
	const sealed = printable(subject.name);
	const imitated = subjects.find((other) => other.digest.sha256 !== sha256 && isTakenFor(name, other.name));
	if (imitated === void 0) return result("renamed", `${shown} was sealed as ${sealed}`);
	return result("failed", `${shown} is sealed as ${sealed}, and its name is that of ${printable(imitated.name)}`);
}
function compareDocument({ name, looked, sha256 }, documents) {
	const shown = printable(name ?? looked);
	const reserved = documents.find((document) => document.name === name && document.isReserved);
	const same = documents.filter((document) => document.sha256 === sha256);
	const document = reserved ?? same.find((one) => one.name === name) ?? same[0];
	if (document === void 0) return void 0;
	const of = {
		sealedName: document.name,
		sealedSha256: document.sha256
	};
	if (document.sha256 !== sha256) return {
		...of,
		status: "failed",
		reason: `${shown} is not the document that was sealed`
	};
	return {
		...of,
		status: "verified",
		reason: `${shown} is a document of this release`
	};
}
function hasSameDigests(subject, { sha256, sha512 }) {
	const second = !isFile(subject) || sha512 === void 0 || subject.digest.sha512 === sha512;
	return subject.digest.sha256 === sha256 && second;
}
function isTakenFor(name, other) {
	return foldEnd(name) === foldEnd(other) || foldEnd(githubName(name)) === foldEnd(githubName(other));
}
function foldEnd(name) {
	return foldName(name).normalize("NFKC").replace(/[. ]{1,255}$/, "");
}

// journeys/verify/look-at-assets.ts
async function readAssets({ order, folder, subjects, small }, ports) {
	const asked = order.assets.length > 0 ? order.assets : await assetsBeside(folder, subjects, ports.files);
	const read = [];
	for (const asset of asked) {
		if ("path" in asset) ports.progress.step(`reading ${printable(ports.files.nameOf(asset.path))}`);
		read.push({
			asset,
			found: await orFault(() => lookAt(asset, small, ports))
		});
	}
	return read;
}
async function compareAssets(read, { order, subjects, documents, failures }) {
	const results = [];
	for (const { asset, found } of read) if (found instanceof Fault) results.push(unread(asset, found, failures));
	else results.push(decided(await compareAsset(found, subjects, documents), asset, order));
	const seen = new Set(results.map(({ sealedName }) => sealedName));
	const rest = subjects.filter(({ name }) => !seen.has(name)).map((subject) => notLooked(subject, order.all === true));
	return [...results, ...rest];
}
function unread(asset, fault, failures) {
	const looked = "path" in asset ? asset.path : void 0;
	const isRefused = isRefusal(fault);
	if (!isRefused) failures.push(fault);
	return {
		sealedName: void 0,
		looked,
		status: isRefused ? "failed" : "unreadable",
		reason: fault.message
	};
}
function decided(result, asset, { allFiles }) {
	const isListed = "path" in asset && asset.isListed === true;
	return result.status === "not-part" && isListed && allFiles !== true ? {
		...result,
		status: "beside"
	} : result;
}
async function assetsBeside(folder, subjects, files) {
	if (folder === void 0) return [];
	const present = new Set((await files.list(folder)).map(({ name }) => name));
	return subjects.filter(({ name }) => present.has(name)).map(({ name }) => ({ path: files.join(folder, name) }));
}
async function lookAt(asset, small, ports) {
	var _small$get;
	if (!("path" in asset)) return {
		name: asset.name,
		looked: `sha256:${asset.sha256}`,
		sha256: asset.sha256,
		sha512: asset.sha512
	};
	const { digests, size } = await readArtifact({
		path: asset.path,
		algorithms: ["sha256", "sha512"],
		small
	}, ports);
	const start = (_small$get = small.get(digests.sha256)) == null ? void 0 : _small$get.subarray(0, TELLING_BYTES);
	return {
		name: ports.files.nameOf(asset.path),
		looked: asset.path,
		size,
		start,
		...digests
	};
}
function notLooked(subject, required) {
	const { name, digest } = subject;
	if (!isFile(subject)) return {
		sealedName: name,
		looked: void 0,
		status: "not-asked",
		reason: `${printable(name)} is an image, to be used by its digest sha256:${digest.sha256}`
	};
	return {
		sealedName: name,
		looked: void 0,
		status: required ? "absent" : "not-asked",
		reason: required ? `${printable(name)} is not there` : `${printable(name)} was not looked at`
	};
}

// journeys/verify/small-files.ts
const MAX_KEPT_BYTES = 16777216;
var SmallFiles = class {
	constructor() {
		this.files = /* @__PURE__ */ new Map();
		this.keptBytes = 0;
	}
	async read(file) {
		if (this.keptBytes + file.size > MAX_KEPT_BYTES) return void 0;
		return await readAt(file, 0, file.size);
	}
	keep(digests, bytes) {
		this.keptBytes += bytes.length;
		for (const digest of digests) this.files.set(digest, bytes);
	}
	get(digest) {
		return this.files.get(digest);
	}
};

// journeys/verify/ask-evidence.ts
async function askEvidence(statement, { order, folder }, ports) {
	const small = new SmallFiles();
	const read = await orFault(() => readAssets({
		order,
		folder,
		subjects: statement.subject,
		small
	}, ports));
	const named = assetsAmong(read instanceof Fault ? [] : read.flatMap((one) => one.found instanceof Fault ? [] : one.found), statement);
	const about = named.size === 0 || asksForAll(order) ? "all" : named;
	return {
		read,
		small,
		asked: askedEvidence(statement, about),
		about
	};
}
function assetsAmong(files, { subject, predicate }) {
	const byName = new Map(subject.map(({ name, digest }) => [name, digest.sha256]));
	const digests = new Set(byName.values());
	const byDocument = new Map(predicate.evidence.map(({ digest, annotations }) => [digest.sha256, annotations.subject]));
	const found = files.flatMap(({ name, sha256 }) => [...digests.has(sha256) ? [sha256] : [], ...[byName.get(name), byDocument.get(sha256)].filter((one) => one !== void 0)]);
	return new Set(found);
}
const WHOLE = /* @__PURE__ */ new Set(["evidence", "sbom"]);
function asksForAll({ all, evidenceOnly, summary, policy }) {
	const isRequired = policy == null ? void 0 : policy.require.some(({ id }) => WHOLE.has(id));
	return all === true || evidenceOnly === true || summary === true || isRequired === true;
}

// domain/capsule/require-closed.ts
function requireClosed(root, entries) {
	const listed = new Set(root.predicate.evidence.map(({ name }) => name));
	for (const name of entries.keys()) if (!listed.has(name)) throw notClosed(name, "in the capsule but not in its root");
	for (const name of listed) if (!entries.has(name)) throw notClosed(name, "listed in the root but absent");
}
function requireEvidence(root, entries) {
	for (const { name, digest, annotations } of root.predicate.evidence) {
		const found = entries.get(name);
		if (found === void 0) continue;
		if (found.size === annotations.size && found.sha256 === digest.sha256) continue;
		throw new Fault("evidence-differs", `the entry ${printable(name)} is not the one that was sealed`);
	}
}
function notClosed(name, state) {
	return new Fault("capsule-not-closed", `the entry ${printable(name)} is ${state}`);
}

// kernel/group-by.ts
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

// kernel/unless-refused.ts
function unlessRefused(read, instead) {
	const give = (error) => {
		if (isRefusal(error)) return instead;
		throw error;
	};
	try {
		const value = read();
		return value instanceof Promise ? value.catch(give) : value;
	} catch (error) {
		return give(error);
	}
}

// domain/sigstore/signer-key.ts
function readSignerKey(pem) {
	try {
		return readPublicKey(parsePem(decodeUtf8(pem, "the public key").trimStart(), "PUBLIC KEY"));
	} catch (cause) {
		if (!(cause instanceof Fault)) throw cause;
		if (cause.code === "key-malformed") throw cause;
		throw new Fault("key-malformed", "the public key could not be understood", {
			hint: "give one key in PEM, beginning with BEGIN PUBLIC KEY",
			cause
		});
	}
}

// domain/policy/key-times.ts
const keyTimesSchema = once(() => {
	const time = pipe(string(), regex(INSTANT));
	return {
		notBefore: optional(time),
		notAfter: optional(time),
		revoked: optional(time)
	};
});
function readKeyTimes({ notBefore, notAfter, revoked }, malformed) {
	const [start, end, until] = [
		notBefore,
		notAfter,
		revoked
	].map((text) => {
		if (text === void 0) return void 0;
		const time = new Date(text);
		if (time.getUTCDate() !== Number(text.slice(8, 10))) throw malformed("a key has a time of no calendar");
		return time;
	});
	if (end !== void 0 && end < (start ?? 0)) throw malformed("a key is valid until before it is valid");
	return {
		...start === void 0 && end === void 0 ? {} : { validFor: {
			start: start ?? /* @__PURE__ */ new Date(0),
			end
		} },
		...until === void 0 ? {} : { revoked: until }
	};
}

// domain/policy/malformed-policy.ts
function malformedPolicy(problem) {
	return new Fault("policy-malformed", `the policy is malformed: ${problem}`);
}

// domain/policy/policy-signer.ts
const signerSchema = once(() => {
	const text = pipe(string(), nonEmpty(), maxLength(2048));
	return union([
		strictObject({
			repository: text,
			issuer: optional(text),
			sourceRef: optional(text),
			signerWorkflow: optional(text),
			unsafeTriggers: optional(pipe(array(text), minLength(1)))
		}),
		strictObject({
			identity: text,
			issuer: text
		}),
		strictObject({
			key: pipe(string(), nonEmpty(), maxLength(8192)),
			...keyTimesSchema(),
			log: optional(literal("required"))
		})
	]);
});
function readSigner(one) {
	var _gitHubIssuer;
	if ("identity" in one) return {
		kind: "exact",
		subjectAlternativeName: one.identity,
		issuer: one.issuer
	};
	if ("key" in one) return readKey(one);
	const repository = parseRepository(one.repository).url;
	const { origin } = new URL(repository);
	const { issuer, sourceRef, signerWorkflow, unsafeTriggers } = one;
	if (issuer !== void 0 && ((_gitHubIssuer = gitHubIssuer(issuer)) == null ? void 0 : _gitHubIssuer.web) !== origin) throw malformedPolicy(`${printable(issuer)} is not an issuer of GitHub Actions at ${origin}`);
	const workflow = signerWorkflow === void 0 ? void 0 : parseSignerWorkflow(signerWorkflow, origin);
	if (signerWorkflow !== void 0 && workflow === void 0) throw malformedPolicy(`${printable(signerWorkflow)} is not the name of a workflow`);
	return {
		kind: "repository",
		repository,
		...issuer === void 0 ? {} : { issuer },
		...sourceRef === void 0 ? {} : { sourceRef },
		...workflow === void 0 ? {} : { signerWorkflow: workflow },
		...unsafeTriggers === void 0 ? {} : { unsafeTriggers }
	};
}
function readKey({ key, log, ...times }) {
	return {
		kind: "key",
		publicKey: readSignerKey(encodeUtf8(key)),
		...readKeyTimes(times, malformedPolicy),
		...log === void 0 ? {} : { logged: true }
	};
}
function signerKey(signer) {
	if (signer.kind === "exact") return JSON.stringify(signer);
	if (signer.kind === "key") return encodeHex(signer.publicKey.spki);
	const { repository, signerWorkflow, unsafeTriggers, ...rules } = signer;
	const workflow = signerWorkflow && {
		...signerWorkflow,
		repository: foldRepository(signerWorkflow.repository)
	};
	return JSON.stringify([
		foldRepository(repository),
		workflow,
		rules,
		[...unsafeTriggers ?? []].sort(compareUtf8)
	]);
}
function workflowOf(signer) {
	if (signer.kind !== "repository" || signer.signerWorkflow === void 0) return void 0;
	const { repository, path } = signer.signerWorkflow;
	return `${foldRepository(repository)}/${path}`;
}

// domain/policy/principal.ts
function principalNames(signer) {
	var _gitHubIssuer, _parseWorkflowName;
	if (signer.kind === "key") return [`key ${signer.fingerprint}`];
	const { subjectAlternativeName: name, issuer = "", extensions } = signer.certificate;
	if (name.kind === "email") return [`e-mail ${name.value.normalize("NFC").toLowerCase()}`];
	const place = ((_gitHubIssuer = gitHubIssuer(issuer)) == null ? void 0 : _gitHubIssuer.web) ?? issuer;
	const { sourceRepositoryIdentifier: id } = extensions;
	const address = extensions.sourceRepositoryUri ?? ((_parseWorkflowName = parseWorkflowName(name.value)) == null ? void 0 : _parseWorkflowName.repository);
	const names = [...id === void 0 ? [] : [`repository ${id} of ${place}`], ...address === void 0 ? [] : [`repository ${foldRepository(address)}`]];
	return names.length > 0 ? names : [`${name.kind} ${name.value} of ${issuer}`];
}
function byPrincipal(items) {
	let groups = [];
	for (const item of items) {
		const isSame = (group) => group.some(({ names }) => names.some((name) => item.names.includes(name)));
		groups = [...groups.filter((group) => !isSame(group)), [item, ...groups.filter(isSame).flat()]];
	}
	return groups;
}

// domain/policy/by-party.ts
function byParty(stated, signers, release) {
	const fitting = stated.flatMap((one) => {
		const lines = signers.filter((signer) => fits(one, signer, release));
		if (lines.length === 0) return [];
		const [workflow] = lines.flatMap((line) => workflowOf(line) ?? []);
		return [{
			one,
			names: one.names,
			workflow
		}];
	});
	return byPrincipal(fitting).flatMap((group) => {
		const [first] = group.flatMap(({ workflow }) => workflow ?? []).sort(compareUtf8);
		return [...groupBy(group, ({ workflow = first }) => workflow).values()].map((party) => party.map(({ one }) => one));
	});
}
function fits({ signer }, line, { tag, repository }) {
	if (signer.kind === "key") return line.kind === "key" && equalBytes(signer.publicKey, line.publicKey.spki);
	const isOwn = line.kind === "repository" && repository !== null && isSameRepository(line.repository, repository);
	return unlessRefused(() => {
		identityCheck(line, isOwn ? {
			tag,
			commit: null
		} : void 0)(signer.certificate);
		return true;
	}, false);
}

// kernel/counted.ts
function counted(count, one, many = `${one}s`) {
	return `${count} ${count === 1 ? one : many}`;
}

// domain/policy/check-policy.ts
function checkPolicy(signed, inForce) {
	if (inForce === void 0) return openClaim("policy", "not-applicable", { reason: "no policy was given" });
	const { policy, effective } = inForce;
	const { runner, environment, maxAgeDays } = policy.document;
	for (const { signer } of signed) {
		if (maxAgeDays !== void 0 && !isFresh(signer, maxAgeDays, effective)) throw unmet(mayBeOld("the release", maxAgeDays));
		const certified = signer.kind === "certificate" ? certifiedFacts(signer.certificate) : {};
		const found = findDisagreement({
			runner,
			environment
		}, certified, { mustCertify: "all" });
		if (found === void 0) continue;
		const was = found.certified === void 0 ? "not stated" : printable(found.certified);
		throw unmet(`the ${found.fact} was ${was}, not ${printable(found.stated ?? "")}`);
	}
	return verifiedClaim("policy", "the release is what the policy asks for");
}
function isFresh(signer, maxAgeDays, { time }) {
	return signer.kind === "certificate" && time.getTime() / 1e3 - signer.certificate.notBefore <= maxAgeDays * 86400;
}
function mayBeOld(what, maxAgeDays) {
	return `${what} may have been signed more than ${counted(maxAgeDays, "day")} before the effective time`;
}
function requireClaims(claims, { policy, root }) {
	const rules = new Map(policy == null ? void 0 : policy.require.map((rule) => [rule.id, rule]));
	const previous = root == null ? void 0 : root.statement.predicate.previous;
	const isFirst = previous !== void 0 && "none" in previous && previous.none !== "unavailable";
	return claims.map((claim) => {
		const rule = rules.get(claim.id);
		if (rule === void 0 || rule.isFirstAllowed && isFirst) return claim;
		return {
			...claim,
			required: true
		};
	});
}
function unmet(problem) {
	return new Fault("policy-unmet", problem);
}

// domain/sigstore/signed-statement.ts
function requireStatement(content, what) {
	if (content.kind === "dsse" && content.payloadType === "application/vnd.in-toto+json") return parseStatement(content.payload);
	const signed = content.kind === "dsse" ? `a payload of type ${printable(content.payloadType, 80)}` : "a file";
	throw new Fault("statement-malformed", `${what} is not an in-toto statement: ${signed} was signed`);
}

// domain/policy/policy.ts
function policyKeys({ signers, evidence, approvals, vulnerabilities }) {
	const rules = [
		...evidence,
		...approvals,
		...vulnerabilities === void 0 ? [] : [vulnerabilities]
	];
	return [...signers, ...rules.flatMap((rule) => rule.signers)].filter((one) => one.kind === "key");
}

// domain/policy/stated-evidence.ts
async function statedEvidence({ evidence, beside = [], trusted, inForce }, crypto) {
	const carried = [...evidence.entries].flatMap(([name, bytes]) => /^evidence\/.+\.jsonl?$/.test(name) ? [bytes] : []);
	const found = [];
	const signer = {
		kind: "any",
		require: () => void 0,
		keys: policyKeys(inForce.policy)
	};
	for (const bundle of [...carried, ...beside].flatMap(bundlesAmong)) for (const { root } of trusted) {
		const verified = await verifiedOrNot({
			bundle,
			trust: root,
			signer
		}, crypto);
		const statement = verified && statementOrNot(verified);
		if (verified === void 0 || statement === void 0) continue;
		found.push({
			signer: verified.signer,
			statement,
			bundle: verified,
			names: principalNames(verified.signer),
			late: whyLate(verified.times, inForce.effective),
			isOwnRun: isOfRun(verified.signer, evidence.root.signer)
		});
		break;
	}
	return found;
}
function verifiedOrNot({ bundle, trust, signer }, crypto) {
	return unlessRefused(() => verifyBundle({
		bundle,
		trust,
		signer,
		artifact: "unbound"
	}, crypto), void 0);
}
function statementOrNot({ content }) {
	return unlessRefused(() => requireStatement(content, "the evidence"), void 0);
}

// domain/policy/check-other-evidence.ts
async function checkOtherEvidence({ evidence, trusted, inForce }, crypto) {
	if (inForce === void 0) return carried(evidence);
	const { policy } = inForce;
	if (policy.evidence.length === 0) return openClaim("other-evidence", "not-applicable", { reason: "the policy asks for none" });
	const stated = await statedEvidence({
		evidence,
		trusted,
		inForce
	}, crypto);
	for (const requirement of policy.evidence) {
		const claim = whyLacking(requirement, stated, {
			evidence,
			inForce
		});
		if (claim !== void 0) return claim;
	}
	return verifiedClaim("other-evidence", `${policy.evidence.length} kinds of evidence are there, from the signers that the policy names`);
}
const OTHER = /^(evidence|images|log)\//;
function carried({ root }) {
	const { evidence } = root.statement.predicate;
	const count = evidence.filter((entry) => OTHER.test(entry.name) && !isSignedStatement(entry)).length;
	if (count === 0) return openClaim("other-evidence", "not-applicable", { reason: "the capsule carries no evidence of others" });
	const reason = `${count === 1 ? "1 entry is" : `${count} entries are`} carried; no policy names who must have signed`;
	return openClaim("other-evidence", "not-checked", { reason });
}
function whyLacking(requirement, stated, asked) {
	const { predicateType, threshold, maxAgeDays, ownRunCounts } = requirement;
	const about = stated.filter(({ statement, isOwnRun }) => statement.predicateType === predicateType && isAboutAll(statement, asked.evidence) && (ownRunCounts || !isOwnRun));
	const { effective } = asked.inForce;
	const fresh = ({ signer }) => maxAgeDays === void 0 || isFresh(signer, maxAgeDays, effective);
	const count = (some) => byParty(some, requirement.signers, asked.evidence.root.statement.predicate.release).length;
	const timely = about.filter(({ late }) => late === void 0);
	const found = count(timely.filter(fresh));
	if (found >= threshold) return void 0;
	const shown = printable(predicateType);
	if (maxAgeDays !== void 0 && count(timely) >= threshold) throw unmet(mayBeOld(shown, maxAgeDays));
	if (count(about) >= threshold) {
		var _about$find;
		const late = (_about$find = about.find((one) => one.late !== void 0)) == null ? void 0 : _about$find.late;
		if ((late == null ? void 0 : late.code) === "clock-behind") return outdatedClaim("other-evidence", late);
		throw unmet(`${shown} was signed after the effective time`);
	}
	const reason = `${shown} is stated by ${found} of ${threshold} signers`;
	return openClaim("other-evidence", "missing", {
		reason,
		required: true
	});
}
function isAboutAll({ subject }, { root }) {
	const digests = new Set(subject.map(({ digest }) => digest["sha256"]));
	return root.statement.subject.every(({ digest }) => digests.has(digest.sha256));
}

// domain/policy/judge-approval-rule.ts
function judgeApprovalRule(rule, vouched, { root, effective }) {
	const { release } = root.statement.predicate;
	const files = rule.files ?? root.statement.subject.filter(isFile).map(({ name }) => name);
	const why = /* @__PURE__ */ new Map();
	const asked = [];
	const counting = [];
	for (const one of vouched) {
		const unfit = whyUnfit(one, {
			rule,
			files,
			release
		});
		if (unfit === void 0) asked.push(one);
		const reason = unfit ?? whyStale(one, rule, effective);
		if (reason === void 0) counting.push(one);
		else why.set(one, reason);
	}
	const parties = byParty(counting, rule.signers, release);
	for (const one of parties.flatMap(allButNewest)) why.set(one, REPEATED$1);
	return {
		rule,
		why,
		found: parties.length,
		foundAtAnyAge: byParty(asked, rule.signers, release).length
	};
}
const REPEATED$1 = {
	code: "approval-repeated",
	reason: "its signer is counted already"
};
function whyUnfit(one, { rule, files, release }) {
	if (rule.kind !== void 0 && rule.kind !== one.kind) return {
		code: void 0,
		reason: `the policy asks for ${rule.kind === "approval" ? "an approval" : "a rebuild"}`
	};
	if (!rule.signers.some((signer) => fits(one, signer, release))) return {
		code: "identity-mismatch",
		reason: "the policy does not name its signer"
	};
	if (one.isOwnRun && !rule.ownRunCounts) return {
		code: "approval-own-run",
		reason: "the run that sealed the release cannot vouch for itself"
	};
	const lacking = rule.kind === "rebuild" ? files.find((name) => {
		var _one$rebuilt;
		return ((_one$rebuilt = one.rebuilt) == null ? void 0 : _one$rebuilt.includes(name)) !== true;
	}) : void 0;
	return lacking === void 0 ? void 0 : {
		code: void 0,
		reason: `${printable(lacking)} was not rebuilt`
	};
}
function whyStale({ signer }, { maxAgeDays }, effective) {
	if (maxAgeDays === void 0 || isFresh(signer, maxAgeDays, effective)) return void 0;
	return {
		code: "approval-expired",
		reason: mayBeOld("it", maxAgeDays)
	};
}
function allButNewest(party) {
	return [...party].sort((a, b) => newestTime(b.times) - newestTime(a.times) || compareUtf8(a.file, b.file)).slice(1);
}

// domain/attestation/verification-summary.ts
const VERIFICATION_SUMMARY_TYPE = "https://slsa.dev/verification_summary/v1";
const VERIFIER_ID = `${HOME}/verifier`;
const NO_POLICY = `${HOME}/policy/none`;
function verificationSummaryStatement(summary) {
	const { passed, policy, level } = summary;
	const predicate = {
		verifier: {
			id: VERIFIER_ID,
			version: { [TOOL.name]: TOOL.version }
		},
		timeVerified: formatEpoch(summary.verifiedAt),
		resourceUri: summary.resource,
		policy: policy === void 0 ? { uri: NO_POLICY } : descriptor(policy),
		inputAttestations: summary.inputs.map(descriptor),
		verificationResult: passed ? "PASSED" : "FAILED",
		verifiedLevels: [passed ? level ?? "SLSA_BUILD_LEVEL_UNEVALUATED" : "FAILED"],
		slsaVersion: "1.1"
	};
	return {
		_type: STATEMENT_TYPE,
		subject: summary.subjects.map(({ name, sha256 }) => ({
			name,
			digest: { sha256 }
		})),
		predicateType: VERIFICATION_SUMMARY_TYPE,
		predicate
	};
}
function descriptor({ name, sha256 }) {
	return {
		uri: name,
		digest: { sha256 }
	};
}

// domain/attestation/vouched-release.ts
const text$1 = once(() => pipe(string(), minLength(1), maxLength(2048)));
const vouchedReleaseSchema = once(() => strictObject({
	name: text$1(),
	version: text$1(),
	tag: nullable(text$1()),
	repository: nullable(text$1())
}));
const ownVerificationSchema = once(() => strictObject({
	verdict: literal("verified"),
	verifier: strictObject({
		id: text$1(),
		version: text$1()
	}),
	signer: nullable(strictObject({
		identity: text$1(),
		issuer: nullable(text$1())
	})),
	files: pipe(array(text$1()), maxLength(1024))
}));
const rootSubjectSchema = once(() => {
	const sha256 = pipe(string(), regex(/^[0-9a-f]{64}$/));
	return strictTuple([strictObject({
		name: optional(text$1()),
		digest: strictObject({ sha256 })
	})]);
});
function malformedApproval(problem) {
	return new Fault("approval-malformed", `the approval ${problem}`);
}

// domain/attestation/approval.ts
const APPROVAL_TYPE = `${HOME}/approval/v1`;
const approvalSchema = once(() => strictObject({
	release: vouchedReleaseSchema(),
	verification: ownVerificationSchema()
}));
function readApproval({ subject, predicate }) {
	const [root] = parseSchema(rootSubjectSchema(), subject, (problem) => malformedApproval(`is not of one root: ${problem}`));
	const { release } = parseSchema(approvalSchema(), predicate, malformedApproval);
	return {
		rootSha256: root.digest.sha256,
		release
	};
}

// domain/attestation/rebuild.ts
const REBUILD_TYPE = `${HOME}/rebuild/v1`;
const rebuildSchema = once(() => {
	const sha256 = pipe(string(), regex(/^[0-9a-f]{64}$/));
	const sha512 = pipe(string(), regex(/^[0-9a-f]{128}$/));
	const text = pipe(string(), minLength(1), maxLength(2048));
	return strictObject({
		release: vouchedReleaseSchema(),
		verification: ownVerificationSchema(),
		builder: strictObject({ description: text }),
		rebuilt: pipe(array(strictObject({
			name: text,
			digest: strictObject({
				sha256,
				sha512
			})
		})), minLength(1), maxLength(1024))
	});
});
function readRebuild({ subject, predicate }) {
	const [root] = parseSchema(rootSubjectSchema(), subject, (problem) => malformedApproval(`is not of one root: ${problem}`));
	const { release, builder, rebuilt } = parseSchema(rebuildSchema(), predicate, malformedApproval);
	return {
		rootSha256: root.digest.sha256,
		release,
		builder: builder.description,
		rebuilt
	};
}

// domain/policy/look-at-approval.ts
async function lookAtApproval(one, around, crypto) {
	const { file, bytes, isNamed } = one;
	try {
		if (bytes instanceof Fault) throw bytes;
		return {
			file,
			...await readApprovalFile(bytes, around, crypto)
		};
	} catch (error) {
		requireFault(error);
		const mayBeNewer = around.trusted.some(({ mayBeOutdated }) => mayBeOutdated !== void 0);
		return {
			file,
			isNamed,
			fault: error,
			isFalse: isRefusal(error) && !(mayBeNewer && PARTIES_UNKNOWN.has(error.code))
		};
	}
}
async function readApprovalFile(bytes, { root, trusted, effective, keys }, crypto) {
	const bundle = parseBundle(bytes);
	const signer = {
		kind: "any",
		require: () => void 0,
		keys
	};
	const verified = (await underOne(trusted, crypto)({
		bundle,
		signer,
		artifact: "unbound"
	})).bundle;
	const said = readVouched(requireStatement(verified.content, "the approval"));
	requireThisRelease(said, root);
	if (effective !== void 0) requireSignedBefore(verified.times, effective);
	return {
		signer: verified.signer,
		times: verified.times,
		names: principalNames(verified.signer),
		isOwnRun: isOfRun(verified.signer, root.signer),
		kind: said.kind,
		...said.kind === "rebuild" ? {
			builder: said.builder,
			rebuilt: said.rebuilt.map(({ name }) => name)
		} : {}
	};
}
function readVouched(statement) {
	const { predicateType } = statement;
	if (predicateType === APPROVAL_TYPE) return {
		kind: "approval",
		...readApproval(statement)
	};
	if (predicateType === REBUILD_TYPE) return {
		kind: "rebuild",
		...readRebuild(statement)
	};
	throw new Fault("approval-malformed", `a statement of type ${printable(predicateType, 120)} vouches for no release`);
}
function requireThisRelease(said, { sha256, statement }) {
	const { release } = statement.predicate;
	if (said.rootSha256 !== sha256) {
		const { name, version } = said.release;
		throw otherRelease(`it is about ${printable(name)} ${printable(version)} with another root`);
	}
	const fact = [
		"name",
		"version",
		"tag",
		"repository"
	].find((one) => said.release[one] !== release[one]);
	if (fact !== void 0) throw otherRelease(`it states another ${fact} than the root`);
	if (said.kind === "approval") return;
	const sealed = new Map(statement.subject.filter(isFile).map(({ name, digest }) => [name, digest]));
	const names = said.rebuilt.map(({ name }) => name);
	if (new Set(names).size < names.length) throw otherRelease("it names a rebuilt file twice");
	for (const { name, digest } of said.rebuilt) {
		const own = sealed.get(name);
		if ((own == null ? void 0 : own.sha256) === digest.sha256 && own.sha512 === digest.sha512) continue;
		throw otherRelease(`${printable(name)} was rebuilt, and is not the sealed file`);
	}
}
function otherRelease(problem) {
	return new Fault("approval-other-release", `the approval is not of this release: ${problem}`);
}

// domain/policy/judge-approvals.ts
async function judgeApprovals({ root, given, trusted, inForce, effective, ownKeys = [], allMustHold = false }, crypto) {
	const looked = [];
	const keys = [...ownKeys, ...inForce === void 0 ? [] : policyKeys(inForce.policy)];
	for (const one of given) looked.push(await lookAtApproval(one, {
		root,
		trusted,
		effective,
		keys
	}, crypto));
	const vouched = looked.filter((one) => !("fault" in one));
	const refused = looked.filter((one) => "fault" in one);
	const judged = inForce === void 0 ? [] : judgeRules(inForce, vouched, root);
	const results = looked.map((one) => "fault" in one ? refusedResult(one) : resultOf(one, judged));
	return {
		claim: claimOf$1({
			vouched,
			refused,
			judged,
			allMustHold
		}),
		results
	};
}
function judgeRules({ policy, effective }, vouched, root) {
	return policy.approvals.map((rule) => judgeApprovalRule(rule, vouched, {
		root,
		effective
	}));
}
function refusedResult({ file, fault }) {
	const { code, message } = fault;
	return {
		file,
		status: "refused",
		kind: void 0,
		signer: void 0,
		times: [],
		code,
		reason: message
	};
}
function resultOf(one, judged) {
	const { names: _names, isOwnRun: _isOwnRun, ...said } = one;
	if (judged.length === 0) return {
		...said,
		status: "carried",
		reason: "it verifies; no policy names who must have signed"
	};
	const reasons = judged.map(({ why }) => why.get(one));
	if (reasons.includes(void 0)) return {
		...said,
		status: "counted",
		reason: "it verifies, and counts"
	};
	const told = reasons.find((uncounted) => (uncounted == null ? void 0 : uncounted.code) !== void 0) ?? reasons[0];
	if (told === void 0) throw new Fault("internal", "a statement that does not count has a reason");
	const { code, reason } = told;
	return {
		...said,
		status: "not-counted",
		...code === void 0 ? {} : { code },
		reason
	};
}
function claimOf$1({ vouched, refused, judged, allMustHold }) {
	const foreign = allMustHold ? firstFalse(refused) : void 0;
	if (foreign !== void 0) return failedClaim("approvals", foreign);
	if (judged.length === 0) return claimWithoutRule(vouched, refused);
	const lacking = judged.find(({ rule, found }) => found < rule.n);
	if (lacking === void 0) {
		const reason = judged.map(({ rule, found }) => `${found} of ${rule.n} ${WHO[rule.kind ?? "any"]}`).join(", ");
		return verifiedClaim("approvals", `${reason} vouch for this release`);
	}
	return lackingClaim(lacking, refused);
}
const WHO = {
	approval: "approvers",
	rebuild: "rebuilders",
	any: "signers"
};
function lackingClaim({ rule, found, foundAtAnyAge }, refused) {
	const short = `${found} of ${rule.n} ${WHO[rule.kind ?? "any"]} vouch for this release`;
	if (foundAtAnyAge >= rule.n) {
		const days = counted(rule.maxAgeDays ?? 0, "day");
		return failedClaim("approvals", new Fault("approval-expired", `${short}: the others did more than ${days} ago`));
	}
	const behind = refused.find(({ fault }) => fault.code === "clock-behind");
	if (behind !== void 0) return outdatedClaim("approvals", behind.fault);
	const telling = firstFalse(refused.filter(({ isNamed, fault }) => isNamed || !OF_NO_PARTY.has(fault.code)));
	if (telling === void 0) return openClaim("approvals", "missing", {
		reason: short,
		required: true
	});
	return failedClaim("approvals", new Fault(telling.code, `${short}: ${telling.message}`));
}
const OF_NO_PARTY = /* @__PURE__ */ new Set([
	"identity-mismatch",
	"key-expired",
	"key-revoked"
]);
function firstFalse(refused) {
	var _sort$find;
	return (_sort$find = [...refused].sort((a, b) => compareUtf8(a.file, b.file)).find(({ isFalse }) => isFalse)) == null ? void 0 : _sort$find.fault;
}
function claimWithoutRule(vouched, refused) {
	const named = refused.filter(({ isNamed }) => isNamed);
	const fault = firstFalse(named);
	if (fault !== void 0) return failedClaim("approvals", fault);
	const [open] = named;
	if (open !== void 0) return outdatedClaim("approvals", open.fault);
	const count = vouched.length + refused.length;
	if (count === 0) return openClaim("approvals", "not-applicable", { reason: "no policy asks for any, and none is there" });
	const reason = `${vouched.length} of ${count} approvals verify; no policy names who must have signed`;
	return openClaim("approvals", "not-checked", { reason });
}

// domain/attestation/severity-level.ts
const SEVERITIES = [
	"critical",
	"high",
	"medium",
	"low",
	"none",
	"unknown"
];
const WORDS$2 = {
	critical: "critical",
	high: "high",
	important: "high",
	medium: "medium",
	moderate: "medium",
	low: "low",
	minor: "low",
	negligible: "low",
	unimportant: "low",
	none: "none"
};
function levelOfWord(word) {
	const key = word.toLowerCase();
	return Object.hasOwn(WORDS$2, key) ? WORDS$2[key] : "unknown";
}
function levelOfScore(score) {
	if (!(score >= 0 && score <= 10)) return "unknown";
	if (score >= 9) return "critical";
	if (score >= 7) return "high";
	return score >= 4 ? "medium" : score > 0 ? "low" : "none";
}
function gravest(levels) {
	return SEVERITIES.find((level) => levels.includes(level)) ?? "unknown";
}
function reaches(level, threshold) {
	return level === "unknown" || SEVERITIES.indexOf(level) <= SEVERITIES.indexOf(threshold);
}

// domain/attestation/vex-decisions.ts
const OPEN_VEX_TYPE = "https://openvex.dev/ns/v0.2.0";
const schema$3 = once(() => {
	const text = pipe(string(), nonEmpty(), maxLength(1024));
	const part = object({ "@id": optional(text) });
	const timestamp = optional(string());
	return object({
		timestamp,
		statements: pipe(array(object({
			vulnerability: object({
				name: text,
				aliases: optional(array(text), [])
			}),
			products: optional(array(object({
				...part.entries,
				subcomponents: optional(array(part))
			})), []),
			status: string(),
			timestamp
		})), maxLength(1e5))
	});
});
function readVexWords(document) {
	const read = safeParse(schema$3(), document);
	if (!read.success) return [];
	return read.output.statements.flatMap(({ vulnerability, products, status, timestamp = read.output.timestamp }) => {
		const isDecided = status === "not_affected" || status === "fixed";
		const names = [vulnerability.name, ...vulnerability.aliases].map((name) => name.toUpperCase());
		const parts = products.flatMap(({ "@id": product, subcomponents }) => (subcomponents ?? [{ "@id": product }]).map(({ "@id": component }) => ({
			component,
			product: subcomponents && product
		})));
		const at = parseInstant(timestamp) ?? (isDecided ? 0 : Number.POSITIVE_INFINITY);
		return parts.flatMap(({ component, product }) => component === void 0 ? [] : [{
			names,
			component,
			product,
			isDecided,
			at
		}]);
	});
}
function lastWords(words) {
	const open = /* @__PURE__ */ new Map();
	const decided = /* @__PURE__ */ new Map();
	for (const { names, component, product, isDecided, at } of words) for (const key of names.map((name) => `${name} ${component}`)) if (!isDecided) latest(open, key, at);
	else decided.set(key, latest(decided.get(key) ?? /* @__PURE__ */ new Map(), product, at));
	return {
		open,
		decided
	};
}
function latest(times, key, at) {
	times.set(key, Math.max(times.get(key) ?? at, at));
	return times;
}
function isDecided({ id, aliases, component }, { open, decided }) {
	if (component === void 0) return false;
	const components = spellingsOf(component);
	const names = [id, ...aliases].map((name) => name.toUpperCase());
	const lastOpen = (about) => names.flatMap((name) => about.map((one) => open.get(`${name} ${one}`) ?? Number.NEGATIVE_INFINITY)).reduce((last, time) => Math.max(last, time), Number.NEGATIVE_INFINITY);
	const openInPart = lastOpen(components);
	return names.flatMap((name) => components.flatMap((one) => [...decided.get(`${name} ${one}`) ?? []])).some(([product, time]) => time > openInPart && (product === void 0 || time > lastOpen(spellingsOf(product))));
}
function spellingsOf(component) {
	const [plain = component] = component.split(/[?#]/, 1);
	const at = plain.lastIndexOf("@");
	return [
		component,
		plain,
		at > plain.lastIndexOf("/") ? plain.slice(0, at) : plain
	];
}

// domain/attestation/vulnerability-scan.ts
const VULNERABILITIES_TYPE = "https://in-toto.io/attestation/vulns/v0.2";
const LEVEL = "level";
const MAX_RESULTS = 1e5;
const schema$2 = once(() => {
	const text = pipe(string(), nonEmpty(), maxLength(1024));
	const instant = optional(pipe(string(), transform((written) => parseInstant(written)), number()));
	const annotation = looseObject({
		component: optional(text),
		alias: optional(text),
		fixedIn: optional(text)
	});
	const found = object({
		id: text,
		severity: pipe(array(object({
			method: text,
			score: text
		})), maxLength(64)),
		annotations: optional(pipe(array(annotation), maxLength(1024)), [])
	});
	return object({
		scanner: object({
			uri: text,
			version: optional(text),
			db: object({
				uri: optional(text),
				version: optional(text),
				lastUpdate: instant
			}),
			result: pipe(array(found), maxLength(MAX_RESULTS))
		}),
		metadata: object({
			scanStartedOn: instant,
			scanFinishedOn: instant,
			notJudged: optional(pipe(array(string()), maxLength(MAX_RESULTS)), [])
		})
	});
});
function readScanPredicate(predicate) {
	const { scanner, metadata } = parseSchema(schema$2(), predicate, (problem) => new Fault("evidence-malformed", `it is not a well-formed in-toto vulnerability report: it ${problem}`));
	const { uri, version, lastUpdate: updated } = scanner.db;
	return {
		scanner: {
			uri: scanner.uri,
			version: scanner.version
		},
		database: {
			uri,
			version,
			updated
		},
		started: metadata.scanStartedOn,
		finished: metadata.scanFinishedOn,
		findings: scanner.result.map(({ id, severity, annotations }) => {
			var _annotations$find;
			return {
				id,
				aliases: annotations.flatMap(({ alias }) => alias ?? []),
				component: (_annotations$find = annotations.find(({ component }) => component !== void 0)) == null ? void 0 : _annotations$find.component,
				level: levelAmong(severity),
				ratings: severity.filter(({ method }) => method !== LEVEL),
				fixed: annotations.flatMap(({ fixedIn }) => fixedIn ?? [])
			};
		}),
		notJudged: metadata.notJudged
	};
}
function levelAmong(severity) {
	const own = severity.find(({ method }) => method === LEVEL);
	if (own !== void 0) return levelOfWord(own.score);
	return gravest(severity.map(({ score }) => /^\d{1,2}(?:\.\d+)?$/.test(score) ? levelOfScore(Number(score)) : levelOfWord(score)));
}

// domain/policy/judge-known-vulnerabilities.ts
const DAY = 864e5;
const CLOCKS = 6e4;
async function judgeKnownVulnerabilities({ evidence, capsuleSha256, given, trusted, inForce }, crypto) {
	const rule = inForce == null ? void 0 : inForce.policy.vulnerabilities;
	if (inForce === void 0 || rule === void 0) return withoutRule(evidence, given);
	const beside = given.flatMap(({ bytes }) => bytes instanceof Fault ? [] : bytes);
	const stated = await statedEvidence({
		evidence,
		beside,
		trusted,
		inForce
	}, crypto);
	const { root } = evidence;
	const { release } = root.statement.predicate;
	const accepted = stated.filter((one) => (rule.ownRunCounts || !one.isOwnRun) && rule.signers.some((signer) => fits(one, signer, release)));
	const place = {
		covers: coverageOf(evidence, capsuleSha256),
		now: inForce.effective.time.getTime(),
		rule
	};
	const scans = accepted.flatMap((one) => judgedScan(one, place));
	const uncovered = root.statement.subject.find(({ digest }) => !scans.some(({ lack, about }) => lack === void 0 && about.has(digest.sha256)));
	if (uncovered !== void 0) {
		const { name, digest } = uncovered;
		return lacking(name, scans.filter(({ about }) => about.has(digest.sha256)));
	}
	const vex = accepted.flatMap((one) => wordsOf(one, place.covers));
	return judgedClaim(newestOf(scans), {
		vex,
		rule
	});
}
function withoutRule({ root }, given) {
	const count = root.statement.predicate.evidence.filter(({ annotations }) => annotations.predicateType === VULNERABILITIES_TYPE).length + given.length;
	if (count === 0) return openClaim("vulnerabilities", "not-applicable", { reason: "no policy asks for a scan, and none is there" });
	const reason = `${counted(count, "scan is", "scans are")} there; no policy says how new it must be and what it may have found`;
	return openClaim("vulnerabilities", "not-checked", { reason });
}
function coverageOf({ root }, capsuleSha256) {
	const { subject, predicate } = root.statement;
	const all = new Set(subject.map(({ digest }) => digest.sha256));
	const sboms = predicate.evidence.filter(({ name }) => isSbomEntry(name));
	return new Map([
		...sboms.map(({ digest, annotations }) => [digest.sha256, annotations.subject === void 0 ? all : /* @__PURE__ */ new Set([annotations.subject])]),
		...[...all].map((sha256) => [sha256, /* @__PURE__ */ new Set([sha256])]),
		[capsuleSha256, all],
		[root.sha256, all]
	]);
}
function aboutOf({ statement }, covers) {
	return new Set(statement.subject.flatMap(({ digest }) => [...covers.get(digest["sha256"] ?? "") ?? []]));
}
function judgedScan(one, { covers, now, rule }) {
	const { statement, bundle, late } = one;
	if (statement.predicateType !== "https://in-toto.io/attestation/vulns/v0.2") return [];
	const scan = unlessRefused(() => readScanPredicate(statement.predicate), void 0);
	if (scan === void 0) return [];
	const finished = scan.finished ?? 0;
	const signed = newestTime(bundle.times) * 1e3;
	return [{
		scan,
		finished,
		about: aboutOf(one, covers),
		lack: late ?? whyUncounted(scan, {
			signed,
			now,
			rule
		})
	}];
}
function whyUncounted({ database, started, finished }, { signed, now, rule }) {
	const { updated } = database;
	if (updated === void 0 || started === void 0 || finished === void 0) return "it does not say when it was, or of which day its database was";
	if (started > finished) return "it ended before it began";
	if (finished > signed + CLOCKS) return `it is of ${day(finished)}, after it was signed`;
	if (updated > finished + CLOCKS) return "its database is newer than the scan";
	if (finished - updated > rule.databaseMaxAgeDays * DAY) return `its database was of ${day(updated)} when it scanned at ${day(finished)}, and may be ${counted(rule.databaseMaxAgeDays, "day")} old`;
	if (now - finished > rule.maxAgeDays * DAY) return `it is of ${day(finished)}, more than ${counted(rule.maxAgeDays, "day")} before the effective time`;
}
function lacking(name, scans) {
	var _newest$find;
	const shown = printable(name);
	const newest = [...scans].sort((a, b) => b.finished - a.finished);
	const behind = (_newest$find = newest.find(({ lack }) => lack instanceof Fault && lack.code === "clock-behind")) == null ? void 0 : _newest$find.lack;
	if (behind instanceof Fault) return outdatedClaim("vulnerabilities", behind);
	const [first] = newest;
	const why = (first == null ? void 0 : first.lack) instanceof Fault ? first.lack.message : first == null ? void 0 : first.lack;
	const reason = why === void 0 ? `no scan of ${shown} is there by a signer whom the policy accepts` : `the newest scan of ${shown} does not count: ${why}`;
	return openClaim("vulnerabilities", "missing", {
		reason,
		required: true
	});
}
function newestOf(scans) {
	const counting = scans.filter(({ lack }) => lack === void 0);
	const newest = /* @__PURE__ */ new Map();
	const keysOf = ({ scan, about }) => [...about].map((sha256) => `${sha256} ${scan.scanner.uri}`);
	for (const one of counting) for (const key of keysOf(one)) newest.set(key, Math.max(newest.get(key) ?? 0, one.finished));
	return counting.filter((one) => keysOf(one).some((key) => newest.get(key) === one.finished));
}
function wordsOf(one, covers) {
	const { statement, late } = one;
	if (statement.predicateType !== "https://openvex.dev/ns/v0.2.0" || late !== void 0) return [];
	return [{
		words: readVexWords(statement.predicate),
		about: aboutOf(one, covers)
	}];
}
function wordsAbout(scanned, vex) {
	return vex.flatMap(({ words, about }) => {
		if ([...scanned].every((sha256) => about.has(sha256))) return words;
		return [...scanned].some((sha256) => about.has(sha256)) ? words.filter(({ isDecided }) => !isDecided) : [];
	});
}
function judgedClaim(scans, { vex, rule }) {
	const judged = scans.map(({ scan, about }) => {
		const counting = scan.findings.filter(({ level }) => isGrave(level, rule.failOn));
		const last = lastWords(counting.length === 0 ? [] : wordsAbout(about, vex));
		return {
			counting,
			open: counting.filter((finding) => !isDecided(finding, last))
		};
	});
	const [counting, open] = [judged.flatMap((one) => one.counting), judged.flatMap((one) => one.open)];
	const [first] = open.sort((a, b) => compareUtf8(a.id, b.id));
	if (first !== void 0) {
		const of = first.component === void 0 ? "" : ` in ${printable(first.component, 200)}`;
		const more = new Set(open.map(({ id, component }) => `${id} ${component}`)).size - 1;
		const others = more === 0 ? "" : `, and so are ${more} more`;
		throw unmet(`${printable(first.id, 64)}${of} is ${WORDS$1[first.level] ?? first.level}, and not decided about${others}`);
	}
	const names = [...new Set(scans.map(({ scan }) => printable(scan.scanner.uri, 120)))].sort(compareUtf8).join(", ");
	const oldest = scans.reduce((least, { finished }) => Math.min(least, finished), Number.POSITIVE_INFINITY);
	const notJudged = scans.reduce((sum, { scan }) => sum + scan.notJudged.length, 0);
	return verifiedClaim("vulnerabilities", [
		`scanned at ${day(oldest)} by ${names}`,
		whatIsOpen(rule.failOn),
		...counting.length === 0 ? [] : [`${counted(counting.length, "finding")} decided about`],
		...notJudged === 0 ? [] : [`${notJudged} could not be judged`]
	].join("; "));
}
const WORDS$1 = {
	none: "of no severity",
	unknown: "of a severity that nobody says"
};
function isGrave(level, failOn) {
	return failOn === "any" || failOn !== "never" && reaches(level, failOn);
}
function whatIsOpen(failOn) {
	if (failOn === "never") return "what was found does not count";
	return failOn === "any" ? "nothing known is open" : `nothing of severity ${failOn} or graver is open`;
}
function day(milliseconds) {
	return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

// domain/sigstore/verified-bundle.ts
function keyName({ fingerprint }) {
	return `the key ${fingerprint}`;
}

// domain/asset/checksums.ts
const MAX_CHARACTERS = 16 << 20;
const MAX_LINES = 1e5;
const MAX_LINE_CHARACTERS = 2048;
const CONTROL = /[^ -~\u00a0-\u2027\u202a-\ufefe\uff00-\uffff]/;
const HEX_LENGTH = {
	sha256: 64,
	sha512: 128
};
const BSD_TAG = {
	sha256: "SHA256",
	sha512: "SHA512"
};
function parseChecksums(text, algorithm) {
	if (text.length > MAX_CHARACTERS) throw tooLarge();
	const lines = text.split("\n", 100002);
	while (/^\r?$/.test(lines.at(-1) ?? "-")) lines.pop();
	if (lines.length === 0) throw new Fault("checksums-empty", "the checksum list is empty");
	if (lines.length > MAX_LINES) throw tooLarge();
	const parsed = lines.map((line, index) => parseLine(line.replace(/\r$/, ""), algorithm, index + 1));
	refuseMixedForms(parsed);
	return withoutConflicts(parsed);
}
function parseLine(line, algorithm, number) {
	if (line.length > MAX_LINE_CHARACTERS) throw malformed$4(number, line, "is too long");
	const escaped = line.startsWith("\\");
	const body = escaped ? line.slice(1) : line;
	const found = gnuLine(body, algorithm) ?? bsdLine(body, algorithm);
	if (found === void 0) throw malformed$4(number, line, `is not a ${algorithm} checksum`);
	const plain = escaped ? unescapeName(found.name) : found.name;
	if (plain === void 0) throw malformed$4(number, line, "has an unknown escape");
	const name = plain.replace(/^\.\//, "");
	const reason = CONTROL.test(found.name) ? "holds control characters" : whyNoFileName(name, escaped);
	if (reason !== void 0) throw malformed$4(number, line, reason);
	return {
		name,
		digest: found.digest.toLowerCase(),
		form: found.form
	};
}
function gnuLine(body, algorithm) {
	const length = HEX_LENGTH[algorithm];
	const digest = body.slice(0, length);
	if (!isHex(digest, algorithm) || body[length] !== " ") return void 0;
	const marked = /[ *]/.test(body.charAt(length + 1));
	return {
		name: body.slice(length + (marked ? 2 : 1)),
		digest,
		form: marked ? "marked" : "unmarked"
	};
}
function bsdLine(body, algorithm) {
	const start = `${BSD_TAG[algorithm]} (`;
	const close = body.lastIndexOf(") = ");
	if (!body.startsWith(start) || close < start.length) return void 0;
	const digest = body.slice(close + 4);
	return isHex(digest, algorithm) ? {
		name: body.slice(start.length, close),
		digest,
		form: "tagged"
	} : void 0;
}
function isHex(text, algorithm) {
	return text.length === HEX_LENGTH[algorithm] && /^[0-9a-fA-F]+$/.test(text);
}
function unescapeName(text) {
	if (!/^([^\\]|\\[\\nr])*$/.test(text)) return void 0;
	return text.replace(/\\(.)/g, (_, char) => char === "n" ? "\n" : char === "r" ? "\r" : "\\");
}
function whyNoFileName(name, escaped) {
	if (name === "") return "names no file";
	if (name === "-") return "names standard input";
	if (name.includes("/") || name === "." || name === "..") return "names a path, not a file";
	if (/^[A-Za-z]:|^(\.\.)?\\/.test(name) || !escaped && name.includes("\\")) return "names a Windows path";
	if (name.trim() !== name) return "has a file name that begins or ends with a space";
}
function refuseMixedForms(lines) {
	const marked = lines.findIndex((line) => line.form === "marked");
	const unmarked = lines.findIndex((line) => line.form === "unmarked");
	if (marked === -1 || unmarked === -1) return;
	throw new Fault("checksums-malformed", `lines ${marked + 1} and ${unmarked + 1} of the checksum list separate digest and name differently`);
}
function withoutConflicts(lines) {
	const digests = /* @__PURE__ */ new Map();
	for (const { name, digest } of lines) {
		if ((digests.get(name) ?? digest) !== digest) throw new Fault("checksums-conflict", `the checksum list has two digests for ${printable(name)}`);
		digests.set(name, digest);
	}
	return Array.from(digests, ([name, digest]) => ({
		name,
		digest
	}));
}
function malformed$4(number, line, reason) {
	return new Fault("checksums-malformed", `line ${number} of the checksum list ${reason}: ${printable(line)}`);
}
function tooLarge() {
	return new Fault("checksums-too-large", "the checksum list is too long for a release", { hint: `a list holds at most ${MAX_LINES} lines` });
}

// domain/verification/checks/check-checksums.ts
const LISTS = [{
	entry: CHECKSUMS_ENTRY,
	algorithm: "sha256"
}, {
	entry: CHECKSUMS_SHA512_ENTRY,
	algorithm: "sha512"
}];
async function checkChecksums(evidence) {
	const present = LISTS.filter(({ entry }) => evidence.entries.has(entry));
	if (present.length === 0 && !evidence.root.statement.subject.some(isFile)) return openClaim("checksums", "not-applicable", { reason: "the release has no file, only images" });
	if (present.length === 0) return openClaim("checksums", "missing", {
		reason: "the capsule has no checksum list",
		required: true
	});
	for (const { entry, algorithm } of present) {
		await requireSigned(entry, evidence);
		const text = decodeUtf8(evidence.entries.get(entry) ?? /* @__PURE__ */ new Uint8Array(), "the checksum list");
		requireEqualSets(parseChecksums(text, algorithm), evidence.root.statement, algorithm);
	}
	return verifiedClaim("checksums", `${present.map(({ entry }) => entry).join(" and ")} list exactly the assets`);
}
async function requireSigned(entry, { root, entries, verify, signer, crypto }) {
	const signature = entries.get(signatureEntry(entry));
	if (signature === void 0 && root.signer.kind === "key") return;
	if (signature === void 0) throw new Fault("checksums-disagree", `${entry} is not signed`);
	const bundle = parseBundle(signature);
	const message = entries.get(entry) ?? /* @__PURE__ */ new Uint8Array();
	if (bundle.content.kind !== "message") throw new Fault("bundle-malformed", `the signature of ${entry} is not over a file`);
	await verify({
		bundle,
		signer,
		artifact: { sha256: await digestHex("sha256", message, crypto) },
		message
	});
}
function requireEqualSets(listed, root, algorithm) {
	const files = root.subject.filter(isFile);
	const digests = new Map(listed.map(({ name, digest }) => [name, digest]));
	if (files.every(({ name, digest }) => digests.get(name) === digest[algorithm]) && digests.size === files.length) return;
	throw new Fault("checksums-disagree", `the ${algorithm} list does not list exactly the assets`);
}

// domain/attestation/slsa-provenance.ts
const PROVENANCE_PREDICATE_TYPE = "https://slsa.dev/provenance/v1";
const schema$1 = once(() => {
	const resource = object({
		uri: optional(string()),
		name: optional(string()),
		digest: optional(record(string(), string()))
	});
	const typeUri = pipe(string(), nonEmpty(), maxLength(2048));
	const parameters = custom((value) => typeof value === "object" && value !== null && !Array.isArray(value));
	return object({
		buildDefinition: object({
			buildType: typeUri,
			externalParameters: parameters,
			internalParameters: optional(parameters),
			resolvedDependencies: optional(array(resource))
		}),
		runDetails: object({
			builder: object({ id: typeUri }),
			metadata: optional(object({
				invocationId: optional(string()),
				startedOn: optional(string()),
				finishedOn: optional(string())
			}))
		})
	});
});
function parseProvenance(statement) {
	if (statement.predicateType !== "https://slsa.dev/provenance/v1") throw malformed$3(`has the predicate type ${printable(statement.predicateType)}`);
	return parseSchema(schema$1(), withoutNulls(statement.predicate), malformed$3);
}
function withoutNulls(predicate) {
	return Object.fromEntries(Object.entries(predicate).filter(([, value]) => value !== null).map(([key, value]) => {
		return [key, !["externalParameters", "internalParameters"].includes(key) && typeof value === "object" && value !== null && !Array.isArray(value) ? withoutNulls(value) : value];
	}));
}
function malformed$3(reason) {
	return new Fault("provenance-malformed", `the provenance ${reason}`);
}

// domain/image/image-index.ts
const MAX_CHILDREN = 256;
const MAX_STATEMENTS = 16;
const MAX_BYTES = 4 << 20;
const digest$1 = once(() => pipe(string(), regex(/^sha256:[0-9a-f]{64}$/)));
const placed = once(() => ({
	mediaType: pipe(string(), maxLength(255)),
	digest: digest$1(),
	size: pipe(number(), safeInteger(), minValue(0)),
	annotations: nullish(record(string(), string()))
}));
const word = once(() => pipe(string(), regex(/^[\w.-]{1,64}$/)));
const platform = once(() => nullish(object({
	os: word(),
	architecture: word(),
	variant: nullish(word())
})));
const indexSchema = once(() => object({ manifests: pipe(array(object({
	...placed(),
	platform: fallback(platform(), void 0)
})), maxLength(MAX_CHILDREN)) }));
const manifestSchema = once(() => object({ layers: pipe(array(object(placed())), maxLength(MAX_STATEMENTS)) }));
function readImageIndex(bytes) {
	const read = safeParse(indexSchema(), jsonOf(bytes));
	if (!read.success) return void 0;
	const children = [];
	const attestations = [];
	for (const { annotations, platform, ...one } of read.output.manifests) {
		const about = annotations == null ? void 0 : annotations["vnd.docker.reference.digest"];
		if ((annotations == null ? void 0 : annotations["vnd.docker.reference.type"]) !== "attestation-manifest") children.push(withPlatform(one, platform));
		else if (is(digest$1(), about)) attestations.push({
			...one,
			about
		});
	}
	return {
		children,
		attestations
	};
}
function withPlatform(one, platform) {
	if (platform == null) return one;
	const { os, architecture, variant } = platform;
	return {
		...one,
		platform: [
			os,
			architecture,
			...variant == null ? [] : [variant]
		].join("/")
	};
}
const imageSchema = once(() => object({
	config: object(placed()),
	layers: pipe(array(object(placed())), maxLength(1024)),
	annotations: nullish(record(string(), string()))
}));
function statementsIn(manifest) {
	const read = safeParse(manifestSchema(), jsonOf(manifest));
	if (!read.success) return [];
	return read.output.layers.flatMap(({ annotations, ...one }) => {
		const predicateType = annotations == null ? void 0 : annotations["in-toto.io/predicate-type"];
		return one.mediaType === "application/vnd.in-toto+json" && predicateType !== void 0 && predicateType.length > 0 && predicateType.length <= 2048 ? [{
			...one,
			predicateType
		}] : [];
	});
}
function jsonOf(bytes) {
	return unlessRefused(() => parseJsonObject(bytes, {
		maxBytes: MAX_BYTES,
		what: "a manifest"
	}), void 0);
}

// domain/image/signature-type.ts
const IMAGE_SIGNATURE_TYPE = "https://sigstore.dev/cosign/sign/v1";

// domain/image/referrer-manifest.ts
const EMPTY_CONFIG = encodeUtf8("{}");

// domain/image/simple-signing.ts
const MAX_LAYERS = 1e3;
const schema = once(() => {
	const layer = object({
		mediaType: pipe(string(), maxLength(255)),
		digest: pipe(string(), regex(/^sha256:[0-9a-f]{64}$/)),
		size: pipe(number(), safeInteger(), minValue(0)),
		annotations: nullish(record(string(), string()), {})
	});
	return object({ layers: pipe(array(layer), maxLength(MAX_LAYERS)) });
});
const signedSchema = once(() => object({ critical: object({
	type: literal("cosign container image signature"),
	image: object({ "docker-manifest-digest": string() })
}) }));
function imageSignedBy(payload) {
	const signed = safeParse(signedSchema(), payload);
	return signed.success ? signed.output.critical.image["docker-manifest-digest"] : void 0;
}

// domain/verification/checks/require-images.ts
const TYPES = {
	signature: IMAGE_SIGNATURE_TYPE,
	provenance: PROVENANCE_PREDICATE_TYPE,
	cdx: "https://cyclonedx.org/bom",
	spdx: "https://spdx.dev/Document/v2.3"
};
const ENTRY = /^images\/([0-9a-f]{64})\/(.+?)(\.sigstore)?\.json$/;
async function requireImages(evidence) {
	const counts = {
		statements: 0,
		signatures: 0,
		carried: 0
	};
	for (const subject of evidence.root.statement.subject) {
		if (isFile(subject)) continue;
		const image = manifestsOf(subject.digest.sha256, evidence);
		for (const entry of entriesAbout(subject.digest.sha256, evidence)) {
			const [, about = "", part = "", signed] = ENTRY.exec(entry.name) ?? [];
			if (!image.has(about)) throw notOf(entry.name);
			if (part === "manifest") continue;
			if (part.startsWith("buildkit-")) {
				requireCarried(entry, {
					about,
					listed: image.get(about) ?? /* @__PURE__ */ new Map(),
					evidence
				});
				counts.carried += 1;
			} else if (part === "simple") {
				if (signed === void 0) await requireSimple(about, evidence);
				else counts.signatures += 1;
			} else {
				await requireOwn(entry, {
					about,
					kind: part,
					image,
					evidence
				});
				counts.statements += 1;
			}
		}
	}
	return counts;
}
function entriesAbout(sha256, { root, asked }) {
	return root.statement.predicate.evidence.filter(({ name, annotations }) => isImageEntry(name) && annotations.subject === sha256 && asked.has(name));
}
function manifestsOf(sha256, { entries }) {
	const manifests = /* @__PURE__ */ new Map([[sha256, /* @__PURE__ */ new Map()]]);
	const index = readImageIndex(entries.get(imageEntry(sha256, "manifest")) ?? /* @__PURE__ */ new Uint8Array());
	for (const { digest } of [...(index == null ? void 0 : index.children) ?? [], ...(index == null ? void 0 : index.attestations) ?? []]) manifests.set(hexOf(digest), /* @__PURE__ */ new Map());
	for (const { digest, about } of (index == null ? void 0 : index.attestations) ?? []) {
		const listed = manifests.get(hexOf(about));
		const manifest = entries.get(imageEntry(hexOf(digest), "manifest"));
		for (const one of manifest === void 0 ? [] : statementsIn(manifest)) listed == null || listed.set(hexOf(one.digest), one.predicateType);
	}
	return manifests;
}
async function requireOwn({ name, annotations }, { about, kind, image, evidence }) {
	const { entries, verify, signer } = evidence;
	const { content } = await verify({
		bundle: parseBundle(entries.get(name) ?? /* @__PURE__ */ new Uint8Array()),
		signer,
		artifact: { sha256: about }
	});
	const statement = requireStatement(content, printable(name));
	const isOfImage = statement.subject.every(({ digest }) => image.has(digest["sha256"] ?? ""));
	const isNamed = statement.predicateType === TYPES[kind] && annotations.predicateType === TYPES[kind];
	const isSame = kind !== "provenance" || canonicalJson(statement.predicate) === provenanceIn(evidence);
	if (isOfImage && isNamed && isSame) return;
	throw notOf(name);
}
function provenanceIn({ entries }) {
	const bytes = entries.get(PROVENANCE_ENTRY);
	const content = bytes === void 0 ? void 0 : parseBundle(bytes).content;
	if ((content == null ? void 0 : content.kind) !== "dsse") return void 0;
	return canonicalJson(parseStatement(content.payload).predicate);
}
async function requireSimple(about, { entries, digests, verify, signer }) {
	var _digests$get;
	const payload = imageEntry(about, "simple");
	const bundle = parseBundle(entries.get(imageEntry(about, "simple.sigstore")) ?? /* @__PURE__ */ new Uint8Array());
	const sha256 = (_digests$get = digests.get(payload)) == null ? void 0 : _digests$get.sha256;
	if (sha256 === void 0 || bundle.content.kind !== "message") throw notOf(payload);
	await verify({
		bundle,
		signer,
		artifact: { sha256 }
	});
	const signed = parseJsonObject(entries.get(payload) ?? /* @__PURE__ */ new Uint8Array(), { what: "what cosign 2 signs" });
	if (imageSignedBy(signed) !== `sha256:${about}`) throw notOf(payload);
}
function requireCarried({ name, digest, annotations }, { about, listed, evidence }) {
	const statement = parseStatement(evidence.entries.get(name) ?? /* @__PURE__ */ new Uint8Array());
	const isListed = listed.get(digest.sha256) === annotations.predicateType;
	const isAbout = statement.subject.some((one) => one.digest["sha256"] === about);
	if (isListed && isAbout && statement.predicateType === annotations.predicateType) return;
	throw notOf(name);
}
function hexOf(digest) {
	return digest.slice(7);
}
function notOf(name) {
	return new Fault("evidence-subject", `${printable(name)} is not what its place says of the image`);
}

// domain/verification/checks/check-evidence.ts
async function checkEvidence(evidence, known) {
	const { root, entries, digests, asked, verify, signer } = evidence;
	const { statement } = root;
	requireEvidence(statement, digests);
	let signatures = 0;
	for (const { name, digest } of statement.subject) {
		const entry = assetSignatureEntry(digest.sha256);
		const bytes = asked.has(entry) ? entries.get(entry) : void 0;
		if (bytes === void 0) continue;
		const bundle = parseBundle(bytes);
		if (bundle.content.kind !== "message") throw notOfAsset(name);
		const message = known.get(digest.sha256);
		await verify({
			bundle,
			signer,
			artifact: { sha256: digest.sha256 },
			...message && { message }
		});
		signatures += 1;
	}
	const statements = statement.predicate.evidence.filter((entry) => isSignedStatement(entry) && asked.has(entry.name));
	for (const entry of statements) await requireListedStatement(entry, evidence);
	const images = await requireImages(evidence);
	const found = whatWasFound(evidence, {
		signatures,
		statements: statements.length
	});
	return verifiedClaim("evidence", [found, ...whatOfImages(images)].join(", "));
}
function whatWasFound({ root: { statement }, asked }, { signatures, statements }) {
	const coverage = evidenceCoverage(statement, asked);
	const further = statements + coverage.statements.byDigest;
	return [
		counted(statement.predicate.evidence.length, "entry", "entries"),
		coverage.signatures.byDigest === 0 ? counted(signatures, "signature of an asset", "signatures of assets") : `signature of ${counted(signatures, "asset")} verified, ${coverage.signatures.byDigest} listed by digest`,
		...further === 0 ? [] : [furtherStatements(statements, coverage.statements.byDigest)]
	].join(", ");
}
function whatOfImages({ statements, signatures, carried }) {
	if (statements + signatures + carried === 0) return [];
	return [counted(statements + signatures, "signed statement about images", "signed statements about images"), ...carried === 0 ? [] : [`${counted(carried, "statement")} of BuildKit, bound by digest`]];
}
function furtherStatements(verified, byDigest) {
	if (byDigest === 0) return `${verified} further statements about them`;
	return `${verified} further statements verified, ${byDigest} listed by digest`;
}
async function requireListedStatement({ name, annotations }, { root, entries, verify, signer }) {
	const { content } = await verify({
		bundle: parseBundle(entries.get(name) ?? /* @__PURE__ */ new Uint8Array()),
		signer,
		artifact: "unbound"
	});
	const { subject, predicateType } = requireStatement(content, printable(name));
	const assets = new Set(root.statement.subject.map(({ digest }) => digest.sha256));
	const isAsListed = annotations.subject === void 0 || subject.every(({ digest }) => digest["sha256"] === annotations.subject);
	if (subject.every(({ digest }) => assets.has(digest["sha256"])) && isAsListed && predicateType === annotations.predicateType) return;
	throw new Fault("evidence-subject", `${printable(name)} is not the statement that the root lists`);
}
function notOfAsset(name) {
	return new Fault("bundle-malformed", `the signature of ${printable(name)} is not over a file`);
}

// domain/attestation/github-provenance.ts
const GITHUB_BUILD_TYPE = "https://actions.github.io/buildtypes/workflow/v1";
const OTHER_EVENT_BUILD_TYPE = `${HOME}/build/github-workflow/v1`;
const RECEIVED_BUILD_TYPE = `${HOME}/build/received/v1`;
const BUILD_TYPES$1 = /* @__PURE__ */ new Set([
	GITHUB_BUILD_TYPE,
	OTHER_EVENT_BUILD_TYPE,
	RECEIVED_BUILD_TYPE
]);
const external = once(() => {
	const text = pipe(string(), nonEmpty());
	return strictObject({ workflow: strictObject({
		ref: text,
		repository: text,
		path: text
	}) });
});
const internal = once(() => object({ github: optional(object({
	event_name: optional(string()),
	repository_id: optional(string()),
	repository_owner_id: optional(string()),
	runner_environment: optional(string())
})) }));
function readGithubBuild(provenance) {
	var _buildDefinition$reso, _runDetails$metadata;
	const { buildDefinition, runDetails } = provenance;
	if (!BUILD_TYPES$1.has(buildDefinition.buildType)) return void 0;
	const given = safeParse(external(), buildDefinition.externalParameters);
	const facts = safeParse(internal(), buildDefinition.internalParameters ?? {});
	if (!given.success || !facts.success) throw new Fault("provenance-malformed", "the provenance does not have the parameters of its build type");
	const { workflow } = given.output;
	const source = `git+${workflow.repository}@${workflow.ref}`;
	const github = facts.output.github;
	return {
		repository: workflow.repository,
		ref: workflow.ref,
		workflowPath: workflow.path,
		commit: (_buildDefinition$reso = buildDefinition.resolvedDependencies) == null || (_buildDefinition$reso = _buildDefinition$reso.find(({ uri }) => uri === source)) == null || (_buildDefinition$reso = _buildDefinition$reso.digest) == null ? void 0 : _buildDefinition$reso["gitCommit"],
		eventName: github == null ? void 0 : github.event_name,
		repositoryId: github == null ? void 0 : github.repository_id,
		ownerId: github == null ? void 0 : github.repository_owner_id,
		runnerEnvironment: github == null ? void 0 : github.runner_environment,
		runUri: (_runDetails$metadata = runDetails.metadata) == null ? void 0 : _runDetails$metadata.invocationId,
		received: buildDefinition.buildType === RECEIVED_BUILD_TYPE ? readReceived(buildDefinition) : []
	};
}
function readReceived({ resolvedDependencies = [] }) {
	const received = resolvedDependencies.flatMap(({ name, digest }) => {
		const sha256 = digest == null ? void 0 : digest["sha256"];
		return name === void 0 || sha256 === void 0 ? [] : [{
			name,
			sha256
		}];
	});
	if (received.length > 0) return received;
	throw new Fault("provenance-malformed", "the provenance says that files were received, and names none");
}

// domain/attestation/local-provenance.ts
const LOCAL_BUILD_TYPE = `${HOME}/build/local/v1`;
const LOCAL_BUILDER = `${HOME}/builder/local`;

// domain/attestation/pipeline-provenance.ts
const PIPELINE_BUILD_TYPE = `${HOME}/build/pipeline/v1`;
const schemas = once(() => {
	const text = pipe(string(), nonEmpty(), maxLength(2048));
	const stated = optional(text);
	return {
		external: strictObject({ pipeline: strictObject({
			config: stated,
			repository: stated,
			ref: stated
		}) }),
		internal: strictObject({ run: strictObject({
			issuer: text,
			event: stated,
			runner: stated,
			environment: stated,
			repositoryId: stated,
			ownerId: stated,
			configCommit: stated
		}) })
	};
});
function readPipelineBuild({ buildDefinition, runDetails }) {
	var _runDetails$metadata, _source$digest;
	if (buildDefinition.buildType !== PIPELINE_BUILD_TYPE) return void 0;
	const external = safeParse(schemas().external, buildDefinition.externalParameters);
	const internal = safeParse(schemas().internal, buildDefinition.internalParameters ?? {});
	const run = (_runDetails$metadata = runDetails.metadata) == null ? void 0 : _runDetails$metadata.invocationId;
	const [source, ...others] = buildDefinition.resolvedDependencies ?? [];
	if (!external.success || !internal.success || run === void 0 || others.length > 0) throw malformed$2();
	const { config, repository, ref } = external.output.pipeline;
	const { issuer, event, runner, environment, repositoryId, ownerId, configCommit } = internal.output.run;
	const commit = source == null || (_source$digest = source.digest) == null ? void 0 : _source$digest["gitCommit"];
	if (source === void 0 !== (commit === void 0)) throw malformed$2();
	if ((source == null ? void 0 : source.uri) !== (commit === void 0 ? void 0 : sourceUri({
		repository,
		ref
	}))) throw malformed$2();
	return {
		builder: runDetails.builder.id,
		run,
		issuer,
		config,
		configCommit,
		repository,
		ref,
		commit,
		event,
		runner,
		environment,
		repositoryId,
		ownerId
	};
}
function sourceUri({ repository, ref }) {
	if (repository === void 0) return void 0;
	return ref === void 0 ? `git+${repository}` : `git+${repository}@${ref}`;
}
function malformed$2() {
	return new Fault("provenance-malformed", "the provenance does not have the parameters of its build type");
}

// domain/verification/identity/pipeline-run.ts
function pipelineRunOf(certificate) {
	const { issuer, subjectAlternativeName } = certificate;
	const facts = certifiedFacts(certificate);
	if (facts.run === void 0 || issuer === void 0 || gitHubIssuer(issuer) !== void 0) return void 0;
	return {
		builder: subjectAlternativeName.value,
		run: facts.run,
		issuer,
		config: facts.workflow,
		configCommit: facts["workflow commit"],
		repository: facts.repository,
		ref: facts.ref,
		commit: facts.commit,
		event: facts.event,
		runner: facts.runner,
		environment: facts.environment,
		repositoryId: facts["repository id"],
		ownerId: facts["owner id"]
	};
}
function requireSamePipeline(stated, certificate) {
	const certified = pipelineRunOf(certificate);
	if (certified === void 0) throw contradiction$2("states a run that its certificate does not name");
	for (const [fact, value] of Object.entries(certified)) if (stated[fact] !== value) throw contradiction$2(`states another ${fact} than its certificate`);
}
function contradiction$2(problem) {
	return new Fault("provenance-contradiction", `the provenance ${problem}`);
}

// domain/verification/checks/check-provenance.ts
async function checkProvenance({ root, entries, verify, signer }) {
	const bytes = entries.get(PROVENANCE_ENTRY);
	if (bytes === void 0) return {
		claim: missing$1(root.statement.predicate.backfill),
		found: void 0
	};
	const { content, signer: own } = await verify({
		bundle: parseBundle(bytes),
		signer,
		artifact: "unbound"
	});
	const statement = requireStatement(content, "the provenance");
	const provenance = parseProvenance(statement);
	requireEqualSubjects(statement, root.statement);
	const build = readGithubBuild(provenance);
	const builder = provenance.runDetails.builder.id;
	if (build !== void 0 && own.kind === "certificate") {
		requireSameBuild(build, {
			builder,
			certificate: own.certificate,
			root: root.statement
		});
		if (build.received.length > 0) return {
			claim: notBuilt(build.received, root.statement),
			found: void 0
		};
		const attempt = build.runUri === root.statement.predicate.release.runUri ? "" : ", in another attempt of the run than the root's";
		return {
			claim: verifiedClaim("provenance", `built by ${printable(builder)}, as its certificate says${attempt}`),
			found: builder
		};
	}
	const pipeline = readPipelineBuild(provenance);
	if (pipeline !== void 0 && own.kind === "certificate") {
		requireSamePipeline(pipeline, own.certificate);
		const silent = pipeline.commit === void 0 ? ", which names no commit" : "";
		return {
			claim: verifiedClaim("provenance", `built by ${printable(builder)}, as its certificate says${silent}`),
			found: builder
		};
	}
	requireLocalBuild(provenance, root);
	return {
		claim: verifiedClaim("provenance", "it is about exactly the assets; only the signer vouches for how they were built"),
		found: builder
	};
}
function missing$1(backfill) {
	if (backfill === void 0) return openClaim("provenance", "missing", {
		reason: "the capsule has no provenance",
		required: true
	});
	const { published, sealed } = backfill;
	const reason = `the release was public since ${published} and sealed on ${sealed}: nothing says how it was built`;
	return openClaim("provenance", "missing", { reason });
}
function requireEqualSubjects(statement, root) {
	const named = new Map(statement.subject.map(({ name, digest }) => [name, digest["sha256"]]));
	if (root.subject.every(({ name, digest }) => named.get(name) === digest.sha256) && statement.subject.length === root.subject.length) return;
	throw contradiction$1("is not about exactly the assets");
}
function notBuilt(received, root) {
	const sealed = new Map(root.subject.map(({ name, digest }) => [name, digest.sha256]));
	if (received.some(({ name, sha256 }) => sealed.get(name) !== sha256)) throw contradiction$1("names a received file that is not among the assets");
	const reason = `the run did not build ${`${received.length} of ${root.subject.length} assets`}, it took them from the release as they were: nothing says how they were built`;
	return openClaim("provenance", "missing", { reason });
}
function requireSameBuild(build, { builder, certificate, root }) {
	const stated = {
		...factsOfBuild(build),
		builder
	};
	if (stated.commit === void 0 || stated.run === void 0) throw contradiction$1("does not name its commit and run");
	const found = findDisagreement(stated, certifiedFacts(certificate), { mustCertify: "all" }) ?? findDisagreement({ commit: stated.commit }, factsOfRoot(root.predicate), { mustCertify: "all" });
	if (found !== void 0) throw contradiction$1(`states another ${found.fact} than its certificate or root`);
}
function requireLocalBuild({ buildDefinition, runDetails }, { signer, statement }) {
	if (signer.kind === "certificate" && signer.certificate.extensions.runInvocationUri !== void 0) throw contradiction$1("does not state the run that its certificate names");
	if (buildDefinition.buildType !== LOCAL_BUILD_TYPE || runDetails.builder.id !== LOCAL_BUILDER) throw contradiction$1("is of a build type that is not understood");
	const { release: given } = buildDefinition.externalParameters;
	const stated = isJsonObject(given) ? given : {};
	const { release } = statement.predicate;
	for (const field of [
		"name",
		"version",
		"tag",
		"repository",
		"commit"
	]) if (stated[field] !== release[field]) throw contradiction$1(`states another ${field} than the root`);
}
function contradiction$1(problem) {
	return new Fault("provenance-contradiction", `the provenance ${problem}`);
}

// domain/source/release-name.ts
const RELEASE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
function isReleaseName(text) {
	return RELEASE_NAME.test(text);
}

// domain/capsule/capsule-file-name.ts
function releaseStem(release) {
	return `${release.name}-${release.version.replaceAll("+", "_")}`;
}
function capsuleFileName(release, local) {
	return `${releaseStem(release)}${local ? ".local" : ""}.capsule`;
}
function sharesFileName(release) {
	if (/[+_]/.test(release.version)) return true;
	const stem = releaseStem(release);
	return Array.from(stem.matchAll(/-/g), ({ index }) => index).filter((at) => at !== release.name.length).some((at) => isReleaseName(stem.slice(0, at)) && readsAsVersion(stem.slice(at + 1)));
}
function namesRelease(fileName) {
	var _exec;
	const stem = ((_exec = /^(.*?)(?:\.local)?\.capsule$/.exec(fileName)) == null ? void 0 : _exec[1]) ?? "";
	return Array.from(stem.matchAll(/-/g), ({ index }) => index).some((at) => isReleaseName(stem.slice(0, at)) && readsAsVersion(stem.slice(at + 1)));
}
function readsAsVersion(text) {
	return [text, text.replaceAll("_", "+")].some((version) => [
		"semver",
		"calver",
		"pep440"
	].some((scheme) => isVersionOf(scheme, version)));
}

// domain/verification/checks/check-release.ts
function checkRelease(root, { release, fileName }) {
	const { name, version, tag } = root.statement.predicate.release;
	const sealed = `${printable(name)} ${printable(version)}`;
	if (release !== void 0) {
		if (release.name !== name) throw mismatch$1({
			name,
			version
		}, `${release.name}@${release.version}`);
		if (release.version === version) return verifiedClaim("release", `it is the expected ${sealed}`);
		if (release.version === tag || release.version === `v${version}`) throw tagForVersion(release.version, {
			name,
			version
		});
		throw mismatch$1({
			name,
			version
		}, `${release.name}@${release.version}`);
	}
	const open = (reason) => {
		const hint = advice`add ${option("release", `${name}@${version}`)}`;
		return openClaim("release", "not-checked", {
			reason: `the capsule is of ${sealed}, ${reason}`,
			required: true,
			hint
		});
	};
	if (!fileName.endsWith(".capsule")) return open("and nothing says which release is expected");
	if ([false, true].map((local) => capsuleFileName({
		name,
		version
	}, local)).includes(fileName)) {
		if (sharesFileName({
			name,
			version
		})) return open("but a capsule of another release could have the same file name");
		return verifiedClaim("release", `it is ${sealed}, as its file name says`);
	}
	if (!namesRelease(fileName)) return open(`and its file name ${printable(fileName)} does not say which one is expected`);
	throw mismatch$1({
		name,
		version
	}, fileName);
}
function mismatch$1({ name, version }, expected) {
	const problem = `the capsule is of ${printable(name)} ${printable(version)}, expected was ${printable(expected)}`;
	return new Fault("release-mismatch", problem, {
		hint: advice`if the file was renamed, name the release that you expect with ${option("release")}`,
		brief: {
			words: "it is another release",
			sides: [["Expected", expected], ["Sealed as", `${name} ${version}`]]
		}
	});
}
function tagForVersion(given, { name, version }) {
	return new Fault("usage", `${printable(given)} is the tag of this release, not its version`, { hint: advice`write ${option("release", `${name}@${version}`)}` });
}

// domain/asset/plain-name.ts
const ENDINGS = /^.+\.(?:md|markdown|rst|adoc|txt|asc|sig|minisig|pem|pub|sigstore\.json|intoto\.jsonl|md5|b2|sha(?:1|224|256|384|512)(?:sum)?)$/i;
const NAMES$1 = /^(?:README|LICEN[CS]E|COPYING|NOTICE|CHANGELOG|CHANGES|AUTHORS|CONTRIBUTORS|SECURITY|(?:MD5|B2|SHA(?:1|224|256|384|512))SUMS?)(?:-[A-Za-z0-9]+)?$/;
const READ = /(?:requirements|constraints)[\w.-]*\.txt$|^(?:conanfile|CMakeLists)\.txt$/i;
function isPlainName(name) {
	return (ENDINGS.test(name) || NAMES$1.test(name)) && !READ.test(name);
}

// kernel/documents/source-limits.ts
const MAX_SOURCE_BYTES = 67108864;

// domain/sbom/model/plain-text.ts
const PLAIN_TEXT = {
	name: "release-capsule:contents",
	value: "plain text"
};

// domain/sbom/read/sbom-subject.ts
function readSbomSubject(bytes) {
	const document = parseJsonObject(bytes, {
		maxBytes: MAX_SOURCE_BYTES,
		what: "the SBOM"
	});
	if (document["bomFormat"] === "CycloneDX") return cycloneDxSubject(document);
	if (typeof document["spdxVersion"] === "string") return spdxSubject(document);
	throw new Fault("sbom-malformed", "the document is neither CycloneDX nor SPDX 2");
}
function cycloneDxSubject(document) {
	const metadata = document["metadata"];
	const subject = isJsonObject(metadata) ? metadata["component"] : void 0;
	if (!isJsonObject(subject)) throw new Fault("sbom-malformed", "the CycloneDX document describes no component");
	const levels = objects(document["compositions"]).filter((entry) => [entry["dependencies"], entry["assemblies"]].some((list) => texts(list).includes(subject["bom-ref"] ?? null))).map((entry) => level(entry["aggregate"]));
	const hashes = (name) => objects(subject["hashes"]).flatMap((one) => one["alg"] === name ? [one["content"]] : []);
	return {
		format: "cyclonedx",
		sha256: hashes("SHA-256").map((one) => digest(one, 64)),
		sha512: hashes("SHA-512").map((one) => digest(one, 128)),
		purl: typeof subject["purl"] === "string" ? subject["purl"] : void 0,
		components: objects(document["components"]).length,
		isSaidPlain: subject["type"] === "file" && objects(subject["properties"]).some(({ name, value }) => name === PLAIN_TEXT.name && value === PLAIN_TEXT.value),
		...declared(levels)
	};
}
function spdxSubject(document) {
	var _objects$find;
	const packages = objects(document["packages"]);
	const relationships = objects(document["relationships"]);
	const described = relationships.filter((entry) => entry["relationshipType"] === "DESCRIBES" && entry["spdxElementId"] === "SPDXRef-DOCUMENT");
	const subject = packages.find((entry) => {
		var _described$;
		return entry["SPDXID"] === ((_described$ = described[0]) == null ? void 0 : _described$["relatedSpdxElement"]);
	});
	if (subject === void 0 || described.length > 1) throw new Fault("sbom-malformed", "the SPDX document does not describe exactly one package");
	const open = relationships.filter((entry) => entry["spdxElementId"] === subject["SPDXID"]).filter((entry) => entry["relatedSpdxElement"] === "NOASSERTION");
	const checksums = (name) => objects(subject["checksums"]).flatMap((one) => one["algorithm"] === name ? [one["checksumValue"]] : []);
	const purl = (_objects$find = objects(subject["externalRefs"]).find((one) => one["referenceType"] === "purl")) == null ? void 0 : _objects$find["referenceLocator"];
	return {
		format: "spdx",
		sha256: checksums("SHA256").map((one) => digest(one, 64)),
		sha512: checksums("SHA512").map((one) => digest(one, 128)),
		purl: typeof purl === "string" ? purl : void 0,
		components: packages.length - 1,
		isSaidPlain: subject["primaryPackagePurpose"] === "FILE" && typeof subject["comment"] === "string" && subject["comment"].split("\n").includes(`${PLAIN_TEXT.name}: ${PLAIN_TEXT.value}`),
		...declared(open.length === 0 ? ["complete"] : open.map((entry) => level(entry["comment"])))
	};
}
const LEVELS = [
	"unknown",
	"incomplete",
	"complete"
];
function declared(levels) {
	return {
		completeness: LEVELS.find((one) => levels.includes(one)) ?? "unknown",
		isSaidComplete: levels.includes("complete")
	};
}
function level(said) {
	if (said === "complete") return "complete";
	return typeof said === "string" && said.startsWith("incomplete") ? "incomplete" : "unknown";
}
function digest(value, characters) {
	if (typeof value === "string" && value.length === characters && /^[0-9a-f]+$/.test(value)) return value;
	throw new Fault("sbom-malformed", "a digest of what the SBOM describes is malformed");
}
function objects(value) {
	return Array.isArray(value) ? value.filter((item) => isJsonObject(item)) : [];
}
function texts(value) {
	return Array.isArray(value) ? [...value] : [];
}

// domain/verification/checks/check-sbom.ts
function checkSbom({ root, entries, asked, about }) {
	const { subject: assets, predicate } = root.statement;
	const all = predicate.evidence.filter(({ name }) => isSbomEntry(name));
	if (all.length === 0) return openClaim("sbom", "missing", {
		reason: "the capsule has no SBOM",
		required: true
	});
	const sboms = all.filter(({ name }) => asked.has(name));
	const known = /* @__PURE__ */ new Map();
	for (const { name, annotations } of sboms) {
		const subject = readSbomSubject(entries.get(name) ?? /* @__PURE__ */ new Uint8Array());
		requireDescribed(subject, {
			name,
			sha256: annotations.subject
		}, root.statement);
		const isWhole = isPlainText(subject, annotations.subject, assets);
		if (subject.components === 0 && subject.isSaidComplete && !isWhole) throw new Fault("sbom-empty", `${printable(name)} claims to be complete and lists nothing`);
		const says = isWhole || subject.components > 0 && subject.completeness !== "unknown";
		known.set(annotations.subject, says && known.get(annotations.subject) !== false);
	}
	const ofRelease = known.get(void 0);
	const open = assets.filter(({ digest: { sha256 } }) => known.has(sha256) || about === "all" || about.has(sha256)).filter(({ digest: { sha256 } }) => (known.get(sha256) ?? ofRelease) !== true);
	const byDigest = all.length - sboms.length;
	const rest = byDigest === 0 ? "" : `, ${byDigest} listed by digest`;
	if (open.length > 0 || ofRelease === false) return openClaim("sbom", "not-checked", { reason: `the SBOMs leave open what ${openText(open)}${rest}` });
	return verifiedClaim("sbom", `${counted(sboms.length, "document describes the asset that it is filed under", "documents describe the assets that they are filed under")}${rest}`);
}
function isPlainText({ isSaidPlain, completeness }, sha256, assets) {
	if (!isSaidPlain || completeness !== "complete") return false;
	const about = assets.filter(({ digest }) => digest.sha256 === sha256);
	return about.length > 0 && about.every((asset) => isFile(asset) && isPlainName(asset.name));
}
function openText(open) {
	const [first] = open;
	if (first === void 0) return "the release is made of";
	return `${counted(open.length, "asset is", "assets are")} made of${open.length === 1 ? ":" : ", first"} ${printable(first.name)}`;
}
function requireDescribed({ sha256, sha512, purl }, filed, { subject, predicate }) {
	const about = subject.filter(({ digest }) => filed.sha256 === void 0 || digest.sha256 === filed.sha256);
	const isOf = (all) => (one) => all.includes(one);
	const isAsset = filed.sha256 === void 0 || sha256.length > 0;
	const isSame = sha256.every(isOf(about.map(({ digest }) => digest.sha256))) && sha512.every(isOf(about.map((one) => isFile(one) ? one.digest.sha512 : void 0)));
	const isProject = filed.sha256 !== void 0 || !(purl == null ? void 0 : purl.startsWith("pkg:github/")) || purl === predicate.release.purl;
	if (isAsset && isSame && isProject) return;
	throw new Fault("sbom-subject", `${printable(filed.name)} describes something else than its asset`);
}

// domain/capsule/published-names.ts
function planFiles(plan) {
	const capsule = {
		name: capsuleFileName(plan, plan.local),
		content: { kind: "capsule" }
	};
	const guide = entry(GUIDE_ENTRY, GUIDE_ENTRY);
	switch (plan.mode) {
		case "none": return [];
		case "capsule": return [capsule, guide];
		case "standard": return [
			capsule,
			...releaseFiles(plan),
			guide,
			...plan.assets.flatMap((asset) => notaryFiles(asset, plan))
		];
		case "full": return [
			capsule,
			...releaseFiles(plan),
			guide,
			...plan.assets.flatMap((asset) => [...assetFiles(asset, plan), ...notaryFiles(asset, plan)])
		];
	}
}
function releaseFiles(plan) {
	const stem = releaseStem(plan);
	const checksums = plan.checksumsName ?? "checksums.txt";
	const provenance = {
		name: `${stem}.intoto.jsonl`,
		content: {
			kind: "json-line",
			entry: PROVENANCE_ENTRY
		}
	};
	const lists = [entry(checksums, CHECKSUMS_ENTRY), entry(`${checksums}.sigstore.json`, signatureEntry(CHECKSUMS_ENTRY))];
	return [
		...plan.assets.length === 0 ? [] : lists,
		...plan.hasProvenance === false ? [] : [provenance],
		entry(`${stem}.cdx.json`, sbomEntry("release", "cdx")),
		entry(`${stem}.spdx.json`, sbomEntry("release", "spdx"))
	];
}
function assetFiles(asset, plan) {
	const sbom = entry(`${asset.name}.cdx.json`, sbomEntry(asset.sha256, "cdx"));
	const signature = entry(`${asset.name}.sigstore.json`, assetSignatureEntry(asset.sha256));
	const statements = (plan.attestedSboms ?? []).map((format) => ({
		name: `${asset.name}.${format}.sigstore.json`,
		content: {
			kind: "sbom-statement",
			format,
			subject: asset.sha256
		}
	}));
	return [
		...plan.signedEach ? [signature] : [],
		sbom,
		...statements
	];
}
function notaryFiles(asset, plan) {
	return (plan.notary ?? []).map((format) => entry(signatureName(asset.name, format), notaryEntry(asset.sha256, format)));
}
function oneLine(bytes) {
	return encodeUtf8(`${JSON.stringify(JSON.parse(decodeUtf8(bytes)))}\n`);
}
function entry(name, from) {
	return {
		name,
		content: {
			kind: "entry",
			entry: from
		}
	};
}

// domain/verification/evidence/release-documents.ts
async function releaseDocuments({ root, entries, fileName, sha256 }, crypto) {
	const { release, evidence } = root.predicate;
	const digests = new Map(evidence.map(({ name, digest }) => [name, digest.sha256]));
	const assets = root.subject.map(({ name, digest }) => ({
		name,
		sha256: digest.sha256
	}));
	const plan = {
		...release,
		local: false,
		assets,
		signedEach: true,
		notary: ["jws", "cose"]
	};
	const standard = new Set(planFiles({
		...plan,
		mode: "standard"
	}).map(({ name }) => name));
	const published = [];
	for (const { name, content } of planFiles({
		...plan,
		mode: "full"
	})) {
		const digest = "entry" in content ? await digestOf(content, {
			digests,
			entries,
			crypto
		}) : void 0;
		const isReserved = standard.has(name) && (!CHECKSUM_FILES.has(name) || hasOwnList(entries));
		if (digest !== void 0) published.push({
			name,
			sha256: digest,
			isReserved
		});
	}
	const inside = evidence.map(({ name, digest }) => ({
		name,
		sha256: digest.sha256,
		isReserved: false
	}));
	return [
		{
			name: fileName,
			sha256,
			isReserved: true
		},
		...published,
		...inside
	];
}
const CHECKSUM_FILES = /* @__PURE__ */ new Set([CHECKSUMS_ENTRY, signatureEntry(CHECKSUMS_ENTRY)]);
function hasOwnList(entries) {
	const guide = entries.get("VERIFY.md") ?? /* @__PURE__ */ new Uint8Array();
	return decodeUtf8(guide, GUIDE_ENTRY).includes(CHECKSUMS_ENTRY);
}
async function digestOf({ kind, entry }, { digests, entries, crypto }) {
	if (kind === "entry") return digests.get(entry);
	const line = lineOf(entries.get(entry) ?? /* @__PURE__ */ new Uint8Array());
	return line === void 0 ? void 0 : digestHex("sha256", line, crypto);
}
function lineOf(bytes) {
	try {
		return oneLine(bytes);
	} catch {
		return;
	}
}

// journeys/verify/attempt-claim.ts
async function attemptClaim(id, failures, compute) {
	const { claim } = await attemptFor(id, failures, async () => ({
		claim: await compute(),
		found: void 0
	}));
	return claim;
}
async function attemptFor(id, failures, compute) {
	try {
		return await compute();
	} catch (error) {
		if (isFinding(error)) return {
			claim: foundClaim(id, error),
			found: void 0
		};
		requireFault(error);
		const { exit } = FAULT_CODES[error.code];
		if (exit === 2 || exit === 3) throw error;
		failures.push(error);
		return {
			claim: openClaim(id, "not-checked", {
				reason: error.message,
				required: true
			}),
			found: void 0
		};
	}
}

// domain/verification/identity/earlier-identity.ts
function earlierIdentity(identity, tags) {
	switch (identity.kind) {
		case "any-of": return {
			kind: "any-of",
			of: identity.of.map((one) => earlierSigner(one, tags))
		};
		case "unsafe-pattern": return identity;
		default: return earlierSigner(identity, tags);
	}
}
function earlierSigner(identity, { now, before }) {
	if (identity.kind === "key") return identity;
	if (now === null || before === null) return identity;
	const [ref, earlier] = [`refs/tags/${now}`, `refs/tags/${before}`];
	if (identity.kind === "exact") {
		const { subjectAlternativeName: name } = identity;
		if (!name.endsWith(`@${ref}`)) return identity;
		return {
			...identity,
			subjectAlternativeName: `${name.slice(0, -ref.length)}${earlier}`
		};
	}
	const { sourceRef, signerWorkflow: workflow } = identity;
	const isOwn = workflow !== void 0 && isSameRepository(workflow.repository, identity.repository);
	return {
		...identity,
		...sourceRef === ref ? { sourceRef: earlier } : {},
		...isOwn && workflow.ref === ref ? { signerWorkflow: {
			...workflow,
			ref: earlier
		} } : {}
	};
}

// journeys/verify/check-lineage.ts
async function checkLineage({ order, root, verify }) {
	const { previous } = root.statement.predicate;
	if (order.previous === void 0) return withoutEarlier(previous);
	if ("none" in previous) throw broken$1(`the root names none: ${printable(previous.reason)}`);
	const { name, version, tag } = previous;
	const earlier = await verify({
		capsule: { path: order.previous },
		assets: [],
		identity: earlierIdentity(order.identity, {
			now: root.statement.predicate.release.tag,
			before: tag
		}),
		release: {
			name,
			version
		},
		evidenceOnly: true,
		unsafeCapsuleRoot: order.unsafeCapsuleRoot === true,
		...order.effectiveTime === void 0 ? {} : { effectiveTime: order.effectiveTime },
		...order.now === void 0 ? {} : { now: order.now }
	});
	const [unread] = earlier.failures;
	if (unread !== void 0) throw unread;
	if (isOutdated(earlier)) {
		const reason = `the trusted root may be too old to judge the release before, ${printable(name)} ${printable(version)}`;
		return openClaim("lineage", "not-checked", {
			reason,
			required: true
		});
	}
	if (earlier.root === void 0 || earlier.verdict !== "verified") throw broken$1(whyRefused(earlier));
	requireNamed(previous, earlier.root);
	requireSameRepository(root, earlier.root);
	return verifiedClaim("lineage", `the release before is ${printable(name)} ${printable(version)}, and verifies`);
}
function withoutEarlier(previous) {
	if (!("none" in previous)) {
		const reason = `the release before, ${printable(previous.version)}, was not looked at`;
		return openClaim("lineage", "not-checked", {
			reason,
			hint: advice`name its capsule with ${option("previous")}`
		});
	}
	return previous.none === "unavailable" ? openClaim("lineage", "not-checked", { reason: "the capsule does not say which release was before" }) : openClaim("lineage", "not-applicable", { reason: "the capsule says that it is the first" });
}
function requireNamed(named, { statement, sha256 }) {
	if (named.rootDigest.sha256 !== sha256) throw broken$1("its root has another digest than the one that is named");
	const { name, version, tag } = statement.predicate.release;
	if (named.name === name && named.version === version && named.tag === tag) return;
	throw broken$1(`it is of ${printable(name)} ${printable(version)}, which is not what is named`);
}
function requireSameRepository(now, before) {
	const [one, other] = [now, before].map(({ statement }) => statement.predicate.release.repositoryId);
	if (one !== other) throw broken$1("it is of another repository of the same name");
}
function isOutdated({ verdict, claims }) {
	return verdict === "incomplete" && claims.some(({ code }) => code === "trusted-root-outdated");
}
function whyRefused({ claims }) {
	const claim = claims.find(({ status }) => status === "failed") ?? claims.find(({ required }) => required);
	return `it does not verify: ${(claim == null ? void 0 : claim.reason) ?? "nothing was verified"}`;
}
function broken$1(problem) {
	return new Fault("lineage-broken", `the capsule that was given is not the one before this release: ${problem}`, { hint: "give the capsule of the release that `capsule show` names as the one before" });
}

// domain/capsule/release-attestation-name.ts
const END = ".release.sigstore.json";
function releaseAttestationName(release) {
	return `${releaseStem(release)}${END}`;
}
function isReleaseAttestationName(fileName, capsule) {
	return fileName === `${capsule.replace(/(?:\.local)?\.capsule$/i, "")}${END}`;
}

// domain/verification/checks/check-published.ts
function checkPublished(stated, sealed) {
	requireSameRelease(stated, sealed);
	const { documents, isWithCapsule } = requireSameFiles(stated, sealed);
	const assets = stated.files.length - documents;
	const what = `GitHub published the release ${printable(stated.tag)} with exactly the ${counted(assets, "file")}`;
	const beside = documents === 0 ? "" : `, and ${counted(documents, "file")} of its evidence`;
	return verifiedClaim("published", `${what} that were sealed${beside}${isWithCapsule ? "" : "; the capsule itself was not published with it"}`);
}
function requireSameRelease(stated, { root, tagObject }) {
	const { release } = root.statement.predicate;
	const { extensions } = root.signer.kind === "certificate" ? root.signer.certificate : { extensions: {} };
	const here = `https://github.com/${stated.repository}`;
	const rows = [
		[
			"repository",
			foldRepository(here),
			release.repository && foldRepository(release.repository)
		],
		[
			"number of the repository",
			stated.repositoryId,
			release.repositoryId,
			extensions.sourceRepositoryIdentifier
		],
		[
			"number of the owner",
			stated.ownerId,
			release.ownerId,
			extensions.sourceRepositoryOwnerIdentifier
		],
		[
			"tag",
			stated.tag,
			release.tag
		]
	];
	for (const [what, said, ...sealed] of rows) {
		const other = sealed.find((one) => one !== void 0 && one !== said);
		if (other !== void 0) throw mismatch(what, said, other);
	}
	if (stated.commit === release.commit || stated.commit === tagObject) return;
	throw mismatch("commit", stated.commit, release.commit, { hint: advice`an annotated tag has a digest of its own, which GitHub tells with ${option("online")}` });
}
function mismatch(what, said, sealed, options = {}) {
	const was = sealed === null ? "not stated" : printable(sealed);
	const problem = `GitHub published another release: its ${what} is ${printable(said)}, and in the capsule ${was}`;
	return new Fault("release-mismatch", problem, options);
}
function requireSameFiles({ files }, sealed) {
	const { root, documents, capsuleSha256 } = sealed;
	const { release } = root.statement.predicate;
	const published = new Map(files.map(({ name, sha256 }) => [name, sha256]));
	const assets = new Map(root.statement.subject.filter(isFile).map(({ name, digest }) => [name, digest.sha256]));
	for (const [name, sha256] of assets) {
		const found = published.get(name);
		if (found === void 0) throw differs(`${printable(name)} was sealed, and GitHub did not publish it`);
		if (found !== sha256) throw replaced(name);
	}
	const capsule = capsuleFileName(release, false);
	const evidence = new Map([...documents.map(({ name, sha256 }) => [name, sha256]), [capsule, capsuleSha256]]);
	const others = files.filter(({ name }) => !assets.has(name));
	for (const { name, sha256 } of others) {
		const expected = evidence.get(name);
		if (expected === sha256 || isOwnList(name, {
			published,
			documents
		})) continue;
		if (expected !== void 0) throw replaced(name);
		throw differs(`GitHub published ${printable(name)}, which was not sealed`);
	}
	return {
		documents: others.length,
		isWithCapsule: published.has(capsule)
	};
}
function isOwnList(name, { published, documents }) {
	const sealed = (entry) => {
		var _documents$find;
		return (_documents$find = documents.find((one) => one.name === entry)) == null ? void 0 : _documents$find.sha256;
	};
	const list = name.endsWith(".sigstore.json") ? name.slice(0, -14) : name;
	return published.get(list) === sealed("checksums.txt") && published.has(list) && (name === list || published.get(name) === sealed(signatureEntry("checksums.txt")));
}
function replaced(name) {
	return new Fault("digest-mismatch", `${printable(name)} is not the file that GitHub published`);
}
function differs(problem) {
	return new Fault("published-mismatch", problem, { hint: "ask the maintainer why GitHub's release and the capsule hold other files" });
}

// domain/verification/identity/publisher.ts
const PUBLISHER = "https://dotcom.releases.github.com";
function requirePublisher({ subjectAlternativeName: { kind, value }, issuer }) {
	if (kind === "uri" && value === "https://dotcom.releases.github.com" && issuer === void 0) return;
	const problem = issuer === void 0 ? `${printable(value)} is not GitHub's publisher of releases` : `a signer that ${printable(issuer)} knows is not GitHub's publisher of releases`;
	throw new Fault("identity-mismatch", problem, { brief: {
		words: "not signed by GitHub as the publisher",
		sides: [["Expected", PUBLISHER], ["Signed by", value]]
	} });
}
function publishedBy({ content }) {
	if (content.kind === "dsse" && content.payloadType === "application/vnd.in-toto+json") return parseReleaseAttestation(content.payload);
	throw new Fault("statement-malformed", "GitHub's attestation of the release is not an in-toto statement");
}
function claimsPublication({ content }) {
	if (content.kind !== "dsse") return false;
	const statement = unlessRefused(() => parseJson(content.payload, { what: "the statement" }), void 0);
	return isJsonObject(statement) && isReleaseType(statement["predicateType"]);
}
function publisherCheck(expected) {
	const pattern = expected.kind === "unsafe-pattern" ? identityCheck(expected) : void 0;
	return (certificate) => {
		pattern == null || pattern(certificate);
		requirePublisher(certificate);
	};
}
function comparePublication(stated, expected) {
	const published = `GitHub published the release ${printable(stated.tag)} of ${printable(stated.repository)}`;
	const left = "how the files were built, and by whom, it does not say";
	switch (expected.kind) {
		case "repository":
			requireExpected(stated, expected);
			return `${published}; the repository ${expected.sourceRef === void 0 ? "was compared, and the tag was not" : "and the tag were compared"}; ${left}`;
		case "any-of":
			requireOneOf(stated, expected.of);
			return `${published}; the repository was compared; ${left}`;
		case "key":
		case "exact": throw new Fault("identity-mismatch", "GitHub's attestation of a release has no issuer that could be named", { hint: advice`name the repository instead, with ${option("repository", stated.repository)}` });
		case "unsafe-pattern": return `${published}; names and digests of files were compared, repository and tag were not, since none was named; ${left}`;
	}
}
function requireOneOf(stated, expected) {
	if (expected.filter((one) => one.kind === "repository").some((one) => isOf(stated, one))) return;
	throw other(stated, `one of ${expected.length} signers`);
}
function requireExpected(stated, expected) {
	const { repository, repositoryId, sourceRef, signerWorkflow } = expected;
	if (!isOf(stated, expected)) throw other(stated, repository);
	if (repositoryId !== void 0 && repositoryId !== stated.repositoryId) throw new Fault("identity-mismatch", "GitHub published a release of another repository that had this name");
	if (signerWorkflow !== void 0) throw new Fault("identity-mismatch", "GitHub's attestation of a release names no workflow", { hint: advice`leave out ${option("signer-workflow")}, or name the capsule of the release` });
	if (sourceRef === void 0 || sourceRef === `refs/tags/${stated.tag}`) return;
	throw new Fault("identity-mismatch", `GitHub published the tag ${printable(stated.tag)}, and ${printable(sourceRef)} is expected`, { hint: advice`only if you know that this is right, say so with ${option("source-ref", `refs/tags/${stated.tag}`)}` });
}
function isOf(stated, expected) {
	return isSameRepository(`${GITHUB_WEB}/${stated.repository}`, expected.repository);
}
function other({ repository }, expected) {
	return new Fault("identity-mismatch", `GitHub published a release of ${printable(repository)}`, {
		hint: advice`only if you know that this is right, say so with ${option("repository", repository)}`,
		brief: {
			words: "published by another repository",
			sides: [["Expected", expected], ["Published", repository]]
		}
	});
}

// domain/verification/evidence/evidence-form.ts
const ASKED_OPTIONS = [
	"release",
	"all",
	"all-files",
	"evidence-only",
	"pin",
	"min-age",
	"published",
	"previous",
	"approval",
	"scan",
	"vsa",
	"effective-time",
	"log"
];
const POLICY_RULES = [
	"signers",
	"require",
	"maxAgeDays",
	"runner",
	"environment",
	"evidence",
	"approvals",
	"vulnerabilities",
	"builders"
];
const YES = "honoured";
const NO = "usage";
const OPEN$1 = "not-checked";
const OF_FILES = {
	options: {
		"all-files": YES,
		"evidence-only": YES,
		pin: YES,
		"min-age": YES,
		"effective-time": YES,
		release: NO,
		all: NO,
		published: NO,
		previous: NO,
		approval: NO,
		scan: NO,
		vsa: NO,
		log: NO
	},
	rules: {
		signers: YES,
		require: YES,
		maxAgeDays: YES,
		runner: YES,
		environment: YES,
		builders: YES,
		evidence: OPEN$1,
		approvals: OPEN$1,
		vulnerabilities: OPEN$1
	},
	claims: {
		root: YES,
		assets: YES,
		provenance: YES,
		policy: YES,
		notary: YES,
		archive: OPEN$1,
		release: OPEN$1,
		evidence: OPEN$1,
		checksums: OPEN$1,
		sbom: OPEN$1,
		"other-evidence": OPEN$1,
		vulnerabilities: OPEN$1,
		approvals: OPEN$1,
		lineage: OPEN$1,
		published: OPEN$1,
		"log-state": OPEN$1,
		age: YES,
		memory: YES
	}
};
const OF_PUBLISHER = {
	...OF_FILES,
	options: {
		...OF_FILES.options,
		pin: NO
	},
	rules: {
		...OF_FILES.rules,
		maxAgeDays: OPEN$1,
		runner: OPEN$1,
		environment: OPEN$1
	},
	claims: {
		...OF_FILES.claims,
		provenance: OPEN$1,
		policy: OPEN$1,
		published: YES,
		memory: OPEN$1
	}
};
const OF_NOTARY = {
	options: {
		...OF_FILES.options,
		pin: NO,
		"min-age": NO,
		"evidence-only": NO
	},
	rules: {
		...OF_PUBLISHER.rules,
		signers: OPEN$1
	},
	claims: {
		...OF_FILES.claims,
		root: OPEN$1,
		provenance: OPEN$1,
		policy: OPEN$1,
		age: OPEN$1,
		memory: OPEN$1
	}
};
function row(treatment) {
	const all = (keys) => Object.fromEntries(keys.map((key) => [key, treatment]));
	return {
		options: all(ASKED_OPTIONS),
		rules: all(POLICY_RULES),
		claims: all(Object.keys(OF_FILES.claims))
	};
}
const EVIDENCE_TABLE = {
	capsule: row(YES),
	bundle: OF_FILES,
	"release-attestation": OF_PUBLISHER,
	"json-lines": OF_FILES,
	attestations: OF_FILES,
	npm: OF_FILES,
	pep740: OF_FILES,
	checksums: {
		...OF_FILES,
		claims: {
			...OF_FILES.claims,
			checksums: YES
		}
	},
	notary: OF_NOTARY
};
const NAMES = {
	capsule: "a capsule",
	bundle: "a bundle",
	"release-attestation": "GitHub's attestation of a release",
	"json-lines": "a list of bundles",
	attestations: "an answer of GitHub's attestation API",
	npm: "an answer of npm's attestation API",
	pep740: "an object of PEP 740",
	checksums: "a checksum list",
	notary: "a signature of the Notary Project"
};
function requireHonoured(form, asked) {
	const refused = asked.find((option) => EVIDENCE_TABLE[form].options[option] === "usage");
	if (refused === void 0) return;
	throw new Fault("usage", `the evidence is ${NAMES[form]}, which cannot answer what ${refused} asks`, { hint: advice`name the capsule of the release, or leave out ${option(refused)}` });
}

// journeys/verify/verify-order.ts
function requireNotaryVerifier({ notaryVerifier }) {
	if (notaryVerifier !== void 0) return notaryVerifier;
	throw new Fault("usage", "this program reads no signatures of the Notary Project", { hint: "verify with the whole program, dist/cli.js" });
}
function askedOptions(order) {
	var _order$memory;
	const asked = {
		release: order.release !== void 0,
		all: order.all === true,
		"all-files": order.allFiles === true,
		"evidence-only": order.evidenceOnly === true,
		pin: ((_order$memory = order.memory) == null ? void 0 : _order$memory.isNamed) === true,
		"min-age": order.minAge !== void 0,
		published: order.published !== void 0,
		previous: order.previous !== void 0,
		approval: order.approvals !== void 0,
		scan: order.scans !== void 0,
		vsa: order.summary === true,
		"effective-time": order.effectiveTime !== void 0,
		log: order.log !== void 0
	};
	return ASKED_OPTIONS.filter((option) => asked[option]);
}
function effectiveTime({ effectiveTime: named, now }) {
	if (named !== void 0) return {
		time: named,
		isExact: true
	};
	return now === void 0 ? void 0 : {
		time: now,
		isExact: false
	};
}
function policyInForce(order) {
	if (order.policy === void 0) return void 0;
	const effective = effectiveTime(order);
	if (effective === void 0) throw new Fault("internal", "a policy needs the time at which it must hold");
	return {
		policy: order.policy,
		effective
	};
}

// journeys/verify/check-publication.ts
const MAX_ATTESTATION_BYTES = 16 << 20;
async function checkPublication(all, ports) {
	const found = await findAttestation(all, ports);
	if (!("bytes" in found)) return found;
	const { order, trusted, root, capsuleSha256 } = all;
	const verifyFirst = signedBy$1(underOne(trusted, ports.crypto), effectiveTime(order));
	const signer = {
		kind: "certificate",
		require: requirePublisher
	};
	const claims = [];
	try {
		for (const bundle of bundlesInFile(found.bytes)) {
			const verified = await verifyFirst({
				bundle,
				signer,
				artifact: "unbound"
			});
			const sealed = {
				root,
				documents: await all.documents(),
				capsuleSha256,
				tagObject: found.tagObject
			};
			const time = verified.bundle.times.reduce((first, { seconds }) => Math.min(first, seconds), Number.POSITIVE_INFINITY);
			const claim = checkPublished(publishedBy(verified.bundle), sealed);
			claims.push(Number.isFinite(time) ? {
				...claim,
				time
			} : claim);
		}
	} catch (error) {
		if (!mayBeNewer(error, trusted)) throw error;
		return openClaim("published", "not-checked", {
			reason: "no authority that the trusted root knows vouches for the attestation of the release",
			required: found.isAsked
		});
	}
	const [claim] = claims;
	if (claim === void 0) throw new Fault("bundle-malformed", "the file holds no bundle");
	return claim;
}
function mayBeNewer(error, trusted) {
	return isRefusal(error) && PARTIES_UNKNOWN.has(error.code) && trusted.some(({ mayBeOutdated }) => mayBeOutdated !== void 0);
}
async function findAttestation(all, ports) {
	const { order, root } = all;
	const { files } = ports;
	if (order.published !== void 0) return {
		bytes: await files.read(order.published, MAX_ATTESTATION_BYTES),
		isAsked: true
	};
	const beside = await besideCapsule(all, ports);
	if (beside !== void 0) return {
		bytes: beside,
		isAsked: false
	};
	const { repository, tag } = root.statement.predicate.release;
	const isOnGitHub = (repository == null ? void 0 : repository.startsWith(`${GITHUB_WEB}/`)) === true;
	if (ports.publications === void 0 || repository === null || tag === null || !isOnGitHub) return openClaim("published", "not-checked", {
		reason: "no attestation of the release by GitHub was looked at",
		hint: advice`name one with ${option("published")}, or let GitHub be asked with ${option("online")}`
	});
	return ask({
		...root.statement.predicate.release,
		repository,
		tag
	}, ports.publications);
}
async function besideCapsule({ order, root }, { files }) {
	if (!("path" in order.capsule)) return void 0;
	const path = files.join(files.folderOf(order.capsule.path), releaseAttestationName(root.statement.predicate.release));
	return await files.facts(path) === void 0 ? void 0 : files.read(path, MAX_ATTESTATION_BYTES);
}
async function ask({ repository, tag, commit }, publications) {
	try {
		const releases = publications(repository);
		const found = await releases.tag(tag);
		if (found === void 0) return missing(`GitHub has no tag ${printable(tag)} in this repository any more`);
		const { bundles, unread } = await releases.releaseAttestation(found);
		if (bundles.length > 0) return {
			bytes: encodeUtf8(bundles.map((bundle) => `${JSON.stringify(bundle)}\n`).join("")),
			isAsked: true,
			...found.object !== found.commit && found.commit === commit ? { tagObject: found.object } : {}
		};
		if (unread > 0) return open("GitHub's attestation of the release could not be read");
		return missing("GitHub shows no attestation of the release: it attests those alone that are immutable");
	} catch (error) {
		requireFault(error);
		return open(`GitHub could not show its attestation of the release: ${error.message}`);
	}
}
function missing(reason) {
	return openClaim("published", "missing", { reason });
}
function open(reason) {
	return openClaim("published", "not-checked", { reason });
}

// journeys/verify/not-asked.ts
const NOT_ASKED = [openClaim("age", "not-applicable", { reason: NO_LEAST_AGE }), openClaim("memory", "not-applicable", { reason: NO_MEMORY })];

// domain/capsule/beside-file-name.ts
const KINDS$1 = ["approval", "scan"];
function isBesideName(kind, name, capsule) {
	const endings = kind === "any" ? KINDS$1.map(endingOf) : [endingOf(kind)];
	return name.startsWith(`${stemOf$1(capsule)}.`) && endings.some((ending) => name.endsWith(ending));
}
function endingOf(kind) {
	return `.${kind}.sigstore.json`;
}
function stemOf$1(capsule) {
	return capsule.replace(/\.capsule$/i, "");
}

// journeys/verify/read-beside.ts
const LIMITS = {
	approval: {
		named: "approvals",
		bytes: MAX_APPROVAL_BYTES,
		files: 128
	},
	scan: {
		named: "scans",
		bytes: MAX_SCAN_BYTES,
		files: 16
	}
};
async function readBeside(kind, order, { files }) {
	const { capsule } = order;
	const limit = LIMITS[kind];
	const named = order[limit.named] ?? [];
	const given = [];
	for (const file of named) given.push({
		file,
		isNamed: true,
		bytes: await files.read(file, limit.bytes)
	});
	const found = ("path" in capsule ? await filesBeside(kind, capsule.path, files) : []).filter((file) => !named.includes(file));
	if (named.length + found.length > limit.files) throw new Fault("statements-too-many", `there are more than ${limit.files} ${limit.named}`, { hint: "keep those that the policy names, and move the others to another folder" });
	for (const file of found) given.push({
		file,
		isNamed: false,
		bytes: await orFault(() => files.read(file, limit.bytes))
	});
	return given;
}
async function filesBeside(kind, capsule, files) {
	const folder = files.folderOf(capsule);
	const own = files.nameOf(capsule);
	return (await files.list(folder)).flatMap(({ name, kind: is }) => is === "file" && name !== void 0 && isBesideName(kind, name, own) ? [files.join(folder, name)] : []);
}

// journeys/verify/compute-claims.ts
async function computeClaims(all, ports) {
	const { order, opened, found, question, failures } = all;
	const { content } = opened;
	if (content instanceof Fault) return nothingChecked([failedClaim("archive", content)], "the archive was refused");
	if (found instanceof Fault) return nothingChecked([CANONICAL, foundClaim("root", found)], "the root did not verify");
	if (question === void 0) throw new Fault("internal", "a verified root leaves nothing unasked");
	const { root, trust, verify } = found;
	const { entries, digests } = content;
	const { read, asked, about, small } = question;
	const evidence = {
		root,
		entries,
		digests,
		asked,
		about,
		verify,
		signer: sameRun(root.signer),
		crypto: ports.crypto
	};
	const inForce = policyInForce(order);
	const attempt = (id, compute) => attemptClaim(id, failures, compute);
	const { fileName, sha256 } = opened;
	const documents = once(() => releaseDocuments({
		root: root.statement,
		entries,
		fileName,
		sha256
	}, ports.crypto));
	const publication = {
		order,
		root,
		trusted: all.trusted,
		documents,
		capsuleSha256: sha256
	};
	const assets = await attemptFor("assets", failures, async () => {
		if (read instanceof Fault) throw read;
		const compared = await compareAssets(read, {
			order,
			subjects: root.statement.subject,
			documents,
			failures
		});
		return {
			claim: checkAssets(compared, SEALED, order),
			found: compared
		};
	});
	const provenance = await attemptFor("provenance", failures, () => checkProvenance(evidence));
	const approvals = await attemptFor("approvals", failures, async () => {
		const given = await readBeside("approval", order, ports);
		const effective = effectiveTime(order);
		const { trusted } = all;
		const allMustHold = order.allFiles === true;
		const checked = await judgeApprovals({
			root,
			given,
			trusted,
			inForce,
			effective,
			allMustHold
		}, ports.crypto);
		return {
			claim: checked.claim,
			found: checked.results
		};
	});
	const claims = [
		await attempt("archive", () => checkArchive(root, digests)),
		verifiedClaim("root", `signed by ${describeSigner(root)} under the trusted root ${printable(trust.origin)}`),
		await attempt("release", () => checkRelease(root, {
			release: order.release,
			fileName: opened.fileName
		})),
		assets.claim,
		await attempt("evidence", () => checkEvidence(evidence, small)),
		provenance.claim,
		await attempt("checksums", () => checkChecksums(evidence)),
		await attempt("sbom", () => checkSbom(evidence)),
		await attempt("other-evidence", () => checkOtherEvidence({
			evidence,
			trusted: all.trusted,
			inForce
		}, ports.crypto)),
		await attempt("vulnerabilities", async () => {
			const given = await readBeside("scan", order, ports);
			const { trusted } = all;
			return judgeKnownVulnerabilities({
				evidence,
				capsuleSha256: sha256,
				given,
				trusted,
				inForce
			}, ports.crypto);
		}),
		approvals.claim,
		await attempt("lineage", () => checkLineage({
			order,
			root,
			verify: all.verify
		})),
		await attempt("published", () => checkPublication(publication, ports)),
		await attempt("notary", () => notaryClaim({
			root,
			assets: assets.found ?? [],
			entries
		}, order, ports)),
		await attempt("log-state", () => {
			var _order$log;
			return ((_order$log = order.log) == null ? void 0 : _order$log.judge({
				root,
				entries
			})) ?? noLog(root);
		}),
		await attempt("policy", () => checkPolicy([root], inForce)),
		...NOT_ASKED
	];
	return {
		claims: requireClaims(claims, {
			policy: order.policy,
			root
		}),
		assets: assets.found ?? [],
		approvals: approvals.found ?? [],
		builder: provenance.found
	};
}
function noLog({ statement }) {
	const reason = statement.predicate.evidence.some(({ name }) => name.startsWith("log/")) ? "it carries a log, and nobody was named who signs it" : "no statement log was looked at";
	return openClaim("log-state", "not-checked", { reason });
}
async function notaryClaim({ root, assets, entries }, order, ports) {
	const subjects = root.statement.subject.filter(isFile);
	const isCarried = root.statement.predicate.evidence.some(({ name }) => name.startsWith("notary/"));
	if (order.notary === void 0) return openClaim("notary", isCarried ? "not-checked" : "not-applicable", { reason: isCarried ? "no trust policy of Notary was named" : "no signature of the Notary Project was requested" });
	const files = assets.flatMap(({ sealedName, looked, status, isDocument }) => {
		const subject = subjects.find(({ name }) => name === sealedName);
		if (subject === void 0 || isDocument === true || status !== "verified" && status !== "renamed") return [];
		const carried = ["jws", "cose"].flatMap((format) => {
			const place = notaryEntry(subject.digest.sha256, format);
			const bytes = entries.get(place);
			return bytes === void 0 ? [] : [{
				bytes,
				format,
				place
			}];
		});
		const path = (looked == null ? void 0 : looked.startsWith("sha256:")) === true ? void 0 : looked;
		return [{
			shown: subject.name,
			path,
			digests: subject.digest,
			carried
		}];
	});
	return (await requireNotaryVerifier(ports).judge(files, {
		order,
		notary: order.notary
	}, ports)).claim;
}
const CANONICAL = openClaim("archive", "not-checked", {
	reason: "it is well formed, but without a verified root nothing says what it must hold",
	required: true
});
function checkArchive(root, entries) {
	requireClosed(root.statement, entries);
	return verifiedClaim("archive", `well formed, with exactly the ${entries.size} entries that its root lists`);
}
function nothingChecked(stated, reason) {
	const known = new Map(stated.map((claim) => [claim.id, claim]));
	return {
		claims: CLAIM_IDS.map((id) => known.get(id) ?? openClaim(id, "not-checked", {
			reason,
			required: true
		})),
		assets: [],
		approvals: [],
		builder: void 0
	};
}
function describeSigner({ signer }) {
	return signer.kind === "key" ? keyName(signer) : printable(signer.certificate.subjectAlternativeName.value);
}

// journeys/verify/outdated-root.ts
function mayBeOutdated(codes, { order, trusted }) {
	return !(order.policy !== void 0 || trusted.some((one) => one.mayBeOutdated === void 0)) && codes.some((code) => PARTIES_UNKNOWN.has(code));
}
async function orOutdated(refused, { order, trusted, crypto }, judge) {
	if (!mayBeOutdated(refused.claims.filter(({ status }) => status === "failed").map(({ code }) => code), {
		order,
		trusted
	})) return refused;
	const doubts = [];
	const judged = await judge(judgedUnder(trusted, crypto, (doubt) => doubts.push(doubt)));
	const [doubt] = doubts;
	return doubt === void 0 ? refused : withoutFacts(judged, {
		doubt,
		trusted
	});
}
function withoutFacts(judged, { doubt, trusted }) {
	const claims = judged.claims.map((claim) => claim.status === "failed" ? claim : unproven(claim, doubt));
	const verdict = verdictOf(claims);
	const trust = trusted.find(({ root }) => root === doubt.outdated.root);
	return {
		...judged,
		claims,
		verdict,
		exitCode: exitCodeOf(verdict, judged.failures.length > 0),
		assets: judged.assets.filter((one) => !isGood(one) && one.status !== "not-asked"),
		coverage: void 0,
		approvals: [],
		signatures: [],
		root: void 0,
		builder: void 0,
		trust: trust === void 0 ? judged.trust : {
			origin: trust.origin,
			dated: trust.dated
		}
	};
}
function unproven({ id }, doubt) {
	if (id === "root") return outdatedClaim(id, outdatedFault(doubt));
	return openClaim(id, "not-checked", {
		reason: "no authority that the trusted root knows vouches for it",
		required: true
	});
}

// journeys/verify/read-trust.ts
async function readTrust({ trust, files: { nameOf } }, unsafeCapsuleRoot = false) {
	const files = await trust.trustedRoots();
	if (files.length === 0) throw new Fault("trusted-root-malformed", "there is no trusted root");
	return files.map((file) => {
		if (!unsafeCapsuleRoot) refuseSnapshot(file, nameOf);
		const { bytes, origin, dated } = file;
		const since = file.mayBeOutdated === true && dated !== void 0 ? new Date(dated) : void 0;
		return {
			root: parsedRoot(bytes, nameOf(origin)),
			origin,
			dated,
			mayBeOutdated: since
		};
	});
}
function parsedRoot(bytes, name) {
	try {
		return parseTrustedRoot(bytes);
	} catch (error) {
		if (!(error instanceof Fault)) throw error;
		throw new Fault("trusted-root-malformed", `${printable(name)} is not a trusted root: ${error.message}`, {
			hint: advice`name the file that the instance publishes, or leave out ${option("trusted-root")}`,
			cause: error
		});
	}
}
function refuseSnapshot({ origin }, nameOf) {
	if (nameOf(origin) !== nameOf("trust/snapshot.trusted_root.json")) return;
	throw new Fault("trusted-root-archival", "the trusted root is the snapshot of a capsule, which its maker chose", { hint: "use the built-in trusted root, or one that you got from the instance itself" });
}

// journeys/verify/verify.ts
async function verifyCapsule(order, ports) {
	const trusted = await readTrust(ports, order.unsafeCapsuleRoot);
	const under = {
		order,
		trusted
	};
	ports.progress.step("reading the capsule");
	const examine = (root, folder) => examineRoot(root, {
		...under,
		folder
	}, ports);
	const opened = await openCapsule(order.capsule, examine, ports);
	const { content } = opened;
	const found = content instanceof Fault ? content : content.chosen.found;
	return orOutdated(await verifyOpened({
		...under,
		opened,
		found
	}, ports), {
		order,
		trusted,
		crypto: ports.crypto
	}, async (verifyFirst) => {
		const again = content instanceof Fault ? content : await findRoot(content.root, {
			order,
			verifyFirst,
			crypto: ports.crypto
		});
		return verifyOpened({
			...under,
			opened,
			found: again
		}, ports);
	});
}
async function examineRoot(bytes, { order, trusted, folder }, ports) {
	const find = (verifyFirst) => findRoot(bytes, {
		order,
		verifyFirst,
		crypto: ports.crypto
	});
	const found = await find(underOne(trusted, ports.crypto));
	const believed = found instanceof Fault && mayBeOutdated([found.code], {
		order,
		trusted
	}) ? await find(judgedUnder(trusted, ports.crypto, () => void 0)) : found;
	if (believed instanceof Fault) return {
		found,
		question: void 0,
		holds: void 0
	};
	const { statement } = believed.root;
	const question = await askEvidence(statement, {
		order,
		folder
	}, ports);
	const { evidence = [], vulnerabilities } = order.policy ?? {};
	const others = evidence.length > 0 || vulnerabilities !== void 0;
	return {
		found,
		question,
		holds: entryChoice(statement, {
			asked: question.asked,
			others,
			log: order.log !== void 0
		})
	};
}
async function verifyOpened({ order, opened, trusted, found }, ports) {
	const { content } = opened;
	const root = content instanceof Fault || found instanceof Fault ? void 0 : found;
	const question = content instanceof Fault ? void 0 : content.chosen.question;
	const failures = [];
	const { claims, assets, approvals, builder } = await computeClaims({
		order,
		opened,
		found,
		question,
		trusted,
		failures,
		verify: (other) => verifyCapsule(other, ports)
	}, ports);
	const verdict = verdictOf(claims);
	return {
		verdict,
		exitCode: exitCodeOf(verdict, failures.length > 0),
		claims,
		assets,
		approvals,
		coverage: root && question && evidenceCoverage(root.root.statement, question.asked),
		builder,
		signatures: root === void 0 ? [] : [root.root],
		root: root == null ? void 0 : root.root,
		capsuleSha256: opened.sha256,
		trust: trustOf$1(root, trusted),
		failures
	};
}
function trustOf$1(root, trusted) {
	const { origin, dated } = (root == null ? void 0 : root.trust) ?? trusted[0] ?? {
		origin: "no trusted root",
		dated: void 0
	};
	return {
		origin,
		dated
	};
}
async function findRoot(bytes, { order, verifyFirst, crypto }) {
	try {
		return await verifyRoot(bytes, order.identity, {
			verifyFirst: signedBy$1(verifyFirst, effectiveTime(order)),
			crypto
		});
	} catch (error) {
		if (isFinding(error)) return error;
		throw error;
	}
}

// domain/attestation/stated-build.ts
const PROVENANCE_V0_2_PREDICATE_TYPE = "https://slsa.dev/provenance/v0.2";
const BUILD_TYPES = /* @__PURE__ */ new Map([
	["https://actions.github.io/buildtypes/workflow/v1", "signer"],
	["https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1", "runner"],
	["https://github.com/npm/cli/gha/v2", "runner"],
	["https://github.com/slsa-framework/slsa-github-generator/generic@v1", "signer"],
	["https://github.com/slsa-framework/slsa-github-generator/go@v1", "signer"],
	["https://github.com/slsa-framework/slsa-github-generator/container@v1", "signer"],
	["https://slsa.dev/container-based-build/v0.1?draft", "signer"],
	["https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0", "delegated"]
]);
function readStatedBuild(statement) {
	if (statement.predicateType === "https://slsa.dev/provenance/v1") return readV1(parseProvenance(statement));
	return statement.predicateType === "https://slsa.dev/provenance/v0.2" ? readV02(statement) : void 0;
}
function readV1({ buildDefinition, runDetails }) {
	var _source$digest, _source$digest2, _runDetails$metadata;
	const { buildType, externalParameters, internalParameters = {}, resolvedDependencies = [] } = buildDefinition;
	const builderKind = BUILD_TYPES.get(buildType);
	if (builderKind === void 0) return void 0;
	const source = resolvedDependencies[0];
	const { repository, ref } = parseSource(source == null ? void 0 : source.uri);
	const workflow = isJsonObject(externalParameters["workflow"]) ? externalParameters["workflow"] : {};
	requireSame("repository", text(workflow["repository"]), repository);
	requireSame("ref", text(workflow["ref"]), ref);
	const stated = externalParameters["source"];
	if (isJsonObject(stated)) requireSame("source", text(stated["uri"]), source == null ? void 0 : source.uri);
	const facts = isJsonObject(internalParameters["github"]) ? internalParameters["github"] : internalParameters;
	return {
		buildType,
		builderKind,
		repository,
		ref,
		builderId: runDetails.builder.id,
		commit: required("commit", (source == null || (_source$digest = source.digest) == null ? void 0 : _source$digest["gitCommit"]) ?? (source == null || (_source$digest2 = source.digest) == null ? void 0 : _source$digest2["sha1"])),
		workflowPath: text(workflow["path"]) ?? workflowPathOf(text(facts["GITHUB_WORKFLOW_REF"])),
		eventName: text(facts["event_name"]) ?? text(facts["GITHUB_EVENT_NAME"]),
		repositoryId: text(facts["repository_id"]) ?? text(facts["GITHUB_REPOSITORY_ID"]),
		ownerId: text(facts["repository_owner_id"]) ?? text(facts["GITHUB_REPOSITORY_OWNER_ID"]),
		runnerEnvironment: text(facts["runner_environment"]),
		runUri: (_runDetails$metadata = runDetails.metadata) == null ? void 0 : _runDetails$metadata.invocationId
	};
}
const v02 = once(() => object({
	buildType: string(),
	builder: object({ id: string() }),
	invocation: object({
		configSource: object({
			uri: string(),
			digest: object({ sha1: string() }),
			entryPoint: optional(string())
		}),
		environment: optional(record(string(), unknown$1()), {})
	}),
	materials: optional(array(object({
		uri: string(),
		digest: record(string(), string())
	})), [])
}));
function readV02(statement) {
	const { buildType: type } = statement.predicate;
	const builderKind = typeof type === "string" ? BUILD_TYPES.get(type) : void 0;
	if (builderKind === void 0) return void 0;
	const { buildType, builder, invocation, materials } = parseSchema(v02(), statement.predicate, malformed$1);
	const { configSource, environment } = invocation;
	const material = materials.find(({ uri }) => uri === configSource.uri);
	requireSame("commit", material == null ? void 0 : material.digest["sha1"], configSource.digest.sha1);
	const fact = (name) => text(environment[name] ?? environment[name.toLowerCase()]);
	return {
		buildType,
		builderKind,
		...parseSource(configSource.uri),
		builderId: builder.id,
		commit: configSource.digest.sha1,
		workflowPath: configSource.entryPoint,
		eventName: fact("GITHUB_EVENT_NAME"),
		repositoryId: fact("GITHUB_REPOSITORY_ID"),
		ownerId: fact("GITHUB_REPOSITORY_OWNER_ID"),
		runnerEnvironment: void 0,
		runUri: void 0
	};
}
function parseSource(uri) {
	const [, repository, ref] = /^git\+(https:\/\/[^/@\s]+\/[^/@\s]+\/[^/@\s]+)(?:@(refs\/[^\s]+))?$/.exec(uri ?? "") ?? [];
	return {
		repository: required("source repository", repository),
		ref
	};
}
function workflowPathOf(name) {
	var _exec;
	return (_exec = /^[^/]+\/[^/]+\/([^@]+)@/.exec(name ?? "")) == null ? void 0 : _exec[1];
}
function text(value) {
	if (typeof value === "number") return String(value);
	return typeof value === "string" && value !== "" ? value : void 0;
}
function required(what, value) {
	if (value === void 0) throw malformed$1(`does not state the ${what}`);
	return value;
}
function requireSame(what, one, other) {
	if (one !== void 0 && one !== other) throw malformed$1(`states two different values of ${what}`);
}
function malformed$1(reason) {
	return new Fault("provenance-malformed", `the provenance ${reason}`);
}

// domain/verification/checks/provenance-rules.ts
const DELEGATOR = /^https:\/\/github\.com\/slsa-framework\/slsa-github-generator\/\.github\/workflows\/delegator_[a-z-]+_slsa3\.yml@/;
const RUNNER = "https://github.com/actions/runner";
function requireStatedBuild(build, certificate) {
	requireBuilder(build, certificate);
	const found = findDisagreement(factsOfBuild(build), certifiedFacts(certificate));
	if (found === void 0) return;
	const { fact, stated = "", certified = "" } = found;
	throw contradiction(`states ${printable(stated)} as ${fact}, its certificate ${printable(certified)}`);
}
function requireBuilder(build, { subjectAlternativeName, extensions }) {
	const signer = subjectAlternativeName.value;
	switch (build.builderKind) {
		case "signer":
			if (build.builderId === signer) return;
			break;
		case "delegated":
			if (build.builderId === signer || DELEGATOR.test(signer)) return;
			break;
		case "runner": {
			const { runnerEnvironment: environment } = extensions;
			if ([
				RUNNER,
				...(environment === void 0 ? ["github-hosted", "self-hosted"] : [environment]).map((one) => `${RUNNER}/${one}`),
				signer
			].includes(build.builderId)) return;
		}
	}
	throw contradiction(`names ${printable(build.builderId)} as builder, which did not sign it`);
}
function contradiction(problem) {
	return new Fault("provenance-contradiction", `the provenance ${problem}`);
}

// domain/verification/evidence/file-evidence.ts
const VOUCHING = /* @__PURE__ */ new Set([
	PROVENANCE_PREDICATE_TYPE,
	PROVENANCE_V0_2_PREDICATE_TYPE,
	CAPSULE_PREDICATE_TYPE,
	...RELEASE_PREDICATE_TYPES,
	"https://github.com/npm/attestation/tree/main/specs/publish/v0.1",
	"https://docs.pypi.org/attestations/publish/v1",
	IMAGE_SIGNATURE_TYPE
]);
function spokenBundle(bundle) {
	return {
		bundle,
		statement: unlessRefused(() => requireStatement(bundle.content, "the evidence"), void 0)
	};
}
function compareFile({ name, looked, digests }, bundles) {
	const shown = printable(name ?? looked);
	const result = (status, reason, sealedName = name) => ({
		sealedName,
		looked,
		status,
		reason
	});
	if (bundles.some(({ bundle }) => isSignatureOf(bundle, digests))) return result("verified", `${shown} is what was signed`);
	const statements = bundles.flatMap(({ statement }) => statement ?? []);
	const subjects = statements.filter(({ predicateType }) => VOUCHING.has(predicateType)).flatMap(({ subject }) => subject);
	const own = subjects.filter(({ digest }) => isSameFile(digest, digests));
	const [first] = own;
	if (first === void 0) {
		const other = statements.find(({ subject }) => subject.some(({ digest }) => isSameFile(digest, digests)));
		if (other === void 0) return result("failed", `${shown} is not what was signed`);
		return result("not-vouched", `${shown} is only spoken of, by ${printable(other.predicateType)}, which does not vouch for a file`);
	}
	if (name === void 0 || own.some((subject) => subject.name === name || !isFileName(subject.name))) return result("verified", `${shown} is what was signed`);
	const imitated = subjects.find((other) => other.name !== void 0 && !isSameFile(other.digest, digests) && isTakenFor(name, other.name));
	const signed = printable(first.name ?? "");
	if (imitated === void 0) return result("renamed", `${shown} was signed as ${signed}`, first.name);
	return result("failed", `${shown} was signed as ${signed}, and its name is that of ${printable(imitated.name ?? "")}`);
}
function isSignatureOf({ content }, digests) {
	return content.kind === "message" && isSameFile({ [content.digest.algorithm]: content.digest.hex }, digests);
}
function isFileName(name) {
	return name !== void 0 && !/[/\\:]/.test(name);
}
function checkFileProvenance(bundles, files) {
	try {
		const builds = bundles.flatMap(({ statement, bundle: { signer } }) => {
			if (statement === void 0 || signer.kind !== "certificate") return [];
			const builder = builderOf(statement, signer.certificate);
			return builder === void 0 ? [] : [{
				statement,
				builder
			}];
		});
		if (builds.length === 0) return openClaim("provenance", "not-applicable", { reason: "it is not provenance that this program understands" });
		const stray = files.find(({ result, digests = {} }) => isGood(result) && !builds.some(({ statement }) => statement.subject.some((one) => isSameFile(one.digest, digests))));
		if (stray !== void 0) {
			const reason = `no provenance is about ${printable(stray.result.sealedName ?? stray.result.looked ?? "")}`;
			return openClaim("provenance", "not-checked", { reason });
		}
		const builders = [...new Set(builds.map(({ builder }) => printable(builder)))];
		return verifiedClaim("provenance", `built by ${builders.join(" and ")}, as its certificate says`);
	} catch (error) {
		if (isRefusal(error)) return failedClaim("provenance", error);
		throw error;
	}
}
function builderOf(statement, certificate) {
	const build = readStatedBuild(statement);
	if (build !== void 0) {
		requireStatedBuild(build, certificate);
		return build.builderId;
	}
	if (statement.predicateType !== "https://slsa.dev/provenance/v1") return void 0;
	const pipeline = readPipelineBuild(parseProvenance(statement));
	if (pipeline !== void 0) requireSamePipeline(pipeline, certificate);
	return pipeline == null ? void 0 : pipeline.builder;
}

// journeys/verify/read-evidence-file.ts
const MAX_EVIDENCE_BYTES$1 = 67108864;
function formOfFile(bytes) {
	return bytes[0] === 123 ? shapeOfFile(bytes) : "checksums";
}
async function readEvidenceFile(read, { files, crypto }) {
	const { order, form, bytes } = read;
	if (form !== "checksums") {
		const found = await selectBundles(bundlesInFile(bytes), read);
		return {
			...found,
			listed: void 0,
			compare: (file) => compareFile(file, found.bundles)
		};
	}
	const { path } = order.capsule;
	const name = files.nameOf(path);
	const beside = files.join(files.folderOf(path), `${name}.sigstore.json`);
	if (await files.facts(beside) === void 0) throw new Fault("bundle-malformed", `${printable(name)} is not evidence, and there is no bundle beside it`, { hint: "name the capsule, a bundle or a signed checksum list first, and then the files to check" });
	const found = await selectBundles(bundlesInFile(await files.read(beside, MAX_EVIDENCE_BYTES$1)), read);
	const list = {
		name: void 0,
		looked: "the list",
		digests: { sha256: await digestHex("sha256", bytes, crypto) }
	};
	if (compareFile(list, found.bundles).status !== "verified") throw new Fault("digest-mismatch", "the checksum list is not the one that was signed");
	const listed = parseChecksums(decodeUtf8(bytes, "the checksum list"), "sha256");
	const digests = new Map(listed.map(({ name, digest }) => [name, digest]));
	return {
		...found,
		listed: digests.size,
		compare: (file) => compareWithList(file, digests)
	};
}
function compareWithList({ name, looked, digests }, list) {
	const isListed = (name === void 0 ? [...list.values()] : [list.get(name)]).some((sha256) => sha256 !== void 0 && isSameFile({ sha256 }, digests));
	const shown = printable(name ?? looked);
	if (isListed) return {
		sealedName: name,
		looked,
		status: "verified",
		reason: `${shown} is what was signed`
	};
	if (name !== void 0 && !list.has(name) && ![...list.keys()].some((other) => isTakenFor(name, other))) return {
		sealedName: void 0,
		looked,
		status: "not-part",
		reason: `${shown} is not on the signed list`
	};
	return {
		sealedName: name,
		looked,
		status: "failed",
		reason: `${shown} is not what was signed`
	};
}
const DOES_NOT_COUNT = /* @__PURE__ */ new Set([
	"identity-mismatch",
	"signed-later",
	"clock-behind"
]);
async function selectBundles(bundles, { order, bytes, small, verifyFirst }) {
	const isPublished = bundles.length > 0 && bundles.every(claimsPublication);
	const { identity } = order;
	if (!isPublished && identity.kind === "repository" && identity.sourceRef === void 0) throw new Fault("usage", "a bundle names no tag", { hint: advice`say what was built with ${option("source-ref")}` });
	const signer = isPublished ? {
		kind: "certificate",
		require: publisherCheck(identity)
	} : signerFor(identity);
	const verified = [];
	const refusals = [];
	for (const bundle of bundles) {
		const { content } = bundle;
		const message = content.kind === "message" ? small.get(content.digest.hex) ?? bytes : void 0;
		try {
			verified.push(await verifyFirst({
				bundle,
				signer,
				artifact: "unbound",
				message
			}));
		} catch (error) {
			if (!(error instanceof Fault) || !DOES_NOT_COUNT.has(error.code)) throw error;
			refusals.push(error);
		}
	}
	const fitting = verified.filter(({ bundle }) => satisfies(bundle, policyInForce(order)));
	const counted = fitting.length > 0 ? fitting : verified;
	const [first] = counted;
	if (first === void 0) throw refusals.find(({ code }) => code !== "identity-mismatch") ?? refusals.at(-1) ?? new Fault("bundle-malformed", "the file holds no bundle");
	return {
		published: (isPublished ? counted.map(({ bundle }) => published(bundle, order)) : [])[0],
		bundles: counted.map(({ bundle }) => spokenBundle(bundle)),
		first: first.bundle,
		others: bundles.length - counted.length,
		trust: first.trust
	};
}
function published(bundle, { identity }) {
	const stated = publishedBy(bundle);
	return {
		stated,
		compared: comparePublication(stated, identity)
	};
}
function satisfies(bundle, inForce) {
	return unlessRefused(() => checkPolicy([bundle], inForce), void 0) !== void 0;
}

// journeys/verify/verify-file.ts
const MAX_EVIDENCE_BYTES = 67108864;
async function verifyFile(order, ports) {
	const bytes = order.capsule.json ?? await ports.files.read(order.capsule.path, MAX_EVIDENCE_BYTES);
	const form = formOfFile(bytes);
	requireHonoured(form, askedOptions(order));
	const trusted = await readTrust(ports, order.unsafeCapsuleRoot);
	const small = new SmallFiles();
	const read = await readFiles(order.assets, small, ports);
	const under = async (verify) => {
		const verifyFirst = signedBy$1(verify, effectiveTime(order));
		const found = await attempt(() => readEvidenceFile({
			order,
			form,
			bytes,
			small,
			verifyFirst
		}, ports));
		const origin = trusted[0];
		return verifyFound({
			order,
			bytes,
			read,
			found,
			origin
		}, ports);
	};
	const verification = await under(underOne(trusted, ports.crypto));
	return orOutdated(verification, {
		order,
		trusted,
		crypto: ports.crypto
	}, under);
}
async function verifyFound(all, ports) {
	const { order, bytes, read, found } = all;
	const failures = [];
	const files = found instanceof Fault ? [] : read.map((file) => compared(file, {
		found,
		failures
	}));
	const assets = files.map(({ result }) => result);
	const notary = await notaryClaims(all, failures, ports);
	const stated = found instanceof Fault ? refused(found) : statedClaims({
		order,
		found,
		files,
		notary
	});
	const claims = requireClaims(stated, {
		policy: order.policy,
		root: void 0
	});
	const verdict = verdictOf(claims);
	const trust = (found instanceof Fault ? void 0 : found.trust) ?? all.origin;
	return {
		verdict,
		claims,
		assets,
		failures,
		exitCode: exitCodeOf(verdict, failures.length > 0),
		coverage: void 0,
		approvals: [],
		signatures: found instanceof Fault ? [] : found.bundles.map(({ bundle }) => bundle),
		root: void 0,
		builder: void 0,
		capsuleSha256: await digestHex("sha256", bytes, ports.crypto),
		trust: {
			origin: (trust == null ? void 0 : trust.origin) ?? "no trusted root",
			dated: trust == null ? void 0 : trust.dated
		}
	};
}
async function notaryClaims({ order, read }, failures, ports) {
	const { notary } = order;
	if (notary === void 0) return [];
	const files = read.flatMap(({ name, looked, path, digests }) => digests instanceof Fault ? [] : [{
		shown: name ?? looked,
		path,
		digests,
		carried: []
	}]);
	const check = async () => (await requireNotaryVerifier(ports).judge(files, {
		order,
		notary
	}, ports)).claim;
	return [await attemptClaim("notary", failures, check)];
}
async function readFiles(assets, small, ports) {
	const read = [];
	for (const asset of assets) {
		const looked = "path" in asset ? asset.path : `sha256:${asset.sha256}`;
		const name = "path" in asset ? ports.files.nameOf(asset.path) : asset.name;
		const path = "path" in asset ? asset.path : void 0;
		read.push({
			name,
			looked,
			path,
			digests: "path" in asset ? await readOne(asset.path, small, ports) : digestsOf(asset)
		});
	}
	return read;
}
async function readOne(path, small, ports) {
	const algorithms = [
		"sha256",
		"sha384",
		"sha512"
	];
	return orFault(async () => (await readArtifact({
		path,
		algorithms,
		small
	}, ports)).digests);
}
function compared({ name, looked, digests }, { found, failures }) {
	if (!(digests instanceof Fault)) {
		const { sha256 } = digests;
		const result = found.compare({
			name,
			looked,
			digests
		});
		return {
			result: sha256 === void 0 ? result : {
				...result,
				sha256
			},
			digests
		};
	}
	const { message } = digests;
	if (!isRefusal(digests)) failures.push(digests);
	return {
		result: {
			sealedName: void 0,
			looked,
			status: "unreadable",
			reason: message
		},
		digests: void 0
	};
}
function digestsOf(asset) {
	return asset.sha512 === void 0 ? { sha256: asset.sha256 } : {
		sha256: asset.sha256,
		sha512: asset.sha512
	};
}
function statedClaims({ order, found, files, notary }) {
	const { signer } = found.first;
	const name = signer.kind === "key" ? keyName(signer) : signer.certificate.subjectAlternativeName.value;
	const others = found.others === 0 ? "" : `; ${counted(found.others, "bundle")} of others ${found.others === 1 ? "does" : "do"} not count`;
	const assets = files.map(({ result }) => result);
	return inOrder([
		verifiedClaim("root", `signed by ${printable(name)} under the trusted root ${printable(found.trust.origin)}${others}`),
		checkAssets(assets, SIGNED, order),
		checkFileProvenance(found.bundles, files),
		...found.listed === void 0 ? [] : [verifiedClaim("checksums", `the signed list names ${counted(found.listed, "file")}`)],
		...found.published === void 0 ? [] : [verifiedClaim("published", found.published.compared)],
		...notary,
		...policyClaims(order, found),
		...NOT_ASKED
	], "it belongs to a capsule");
}
function policyClaims(order, { bundles, published }) {
	const inForce = policyInForce(order);
	if (inForce === void 0) return [];
	const others = openClaim("other-evidence", "not-checked", {
		reason: "evidence of others is looked for in a capsule",
		required: true
	});
	const said = "the policy speaks of those who build and seal, and GitHub only published the release";
	const check = () => checkPolicy(bundles.map(({ bundle }) => bundle), inForce);
	const policy = published === void 0 ? claimOf(check) : openClaim("policy", "not-checked", {
		reason: said,
		required: true,
		hint: "name the capsule of the release"
	});
	const scans = openClaim("vulnerabilities", "not-checked", {
		reason: "scans are looked for in a capsule and beside it",
		required: true
	});
	const approvals = openClaim("approvals", "not-checked", {
		reason: "approvals are of a capsule",
		required: true
	});
	return [
		policy,
		...inForce.policy.evidence.length === 0 ? [] : [others],
		...inForce.policy.vulnerabilities === void 0 ? [] : [scans],
		...inForce.policy.approvals.length === 0 ? [] : [approvals]
	];
}
function claimOf(check) {
	try {
		return check();
	} catch (error) {
		if (isFinding(error)) return foundClaim("policy", error);
		throw error;
	}
}
function refused(fault) {
	return inOrder([...CLAIM_IDS.map((id) => openClaim(id, "not-checked", {
		reason: "the evidence was refused",
		required: id === "assets"
	})), foundClaim("root", fault)], "");
}
function inOrder(claims, reason) {
	const known = new Map(claims.map((claim) => [claim.id, claim]));
	return CLAIM_IDS.map((id) => known.get(id) ?? openClaim(id, "not-applicable", { reason }));
}
async function attempt(read) {
	try {
		return await read();
	} catch (error) {
		if (isFinding(error)) return error;
		throw error;
	}
}

// journeys/verify/verify-any.ts
async function verifyAny(order, ports) {
	if (order.memory !== void 0) await readMemories(order.memory, ports.files);
	return compareWithMemory(await verifyByForm(order, ports), order, ports.files);
}
async function verifyByForm(given, ports) {
	if (isByNotary$1(given, ports) && given.notary !== void 0) return requireNotaryVerifier(ports).verify(given, given.notary, ports);
	const order = await withCapsule(given, ports);
	const { capsule } = order;
	if ("bytes" in capsule || /\.capsule$/i.test(capsule.path)) return verifyCapsule(order, ports);
	if (capsule.json !== void 0) return verifyFile({
		...order,
		capsule
	}, ports);
	const file = await ports.files.open(capsule.path);
	const start = /* @__PURE__ */ new Uint8Array(1);
	return await file.read(start, 0).finally(() => file.close()) === 0 || start[0] === 31 ? verifyCapsule(order, ports) : verifyFile({
		...order,
		capsule
	}, ports);
}

// views/verification/claim-json.ts
function claimJson(claim, spelling) {
	const { id, status, required, reason, code, hint } = claim;
	const shown = hint === void 0 ? null : spelled(hint, spelling);
	return {
		id,
		status,
		required,
		reason,
		code: code ?? null,
		hint: shown
	};
}

// views/verification/verification-json.ts
function verificationJson(verification, spelling) {
	const { trust, claims, assets } = verification;
	return {
		schema: schemaId("verification"),
		verdict: verification.verdict,
		exitCode: verification.exitCode,
		capsuleSha256: verification.capsuleSha256,
		trust: trustOf(verification),
		trustedRoot: {
			origin: trust.origin,
			dated: trust.dated ?? null
		},
		release: verification.root === void 0 ? null : rootJson(verification.root),
		claims: claims.map((claim) => claimJson(claim, spelling)),
		assets: assets.map((asset) => ({
			name: asset.sealedName ?? null,
			looked: asset.looked ?? null,
			status: asset.status,
			reason: asset.reason,
			isDocument: asset.isDocument === true,
			size: asset.size ?? null,
			sha256: asset.sha256 ?? null,
			sealedSha256: asset.sealedSha256 ?? null
		})),
		approvals: verification.approvals.map(approvalJson),
		evidence: verification.coverage ?? null,
		failures: verification.failures.map((fault) => faultJson(fault, spelling))
	};
}
function trustOf({ root, claims }) {
	if (isLocal(root)) return "local";
	const isAsked = (id) => claims.some((claim) => claim.id === id && claim.status !== "not-applicable");
	return isAsked("notary") && !isAsked("root") ? "notary" : "sigstore";
}
function rootJson({ statement, sha256, signer, times, logEntries }) {
	const { name, version, tag, commit, repository, runUri } = statement.predicate.release;
	return {
		sha256,
		name,
		version,
		tag,
		commit,
		repository,
		runUri,
		signer: signerJson(signer),
		times: timesJson(times),
		logEntries: logEntries.map(({ log, index, integratedSeconds }) => ({
			log,
			index,
			time: integratedSeconds === void 0 ? null : formatEpoch(integratedSeconds)
		}))
	};
}
function approvalJson(approval) {
	const { file, status, kind, signer, builder, rebuilt, code, reason } = approval;
	return {
		file,
		status,
		kind: kind ?? null,
		signer: signer === void 0 ? null : signerJson(signer),
		times: timesJson(approval.times),
		builder: builder ?? null,
		rebuilt: [...rebuilt ?? []],
		code: code ?? null,
		reason
	};
}
function timesJson(times) {
	return times.map(({ source, seconds }) => ({
		source,
		time: formatEpoch(seconds)
	}));
}
function signerJson(signer) {
	if (signer.kind === "key") return {
		kind: "key",
		fingerprint: signer.fingerprint
	};
	const { subjectAlternativeName, issuer } = signer.certificate;
	return {
		kind: "certificate",
		identity: subjectAlternativeName.value,
		issuer: issuer ?? null
	};
}
function isLocal(root) {
	return (root == null ? void 0 : root.signer.kind) === "certificate" && root.signer.certificate.issuer === "https://capsule-local.invalid";
}

// views/columns.ts
function columns(rows) {
	const widths = (rows[0] ?? []).map((_cell, index) => widest(rows.map((row) => row[index] ?? "")));
	return rows.map((row) => {
		return `  ${row.map((cell, index) => index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)).join("  ")}`.trimEnd();
	});
}

// views/time-text.ts
function timeText(seconds) {
	return `${formatEpoch(seconds).replace("T", " ").slice(0, 16)} UTC`;
}

// views/verification/verification-page.ts
function decidingClaims({ claims }) {
	return claims.filter(({ status, required }) => status !== "not-applicable" && (required || status === "verified"));
}
function sourceName({ root }, { repository }) {
	const sealed = root == null ? void 0 : root.statement.predicate.release.repository;
	const isKnown = root !== void 0 && (isCertified(root) || repository !== void 0);
	if (typeof sealed === "string" && isKnown) return shortRepository(sealed);
	return repository === void 0 ? void 0 : shortRepository(repository);
}
function isCertified({ signer }) {
	return signer.kind === "certificate" && signer.certificate.extensions.sourceRepositoryUri !== void 0;
}
function shortRepository(address) {
	return visible$1(address.replace(/^https:\/\/github\.com\//, ""));
}
function rightFiles({ assets }) {
	return assets.filter(({ status }) => status === "verified" || status === "renamed");
}
function wrongFiles({ assets }) {
	return assets.filter(({ status }) => status === "failed");
}
function shownName(asset) {
	return quoted(knownName(asset));
}
function knownName({ looked, sealedName }) {
	if (looked === void 0 || looked.startsWith("sha256:")) return sealedName ?? looked ?? "";
	const isWindows = /^(?:[A-Za-z]:[/\\]|\\\\)/.test(looked);
	return looked.split(isWindows ? /[/\\]/ : "/").at(-1) ?? looked;
}
function quoted(name) {
	const shown = visible$1(name);
	return (PLAIN_ASCII.test(shown) || plainName().test(shown)) && !shown.includes("  ") && shown === shown.trim() ? shown : `"${shown}"`;
}
const PLAIN_ASCII = /^[A-Za-z0-9._+@~()-][A-Za-z0-9._+@~ ()/:-]*$/;
const plainName = unicodePattern(String.raw`^[\p{L}\p{N}._+@~()\-][\p{L}\p{N}._+@~ ()\/:\-]*$`);

// views/verification/verification-facts.ts
function goodSentence(verification, page) {
	const { root, assets } = verification;
	const right = rightFiles(verification);
	const files = right.filter(({ isDocument }) => isDocument !== true).length;
	const source = sourceName(verification, page);
	if (root === void 0) return right.length === 0 ? "The evidence is in order. No file was looked at." : signedFiles(right.length);
	const released = source === void 0 ? "sealed" : `that ${source} released`;
	if (right.length === 0) return `The capsule is in order${source === void 0 ? "" : ` and signed by ${source}`}. No file was looked at.`;
	if (files === 0) return right.length === 1 ? "The file is a document of this release." : `The ${right.length} files are documents of this release.`;
	const ones = source === void 0 ? "the ones that were sealed" : `the ones ${released}`;
	const all = assets.filter(({ isDocument, sealedName }) => isDocument !== true && sealedName !== void 0).length;
	if (files === all) return all === 1 ? `The file is ${source === void 0 ? "the one that was sealed" : `the one ${released}`}.` : `${allOf(all)} are ${ones}.`;
	if (files === 1) return `The file is one ${source === void 0 ? "that was sealed" : released}.`;
	return `The ${files} files here are ones ${source === void 0 ? "that were sealed" : released}.`;
}
function signedFiles(count) {
	return count === 1 ? "The file is what was signed." : `${allOf(count)} are what was signed.`;
}
function allOf(count) {
	return count === 2 ? "Both files" : `All ${count} files`;
}
function rootFacts(root, { claims }, { width }) {
	const build = claims.find(({ id, status }) => id === "provenance" && status !== "verified");
	const { release } = root.statement.predicate;
	const stated = uncertifiedFacts(root.statement, root.signer).filter((fact) => fact !== "run");
	const commit = release.commit === null ? "" : `commit ${width >= 116 ? release.commit : release.commit.slice(0, 12)}`;
	const built = [release.tag === null ? "" : `tag ${visible$1(release.tag)}`, commit].filter((text) => text !== "").join(", ");
	return [
		...release.repository === null ? [] : [["Repository", shortRepository(release.repository)]],
		...built === "" ? [] : [[build === void 0 ? "Built from" : "Sealed for", built]],
		...build === void 0 ? [] : [["Build", `not known: ${visible$1(build.reason)}`]],
		...stated.length === 0 ? [] : [["", `(${stated.join(", ")} as the signer states, in no certificate)`]],
		["Signed by", signedBy(root)],
		...signedAt(root)
	];
}
function signedBy(root) {
	const { signer } = root;
	if (signer.kind === "key") return `${keyName(signer)},\nwhich says nothing of whose it is`;
	const { subjectAlternativeName, issuer, extensions } = signer.certificate;
	const name = subjectAlternativeName.value;
	if (!isCertified(root)) return `${visible$1(name)}\nas ${visible$1(issuer ?? "nobody")} says`;
	const own = `${extensions.sourceRepositoryUri}/`;
	const ref = extensions.sourceRepositoryRef;
	const path = name.startsWith(own) ? name.slice(own.length).replace(/^\//, "") : name;
	return visible$1(ref !== void 0 && path.endsWith(`@${ref}`) ? path.slice(0, -ref.length - 1) : path);
}
function signedAt({ times, logEntries }) {
	const [time] = times;
	if (time === void 0) return [];
	const log = logEntries.some(({ log }) => /^https:\/\/[^/]*\.sigstore\.dev$/.test(log)) ? "in the public log" : "in a log";
	const place = logEntries.length > 0 ? log : "as a timestamp says";
	return [["Signed at", `${timeText(time.seconds)}, ${place}`]];
}
function checkedText(verification, { online }) {
	const { origin, dated } = verification.trust;
	const deciding = decidingClaims(verification);
	const held = deciding.filter(({ status }) => status === "verified").length;
	const checks = `${held} of ${deciding.length} checks ${held === 1 ? "holds" : "hold"}`;
	const root = dated === void 0 ? `by the keys in ${visible$1(origin.split(/[/\\]/).at(-1) ?? origin)}` : `with keys of ${visible$1(dated)}`;
	return `${checks}, ${online ? "online" : "offline"}, ${root}`;
}
function notProven({ root }) {
	return `${(root == null ? void 0 : root.signer.kind) === "certificate" && root.signer.certificate.issuer === "https://capsule-local.invalid" ? "who made it, since the keys lived for one run only, " : ""}that the program is free of faults or malice, or that this is the newest release.`;
}

// views/size-text.ts
const UNITS = [
	"bytes",
	"KiB",
	"MiB",
	"GiB",
	"TiB"
];
function sizeText(bytes) {
	let [size, unit] = [bytes, 0];
	while (size >= 1024 && unit < UNITS.length - 1) [size, unit] = [size / 1024, unit + 1];
	return unit === 0 ? counted(bytes, "byte") : `${size.toFixed(1)} ${UNITS[unit]}`;
}

// views/verification/verification-files.ts
const WORDS = {
	verified: ["ok", "green"],
	renamed: ["ok", "green"],
	failed: ["WRONG", "red"],
	absent: ["missing", "yellow"],
	unreadable: ["unread", "yellow"],
	"not-vouched": ["open", "yellow"],
	"not-part": ["other", "yellow"]
};
const MOST = 100;
const MOST_BESIDE = 5;
const WIDE = 116;
function fileLines(verification, page) {
	const { assets, verdict } = verification;
	const looked = assets.flatMap((asset) => {
		const word = WORDS[asset.status];
		return word === void 0 ? [] : [{
			asset,
			word
		}];
	});
	const isRejected = verdict === "rejected";
	const good = looked.filter(({ asset }) => isRight(asset));
	const inOrder = [
		...looked.filter(({ asset }) => !isRight(asset)),
		...good.filter(({ asset }) => asset.isDocument !== true),
		...good.filter(({ asset }) => asset.isDocument === true)
	];
	const right = good.length;
	const listed = isRejected && !page.verbose ? inOrder.slice(0, inOrder.length - right) : inOrder;
	const shown = page.verbose ? listed : listed.slice(0, MOST);
	const width = widest(inOrder.map(({ word: [word] }) => word));
	const lines = [
		...rows(shown, width, page),
		...isRejected && !page.verbose && right > 0 ? [line("ok", "green", counted(right, inOrder.length > right ? "other file" : "file"), {
			width,
			page
		})] : [],
		...shown.length < listed.length ? [`${" ".repeat(width + 4)}and ${listed.length - shown.length} more`] : [],
		...restLines(verification, width, page)
	];
	return lines.length === 0 ? [] : ["", ...lines.map((text) => text.trimEnd())];
}
function isRight({ status }) {
	return status === "verified" || status === "renamed";
}
function rows(shown, width, page) {
	const isNarrow = page.width < 64;
	const names = widest(shown.map(({ asset }) => shownName(asset)));
	const sizes = widest(shown.map(({ asset }) => sizeOf(asset)));
	const isWide = page.width >= WIDE && names + sizes + 64 + width + 8 <= page.width;
	return shown.flatMap(({ asset, word: [word, style] }) => {
		const size = sizeOf(asset).padStart(sizes);
		const digest = isWide && asset.sha256 !== void 0 ? `  ${asset.sha256}` : "";
		const more = isNarrow || sizes === 0 ? "" : `${isWide ? "  " : "   "}${page.paint("dim", size)}${digest}`;
		const first = line(word, style, `${more === "" ? shownName(asset) : shownName(asset).padEnd(names)}${more}`, {
			width,
			page
		});
		const note = noteOf(asset);
		return note === void 0 ? [first] : [first, ...wrapped(note, width + 4, page)];
	});
}
function line(word, style, rest, { width, page }) {
	return `  ${page.paint(style, word)}${" ".repeat(width - word.length)}  ${rest}`;
}
function sizeOf({ size }) {
	return size === void 0 ? "" : sizeText(size);
}
function noteOf({ status, sealedName, reason }) {
	switch (status) {
		case "renamed": return `sealed as ${sealedName ?? ""}`;
		case "unreadable":
		case "not-vouched": return reason;
		default: return;
	}
}
function restLines({ assets, root }, width, page) {
	const images = new Set(root == null ? void 0 : root.statement.subject.flatMap((one) => one.annotations.kind === "image" ? [one.name] : []));
	const notLooked = assets.filter(({ status }) => status === "not-asked");
	const files = notLooked.filter(({ sealedName }) => !images.has(sealedName ?? ""));
	const isSome = assets.some(isRight);
	const beside = assets.filter(({ status }) => status === "beside");
	const named = beside.slice(0, page.verbose ? beside.length : MOST_BESIDE).map(shownName).join(", ");
	const more = page.verbose || beside.length <= MOST_BESIDE ? "" : ` and ${beside.length - MOST_BESIDE} more`;
	const imageCount = notLooked.length - files.length;
	return [
		...files.length === 0 || !isSome ? [] : [`${counted(files.length, "other file")} of the release ${files.length === 1 ? "was" : "were"} not looked at`],
		...imageCount === 0 || !isSome ? [] : [`${counted(imageCount, "image")} of the release, to be used by digest`],
		...beside.length === 0 ? [] : [`${counted(beside.length, "file")} here ${beside.length === 1 ? "is" : "are"} not of the release: ${named}${more}`]
	].flatMap((text) => wrapped(text, width + 4, page));
}

// views/verification/verification-reason.ts
function reasonLines({ groups }, page) {
	return groups.flatMap((group) => group.length === 0 ? [] : ["", ...group.flatMap((part) => partLines(part, page))]);
}
function partLines({ label, text, digest, isOther }, page) {
	const value = digest === void 0 ? text : `${text}\n${broken(digest, page)}`;
	if (label === void 0) return wrapped(value, 2, page);
	return labelled(label, isOther === true ? page.paint("bold", value) : value, page);
}
function broken(hex, { width }) {
	return width < 78 ? `${hex.slice(0, 32)}\n${hex.slice(32)}` : hex;
}
const FAILED = {
	archive: "the capsule was changed",
	root: "its signature does not hold",
	release: "it is another release",
	assets: "a file is not the sealed one",
	evidence: "the capsule was changed",
	provenance: "what it says of its build does not hold",
	checksums: "a checksum list does not hold",
	sbom: "a list of contents does not hold",
	"other-evidence": "the evidence of others does not hold",
	vulnerabilities: "a vulnerability is known that the policy does not allow",
	approvals: "an approval does not hold",
	lineage: "the release before does not fit",
	published: "GitHub published something else than was sealed",
	notary: "a Notary signature does not hold",
	"log-state": "the log of statements does not hold",
	policy: "the policy is not satisfied",
	age: "it was signed only now",
	memory: "it is not what it was before"
};
function rejection(verification, page) {
	var _first$brief;
	const [first] = verification.claims.filter(({ status }) => status === "failed");
	if (first === void 0) return {
		words: "it does not hold",
		groups: []
	};
	if (first.id === "assets" && wrongFiles(verification).length > 0) return wrongFile(verification, page);
	return {
		words: ((_first$brief = first.brief) == null ? void 0 : _first$brief.words) ?? FAILED[first.id],
		groups: [
			sides(first),
			first.id === "root" && first.code === "identity-mismatch" ? [GENUINE] : [],
			[{
				label: "What to do",
				text: notToUse(first, verification, page)
			}]
		]
	};
}
function sides({ brief, reason }) {
	if (brief === void 0) return [{
		label: "Reason",
		text: visible$1(reason)
	}];
	const last = brief.sides.length - 1;
	return brief.sides.map(([label, value], index) => ({
		label,
		text: visible$1(value),
		isOther: last > 0 && index === last
	}));
}
const GENUINE = { text: "The signature is genuine, but it is not from the one that you named. The files of the release were not looked at." };
function notToUse({ id, brief, code, hint }, verification, page) {
	const { repository } = page;
	const releases = (repository == null ? void 0 : repository.startsWith("https://github.com/")) ? `${visible$1(repository)}/releases` : void 0;
	if (id === "archive" && brief !== void 0) return `Download it again${releases === void 0 ? "" : ` from\n${releases}`}\nThe address of the file must contain /releases/download/.`;
	const accept = brief == null ? void 0 : brief.accept;
	if (id === "root" && code === "identity-mismatch") return [releases === void 0 ? "Do not use the files." : `Do not use the files. Download them from\n${releases}`, ...accept === void 0 ? [] : [`If you know from elsewhere that this is right, say so:\n${unbroken(visible$1(spelled(accept, page.spelling)))}`]].join("\n");
	if (id === "memory" && hint !== void 0) return `Do not use the files. ${sentence(spelled(hint, page.spelling))}`;
	if (id === "lineage" && hint !== void 0) return sentence(spelled(hint, page.spelling));
	if (id === "release") return "Do not use the files under this name. Download the capsule of the version that you want.";
	return `Do not use the files. Download them again, once. If they are rejected again, ask ${asked(verification, page)}.`;
}
function asked(verification, page) {
	return `${sourceName(verification, page) ?? "the project"} by a way that does not lead through this release`;
}
function wrongFile(verification, page) {
	const wrong = wrongFiles(verification);
	const [first] = wrong;
	const names = wrong.map(shownName);
	if (first === void 0) return {
		words: FAILED.assets,
		groups: []
	};
	const isOther = first.sha256 !== void 0 && first.sealedSha256 !== void 0 && first.sha256 !== first.sealedSha256;
	const size = first.size === void 0 ? "" : ` of ${first.size.toLocaleString("en-US")} bytes`;
	return {
		words: headlineOf(wrong),
		groups: [
			[{
				label: "Do not use",
				text: names.join(", ")
			}],
			isOther && first.sealedSha256 !== void 0 && first.sha256 !== void 0 ? [{
				label: "Sealed",
				text: "sha256",
				digest: first.sealedSha256
			}, {
				label: "Here",
				text: `sha256${size}`,
				digest: first.sha256
			}] : [{
				label: "Reason",
				text: visible$1(first.reason)
			}],
			[{
				label: "What to do",
				text: first.isWebPage === true ? "Download it again. The address of the file must contain /releases/download/." : `Download ${wrong.length === 1 ? "the file" : "the files"} again, once. A broken download looks the same. If it is rejected again, tell ${asked(verification, page)}.`
			}]
		]
	};
}
function headlineOf(wrong) {
	var _wrong$;
	if (wrong.length > 1) return `${wrong.length} files are not the sealed ones`;
	return ((_wrong$ = wrong[0]) == null ? void 0 : _wrong$.isWebPage) === true ? "a file is a web page, not the sealed one" : FAILED.assets;
}
function incompleteness(verification, page) {
	const open = verification.claims.filter(({ required, status }) => required && status !== "verified");
	const isUnsigned = verification.assets.some(({ status }) => status === "not-vouched");
	const first = open.find(({ id }) => id === "root" || id === "release" || id === "notary" && isUnsigned) ?? open[0];
	if (first === void 0) return {
		words: "something is missing",
		groups: []
	};
	const { assets } = verification;
	const absent = assets.filter(({ status }) => status === "absent");
	const strangers = assets.filter(({ status }) => status === "not-part");
	if (verification.failures.length > 0) return {
		words: "a file could not be read",
		groups: []
	};
	if (first.id === "assets" && strangers.length > 0) return notPart(strangers.map(shownName));
	if (first.id === "assets" && absent.length > 0) return {
		words: absent.length === 1 ? "a file of the release is missing" : `${absent.length} files of the release are missing`,
		groups: [[{
			label: "What to do",
			text: "Download what is missing, or check the files that you have without asking for all."
		}]]
	};
	if (first.id === "assets" && assets.every(({ status }) => status === "not-asked")) return noFile(verification, first, page);
	return {
		words: first.code === "trusted-root-outdated" ? "signed with keys that this program does not know" : OPEN[first.id],
		groups: [[{
			label: "Reason",
			text: visible$1(first.reason)
		}], first.hint === void 0 ? [] : [{
			label: "What to do",
			text: visible$1(sentence(spelled(first.hint, page.spelling)))
		}]]
	};
}
const OPEN = {
	archive: "the capsule was not checked",
	root: "the signature was not checked",
	release: "nothing says which release you expect",
	assets: "a file was not checked",
	evidence: "the documents were not checked",
	provenance: "the build was not checked",
	checksums: "the checksum lists were not checked",
	sbom: "it is not known what the files are made of",
	"other-evidence": "evidence that is asked for was not found",
	vulnerabilities: "there is no scan that is new enough",
	approvals: "too few people vouch for this release",
	lineage: "the release before was not checked",
	published: "GitHub's own word for the release was not found",
	notary: "a Notary signature that is asked for was not found, or not checked to its end",
	"log-state": "the log of statements was not looked at",
	policy: "the policy was not checked",
	age: "it is too fresh",
	memory: "it was not compared with earlier releases"
};
function notPart(names) {
	const isOne = names.length === 1;
	const them = isOne ? "it" : "them";
	return {
		words: isOne ? "a file is not part of this release" : `${names.length} files are not part of this release`,
		groups: [[{
			label: "Not part",
			text: names.join(", ")
		}], [{
			label: "What to do",
			text: `This release says nothing about ${them}. Check the name, or leave ${them} out.`
		}]]
	};
}
const MOST_NAMES = 12;
function noFile(verification, claim, page) {
	const names = verification.assets.flatMap(({ sealedName }) => sealedName === void 0 ? [] : [quoted(sealedName)]);
	const source = sourceName(verification, page);
	const by = source === void 0 ? "signed" : `signed by ${source}`;
	const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : "";
	const { command } = page;
	const evidenceOnly = spelled(advice`${option("evidence-only")}`, page.spelling);
	const todo = command === void 0 ? sentence(spelled(claim.hint ?? "", page.spelling)) : `Move your download beside the capsule, or name it:\n${unbroken(visible$1(command))}\nTo check the capsule alone, add ${evidenceOnly}`;
	return {
		words: "no file of this release is here",
		groups: [
			[{ text: `The capsule is in order and ${by}, but there was nothing to compare with it.` }],
			[{
				label: "Looked in",
				text: `the folder of the capsule, for any of\n${names.slice(0, MOST_NAMES).join(", ")}${more}`
			}],
			[{
				label: "What to do",
				text: todo
			}]
		]
	};
}
function sentence(text) {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

// views/verification/verification-headline.ts
function reasonOf(verification, page) {
	switch (verification.verdict) {
		case "verified": return;
		case "rejected": return rejection(verification, page);
		case "incomplete": return incompleteness(verification, page);
	}
}
function verdictHeadline(verification, reason, page) {
	return `${verdictTitle(verification, page)}${reason === void 0 ? "" : `: ${reason.words}`}`;
}
function verdictTitle({ verdict, root }, { evidence }) {
	const release = root == null ? void 0 : root.statement.predicate.release;
	const subject = release === void 0 ? quoted(evidence) : `${visible$1(release.name)} ${visible$1(release.version)}`;
	return `${verdict.toUpperCase()}  ${subject}`;
}

// views/verification/verification-text.ts
const VERDICT_STYLES = {
	verified: "green",
	rejected: "red",
	incomplete: "yellow"
};
const STATUS_STYLES = {
	verified: "green",
	failed: "red",
	missing: "yellow",
	"not-checked": "yellow",
	"not-applicable": "dim"
};
function verificationText(verification, page) {
	const { verdict, failures } = verification;
	const reason = reasonOf(verification, page);
	const title = verdictHeadline(verification, reason, page);
	const [first = "", ...more] = page.width < 64 ? wrapped(title, 0, page) : [title];
	const word = verdict.toUpperCase();
	const lines = [
		page.paint("bold", page.paint(VERDICT_STYLES[verdict], word)) + first.slice(word.length),
		...more,
		...reason === void 0 ? goodLines(verification, page) : reasonLines(reason, page),
		...failures.flatMap((fault) => ["", ...faultText(fault, page.spelling).split("\n").map((text) => `  ${text}`)]),
		...fileLines(verification, page),
		...reason === void 0 ? [] : ["", ...otherLines(verification, page)],
		...page.verbose ? verboseLines(verification, page) : [],
		...verdict === "verified" ? ["", ...labelledLine("Not proven:", notProven(verification), page)] : [],
		""
	];
	return lines.filter((line, index) => line !== "" || lines[index - 1] !== "").join("\n");
}
function factLines(facts, page) {
	return facts.flatMap(([label, value]) => labelled(label, value, page));
}
function goodLines(verification, page) {
	const { root } = verification;
	return [
		"",
		...wrapped(goodSentence(verification, page), 2, page),
		"",
		...root === void 0 ? signedAsFile(verification, page) : factLines(rootFacts(root, verification, page), page),
		...vouchedLines(verification, page),
		...notaryLines(verification, page),
		...labelled("Checked", checkedText(verification, page), page)
	];
}
function vouchedLines({ approvals }, page) {
	const names = approvals.filter(({ status }) => status === "counted").map(({ signer, kind }) => {
		const name = (signer == null ? void 0 : signer.kind) === "certificate" ? signer.certificate.subjectAlternativeName.value : "a key";
		return `${visible$1(name)}${kind === "rebuild" ? ", who rebuilt it" : ""}`;
	});
	return names.length === 0 ? [] : labelled("Approved", names.join("\n"), page);
}
function notaryLines({ claims }, page) {
	const notary = claims.find(({ id, status }) => id === "notary" && status === "verified");
	return notary === void 0 ? [] : labelled("Notary", visible$1(notary.reason), page);
}
function signedAsFile({ claims }, page) {
	const root = claims.find(({ id, status }) => id === "root" && status === "verified");
	return root === void 0 ? [] : labelled("Signature", visible$1(root.reason), page);
}
function otherLines(verification, page) {
	var _claims$find;
	const { claims, root, verdict } = verification;
	const [, ...failed] = claims.filter(({ status }) => status === "failed");
	const held = claims.filter(({ status }) => status === "verified").length;
	const isReached = root !== void 0;
	const verbose = page.verbose ? "" : ` To see every check, add ${spelled(advice`${option("verbose")}`, page.spelling)}`;
	const signed = sourceName(verification, page);
	const tag = root == null ? void 0 : root.statement.predicate.release.tag;
	return [
		...failed.flatMap(({ reason }) => labelled("Also", visible$1(reason), page)),
		...verdict === "rejected" && isReached && failed.length === 0 && ((_claims$find = claims.find(({ id }) => id === "assets")) == null ? void 0 : _claims$find.status) === "failed" ? wrapped(`${signed === void 0 ? "" : `Signed by ${signed}${typeof tag === "string" ? `, tag ${visible$1(tag)}` : ""}. `}The capsule itself is in order.`, 2, page) : [],
		...held === 0 ? wrapped(`Nothing else was looked at.${verbose}`, 2, page) : wrapped(`${held} other ${held === 1 ? "check holds" : "checks hold"}.${verbose}`, 2, page)
	];
}
function verboseLines(verification, page) {
	const { claims, root, capsuleSha256, trust } = verification;
	const shown = claims.filter(({ id, required }) => id !== "log-state" || required);
	const lines = columns(shown.map(({ status, id, reason }) => [
		words$1(status),
		words$1(id),
		visible$1(reason)
	]));
	return [
		"",
		...shown.flatMap((claim, index) => {
			const line = (lines[index] ?? "").replace(words$1(claim.status), (word) => page.paint(STATUS_STYLES[claim.status], word));
			return claim.hint === void 0 ? [line] : [line, `    hint: ${visible$1(spelled(claim.hint, page.spelling))}`];
		}),
		"",
		...root === void 0 ? [] : signerValues(root, page),
		...verification.approvals.flatMap(({ file, reason, code }) => labelled("Approval", `${visible$1(file)}: ${visible$1(reason)}${code === void 0 ? "" : ` (${code})`}`, page)),
		...labelled("Keys of", dated(trust), page),
		...root === void 0 ? [] : labelled("Statement", root.sha256, page),
		...labelled("Capsule", capsuleSha256, page)
	];
}
function signerValues({ signer, times, logEntries }, page) {
	return [
		...whoLines(signer, page),
		...times.flatMap(({ seconds, source }) => labelled("Time", `${timeText(seconds)} (${words$1(source)})`, page)),
		...logEntries.flatMap(({ log, index }) => labelled("Log entry", `${visible$1(index)} of ${visible$1(log)}`, page))
	];
}
function whoLines(signer, page) {
	if (signer.kind === "key") return labelled("Key", signer.fingerprint, page);
	const { subjectAlternativeName, issuer } = signer.certificate;
	return [...labelled("Signer", visible$1(subjectAlternativeName.value), page), ...labelled("Issuer", visible$1(issuer ?? "none"), page)];
}
function dated({ origin, dated }) {
	return dated === void 0 ? visible$1(origin) : `${visible$1(origin)}, ${visible$1(dated)}`;
}
function labelledLine(label, text, page) {
	const [first = "", ...more] = wrapped(`${label} ${text}`, 2, page);
	return [first.replace(label, (word) => page.paint("dim", word)), ...more];
}
function words$1(id) {
	return id.replaceAll("-", " ");
}

// journeys/seal/assets/files-below.ts
async function filesBelow(folder, files) {
	return (await walk(folder, files, {
		deep: true,
		hidden: false
	})).map((path) => import__builtin_node_path.default.join(folder, path));
}
async function walk(base, files, how, prefix = "") {
	const found = [];
	for (const entry of await files.list(import__builtin_node_path.default.join(base, prefix))) {
		if (entry.name === void 0) throw notUtf8(entry.hex);
		if (!how.hidden && entry.name.startsWith(".")) continue;
		const path = `${prefix}${entry.name}`;
		if (entry.kind !== "directory") found.push(path);
		else if (how.deep) for (const one of await walk(base, files, how, `${path}/`)) found.push(one);
	}
	return found;
}
function notUtf8(hex) {
	return new Fault("asset-name-invalid", `a file name is not UTF-8 (its bytes are ${printable(hex)})`, { hint: "rename the file" });
}

// doors/requests/memory-order.ts
const OF_USER = "user";
async function memoryOrder(values, place, now) {
	const paths = await memoryPaths(values, place);
	const accepted = values.lines("accept-change").map((word) => changeOf(word, values.spelling("accept-change")));
	const age = values.text("min-age");
	if (accepted.length > 0 && paths.length === 0) throw new Fault("usage", `${values.spelling("accept-change")} means nothing where nothing is remembered`, { hint: `give ${values.spelling("pin")} ${LOCK_NAME}, or remove ${values.spelling("accept-change")}` });
	return {
		...paths.length === 0 ? {} : { memory: {
			paths,
			isNamed: values.isGiven("pin"),
			accepted,
			now
		} },
		...age === void 0 ? {} : { minAge: parseAge(age, values.spelling("min-age")) }
	};
}
async function memoryPaths(values, { folder, files, userMemory }) {
	const named = values.text("pin");
	if (named === void 0) {
		const own = userMemory !== void 0 && await files.facts(userMemory) !== void 0 ? [userMemory] : [];
		return [...await lockAbove(folder, files), ...own];
	}
	if (named !== OF_USER) return [(0, import__builtin_node_path.resolve)(folder, named)];
	if (userMemory !== void 0) return [userMemory];
	throw new Fault("usage", "this user has no home to keep a memory in", { hint: `give ${values.spelling("pin")} a file` });
}
async function lockAbove(folder, files) {
	const isIn = async (at, name) => await files.facts((0, import__builtin_node_path.join)(at, name)) !== void 0;
	const own = await isIn(folder, "capsule.lock") ? [(0, import__builtin_node_path.join)(folder, LOCK_NAME)] : [];
	let found = own;
	for (let at = folder;; at = files.folderOf(at)) {
		if (found.length === 0 && await isIn(at, "capsule.lock")) found = [(0, import__builtin_node_path.join)(at, LOCK_NAME)];
		if (await isIn(at, ".git")) return found;
		if (files.folderOf(at) === at) return own;
	}
}
function changeOf(word, spelling) {
	const change = CHANGES.find((one) => one === word);
	if (change !== void 0) return change;
	throw new Fault("usage", `${spelling} is ${printable(word)}`, { hint: `use ${CHANGES.slice(0, -1).join(", ")} or ${CHANGES.at(-1)}` });
}
const SECONDS = {
	m: 60,
	h: 3600,
	d: 86400,
	w: 604800
};
function parseAge(text, spelling) {
	const [, count, unit = ""] = /^(\d{1,4})([mhdw])$/.exec(text) ?? [];
	if (count !== void 0) return Number(count) * (SECONDS[unit] ?? 0);
	throw new Fault("usage", `${spelling} is ${printable(text)}, and that is not an age`, { hint: "write it as 3d, 12h, 90m or 2w" });
}

// doors/requests/files-to-verify.ts
async function filesToVerify(words, values, place) {
	const [first = "", ...rest] = await place.expandWords(words);
	const capsule = await capsuleAt(first, place);
	const inputs = /* @__PURE__ */ new Set([capsule.path, ...inputsOf(values, place)]);
	const assets = [];
	for (const word of rest) for (const one of await assetsOf(word, place)) assets.push(one);
	if (rest.length === 0 && values.isOn("all-files")) for (const one of await listed((0, import__builtin_node_path.dirname)(capsule.path), place)) assets.push(one);
	const memories = new Set(await memoryPaths(values, place));
	const [folder, own] = [(0, import__builtin_node_path.dirname)(capsule.path), (0, import__builtin_node_path.basename)(capsule.path)];
	const isOther = (path) => inputs.has(path) || (0, import__builtin_node_path.dirname)(path) === folder && (isBesideName("any", (0, import__builtin_node_path.basename)(path), own) || isReleaseAttestationName((0, import__builtin_node_path.basename)(path), own));
	const isMemory = (asset) => "path" in asset && asset.isListed === true && memories.has(asset.path);
	return {
		capsule,
		assets: assets.filter((asset) => !("path" in asset && isOther(asset.path) || isMemory(asset)))
	};
}
function pathsOf({ capsule, assets }) {
	return [capsule.path, ...assets.flatMap((asset) => "path" in asset ? asset.path : [])];
}
const NAMED = [
	"notary",
	"policy",
	"trusted-root",
	"pin",
	"published",
	"previous",
	"vsa",
	"report"
];
function namedFiles(values, except) {
	return NAMED.flatMap((name) => name === except ? [] : values.text(name) ?? []);
}
function inputsOf(values, { folder }) {
	const named = namedFiles(values);
	const lists = [
		"approval",
		"scan",
		"notary-crl"
	].flatMap((name) => values.lines(name));
	return [...named, ...lists].map((path) => (0, import__builtin_node_path.resolve)(folder, path));
}
async function capsuleAt(word, place) {
	var _await$files$facts;
	const { files } = place;
	const path = await pathOf(word, place);
	if (((_await$files$facts = await files.facts(path)) == null ? void 0 : _await$files$facts.kind) !== "directory") return { path };
	const found = (await files.list(path)).flatMap(({ name }) => (name == null ? void 0 : name.endsWith(".capsule")) ? [name] : []);
	const [only] = found;
	if (only !== void 0 && found.length === 1) return { path: (0, import__builtin_node_path.join)(path, only) };
	throw new Fault("usage", `the folder ${printable(word)} holds ${only === void 0 ? "no capsule" : "several capsules"}`, { hint: "name the capsule of the release" });
}
async function assetsOf(word, place) {
	var _exec, _await$place$files$fa;
	const digest = (_exec = /^sha256:([0-9a-f]{64})$/.exec(word)) == null ? void 0 : _exec[1];
	if (digest !== void 0) return [{ sha256: digest }];
	const path = (0, import__builtin_node_path.resolve)(place.folder, word);
	return ((_await$place$files$fa = await place.files.facts(path)) == null ? void 0 : _await$place$files$fa.kind) === "directory" ? listed(path, place) : [{ path }];
}
async function listed(folder, { files }) {
	return (await filesBelow(folder, files)).map((path) => ({
		path,
		isListed: true
	}));
}

// domain/policy/key-list.ts
const keyListSchema = once(() => {
	const text = pipe(string(), nonEmpty(), maxLength(2048));
	const key = strictObject({
		purpose: pipe(string(), nonEmpty(), maxLength(80)),
		key: pipe(string(), nonEmpty(), maxLength(8192)),
		fingerprint: pipe(string(), regex(/^[0-9a-f]{64}$/)),
		...keyTimesSchema(),
		published: optional(pipe(array(text), maxLength(16)), [])
	});
	return strictObject({
		$schema: optional(string()),
		schema: literal(schemaId("keys")),
		keys: pipe(array(key), minLength(1), maxLength(64))
	});
});
const MAX_KEY_LIST_BYTES = 262144;
async function readKeyList(bytes, crypto) {
	const { keys } = parseList(bytes);
	const read = [];
	for (const { purpose, key, fingerprint, published, ...times } of keys) {
		const publicKey = readSignerKey(encodeUtf8(key));
		if (await digestHex("sha256", publicKey.spki, crypto) !== fingerprint) throw malformed(`the key for ${printable(purpose, 80)} has another fingerprint`);
		if (read.some((other) => other.fingerprint === fingerprint)) throw malformed("it names one key twice");
		read.push({
			kind: "key",
			publicKey,
			purpose,
			fingerprint,
			published,
			...readKeyTimes(times, malformed),
			validity: inWords(times)
		});
	}
	return read;
}
function releaseKeys(listed) {
	const keys = listed.filter(({ purpose }) => purpose === RELEASE);
	if (keys.length === 0) throw malformed("it names no key with the purpose release");
	return keys.map(({ kind, publicKey, validFor, revoked }) => ({
		kind,
		publicKey,
		...validFor === void 0 ? {} : { validFor },
		...revoked === void 0 ? {} : { revoked }
	}));
}
const RELEASE = "release";
function inWords({ notBefore, notAfter, revoked }) {
	const parts = [
		notBefore === void 0 ? "" : `from ${notBefore.slice(0, 10)}`,
		notAfter === void 0 ? "" : `to ${notAfter.slice(0, 10)}`,
		revoked === void 0 ? "" : `revoked from ${revoked.slice(0, 10)} on`
	].filter((part) => part !== "");
	return parts.length === 0 ? void 0 : parts.join(" ");
}
function parseList(bytes) {
	return parseClosedJson(bytes, keyListSchema(), {
		maxBytes: MAX_KEY_LIST_BYTES,
		what: "the list of keys",
		malformed: (problem) => malformed(`it ${problem}`)
	});
}
function malformed(problem) {
	return new Fault("keys-malformed", `the list of keys is malformed: ${problem}`);
}

// doors/requests/read-keys.ts
async function readKeys(values, place) {
	const path = values.text("key");
	if (path === void 0) return void 0;
	const bytes = await place.files.read((0, import__builtin_node_path.resolve)(place.folder, path), MAX_KEY_LIST_BYTES);
	if (bytes[0] === 123) return releaseKeys(await readKeyList(bytes, place.crypto));
	return [{
		kind: "key",
		publicKey: readSignerKey(bytes)
	}];
}

// crypto/node-digest.ts
function sha256Hex(bytes) {
	return (0, import__builtin_node_crypto.createHash)("sha256").update(bytes).digest("hex");
}

// domain/policy/policy-schema.ts
const POLICY_SCHEMA_ID = schemaId("policy");
const policySchema = once(() => {
	const text = pipe(string(), nonEmpty(), maxLength(2048));
	const days = pipe(number(), safeInteger(), minValue(1), maxValue(36500));
	const signers = pipe(array(signerSchema()), minLength(1), maxLength(64));
	const requirement = strictObject({
		predicateType: text,
		signers,
		ownRun: optional(literal("counts")),
		threshold: optional(pipe(number(), safeInteger(), minValue(1)), 1),
		maxAgeDays: optional(days)
	});
	const approvalRule = strictObject({
		n: pipe(number(), safeInteger(), minValue(1)),
		of: signers,
		kind: optional(picklist(["approval", "rebuild"])),
		files: optional(pipe(array(text), minLength(1), maxLength(1024))),
		maxAgeDays: optional(days),
		ownRun: optional(literal("counts"))
	});
	const vulnerabilityRule = strictObject({
		maxAgeDays: days,
		databaseMaxAgeDays: optional(days, 3),
		failOn: picklist([
			"critical",
			"high",
			"medium",
			"low",
			"any",
			"never"
		]),
		signers: optional(signers),
		ownRun: optional(literal("counts"))
	});
	const firstAllowed = strictObject({ lineage: literal("first-allowed") });
	const notaryQuorum = strictObject({ notary: strictObject({
		n: pipe(number(), safeInteger(), minValue(1)),
		of: pipe(array(text), minLength(1), maxLength(16))
	}) });
	const level = picklist([
		"SLSA_BUILD_LEVEL_1",
		"SLSA_BUILD_LEVEL_2",
		"SLSA_BUILD_LEVEL_3"
	]);
	return strictObject({
		$schema: optional(string()),
		schema: literal(POLICY_SCHEMA_ID),
		signers,
		require: optional(pipe(array(union([
			picklist(CLAIM_IDS),
			firstAllowed,
			notaryQuorum
		])), minLength(1))),
		maxAgeDays: optional(days),
		runner: optional(picklist(["github-hosted", "self-hosted"])),
		environment: optional(text),
		evidence: optional(pipe(array(requirement), maxLength(64))),
		approvals: optional(union([approvalRule, pipe(array(approvalRule), minLength(1), maxLength(16))])),
		vulnerabilities: optional(vulnerabilityRule),
		builders: optional(pipe(array(strictObject({
			id: text,
			level
		})), maxLength(256)))
	});
});

// domain/policy/require-sensible.ts
function requireSensible(policy) {
	refuseDuplicates(policy);
	refuseKeyTwice(policy);
	for (const one of policy.approvals) requireRebuilds(one);
	for (const { notary } of policy.require) if (notary !== void 0 && notary.n > notary.of.length) throw malformedPolicy("notary needs more signers than it names");
	for (const rule of thresholds(policy)) requireReachable(rule, policy.signers);
	if (policy.vulnerabilities === void 0 && policy.require.some(({ id }) => id === "vulnerabilities")) throw malformedPolicy("it requires vulnerabilities, and no rule of that name says how new a scan must be");
}
function refuseDuplicates({ document, signers, require: require$1, evidence, approvals, vulnerabilities }) {
	var _document$builders;
	refuseTwice("signers", signers.map(signerKey));
	refuseTwice("require", require$1.map(({ id }) => id));
	for (const { notary } of require$1) refuseTwice("notary", (notary == null ? void 0 : notary.of) ?? []);
	refuseTwice("vulnerabilities", (vulnerabilities == null ? void 0 : vulnerabilities.signers.map(signerKey)) ?? []);
	refuseTwice("builders", ((_document$builders = document.builders) == null ? void 0 : _document$builders.map(({ id }) => id)) ?? []);
	for (const one of evidence) refuseTwice(printable(one.predicateType), one.signers.map(signerKey));
	for (const one of approvals) {
		refuseTwice("approvals", one.signers.map(signerKey));
		refuseTwice("approvals", one.files ?? []);
	}
	refuseTwice("approvals", approvals.map(({ kind, files = [], signers: of }) => JSON.stringify([
		kind,
		[...files].sort(compareUtf8),
		of.map(signerKey).sort(compareUtf8)
	])));
	refuseTwice("evidence", evidence.map((one) => JSON.stringify([one.predicateType, one.signers.map(signerKey).sort(compareUtf8)])));
}
function refuseTwice(what, keys) {
	if (new Set(keys).size < keys.length) throw malformedPolicy(`${what} names one thing twice`);
}
function refuseKeyTwice(policy) {
	const seen = /* @__PURE__ */ new Map();
	for (const one of policyKeys(policy)) {
		const [name, times] = [signerKey(one), JSON.stringify([
			one.validFor,
			one.revoked,
			one.logged
		])];
		if ((seen.get(name) ?? times) !== times) throw malformedPolicy("it names one key with different times, or only once with a log");
		seen.set(name, times);
	}
}
function requireRebuilds({ files, kind }) {
	if (files !== void 0 && kind !== "rebuild") throw malformedPolicy("approvals names files without the kind rebuild");
}
function thresholds({ document: { maxAgeDays }, signers, evidence, approvals, vulnerabilities }) {
	return [
		{
			what: "maxAgeDays",
			signers,
			threshold: 1,
			maxAgeDays
		},
		...evidence.map(({ predicateType, ...rule }) => ({
			what: printable(predicateType),
			...rule
		})),
		...approvals.map(({ n, ...rule }) => ({
			what: "approvals",
			threshold: n,
			...rule
		})),
		...vulnerabilities === void 0 ? [] : [{
			what: "vulnerabilities",
			threshold: 1,
			signers: vulnerabilities.signers
		}]
	];
}
function requireReachable({ what: shown, signers, threshold, maxAgeDays }, own) {
	if (threshold > countNamed(maxAgeDays === void 0 ? signers : signers.filter(({ kind }) => kind !== "key"))) throw malformedPolicy(`${shown} needs more signers than it names${maxAgeDays === void 0 ? "" : ", and what a key signs has no age"}`);
	const repositories = own.flatMap((one) => one.kind === "repository" ? [foldRepository(one.repository)] : []);
	const other = signers.find((one) => one.kind === "repository" && one.sourceRef === void 0 && repositories.length === own.length && !repositories.includes(foldRepository(one.repository)));
	if ((other == null ? void 0 : other.kind) !== "repository") return;
	throw malformedPolicy(`${shown} names ${printable(other.repository)} without sourceRef, and the release's tag is not its own`);
}
function countNamed(signers) {
	const parties = signers.map((signer) => {
		if (signer.kind === "key") return encodeHex(signer.publicKey.spki);
		if (signer.kind === "exact") {
			const name = signer.subjectAlternativeName;
			return /^[^:/]+@[^:/]+$/.test(name) ? name.normalize("NFC").toLowerCase() : JSON.stringify(signer);
		}
		return JSON.stringify([foldRepository(signer.repository), workflowOf(signer)]);
	});
	return new Set(parties).size;
}

// domain/policy/parse-policy.ts
const MAX_POLICY_BYTES$1 = 1048576;
function parsePolicy(bytes) {
	const document = parseDocument(bytes);
	const signers = document.signers.map(readSigner);
	const policy = {
		document,
		signers,
		require: (document.require ?? []).map(readRequired),
		evidence: (document.evidence ?? []).map(readRequirement),
		approvals: [document.approvals ?? []].flat().map(readApprovalRule),
		vulnerabilities: document.vulnerabilities && readVulnerabilityRule(document.vulnerabilities, signers)
	};
	requireSensible(policy);
	return policy;
}
function parseDocument(bytes) {
	return parseClosedJson(bytes, policySchema(), {
		maxBytes: MAX_POLICY_BYTES$1,
		what: "the policy",
		malformed: (problem) => malformedPolicy(`it ${problem}`)
	});
}
function readRequired(one) {
	if (typeof one === "string") return {
		id: one,
		isFirstAllowed: false
	};
	if ("lineage" in one) return {
		id: "lineage",
		isFirstAllowed: true
	};
	return {
		id: "notary",
		isFirstAllowed: false,
		notary: one.notary
	};
}
function readRequirement(one) {
	const { predicateType, threshold, maxAgeDays } = one;
	return {
		predicateType,
		threshold,
		maxAgeDays,
		signers: one.signers.map(readSigner),
		ownRunCounts: one.ownRun === "counts"
	};
}
function readApprovalRule(one) {
	return {
		n: one.n,
		signers: one.of.map(readSigner),
		kind: one.kind,
		files: one.files,
		maxAgeDays: one.maxAgeDays,
		ownRunCounts: one.ownRun === "counts"
	};
}
function readVulnerabilityRule({ signers: named, ownRun, ...rule }, own) {
	if (named === void 0 && ownRun !== void 0) throw malformedPolicy("vulnerabilities names its own run without signers");
	return {
		...rule,
		signers: (named == null ? void 0 : named.map(readSigner)) ?? own,
		ownRunCounts: named === void 0 || ownRun === "counts"
	};
}

// doors/requests/read-policy.ts
const MAX_POLICY_BYTES = 1 << 20;
async function readPolicy(values, place) {
	const path = values.text("policy");
	if (path === void 0) return void 0;
	const bytes = await place.files.read((0, import__builtin_node_path.resolve)(place.folder, path), MAX_POLICY_BYTES);
	const name = (0, import__builtin_node_path.basename)(path);
	try {
		return {
			parsed: parsePolicy(bytes),
			name,
			sha256: sha256Hex(bytes)
		};
	} catch (error) {
		if (!(error instanceof Fault) || error.code !== "policy-malformed") throw error;
		throw new Fault("policy-malformed", `${printable(name)}: ${error.message}`, {
			hint: error.hint ?? `${"https://github.com/release-capsule/release-capsule"}/blob/main/docs/policy.md describes the format`,
			cause: error
		});
	}
}

// journeys/verify/notary-order.ts
const NOBODY = {
	kind: "any-of",
	of: []
};

// doors/requests/parse-release.ts
function parseRelease(text) {
	const found = /^([^@]+)@([^@]+)$/.exec(text);
	if ((found == null ? void 0 : found[1]) === void 0 || found[2] === void 0) throw new Fault("usage", `${printable(text)} is not the name and version of a release`, { hint: "write it as name@version" });
	return {
		name: found[1],
		version: found[2]
	};
}

// doors/requests/verify-request.ts
function verifyRequest(files, values, place) {
	var _place$policy;
	const release = values.text("release");
	const published = values.text("published");
	const previous = values.text("previous");
	const approvals = values.lines("approval");
	const scans = values.lines("scan");
	if (place.policy === void 0 && values.text("effective-time") !== void 0) {
		const [time, policy] = [values.spelling("effective-time"), values.spelling("policy")];
		throw new Fault("usage", `${time} means nothing without ${policy}`, { hint: `remove ${time}, or give ${policy}` });
	}
	if (scans.length > 0 && ((_place$policy = place.policy) == null ? void 0 : _place$policy.vulnerabilities) === void 0) throw new Fault("usage", `${values.spelling("scan")} means nothing without a policy about vulnerabilities`, { hint: `put vulnerabilities into the file that ${values.spelling("policy")} names: docs/policy.md` });
	return {
		capsule: files.capsule,
		assets: files.assets,
		identity: isByNotary(files, values) ? NOBODY : expectedIdentity(values, place),
		...notaryOrder(values, place),
		all: values.isOn("all"),
		allFiles: values.isOn("all-files"),
		evidenceOnly: values.isOn("evidence-only"),
		unsafeCapsuleRoot: values.isOn("unsafe-capsule-root"),
		...release === void 0 ? {} : { release: parseRelease(release) },
		...place.policy === void 0 ? {} : { policy: place.policy },
		...effectiveTimes(values, place),
		summary: values.isGiven("vsa"),
		...published === void 0 ? {} : { published: (0, import__builtin_node_path.resolve)(place.folder, published) },
		...previous === void 0 ? {} : { previous: (0, import__builtin_node_path.resolve)(place.folder, previous) },
		...approvals.length === 0 ? {} : { approvals: approvals.map((path) => (0, import__builtin_node_path.resolve)(place.folder, path)) },
		...scans.length === 0 ? {} : { scans: scans.map((path) => (0, import__builtin_node_path.resolve)(place.folder, path)) }
	};
}
function isByNotary({ capsule }, values) {
	return (values.isGiven("notary") || formatByName(capsule.path) !== void 0) && !namesSigner(values);
}
function notaryOrder(values, { folder, policy, notationFolder }) {
	const isRequired = (policy == null ? void 0 : policy.require.some(({ id }) => id === "notary")) === true;
	const named = values.text("notary") ?? (isRequired ? "auto" : void 0);
	const [statement, lists] = [values.text("notary-statement"), values.lines("notary-crl")];
	if (named === void 0) {
		const alone = [
			"notary-statement",
			"notary-crl",
			"notary-plugin"
		].find(values.isGiven);
		if (alone === void 0) return {};
		throw new Fault("usage", `${values.spelling(alone)} means nothing without ${values.spelling("notary")}`, { hint: `remove it, or give ${values.spelling("notary")}` });
	}
	const place = named === "auto" ? notationFolder : (0, import__builtin_node_path.resolve)(folder, named);
	if (place === void 0) throw new Fault("usage", "this user has no folder in which notation would have its configuration", { hint: `name one with ${values.spelling("notary")}` });
	return { notary: {
		folder: place,
		...statement === void 0 ? {} : { statement },
		lists: lists.map((path) => (0, import__builtin_node_path.resolve)(folder, path)),
		plugins: values.lines("notary-plugin")
	} };
}
function effectiveTimes(values, { now }) {
	const text = values.text("effective-time");
	if (text === void 0) return { now };
	const time = new Date(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(text) ? text : NaN);
	if (!Number.isNaN(time.getTime())) return { effectiveTime: time };
	throw new Fault("usage", `${values.spelling("effective-time")} is not a time`, { hint: "write it as 2026-11-21T07:00:00Z" });
}
function expectedIdentity(values, { policy, keys }) {
	const { spelling } = values;
	const ways = [
		["policy"],
		["repository"],
		["identity", "issuer"],
		["key"],
		["unsafe-identity-pattern", "unsafe-issuer-pattern"]
	];
	const isGiven = (name) => values.text(name) !== void 0 && !(name === "issuer" && values.text("repository") !== void 0);
	const chosen = ways.filter((names) => names.some(isGiven));
	if (chosen.length > 1) throw new Fault("usage", `who must have signed is said in ${chosen.length} ways`, { hint: `give one of them: ${spelling("policy")}, or ${spelling("repository")}, or ${spelling("identity")} and ${spelling("issuer")}, or ${spelling("key")}` });
	const names = chosen[0];
	if (names === void 0) throw noIdentity(spelling);
	if (names[0] === "policy") return {
		kind: "any-of",
		of: (policy == null ? void 0 : policy.signers) ?? []
	};
	const missing = names.find((name) => values.text(name) === void 0);
	if (missing !== void 0) {
		const given = names.find((name) => name !== missing) ?? missing;
		throw new Fault("usage", `${spelling(given)} needs ${spelling(missing)}`, { hint: "an identity means something only together with its issuer" });
	}
	const [first = "", second = ""] = names.map((name) => values.text(name));
	if (names[0] === "repository") return expectedRepository(first, values);
	refuseRepositoryRules(values);
	if (names[0] === "key") {
		const [only, ...others] = keys ?? [];
		if (only === void 0) throw new Fault("internal", "no key was read");
		return others.length === 0 ? only : {
			kind: "any-of",
			of: [only, ...others]
		};
	}
	return {
		kind: names[0] === "identity" ? "exact" : "unsafe-pattern",
		subjectAlternativeName: first,
		issuer: second
	};
}
function expectedRepository(text, values) {
	const repository = parseRepository(text).url;
	const issuer = values.text("issuer");
	if (issuer !== void 0) refuseOtherIssuer(issuer, repository, values);
	const sourceRef = values.text("source-ref");
	if (sourceRef !== void 0 && !sourceRef.startsWith("refs/")) throw shortRef(sourceRef, values);
	const workflow = values.text("signer-workflow");
	const unsafeTriggers = values.lines("unsafe-trigger");
	return {
		kind: "repository",
		repository,
		...issuer === void 0 ? {} : { issuer },
		...sourceRef === void 0 ? {} : { sourceRef },
		...workflow === void 0 ? {} : { signerWorkflow: signerWorkflow(workflow, repository) },
		...unsafeTriggers.length === 0 ? {} : { unsafeTriggers }
	};
}
function shortRef(ref, { spelling }) {
	const shown = printable(ref);
	return new Fault("usage", `${spelling("source-ref")} is ${shown}, and a git ref begins with refs/`, { hint: /^[\w.+/@-]+$/.test(ref) ? `write refs/tags/${ref}, or refs/heads/${ref} for a branch` : "write refs/tags/NAME" });
}
function refuseOtherIssuer(issuer, repository, { spelling }) {
	const { origin, pathname } = new URL(repository);
	const github = gitHubIssuer(issuer);
	if ((github == null ? void 0 : github.web) === origin) return;
	throw new Fault("usage", `${printable(issuer)} is not an issuer of GitHub Actions at ${origin}`, { hint: github === void 0 ? `give ${spelling("identity")} with ${spelling("issuer")} instead of ${spelling("repository")}` : `give ${spelling("repository")} ${github.web}${pathname}` });
}
function refuseRepositoryRules({ isGiven, spelling }) {
	const given = [
		"source-ref",
		"signer-workflow",
		"unsafe-trigger"
	].find(isGiven);
	if (given !== void 0) throw new Fault("usage", `${spelling(given)} means nothing without ${spelling("repository")}`, { hint: `remove ${spelling(given)}, or give ${spelling("repository")} instead of the identity` });
}
function signerWorkflow(text, repository) {
	const workflow = parseSignerWorkflow(text, new URL(repository).origin);
	if (workflow !== void 0) return workflow;
	throw new Fault("usage", `${printable(text)} is not the name of a workflow`, { hint: "write it as owner/repo/.github/workflows/file.yml or with @ref at its end" });
}
function namesSigner({ isGiven }) {
	return [
		"policy",
		"repository",
		"identity",
		"issuer",
		"key",
		"unsafe-identity-pattern",
		"unsafe-issuer-pattern"
	].some(isGiven);
}
function noIdentity(spelling) {
	const exact = `${spelling("identity")} with ${spelling("issuer")}`;
	return new Fault("usage", "nothing says who must have signed", { hint: `give ${spelling("repository")} owner/name, or ${exact}, or ${spelling("key")}; a release cannot vouch for itself` });
}

// kernel/shell.ts
const PLAIN_SH = /^[A-Za-z0-9_./:@+-]+$/;
const PLAIN_POWERSHELL = /^(?:[A-Za-z0-9_][A-Za-z0-9_./-]*|--?[A-Za-z][A-Za-z0-9-]*)$/;
const POWERSHELL_QUOTES = /['\u2018\u2019\u201a\u201b]/g;
function quoteSh(text) {
	refuseInvisible(text);
	return PLAIN_SH.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
function quotePowerShell(text) {
	refuseInvisible(text);
	return PLAIN_POWERSHELL.test(text) ? text : `'${text.replace(POWERSHELL_QUOTES, "$&$&")}'`;
}
function refuseInvisible(text) {
	for (const character of text) if (escapeInvisible(character) !== character) throw new Fault("text-unquotable", `${printable(text)} cannot be written into a command`);
}

// doors/results/repeat-command.ts
const REPEATED = [
	"policy",
	"repository",
	"identity",
	"issuer",
	"release",
	"sigstore",
	"trusted-root"
];
const OF_LOG = [
	"log",
	"log-signer",
	"log-branch",
	"max-head-age"
];
const PATHS = /* @__PURE__ */ new Set(["policy", "trusted-root"]);
function repeatCommand(files, values) {
	if (files[0] === "-") return void 0;
	const options = REPEATED.flatMap((name) => {
		const value = values.isGiven(name) ? values.text(name) : void 0;
		return value === void 0 || name === "sigstore" && value === "auto" ? [] : [`--${name}`, PATHS.has(name) ? (0, import__builtin_node_path.basename)(value) : value];
	});
	const log = OF_LOG.flatMap((name) => (values.given.get(name) ?? []).flatMap((value) => [`--${name}`, name === "log" && !value.includes("://") ? (0, import__builtin_node_path.basename)(value) : value]));
	const names = files.map((path) => (0, import__builtin_node_path.basename)(path));
	const end = names.some((name) => name.startsWith("-")) ? ["--"] : [];
	const words = [
		"capsule",
		"verify",
		...options,
		...log,
		...end,
		...names
	];
	return unlessRefused(() => words.map(quoteSh).join(" "), void 0);
}

// journeys/verify/summarize.ts
function summarize({ verification, capsule, policy, now }) {
	var _policy$parsed$docume;
	const { root, assets, verdict, builder } = verification;
	if (root === void 0) throw impossible("no release was verified");
	if (root.signer.kind === "certificate" && root.signer.certificate.issuer === "https://capsule-local.invalid") throw impossible("what the local instance signed has no summary");
	const { statement } = root;
	const seen = new Set(assets.filter(isGood).map(({ sealedName }) => sealedName));
	const subjects = statement.subject.filter(({ name }) => seen.has(name));
	if (subjects.length === 0) throw impossible("no asset was verified");
	return verificationSummaryStatement({
		subjects: subjects.map(({ name, digest }) => ({
			name,
			sha256: digest.sha256
		})),
		resource: statement.predicate.release.purl,
		passed: verdict === "verified",
		verifiedAt: Math.floor(now.getTime() / 1e3),
		policy: policy && {
			name: policy.name,
			sha256: policy.sha256
		},
		inputs: [{
			name: capsule,
			sha256: verification.capsuleSha256
		}],
		level: policy == null || (_policy$parsed$docume = policy.parsed.document.builders) == null || (_policy$parsed$docume = _policy$parsed$docume.find(({ id }) => id === builder)) == null ? void 0 : _policy$parsed$docume.level
	});
}
function impossible(reason) {
	return new Fault("summary-impossible", `there is no verification summary: ${reason}`);
}

// doors/results/require-own-place.ts
async function requireOwnPlace({ path, spelling, what, isOwn, ending }, inputs, { files, folder }) {
	const target = (0, import__builtin_node_path.resolve)(folder, path);
	if (!inputs.some((input) => (0, import__builtin_node_path.resolve)(folder, input) === target) && (await files.facts(target) === void 0 || await isOwn(target, files))) return;
	throw new Fault("usage", `${spelling} names a file that is there and is not a ${what}`, { hint: `name another file, for example ${(0, import__builtin_node_path.basename)(path)}.${ending}` });
}

// doors/results/write-verification-summary.ts
const MAX_SUMMARY_BYTES = 4194304;
async function requireSummaryPlace(values, inputs, place) {
	const path = values.text("vsa");
	if (path === void 0) return;
	const written = {
		path,
		spelling: values.spelling("vsa"),
		what: "summary",
		isOwn: isSummary,
		ending: "vsa.json"
	};
	await requireOwnPlace(written, [...inputs, ...namedFiles(values, "vsa")], place);
}
async function isSummary(path, files) {
	const facts = await files.facts(path);
	if ((facts == null ? void 0 : facts.kind) !== "file" || facts.size > MAX_SUMMARY_BYTES) return false;
	const read = async () => parseStatement(await files.read(path, MAX_SUMMARY_BYTES));
	return unlessRefused(async () => (await read()).predicateType === VERIFICATION_SUMMARY_TYPE, false);
}
async function writeVerificationSummary(values, order, { files, folder }) {
	const path = values.text("vsa");
	if (path === void 0) return "not requested";
	try {
		await files.write((0, import__builtin_node_path.resolve)(folder, path), formatStatement(summarize(order)));
		return "written";
	} catch (error) {
		if (error instanceof Fault && error.code === "summary-impossible") return error;
		throw error;
	}
}
function exitCodeWith({ exitCode }, summary) {
	return exitCode === 0 && summary instanceof Fault ? FAULT_CODES[summary.code].exit : exitCode;
}

// doors/settings/trust-settings.ts
const BUILT_IN = /* @__PURE__ */ new Map([
	["auto", ["public-good", "github"]],
	["public-good", ["public-good"]],
	["public-good-rekor-v2", ["public-good"]],
	["github", ["github"]],
	["staging", ["staging"]]
]);
function trustSettings(values, folder) {
	const path = values.text("trusted-root");
	const online = values.isOn("online");
	if (path !== void 0 && online) throw new Fault("usage", "a trusted root from a file and one from the network exclude each other");
	if (path !== void 0) return {
		trustedRoot: (0, import__builtin_node_path.resolve)(folder, path),
		instances: []
	};
	const sigstore = values.text("sigstore");
	const instances = BUILT_IN.get(sigstore);
	if (instances === void 0) throw new Fault("usage", `no trusted root is built in for ${printable(sigstore)}`, { hint: "give trusted-root" });
	return {
		trustedRoot: void 0,
		instances,
		online
	};
}

// doors/cli/command-text.ts
function commandText(words) {
	const quote = process.platform === "win32" ? quotePowerShell : quoteSh;
	try {
		return words.map(quote).join(" ");
	} catch {
		return;
	}
}

// journeys/verify/who-signed.ts
const ANYBODY = {
	kind: "unsafe-pattern",
	subjectAlternativeName: "[^]*",
	issuer: "[^]*"
};
async function whoSigned(order, ports) {
	const trusted = await readTrust(ports, order.unsafeCapsuleRoot);
	const { crypto } = ports;
	const verifyFirst = underOne(trusted, crypto);
	try {
		const { capsule } = await withCapsule({
			...order,
			identity: ANYBODY
		}, ports);
		const choose = async (root) => ({
			root,
			holds: void 0
		});
		const { content } = await openCapsule(capsule, choose, ports);
		if (content instanceof Fault) return void 0;
		return (await verifyRoot(content.chosen.root, ANYBODY, {
			verifyFirst,
			crypto
		})).root;
	} catch (error) {
		requireFault(error);
		return;
	}
}

// doors/cli/unnamed-signer.ts
async function unnamedSigner(words, { values, files, io }) {
	var _plain$hint;
	const plain = noIdentity(values.spelling);
	if (values.isOn("json")) return plain;
	const unsafeCapsuleRoot = values.isOn("unsafe-capsule-root");
	const progress = io.progress(true);
	const ports = await io.verifyPorts({
		...trustSettings(values, io.folder),
		progress
	});
	const root = await whoSigned({
		...files,
		unsafeCapsuleRoot
	}, ports);
	const signer = root === void 0 ? void 0 : signerOf(root);
	if (signer === void 0) return plain;
	const trust = ["sigstore", "trusted-root"].flatMap((name) => values.isGiven(name) ? [`--${name}`, values.text(name) ?? ""] : []);
	const command = commandText([
		...io.program,
		"verify",
		...signer.flags,
		...trust,
		...fileWords(words)
	]);
	return new Fault("usage", plain.message, { hint: [
		`the signature is genuine, and was made by ${signer.name}`,
		`Compare ${signer.name} with the place that you downloaded the file from. If it is the same, run`,
		command ?? ((_plain$hint = plain.hint) == null ? void 0 : _plain$hint.toString()) ?? ""
	].join("\n") });
}
function signerOf({ statement, signer }) {
	if (signer.kind === "key") return void 0;
	const all = identityFlags(signer.certificate, statement.predicate.release.tag);
	const end = all.findIndex((word) => [
		"--signer-workflow",
		"--source-ref",
		"--unsafe-trigger"
	].includes(word));
	const flags = end < 0 ? all : all.slice(0, end);
	return {
		name: quoted(flags[1] ?? "nobody"),
		flags
	};
}
function fileWords(words) {
	return words.some((word) => word.startsWith("-")) ? ["--", ...words] : words;
}

// doors/cli/verify.ts
async function verifyCommand(words, { values, log }, io) {
	const files = await filesToVerify(words, values, io);
	const isNotary = values.isGiven("notary") || formatByName(files.capsule.path) !== void 0;
	if (!namesSigner(values) && !isNotary) throw await unnamedSigner(words, {
		values,
		files,
		io
	});
	const now = /* @__PURE__ */ new Date();
	const policy = await readPolicy(values, io);
	const keys = await readKeys(values, io);
	const place = {
		folder: io.folder,
		policy: policy == null ? void 0 : policy.parsed,
		keys,
		now,
		notationFolder: notationFolder(io.env)
	};
	const order = {
		...verifyRequest(files, values, place),
		...await memoryOrder(values, io, now),
		...log && { log }
	};
	await requireSummaryPlace(values, pathsOf(files), io);
	const report = values.isGiven("report") ? await Promise.resolve().then(() => requirePart("write-report.js")) : void 0;
	await (report == null ? void 0 : report.requireReportPlace(values, [...pathsOf(files), ...namedFiles(values, "report")], io));
	const progress = io.progress(values.isOn("quiet"));
	const ports = await io.verifyPorts({
		...trustSettings(values, io.folder),
		progress
	});
	const verification = await verifyAny(order, ports);
	progress.done();
	const summary = await writeVerificationSummary(values, {
		verification,
		capsule: (0, import__builtin_node_path.basename)(files.capsule.path),
		policy,
		now
	}, io);
	if (summary === "written") progress.warn("the verification summary is not signed; it is worth as much as the place where it lies");
	const shown = page(words, {
		values,
		io,
		order
	});
	const command = report === void 0 ? void 0 : repeatCommand(words, values);
	const written = await (report == null ? void 0 : report.writeReport({
		verification,
		page: shown,
		order,
		command,
		now,
		said: log == null ? void 0 : log.section()
	}, values, io));
	if (values.isOn("json")) io.out(jsonText(verificationJson(verification, asFlag)));
	else io.out(verificationText(verification, shown));
	if (written !== void 0 && !values.isOn("quiet")) io.err(`the report is ${printable(written)}\n`);
	if (summary instanceof Fault) progress.warn(summary.message);
	return exitCodeWith(verification, summary);
}
function page([evidence = ""], { values, io, order }) {
	const { paint, width = 80 } = io;
	const named = REPEATED.flatMap((name) => values.isGiven(name) ? [`--${name}`, values.text(name) ?? ""] : []);
	const typed = [
		...io.program,
		"verify",
		...named,
		...evidence.startsWith("-") ? ["--"] : [],
		evidence
	];
	const command = commandText(typed);
	return {
		paint,
		width,
		spelling: asFlag,
		verbose: values.isOn("verbose"),
		evidence: (0, import__builtin_node_path.basename)(evidence),
		repository: order.identity.kind === "repository" ? order.identity.repository : void 0,
		command: command === void 0 ? void 0 : `${command} FILE`,
		online: values.isOn("online")
	};
}

// doors/cli/report.ts
const reportCommand = (words, values, io) => {
	const place = values.text("out") ?? `${stemOf(words)}.report.html`;
	const given = [...values.given].filter(([name]) => name !== "out");
	const asVerify = readOptionValues(new Map([...given, ["report", [place]]]), verifyDescription.options, (option) => asFlag({ option: option === "report" ? "out" : option }));
	return verifyCommand(words, {
		values: asVerify,
		log: void 0
	}, io);
};
function stemOf([evidence = ""]) {
	const name = (0, import__builtin_node_path.basename)(evidence).replace(/\.capsule$/i, "");
	return /^[-.*?]*$/.test(name) ? "release" : name;
}

// journeys/show/show.ts
async function showCapsule(path, ports) {
	const { sha256, root, statement, rootSha256, material, digests } = await readUnverified({ path }, /* @__PURE__ */ new Set(), ports);
	return {
		sha256,
		root: statement,
		rootSha256,
		certificate: material.kind === "certificate" ? readCertificate(material.certificates[0]) : void 0,
		entries: [{
			name: ROOT_ENTRY,
			size: root.length,
			sha256: await digestHex("sha256", root, ports.crypto),
			mediaType: void 0,
			listed: void 0
		}, ...describeEntries(digests, statement)]
	};
}
function describeEntries(digests, { predicate }) {
	const listed = new Map(predicate.evidence.map((entry) => [entry.name, entry]));
	return Array.from(digests, ([name, { size, sha256 }]) => {
		const known = listed.get(name);
		return {
			name,
			size,
			sha256,
			mediaType: known == null ? void 0 : known.mediaType,
			listed: (known == null ? void 0 : known.digest.sha256) === sha256
		};
	});
}

// views/capsule/capsule-json.ts
function capsuleJson({ sha256, root, rootSha256, certificate, entries }) {
	return {
		schema: schemaId("capsule-content"),
		verified: false,
		capsuleSha256: sha256,
		rootSha256,
		signer: certificate === void 0 ? null : {
			identity: certificate.subjectAlternativeName.value,
			issuer: certificate.issuer ?? null
		},
		root,
		entries: entries.map(({ name, size, sha256, mediaType, listed }) => ({
			name,
			size,
			sha256,
			mediaType: mediaType ?? null,
			listed: listed ?? null
		}))
	};
}

// views/capsule/capsule-text.ts
function capsuleText(capsule, paint) {
	const mark = paint("bold", paint("yellow", "UNVERIFIED"));
	const { release } = capsule.root.predicate;
	return [
		`${mark} ${visible$1(release.name)} ${visible$1(release.version)}: this is what the capsule says of itself`,
		"",
		...columns(factRows(capsule)),
		"",
		`Assets (${capsule.root.subject.length}):`,
		...columns(capsule.root.subject.map(({ name, digest }) => [digest.sha256, visible$1(name)])),
		"",
		`Entries (${capsule.entries.length}):`,
		...columns(capsule.entries.map((entry) => [
			String(entry.size),
			visible$1(entry.name),
			remark(entry)
		])),
		"",
		`${mark}: run capsule verify before you believe any of it`,
		""
	].join("\n");
}
function factRows({ root, rootSha256, sha256, certificate }) {
	const { previous } = root.predicate;
	const { tag, commit, repository, runUri } = root.predicate.release;
	return [
		["signer", certificate == null ? void 0 : certificate.subjectAlternativeName.value],
		["issuer", certificate == null ? void 0 : certificate.issuer],
		["repository", repository],
		["tag", tag],
		["commit", commit],
		["run", runUri],
		["previous", "none" in previous ? `none: ${previous.reason}` : `${previous.name} ${previous.version}`],
		["root", `sha256:${rootSha256}`],
		["capsule", `sha256:${sha256}`]
	].flatMap(([name, value]) => typeof value === "string" ? [[name, visible$1(value)]] : []);
}
function remark({ listed, mediaType }) {
	if (listed === false) return "not what the root lists";
	return visible$1(mediaType ?? "");
}

// views/capsule/capsule-tree.ts
function capsuleTree(capsule, paint) {
	const mark = paint("bold", paint("yellow", "UNVERIFIED"));
	const { release } = capsule.root.predicate;
	const subjects = new Map(capsule.root.predicate.evidence.map(({ name, annotations }) => [name, annotations.subject]));
	const about = (entry) => subjects.get(entry.name) ?? digestIn(entry.name);
	const known = new Set(capsule.root.subject.map(({ digest }) => digest.sha256));
	const rest = capsule.entries.filter((entry) => !known.has(about(entry) ?? ""));
	return [
		`${mark} ${visible$1(release.name)} ${visible$1(release.version)}: this is what the capsule says of itself`,
		"",
		...capsule.root.subject.flatMap(({ name, digest, annotations }) => [`  ${quoted(name)}${annotations.kind === "image" ? ", an image" : ""}`, ...entryLines(capsule.entries.filter((entry) => about(entry) === digest.sha256))]),
		"  The whole release",
		...entryLines(rest),
		"",
		`${mark}: run capsule verify before you believe any of it`,
		""
	].join("\n");
}
function digestIn(name) {
	var _exec;
	return (_exec = /^(?:assets|sbom)\/([0-9a-f]{64})\./.exec(name)) == null ? void 0 : _exec[1];
}
function entryLines(entries) {
	return columns(entries.map(({ name, size, listed }) => [
		kindOf(name),
		sizeText(size),
		listed === false ? `${visible$1(name)}, not what the root lists` : visible$1(name)
	])).map((line) => `  ${line}`);
}
const KINDS = [
	[/^capsule\.sigstore\.json$/, "root"],
	[/^assets\/|\.txt\.sigstore\.json$/, "signature"],
	[/^sbom\//, "SBOM"],
	[/^provenance\./, "provenance"],
	[/^checksums\./, "checksums"],
	[/^VERIFY\.md$/, "instructions"],
	[/^trust\//, "trusted root"]
];
function kindOf(name) {
	var _KINDS$find;
	return ((_KINDS$find = KINDS.find(([pattern]) => pattern.test(name))) == null ? void 0 : _KINDS$find[1]) ?? "evidence";
}

// doors/cli/show.ts
const showCommand = async ([path = ""], values, io) => {
	const capsule = await showCapsule(await pathOf(path, io), io);
	if (values.isOn("html")) {
		const [{ capsulePage }, { policyDigest }] = await Promise.all([Promise.resolve().then(() => requirePart("capsule-page.js")), Promise.resolve().then(() => requirePart("write-report.js"))]);
		io.out(await capsulePage(capsule, policyDigest(io.crypto)));
	} else if (values.isOn("json")) io.out(jsonText(capsuleJson(capsule)));
	else io.out(values.isOn("tree") ? capsuleTree(capsule, io.paint) : capsuleText(capsule, io.paint));
	return 0;
};

// domain/guide/admission-policy.ts
const ADMISSIONS = [
	"kyverno",
	"policy-controller",
	"podman"
];

// doors/options/guide.ts
const guideDescription = {
	arguments: "<capsule>",
	summary: "print the VERIFY.md of a capsule, without verifying it",
	examples: ["guide tool-1.2.3.capsule > VERIFY.md", "guide --admission kyverno tool-1.2.3.capsule > policy.yaml"],
	exits: [
		[0, "printed"],
		REFUSED,
		USAGE,
		ENVIRONMENT
	],
	options: { admission: {
		kind: "text",
		placeholder: "KIND",
		description: `instead the rule that admits its images by the exact identity that signed them: ${ADMISSIONS.join(", ")}`
	} }
};

// doors/options/report.ts
const { report: _, ...ofVerify } = verifyDescription.options;
const reportDescription = {
	arguments: "<capsule> [files...]",
	summary: "verify a release, and write the result as one HTML page",
	examples: ["report --repository owner/tool tool-1.2.3.capsule", "report --repository owner/tool --previous tool-1.2.2.capsule --out report.html tool-1.2.3.capsule"],
	exits: verifyDescription.exits,
	options: {
		out: {
			kind: "text",
			placeholder: "FILE",
			description: "where the page is written; by default the name of the capsule with .report.html, in this folder",
			only: "flag"
		},
		...ofVerify
	}
};

// doors/options/show.ts
const showDescription = {
	arguments: "<capsule>",
	summary: "list what a capsule holds, without verifying it",
	examples: [
		"show tool-1.2.3.capsule",
		"show --tree tool-1.2.3.capsule",
		"show --html tool-1.2.3.capsule > page.html",
		"show - < tool-1.2.3.capsule"
	],
	exits: [
		[0, "shown"],
		REFUSED,
		USAGE,
		ENVIRONMENT
	],
	options: {
		tree: {
			kind: "switch",
			description: "show files, documents and signatures below what they belong to"
		},
		html: {
			kind: "switch",
			description: "print one HTML page that loads nothing, marked as not checked"
		},
		json
	}
};

// doors/verify/run-verify.ts
const HELP = `capsule ${TOOL.version}, the verifier alone: it opens no socket and signs nothing.

  verify.js verify ${verifyDescription.arguments}
  verify.js report ${reportDescription.arguments}
  verify.js show ${showDescription.arguments}
  verify.js guide ${guideDescription.arguments}

Instead of a capsule, - is what is piped in. Flags of verify:

`;
function flagsText(width) {
	const rows = Object.entries(verifyDescription.options).map(([name, { description }]) => [`--${name}`, description]);
	return `${explained(rows, {
		width,
		paint: (_style, text) => text
	}).join("\n")}\n`;
}
async function runVerify(argv, io) {
	const [command, ...rest] = asksForHelp(argv) ? ["help"] : argv;
	try {
		switch (command) {
			case "verify": {
				const { words, values } = read(rest, verifyDescription.options);
				return await verifyCommand(words, {
					values,
					log: void 0
				}, io);
			}
			case "report": {
				const { words, values } = read(rest, reportDescription.options);
				return await reportCommand(words, values, io);
			}
			case "show": {
				const { words, values } = read(rest, showDescription.options);
				return await showCommand(words, values, io);
			}
			case "guide": {
				const { words, values } = read(rest, guideDescription.options);
				return await guideCommand(words, values, io);
			}
			case "help":
				io.out(HELP + flagsText(io.width ?? 80));
				return 0;
			case "version":
			case "--version":
				io.out(`${TOOL.version}\n`);
				return 0;
			default: throw new Fault("usage", `this program has no command ${printable(command ?? "")}`, { hint: "it has verify, report, show and guide; everything else is in dist/cli.js" });
		}
	} catch (error) {
		const fault = asFault(error);
		io.err(`${faultText(fault, asFlag)}\n${debugText(error, io.env)}`);
		if (argv.includes("--json")) io.out(jsonText(faultJson(fault, asFlag)));
		return FAULT_CODES[fault.code].exit;
	}
}
function asksForHelp(argv) {
	const flags = argv.slice(0, argv.includes("--") ? argv.indexOf("--") : argv.length);
	return flags.includes("--help") || flags.includes("-h");
}
const HINT = "see verify.js --help, and put -- before a name like -a";
function read(argv, options) {
	const flags = Object.entries(options).filter(([, { only }]) => only !== "input");
	const names = new Map(flags.flatMap(([name, one]) => [name, ...one.aliases ?? []].map((each) => [each, name])));
	const grammar = Object.fromEntries([...names].map(([each, name]) => [each, grammarOf(options[name])]));
	const given = /* @__PURE__ */ new Map();
	try {
		const { values, positionals } = (0, import__builtin_node_util.parseArgs)({
			args: [...argv],
			options: grammar,
			allowPositionals: true
		});
		for (const [each, found] of Object.entries(values)) {
			const name = names.get(each) ?? each;
			given.set(name, [...given.get(name) ?? [], ...[found].flat().map(String)]);
		}
		if (positionals.length === 0) throw new Fault("usage", "no file is named", { hint: HINT });
		return {
			words: positionals,
			values: readOptionValues(given, options, (name) => `--${name}`)
		};
	} catch (cause) {
		if (cause instanceof Fault || !(cause instanceof TypeError)) throw cause;
		const [sentence = ""] = cause.message.split(/\. |\n/);
		throw new Fault("usage", sentence.slice(0, 200), {
			hint: HINT,
			cause
		});
	}
}
function grammarOf({ kind }) {
	const isSwitch = kind === "switch";
	return {
		type: isSwitch ? "boolean" : "string",
		multiple: !isSwitch
	};
}

// doors/verify/main.ts
const { stdout, stderr } = process;
tolerateClosedPipes([stdout, stderr]);
const { words, paint } = takeNoColor(process.argv.slice(2), stdout);
endProcessWith(async () => {
	const folder = workingFolder();
	const reads = reading(folder, (line) => stderr.write(`${line}\n`));
	return runVerify(words, {
		...reads,
		expandWords: (words) => expandStars(words, folder, reads.files),
		verifyPorts: offlinePorts,
		out: (text) => stdout.write(text),
		err: (text) => stderr.write(text),
		paint,
		width: stdout.isTTY ? stdout.columns : 80,
		program: ["node", (0, import__builtin_node_path.relative)(folder, process.argv[1] ?? "")]
	});
}, (fault, error) => stderr.write(`${faultText(fault, asFlag)}\n${debugText(error, (name) => process.env[name])}`), [stdout, stderr]);

exports.COORDINATE_BYTES = COORDINATE_BYTES;
exports.EMBEDDED_ROOTS = EMBEDDED_ROOTS;
exports.Fault = Fault;
exports.LOCAL_ISSUER = LOCAL_ISSUER;
exports.MAX_SOURCE_BYTES = MAX_SOURCE_BYTES;
exports.TOOL = TOOL;
exports.__toESM = __toESM;
exports.advice = advice;
exports.array = array;
exports.bitString = bitString;
exports.checkedText = checkedText;
exports.compareUtf8 = compareUtf8;
exports.concatBytes = concatBytes;
exports.copiedLines = copiedLines;
exports.counted = counted;
exports.decodeHex = decodeHex;
exports.decodeUtf8 = decodeUtf8;
exports.digestHex = digestHex;
exports.encodeBase64 = encodeBase64;
exports.encodeHex = encodeHex;
exports.encodeUtf8 = encodeUtf8;
exports.equalBytes = equalBytes;
exports.escapeInvisible = escapeInvisible;
exports.factRows = factRows;
exports.faultText = faultText;
exports.goodSentence = goodSentence;
exports.groupBy = groupBy;
exports.isCertified = isCertified;
exports.isJsonObject = isJsonObject;
exports.isRefusal = isRefusal;
exports.knownName = knownName;
exports.literal = literal;
exports.maxEntries = maxEntries;
exports.maxLength = maxLength;
exports.minLength = minLength;
exports.minValue = minValue;
exports.number = number;
exports.oid = oid;
exports.option = option;
exports.parseBundle = parseBundle;
exports.parseJsonObject = parseJsonObject;
exports.parsePem = parsePem;
exports.parseRootStatement = parseRootStatement;
exports.picklist = picklist;
exports.pipe = pipe;
exports.printable = printable;
exports.quoted = quoted;
exports.readChosen = readChosen;
exports.readPublicKey = readPublicKey;
exports.reasonOf = reasonOf;
exports.record = record;
exports.regex = regex;
exports.requireOwnPlace = requireOwnPlace;
Object.defineProperty(exports, "require__builtin_node_path", {
  enumerable: true,
  get: function () {
    return require__builtin_node_path;
  }
});
exports.rightFiles = rightFiles;
exports.rootFacts = rootFacts;
exports.safeInteger = safeInteger;
exports.safeParse = safeParse;
exports.sbomEntry = sbomEntry;
exports.schemaId = schemaId;
exports.sequence = sequence;
exports.shortRepository = shortRepository;
exports.sizeText = sizeText;
exports.sourceChunks = sourceChunks;
exports.sourceName = sourceName;
exports.spelled = spelled;
exports.strictObject = strictObject;
exports.string = string;
exports.timeText = timeText;
exports.toFixedLength = toFixedLength;
exports.unlessRefused = unlessRefused;
exports.visible = visible$1;
exports.withCapsule = withCapsule;
exports.wrongFiles = wrongFiles;