/** <date-said>: says at once how the words in its field are read as a date. Without script: it stands there after the next step. */
class DateSaid extends HTMLElement {
  connectedCallback() {
    this.said = this.querySelector(".date-said")
    this.addEventListener("input", () => {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.read(), 250)
    })
  }

  async read() {
    const form = this.closest("form")
    const words = new FormData()
    words.set("date", this.querySelector("input").value)
    words.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
    try {
      const answer = await fetch(this.dataset.url, { method: "POST", body: words })
      if (answer.ok) this.said.innerHTML = await answer.text()
    } catch {
      this.said.replaceChildren()
    }
  }
}

customElements.define("date-said", DateSaid)
