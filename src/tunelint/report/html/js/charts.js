const MAPS = {
  "map-meaning": ["By subject", "Examples about the same thing lie together."],
  "map-voice": ["By tone", "Replies that sound alike lie together; the far ones sound unlike the rest."],
};

const drawChartPlaces = (items) => {
  const section = byId("maps");
  if (data.charts === null) {
    const notice = "Charts and maps are left out: the charting library is not installed. Install it with ";
    section.append(el("p", { class: "notice" }, notice, el("code", {}, 'pip install "tunelint[html]"'), "."));
    return;
  }
  const spreads = data.scores.filter((score) => items[`score-${score.name}`]);
  byId("scores").append(
    el("p", { class: "hint" }, "How the scores spread. Red: rows with a finding of this dimension, and how many."),
    el("div", { class: "charts" }, spreads.map((score) => chartPlace(
      `score-${score.name}`,
      score.name,
      `Histogram of ${score.name} scores: mean ${score.mean.toFixed(2)}, ${count(score.findings, "finding")}.`,
    ))),
  );
  const maps = Object.keys(MAPS).filter((name) => items[name]);
  if (!maps.length) {
    section.append(el("p", {}, "Too few examples, or no rule on topics or tone: there is nothing to map."));
    return;
  }
  section.append(el("p", { class: "hint" },
    "Point at a mark to read the example, click it to see only its findings, click a name below to hide it."));
  for (const name of maps) {
    const [title, words] = MAPS[name];
    const [points, known] = data.charts[name];
    const part = (points < known ? ` Shown are ${number(points)} of them: flagged ones first, and a sample.` : "") +
      (known < data.rows ? ` ${count(data.rows - known, "row")} could not be placed.` : "");
    section.append(el("h3", {}, title), el("p", {}, words + part));
    section.append(chartPlace(name, "", `Map of ${number(points)} examples; the findings below name the same rows.`));
  }
};

const chartPlace = (id, title, label) =>
  el("figure", { role: "group", "aria-label": label },
    title ? el("figcaption", {}, title) : null, el("div", { id, class: "chart" }));

/** Draw one chart when it comes near the window; all at once for print. */
const drawCharts = (items) => {
  if (!window.Bokeh) return;
  const waiting = new Set(Object.keys(items));
  const draw = async (id) => {
    if (!waiting.delete(id)) return;
    await Bokeh.embed.embed_item(items[id], id);
    paintCharts();
    if (id in MAPS) listenToMap();
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) draw(entry.target.id);
  }, { rootMargin: "400px" });
  for (const id of waiting) seen.observe(byId(id));
  window.addEventListener("beforeprint", () => [...waiting].forEach(draw));
};

const AXIS_INK = ["major_label_text_color", "axis_label_text_color", "label_text_color", "axis_line_color",
  "major_tick_line_color"];
const LEGEND_NAME = 150;

/** Give the charts the colours of the page. */
const paintCharts = () => {
  if (!window.Bokeh) return;
  const ink = getComputedStyle(byId("made")).color;
  for (const doc of Bokeh.documents) {
    for (const model of doc.all_models) {
      for (const name of AXIS_INK) if (name in model.properties) model[name] = ink;
      if (model.type === "Legend") model.ncols = Math.max(1, Math.floor(byId("maps").clientWidth / LEGEND_NAME));
    }
  }
};

const heard = new WeakSet();

/** Show only the findings of a row when its mark on a map is clicked. */
const listenToMap = () => {
  for (const doc of Bokeh.documents) {
    for (const source of doc.all_models) {
      if (source.type !== "ColumnDataSource" || !source.name?.startsWith("map-") || heard.has(source)) continue;
      heard.add(source);
      source.selected.properties.indices.change.connect(() => {
        const [index] = source.selected.indices;
        if (index === undefined) return;
        onlyRow(source.data.file[index], source.data.line[index]);
      });
    }
  }
};
