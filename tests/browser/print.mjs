// What comes out of a printer: the content alone, black on white, no table cut.
//
//     node print.mjs BASE OUT ADDRESS…     OUT gets each page as PDF
import { mkdirSync } from "node:fs";
import { checks, launch } from "./browser.mjs";

// A4 upright without the margins that browsers leave, in CSS pixels.
const SHEET = { width: 718, height: 1047 };
const MARGIN = "1cm";
const [base, out, ...addresses] = process.argv.slice(2), { check, finish } = checks();
mkdirSync(out, { recursive: true });
const browser = await launch();

const seen = page => page.evaluate(() => {
    const visible = each => each.getClientRects().length > 0;
    const rows = [...document.querySelectorAll("main tr")].filter(visible);
    return {
        hidden: ["header nav", "header form", "form.filter", ".narrow", ".skip", "nav", ".next"].filter(what => [...document.querySelectorAll(what)].some(visible)),
        width: document.documentElement.scrollWidth,
        cut: [...document.querySelectorAll("main table")].filter(visible)
            .filter(table => table.getBoundingClientRect().right > innerWidth + 1).map(table => `${table.className} ${Math.round(table.getBoundingClientRect().right)} px`),
        scrolls: [...document.querySelectorAll("main *")].filter(each => visible(each) && ["auto", "scroll", "hidden"].includes(getComputedStyle(each).overflowX)
            && each.scrollWidth > each.clientWidth + 1 && !each.closest("svg")).map(each => each.tagName + "." + each.className),
        paper: getComputedStyle(document.body).backgroundColor, ink: getComputedStyle(document.body).color,
        torn: rows.filter(row => getComputedStyle(row).breakInside !== "avoid").length,
        heads: [...document.querySelectorAll("main thead")].filter(visible).filter(head => getComputedStyle(head).display !== "table-header-group").length,
        words: document.querySelector("main").innerText.trim().length,
    };
});

try {
    for (const colorScheme of ["light", "dark"]) {
        const page = await browser.newPage({ viewport: SHEET, colorScheme });
        for (const address of addresses) {
            await page.goto(base + address);
            await page.emulateMedia({ media: "print", colorScheme });
            const got = await seen(page), where = `${address} (${colorScheme})`;
            check(`${where}: what is only for screens is not printed`, got.hidden.length === 0, got.hidden);
            check(`${where}: nothing is wider than the sheet`, got.width <= SHEET.width && got.cut.length === 0, [got.width, got.cut]);
            check(`${where}: nothing is behind a scroll bar`, got.scrolls.length === 0, got.scrolls);
            check(`${where}: black on white`, got.paper === "rgb(255, 255, 255)" && got.ink === "rgb(0, 0, 0)", [got.paper, got.ink]);
            check(`${where}: rows are whole and heads stand on every sheet`, got.torn === 0 && got.heads === 0, [got.torn, got.heads]);
            check(`${where}: there is something to read`, got.words > 10, got.words);
            if (colorScheme === "light") {
                const name = decodeURIComponent(address).replace(/^\//, "").replace(/[^\p{L}\d]+/gu, "_");
                const margin = { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN };
                const pdf = await page.pdf({ format: "A4", margin, printBackground: false, path: `${out}/${name}.pdf` });
                check(`${where}: a PDF is made`, pdf.subarray(0, 5).toString() === "%PDF-", pdf.length);
            }
            await page.emulateMedia({ media: "screen", colorScheme });
        }
        await page.close();
    }
} finally {
    await browser.close();
}
finish(addresses.length * 13);
