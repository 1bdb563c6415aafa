import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pageFor } from "../../cli/prove/page";
import { prove } from "../../proofs";
import { assumptions, claims } from "../../proofs";
import { landingZone } from "../proofs/landing-zone";
import { isFullScale } from "../scale";
import { chromium, openFile, type Page } from "./browser";
import { handMadeProof, hostile } from "./hand-made-proof";

const today = "2026-11-28";
const page = pageFor(handMadeProof, today);

describe("the page of a proof", () => {
  it("loads nothing: no address but namespaces, and a policy that forbids it", () => {
    assert.doesNotMatch(page, /<[a-z][^<>]*\s((src|srcset|action)=|href="(?!#))|@import|url\(/);
    const [, policy = ""] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page) ?? [];
    assert.match(
      policy,
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'$/,
    );
  });

  it("shows other people's text as text", () => {
    assert.ok(!page.includes(hostile));
    assert.equal(page.split("<script").length, 2);
    assert.ok(page.includes("&lt;script&gt;document.title=&quot;taken&quot;"));
  });

  it("folds away all counterexamples of a claim but the first ones, and loses none", () => {
    const [refuted] = handMadeProof.claims.filter(({ id }) => id === "silence-is-noticed");
    const [one] = refuted?.counterexamples ?? [];
    assert.ok(refuted !== undefined && one !== undefined);
    const many = { ...refuted, counterexamples: Array.from({ length: 5 }, () => one) };
    const text = pageFor({ ...handMadeProof, claims: [many as typeof refuted] }, today);
    assert.equal(text.split("<h4>Counterexample ").length, 6);
    assert.match(text, /Counterexample 3<[^]*<summary>2 more counterexamples<[^]*Counterexample 4</);
  });

  it("says which accounts stand for which", () => {
    assert.ok(page.includes('<option value="100000000011">100000000011 (and 2 like it)</option>'));
    assert.ok(page.includes("<td>100000000011 100000000014 100000000015</td>"));
    assert.ok(page.includes("<td>any new account</td>"));
  });

  it("has every claim with question, verdict, evidence and counterexample in full", () => {
    for (const { id, question } of handMadeProof.claims) {
      assert.ok(page.includes(`id="${id}"`) && page.includes(question), id);
    }
    for (const text of [
      "sts:AssumeRole on arn:aws:iam::100000000011:role",
      "put sts:AssumeRole back",
      "StopLogging",
      "autoDeployment.enabled is false",
      "platform team",
      "SCPs do not bind them.",
    ]) {
      assert.ok(page.includes(text), text);
    }
  });
});

describe(
  chromium === undefined
    ? "the page in a browser (skipped: there is no chromium on the PATH)"
    : "the page in a browser",
  function () {
    let directory: string;
    let opened: Page;
    before(async function () {
      if (chromium === undefined) return this.skip();
      directory = mkdtempSync(join(tmpdir(), "lifeline-page-"));
      writeFileSync(join(directory, "proof.html"), page);
      opened = await openFile(chromium, join(directory, "proof.html"));
    });
    after(async () => {
      if (chromium === undefined) return;
      await opened.close();
      rmSync(directory, { recursive: true });
    });

    /** What a person sees after these settings of the filter. */
    async function filtered(settings: Readonly<Record<string, string>>) {
      return opened.evaluate<{
        claims: string[];
        groups: string[];
        ways: number;
        who: string[];
        count: string;
      }>(`(() => {
      const form = document.querySelector("form");
      form.reset();
      for (const [name, value] of Object.entries(${JSON.stringify(settings)})) {
        const field = form.elements[name];
        field.value = value;
      }
      form.dispatchEvent(new Event("input"));
      const isSeen = (element) => element.checkVisibility();
      return {
        claims: [...document.querySelectorAll("details.claim")].filter(isSeen).map(({ id }) => id),
        groups: [...document.querySelectorAll("section.subject h3")].filter(isSeen).map((one) => one.textContent),
        ways: [...document.querySelectorAll("#graph path")].filter((one) => one.getAttribute("d") !== "").length,
        who: [...document.querySelectorAll("#graph .box.who")].filter((one) => one.getAttribute("visibility") !== "hidden").map((one) => one.querySelector("title").textContent),
        count: form.querySelector("output").value,
      };
    })()`);
    }

    it("asks the network for nothing, raises no error and runs nobody else's script", async () => {
      assert.deepEqual(opened.complaints, []);
      assert.equal(await opened.evaluate("document.title"), "Emergency access of o-lifeline001");
      assert.equal(await opened.evaluate("document.querySelectorAll('img').length"), 0);
    });

    it("shows everything at first", async () => {
      const { claims: shown, ways, who, count } = await filtered({});
      assert.deepEqual([shown.length, ways, count], [6, 3, "6 of 6 claims, 3 of 3 ways"]);
      assert.deepEqual(who, ["alice", "an administrator of …", "bob"]);
    });

    it("filters by text, account and verdict, claims and graph alike", async () => {
      assert.deepEqual((await filtered({ verdict: "refuted" })).claims, [
        "nobody-else-assumes-the-path",
        "silence-is-noticed",
      ]);
      assert.deepEqual((await filtered({ verdict: "refuted" })).groups, ["Nobody else", "Alerts"]);
      const byText = await filtered({ text: "BOB" });
      assert.deepEqual([byText.claims, byText.who], [["responder-enters-by-console"], ["bob"]]);
      const byAccount = await filtered({ account: "100000000012" });
      assert.deepEqual([byAccount.claims, byAccount.who], [["nobody-else-changes-the-path"], []]);
      const none = await filtered({ text: "no such text" });
      assert.deepEqual([none.claims, none.ways, none.count], [[], 0, "0 of 6 claims, 0 of 3 ways"]);
    });

    it("shows one box's ways alone after a click on it, and all again after another", async () => {
      const click = `(() => {
        const [box] = [...document.querySelectorAll("#graph .box.who")].filter((one) => one.textContent.includes("bob"));
        box.querySelector("rect").dispatchEvent(new MouseEvent("click", { bubbles: true }));
        return document.querySelector("output").value;
      })()`;
      await filtered({});
      assert.equal(await opened.evaluate(click), "1 of 6 claims, 1 of 3 ways");
      assert.equal(await opened.evaluate(click), "6 of 6 claims, 3 of 3 ways");
    });

    it("opens and closes all claims that are shown, and no others", async () => {
      await filtered({ verdict: "refuted" });
      const click = `(() => {
        document.querySelector("form button[type=button]").click();
        return [...document.querySelectorAll("details.claim")].filter(({ open }) => open).map(({ dataset }) => dataset.verdict).sort();
      })()`;
      await opened.evaluate("for (const one of document.querySelectorAll('details.claim')) one.open = false");
      assert.deepEqual(await opened.evaluate(click), ["refuted", "refuted"]);
      assert.deepEqual(await opened.evaluate(click), []);
    });

    it("opens the claim that a link names", async () => {
      const isOpen = "document.getElementById('nobody-else-changes-the-path').open";
      assert.equal(await opened.evaluate(isOpen), false);
      await opened.evaluate("void (location.hash = 'nobody-else-changes-the-path')");
      assert.equal(await opened.evaluate(`new Promise((done) => setTimeout(() => done(${isOpen}), 50))`), true);
    });

    it("fits a telephone: nothing but tables and the graph scrolls sideways", async () => {
      await opened.screenshot("light", 400);
      assert.equal(await opened.evaluate("document.documentElement.scrollWidth <= 400"), true);
    });

    it("reads well in light and in dark: text has a contrast of 4.5 to 1 at least", async () => {
      for (const scheme of ["light", "dark"] as const) {
        const picture = await opened.screenshot(scheme);
        assert.deepEqual([...picture.subarray(1, 4)], [...Buffer.from("PNG")]);
        const low = await opened.evaluate<string[]>(contrastCheck);
        assert.deepEqual(low, [], scheme);
      }
    });

    it("has headings in order, a name for every field, and a description of the graph", async () => {
      const levels = await opened.evaluate<number[]>(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map((one) => Number(one.tagName[1]))",
      );
      assert.equal(levels[0], 1);
      levels.forEach((level, index) =>
        assert.ok(level <= (levels[index - 1] ?? 0) + 1, `h${levels[index - 1]} before h${level}`),
      );
      assert.deepEqual(
        await opened.evaluate(
          "[...document.querySelectorAll('input,select')].filter((one) => one.labels.length === 0).map((one) => one.name)",
        ),
        [],
      );
      assert.match(
        await opened.evaluate("document.querySelector('#graph').getAttribute('aria-label')"),
        /^Access graph: 3 ways of 3 principals to 1 things/,
      );
    });

    it("stays below a megabyte and a half for the landing zone, and opens there too", async function () {
      // Proves every claim.
      if (chromium === undefined || !isFullScale) return this.skip();
      const text = pageFor(prove(landingZone().organization, claims, { today, assumptions }), today);
      assert.ok(text.length < 1_500_000, `${text.length} characters`);
      const own = join(directory, "own.html");
      writeFileSync(own, text);
      const second = await openFile(chromium, own);
      try {
        assert.deepEqual(second.complaints, []);
        assert.equal(await second.evaluate("document.querySelectorAll('details.claim').length"), claims.length);
        assert.ok(
          (await second.evaluate<number>(
            "[...document.querySelectorAll('#graph path')].filter((one) => one.getAttribute('d') !== '').length",
          )) > 20,
        );
      } finally {
        await second.close();
      }
    });
  },
);

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio, for every element with text of its own. */
const contrastCheck = `(() => {
  const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = rgb(color).map((value) => { const part = value / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backOf = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if ((rgb(color)[3] ?? 1) > 0) return color;
    }
    return getComputedStyle(document.body).backgroundColor;
  };
  const low = new Set();
  for (const element of document.body.querySelectorAll("*")) {
    const isText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "");
    if (!isText || element.closest("svg,script,option") !== null || !element.checkVisibility()) continue;
    const [one, other] = [luminance(getComputedStyle(element).color), luminance(backOf(element))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) low.add(element.tagName + " " + element.className + " " + ratio.toFixed(2));
  }
  return [...low];
})()`;
