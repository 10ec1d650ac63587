import Foundation
import TestSupport
import Testing

/// The page in a browser, used as a reader would.
@Suite(.enabled(if: Browser.isInstalled, "\(Browser.reason)"), .serialized) struct `A browser` {
  private static func browser(_ program: PagedProgram) throws -> Browser {
    let file = try program.scratch.write(program.page(), to: "page.html")
    let browser = try Browser()
    try browser.open(file)
    return browser
  }

  @Test func `shows the page without a complaint and without a request`() throws {
    let browser = try Self.browser(PagedProgram())
    #expect(browser.complaints.isEmpty, "\(browser.complaints)")
    #expect(browser.requests.count == 1 && browser.requests[0].hasSuffix("page.html"), "\(browser.requests)")
    #expect(try browser.evaluate("document.querySelector('.lead').textContent").contains("takes 175\u{A0}ms"))
    #expect(try browser.evaluate("document.querySelector('.card h3').textContent") == "Heavy 2.0 unused")
    #expect(try browser.evaluate("document.querySelectorAll('#imports-body .box').length") == "5")
  }

  @Test func `runs nothing that a name says`() throws {
    let browser = try Self.browser(PagedProgram(beside: PagedProgram.hostileNames))
    #expect(browser.complaints.isEmpty, "\(browser.complaints)")
    #expect(browser.requests.count == 1, "\(browser.requests)")
    #expect(try browser.evaluate("window.hacked") == "undefined")
    #expect(try browser.evaluate("document.images.length") == "0")
    let names = try browser.evaluate(
      "[...document.querySelectorAll('#modules-body tbody th')].map(each => each.textContent).join('\\n')"
    )
    #expect(names.contains("</script><img src=x onerror=\"window.hacked = 1\">"))
  }

  @Test func `zooms by the mouse and by keys, and tells what is selected`() throws {
    let browser = try Self.browser(PagedProgram())
    // The modules in the order of their loads: `app`, `heavy`, `heavy.part`, `light`.
    let isLightShown = "document.querySelector('#imports-body [data-node=\"3\"]') !== null"
    #expect(try browser.evaluate(isLightShown) == "true")
    // `heavy` is the widest box below `app`.
    _ = try browser.evaluate("document.querySelector('#imports-body .canvas').focus()")
    try browser.press("ArrowDown")
    try browser.press("ArrowDown")
    let says = "document.querySelector('#imports-body .says').textContent"
    #expect(
      try browser.evaluate(says).hasPrefix(
        "heavy — 120\u{A0}ms (96\u{A0}%) · 80\u{A0}ms of its own · avoidable · imported at app.py:1"
      )
    )
    try browser.press("Enter")
    // What is beside it is gone, what is above it stays as a way back.
    #expect(try browser.evaluate(isLightShown) == "false")
    #expect(try browser.evaluate("document.querySelectorAll('#imports-body .above').length") == "2")
    try browser.press("Escape")
    #expect(try browser.evaluate(isLightShown) == "true")
    try browser.click("#imports-body [data-node=\"1\"] rect")
    #expect(try browser.evaluate(isLightShown) == "false")
    #expect(browser.complaints.isEmpty, "\(browser.complaints)")
  }

  @Test func `finds modules and functions`() throws {
    let browser = try Self.browser(PagedProgram())
    try browser.press("/")
    #expect(try browser.evaluate("document.activeElement.id") == "query")
    try browser.type("part")
    try browser.wait(
      until: "document.querySelector('#imports-body .found').textContent.startsWith('1\u{A0}match, 32\u{A0}%')"
    )
    #expect(try browser.evaluate("document.querySelectorAll('#imports-body .hit').length") == "1")
    #expect(try browser.evaluate("document.querySelector('#modules-body tbody').textContent").hasPrefix("heavy.part"))
    #expect(try browser.evaluate("document.querySelectorAll('#modules-body tbody tr').length") == "1")
  }

  @Test func `sorts modules by any column, and shows one in the chart`() throws {
    let browser = try Self.browser(PagedProgram())
    let names = "[...document.querySelectorAll('#modules-body tbody th')].map(each => each.textContent)"
    #expect(try browser.evaluate(names) == "heavy,heavy.part,light,app")
    try browser.click("#modules-body th:first-child .sort")
    #expect(try browser.evaluate(names) == "app,heavy,heavy.part,light")
    #expect(try browser.evaluate("document.querySelector('[aria-sort]').getAttribute('aria-sort')") == "ascending")
    try browser.press("Enter")
    #expect(try browser.evaluate(names) == "light,heavy.part,heavy,app")
    try browser.click("#modules-body tbody tr:nth-child(3) .link")
    #expect(try browser.evaluate("document.querySelector('#imports-body .says').textContent").hasPrefix("heavy — "))
    #expect(browser.complaints.isEmpty, "\(browser.complaints)")
  }

  @Test func `explains a word to whoever reaches it by keys`() throws {
    let browser = try Self.browser(PagedProgram())
    _ = try browser.evaluate("document.querySelector('#summary .term[data-term=floor]').focus()")
    #expect(
      try browser.evaluate("document.getElementById('tip').textContent").hasPrefix(
        "What no arrangement of your own imports"
      )
    )
    try browser.press("Escape")
    #expect(try browser.evaluate("document.getElementById('tip').hidden") == "true")
    // Every word has its explanation, also for those who hear it.
    #expect(
      try browser.evaluate(
        "[...document.querySelectorAll('.term')].filter(each => !document.getElementById(each.getAttribute('aria-describedby'))).length"
      ) == "0"
    )
  }
}
