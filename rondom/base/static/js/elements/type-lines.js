/** <type-lines>: a letter chooses and goes on, Enter begins the next line, each line is kept while one types.
 *  Without script: a form with a few lines at a time. */
import { arrived, seesTo, wait } from "../what-waits.js";

const WAIT = 500

class TypeLines extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form")
    this.status = this.querySelector(".saved")
    seesTo(this.dataset.url)
    this.waiting = new Map()
    this.querySelector(".type-lines__keys").hidden = false
    this.querySelector(".type-lines__more").hidden = true
    const blank = this.lines.filter((line) => this.isEmpty(line))
    for (const line of blank.slice(1)) line.remove()
    for (const line of this.lines) this.showFace(line)
    this.addEventListener("keydown", (event) => this.pressed(event))
    this.addEventListener("input", ({ target }) => this.typed(target))
    this.form.addEventListener("submit", (event) => this.send(event))
    this.leaving = () => [...this.waiting.keys()].forEach((line) => this.keep(line, true))
    addEventListener("pagehide", this.leaving)
    this.away = (event) => this.failed && event.preventDefault()
    addEventListener("beforeunload", this.away)
    this.fields(this.lines.at(-1))[0].focus()
  }

  disconnectedCallback() {
    removeEventListener("pagehide", this.leaving)
    removeEventListener("beforeunload", this.away)
  }

  get lines() {
    return [...this.querySelectorAll(".type-line")]
  }

  fields(line) {
    return [...line.querySelectorAll("select, input:not([type=hidden]), textarea")].filter((field) => !field.closest("[hidden]"))
  }

  isEmpty(line) {
    return !line.querySelector("input:not([type=hidden])").value.trim() && !line.querySelector("textarea").value.trim()
  }

  /** Only some lanes have a face; what was chosen before stays in sight. */
  showFace(line) {
    const [, lane] = line.querySelectorAll("select")
    const face = line.querySelector(".type-line__face")
    face.hidden = !this.dataset.faces.split(" ").includes(lane.value) && !face.querySelector("select").value
  }

  pressed(event) {
    const { target, key } = event
    const line = target.closest(".type-line")
    if (!line || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
    if (key === "Enter" && !event.shiftKey) {
      event.preventDefault()
      return this.goOn(line)
    }
    if (target.tagName !== "SELECT" || key.length !== 1) return
    const found = [...target.options].filter((option) => option.dataset.key?.toUpperCase() === key.toUpperCase())
    if (found.length !== 1) return
    event.preventDefault()
    found[0].selected = true
    this.typed(target)
    const fields = this.fields(line)
    const next = fields[fields.indexOf(target) + 1]
    next ? next.focus() : this.goOn(line)
  }

  goOn(line) {
    const lines = this.lines
    const next = lines[lines.indexOf(line) + 1]
    if (!next && this.isEmpty(line)) return this.form.elements.done.focus()
    this.fields(next || this.added(line))[0].focus()
  }

  /** A fresh line below, with the voice and lane of the one before. */
  added(line) {
    const next = line.cloneNode(true)
    const [old, key] = [line.dataset.line, newKey()]
    next.dataset.line = next.querySelector("[name=line]").value = key
    next.setAttribute("aria-label", `${this.dataset.name} ${this.lines.length + 1}`)
    next.querySelector(".type-line__said").replaceChildren()
    const before = [...line.querySelectorAll("[name^='" + old + "']")]
    next.querySelectorAll("[name^='" + old + "']").forEach((field, nth) => {
      field.name = field.name.replace(old, key)
      // Voice and lane go on, and so does the number of its place.
      if (field.type === "hidden") field.value = Number(before[nth].value) + 1
      else field.value = nth < 2 ? before[nth].value : ""
    })
    line.after(next)
    this.showFace(next)
    return next
  }

  typed(field) {
    const line = field.closest(".type-line")
    if (field.tagName === "SELECT") this.showFace(line)
    if (this.isEmpty(line) && !line.dataset.kept) return
    this.later(line, WAIT)
  }

  later(line, wait) {
    clearTimeout(this.waiting.get(line))
    this.waiting.set(line, setTimeout(() => this.keep(line, false), wait))
  }

  /** One at a time, in order: an answer that is late must not put back what was typed before. */
  async keep(line, leaving) {
    if (this.busy && !leaving) return this.later(line, WAIT / 5)
    clearTimeout(this.waiting.get(line))
    this.waiting.delete(line)
    this.busy = true
    line.dataset.kept = "yes"
    const body = new FormData()
    const names = ["line", "csrfmiddlewaretoken"]
    for (const [name, value] of new FormData(this.form)) {
      if (name.startsWith(line.dataset.line)) body.set(name, value)
      else if (names.includes(name)) body.set(name, name === "line" ? line.dataset.line : value)
    }
    const where = `${this.dataset.url}#${line.dataset.line}`
    try {
      const options = { method: "POST", body, keepalive: leaving, headers: { Accept: "text/plain" } }
      const answer = await fetch(this.dataset.url, options)
      const said = line.querySelector(".type-line__said")
      this.failed = answer.status === 401 || answer.status >= 500
      if (answer.status === 401) return this.say(await answer.text(), true)
      if (answer.status === 409) said.textContent = await answer.text()
      else if (!answer.ok) throw new Error(String(answer.status))
      else said.innerHTML = await answer.text()
      if (line.dataset.waits) arrived(where)
      delete line.dataset.waits
      this.say(this.waiting.size ? "" : this.dataset.saved, false)
    } catch {
      this.failed = true
      line.dataset.waits = "yes"
      wait(where, body)
      this.say(this.dataset.waiting, true)
      this.later(line, 3000)
    } finally {
      this.busy = false
    }
  }

  /** While there is no connection the form would be gone with the page. */
  send(event) {
    if (this.failed) {
      event.preventDefault()
      return this.say(this.dataset.waiting, true)
    }
    for (const timer of this.waiting.values()) clearTimeout(timer)
    this.waiting.clear()
  }

  say(text, waiting) {
    this.status.textContent = text
    this.status.classList.toggle("is-waiting", waiting)
  }
}

/** Also where there is no https: `randomUUID` is not there then. */
function newKey() {
  const [...bytes] = crypto.getRandomValues(new Uint8Array(16))
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

customElements.define("type-lines", TypeLines)
