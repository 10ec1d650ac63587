internal import Recording

/// The module loads of a recording as stacks: a module's frame lies inside that of the module which first imported it.
enum ImportStacks {
  /// One tree per process of each run.
  static func trees(of recording: Recording, _ owners: Owners) -> [StackTree] {
    recording.runs.flatMap { run in
      run.processes.map { process in
        tree(of: process, title: run.title(of: process), owners)
      }
    }
  }

  private static func tree(of process: ProcessRecord, title: String, _ owners: Owners) -> StackTree {
    var tree = StackTree(title: title)
    for load in process.loads {
      let name = load.succeeded ? load.name : "\(load.name) (failed)"
      // A load's parent began before it, so both lists have the same order.
      let frame = StackTree.Frame(name: name, file: load.file ?? "", line: load.file == nil ? 0 : 1)
      _ = tree.add(frame, inside: load.parent, selfTime: load.selfTime, owner: owners.owner(of: load), load: load)
    }
    return tree
  }
}
