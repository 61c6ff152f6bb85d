const PIECES = ["span", "ins", "del", "span"];

const drawGroups = () => {
  const section = byId("groups");
  if (!data.groups.length) return section.append(el("p", {}, "No rows to compare."));
  section.append(el("p", { class: "hint" },
    "The first row of a group is shown as it is; in the others ", el("ins", {}, "added words"), " and ",
    el("del", {}, "left-out words"), " are marked."));
  section.append(...longList(data.groups, drawGroup, { first: 5, step: 20, noun: "groups" }));
};

const drawGroup = (group) => {
  const rule = data.rules.find((known) => known.id === group.rule);
  const hidden = group.total - group.rows.length;
  return el("li", { class: "group" },
    el("h3", {}, rule.name, " ", el("code", {}, group.rule)),
    el("p", {}, `${count(group.total, "row")} belong together`, hidden ? `, ${number(hidden)} of them not shown here.` : "."),
    el("div", { class: "side-by-side" }, group.rows.map(drawMember)));
};

const drawMember = (row, index) =>
  el("article", { "aria-label": `${row.file}, line ${row.line}` },
    el("h4", {}, data.files.length > 1 ? `${row.file}, ` : "", `line ${row.line}`,
      index ? "" : el("small", {}, " – the others are compared with it")),
    row.said.map((said) => el("div", { class: "said" }, el("h5", {}, said.role),
      el("p", {}, said.parts.map(([kind, text]) => piece(kind, text, index))))));

const piece = (kind, text, index) =>
  kind === 0 || index === 0 ? text : el(PIECES[kind], {}, text);
