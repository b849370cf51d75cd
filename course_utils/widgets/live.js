// Makes explorers live on a page that has no kernel. Such a page holds, for each of them,
// <div data-explorer="flip_and_slide.js"><script type="application/json">{…}</script> the static picture </div>

/** What anywidget gives a module as its model, without Python behind it. */
export class Model {
  constructor(state) {
    this.state = { ...state };
    this.handlers = new Map();
  }
  get(key) {
    return this.state[key];
  }
  set(key, value) {
    if (this.state[key] === value) return;
    this.state[key] = value;
    for (const handler of [...(this.handlers.get(`change:${key}`) ?? [])]) handler();
  }
  on(event, handler) {
    this.handlers.set(event, (this.handlers.get(event) ?? new Set()).add(handler));
  }
  off(event, handler) {
    this.handlers.get(event)?.delete(handler);
  }
  save_changes() {}
}

/** Put the explorer that an element names in the place of its static picture. */
export async function mount(element) {
  const state = JSON.parse(element.querySelector('script[type="application/json"]').textContent);
  const { default: widget } = await import(new URL(element.dataset.explorer, import.meta.url));
  element.replaceChildren();
  widget.render({ model: new Model(state), el: element });
}

for (const element of globalThis.document?.querySelectorAll("[data-explorer]") ?? []) mount(element);
