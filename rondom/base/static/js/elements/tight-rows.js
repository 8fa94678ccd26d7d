/** <tight-rows>: moves its boxes up to the highest free place, in the order of their rows. Without script: whole rows.
 *
 * Only where it is in sight, or nearly: what lies in others the browser does not lay out (`content-visibility`). All of them are
 * measured before one box is moved, so that the board is laid out once and not once for each lane.
 */
const GAP = 5
const AHEAD = 1.5 // of what is seen of the board: so far the browser itself looks ahead
const CARD = 28000 // about so many square pixels a box takes, with the room around it
const there = new Set()
const waiting = new Set()

function settleAll() {
  const rows = new Set([...waiting].filter((one) => one.isConnected))
  waiting.clear()
  // Where one lane closes up, the next may come in sight.
  for (let near = nearOf(rows); near.length; near = nearOf(rows)) {
    for (const one of near) one.style.contentVisibility = "visible"
    const places = near.flatMap((one) => one.places())
    for (const [part, top] of places) {
      part.style.gridRow = "1"
      part.style.marginBlockStart = `${top}px`
    }
    for (const one of near) rows.delete(one)
  }
  for (const one of rows) one.width = 0
}

function nearOf(rows) {
  return [...rows].filter((one) => {
    const [own, board] = [one, one.board].map((each) => each.getBoundingClientRect())
    const ahead = board.height * AHEAD
    return own.top < board.bottom + ahead && own.bottom > board.top - ahead
  })
}

function settleSoon(rows) {
  if (!waiting.size) queueMicrotask(settleAll)
  for (const one of rows) waiting.add(one)
}

const watch = new ResizeObserver((seen) => settleSoon(seen.map(({ target }) => target).filter((rows) => rows.isOtherwise())))
document.fonts.addEventListener("loadingdone", () => settleSoon(there))
addEventListener("beforeprint", () => there.forEach((rows) => rows.loosen()))
addEventListener("afterprint", () => settleSoon(there))

class TightRows extends HTMLElement {
  connectedCallback() {
    this.board = this.closest(".board")
    this.width = 0
    this.sight = new IntersectionObserver(([seen]) => this.comes(seen), { root: this.board, rootMargin: `${AHEAD * 100}%` })
    this.sight.observe(this)
    // How high it will be about, until it has been laid out: of use to the bar by which one scrolls.
    this.style.containIntrinsicBlockSize = `auto ${Math.round((this.childElementCount * CARD) / innerWidth) + 40}px`
    there.add(this)
    watch.observe(this)
    settleSoon([this])
  }

  disconnectedCallback() {
    this.sight.disconnect()
    there.delete(this)
    watch.unobserve(this)
  }

  comes({ isIntersecting }) {
    this.style.contentVisibility = isIntersecting ? "visible" : ""
    if (isIntersecting && this.isOtherwise()) settleSoon([this])
  }

  isOtherwise() {
    return this.clientWidth !== this.width
  }

  loosen() {
    for (const part of this.children) part.style.gridRow = part.style.marginBlockStart = ""
  }

  /** At once, for who asks where a card stands right after. */
  settle() {
    waiting.add(this)
    settleAll()
  }

  /** Each band and box with how far from the top it comes to stand; nothing is moved yet. */
  places() {
    this.width = this.clientWidth
    const places = []
    const boxes = [...this.querySelectorAll(":scope > .box")].map((box) => ({
      box,
      band: box.dataset.band || "",
      left: box.offsetLeft,
      right: box.offsetLeft + box.offsetWidth,
      height: box.offsetHeight,
    }))
    const bands = new Map([...this.querySelectorAll(":scope > .band")].map((band) => [band.dataset.band, band]))
    let floor = 0
    for (const name of new Set(boxes.map(({ band }) => band))) {
      const band = bands.get(name)
      if (band) places.push([band, floor])
      const stand = this.pack(boxes.filter((one) => one.band === name), floor)
      for (const { box, top } of stand) places.push([box, top])
      floor = Math.max(floor + (band?.offsetHeight || 0), ...stand.map(({ bottom }) => bottom)) + GAP
    }
    return places
  }

  pack(boxes, floor) {
    const stand = []
    for (const one of boxes) {
      one.top = floor
      const near = stand.filter(({ left, right }) => left < one.right + 2 && one.left < right + 2)
      for (const { top, bottom } of near.sort((a, b) => a.top - b.top)) {
        if (one.top + one.height + GAP <= top) break
        one.top = Math.max(one.top, bottom + GAP)
      }
      one.bottom = one.top + one.height
      stand.push(one)
    }
    return stand
  }
}

customElements.define("tight-rows", TightRows)
