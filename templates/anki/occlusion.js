// Image occlusion cards. Anki's own script draws the shapes on a canvas over the picture; programs
// that lack it show a line instead, because the bare picture would give the answer away.
(function () {
  "use strict";
  var container = document.getElementById("image-occlusion-container");
  if (!container) return;
  var canvas = document.createElement("canvas");
  canvas.id = "image-occlusion-canvas";
  container.appendChild(canvas);
  // On the back, Anki's script makes this button show and hide the masks of the other regions.
  if (document.getElementById("answer")) {
    var button = document.createElement("button");
    button.id = "toggle";
    button.type = "button";
    button.textContent = "\u25A3";
    button.setAttribute("aria-label", "Toggle masks");
    container.insertAdjacentElement("afterend", button);
  }
  var api = typeof anki === "undefined" ? {} : anki;
  var setup = (api.imageOcclusion && api.imageOcclusion.setup) || api.setupImageCloze;
  if (setup) {
    setup();
  } else {
    container.textContent = "Anki 23.10 or later shows this picture.";
  }
})();
