// What the tests of pages share: a Chromium that asks nobody else, and checks that say what they saw.
import { chromium } from "playwright-core";

// Chromium looks for its maker's servers otherwise, and those who watch the network wonder.
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars"];

export const launch = () => chromium.launch({ executablePath: process.env.OGI_CHROMIUM || "/usr/bin/chromium", args: QUIET });

// check(name, condition, what was seen); finish() says how many failed and ends the program.
export function checks() {
    let failed = 0, done = 0;
    return {
        check(name, holds, seen = "") {
            ++done;
            if (!holds) ++failed, console.log(`FAILED ${name}: ${typeof seen === "string" ? seen : JSON.stringify(seen)}`);
        },
        finish(least) {
            console.log(`${done} checks, ${failed} failed`);
            process.exit(failed || done < least ? 1 : 0);
        },
    };
}
