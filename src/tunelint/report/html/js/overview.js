const tile = (value, label, kind = "") =>
  el("div", { class: `tile ${kind}` }, el("dd", {}, value), el("dt", {}, label));

const drawHeader = () => {
  document.body.dataset.state = data.state;
  const shapes = [...new Set(data.shapes.filter(Boolean))].join(", ");
  const names = data.files.slice(0, Math.min(3, data.judged)).join(", ");
  const rest = data.judged > 3 ? ` and ${number(data.judged - 3)} more files` : "";
  byId("facts").append(el("p", {}, `${names}${rest}${shapes ? ` (${shapes})` : ""}`));
};

const drawOverview = () => {
  const good = data.rows - data.flagged;
  const section = byId("overview");
  section.append(
    el(
      "dl",
      { class: "tiles" },
      tile(number(data.rows), data.rows === 1 ? "row" : "rows"),
      tile(number(good), "without findings"),
      severities.map((name) => tile(number(data.counts[name]), data.counts[name] === 1 ? name : `${name}s`, name)),
    ),
  );
  const limits = [...data.problems, ...data.breaches];
  if (limits.length) {
    const heading = data.problems.length ? "Why there is no verdict" : "Limits that were not kept";
    section.append(el("h3", {}, heading), el("ul", { class: "limits" }, limits.map((text) => el("li", {}, text))));
  }
  if (data.targets.length) {
    section.append(el("h3", {}, "Providers and trainers"), ...data.targets.map((text) => el("p", {}, text)));
  }
  if (data.voice) drawVoice(section);
};

const drawVoice = (section) => {
  const { texts, words, traits } = data.voice;
  const degree = (place) => (Math.abs(place) >= 2 ? "far " : Math.abs(place) >= 1 ? "clearly " : "a little ");
  section.append(
    el("h3", {}, "The voice of this data"),
    el(
      "p",
      {},
      `The middle of ${number(texts)} replies, of ${words} words each, beside neutral English of that length. `,
      traits.length ? "" : "No trait stands out.",
    ),
    el("ul", { class: "traits" }, traits.map((trait) => el("li", {}, degree(trait.place), el("b", {}, trait.words)))),
  );
};

const drawScores = () => {
  const row = (score) => {
    const known = score.mean !== null;
    const judged = score.judged === data.rows ? "all" : number(score.judged);
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, score.name),
      el("td", { class: "figure" }, known ? score.mean.toFixed(2) : "–"),
      el(
        "td",
        { class: "bar" },
        known
          ? el("meter", { min: 0, max: 1, value: score.mean, "aria-label": `mean score of ${score.name}` })
          : score.rules ? "not judged" : "no rule selected",
      ),
      el("td", { class: "figure" }, known ? judged : "–"),
      el("td", { class: "figure" }, number(score.findings)),
    );
  };
  const heads = ["Dimension", "Mean", "0 strange to 1 typical", "Rows judged", "Findings"];
  byId("scores").append(
    el(
      "table",
      {},
      el("caption", {}, "Mean score of the rows in each dimension"),
      el("thead", {}, el("tr", {}, heads.map((text) => el("th", { scope: "col" }, text)))),
      el("tbody", {}, data.scores.map(row)),
    ),
  );
};

const drawNotJudged = () => {
  const section = byId("not-judged");
  if (!data.notJudged.length) return section.append(el("p", {}, "Every rule judged every row that it is for."));
  const draw = (item) =>
    el("li", {}, el("code", {}, item.rule), ` ${item.rows ? `${count(item.rows, "row")}: ` : ""}${item.reason}`);
  section.append(...longList(data.notJudged, draw, { first: 12, noun: "reasons", tag: "ul" }));
};
