import { TOOL } from "../../domain/tool.ts";
import { html } from "../../views/report/html.ts";
import { pageHead } from "../../views/report/page-document.ts";
import { REPORT_STYLE } from "../../views/report/report-style.ts";

/** The style of what is asked; that of the answer is the report's. */
const PAGE_STYLE = `.ask{max-width:720px;margin:0 auto;padding:32px 16px 72px}
.ask h1{padding-bottom:8px}.ask .lead{color:var(--ink-2);padding-bottom:16px}
.ask .bar{display:flex;justify-content:space-between;font-size:13px;color:var(--ink-2);padding-bottom:24px;border-bottom:1px solid var(--rule);margin-bottom:32px;max-width:none}
.ask label,.ask legend{font-weight:650;display:block;padding:16px 0 0}.ask fieldset{border:0;margin:0;padding:0}
.ask .hint{font-size:13px;color:var(--ink-2)}
.ask input[type=text]{font:500 16px/1.4 var(--mono);color:var(--ink);background:var(--card);border:1px solid var(--rule-2);border-radius:8px;padding:11px 14px;width:100%;margin-top:8px}
.drop{margin-top:8px;border:2px dashed var(--rule-2);border-radius:14px;background:var(--card);padding:24px 16px;text-align:center}
.drop p{margin:0 auto;font-weight:600}.choose{display:flex;flex-wrap:wrap;gap:12px;justify-content:center;padding-top:12px}
.button{font:600 15px/1 var(--sans);min-height:44px;padding:14px 18px;border-radius:8px;border:1px solid var(--rule-2);background:var(--card);color:var(--ink);cursor:pointer;display:inline-block}
.choose label{padding:14px 18px}.choose input{position:absolute;width:1px;height:1px;opacity:0}
.choose input:focus-visible+label{outline:2px solid var(--link);outline-offset:3px}
.button.main{background:var(--ink);border-color:var(--ink);color:var(--paper)}
.buttons{display:flex;flex-wrap:wrap;gap:12px;padding-top:24px}
.given{margin-top:12px}.given li{display:flex;justify-content:space-between;gap:16px;padding:8px 0;border-bottom:1px solid var(--rule);font-size:15px}
.given bdi{overflow-wrap:anywhere}.given span{color:var(--ink-2);white-space:nowrap}
.problem{white-space:pre-wrap;color:var(--bad);padding-top:16px;overflow-wrap:anywhere}
.ask details{padding-top:24px}.ask summary{cursor:pointer;font-weight:600}
.ask dl{display:grid;grid-template-columns:10em 1fr;gap:8px 24px;margin-top:48px;padding-top:16px;border-top:1px solid var(--rule);font-size:13px}
.ask progress{width:100%;height:10px;accent-color:var(--link)}.done{max-width:1040px;margin:0 auto;padding:0 16px 48px}
[hidden]{display:none!important}
@media (max-width:560px){.ask dl{grid-template-columns:1fr}.buttons .button{flex:1}}`;

/** A digest as a content security policy has it: base64 of SHA-256. */
export type StyleDigest = (text: string) => string;

/**
 * The whole page around its script. It loads nothing: the policy allows the one script, the two styles, the worker that the page
 * makes of its own script, and WebAssembly of that script (decision 0033).
 */
export function pageMarkup(script: string, digest: StyleDigest): string {
  const styles = [REPORT_STYLE, PAGE_STYLE];
  const policy = [
    "default-src 'none'",
    `style-src ${styles.map((style) => `'sha256-${digest(style)}'`).join(" ")}`,
    `script-src 'sha256-${digest(script)}' 'wasm-unsafe-eval'`,
    "worker-src blob:; img-src data:; base-uri 'none'; form-action 'none'",
  ].join("; ");
  return `${pageHead(policy, html`<title>Check a release</title>`, styles)}
<body>
${BODY}
<script id="program">${script}</script>
</body>
</html>
`;
}

const BODY = `<main class="ask" id="asking">
<p class="bar"><b>Release Capsule</b><span>opens no connection</span></p>
<h1>Check a release</h1>
<p class="lead">See whether your files are the ones that a project released. They do not leave this computer.</p>
<p class="problem" id="noscript">This page needs JavaScript to check anything.</p>
<form id="ask">
<label for="repository">1. Repository that you trust</label>
<p class="hint" id="repository-hint">Type it as you know it. Do not copy it from the release.</p>
<input type="text" id="repository" aria-describedby="repository-hint" placeholder="owner/name" autocomplete="off" autocapitalize="off" spellcheck="false">
<fieldset><legend>2. Capsule and files</legend>
<div class="drop"><p>Drop the .capsule and your downloads here</p>
<div class="choose"><span><input type="file" id="files" multiple><label class="button" for="files">Choose files</label></span><span><input type="file" id="folder" webkitdirectory><label class="button" for="folder">Choose a folder</label></span></div></div>
<p class="hint" id="count" role="status"></p>
<ul class="given" id="given" aria-label="Files to check"></ul></fieldset>
<p class="problem" id="problem" role="alert"></p>
<details><summary>Another signer, or other keys</summary>
<label for="identity">Exact identity in the certificate</label><input type="text" id="identity" autocomplete="off" autocapitalize="off" spellcheck="false">
<label for="issuer">Its issuer</label><input type="text" id="issuer" autocomplete="off" autocapitalize="off" spellcheck="false">
<div id="own-root"><label for="root">Trusted root, instead of the built-in ones</label>
<p class="hint" id="root-hint">Choose it, or drop it here. It decides whose signatures count, so take it from somebody whom you trust, and not from the release.</p><input type="file" id="root" accept=".json" aria-describedby="root-hint"></div></details>
<p class="buttons"><button class="button main" type="submit">Check</button><button class="button" type="button" id="forget" hidden>Remove the files</button></p>
</form>
<dl><dt>Keys</dt><dd id="roots"></dd>
<dt>This page</dt><dd>verify.html ${TOOL.version}. A false page can show anything: compare <code>sha256sum verify.html</code> with the digest in the README of release-capsule, and open the file from your own disk.</dd></dl>
</main>
<main class="ask" id="reading" hidden>
<p class="bar"><b>Release Capsule</b><span>nothing is sent</span></p>
<h1>Reading</h1>
<p class="lead" id="step" aria-live="polite"></p>
<progress id="progress" aria-label="How much of the file was read"></progress>
<p class="buttons"><button class="button" type="button" id="cancel">Cancel</button></p>
</main>
<div id="answer" hidden tabindex="-1">
<div id="report"></div>
<aside class="buttons done" aria-label="What to do with the answer"><button class="button main" type="button" id="save">Save report</button><button class="button" type="button" id="save-json">Save as JSON</button><button class="button" type="button" id="again">Check another</button></aside>
</div>`;
