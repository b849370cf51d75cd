// Written by python -m course_utils.style
export const TOKENS = {
  "light": {
    "ink": "#000000",
    "paper": "#FFFFFF",
    "muted": "#6E6E6E",
    "grid-line": "#DDDDDD",
    "faint": "#EEEEEE",
    "focus": "#0072B2",
    "input": "#0072B2",
    "kernel": "#D55E00",
    "kernel-text": "#8A3C00",
    "result": "#007A5E",
    "product": "#CC79A7",
    "product-edge": "#7A3E5E",
    "third": "#A50026"
  },
  "dark": {
    "ink": "#E8E8E8",
    "paper": "#121212",
    "muted": "#9A9A9A",
    "grid-line": "#3A3A3A",
    "faint": "#262626",
    "focus": "#56B4E9",
    "input": "#56B4E9",
    "kernel": "#F0903C",
    "kernel-text": "#F5B27A",
    "result": "#3ECFA4",
    "product": "#CC79A7",
    "product-edge": "#E3A7C6",
    "third": "#FF8A8A"
  }
};
