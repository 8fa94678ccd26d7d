/** <goes-on>: a table goes on without a line. What is said, agreed and stepped to waits and goes along later; the page of who
 * leads steps on by itself. Without script each button is a form, which needs a line.
 */
import { put, rowsAbout, sendInOrder, settle } from "../in-order.js";
import { arrived, canWait, fieldsOf, send } from "../what-waits.js";

const [A_MOMENT, AGAIN, READ] = [2000, 3000, 12_000]
const uuid = () =>
  crypto.randomUUID?.() ??
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (sign) =>
    (sign ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (sign / 4)))).toString(16),
  )

class GoesOn extends HTMLElement {
  connectedCallback() {
    this.status = this.querySelector(".goes-on__said")
    this.nth = Date.now()
    document.addEventListener("submit", (event) => this.sent(event))
    document.addEventListener("click", (event) => this.clicked(event))
    addEventListener("line", ({ detail }) => this.turned(detail))
    addEventListener("offline", () => this.turned(false, 0))
    addEventListener("online", () => this.turned(true))
    addEventListener("beforeunload", (event) => this.waiting && !canWait() && event.preventDefault())
    if (!navigator.onLine) this.turned(false, 0)
    this.show()
  }

  /** A line that is cut for a moment comes back by itself, and nobody needs to hear of it. */
  turned(isOpen, after = A_MOMENT) {
    clearTimeout(this.fear)
    this.hasLine = isOpen
    if (!isOpen) this.fear = setTimeout(() => this.goAway(), after)
    else if (this.isAway) this.flush()
  }

  goAway() {
    this.isAway = true
    this.say(canWait() ? this.dataset.away : this.dataset.stay, true)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.flush(), AGAIN)
  }

  /** Send what waits. Where nothing does, the stream tells when the line is back. */
  async flush() {
    clearTimeout(this.timer)
    const { sent, isAway } = await sendInOrder()
    await this.show()
    if (isAway) return this.goAway()
    if (sent && !this.hasLine) dispatchEvent(new Event("line-again"))
    if (this.isAway && (sent || this.hasLine)) this.comeBack(sent)
  }

  comeBack(sent) {
    this.isAway = false
    clearTimeout(this.fear)
    if (!this.hasRefused) this.say(sent ? this.dataset.arrived : this.dataset.back)
    const isTyping = document.activeElement?.matches?.("textarea, input")
    if (sent || this.wentOn || this.hasRefused || !isTyping) this.anew()
  }

  /** What somebody is typing is kept first. */
  async anew() {
    this.wentOn = this.based = null
    for (const writing of document.querySelectorAll("save-self")) await writing.settled()
    const live = document.querySelector("live-board")
    if (live) live.reload()
    else location.reload()
  }

  sent(event) {
    const [form, button] = [event.target, event.submitter]
    const kind = button?.dataset.goes ?? form.dataset.goes ?? (form.id === "tafel" ? "press" : "")
    if (event.defaultPrevented || !kind) return
    event.preventDefault()
    this[kind](form, button)
  }

  /** What has no key of its own goes when there is a line. */
  async press(form, button) {
    const named = button.name ? [[button.name, button.value]] : []
    const answer = await send({ where: button.formAction, said: [...fieldsOf(new FormData(form)), ...named] }, "manual")
    if (!answer || answer.status >= 500) return this.say(this.dataset.later, true)
    if (answer.type !== "opaqueredirect") return this.say(await answer.text(), true)
    if (this.hasLine === false) location.reload() // else the stream tells what changed
  }

  async answer(form) {
    const [text, writing] = [form.elements.text, form.closest("save-self")]
    if (!text.value.trim()) return this.say(this.dataset.empty, true), text.focus()
    const fate = await this.keep("answer", form, form.action, fieldsOf(new FormData(form)), text.value, async () => {
      writing.stop() // what was a draft is said now
      while (writing.sending) await new Promise((done) => setTimeout(done, 50))
      writing.stop()
      await arrived(writing.dataset.url)
    })
    if (!fate || fate.refused) return
    text.value = ""
    for (const face of form.querySelectorAll("[name=face]")) face.checked = false
    writing.querySelector(".saved").replaceChildren()
    writing.querySelector("details").open = false
    writing.querySelector("summary").focus()
  }

  async step(form, button) {
    const after = this.based ?? button.closest("[data-after]").dataset.after
    const fate = await this.keep("step", button, button.formAction, [["step", button.value], ["after", after]], "")
    if (fate?.waits) this.goOn(button.value, fate.key)
  }

  async agree(form) {
    const { what, who, outside, ready_on } = form.elements
    if (![what, ready_on].every((each) => each.value) || !(who.value || outside.value)) return form.reportValidity() || this.incomplete(form)
    const words = [what.value, outside.value || who.selectedOptions[0].text, ready_on.value].join(" · ")
    const fate = await this.keep("agree", form, form.dataset.where ?? form.action, fieldsOf(new FormData(form)), words)
    if (!fate || fate.refused) return
    if (form.dataset.next && !fate.waits) location.href = form.dataset.next
    else if (form.dataset.next) form.reset()
    else form.remove()
  }

  incomplete(form) {
    this.say(this.dataset.incomplete, true)
    ;[...form.elements].find((each) => each.name && each.type !== "hidden" && !each.value)?.focus()
  }

  /** Kept first, then sent. What is refused at once stands where it was typed still, so it is not kept beside it. */
  async keep(kind, held, where, said, words, before = async () => {}) {
    if (held.isGoing) return null
    held.isGoing = true
    try {
      await before()
      const key = uuid()
      await put({ key, kind, words, where, said: [...said, ["key", key]], about: this.dataset.about, nth: this.nth++ })
      await this.flush()
      const row = (await rowsAbout(this.dataset.about)).find((each) => each.key === key)
      if (!row) return { key }
      if (!row.refused) return { key, waits: true }
      await settle(row)
      await this.show()
      this.say(row.refused, true)
      return row
    } finally {
      held.isGoing = false
    }
  }

  /** The page of who leads has all steps with it. */
  goOn(step, key) {
    const ahead = this.querySelector(`template[data-step="${step}"]`)?.content.cloneNode(true)
    if (!ahead) return
    for (const part of [".sitting__main", ".sitting__steps"]) document.querySelector(part).replaceWith(ahead.querySelector(part))
    Object.assign(this, { wentOn: step, based: key })
    document.querySelector(".sitting__steps .nl-button--primary")?.focus()
  }

  /** Another page can not be opened now: what is to be agreed is written here. */
  clicked(event) {
    event.target.closest?.("[data-closes]")?.form.remove()
    if (this.isAway && event.target.closest?.("a[data-asks]")) return event.preventDefault(), this.say(this.dataset.later, true)
    const link = event.target.closest?.("a[data-agrees]")
    const form = this.isAway && link ? this.querySelector("template[data-agree]")?.content.cloneNode(true).firstElementChild : null
    if (!form) return
    event.preventDefault()
    for (const [name, value] of new URL(link.href).searchParams) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name, value })
      form.append(field)
    }
    form.elements.what.value = link.closest(".said")?.querySelector("p[dir], .chosen__card span")?.textContent.slice(0, 300) ?? ""
    this.querySelector(".goes-on__agree").replaceChildren(form)
    form.elements.what.focus()
  }

  /** What waits, and what was refused: its words, with what to do. A step has no words. */
  async show() {
    const rows = await rowsAbout(this.dataset.about)
    const [steps, refused] = [rows.filter((row) => row.kind === "step" && row.refused), rows.filter((row) => row.refused)]
    for (const row of steps) await settle(row)
    Object.assign(this, { waiting: rows.some((row) => !row.refused), hasRefused: refused.length > 0 })
    this.querySelector(".goes-on__rows").replaceChildren(...rows.filter((row) => row.words).map((row) => this.drawn(row)))
    if (!steps.length) return
    this.say(steps[0].refused, true)
    this.wentOn = this.wentOn ?? "back"
  }

  drawn(row) {
    const [item, words, why] = ["li", "p", "p"].map((name) => document.createElement(name))
    Object.assign(words, { textContent: row.words, dir: "auto" })
    Object.assign(why, { className: "muted", textContent: row.refused ? `${row.refused} ${this.dataset.refused}` : this.dataset.waits })
    item.className = "said"
    item.append(words, why)
    if (row.refused) item.append(this.dropping(row))
    return item
  }

  dropping(row) {
    const button = Object.assign(document.createElement("button"), { className: "plain-button", textContent: this.dataset.drop })
    button.addEventListener("click", async () => (await settle(row), this.show()))
    return button
  }

  say(words, stays) {
    this.status.textContent = words
    this.status.classList.toggle("notice", Boolean(stays))
    clearTimeout(this.silence)
    if (!stays) this.silence = setTimeout(() => this.status.replaceChildren(), READ)
  }
}

customElements.define("goes-on", GoesOn)
