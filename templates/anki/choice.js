// Choice cards. The front shuffles the options and records the learner's choice. The back shows the
// options in the same order, and marks the choice and the right answer, which only the back contains.
// If no storage lasts from front to back, the options keep their original order. Without scripts, the
// card is a plain list.
(function () {
  "use strict";
  var NAME = "quizgenChoice";

  function storage() {
    try {
      var store = window.sessionStorage;
      store.setItem(NAME + "Test", "1");
      store.removeItem(NAME + "Test");
      return store;
    } catch (error) {
      return null;
    }
  }

  function save(store, state) {
    window[NAME] = state;
    if (store) store.setItem(NAME, JSON.stringify(state));
  }

  // Ignore the state of another card, or of another version of this one.
  function load(store, token, count) {
    var state = null;
    try {
      state = JSON.parse((store && store.getItem(NAME)) || "null");
    } catch (error) {}
    state = state || window[NAME];
    if (!state || state.token !== token || !Array.isArray(state.order)) return null;
    var sorted = state.order.slice().sort(function (a, b) { return a - b; });
    var whole = sorted.length === count && sorted.every(function (item, index) { return item === index; });
    return whole ? state : null;
  }

  function counted(count) {
    return Array.from({ length: count }, function (_, index) { return index; });
  }

  // A Fisher-Yates shuffle: every order is equally likely.
  function shuffled(order) {
    for (var last = order.length - 1; last > 0; last--) {
      var drawn = Math.floor(Math.random() * (last + 1));
      var kept = order[last];
      order[last] = order[drawn];
      order[drawn] = kept;
    }
    return order;
  }

  function arrange(list, options, order) {
    order.forEach(function (index) { list.appendChild(options[index]); });
  }

  // Anki on the desktop uses the keys 1 to 4 for its ratings, unless a text field has the focus. A key
  // that is not a digit leaves the field, so that Anki gets the next key.
  function keyField(list) {
    var field = document.createElement("input");
    field.className = "keys";
    field.setAttribute("aria-label", "1–" + list.children.length);
    list.parentNode.insertBefore(field, list.nextSibling);
    field.focus({ preventScroll: true });
    field.addEventListener("input", function () { field.value = ""; });
    return field;
  }

  function stopListening() {
    if (window[NAME + "Keys"]) document.removeEventListener("keydown", window[NAME + "Keys"]);
    window[NAME + "Keys"] = null;
  }

  function ask(list, options, token) {
    var store = storage();
    var order = counted(options.length);
    if (store && !list.classList.contains("ranked")) order = shuffled(order);
    arrange(list, options, order);
    var state = { token: token, order: order, chosen: null };
    save(store, state);

    function choose(index) {
      state.chosen = index;
      save(store, state);
      options.forEach(function (option, each) {
        option.classList.toggle("chosen", each === index);
        option.setAttribute("aria-checked", String(each === index));
        option.tabIndex = each === index ? 0 : -1;
      });
    }

    function step(by) {
      var place = order.indexOf(state.chosen);
      var next = place < 0 ? (by > 0 ? 0 : order.length - 1) : (place + by + order.length) % order.length;
      choose(order[next]);
      options[order[next]].focus();
    }

    function onKey(event) {
      if (!list.isConnected) return stopListening();
      var target = event.target;
      var typing = target && target !== field && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
      var index = options.indexOf(target);
      if (/^[1-9]$/.test(event.key) && Number(event.key) <= order.length) choose(order[Number(event.key) - 1]);
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
      else if (event.key === " " && index >= 0 && index !== state.chosen) choose(index);
      else if (target !== field || !/^([^1-9]|Enter)$/.test(event.key)) return;
      else if (event.key === " " || event.key === "Enter") window.pycmd("ans");
      else return field.blur();
      event.preventDefault();
      event.stopPropagation();
    }

    list.setAttribute("role", "radiogroup");
    options.forEach(function (option, index) {
      option.setAttribute("role", "radio");
      option.setAttribute("aria-checked", "false");
      // AnkiMobile flips a card when it is tapped, except on elements of this class.
      option.classList.add("tappable");
      option.tabIndex = index === order[0] ? 0 : -1;
      option.addEventListener("click", function () { choose(index); });
    });
    var field = typeof window.pycmd === "function" ? keyField(list) : null;
    window[NAME + "Keys"] = onKey;
    document.addEventListener("keydown", onKey);
  }

  function tell(list, options, token, right) {
    var state = load(storage(), token, options.length);
    if (!options[right]) return;
    if (state) arrange(list, options, state.order);
    options.forEach(function (option, index) {
      var chosen = Boolean(state) && state.chosen === index;
      option.classList.toggle("chosen", chosen);
      option.classList.toggle("right", index === right);
      option.classList.toggle("wrong", chosen && index !== right);
    });
    // The list now shows the answer.
    (list.closest(".quizgen") || list.parentNode).classList.add("marked");
  }

  try {
    var marker = document.querySelector(".quizgen-choice");
    var list = document.querySelector("ol.options");
    if (!marker || !list) return;
    var options = Array.from(list.children);
    stopListening();
    if (marker.hasAttribute("data-right")) tell(list, options, marker.dataset.token, Number(marker.dataset.right) - 1);
    else ask(list, options, marker.dataset.token);
  } catch (error) {
    // The plain list is enough.
  }
})();
