/** Where a form came back with something wrong, one stands at the first of it: it may lie far below. */
document.querySelector("main [aria-invalid=true], main .field--wrong :is(input, select, textarea), main .error + :is(input, select, textarea)")?.focus()
