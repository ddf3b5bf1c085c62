// What the pages cannot do without a script: count on relative times, and refresh what moves while somebody looks.
"use strict";

(() => {
  const span = seconds => {
    if (seconds < 60) return `${seconds} s`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min` + (seconds < 600 && seconds % 60 ? ` ${seconds % 60} s` : "");
    if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
    return `${Math.floor(seconds / 86400)} days`;
  };

  const coarse = seconds => seconds >= 60 && seconds < 3600 ? `${Math.floor(seconds / 60)} min` : span(seconds);

  const countOn = () => {
    for (const time of document.querySelectorAll("time[data-relative]")) {
      const age = Math.floor((Date.now() - Date.parse(time.dateTime)) / 1000);
      const text = age < 0 ? `in ${span(-age)}` : age < 1 ? "now" : `${coarse(age)} ago`;
      if (time.textContent !== text) time.textContent = text;
    }
  };

  // A part of the page is fetched again after so many seconds, but not while the tab is hidden, nor under the hands of
  // somebody who is in it with the keyboard.
  let second = 0;
  const refresh = () => {
    if (document.hidden) return;
    second++;
    for (const poll of document.querySelectorAll("[data-every]")) {
      const part = document.querySelector(poll.getAttribute("hx-target"));
      const busy = part.contains(document.activeElement) && document.activeElement.matches(":focus-visible, input, select, textarea");
      const open = part.querySelector("details[open]");
      if (second % Number(poll.dataset.every) === 0 && !busy && !open) htmx.trigger(poll, "tick");
    }
  };

  setInterval(() => { countOn(); refresh(); }, 1000);

  // After a deed the keyboard goes on at the sentence that says what was done.
  document.addEventListener("htmx:afterSettle", event => {
    countOn();
    if (event.target && event.target.id === "main") event.target.focus({preventScroll: true});
  });

  // The picture of a route begins in its middle.
  document.addEventListener("toggle", event => {
    const picture = event.target.querySelector && event.target.querySelector(".picture");
    if (picture) picture.scrollLeft = (picture.scrollWidth - picture.clientWidth) / 2;
  }, true);

  document.addEventListener("change", event => {
    const name = event.target.dataset && event.target.dataset.checkAll;
    if (!name) return;
    for (const box of event.target.form.elements) {
      if (box.type === "checkbox" && box.name === name) box.checked = event.target.checked;
    }
  });
})();
