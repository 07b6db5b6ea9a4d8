// How long a browser takes for an address: from the navigation until the page stands there, drawn, for a few loads.
//
//     node heat_map_browser.mjs ADDRESS [TIMES]
//
// Prints a line of JSON: seconds to the first paint and to the second frame behind the load event, medians of TIMES loads.
import { launch } from "../tests/browser/browser.mjs";

const [address, times = "5"] = process.argv.slice(2);
const browser = await launch();
const painted = [], drawn = [];
for (let time = 0; time < Number(times); ++time) {
    const page = await browser.newPage();
    await page.goto(address, { waitUntil: "load" });
    const seen = await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done({
        paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
        drawn: performance.now(),
    })))));
    painted.push(seen.paint / 1000);
    drawn.push(seen.drawn / 1000);
    await page.close();
}
await browser.close();
const median = values => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
console.log(JSON.stringify({ first_paint_s: median(painted), drawn_s: median(drawn) }));
