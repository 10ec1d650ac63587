import Foundation
import Recording
import Reporting
import TestSupport
import Testing

@Suite struct `The report page` {
  /// What the page's script reads.
  private static func data(_ page: [UInt8]) throws -> [String: Any] {
    let text = String(decoding: page, as: UTF8.self)
    let begin = try #require(text.range(of: "<script type=\"application/json\" id=\"data\">"))
    let end = try #require(text.range(of: "</script>", range: begin.upperBound..<text.endIndex))
    let json = Data(text[begin.upperBound..<end.lowerBound].utf8)
    return try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
  }

  private static func objects(_ value: Any?) -> [[String: Any]] { value as? [[String: Any]] ?? [] }

  @Test func `is one file that allows its own script alone and asks for nothing`() throws {
    let text = String(decoding: try PagedProgram().page(), as: UTF8.self)
    for part in ["{{", "src=", "@import", "url(", "fetch(", "innerHTML", "<link"] {
      #expect(!text.contains(part), "\(part)")
    }
    let addresses = text.split(separator: "\"").filter { $0.contains("://") }
    #expect(Set(addresses) == ["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"])
    #expect(text.contains("content=\"default-src 'none'; script-src 'sha256-"))
    #expect(text.split(separator: "</script>", omittingEmptySubsequences: false).count == 3)
  }

  @Test func `says what a start takes now, with the changes, and at least`() throws {
    let summary = try #require(try Self.data(PagedProgram().page())["summary"] as? [String: Any])
    let average = try #require(summary["average"] as? [String: Any])
    // The interpreter's 20 ms, the 150 ms of the initialization, and the answer's 5; without the library, 120 less.
    #expect(average["now"] as? Int == 175_000)
    #expect(average["planned"] as? Int == 55_000 && average["floor"] as? Int == 55_000)
    #expect(average["modulesNow"] as? Int == 4 && average["modulesPlanned"] as? Int == 2)
    let expenses = Self.objects(summary["expenses"])
    #expect(expenses.first?["name"] as? String == "Heavy 2.0" && expenses.first?["avoidable"] as? Int == 120_000)
    #expect(expenses.reduce(0) { $0 + ($1["time"] as? Int ?? 0) } == 175_000)
  }

  @Test func `shows a finding with the changes on the way to it, and their diff`() throws {
    let data = try Self.data(PagedProgram().page())
    let finding = try #require(Self.objects(data["findings"]).first)
    #expect(finding["library"] as? String == "Heavy 2.0" && finding["pattern"] as? String == "unused")
    #expect(finding["sites"] as? [String] == ["app.py:1"] && finding["changes"] as? [Int] == [0])
    let plan = try #require(data["plan"] as? [String: Any])
    let change = try #require(Self.objects(plan["changes"]).first)
    #expect(change["place"] as? String == "app.py:1" && change["file"] as? Int == 0)
    let file = try #require(Self.objects(plan["files"]).first)
    #expect((file["diff"] as? String)?.contains("-import heavy\n") == true)
  }

  @Test func `says of each module what it costs, who imported it, and what it is to the events`() throws {
    let modules = try #require(try Self.data(PagedProgram().page())["modules"] as? [String: Any])
    #expect(modules["names"] as? [String] == ["app", "heavy", "heavy.part", "light"])
    #expect(modules["time"] as? [Int] == [2_000, 80_000, 40_000, 3_000])
    #expect(modules["total"] as? [Int] == [125_000, 120_000, 40_000, 3_000])
    #expect(modules["importer"] as? [Int] == [-1, 0, 1, 0])
    #expect((modules["place"] as? [Any])?[3] as? String == "app.py:2")
    // Of the 5 ms of the answer, all in `app` and four in `light`.
    #expect(modules["utilization"] as? [Int] == [1_000, 0, 0, 800])
    let fates = try #require(modules["fates"] as? [String])
    #expect((modules["fate"] as? [Int])?.map { fates[$0] } == ["needed", "avoidable", "avoidable", "needed"])
    #expect(modules["eventsNow"] as? [Int] == [1, 1, 1, 1] && modules["eventsPlanned"] as? [Int] == [1, 0, 0, 1])
  }

  @Test func `draws imports as they lie inside of each other, and samples by phase`() throws {
    let charts = try #require(try Self.data(PagedProgram().page())["charts"] as? [String: Any])
    for tree in Self.objects(charts["imports"]) {
      #expect(tree["parents"] as? [Int] == [-1, 0, 1, 0] && tree["times"] as? [Int] == [2_000, 80_000, 40_000, 3_000])
    }
    let samples = Self.objects(charts["samples"])
    #expect(samples.map { $0["phase"] as? String } == ["initialization", "invocation"])
    #expect(samples.map { ($0["times"] as? [Int])?.reduce(0, +) } == [150_000, 5_000])
  }

  @Test func `puts the phases of each start on a time line`() throws {
    let run = try #require(Self.objects(try Self.data(PagedProgram().page())["timeline"]).first)
    let phases = Self.objects(Self.objects(run["processes"]).first?["phases"])
    #expect(phases.map { $0["kind"] as? String } == ["interpreterStart", "initialization", "invocation", "exit"])
    #expect(phases.map { $0["began"] as? Int } == [0, 20_000, 170_000, 175_000])
    #expect(phases.map { $0["length"] as? Int } == [20_000, 150_000, 5_000, 2_000])
  }

  @Test func `lets no name be markup, and shows what cannot be seen`() throws {
    let page = try PagedProgram(beside: PagedProgram.hostileNames).page()
    let text = String(decoding: page, as: UTF8.self)
    let begin = try #require(text.range(of: "id=\"data\">"))
    let end = try #require(text.range(of: "</script>\n<script>"))
    let json = text[begin.upperBound..<end.lowerBound]
    for scalar in "<>&\u{2028}\u{2029}\u{202E}\u{200B}\u{7}\u{1B}".unicodeScalars {
      #expect(!json.unicodeScalars.contains(scalar), "U+\(String(scalar.value, radix: 16))")
    }
    let names = (try Self.data(page)["modules"] as? [String: Any])?["names"] as? [String] ?? []
    for name in PagedProgram.hostileNames.prefix(3) + PagedProgram.hostileNames.suffix(2) {
      #expect(names.contains(name), "\(name)")
    }
    for name in ["line⟨U+2028⟩separator", "right⟨U+202E⟩gnorw", "zero⟨U+200B⟩width", "bell⟨U+0007⟩⟨U+001B⟩[2J"] {
      #expect(names.contains(name), "\(name)")
    }
  }

  @Test func `stays below two megabytes with two thousand modules`() throws {
    let names = (0..<2_000).map { "package_number_\($0 / 40).subpackage_\($0 / 8).module_\($0)" }
    var program = try PagedProgram(beside: names)
    program.repeatRun((1...7).map { "event-\($0).json" })
    program.sample(functions: 10_000)
    let page = program.page()
    #expect(page.count < 2_000_000, "\(page.count) bytes")
    let charts = try #require(try Self.data(page)["charts"] as? [String: Any])
    #expect(Self.objects(charts["imports"]).count == 9)
    // What is left out is named.
    let omitted = try #require(charts["omitted"] as? [String])
    #expect(Self.objects(charts["samples"]).count + omitted.count == 8, "\(omitted)")
  }
}
