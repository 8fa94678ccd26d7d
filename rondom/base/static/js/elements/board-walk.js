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
    for (const other of this.querySelectorAll("a[data-dialog][tabindex='0']")) other.tabIndex = -1
    card.tabIndex = 0
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
    const lanes = [...this.querySelectorAll(".lane")].filter((lane) => lane.querySelector("a[data-dialog]"))
    const at = lanes.findIndex((lane) => lane.contains(here))
    if (key === "ArrowUp" || key === "ArrowDown") {
      const other = lanes[at + (key === "ArrowDown" ? 1 : -1)]
      const middle = ({ left, width }) => left + width / 2
      const x = middle(here.getBoundingClientRect())
      const far = (card) => Math.abs(middle(card.place) - x)
      return other && this.inTime(other).reduce((best, card) => (far(card) < far(best) ? card : best)).card
    }
    const lane = this.inTime(lanes[at]).map(({ card }) => card)
    if (step) return lane[lane.indexOf(here) + step]
    return key === "Home" ? lane[0] : lane.at(-1)
  }

  inTime(lane) {
    const turn = getComputedStyle(this).direction === "rtl" ? -1 : 1
    return [...lane.querySelectorAll("a[data-dialog]")]
      .map((card) => ({ card, place: card.getBoundingClientRect(), isUndated: card.closest(".tray") ? 1 : 0 }))
      .sort((a, b) => a.isUndated - b.isUndated || turn * (a.place.left - b.place.left) || a.place.top - b.place.top)
  }
}

customElements.define("board-walk", BoardWalk)
