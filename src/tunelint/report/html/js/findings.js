const filter = { text: "", severities: new Set(severities), families: null, row: null };
const families = [...new Set(data.rules.map((rule) => rule.family))].sort();
const cards = [];

const haystack = (rule, finding) =>
  (finding.hay ??= [rule.id, rule.name, finding.m, (finding.x || []).join(""), where(finding.at)].join("\n").toLowerCase());

const fits = (rule, finding) =>
  filter.severities.has(finding.s) &&
  (!filter.row || (data.files[finding.at[0]] === filter.row.file && finding.at[1] === filter.row.line)) &&
  (!filter.text || haystack(rule, finding).includes(filter.text));

const drawFindings = () => {
  const section = byId("findings");
  if (!data.rules.length) return section.append(el("p", {}, "No findings."));
  const status = el("p", { id: "status", role: "status" });
  section.append(drawFilters(), status);
  for (const rule of data.rules) {
    const card = drawRule(rule);
    cards.push(card);
    section.append(card.details);
  }
  section.append(el("p", { id: "none", hidden: true }, "No finding fits the filters."));
  applyFilter();
};

const drawFilters = () => {
  const search = el("input", { type: "search", id: "search", placeholder: "Words, rule or line", autocomplete: "off",
    on: { input: debounce(() => { filter.text = search.value.trim().toLowerCase(); applyFilter(); }) } });
  const totals = Object.fromEntries(families.map((name) =>
    [name, data.rules.filter((rule) => rule.family === name).reduce((sum, rule) => sum + rule.total, 0)]));
  filter.families = new Set(families);
  return el("form", { id: "filters", role: "search", "aria-label": "Filter the findings",
    on: { submit: (event) => event.preventDefault(), reset: () => setTimeout(resetFilter) } },
    el("label", { for: "search" }, "Search ", el("kbd", {}, "/")), search,
    choices("Severity", severities.filter((name) => data.counts[name]), filter.severities, data.counts),
    choices("Family", families, filter.families, totals),
    el("div", { class: "buttons" },
      el("span", { id: "row-filter", hidden: true }),
      el("button", { type: "reset" }, "Clear filters"),
      el("button", { type: "button", on: { click: () => openAll(true) } }, "Open all"),
      el("button", { type: "button", on: { click: () => openAll(false) } }, "Close all")),
  );
};

const choices = (title, names, chosen, totals) =>
  el("fieldset", {}, el("legend", {}, title), names.map((name) => el("label", { class: "choice" },
    el("input", { type: "checkbox", name: title.toLowerCase(), value: name, checked: true, on: { change: (event) => {
      if (event.target.checked) chosen.add(name); else chosen.delete(name);
      applyFilter();
    } } }), el("span", {}, name, " ", el("small", {}, number(totals[name]))))));

const debounce = (act) => {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(act, 120); };
};

const resetFilter = () => {
  Object.assign(filter, { text: "", severities: new Set(severities), families: new Set(families), row: null });
  byId("filters").replaceWith(drawFilters());
  applyFilter();
};

const onlyRow = (file, line) => {
  filter.row = { file, line };
  applyFilter();
  openAll(true);
  byId("findings").scrollIntoView();
  byId("findings").focus({ preventScroll: true });
};

const openAll = (open) => {
  for (const card of cards) if (!card.details.hidden) card.details.open = open;
};

const applyFilter = () => {
  let shown = 0;
  for (const card of cards) {
    const { rule } = card;
    card.found = filter.families.has(rule.family) ? rule.findings.filter((finding) => fits(rule, finding)) : [];
    card.details.hidden = !card.found.length;
    const whole = card.found.length === rule.findings.length;
    card.total.textContent = whole ? number(rule.total) : `${number(card.found.length)} of ${number(rule.total)}`;
    shown += whole ? rule.total : card.found.length;
    card.drawn = false;
    if (card.details.open) fill(card);
  }
  const total = data.rules.reduce((sum, rule) => sum + rule.total, 0);
  byId("status").textContent = `${number(shown)} of ${count(total, "finding")} shown`;
  byId("none").hidden = shown > 0;
  const only = byId("row-filter");
  only.hidden = !filter.row;
  only.textContent = filter.row ? `Only ${filter.row.file}, line ${filter.row.line}` : "";
};

const drawRule = (rule) => {
  const total = el("span", { class: "total" });
  const body = el("div", { class: "body" });
  const details = el("details", { class: "rule", id: `rule-${rule.id}`, "data-rule": rule.id },
    el("summary", {}, badge(rule.severity), el("span", { class: "name" }, rule.name),
      el("code", {}, rule.id), total), body);
  const card = { rule, details, body, total, found: rule.findings, drawn: false };
  details.addEventListener("toggle", () => { if (details.open) fill(card); });
  return card;
};

const fill = (card) => {
  if (card.drawn) return;
  card.drawn = true;
  const { rule } = card;
  const held = rule.total - rule.findings.length;
  card.body.replaceChildren(
    el("p", { class: "summary" }, rule.summary),
    el("div", { class: "advice" }, advice("Why it matters", rule.why), advice("What to do", rule.repair)),
    ...longList(card.found, drawFinding, { noun: "findings" }),
    held ? el("p", { class: "hint" }, `${number(held)} more are not in this file; the JSON and CSV reports hold all.`) : "",
  );
};

const advice = (title, paragraphs) =>
  el("div", {}, el("h4", {}, title), paragraphs.map((text) => el("p", {}, text)));

const drawFinding = (finding) =>
  el("li", { class: `finding ${finding.s}` },
    el("div", { class: "place" }, badge(finding.s), el("span", {}, where(finding.at))),
    el("p", { class: "message" }, finding.m),
    finding.x ? quote(finding.x) : "",
    finding.fix ? el("p", { class: "hint" }, `tunelint fix: ${finding.fix}`) : "",
    finding.r ? el("p", { class: "hint" }, "Compare: ", finding.r.map(where).join("; ")) : "",
    finding.e ? el("details", { class: "figures" }, el("summary", {}, "Figures"), el("pre", {}, finding.e)) : "");

const quote = ([before, marked, after]) =>
  el("blockquote", {}, before, marked ? el("mark", {}, marked) : "", after || "");
