// Shows what passkeys need where the browser has them, and says so when one did not work.
(function () {
  document.addEventListener('DOMContentLoaded', function () {
    if (window.PublicKeyCredential) {
      document.querySelectorAll('[data-passkey]').forEach(function (element) { element.hidden = false })
    }
  })
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    document.querySelectorAll('[data-passkey-trouble]').forEach(function (element) { element.hidden = false })
  })
})()
