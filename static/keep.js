// Keeps what is typed in a cold flat: on this device at once, and with us as soon as there is a signal.
// Without it the page works all the same, by its buttons. What is kept here is taken away once we have it.
(function () {
  // The page that shows it as we have it says so, and nothing of it stays on this device.
  document.querySelectorAll('[data-kept]').forEach(function (shown) {
    try { localStorage.removeItem('putright-keep-' + shown.dataset.kept) } catch (none) { /* nothing was kept */ }
  })
  var form = document.querySelector('form[data-keep]')
  var says = document.querySelector('[data-keep-says]')
  if (!form || !window.fetch || !window.FormData) return
  var place = 'putright-keep-' + form.dataset.keep
  var timer = null
  var isSending = false
  var isNewer = false
  var isBack = false

  function boxes () {
    return Array.prototype.filter.call(form.elements, function (box) {
      return box.name && box.name !== 'csrfmiddlewaretoken' && box.name !== 'kept_times' && box.name !== 'do'
    })
  }
  function typed () {
    return boxes().map(function (box) {
      var isTicked = box.type === 'radio' || box.type === 'checkbox'
      return [box.name, isTicked ? box.value : '', isTicked ? String(box.checked) : box.value]
    })
  }
  function store () {
    try { localStorage.setItem(place, JSON.stringify(typed())) } catch (full) { /* then the page alone holds it */ }
  }
  function forget () {
    try { localStorage.removeItem(place) } catch (none) { /* nothing was kept */ }
  }
  function say (words) { says.textContent = words; says.hidden = false }

  function restore () {
    var kept = null
    try { kept = JSON.parse(localStorage.getItem(place)) } catch (broken) { forget() }
    if (!kept) return
    var changed = false
    kept.forEach(function (one) {
      boxes().forEach(function (box) {
        var isTicked = box.type === 'radio' || box.type === 'checkbox'
        if (box.name !== one[0] || (isTicked && box.value !== one[1])) return
        if (isTicked ? String(box.checked) !== one[2] : box.value !== one[2]) changed = true
        if (isTicked) box.checked = one[2] === 'true'
        else box.value = one[2]
      })
    })
    if (changed) { isBack = true; later(0) } else forget()
  }

  function send () {
    if (isSending) { isNewer = true; return }
    isSending = true
    isNewer = false
    var data = new FormData(form)
    data.set('do', 'keep')
    data.set('quietly', 'yes')
    fetch(form.getAttribute('action') || location.pathname, { method: 'POST', body: data, credentials: 'same-origin' })
      .then(function (answer) { return answer.json() })
      .then(function (answer) {
        if (answer.trouble) { say(answer.trouble); return }
        form.elements.kept_times.value = answer.kept_times
        if (!isNewer) { forget(); say(isBack ? 'What you typed before the signal was lost is back in its boxes, and kept.' : 'Kept.') }
      })
      .catch(function () { say('No signal. What you type is kept on this device, and sent when there is one.'); later(15000) })
      .then(function () { isSending = false; if (isNewer) later(500) })
  }
  function later (wait) { clearTimeout(timer); timer = setTimeout(send, wait) }

  form.addEventListener('input', function () { store(); later(2000) })
  window.addEventListener('online', function () { later(0) })
  // Once it is sent by a button it is on its way; it is only forgotten here when the next page shows that it came.
  form.addEventListener('submit', function () { clearTimeout(timer); store() })
  restore()
})()
