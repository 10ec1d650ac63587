internal import Recording

/// The module loads of a recording as stacks: a module's frame lies inside that of the module which first imported it.
enum ImportStacks {
  /// One tree per process of each run.
  static func trees(of recording: Recording) -> [StackTree] {
    recording.runs.flatMap { run in
      run.processes.map { process in
        tree(of: process, title: run.title(of: process))
      }
    }
  }

  private static func tree(of process: ProcessRecord, title: String) -> StackTree {
    var tree = StackTree(title: title)
    for load in process.loads {
      let name = load.succeeded ? load.name : "\(load.name) (failed)"
      // A load's parent began before it, so both lists have the same order.
      let frame = StackTree.Frame(name: name, file: load.file ?? "", line: load.file == nil ? 0 : 1)
      _ = tree.add(frame, inside: load.parent, selfTime: load.selfTime)
    }
    return tree
  }
}
