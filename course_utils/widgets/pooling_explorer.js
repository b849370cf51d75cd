// Windows on a small grid: of each, pooling keeps the largest value or the mean.
import {
  assign, cellText, choice, dragging, equalsText, fit, follow, frame, numberText, reset, set, sheet, slider, svg,
} from "./shared.js";
import { pool, windowAt } from "./pictures.js";

/** The pooled grid, the window of one result, and the words for it. */
export function compute({ image, kind, pool_size: size, stride, padding, row, column }) {
  const rows = image.length, columns = image[0].length;
  const pooled = pool({ rows, columns, channels: 1, data: image.flat() }, kind, size, padding, stride);
  const [i, j] = [Math.min(row, pooled.rows - 1), Math.min(column, pooled.columns - 1)];
  const down = windowAt(rows, size, stride, padding, i), across = windowAt(columns, size, stride, padding, j);
  const values = image.slice(down.from, down.to).flatMap((line) => line.slice(across.from, across.to));
  const result = Array.from({ length: pooled.rows }, (_, k) => [...pooled.data.slice(k * pooled.columns, (k + 1) * pooled.columns)]);
  const value = result[i][j], outside = size * size - values.length;
  const sums = kind === "max" ? `the largest of ${values.length} values is ${numberText(value)}` : `the mean of ${values.length} values ${equalsText(value)}`;
  const edge = outside ? `; ${outside} ${outside === 1 ? "place" : "places"} of the window lie outside and do not count` : "";
  const sentence = `${rows}×${columns} becomes ${pooled.rows}×${pooled.columns}. In row ${i}, column ${j}, ${sums}${edge}.`;
  return { result, row: i, column: j, down, across, value, sentence };
}

const KEYS = ["image", "kind", "pool_size", "stride", "padding", "row", "column"];
const MOVED = KEYS.slice(1);
const MOST = 4;

const CSS = `
.cw-pooling-explorer .cw-cells { stroke: var(--muted); } .cw-pooling-explorer .cw-value { fill: var(--input); } .cw-pooling-explorer .cw-made { fill: var(--result); }
.cw-pooling-explorer .cw-chosen { font-weight: 700; text-decoration: underline; } .cw-pooling-explorer .cw-window { fill: var(--kernel); fill-opacity: .13; stroke: var(--kernel); stroke-width: 2.5; stroke-dasharray: 7 4; }
.cw-pooling-explorer .cw-current { fill: var(--result); fill-opacity: .15; stroke: var(--result); stroke-width: 3; } .cw-pooling-explorer svg { cursor: pointer; touch-action: pan-y; }`;

function render({ model, el }) {
  const { root, controls, scene, say, stop } = frame(el, "pooling-explorer", 760);
  root.querySelector("style").append(CSS);
  const image = model.get("image"), rows = image.length, columns = image[0].length;
  const kind = choice(controls, "what is kept", [["max", "max"], ["average", "average"]], (value) => assign(model, { kind: value }));
  const padding = choice(controls, "padding", [["valid", "padding valid"], ["same", "padding same"]], (value) => assign(model, { padding: value }));
  const size = slider(controls, "window", MOST - 1, (k) => assign(model, { pool_size: k + 1 }));
  const stride = slider(controls, "stride", MOST - 1, (k) => assign(model, { stride: k + 1 }));
  const row = slider(controls, "row", rows - 1, (k) => assign(model, { row: k }));
  const column = slider(controls, "column", columns - 1, (k) => assign(model, { column: k }));
  reset(controls, model, MOVED);

  let show = () => {};
  const build = (width) => {
    const stacked = width < 560, across = stacked ? columns + 2.4 : 2 * columns + 5, cell = Math.min(42, Math.floor(width / across));
    const left = 1.5 * cell, top = 30 + 0.55 * cell, to = stacked ? left : left + (columns + 2.4) * cell, below = stacked ? top + (rows + 1.6) * cell : top;
    const { node, alt } = sheet(scene, width, below + (rows + 0.9) * cell);
    const grid = (name, x, y, look) => {
      svg(node, "text", { class: "cw-title", x, y: y - 0.55 * cell - 10 }, name);
      const lines = svg(node, "path", { class: "cw-cells" });
      const texts = Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) =>
        svg(node, "text", { class: `cw-mono ${look}`, x: x + (j + 0.5) * cell, y: y + (i + 0.5) * cell + 4.5, "text-anchor": "middle" })));
      return { x, y, texts, resize: (m, n) => set(lines, { d: [...Array(m + 1).keys()].map((k) => `M${x} ${y + k * cell}h${n * cell}`).concat([...Array(n + 1).keys()].map((k) => `M${x + k * cell} ${y}v${m * cell}`)).join("") }) };
    };
    const window = svg(node, "rect", { class: "cw-window" }), current = svg(node, "rect", { class: "cw-current", width: cell, height: cell });
    const given = grid("picture", left, top, "cw-value"), made = grid("pooled", to, below, "cw-made");
    given.resize(rows, columns);
    image.forEach((line, i) => line.forEach((value, j) => (given.texts[i][j].textContent = cellText(value))));
    let now;
    show = () => {
      const state = Object.fromEntries(KEYS.map((key) => [key, model.get(key)]));
      now = compute(state);
      const [m, n] = [now.result.length, now.result[0].length];
      made.resize(m, n);
      made.texts.forEach((line, i) => line.forEach((text, j) => (text.textContent = i < m && j < n ? cellText(now.result[i][j]) : "")));
      given.texts.forEach((line, i) => line.forEach((text, j) => {
        const inside = i >= now.down.from && i < now.down.to && j >= now.across.from && j < now.across.to;
        text.classList.toggle("cw-chosen", inside && state.kind === "max" && image[i][j] === now.value);
      }));
      set(window, { x: left + now.across.first * cell, y: top + now.down.first * cell, width: state.pool_size * cell, height: state.pool_size * cell });
      set(current, { x: to + now.column * cell, y: below + now.row * cell });
      kind.show(state.kind);
      padding.show(state.padding);
      size.show(state.pool_size - 1, String(state.pool_size));
      stride.show(state.stride - 1, String(state.stride));
      for (const [control, place, count] of [[row, now.row, m], [column, now.column, n]]) {
        control.input.max = count - 1;
        control.show(place, String(place));
      }
      alt(`Pooling a grid of numbers. ${now.sentence}`);
      say(now.sentence);
    };
    dragging(node, width, (x, y) => {
      const onMade = stacked ? y > below - cell : x > to - cell;
      const half = onMade ? 0.5 : model.get("pool_size") / 2, step = onMade ? 1 : model.get("stride");
      const place = (at, from, count) => Math.max(0, Math.min(count - 1, Math.round(((at - from) / cell - half) / step)));
      const wanted = { row: place(y, onMade ? below : top, now.result.length), column: place(x, onMade ? to : left, now.result[0].length) };
      if (wanted.row !== model.get("row") || wanted.column !== model.get("column")) assign(model, wanted);
    });
    show();
  };
  const ends = [fit(root, 760, build), follow(model, MOVED, () => show()), stop];
  return () => ends.forEach((end) => end());
}

export default { render };
