// Chance that can be repeated: the same seed gives the same order.

/** Return a function that gives numbers from 0 to 1, drawn by a text. */
function chance(seed) {
  let state = 2166136261;
  for (const char of String(seed)) {
    state = Math.imul(state ^ char.codePointAt(0), 16777619);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Return a list in an order that a seed draws. */
function shuffled(list, seed) {
  const draw = chance(seed);
  const made = [...list];
  for (let last = made.length - 1; last > 0; last -= 1) {
    const other = Math.floor(draw() * (last + 1));
    [made[last], made[other]] = [made[other], made[last]];
  }
  return made;
}

/** Return the indices of an item's options in the order in which they are shown. */
function orderOf(item, seed) {
  const indices = item.options.map((_, index) => index);
  if (item.order === "fixed") return indices;
  const made = shuffled(indices, seed);
  return item.order === "disordered" ? disordered(made, item.key) : made;
}

/** Return an order that is neither the right one nor the same backwards. */
function disordered(made, key) {
  const isSame = made.every((each, place) => each === key[place]);
  const isBack = made.every((each, place) => each === key[key.length - 1 - place]);
  return isSame || isBack ? [...made.slice(1), made[0]] : made;
}
