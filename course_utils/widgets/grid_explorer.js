// A kernel lying over a grid of numbers: every result is a sum of products.
import {
  assign, cellText, choice, dragging, equalsText, field, fit, follow, frame, numberText, reset, set, sheet, slider, svg,
  typedNumber,
} from "./shared.js";

const turned = (kernel) => kernel.map((row) => [...row].reverse()).reverse();

/** The results of all whole windows, and the words for the one at (row, column). */
export function compute({ image, kernel, row, column, flip }) {
  const used = flip ? turned(kernel) : kernel, height = kernel.length, width = kernel[0].length;
  const window = (i, j) => used.map((weights, m) => weights.map((weight, n) => [image[i + m][j + n], weight]));
  const sum = (pairs) => pairs.flat().reduce((total, [value, weight]) => total + value * weight, 0);
  const result = Array.from({ length: image.length - height + 1 }, (_, i) =>
    Array.from({ length: image[0].length - width + 1 }, (_, j) => sum(window(i, j))),
  );
  const total = result[row][column], pairs = window(row, column);
  const factor = (value) => (value < 0 ? `(${numberText(value)})` : numberText(value));
  const lines = pairs.map((line) => line.map(([value, weight]) => `${factor(value)}·${factor(weight)}`).join(" + "));
  const sums = [`= ${lines[0]}`, ...lines.slice(1).map((line) => `+ ${line}`), equalsText(total, ...pairs.flat(2))];
  const kind = flip ? "Convolution" : "Cross-correlation";
  return { used, result, sums, sentence: `${kind}, row ${row}, column ${column}: the sum of products is ${numberText(total)}.` };
}

const KEYS = ["image", "kernel", "row", "column", "flip"];

const MOVED = ["kernel", "row", "column", "flip"];

const CSS = `
.cw-grid-explorer .cw-cells { stroke: var(--muted); } .cw-grid-explorer .cw-image { fill: var(--input); } .cw-grid-explorer .cw-kernel { fill: var(--kernel); }
.cw-grid-explorer .cw-over { fill: var(--kernel-text); font-size: 11.5px; } .cw-grid-explorer .cw-made { fill: var(--result); }
.cw-grid-explorer .cw-window { fill: var(--kernel); fill-opacity: .13; stroke: var(--kernel); stroke-width: 2.5; stroke-dasharray: 7 4; }
.cw-grid-explorer .cw-current { fill: var(--result); fill-opacity: .15; stroke: var(--result); stroke-width: 3; }
.cw-grid-explorer .cw-entries { display: inline-grid; gap: .2em; } .cw-grid-explorer .cw-entries input { width: 4em; padding: .1em .3em; text-align: right; }
.cw-grid-explorer svg { touch-action: pan-y; cursor: pointer; } .cw-grid-explorer svg .cw-sign { font-size: 22px; }`;

function render({ model, el }) {
  const { root, controls, scene, say, stop } = frame(el, "grid-explorer", 760);
  root.querySelector("style").append(CSS);
  const image = model.get("image"), height = model.get("kernel").length, width = model.get("kernel")[0].length;
  const rows = image.length - height + 1, columns = image[0].length - width + 1;
  const state = () => Object.fromEntries(KEYS.map((key) => [key, model.get(key)]));
  const kinds = [[true, "convolution (flip)"], [false, "cross-correlation (no flip)"]];
  const kind = choice(controls, "operation", kinds, (flip) => assign(model, { flip }));
  const entries = document.createElement("span");
  entries.className = "cw-entries";
  entries.style.gridTemplateColumns = `repeat(${width}, auto)`;
  const row = slider(controls, "row", rows - 1, (k) => assign(model, { row: k }));
  const column = slider(controls, "column", columns - 1, (k) => assign(model, { column: k }));
  const numbers = controls.appendChild(document.createElement("span"));
  numbers.className = "cw-slider";
  numbers.append("kernel", entries);
  reset(controls, model, MOVED).addEventListener("click", () => (problems.clear(), show()));
  const problems = new Map();
  const fields = model.get("kernel").map((line, i) =>
    line.map((_, j) => field(entries, `kernel[${i}, ${j}]`, (text) => type(i, j, text), { hidden: true })),
  );
  const type = (i, j, text) => {
    const { value, problem } = typedNumber(text), name = `kernel[${i}, ${j}]`;
    problem ? problems.set(name, `${name} keeps its last number: ${problem}.`) : problems.delete(name);
    if (problem) return show();
    assign(model, { kernel: model.get("kernel").map((line, m) => line.map((each, n) => (m === i && n === j ? value : each))) });
    show();
  };

  let show = () => {};
  const build = (room) => {
    const beside = image[0].length + width + columns + 4.2, stacked = room / beside < 30;
    const across = stacked ? Math.max(image[0].length + 1, width + columns + 3) : beside;
    const cell = Math.min(42, Math.floor(room / across));
    const kernelLeft = stacked ? 0.8 * cell : (image[0].length + 2) * cell;
    const resultLeft = kernelLeft + (width + 1.8) * cell, lower = stacked ? (image.length + 2) * cell : 0;
    const top = 64, base = top + Math.max(image.length * cell, lower + Math.max(height, rows) * cell);
    const { node, alt } = sheet(scene, room, base + 34 + 20 * (height + 1));
    const title = svg(node, "text", { class: "cw-title", x: 4, y: 18 });
    const grid = (name, x, y, m, n, look, numbered) => {
      svg(node, "text", { x, y: y - (numbered ? 22 : 8), "font-weight": 600 }, name);
      const edges = [...Array(m + 1).keys()].map((k) => `M${x} ${y + k * cell}h${n * cell}`);
      const sides = [...Array(n + 1).keys()].map((k) => `M${x + k * cell} ${y}v${m * cell}`);
      svg(node, "path", { class: "cw-cells", d: [...edges, ...sides].join("") });
      if (numbered) {
        for (let k = 0; k < m; k++) svg(node, "text", { class: "cw-muted", x: x - 6, y: y + (k + 0.5) * cell + 4, "text-anchor": "end" }, String(k));
        for (let k = 0; k < n; k++) svg(node, "text", { class: "cw-muted", x: x + (k + 0.5) * cell, y: y - 6, "text-anchor": "middle" }, String(k));
      }
      return Array.from({ length: m }, (_, i) => Array.from({ length: n }, (_, j) =>
        svg(node, "text", { class: `cw-mono ${look}`, x: x + (j + 0.5) * cell, y: y + (i + 0.5) * cell + 4.5, "text-anchor": "middle" })));
    };
    const left = 0.8 * cell;
    const values = grid("image", left, top, image.length, image[0].length, "cw-image", true);
    const given = grid("kernel", kernelLeft, top + lower, height, width, "cw-kernel", false);
    const made = grid("result", resultLeft, top + lower, rows, columns, "cw-made", true);
    image.forEach((line, i) => line.forEach((value, j) => {
      values[i][j].textContent = cellText(value);
      set(values[i][j], { y: top + (i + 0.4) * cell + 4 });
    }));
    const middle = top + lower + (height * cell) / 2 + 6;
    const sign = svg(node, "text", { class: "cw-sign", x: kernelLeft - (stacked ? 0.35 : 0.6) * cell, y: middle, "text-anchor": "middle" });
    svg(node, "text", { class: "cw-sign", x: resultLeft - 1.1 * cell, y: middle, "text-anchor": "middle" }, "=");
    const window = svg(node, "rect", { class: "cw-window", width: width * cell, height: height * cell });
    const current = svg(node, "rect", { class: "cw-current", width: cell, height: cell });
    const over = fields.map((line) => line.map(() => svg(node, "text", { class: "cw-mono cw-over", "text-anchor": "end" })));
    const name = svg(node, "text", { class: "cw-mono", x: 4, y: base + 28 });
    const sums = Array.from({ length: height + 1 }, (_, k) => svg(node, "text", { class: "cw-mono", x: 4, y: base + 48 + 20 * k }));

    show = () => {
      const now = state(), { used, result, sums: words, sentence } = compute(now);
      title.textContent = stacked ? "Multiply, add, write one result" : `The kernel lies ${now.flip ? "flipped" : "as it is"} on the image (×): multiply, add, write one result`;
      sign.textContent = now.flip ? "∗" : "⋆";
      set(window, { x: left + now.column * cell, y: top + now.row * cell });
      set(current, { x: resultLeft + now.column * cell, y: top + lower + now.row * cell });
      now.kernel.forEach((line, i) => line.forEach((value, j) => {
        given[i][j].textContent = cellText(value);
        over[i][j].textContent = `×${cellText(used[i][j])}`;
        set(over[i][j], { x: left + (now.column + j + 0.95) * cell, y: top + (now.row + i + 0.92) * cell });
        fields[i][j].show(numberText(value, 6));
      }));
      result.forEach((line, i) => line.forEach((value, j) => {
        made[i][j].textContent = i < now.row || (i === now.row && j <= now.column) ? cellText(value) : "";
      }));
      name.textContent = `result[${now.row}, ${now.column}]`;
      words.forEach((text, k) => (sums[k].textContent = text));
      kind.show(now.flip);
      row.show(now.row, String(now.row));
      column.show(now.column, String(now.column));
      alt(`${title.textContent}. ${sentence}`);
      say([...problems.values(), sentence].join(" "));
    };
    dragging(node, room, (x, y) => {
      const onResult = stacked ? y > top + lower : x > resultLeft;
      const [first, above, half, over] = onResult ? [resultLeft, top + lower, 0.5, 0.5] : [left, top, width / 2, height / 2];
      const to = {
        row: Math.max(0, Math.min(rows - 1, Math.round((y - above) / cell - over))),
        column: Math.max(0, Math.min(columns - 1, Math.round((x - first) / cell - half))),
      };
      if (to.row !== model.get("row") || to.column !== model.get("column")) assign(model, to);
    });
    show();
  };
  const ends = [fit(root, 760, build), follow(model, MOVED, () => show()), stop];
  return () => ends.forEach((end) => end());
}

export default { render };
