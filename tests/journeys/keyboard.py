"""Going about a page with the keyboard alone."""

FOCUSED = "document.activeElement.id || document.activeElement.textContent.trim()"


def tab_to(page, wanted):
    """Press Tab until this has the focus; it must come, and whatever has the focus on the way must be seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "(e => e === document.body || (r => r.width > 0 && r.height > 0)(e.getBoundingClientRect()))(document.activeElement)"
        )
        if page.evaluate(FOCUSED) == wanted:
            return
    raise AssertionError(f"Tab never came to {wanted}")


def headline(page):
    return " ".join(page.locator("h1").inner_text().split())
