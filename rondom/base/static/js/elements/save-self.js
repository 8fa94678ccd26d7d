import { arrived, seesTo, wait } from "../what-waits.js";

/** <save-self>: keeps what is typed in its form on the server while one types. Without script: the button keeps it. */
class SaveSelf extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form")
    this.status = this.querySelector(".saved")
    seesTo(this.dataset.url)
    this.addEventListener("input", () => this.later(700))
    this.form.addEventListener("submit", () => this.stop())
    this.leaving = () => (this.pending || this.sending) && this.keep(true)
    addEventListener("pagehide", this.leaving)
    this.away = (event) => this.failed && event.preventDefault()
    addEventListener("beforeunload", this.away)
  }

  disconnectedCallback() {
    if (this.pending) this.keep(true)
    removeEventListener("pagehide", this.leaving)
    removeEventListener("beforeunload", this.away)
  }

  later(wait) {
    this.pending = true
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.keep(false), wait)
  }

  stop() {
    clearTimeout(this.timer)
    this.pending = this.failed = false
  }

  /** One at a time: an answer that is late must not put back what was typed before. */
  async keep(leaving) {
    clearTimeout(this.timer)
    if (this.sending && !leaving) return this.later(150)
    this.pending = false
    this.sending = true
    const body = new FormData(this.form)
    try {
      const answer = await fetch(this.dataset.url, {
        method: "POST",
        body,
        keepalive: leaving,
        headers: { Accept: "text/plain" },
      })
      if (answer.status === 409) return this.say(await answer.text(), true)
      if (answer.status === 401) {
        this.failed = true
        return this.say(await answer.text(), true)
      }
      if (!answer.ok) throw new Error(String(answer.status))
      if (this.failed) arrived(this.dataset.url)
      this.failed = false
      this.say(this.dataset.saved || "✓", false)
    } catch {
      this.failed = true
      wait(this.dataset.url, body)
      this.say(this.dataset.waiting || "…", true)
      this.later(3000)
    } finally {
      this.sending = false
    }
  }

  /** For who draws the page anew: what was typed is kept first, as far as it can be now. */
  async settled() {
    while (this.sending) await new Promise((done) => setTimeout(done, 50))
    if (this.pending) await this.keep(false)
  }

  say(text, waiting) {
    this.status.textContent = text
    this.status.classList.toggle("is-waiting", waiting)
  }
}

customElements.define("save-self", SaveSelf)
