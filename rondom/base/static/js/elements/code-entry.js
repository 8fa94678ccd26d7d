/** <code-entry>: sends the form when the last sign of the code is typed. Without script: the button does. */
class CodeEntry extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form")
    form.addEventListener("input", ({ target }) => {
      const signs = target.value.replace(/\s/g, "")
      if (signs.length === Number(target.dataset.length)) form.requestSubmit()
    })
  }
}

customElements.define("code-entry", CodeEntry)
