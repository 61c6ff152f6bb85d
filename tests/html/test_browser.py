"""The HTML report in a real browser: it loads, it filters, nothing leaves the page, nothing planted runs."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import ROOT, chat, run_cli, write_rows
from tests.report.made import ATTACKS, attacked
from tunelint.report.html.page import write_html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PLANTED = (
    "<img src=x onerror=window.owned=1>",
    "</script><script>window.owned=1</script>",
    "<svg onload=window.owned=1>",
    "'\"><iframe srcdoc='<script>parent.owned=1</script>'>",
    "${window.owned=1}{{window.owned=1}}",
    "<a href=javascript:window.owned=1>x</a><link rel=stylesheet href=http://evil.example/x.css>",
    "<b style=background:url(http://evil.example/x.png)>x</b>@where @said $x{safe}",
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser():
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("html") / "report.html"
    run_cli("check", "sample_data/planted.jsonl", "--isolated", "--output", f"html:{path}", cwd=ROOT)
    return path


class Opened:
    """A page in the browser, with its faults and requests."""

    def __init__(self, browser, path, **options):
        self.page = browser.new_page(**options)
        self.faults, self.requests = [], []
        self.page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())

    def see_all(self):
        """Scroll through the page, so that every chart is drawn, and open every rule."""
        self.page.evaluate("document.querySelectorAll('.chart').forEach((c) => c.scrollIntoView())")
        self.page.evaluate(
            "async () => { for (let y = 0; y < document.body.scrollHeight; y += 300) {"
            " scrollTo(0, y); await new Promise((done) => setTimeout(done, 60)); } }"
        )
        self.wait("[...document.querySelectorAll('.chart')].every((c) => c.childElementCount)")
        open_all = self.page.get_by_role("button", name="Open all")
        if open_all.count():
            open_all.click()

    def wait(self, condition):
        """Wait until an expression is true; asked from outside, because the page's policy forbids eval."""
        for _ in range(200):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(condition)

    def status(self):
        return self.page.locator("#status").inner_text()

    def rules(self):
        return self.page.eval_on_selector_all(".rule:not([hidden])", "all => all.map((e) => e.dataset.rule)")


@pytest.fixture
def opened(browser, sample):
    made = Opened(browser, sample)
    yield made
    made.page.close()


def test_loads_without_faults_and_without_requests(opened, sample):
    opened.see_all()
    assert opened.page.locator(".chart").count() == 7
    assert "tone/off-voice" in opened.rules()
    assert "[object" not in opened.page.locator("body").inner_text()
    assert opened.faults == []
    assert opened.requests == [sample.as_uri()]


def test_filters_and_search(opened):
    page, total = opened.page, opened.status().split(" ")[0]
    assert opened.status() == f"{total} of {total} findings shown"
    page.get_by_role("checkbox", name="error").uncheck()
    page.get_by_role("checkbox", name="warning").uncheck()
    assert opened.rules()
    assert set(
        page.eval_on_selector_all(".rule:not([hidden]) .badge", "all => all.map((e) => e.innerText)")
    ) == {"note"}
    page.get_by_role("button", name="Clear filters").click()
    opened.wait("document.getElementById('status').innerText.startsWith('" + total + " of')")
    page.get_by_role("checkbox", name="tone").uncheck()
    assert "tone/off-voice" not in opened.rules()
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_role("searchbox").fill("OMG")
    opened.wait("!document.querySelector('[data-rule=\"format/not-json\"]:not([hidden])')")
    assert "tone/off-voice" in opened.rules()
    page.get_by_role("searchbox").fill("no such words anywhere")
    page.locator("#none").wait_for(state="visible")
    assert opened.rules() == []


def test_keys(opened):
    page = opened.page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.dataset.rule") == opened.rules()[1]
    assert page.locator(".rule[open]").count() == 1
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.parentElement.dataset.rule") == opened.rules()[0]


def test_a_mark_of_the_map_shows_the_findings_of_its_row(opened):
    opened.page.locator("#map-voice").scroll_into_view_if_needed()
    opened.wait(
        "window.Bokeh.documents.some((d) => [...d.all_models].some((m) => m.name === 'map-voice:tone'))"
    )
    place = opened.page.evaluate(
        "() => { const s = Bokeh.documents.flatMap((d) => [...d.all_models])"
        ".find((m) => m.name === 'map-voice:tone');"
        " s.selected.indices = [0]; return [s.data.file[0], s.data.line[0]]; }"
    )
    assert f"Only {place[0]}, line {place[1]}" in opened.page.locator("#row-filter").inner_text()
    assert "tone/off-voice" in opened.rules()
    lines = opened.page.eval_on_selector_all(".finding .place", "all => all.map((e) => e.innerText)")
    assert lines
    assert all(f"line {place[1]}" in line for line in lines)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_paper(browser, sample, scheme):
    made = Opened(browser, sample, color_scheme=scheme)
    made.see_all()
    faint = made.page.evaluate(CONTRAST)
    made.page.close()
    assert faint == []


CONTRAST = """() => {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const read = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const bend = (part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const light = ([red, green, blue]) =>
    0.2126 * bend(red / 255) + 0.7152 * bend(green / 255) + 0.0722 * bend(blue / 255);
  const paper = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const rgb = read(getComputedStyle(at).backgroundColor);
      if (rgb[3] === 255) return rgb;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const element of document.querySelectorAll("header *, nav *, main *, footer *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.checkVisibility()) continue;
    const both = [light(read(getComputedStyle(element).color)), light(paper(element))];
    const [low, high] = both.sort((a, b) => a - b);
    if ((high + 0.05) / (low + 0.05) < 4.5) faint.push(`${element.className} ${element.innerText}`);
  }
  return faint;
}"""
"""Elements whose words have less contrast than WCAG 2.2 AA asks of small text."""


def test_dark_on_request(opened):
    paper = "getComputedStyle(document.body).backgroundColor"
    before = opened.page.evaluate(paper)
    opened.page.get_by_role("button", name="Dark").click()
    assert opened.page.evaluate(paper) != before
    assert opened.page.get_by_role("button", name="Light").is_visible()


def test_every_control_has_a_name_and_the_page_fits_a_narrow_window(browser, sample):
    made = Opened(browser, sample, viewport={"width": 360, "height": 800})
    made.see_all()
    unnamed = made.page.eval_on_selector_all(
        "main input, main button, header button",
        "all => all.filter((e) => !(e.innerText || e.labels?.length || e.ariaLabel)).length",
    )
    wide = made.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    made.page.close()
    assert unnamed == 0
    assert wide <= 0


def test_print_opens_every_rule(opened):
    opened.page.emulate_media(media="print")
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    closed = opened.page.locator(".rule:not([open]):not([hidden])").count()
    assert closed == 0
    assert opened.page.locator(".finding").count() > 20
    assert len(opened.page.pdf()) > 50_000


def test_planted_attacks_do_not_run(browser, tmp_path):
    rows = [
        chat(f"{text} question {n}", f"{text} answer {n}, with some words more.")
        for n, text in enumerate(PLANTED)
    ]
    rows += [
        chat(f"{text} question {n}", f"{text} answer {n}, with some words too.")
        for n, text in enumerate(PLANTED)
    ]
    rows += [
        chat(f"What is {n}?", f"It is {n}, as you may know by now, and so say we all.") for n in range(40)
    ]
    rows += [{PLANTED[0]: PLANTED[1]}, {"messages": [{"role": PLANTED[2], "content": PLANTED[3]}]}]
    data = write_rows(tmp_path / "<img src=x onerror=owned=1>.jsonl", rows)
    path = tmp_path / "report.html"
    run_cli("check", data, "--isolated", "--output", f"html:{path}")
    made = Opened(browser, path)
    made.see_all()
    hovered = [_hover(made.page, name) for name in ("map-meaning", "map-voice")]
    owned = made.page.evaluate("window.owned")
    planted = made.page.locator("main :is(img, svg, iframe, script, link, a[href^='javascript'])").count()
    shown = made.page.locator("#groups").inner_text()
    made.page.close()
    assert all("data.jsonl" not in text and ".jsonl:" in text for text in hovered)
    assert owned is None
    assert planted == 0
    assert "<img src=x onerror=window.owned=1>" in shown
    assert made.faults == []
    assert made.requests == [path.as_uri()]


def _hover(page, name):
    """Move the mouse over the first marks of a map; the texts of the tooltips."""
    page.locator(f"#{name}").scroll_into_view_if_needed()
    for x, y in page.evaluate(MARKS, name):
        page.mouse.move(x, y)
        page.wait_for_timeout(40)
    return page.evaluate(TOOLTIPS)


MARKS = """(name) => {
  const view = [...Bokeh.index].find(({ model }) =>
    model.renderers?.some((r) => r.data_source.name?.startsWith(name)));
  const box = view.canvas_view.el.getBoundingClientRect();
  const data = view.model.renderers[0].data_source.data;
  return [...data.x.keys()].slice(0, 30).map((i) => [
    box.x + view.frame.x_scale.compute(data.x[i]), box.y + view.frame.y_scale.compute(data.y[i])]);
}"""
TOOLTIPS = """() => {
  const texts = [];
  const walk = (root) => { for (const element of root.querySelectorAll("*")) {
    if (element.className === "bk-Tooltip" || element.classList?.contains("bk-Tooltip"))
      texts.push((element.shadowRoot || element).textContent);
    if (element.shadowRoot) walk(element.shadowRoot); } };
  walk(document);
  return texts.join("\\n");
}"""


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_attacks_in_findings_do_not_run(browser, tmp_path, text):
    path = tmp_path / "report.html"
    path.write_bytes(write_html(attacked(text)))
    made = Opened(browser, path)
    asked = []
    made.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    made.see_all()
    inside = made.page.locator("main :is(img, iframe, script, a[href^='javascript'])").count()
    made.page.close()
    assert (inside, asked, made.faults, made.requests) == (0, [], [], [path.as_uri()])
