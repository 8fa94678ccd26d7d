/**
 * <ask-one>: one question at a time, kept in this tab, and sent again until it arrives.
 * Without script: all questions on one page, as a form.
 */
const AGAIN = 4000

class AskOne extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form")
    this.said = this.querySelector("[data-said]")
    this.steps = [...this.form.querySelectorAll("[data-step]")]
    this.send = this.form.querySelector("[data-send]")
    this.kept = `ask ${location.pathname}`
    this.form.after(this.querySelector("template").content.cloneNode(true))
    this.count = this.querySelector("[data-count]")
    this.bar = this.querySelector("progress")
    this.back = this.querySelector("[data-back]")
    this.on = this.querySelector("[data-on]")
    this.back.after(this.send)
    this.send.setAttribute("form", (this.form.id ||= "ask"))
    this.back.addEventListener("click", () => this.go(-1))
    this.on.addEventListener("click", () => this.go(1))
    this.form.addEventListener("change", () => this.keep())
    this.form.addEventListener("input", () => this.keep())
    this.form.addEventListener("submit", (event) => this.submitted(event))
    addEventListener("online", () => this.isWaiting && this.deliver())
    this.resume()
  }

  /** What this tab still knows, also after it was reloaded. */
  resume() {
    const kept = JSON.parse(sessionStorage.getItem(this.kept) ?? "null")
    for (const [name, value] of kept?.given ?? []) {
      for (const field of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === "radio") field.checked = field.value === value
        else field.value = value
      }
    }
    if (!kept) this.form.elements.key.value = crypto.randomUUID?.() ?? this.form.elements.key.value
    this.at = kept?.at ?? 0
    this.show()
    if (kept?.isWaiting) this.deliver()
  }

  keep() {
    const given = [...new FormData(this.form)]
    sessionStorage.setItem(this.kept, JSON.stringify({ given, at: this.at, isWaiting: this.isWaiting ?? false }))
  }

  /** Asked are those whose condition holds now. */
  asked() {
    const given = new FormData(this.form)
    const on = new Set()
    return this.steps.filter(({ dataset: { code, if: before, values } }) => {
      const isAsked = !before || (on.has(before) && values.split(" ").includes(given.get(`a_${before}`)))
      if (isAsked && code) on.add(code)
      return isAsked
    })
  }

  go(by) {
    const asked = this.asked()
    const here = asked.indexOf(this.steps[this.at])
    this.at = this.steps.indexOf(asked[Math.max(0, Math.min(asked.length - 1, here + by))])
    this.keep()
    this.show()
    this.steps[this.at].focus()
  }

  show() {
    const asked = this.asked()
    const here = asked.indexOf(this.steps[this.at])
    for (const step of this.steps) step.hidden = step !== this.steps[this.at]
    const isLast = here === asked.length - 1
    this.back.hidden = here === 0
    this.on.hidden = isLast
    this.send.hidden = !isLast
    this.count.textContent = `${here + 1} / ${asked.length}`
    this.bar.max = asked.length
    this.bar.value = here + 1
  }

  submitted(event) {
    event.preventDefault()
    event.stopPropagation()
    if (this.send.hidden) this.go(1)
    else this.deliver()
  }

  /** With the same key each time: what arrived already is not counted twice. */
  async deliver() {
    clearTimeout(this.later)
    this.isWaiting = true
    this.keep()
    this.send.disabled = true
    const body = new URLSearchParams(new FormData(this.form))
    const answer = await fetch(location.href, { method: "POST", body, headers: { Accept: "text/plain" } }).catch(() => null)
    if (answer?.ok) return this.arrived(await answer.text())
    if (answer && answer.status < 500 && answer.status !== 429) return this.refused(await answer.text())
    this.said.textContent = this.dataset.waits
    this.later = setTimeout(() => this.deliver(), AGAIN)
  }

  refused(why) {
    this.isWaiting = false
    this.keep()
    this.send.disabled = false
    this.said.textContent = why
  }

  arrived(thanks) {
    this.isWaiting = false
    sessionStorage.removeItem(this.kept)
    const notice = Object.assign(document.createElement("p"), { className: "notice", textContent: thanks, tabIndex: -1 })
    this.replaceChildren(notice)
    notice.focus()
  }
}

customElements.define("ask-one", AskOne)
