// Twelve numbers in a row, and the shapes and strides that read them.
import {
  assign, cellText, choice, dragging, fit, follow, frame, menu, numberText, reset, set, sheet, slider, svg,
} from "./shared.js";

const BYTES = 8; // of one number

/** Shape, strides and order of the view, and where the element is; an order is the places in the buffer, row by row. */
export function compute({ shape, transposed, element }) {
  const size = shape.reduce((product, n) => product * n, 1);
  let step = size * BYTES, strides = shape.map((n) => (step /= n));
  if (transposed) (shape = [...shape].reverse()), (strides = strides.reverse());
  const indices = Array.from({ length: size }, (_, k) => {
    const index = [];
    for (let axis = shape.length - 1, rest = k; axis >= 0; rest = Math.floor(rest / shape[axis--])) index.unshift(rest % shape[axis]);
    return index;
  });
  const byte = (index) => index.reduce((total, i, axis) => total + i * strides[axis], 0);
  const order = indices.map((index) => byte(index) / BYTES), index = indices[element], name = transposed ? "view.T" : "view";
  const walks = shape.map((n, axis) => Array.from({ length: n }, (_, k) => byte(index.map((i, other) => (other === axis ? k : i))) / BYTES));
  const terms = index.map((i, axis) => `${i}·${numberText(strides[axis])}`).join(" + "), place = byte(index);
  const sentence = `${name}[${index.join(", ")}] is ${cellText(order[element])}. It is at byte ${place} of the buffer: ${terms} = ${place}.`;
  return { name, shape, strides, indices, order, index, walks, place: place / BYTES, sentence };
}

const tuple = (values) => `(${values.join(", ")}${values.length === 1 ? "," : ""})`;

const MOVED = ["shape", "transposed", "element"];

const CSS = `
.cw-reshape-explorer .cw-cells, .cw-reshape-explorer .cw-buffer { stroke: var(--input); stroke-width: 1.6; } .cw-reshape-explorer .cw-cell { fill: none; stroke: var(--muted); }
.cw-reshape-explorer .cw-value { fill: var(--input); } .cw-reshape-explorer .cw-current { fill: var(--input); fill-opacity: .18; stroke: var(--input); stroke-width: 3; }
.cw-reshape-explorer .cw-walk { stroke-width: 1.8; } .cw-reshape-explorer .cw-stop { fill: var(--paper); stroke-width: 1.8; }
.cw-reshape-explorer .cw-axis-0 { stroke: var(--kernel); } .cw-reshape-explorer .cw-axis-1 { stroke: var(--result); stroke-dasharray: 7 4; }
.cw-reshape-explorer .cw-axis-2 { stroke: var(--third); stroke-dasharray: 2 3; } .cw-reshape-explorer .cw-stop { stroke-dasharray: none; }
.cw-reshape-explorer svg { cursor: pointer; touch-action: pan-y; }`;

function render({ model, el }) {
  const { root, controls, scene, say, stop } = frame(el, "reshape-explorer", 720);
  root.querySelector("style").append(CSS);
  const shapes = model.get("shapes"), size = shapes[0].reduce((product, n) => product * n, 1);
  const shape = menu(controls, "reshape to", shapes.map((each) => [tuple(each), tuple(each)]), (chosen) =>
    assign(model, { shape: shapes.find((each) => tuple(each) === chosen) }));
  const order = choice(controls, "order of the axes", [[false, "as it is"], [true, "transposed (.T)"]], (transposed) => assign(model, { transposed }));
  const element = slider(controls, "element", size - 1, (k) => assign(model, { element: k }));
  reset(controls, model, MOVED);

  let show = () => {};
  const build = (width) => {
    const narrow = width < 520, label = narrow ? 0 : 170, cell = Math.min(44, Math.floor((width - label - 6) / size));
    const base = narrow ? 132 : 108, left = 3, gridTop = base + cell + 70;
    const { node, alt } = sheet(scene, width, gridTop + 6 * cell + 6);
    svg(node, "text", { class: "cw-title", x: left, y: 18 }, narrow ? "Shape and strides read the buffer" : "The buffer stays; shape and strides say how it is read");
    const edges = [...Array(size + 1).keys()].map((k) => `M${left + k * cell} ${base}v${cell}`);
    svg(node, "path", { class: "cw-buffer", d: `M${left} ${base}h${size * cell}m0 ${cell}h${-size * cell}${edges.join("")}` });
    for (let k = 0; k < size; k++) {
      svg(node, "text", { class: "cw-mono cw-value", x: left + (k + 0.5) * cell, y: base + cell / 2 + 4.5, "text-anchor": "middle" }, String(k));
      if (!narrow || k % 3 === 0)
        svg(node, "text", { class: "cw-muted", x: left + (k + 0.5) * cell, y: base + cell + 17, "text-anchor": "middle" }, String(k * BYTES));
    }
    svg(node, "text", { class: "cw-muted", x: narrow ? left : left + size * cell + 10, y: narrow ? base + cell + 33 : base + cell + 17 }, "byte where it begins");
    if (!narrow) svg(node, "text", { class: "cw-value", x: left + size * cell + 10, y: base + cell / 2 + 4.5, "font-weight": 600 }, "the buffer");
    const title = svg(node, "text", { x: left, y: gridTop - 12, "font-weight": 600 });
    const here = [0, 1].map(() => svg(node, "rect", { class: "cw-current", width: cell, height: cell }));
    const cells = Array.from({ length: size }, () => svg(node, "rect", { class: "cw-cell", width: cell, height: cell }));
    const values = cells.map(() => svg(node, "text", { class: "cw-mono cw-value", "text-anchor": "middle" }));
    const walks = [0, 1, 2].map((axis) => ({
      line: svg(node, "path", { class: `cw-walk cw-axis-${axis}` }),
      stops: Array.from({ length: size }, () => svg(node, "circle", { class: `cw-stop cw-axis-${axis}`, r: 4 })),
      name: svg(node, "text", {}),
    }));
    const corner = (index, lengths) => {
      const [block, row, column] = [...Array(3 - index.length).fill(0), ...index];
      return [left + (block * (lengths.at(-1) + 0.8) + column) * cell, gridTop + row * cell];
    };
    let now;
    show = () => {
      now = compute({ shape: model.get("shape"), transposed: model.get("transposed"), element: model.get("element") });
      now.indices.forEach((index, k) => {
        const [x, y] = corner(index, now.shape);
        set(cells[k], { x, y });
        set(values[k], { x: x + cell / 2, y: y + cell / 2 + 4.5 });
        values[k].textContent = cellText(now.order[k]);
      });
      set(here[0], { x: left + now.place * cell, y: base });
      const [x, y] = corner(now.index, now.shape);
      set(here[1], { x, y });
      walks.forEach(({ line, stops, name }, axis) => {
        const places = now.walks[axis] ?? [], height = base - 14 - 22 * axis;
        const X = (k) => left + (k + 0.5) * cell;
        set(line, { d: places.length ? `M${X(places[0])} ${height}H${X(places.at(-1))}` : "" });
        stops.forEach((stop, k) => set(stop, k < places.length ? { cx: X(places[k]), cy: height, visibility: "visible" } : { visibility: "hidden" }));
        set(name, narrow ? { x: left, y: 40 + 17 * axis } : { x: left + size * cell + 10, y: height + 4.5 });
        name.textContent = places.length ? `axis ${axis}: ${numberText(now.strides[axis])} bytes a step` : "";
      });
      title.textContent = `${now.name}: shape ${tuple(now.shape)}, strides ${tuple(now.strides.map((each) => numberText(each)))} bytes`;
      shape.show(tuple(model.get("shape")));
      order.show(model.get("transposed"));
      element.show(model.get("element"), `[${now.index.join(", ")}]`);
      alt(`${title.textContent}. ${now.sentence}`);
      say(now.sentence);
    };
    dragging(node, width, (x, y) => {
      const inBuffer = y < gridTop - 30;
      const nearest = now.indices.map((index, k) => {
        const [a, b] = inBuffer ? [left + now.order[k] * cell, base] : corner(index, now.shape);
        return [Math.hypot(x - a - cell / 2, y - b - cell / 2), k];
      });
      const [, k] = nearest.reduce((best, each) => (each[0] < best[0] ? each : best));
      if (k !== model.get("element")) assign(model, { element: k });
    });
    show();
  };
  const ends = [fit(root, 720, build), follow(model, MOVED, () => show()), stop];
  return () => ends.forEach((end) => end());
}

export default { render };
