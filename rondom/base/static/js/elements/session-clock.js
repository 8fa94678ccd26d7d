/** <session-clock>: warns two minutes before the visit ends and lets one go on. Without script: the next page asks to come in. */
const WARNING = 120

class SessionClock extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog")
    this.dialog.addEventListener("close", () => this.goOn())
    this.wait(Number(this.dataset.seconds))
    this.woken = () => document.visibilityState === "visible" && this.look()
    document.addEventListener("visibilitychange", this.woken)
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    document.removeEventListener("visibilitychange", this.woken)
  }

  wait(left) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.look(), Math.max(1, left > WARNING ? left - WARNING : left) * 1000)
  }

  async look() {
    const left = await this.ask(this.dataset.clock)
    if (left === null) return this.wait(WARNING + 15)
    if (left <= 0) return this.over()
    if (left > WARNING && this.dialog.open) this.dialog.close()
    if (left <= WARNING && !this.dialog.open) this.dialog.showModal()
    this.wait(left)
  }

  async goOn() {
    const left = await this.ask(this.dataset.on, { method: "POST", body: new FormData(this.querySelector("form")) })
    if (left !== null && left <= 0) return this.over()
    this.wait(left ?? WARNING + 15)
  }

  /** Seconds that are left; 0 when nobody is signed in any more, null when there is no connection. */
  async ask(address, options) {
    try {
      const answer = await fetch(address, { ...options, headers: { Accept: "text/plain" } })
      if (answer.status === 401) return 0
      return answer.ok ? Number(await answer.text()) : null
    } catch {
      return null
    }
  }

  over() {
    location.replace(location.pathname + location.search)
  }
}

customElements.define("session-clock", SessionClock)
