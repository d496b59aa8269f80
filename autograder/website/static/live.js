// Sets the pictures that move in motion: each `.live` holds a still picture and a state as JSON.
// A widget's module and style arrive with a script of our own, so a page that was opened from a
// disk can load them too. What goes wrong leaves the still picture in its place.
"use strict";

window.liveWidgets = (() => {
  const folder = new URL("widgets/", document.currentScript.src);
  const modules = {}; // name → what resolves the promise of its module

  // The part of anywidget's model that needs no Python.
  function model(state) {
    const listeners = {};
    const tell = (name, ...what) => [...(listeners[name] || [])].forEach((each) => each(...what));
    return {
      get: (key) => state[key],
      set(key, value) {
        if (state[key] === value) return;
        state[key] = value;
        tell(`change:${key}`, this, value);
        tell("change", this);
      },
      save_changes() {},
      send() {},
      on(name, listener) { (listeners[name] ||= []).push(listener); },
      off(name, gone) {
        listeners[name] = gone ? (listeners[name] || []).filter((each) => each !== gone) : [];
      },
    };
  }

  const arriving = {};
  function module(name) {
    arriving[name] ||= new Promise((resolve, reject) => {
      modules[name] = resolve;
      const element = document.createElement("script");
      element.src = new URL(`${name}.js`, folder);
      element.onerror = () => reject(new Error(`${element.src} cannot be loaded`));
      document.head.append(element);
    });
    return arriving[name];
  }

  async function arrived(name, source, style) {
    const file = new Blob([source], { type: "text/javascript" });
    const element = document.createElement("style");
    element.textContent = style;
    document.head.append(element);
    modules[name](import(URL.createObjectURL(file)));
  }

  async function begin(place) {
    const state = JSON.parse(place.querySelector("script[type='application/json']").textContent);
    const loaded = (await module(place.dataset.widget)).default;
    const widget = typeof loaded === "function" ? await loaded() : loaded;
    const el = document.createElement("div");
    const still = [...place.children];
    place.append(el);
    still.forEach((child) => { child.hidden = true; child.style.display = "none"; });
    try {
      const own = model(state);
      await widget.initialize?.({ model: own });
      await widget.render({ model: own, el });
      place.dataset.state = "live";
    } catch (error) {
      el.remove();
      still.forEach((child) => { child.hidden = false; child.style.removeProperty("display"); });
      throw error;
    }
  }

  // The explorers draw again when this attribute changes; the theme has one of its own.
  function follow() {
    const root = document.documentElement;
    const tell = () => { root.dataset.jpThemeLight = String(root.dataset.theme !== "dark"); };
    new MutationObserver(tell).observe(root, { attributes: true, attributeFilter: ["data-theme"] });
    tell();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const places = document.querySelectorAll(".live");
    if (places.length) follow();
    for (const place of places) begin(place).catch((error) => console.error(error));
  });
  return { arrived };
})();
