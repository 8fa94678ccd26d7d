/** Laying cards anew on a board or list that somebody looks at: what stays is left alone, and so is who stands on it. */
export const WHOLE = ".wall, .board__sheet, .story, .sitting"
export const parsed = (html) => new DOMParser().parseFromString(html, "text/html")
export const cards = () =>
  new Map([...document.querySelectorAll("[data-part] a[data-dialog]")].map((card) => [card.getAttribute("href"), card]))

// The same box, whatever our other elements hung on it: where it stands, and how one walks to it.
const drawn = (box) => {
  const copy = box.cloneNode(true)
  for (const each of [copy, ...copy.querySelectorAll("[tabindex]")]) each.removeAttribute("tabindex")
  for (const name of ["style", "data-new"]) copy.removeAttribute(name)
  return copy.outerHTML
}

export function lay(lane, fresh) {
  const [track, next] = [lane.querySelector(".track"), fresh.querySelector(".track")]
  const had = new Map([...track.children].map((box) => [box.id, box]))
  const boxes = [...next.children].map((box) => (drawn(had.get(box.id) ?? box) === drawn(box) ? (had.get(box.id) ?? box) : box))
  // What stays is not taken out for a moment: it would lose the focus.
  for (const box of had.values()) if (!boxes.includes(box)) box.remove()
  boxes.forEach((box, nth) => track.children[nth] === box || track.insertBefore(box, track.children[nth] ?? null))
  lane.querySelector(".tray")?.remove()
  const tray = fresh.querySelector(".tray")
  if (tray) track.after(tray)
  track.settle?.()
}

/** A part that has no cards to walk: drawn anew; who stood on a button of it, stands on the same one. */
export function renew(part, fresh) {
  const held = part.contains(document.activeElement) ? document.activeElement.getAttribute("formaction") : null
  const open = new Set([...part.querySelectorAll("details[open]")].map((each) => each.dataset.fold))
  part.replaceChildren(...fresh.childNodes)
  for (const each of part.querySelectorAll("details")) if (open.has(each.dataset.fold)) each.open = true
  if (held) part.querySelector(`[formaction="${held}"]`)?.focus({ preventScroll: true })
}

/** Who stood on a card stands on it still, and what one looks at does not jump away. */
export function keepingPlace(change) {
  const board = document.querySelector(".board")
  const held = document.activeElement?.closest?.("[data-part] a")
  const [seen, where] = [...cards()].find(([, card]) => card.getBoundingClientRect().top >= 0) ?? []
  const before = [board?.scrollTop, board?.scrollLeft, where?.getBoundingClientRect().top]
  change()
  const now = cards().get(seen)?.getBoundingClientRect().top
  if (board) board.scrollTo({ top: before[0], left: before[1], behavior: "instant" })
  else if (now !== undefined) scrollBy({ top: now - before[2], behavior: "instant" })
  if (held && document.activeElement !== held) cards().get(held.getAttribute("href"))?.focus({ preventScroll: true })
  board?.settle?.()
}
