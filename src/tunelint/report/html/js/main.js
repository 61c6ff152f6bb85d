const dark = window.matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

const nameTheme = () => { byId("theme").textContent = isDark() ? "Light" : "Dark"; };

const setTheme = (theme) => {
  document.documentElement.dataset.theme = theme;
  nameTheme();
  paintCharts();
};

byId("theme").addEventListener("click", () => setTheme(isDark() ? "light" : "dark"));
dark.addEventListener("change", () => { nameTheme(); paintCharts(); });

/** `/` goes to the search, `j` and `k` to the next and the previous rule. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=search]")) return;
  if (event.key === "/") {
    event.preventDefault();
    byId("search")?.focus();
  } else if (event.key === "j" || event.key === "k") {
    const heads = cards.filter((card) => !card.details.hidden).map((card) => card.details.firstElementChild);
    const at = heads.indexOf(document.activeElement);
    heads[event.key === "j" ? Math.min(at + 1, heads.length - 1) : Math.max(at - 1, 0)]?.focus();
  }
});

let closed = [];
window.addEventListener("beforeprint", () => {
  closed = cards.filter((card) => !card.details.hidden && !card.details.open);
  for (const card of closed) { card.details.open = true; fill(card); }
});
window.addEventListener("afterprint", () => { for (const card of closed) card.details.open = false; });

nameTheme();
drawHeader();
drawOverview();
drawScores();
drawFindings();
drawGroups();
drawNotJudged();
const chartItems = block("charts");
drawChartPlaces(chartItems);
byId("made").textContent = `Made by tunelint ${data.version}. Keys: / search, j and k next and previous rule.`;
drawCharts(chartItems);
