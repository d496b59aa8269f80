// The panel of hand_in(): a list of what is not done, a name, and two buttons.

function render({ model, el }) {
  const heading = make("p", { class: "rnn-title" }, `Hand in ${model.get("chapter")}`);
  const list = make("ul", { class: "rnn-list" });
  const notes = make("div", { class: "rnn-pointer" });
  const name = make("input", { type: "text", maxlength: 60, autocomplete: "name" });
  const label = make("label", {}, make("span", {}, "Your name"), name);
  const packs = button("Pack it for upload", () => press("pack"));
  const looks = button("Look again", () => press("look"));
  const says = make("p", { class: "rnn-says", role: "status", "aria-live": "polite" });
  const link = make("p", {});
  const root = make("div", {
    class: "rnn-explorer", role: "group", "aria-label": `Hand in ${model.get("chapter")}`,
  }, heading, list, notes, make("div", { class: "rnn-row" }, label, packs, looks), says, link);
  let address = null;
  let waiting = null;
  name.value = model.get("name");
  name.addEventListener("keydown", (event) => { if (event.key === "Enter") press("pack"); });

  // `known`: what the reader has seen as not done. Anything new is shown before it is packed.
  function press(what) {
    says.textContent = "…";
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      says.textContent = "There is no answer. Run the cell again; a kernel must be running.";
    }, 8000);
    model.send({ press: what, name: name.value, known: shown });
  }

  let shown = [];
  function update() {
    shown = model.get("undone");
    list.replaceChildren(...(shown.length ? shown : ["Everything is done."]).map((line) => (
      make("li", {}, shown.length ? `✗ ${line}` : `✓ ${line}`))));
    notes.replaceChildren(...model.get("notes").map((line) => make("div", {}, line)));
    packs.textContent = shown.length ? "Hand it in as it is" : "Pack it for upload";
  }

  function say() {
    if (model.get("says")) clearTimeout(waiting);
    says.textContent = model.get("says") || says.textContent;
  }

  function offer({ file }, [content]) {
    if (address) URL.revokeObjectURL(address);
    address = URL.createObjectURL(new Blob([content], { type: "application/zip" }));
    link.replaceChildren(make("a", { href: address, download: file }, `Download ${file}`));
  }

  const heard = { "change:undone": update, "change:notes": update, "change:says": say,
    "msg:custom": offer };
  for (const [event, answer] of Object.entries(heard)) model.on(event, answer);
  el.append(root);
  update();
  say();
  const unwatch = watch(root, () => theme(root));
  return () => {
    unwatch();
    clearTimeout(waiting);
    if (address) URL.revokeObjectURL(address);
    for (const [event, answer] of Object.entries(heard)) model.off(event, answer);
  };
}

export default { render };
