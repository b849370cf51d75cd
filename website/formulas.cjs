// Sets a list of [TeX, on a line of its own] from the standard input: node formulas.cjs FOLDER_OF_MATHJAX
const fs = require("node:fs"), path = require("node:path");
const mathjax = require(path.join(process.argv[2], "es5", "node-main.js"));

console.info = () => {};
console.warn = () => {};
mathjax
  .init({ loader: { load: ["input/tex-full", "output/svg", "a11y/assistive-mml", "adaptors/liteDOM"] }, svg: { fontCache: "local" } })
  .then((MathJax) => {
    const write = MathJax.startup.adaptor;
    const made = JSON.parse(fs.readFileSync(0, "utf8")).map(([tex, display]) => {
      const code = write.outerHTML(MathJax.tex2svg(tex, { display }));
      const wrong = /data-mjx-error="([^"]*)"/.exec(code);
      if (wrong) throw new Error(`${tex}: ${wrong[1]}`);
      return code;
    });
    process.stdout.write(JSON.stringify(made));
  })
  .catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
