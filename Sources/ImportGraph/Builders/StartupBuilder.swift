internal import Recording

/// Tells what an environment adds to the start of every interpreter.
struct StartupBuilder {
  /// The start as the runs' own processes show it.
  static func build(from processes: [ProcessRecord], _ finder: DistributionFinder) -> Startup {
    var startup = Startup()
    startup.time = median(
      processes.map { process in
        process.phases.filter { $0.kind == .interpreterStart }.map { $0.ended &- $0.began }.reduce(0, +)
      }
    )
    var times: [String: [(time: UInt64, memory: Int64)]] = [:]
    for process in processes {
      for (index, load) in process.loads.enumerated() where isAddition(load, process, finder) {
        times[load.name, default: []].append((load.inclusiveTime, load.inclusiveMemory))
        guard !startup.additions.contains(where: { $0.name == load.name }) else { continue }
        startup.additions.append(
          Startup.Addition(
            name: load.name,
            distribution: finder.owner(of: load.file),
            time: 0,
            memory: 0,
            moduleCount: count(of: index, in: process.loads),
            site: load.site
          )
        )
      }
    }
    for index in startup.additions.indices {
      let seen = times[startup.additions[index].name] ?? []
      startup.additions[index].time = median(seen.map(\.time))
      startup.additions[index].memory = median(seen.map(\.memory))
    }
    return startup
  }

  /// `site` runs the lines of `.pth` files as text without a name, and asks for the two customizing modules itself.
  private static func isAddition(_ load: ModuleLoad, _ process: ProcessRecord, _ finder: DistributionFinder) -> Bool {
    guard load.succeeded, process.phases.indices.contains(load.phase),
      process.kind(ofPhase: load.phase) == .interpreterStart,
      load.parent.map({ process.loads[$0].name == "site" }) ?? true
    else { return false }
    return load.site?.file == "<string>" || ["sitecustomize", "usercustomize"].contains(load.name)
  }

  private static func count(of index: Int, in loads: [ModuleLoad]) -> Int {
    var inside: Set = [index]
    for (other, load) in loads.enumerated().dropFirst(index) {
      if let parent = load.parent, inside.contains(parent), load.succeeded { inside.insert(other) }
    }
    return inside.count
  }
}
