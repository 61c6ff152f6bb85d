const PIECES = ["span", "ins", "del", "span"];
const BESIDE = {
  same: [["The first row of a group is shown as it is; in the others ", el("ins", {}, "added words"), " and ",
    el("del", {}, "left-out words"), " are marked."], "groups"],
  leak: [["Left the evaluation row, right the row to train on: ", el("ins", {}, "added words"), " and ",
    el("del", {}, "left-out words"), " are marked. Without marks they are the same."], "leaks"],
  voice: [["A reply off voice, and the typical replies of the data whose subject is most like its own."], "replies"],
};

const drawGroups = () => {
  const section = byId("groups");
  if (!data.groups.length) return section.append(el("p", {}, "No rows to compare."));
  for (const rule of data.rules) {
    const found = data.groups.filter((group) => group.rule === rule.id);
    if (!found.length) continue;
    const [hint, noun] = BESIDE[found[0].kind];
    section.append(
      el("h3", {}, rule.name, " ", el("code", {}, rule.id)),
      el("p", { class: "hint" }, hint.map((part) => part.cloneNode?.(true) ?? part)),
      ...longList(found, drawGroup, { first: 3, step: 20, noun }),
    );
  }
};

const drawGroup = (group) => {
  const hidden = group.total - group.rows.length;
  const told = group.message || `${count(group.total, "row")} belong together` +
    (hidden ? `, ${number(hidden)} of them not shown here.` : ".");
  return el("li", { class: `group ${group.kind}` }, el("p", {}, told),
    el("div", { class: "side-by-side" }, group.rows.map((row, index) => drawMember(row, index, group.kind))));
};

const FIRST = { same: " – the others are compared with it", leak: " – evaluation", voice: " – off voice" };
const OTHER = { same: "", leak: " – training", voice: " – typical" };

const drawMember = (row, index, kind) =>
  el("article", { "aria-label": `${row.file}, line ${row.line}${(index ? OTHER : FIRST)[kind]}` },
    el("h4", {}, data.files.length > 1 ? `${row.file}, ` : "", `line ${row.line}`,
      el("small", {}, (index ? OTHER : FIRST)[kind])),
    row.said.map((said) => el("div", { class: "said" }, el("h5", {}, said.role),
      el("p", {}, said.parts.map(([mark, text]) => piece(mark, text, index))))));

const piece = (mark, text, index) =>
  mark === 0 || index === 0 ? text : el(PIECES[mark], {}, text);
