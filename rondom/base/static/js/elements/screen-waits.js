/** <screen-waits>: a screen that says a code looks by itself whether a meeting was opened on it. Without script it asks anew. */
const EVERY = 2500

class ScreenWaits extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.look(), EVERY)
  }

  disconnectedCallback() {
    clearInterval(this.timer)
  }

  async look() {
    const answer = await fetch(location.href).catch(() => null)
    const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html")
    const code = page.querySelector(".screen-code__code")
    if (page.querySelector(".wall")) location.reload()
    else if (code) document.querySelector(".screen-code__code").replaceWith(code)
  }
}

customElements.define("screen-waits", ScreenWaits)
