/** <board-walk>: arrows walk over its cards in time and between lanes. Without script: Tab walks from card to card. */
class BoardWalk extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this)
    this.addEventListener("focusin", ({ target }) => this.only(target))
    this.settle()
    if (!location.hash && this.scrollWidth > this.clientWidth) this.showNow()
  }

  /** One card at a time is reached by Tab: the one where somebody was, else the first. Also after cards came or went. */
  settle() {
    const cards = this.cards()
    const here = cards.find((card) => card.getAttribute("tabindex") === "0") ?? cards[0]
    for (const card of cards) card.tabIndex = card === here ? 0 : -1
  }

  cards() {
    return [...this.querySelectorAll("a[data-dialog]")]
  }

  showNow() {
    this.querySelector("#nu")?.scrollIntoView({ inline: "end", block: "nearest" })
    this.scrollTop = 0
    scrollTo(0, 0)
  }

  only(card) {
    if (!card.matches("a[data-dialog]")) return
    for (const other of this.cards()) other.tabIndex = other === card ? 0 : -1
  }

  handleEvent(event) {
    const here = event.target.closest("a[data-dialog]")
    const turned = getComputedStyle(this).direction === "rtl"
    const steps = { ArrowLeft: turned ? 1 : -1, ArrowRight: turned ? -1 : 1 }
    if (!(event.key in steps) && !["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return
    const to = here ? this.next(here, event.key, steps[event.key]) : this.cards()[0]
    if (!to) return
    event.preventDefault()
    to.focus()
    to.scrollIntoView({ block: "nearest", inline: "nearest" })
  }

  next(here, key, step) {
    const lanes = [...this.querySelectorAll(".lane")].map((lane) => this.inTime(lane)).filter((lane) => lane.length)
    const at = lanes.findIndex((lane) => lane.includes(here))
    if (key === "Home") return lanes[at][0]
    if (key === "End") return lanes[at].at(-1)
    if (step) return lanes[at][lanes[at].indexOf(here) + step]
    const other = lanes[at + (key === "ArrowDown" ? 1 : -1)]
    const x = this.middle(here)
    return other?.reduce((best, card) => (Math.abs(this.middle(card) - x) < Math.abs(this.middle(best) - x) ? card : best))
  }

  middle(card) {
    const { left, width } = card.getBoundingClientRect()
    return left + width / 2
  }

  inTime(lane) {
    const turn = getComputedStyle(this).direction === "rtl" ? -1 : 1
    const place = (card) => card.getBoundingClientRect()
    const isUndated = (card) => (card.closest(".tray") ? 1 : 0)
    return [...lane.querySelectorAll("a[data-dialog]")].sort(
      (a, b) => isUndated(a) - isUndated(b) || turn * (place(a).left - place(b).left) || place(a).top - place(b).top,
    )
  }
}

customElements.define("board-walk", BoardWalk)
