// What the script of pages does for a reader, and that nothing is lost where it is forbidden or crippled.
//
//     node script.mjs BASE LARGE     BASE: a daemon whose store has everything; LARGE: one whose map is a large one
import { checks, launch } from "./browser.mjs";

const CHECKS_MIN = 37;
const [base, large] = process.argv.slice(2), { check, finish } = checks();
const browser = await launch();

const shownRows = page => page.locator("main table tbody tr:visible").count();

async function narrowsWhileTyping(page) {
    await page.goto(base + "/zh/coverage");
    const all = await shownRows(page), field = page.locator(".narrow input"), told = page.locator(".narrow output");
    check("the field is shown", await field.isVisible());
    check("the field has a name", (await page.getByLabel("本页内筛选").count()) === 1);
    check("what is left is announced politely", (await told.getAttribute("aria-live")) === "polite");
    await field.pressSequentially("远安 财政");
    const left = await shownRows(page);
    check("fewer rows are left", left > 0 && left < all, { left, all });
    check("how many is told", (await told.textContent()) === `显示 ${left} 行，本页共 ${all} 行`, await told.textContent());
    for (const head of await page.locator("main tbody tr:visible th").allTextContents()) check("rows have both parts", /远安.*财政/.test(head), head);
    await field.press("Enter");
    check("Enter goes to the first link that is left", await page.evaluate(() => {
        const row = document.activeElement.closest("tr");
        return row !== null && row === [...document.querySelectorAll("main tbody tr")].find(each => !each.hidden);
    }));
    await field.press("Escape");
    check("Escape shows all again", (await shownRows(page)) === all && (await field.inputValue()) === "" && (await told.textContent()) === "");
    await field.fill("没有这样的机关");
    check("nothing may be left", (await shownRows(page)) === 0 && /显示 0 行/.test(await told.textContent()), await told.textContent());
    await field.fill("＝");
    check("signs of a map are not looked for", (await shownRows(page)) === 0);
    await field.fill("");
    const typed = await field.evaluate(input => {
        input.value = "zzz";
        input.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
        return [...document.querySelectorAll("main tbody tr")].filter(row => row.hidden).length;
    });
    check("letters that characters are chosen from hide nothing", typed === 0, typed);
    await field.evaluate(input => input.dispatchEvent(new CompositionEvent("compositionend")));
    check("chosen ones do", (await shownRows(page)) === 0);
}

// On a telephone the names stay while the years are scrolled, and no year's head lies over theirs.
async function namesStayInSight(page) {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of ["/zh/coverage", "/zh/regions/42"]) {
        await page.goto(base + path);
        const seen = await page.evaluate(() => {
            const table = document.querySelector("table.map"), around = table.closest(".wide");
            around.scrollIntoView();
            around.scrollLeft = around.scrollWidth;
            const [corner, name] = [table.querySelector("thead th"), table.querySelector("tbody th")].map(each => each.getBoundingClientRect());
            const top = document.elementFromPoint(corner.left + corner.width / 2, corner.top + corner.height / 2);
            return { moved: around.scrollLeft, corner: corner.left, name: name.left, left: around.getBoundingClientRect().left,
                     wide: document.documentElement.scrollWidth, top: top?.closest("th") === table.querySelector("thead th"), share: name.width / around.clientWidth };
        });
        check(`${path}: the map is wider than a telephone`, seen.moved > 0, seen);
        check(`${path}: the page is not`, seen.wide <= 360, seen);
        check(`${path}: names and their head stay`, Math.abs(seen.corner - seen.left) < 2 && Math.abs(seen.name - seen.left) < 2 && seen.top, seen);
        check(`${path}: names leave the signs room`, seen.share < 0.5, seen);
    }
}

async function listsHaveTheField(page) {
    for (const path of ["/en/search", "/en/overdue", "/en/changes", "/en/coverage"]) {
        await page.goto(base + path);
        const rows = await shownRows(page);
        check(`${path} has the field where it has many rows`, (await page.locator(".narrow:visible").count()) === (rows >= 8 ? 1 : 0), rows);
    }
    await page.goto(base + "/en/search");
    await page.locator(".narrow input").fill("A-");
    check("Latin letters of either case are found", (await shownRows(page)) > 0);
}

// A second look at the changes tells what is new since the first.
async function remembersTheLastLook() {
    const context = await browser.newContext(), page = await context.newPage(), look = page.locator("#since-last-look");
    await page.goto(base + "/zh/changes");
    check("a first look tells of nothing new", await look.isHidden());
    await page.reload();
    check("a second one says that nothing is", (await look.isVisible()) && (await page.locator("tr.new").count()) === 0, await look.textContent());
    const kept = Number(await page.evaluate(() => localStorage.getItem("ogid-last-look")));
    const write = last => page.evaluate(value => localStorage.setItem("ogid-last-look", String(value)), last);
    const opened = async address => {
        const tab = await context.newPage();
        await tab.goto(base + address);
        return tab;
    };
    await write(kept - 2);
    const filtered = await opened("/en/changes?type=revised&region=");
    check("what a filter shows is not all that was seen", (await page.evaluate(() => localStorage.getItem("ogid-last-look"))) === String(kept - 2));
    check("and a filter has a memory of its own", (await page.evaluate(() => Number(localStorage.getItem("ogid-last-look?type=revised")))) > 0);
    await filtered.reload();
    check("which tells, too", await filtered.locator("#since-last-look").isVisible());
    const tab = await opened("/en/changes?region=&agency=");
    for (const time of ["at first", "after a reload"]) {
        const told = await tab.locator("#since-last-look").textContent();
        check(`two entries are new ${time}, in the other language and with an empty filter, too`, (await tab.locator("tr.new").count()) === 2 && / 2$/.test(told), told);
        check(`and say so in a word ${time}`, (await tab.locator("tr.new small", { hasText: /^new$/ }).count()) === 2);
        await tab.reload();
    }
    await write(kept + 1000);
    check("of a store that was put back nothing is called new", await (await opened("/en/changes")).locator("#since-last-look").isHidden());
    check("without scripts there is an address to come back to", (await page.locator(`a[href="/zh/changes?since=${kept}"]`).count()) === 1);
    await page.goto(base + `/zh/changes?since=${kept - 3}`);
    check("which shows what came since", (await page.locator("[data-sequence]").count()) === 3);
    await context.close();
}

// A browser may keep nothing for sites: asking for it is an exception then.
async function worksWithoutMemory() {
    const context = await browser.newContext(), page = await context.newPage(), wrong = [];
    page.on("pageerror", error => wrong.push(error.message));
    await page.addInitScript(() => ["localStorage", "sessionStorage"].forEach(store =>
        Object.defineProperty(window, store, { get() { throw new DOMException("denied", "SecurityError"); } })));
    await page.goto(base + "/zh/changes");
    check("without memory there is no error", wrong.length === 0, wrong);
    check("and no word of what is new", await page.locator("#since-last-look").isHidden());
    await context.close();
}

async function withoutScripts() {
    const context = await browser.newContext({ javaScriptEnabled: false }), page = await context.newPage();
    await page.goto(base + "/zh/search");
    check("without scripts the field is not shown", (await page.locator(".narrow:visible").count()) === 0);
    await page.locator("form.filter input[name=q]").fill("远安 财政");
    await page.locator("form.filter button").click();
    check("the search does the same", (await shownRows(page)) === 1, await shownRows(page));
    await page.goto(large + "/zh/coverage");
    check("a large map is in runs", (await page.locator("table.dense").count()) === 1);
    await page.locator("table.dense thead a").last().click();
    const link = page.locator("table.year tbody td a").first();
    await link.click();
    check("a report of a large map is two links away", /\/zh\/reports\/.+\/\d{4}$/.test(page.url()), page.url());
    await context.close();
}

async function signsOfALargeMapLead(page) {
    await page.goto(large + "/zh/coverage");
    const row = page.locator("table.dense tbody tr").nth(2), cell = row.locator("td"), box = await cell.boundingBox();
    const first = Number(await page.locator("table.dense").getAttribute("data-first-year"));
    const text = (await cell.textContent()).replace(/\n$/, ""), agency = await row.locator("th a").textContent();
    const heads = await page.locator("table.dense thead .years-head a").evaluateAll(links => links.map(link => link.getBoundingClientRect().x));
    const index = [...text].findLastIndex(sign => sign !== " " && sign !== "o" && sign !== ".");
    const width = await cell.evaluate(each => {
        const range = document.createRange();
        range.selectNodeContents(each);
        return range.getBoundingClientRect().width;
    }) / text.length;
    const signs = await cell.evaluate((each, at) => {
        const range = document.createRange(), walker = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(), before = 0; node; before += node.length, node = walker.nextNode())
            if (at < before + node.length) return range.setStart(node, at - before), range.setEnd(node, at - before + 1), range.getBoundingClientRect().x;
    }, index);
    check("a sign stands below its year", Math.abs(signs - heads[index]) < 8, { sign: signs, year: heads[index] });
    await page.mouse.click(signs + 3, box.y + box.height / 2);
    await page.waitForURL(/\/reports\//);
    const wanted = `/zh/reports/${encodeURIComponent(agency)}/${first + index}`;
    check("a click on a sign leads to its report", new URL(page.url()).pathname === wanted, { got: page.url(), wanted, width });
    await page.goBack();
    await row.locator("th a").evaluate(link => { link.textContent = "甲.json"; });
    await page.mouse.click(signs + 3, (await cell.boundingBox()).y + box.height / 2);
    await page.waitForURL(/\/reports\//);
    const marked = `/zh/reports/${encodeURIComponent("甲.json~")}/${first + index}`;
    check("also of an agency that is called as a file", new URL(page.url()).pathname === marked, page.url());
}

// Drawn as gradients, as on a screen, a row was 100 KB of paper and took a tenth of a second.
const PAPER_BYTES_A_ROW_MAX = 20_000;

async function paperOfALargeMapIsSmall() {
    const page = await browser.newPage();
    await page.goto(large + "/zh/coverage");
    const rows = await page.locator("table.dense tbody tr").count();
    const paper = await page.pdf();
    check("the paper of a large map is small", paper.length < rows * PAPER_BYTES_A_ROW_MAX, { rows, bytes: paper.length });
    await page.close();
}

// Parts of a map that are not in sight are not laid out; they are there for who looks for words or goes by them.
async function partsOfALargeMapAreThere(page) {
    await page.goto(large + "/zh/coverage");
    check("a large map has parts", (await page.locator("table.dense tbody").count()) > 3);
    const last = page.locator("table.dense tbody tr").last();
    await last.locator("th a").focus();
    const sight = await last.evaluate(row => row.getBoundingClientRect().top >= 0 && row.getBoundingClientRect().bottom <= innerHeight);
    check("the last row comes into sight when it has the focus", sight);
    await page.waitForFunction(() => [...document.querySelectorAll("table.dense tbody td")].every(cell => cell.ariaLabel));
    const named = await last.locator("td").evaluate(cell => {
        const first = Number(cell.closest("table").dataset.firstYear);
        const words = new Map([...document.querySelectorAll(".legend .state")].map(state => [state.firstChild.textContent, state.lastChild.textContent]));
        return { label: cell.ariaLabel, signs: [...cell.textContent.replace(/\n$/, "")].map((sign, index) => [first + index, words.get(sign)]) };
    });
    // Each year of the label has the state of its sign.
    const heard = new Map(named.label.split("; ").flatMap(run => {
        const [, from, to, word] = run.match(/^(\d+)(?:–(\d+))? (.+)$/);
        return Array.from({ length: (to || from) - from + 1 }, (_, index) => [Number(from) + index, word]);
    }));
    check("who hears a large map is told each year's state", named.signs.every(([year, word]) => heard.get(year) === word), named);
    const columns = await page.locator("table.dense tbody td").evaluateAll(
        cells => [...new Set(cells.map(cell => Math.round(cell.getBoundingClientRect().x)))]);
    check("signs of all parts stand below each other", columns.length === 1, columns);
}

try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await narrowsWhileTyping(page);
    await listsHaveTheField(page);
    await remembersTheLastLook();
    await worksWithoutMemory();
    await withoutScripts();
    await signsOfALargeMapLead(page);
    await partsOfALargeMapAreThere(page);
    await paperOfALargeMapIsSmall();
    await namesStayInSight(page);
} finally {
    await browser.close();
}
finish(CHECKS_MIN);
