public import Foundation
internal import Glibc

/// A Chromium without a window, which is told what to do over a pipe.
///
/// Source: the Chrome DevTools Protocol (`--remote-debugging-pipe`): JSON messages, each ended by a zero byte.
public final class Browser {
  /// Whether there is one on this machine.
  public static let isInstalled = path != nil
  /// What to do about it if there is none.
  public static let reason = "needs Chromium: `apt-get install chromium`"

  private static let path: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let names = ["chromium", "chromium-browser", "google-chrome"]
    return names.flatMap { name in folders.map { "\($0)/\(name)" } }.first(
      where: FileManager.default.isExecutableFile
    )
  }()

  /// What the page complained about: exceptions, errors on the console, what its policy forbade.
  public private(set) var complaints: [String] = []
  /// The addresses that the page asked for.
  public private(set) var requests: [String] = []

  private let scratch: ScratchDirectory
  private let process = Process()
  private let commands: FileHandle, answers: FileHandle
  private var received: [UInt8] = []
  private var number = 0
  private var session: String?
  private var isLoaded = false

  /// Starts the browser with an empty page of some size.
  public init(width: Int = 1200, height: Int = 900) throws {
    let scratch = try ScratchDirectory()
    self.scratch = scratch
    let pipes = ["commands", "answers"].map { scratch.file($0).path }
    for pipe in pipes where mkfifo(pipe, 0o600) != 0 { throw BrowserError(reason: "no pipe could be made") }
    // Open for both directions, so that neither side waits for the other to open it.
    commands = FileHandle(fileDescriptor: Glibc.open(pipes[0], O_RDWR | O_CLOEXEC), closeOnDealloc: true)
    answers = FileHandle(fileDescriptor: Glibc.open(pipes[1], O_RDWR | O_CLOEXEC), closeOnDealloc: true)
    let line = """
      exec "$0" --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --disable-extensions \
      --disable-background-networking --user-data-dir='\(scratch.file("profile").path)' \
      --window-size=\(width),\(height) --remote-debugging-pipe about:blank 3<commands 4>answers
      """
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line, Self.path ?? "chromium"]
    process.currentDirectoryURL = scratch.url
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    let target = try send("Target.createTarget", ["url": "about:blank"])
    let attached = try send("Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true])
    session = attached["sessionId"] as? String
    for domain in ["Page", "Runtime", "Log", "Network"] { _ = try send("\(domain).enable") }
  }

  deinit {
    session = nil
    _ = try? send("Browser.close")
    process.waitUntilExit()
  }

  /// Loads a file and waits until the page says that it is complete.
  public func open(_ file: URL) throws {
    isLoaded = false
    _ = try send("Page.navigate", ["url": file.absoluteString])
    while !isLoaded { try receive() }
  }

  /// The value of an expression of JavaScript as text.
  public func evaluate(_ expression: String) throws -> String {
    let answer = try send("Runtime.evaluate", ["expression": "String(\(expression))", "returnByValue": true])
    if let exception = answer["exceptionDetails"] as? [String: Any] {
      throw BrowserError(reason: "\(expression): \(Self.sentence(exception))")
    }
    return (answer["result"] as? [String: Any])?["value"] as? String ?? ""
  }

  /// Clicks into the middle of the first element that a selector matches.
  public func click(_ selector: String) throws {
    let place = try evaluate(
      """
      (() => { const found = document.querySelector('\(selector)'); found.scrollIntoView({ block: "center" });
        const box = found.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; })()
      """
    ).split(separator: ",").compactMap { Double($0) }
    guard place.count == 2 else { throw BrowserError(reason: "\(selector) is not on the page") }
    for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
      let button = kind == "mouseMoved" ? "none" : "left"
      _ = try send(
        "Input.dispatchMouseEvent",
        ["type": kind, "x": place[0], "y": place[1], "button": button, "clickCount": 1]
      )
    }
  }

  /// Presses a key that has a name, as `Enter`, or types a character.
  public func press(_ key: String) throws {
    let codes = [
      "Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Tab": 9,
    ]
    var event: [String: Any] = ["type": "keyDown", "key": key]
    if let code = codes[key] { event["windowsVirtualKeyCode"] = code } else { event["text"] = key }
    // What presses a button is the character.
    if key == "Enter" { event["text"] = "\r" }
    _ = try send("Input.dispatchKeyEvent", event)
    event["type"] = "keyUp"
    event["text"] = nil
    _ = try send("Input.dispatchKeyEvent", event)
  }

  /// Types a text into what has the focus.
  public func type(_ text: String) throws {
    for character in text { try press(String(character)) }
  }

  /// Waits until an expression is true.
  public func wait(until expression: String) throws {
    for _ in 0..<200 {
      if try evaluate(expression) == "true" { return }
      Thread.sleep(forTimeInterval: 0.05)
    }
    throw BrowserError(reason: "\(expression) does not become true")
  }

  private func send(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    number += 1
    let own = number
    var message: [String: Any] = ["id": own, "method": method, "params": parameters]
    if let session { message["sessionId"] = session }
    try commands.write(contentsOf: try JSONSerialization.data(withJSONObject: message) + [0])
    while true {
      guard let answer = try receive(), answer["id"] as? Int == own else { continue }
      if let error = answer["error"] as? [String: Any] {
        throw BrowserError(reason: "\(method): \(error["message"] ?? "")")
      }
      return answer["result"] as? [String: Any] ?? [:]
    }
  }

  /// The next message; nil if it was one that nobody waits for.
  @discardableResult private func receive() throws -> [String: Any]? {
    while true {
      if let end = received.firstIndex(of: 0) {
        let message = Data(received[..<end])
        received.removeSubrange(...end)
        guard let object = try JSONSerialization.jsonObject(with: message) as? [String: Any] else { return nil }
        guard object["id"] == nil else { return object }
        note(object["method"] as? String ?? "", object["params"] as? [String: Any] ?? [:])
        return nil
      }
      var waiting = pollfd(fd: answers.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 120_000) > 0, process.isRunning else { throw BrowserError(reason: "it does not answer") }
      received += answers.availableData
    }
  }

  private func note(_ event: String, _ details: [String: Any]) {
    switch event {
    case "Page.loadEventFired": isLoaded = true
    case "Runtime.exceptionThrown":
      complaints.append(Self.sentence(details["exceptionDetails"] as? [String: Any] ?? [:]))
    case "Runtime.consoleAPICalled": complaints.append("console: \(details["args"] ?? "")")
    case "Log.entryAdded": complaints.append("\((details["entry"] as? [String: Any])?["text"] ?? "")")
    case "Network.requestWillBeSent":
      requests.append((details["request"] as? [String: Any])?["url"] as? String ?? "")
    default: break
    }
  }

  private static func sentence(_ exception: [String: Any]) -> String {
    let thrown = (exception["exception"] as? [String: Any])?["description"]
    return "\(thrown ?? exception["text"] ?? "an exception")"
  }
}

/// The browser did not do what it was told.
public struct BrowserError: Error {
  /// What it said.
  public let reason: String
}
