/** <live-board>: what others share appears on the board by itself. Without script: at the next page. */
import { OpenLine } from "../open-line.js"

const parsed = (html) => new DOMParser().parseFromString(html, "text/html")
// The same box, whatever our other elements hung on it: where it stands, and how one walks to it.
const drawn = (box) => {
  const copy = box.cloneNode(true)
  for (const each of [copy, ...copy.querySelectorAll("[tabindex]")]) each.removeAttribute("tabindex")
  for (const name of ["style", "data-new"]) copy.removeAttribute(name)
  return copy.outerHTML
}

class LiveBoard extends HTMLElement {
  connectedCallback() {
    this.rules = new Map()
    this.line = new OpenLine(this.dataset.stream, this.dataset.mark, (kind, told) => this[kind](told))
  }

  disconnectedCallback() {
    this.line.end()
  }

  cards() {
    return new Map([...document.querySelectorAll(".board a[data-dialog]")].map((card) => [card.getAttribute("href"), card]))
  }

  board(parts) {
    const before = this.cards()
    this.keepingPlace(() => {
      for (const [name, { html, rules }] of Object.entries(parts)) {
        const body = parsed(html).body
        this.place(name, rules)
        if (name === "legend") document.querySelector(".legend").replaceWith(body.firstElementChild)
        else this.lay(document.querySelector(`[data-part="${name}"]`), body)
      }
    })
    this.tell(before)
  }

  /** Rules of place go in by the object model: a strict policy allows no style in what is put in. */
  place(name, rules) {
    if (!this.rules.has(name)) this.rules.set(name, new CSSStyleSheet())
    this.rules.get(name).replaceSync(rules)
    document.adoptedStyleSheets = [...this.rules.values()]
  }

  lay(lane, fresh) {
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

  /** Who stood on a card stands on it still, and what one looks at does not jump away. */
  keepingPlace(change) {
    const board = document.querySelector(".board")
    const [held, top, left] = [document.activeElement?.closest?.(".board a"), board.scrollTop, board.scrollLeft]
    change()
    board.scrollTo({ top, left, behavior: "instant" })
    if (held && document.activeElement !== held) this.cards().get(held.getAttribute("href"))?.focus({ preventScroll: true })
    board.settle?.()
  }

  tell(before) {
    const fresh = [...this.cards()].filter(([address]) => !before.has(address)).map(([, card]) => card)
    for (const card of fresh) (card.closest(".box") ?? card).dataset.new = ""
    const voices = new Set(fresh.map((card) => this.voice(card.querySelector(".letter").textContent)))
    const said = fresh.length > 1 ? this.dataset.more : this.dataset.new
    this.say(fresh.length ? `${said} ${[...voices].join(", ")}` : this.dataset.updated)
  }

  voice(letter) {
    const named = [...document.querySelectorAll(".legend li")].find((each) => each.firstElementChild?.textContent === letter)
    return named?.lastChild.textContent ?? letter
  }

  say(words, stays) {
    this.querySelector(".live__said").textContent = words
    clearTimeout(this.silence)
    if (!stays) this.silence = setTimeout(() => this.querySelector(".live__said").replaceChildren(), 12_000)
  }

  here(names) {
    const line = this.querySelector(".live__here")
    line.hidden = !names.length
    line.textContent = names.length ? `${this.dataset.here} ${names.join(", ")}` : ""
  }

  /** More changed than what lies in the lanes: the board comes anew, by the ordinary door. */
  async reload() {
    const answer = await this.ask()
    if (!answer) return
    const page = parsed(await answer.text())
    const [sheet, legend, live] = [".board__sheet", ".legend", "live-board"].map((part) => page.querySelector(part))
    if (!sheet) return location.reload()
    this.line.mark = live.dataset.mark
    const before = this.cards()
    this.keepingPlace(() => {
      this.rules.clear()
      this.place("", page.querySelector("head style").textContent)
      document.querySelector(".board__sheet").replaceWith(sheet)
      document.querySelector(".legend").replaceWith(legend)
      for (const empty of document.querySelectorAll("main > .empty")) empty.remove()
      this.parentElement.after(...page.querySelectorAll("main > .empty"))
    })
    this.tell(before)
  }

  /** The answer of the page itself; nothing where there is no connection, or no door any more. */
  async ask() {
    const answer = await fetch(location.href).catch(() => null)
    if (answer?.status === 404 || answer?.status === 403) this.gone("door")
    if (answer?.redirected) location.reload()
    return answer?.ok && !answer.redirected ? answer : null
  }

  refused() {
    this.ask()
  }

  gone(why) {
    if (why === "elsewhere") return this.say(this.dataset.elsewhere, true)
    this.line.end()
    if (why === "visit") location.reload() // to the page by which one comes in; until it is there, nothing is here
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close()
    const words = document.createElement("p")
    Object.assign(words, { className: "notice", textContent: this.dataset.gone, tabIndex: -1 })
    words.setAttribute("role", "alert")
    document.title = document.querySelector(".brand").textContent
    document.querySelector(".places")?.remove()
    document.querySelector("main").replaceChildren(words)
    document.adoptedStyleSheets = []
    words.focus()
  }
}

customElements.define("live-board", LiveBoard)
