@c public func libprof_agent_version() -> Int32 { 1 }
