/** <live-board>: what others share appears on the board, or in the list, by itself. Without script: at the next page. */
import { cards, keepingPlace, lay, parsed, renew, WHOLE } from "../lay-anew.js";
import { OpenLine } from "../open-line.js";

class LiveBoard extends HTMLElement {
  connectedCallback() {
    this.rules = new Map()
    this.line = new OpenLine(this.dataset.stream, this.dataset.mark, (kind, told) => this[kind](told))
  }

  disconnectedCallback() {
    this.line.end()
  }

  board(parts) {
    if (this.isRenewing) return void (this.again = true) // the page that is on its way may be from before this
    const before = cards()
    keepingPlace(() => {
      for (const [name, { html, rules }] of Object.entries(parts)) {
        const body = parsed(html).body
        this.place(name, rules)
        const part = document.querySelector(`[data-part="${name}"]`)
        if (!part && name !== "legend") continue // of a step from which the page went on without a line
        if (name === "legend") document.querySelector(".legend").replaceWith(body.firstElementChild)
        else if (!body.querySelector(".track")) renew(part, body)
        else lay(part, body)
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

  tell(before) {
    const fresh = [...cards()].filter(([address]) => !before.has(address)).map(([, card]) => card)
    for (const card of fresh) (card.closest(".box, .listed") ?? card).dataset.new = ""
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
    this.again = true
    if (this.isRenewing) return
    this.isRenewing = true
    try {
      while (this.again) {
        this.again = false
        await this.renewWhole()
      }
    } finally {
      this.isRenewing = false
    }
  }

  async renewWhole() {
    const answer = await this.ask()
    if (!answer) return
    const page = parsed(await answer.text())
    const [whole, legend, live] = [WHOLE, ".legend", "live-board"].map((part) => page.querySelector(part))
    if (!whole) return location.reload()
    this.line.mark = live.dataset.mark
    const before = cards()
    keepingPlace(() => {
      this.rules.clear()
      this.place("", page.querySelector("head style")?.textContent ?? "")
      const was = document.querySelector(WHOLE)
      whole.style.cssText = was.style.cssText // as near as it was
      was.replaceWith(whole)
      if (legend) document.querySelector(".legend").replaceWith(legend)
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
    // To the page by which one comes in, unless one is on the way to another: a reload would stop that way.
    if (why === "visit") setTimeout(() => location.reload(), 700)
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
