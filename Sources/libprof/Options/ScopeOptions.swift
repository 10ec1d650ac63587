public import ArgumentParser
public import ImportGraph

/// Which files a plan is about.
struct ScopeOptions: ParsableArguments {
  @Option(help: "Which files might be changed: the program's own (app), or also those of its packages (all).")
  var scope = PlanScope.app
}

extension PlanScope: ExpressibleByArgument {}
