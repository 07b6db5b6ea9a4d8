// Walks every page in a language as a reader would, by its links, and says what is wrong with it.
//
//     node walk.mjs BASE OUT LANGUAGE [ADDRESS…]
//
// BASE is a running daemon, LANGUAGE zh or en; an ADDRESS below the language is looked at in any case. OUT gets a
// screenshot of each kind of page (light, dark, narrow) and findings.LANGUAGE.json. Of the pages of one kind (the same
// address but for ids, years and cells) that links lead to some are looked at. Exit 1 with findings.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { launch } from "./browser.mjs";

// What is known to be there; less means that links are missing.
const KINDS_MIN = 27;
const PAGES_OF_A_KIND = 2, PAGES_MAX = 400, WIDE = { width: 1280, height: 900 }, NARROW = { width: 375, height: 800 }, PATIENCE_MS = 30_000;
const SERIOUS = ["serious", "critical"];

const [base, out, language, ...also] = process.argv.slice(2);
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
mkdirSync(out, { recursive: true });

const findings = [];
const found = (address, what, more = "") => findings.push({ address, what, more: String(more).slice(0, 600) });

// "/zh/reports/a-12/2023?cell=x" → "/zh/reports/ID/N?cell".
function kindOf(address) {
    const url = new URL(address, base);
    const path = url.pathname.split("/").map(part => {
        const word = decodeURIComponent(part);
        return /^\d+$/.test(word) ? "N" : /^a-[0-9a-f]+$/.test(word) || /[^\x00-\x7f]/.test(word) ? "ID" : part;
    });
    return path.join("/") + [...url.searchParams.keys()].sort().map(key => `?${key}`).join("");
}

// What a page does while it is open, as far as it must not.
function watch(page) {
    const wrong = [];
    page.on("console", message => ["error", "warning"].includes(message.type()) && wrong.push(["console", message.text()]));
    page.on("pageerror", error => wrong.push(["script error", error.message]));
    page.on("requestfailed", request => wrong.push(["request failed", `${request.url()} ${request.failure()?.errorText}`]));
    page.on("response", response => response.status() >= 400 && wrong.push([`answer ${response.status()}`, response.url()]));
    page.on("request", request => {
        const target = new URL(request.url());
        if (target.protocol !== "data:" && target.origin !== new URL(base).origin) wrong.push(["external request", request.url()]);
    });
    return wrong;
}

async function open(page, address) {
    const answer = await page.goto(new URL(address, base).href, { waitUntil: "load", timeout: PATIENCE_MS });
    return answer?.headers() ?? {};
}

async function axeFindings(page) {
    await page.evaluate(axeSource);
    const result = await page.evaluate(() => axe.run(document, { iframes: false, resultTypes: ["violations"] }));
    return result.violations.filter(each => SERIOUS.includes(each.impact))
        .map(each => [`axe ${each.id} (${each.impact})`, `${each.help}: ${each.nodes.slice(0, 3).map(node => node.html).join(" | ")}`]);
}

const structure = page => page.evaluate(() => ({
    title: document.title,
    lang: document.documentElement.lang,
    headings: document.querySelectorAll("h1").length,
    mains: document.querySelectorAll("main").length,
    words: document.querySelector("main")?.innerText.trim().length ?? 0,
    links: [...document.querySelectorAll("a[href]")].map(link => link.href),
    ids: [...document.querySelectorAll("[id]")].map(each => each.id),
}));

function judge(address, seen, headers) {
    if (!seen.lang.toLowerCase().startsWith(language)) found(address, "lang", seen.lang);
    if (!seen.title.trim()) found(address, "no title");
    if (seen.headings !== 1) found(address, "h1", seen.headings);
    if (seen.mains !== 1) found(address, "main", seen.mains);
    if (seen.words < 10) found(address, "nothing to read");
    const policy = headers["content-security-policy"] ?? "";
    if (!policy.includes("default-src 'none'") || /unsafe-(inline|eval)/.test(policy)) found(address, "content security policy", policy);
    const twice = seen.ids.filter((id, index) => seen.ids.indexOf(id) !== index);
    if (twice.length) found(address, "ids twice", twice.slice(0, 5));
}

// The page as readers with other eyes, windows and habits have it.
async function lookOtherwise(browser, address, name) {
    for (const [dress, options] of Object.entries({
        dark: { viewport: WIDE, colorScheme: "dark" },
        narrow: { viewport: NARROW, colorScheme: "light", isMobile: true, hasTouch: true },
        plain: { viewport: WIDE, javaScriptEnabled: false },
    })) {
        const context = await browser.newContext(options), page = await context.newPage(), wrong = watch(page);
        await open(page, address);
        if (dress === "plain") {
            if ((await page.locator("main").innerText()).trim().length < 10) found(address, "nothing to read without JavaScript");
        } else {
            for (const each of await axeFindings(page)) found(`${address} (${dress})`, ...each);
            const width = await page.evaluate(() => document.documentElement.scrollWidth);
            if (dress === "narrow" && width > NARROW.width) found(address, "wider than a telephone", `${width} px`);
            await page.screenshot({ path: `${out}/${name}.${dress}.png` });
        }
        for (const each of wrong) found(`${address} (${dress})`, ...each);
        await context.close();
    }
}

// By keyboard alone: the first stop leads past the navigation, and each stop can be seen.
async function useKeyboard(page, address) {
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => document.activeElement?.getAttribute("href") ?? "");
    if (!first.startsWith("#")) found(address, "the first stop of the keyboard is no link to the content", first);
    for (let stop = 0; stop < 5; ++stop) {
        await page.keyboard.press("Tab");
        const seen = await page.evaluate(() => {
            const style = getComputedStyle(document.activeElement);
            return document.activeElement === document.body || style.outlineStyle !== "none" || style.boxShadow !== "none";
        });
        if (!seen) found(address, "a stop of the keyboard cannot be seen", await page.evaluate(() => document.activeElement.outerHTML));
    }
}

async function walk(browser) {
    const context = await browser.newContext({ viewport: WIDE, colorScheme: "light" });
    const start = `/${language}/`, waiting = [start, ...also.map(address => start + address)], asked = waiting.length, known = new Set(waiting), kinds = new Map(), titles = new Map();
    let twins = 0;
    for (let turn = 0, count = 0; waiting.length && count < PAGES_MAX; ++turn) {
        const address = waiting.shift(), kind = kindOf(address), seenOfKind = kinds.get(kind) ?? 0;
        if (turn >= asked && seenOfKind >= PAGES_OF_A_KIND) continue;
        kinds.set(kind, seenOfKind + 1), ++count;
        const page = await context.newPage(), wrong = watch(page);
        const headers = await open(page, address), seen = await structure(page);
        judge(address, seen, headers);
        // The way in shows another page, and what a filter leaves of a page has its title.
        const path = new URL(address, base).pathname, other = titles.get(seen.title);
        if (other && other !== path && path !== start) found(address, "title of another page, too", `${seen.title}: ${other}`);
        if (path !== start) titles.set(seen.title, path);
        for (const each of await axeFindings(page)) found(address, ...each);
        const name = kind.replace(/^\//, "").replace(/[^\w.-]+/g, "_");
        if (seenOfKind === 0) {
            await page.screenshot({ path: `${out}/${name}.light.png`, fullPage: seen.words < 20_000 });
            await useKeyboard(page, address);
            await lookOtherwise(browser, address, name);
        }
        for (const each of wrong) found(address, ...each);
        await page.close();
        for (const link of seen.links) {
            const url = new URL(link), target = url.pathname + url.search;
            if (url.origin !== new URL(base).origin || known.has(target)) continue;
            known.add(target);
            if (/\.(json|csv)$/.test(url.pathname)) {
                if (twins++ > PAGES_MAX) continue;
                const answer = await context.request.get(url.href);
                if (!answer.ok()) found(address, `twin answers ${answer.status()}`, target);
                else if (url.pathname.endsWith(".json")) await answer.json().catch(error => found(target, "no JSON", error.message));
            } else if (url.pathname.startsWith(start)) waiting.push(target);
        }
    }
    await context.close();
    return { kinds, twins };
}

const browser = await launch();
try {
    const { kinds, twins } = await walk(browser);
    console.log(`${kinds.size} kinds of pages, ${[...kinds.values()].reduce((sum, n) => sum + n, 0)} pages, ${twins} twins`);
    for (const [kind, count] of [...kinds].sort()) console.log(`  ${kind} ${count}`);
    if (kinds.size < KINDS_MIN) found("/", `less than ${KINDS_MIN} kinds of pages`, kinds.size);
} finally {
    await browser.close();
}
writeFileSync(`${out}/findings.${language}.json`, JSON.stringify(findings, null, 1));
for (const { address, what, more } of findings) console.log(`${address}: ${what} ${more}`);
console.log(findings.length ? `${findings.length} findings` : "no finding");
process.exit(findings.length ? 1 : 0);
