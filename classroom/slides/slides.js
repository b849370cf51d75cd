Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0,
  minScale: 0.1,
  center: false,
  hash: true,
  slideNumber: "c/t",
  transition: "none",
  backgroundTransition: "none",
  pdfMaxPagesPerSlide: 1,
  plugins: [RevealNotes],
});

const LARGEST = 1.3; // an explorer beyond it would have letters larger than those of the slide

/** Make an explorer as large as the room below the heading of its slide allows. */
function fit(explorer) {
  const slide = explorer.closest(".slide");
  explorer.style.zoom = 1;
  const room = slide.clientHeight - explorer.offsetTop - parseFloat(getComputedStyle(slide).paddingBottom);
  if (explorer.offsetHeight) explorer.style.zoom = Math.min(LARGEST, room / explorer.offsetHeight);
}

for (const explorer of document.querySelectorAll("[data-explorer]")) {
  new MutationObserver(() => fit(explorer)).observe(explorer, { childList: true });
  Reveal.on("slidechanged", ({ currentSlide }) => currentSlide.contains(explorer) && fit(explorer));
}
