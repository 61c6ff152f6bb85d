const byId = (id) => document.getElementById(id);
const block = (id) => JSON.parse(byId(id).textContent);
const data = block("data");

/** An element with attributes and children; strings become text, never markup. */
const el = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
};

const number = (value) => value.toLocaleString("en");
const count = (value, noun) => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;
const severities = ["error", "warning", "note"];
const badge = (severity) => el("span", { class: `badge ${severity}` }, severity);

/** Where a place is, in words: file (left out where there is only one), line, column. */
const where = ([file, line, column]) => {
  if (file < 0) return "all data";
  const name = data.files.length > 1 ? `${data.files[file]}` : "";
  if (!line) return data.files[file];
  const at = `line ${line}${column ? `:${column}` : ""}`;
  return name ? `${name}, ${at}` : at;
};

/** A list that shows a part at first, with a button for more of it. */
const longList = (items, draw, { first = 10, step = 50, noun = "more", tag = "ol" } = {}) => {
  const list = el(tag, { class: "plain" });
  const more = el("button", { type: "button", class: "more" });
  let shown = 0;
  const show = (size) => {
    const start = shown;
    shown = Math.min(items.length, shown + size);
    list.append(...items.slice(start, shown).map(draw));
    const rest = items.length - shown;
    more.hidden = rest === 0;
    more.textContent = `Show ${number(Math.min(step, rest))} of ${number(rest)} ${noun}`;
    return list.children[start];
  };
  more.addEventListener("click", () => {
    const next = show(step);
    next.tabIndex = -1;
    next.focus();
  });
  show(first);
  return [list, more];
};
