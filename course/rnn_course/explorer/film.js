// A film: a button that takes one step after another, until it is pressed again or ends.

// `rewind` is called before it starts; `next` takes a step and says whether there are more.
// `says` gives the sentence, which is not read out while the film runs: it would talk over itself.
function film(says, rewind, next) {
  let timer = null;
  const play = button("Play", () => (timer === null ? begin() : stop()));

  function begin() {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    rewind();
    play.textContent = "Pause";
    says.setAttribute("aria-live", "off");
    timer = setInterval(() => { if (!next()) stop(); }, calm ? 1500 : 700);
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    play.textContent = "Play";
    says.setAttribute("aria-live", "polite");
  }

  return { play, stop, runs: () => timer !== null };
}
