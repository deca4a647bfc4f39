// Writes quiz/static/build: the style sheet, the scripts, the icon and the typefaces of PDF reports,
// each with a hash of its content in its name (so that browsers may cache it for ever), and
// manifest.json, which names them.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, parse } from "node:path";
import { fileURLToPath } from "node:url";

import { buildSync } from "esbuild";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "../quiz/static/build");

const face = join(here, "node_modules/source-sans");
const emoji = join(here, "node_modules/@expo-google-fonts/noto-emoji");

function script(file, format = "esm") {
  return buildSync({
    entryPoints: [join(here, file)],
    bundle: true,
    format,
    minify: true,
    target: "es2020",
    write: false,
  }).outputFiles[0].text;
}

const built = {
  // quietDeps: hide warnings about GOV.UK Frontend's own files.
  "service.css": compile(join(here, "service.scss"), {
    style: "compressed",
    loadPaths: [join(here, "node_modules")],
    quietDeps: true,
  }).css,
  "service.js": script("service.js"),
  "live.js": script("live.js"),
  "display.js": script("display.js"),
  "account.js": script("account.js"),
  "passkey.js": script("passkey.js"),
  "setup.js": script("setup.js"),
  "cmi5.js": script("cmi5.js"),
  "send.js": script("send.js"),
  // Files of SCORM packages, which open where no module may be.
  "launcher.js": script("launcher.js", "iife"),
  "launcher.css": compile(join(here, "launcher.scss"), { style: "compressed" }).css,
  "icon.svg": readFileSync(join(here, "icon.svg")),
  "SourceSans3-Regular.otf": readFileSync(join(face, "OTF/SourceSans3-Regular.otf")),
  "SourceSans3-Bold.otf": readFileSync(join(face, "OTF/SourceSans3-Bold.otf")),
  "NotoEmoji_400Regular.ttf": readFileSync(join(emoji, "400Regular/NotoEmoji_400Regular.ttf")),
  // The licence of each typeface must accompany it.
  "SourceSans3-LICENSE.md": readFileSync(join(face, "LICENSE.md")),
  "NotoEmoji-LICENSE.txt": readFileSync(join(emoji, "LICENSE_FONT")),
};

mkdirSync(target, { recursive: true });
const manifest = {};
for (const [file, content] of Object.entries(built)) {
  const { name, ext } = parse(file);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  manifest[file] = `${name}-${hash}${ext}`;
  writeFileSync(join(target, manifest[file]), content);
}

// The manifest last: after a failed build the old one remains, and make builds again.
writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
const wanted = new Set([...Object.values(manifest), "manifest.json"]);
for (const file of readdirSync(target)) {
  if (!wanted.has(file)) rmSync(join(target, file));
}
