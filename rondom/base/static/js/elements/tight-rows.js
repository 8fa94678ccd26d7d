/** <tight-rows>: moves its boxes up to the highest free place, in the order of their rows. Without script: whole rows. */
const GAP = 5

class TightRows extends HTMLElement {
  connectedCallback() {
    this.watch = new ResizeObserver(() => this.clientWidth !== this.width && this.settle())
    this.watch.observe(this)
    document.fonts.ready.then(() => this.settle())
    this.print = (event) => (event.type === "beforeprint" ? this.loosen() : this.settle())
    addEventListener("beforeprint", this.print)
    addEventListener("afterprint", this.print)
  }

  disconnectedCallback() {
    this.watch.disconnect()
    removeEventListener("beforeprint", this.print)
    removeEventListener("afterprint", this.print)
  }

  loosen() {
    for (const part of this.children) part.style.gridRow = part.style.marginBlockStart = ""
  }

  settle() {
    this.width = this.clientWidth
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
      if (band) this.put(band, floor)
      const bottoms = this.pack(boxes.filter((one) => one.band === name), floor)
      floor = Math.max(floor + (band?.offsetHeight || 0), ...bottoms) + GAP
    }
  }

  pack(boxes, floor) {
    const stand = []
    for (const one of boxes) {
      const near = stand.filter(({ left, right }) => left < one.right + 2 && one.left < right + 2)
      const places = [floor, ...near.map(({ bottom }) => bottom + GAP)].sort((a, b) => a - b)
      one.top = places.find((top) => near.every(({ top: y, bottom }) => top >= bottom + GAP || top + one.height + GAP <= y))
      one.bottom = one.top + one.height
      stand.push(one)
    }
    for (const { box, top } of stand) this.put(box, top)
    return stand.map(({ bottom }) => bottom)
  }

  put(part, top) {
    part.style.gridRow = "1"
    part.style.marginBlockStart = `${top}px`
  }
}

customElements.define("tight-rows", TightRows)
