/** <board-zoom>: goes nearer and further without a step, moves the board, opens a year in place. Without script: three scales.
 *
 * All of it is two numbers for the style: how many times nearer, and how much wider the opened year is. The browser draws.
 */
const NEAREST = 30
const OPENED = 0.7 // of what is seen of the board

class BoardZoom extends HTMLElement {
  connectedCallback() {
    this.board = document.querySelector("board-walk")
    if (!this.board) return
    this.hidden = false
    this.zoom = 1
    this.fingers = new Map()
    this.addEventListener("click", ({ target }) => this.step(target.closest("button")?.dataset.step))
    for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel", "click", "keydown", "wheel"]) {
      this.board.addEventListener(type, this, { capture: true, passive: false })
    }
    this.years().forEach((year, nth) => this.mayOpen(year, nth))
  }

  years() {
    return [...this.board.querySelectorAll(".year")]
  }

  mayOpen(year, nth) {
    year.setAttribute("role", "button")
    year.setAttribute("aria-expanded", "false")
    year.tabIndex = nth ? -1 : 0
  }

  handleEvent(event) {
    this[`on_${event.type}`]?.(event)
  }

  on_wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    this.nearer(Math.exp(-event.deltaY / (event.deltaMode === 1 ? 12 : 240)), event.clientX)
  }

  on_keydown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const year = event.target.closest(".year")
    if (year && ["Enter", " "].includes(event.key)) this.toggle(year)
    else if (year && !event.shiftKey && ["ArrowLeft", "ArrowRight"].includes(event.key)) this.walk(year, event.key)
    else if (["+", "=", "-", "0"].includes(event.key)) this.step({ "+": 1, "=": 1, "-": -1, 0: 0 }[event.key])
    else if (event.shiftKey && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
      this.board.scrollLeft += this.board.clientWidth * (event.key === "ArrowLeft" ? -0.5 : 0.5)
    } else return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  /** Of all years one is a stop of Tab, as of all cards. */
  walk(year, key) {
    const isForward = (key === "ArrowRight") !== (getComputedStyle(this.board).direction === "rtl")
    const next = this.years()[this.years().indexOf(year) + (isForward ? 1 : -1)]
    if (!next) return
    year.tabIndex = -1
    next.tabIndex = 0
    next.focus()
  }

  on_click(event) {
    if (this.moved) event.preventDefault()
    const year = event.target.closest(".year")
    if (year && !this.moved) this.toggle(year)
    this.moved = false
  }

  on_pointerdown(event) {
    const isOnPaper = !event.target.closest("a, button, summary, .year")
    if (event.pointerType === "mouse" && (event.button || !isOnPaper)) return
    this.moved = false
    this.fingers.set(event.pointerId, event.clientX)
    if (event.pointerType === "mouse") this.from = [event.clientX, event.clientY, this.board.scrollLeft, this.board.scrollTop]
  }

  on_pointermove(event) {
    if (!this.fingers.has(event.pointerId)) return
    const before = this.spread()
    this.fingers.set(event.pointerId, event.clientX)
    if (this.fingers.size === 2) {
      this.moved = true
      this.nearer(this.spread() / before, this.middle())
    } else if (event.pointerType === "mouse") this.drag(event)
  }

  on_pointerup(event) {
    this.fingers.delete(event.pointerId)
    this.from = null
    this.board.classList.remove("board--held")
  }

  on_pointercancel(event) {
    this.on_pointerup(event)
  }

  drag({ clientX, clientY, pointerId }) {
    const [x, y, left, top] = this.from
    if (!this.moved && Math.hypot(clientX - x, clientY - y) < 5) return
    this.moved = true
    this.board.setPointerCapture(pointerId)
    this.board.classList.add("board--held")
    this.board.scrollTo(left + x - clientX, top + y - clientY)
  }

  spread() {
    const [a, b] = this.fingers.values()
    return Math.max(20, Math.abs(a - b) || 0)
  }

  middle() {
    const [a, b] = this.fingers.values()
    return (a + b) / 2
  }

  step(step) {
    if (step === undefined) return
    if (Number(step)) this.nearer(1.5 ** Number(step))
    else {
      this.close()
      this.nearer(1 / this.zoom)
    }
  }

  /** So many times nearer, with what is under `x` in its place. */
  nearer(times, x) {
    const zoom = Math.min(NEAREST, Math.max(1, this.zoom * times))
    this.keep(x, zoom / this.zoom, (sheet) => sheet.style.setProperty("--zoom", (this.zoom = zoom)))
    for (const button of this.querySelectorAll("[data-step='-1'], [data-step='0']")) button.disabled = zoom === 1
  }

  keep(x, times, change) {
    const box = this.board.getBoundingClientRect()
    const paper = this.board.querySelector(".board__sheet")
    const sheet = paper.getBoundingClientRect()
    const name = this.board.querySelector(".lane__name").getBoundingClientRect().width
    const isTurned = getComputedStyle(this.board).direction === "rtl"
    const at = x ?? box.left + (box.width + (isTurned ? -name : name)) / 2
    const place = isTurned ? sheet.right - name - at : at - sheet.left - name
    change(paper)
    // A browser scrolls by whole points: what each step leaves over goes with the next, or many steps together drift away.
    const to = this.board.scrollLeft + place * (times - 1) * (isTurned ? -1 : 1) + (this.left ?? 0) * times
    this.board.scrollLeft = to
    this.left = Math.abs(to - this.board.scrollLeft) < 1 ? to - this.board.scrollLeft : 0
  }

  toggle(year) {
    const wasOpen = year.getAttribute("aria-expanded") === "true"
    this.close()
    if (wasOpen) return
    const style = getComputedStyle(year)
    const wide = this.board.clientWidth * OPENED
    const more = Math.max(1, wide / year.offsetWidth - 1)
    this.board.style.setProperty("--from", style.getPropertyValue("--x"))
    this.board.style.setProperty("--long", style.getPropertyValue("--w"))
    this.board.style.setProperty("--more", more)
    this.board.classList.add("board--open")
    year.setAttribute("aria-expanded", "true")
    year.scrollIntoView({ inline: "center", block: "nearest" })
  }

  close() {
    this.board.classList.remove("board--open")
    for (const year of this.years()) year.setAttribute("aria-expanded", "false")
  }
}

customElements.define("board-zoom", BoardZoom)
