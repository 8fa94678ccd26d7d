/** <tight-rows>: moves its boxes up to the highest free place, in the order of their rows. Without script: whole rows. */
const GAP = 5
const there = new Set()
const waiting = new Set()

/** All that wait are measured before one box is moved: so the browser lays out the board once, and not once for each lane. */
function settleAll() {
  const places = [...waiting].map((rows) => rows.places())
  waiting.clear()
  for (const [part, top] of places.flat()) {
    part.style.gridRow = "1"
    part.style.marginBlockStart = `${top}px`
  }
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
    there.add(this)
    watch.observe(this)
    settleSoon([this])
  }

  disconnectedCallback() {
    there.delete(this)
    waiting.delete(this)
    watch.unobserve(this)
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
