/// The few lines of Python that import a program and let it answer once, with and without the agent.
///
/// They import nothing that a bare interpreter has not loaded, so that the program pays for all it needs, and they do
/// their own work (encoding the response) after the clock has been read. Without the agent nobody hears `sys.audit`.
///
/// What differs between kinds of programs stands in a part of its own, which defines
/// - `enter(target)`: imports the program and makes it ready to answer;
/// - `answer(program, event)`: lets it answer, and returns the response with the clock at its end;
/// - `describe(response)`: the response as what JSON can say;
/// - `leave(program)`: ends what `enter` has begun.
enum Driver {
  /// The whole program, given to the interpreter by `-c`.
  ///
  /// Arguments: the target as the user named it, the file with the event as a Python literal, the event's name, the
  /// result file, and before them the folder that the program is imported from.
  static func source(for part: String) -> String {
    "\(common)\n\(part)\n\(main)"
  }

  private static let common = """
    import sys
    from time import monotonic_ns as clock

    class Refusal(Exception):
        pass

    def imported(module_name, attributes):
        __import__(module_name)
        value = sys.modules[module_name]
        for name in attributes.split("."):
            value = getattr(value, name)
        return value

    def application(target):
        module_name, _, attributes = target.partition(":")
        if attributes.endswith("()"):
            return imported(module_name, attributes[:-2])()
        return imported(module_name, attributes)

    def response_of(status, headers, body):
        said = {}
        for name, value in headers:
            said.setdefault(name.lower(), []).append(value)
        said = {name: values[0] if len(values) == 1 else values for name, values in said.items()}
        try:
            return {"status": status, "headers": said, "body": body.decode("utf-8")}
        except UnicodeDecodeError:
            from base64 import b64encode
            return {"status": status, "headers": said, "bodyBase64": b64encode(body).decode("ascii")}

    def leave(program):
        pass

    def peak_memory():
        with open("/proc/self/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
        return 0

    """

  private static let main = """
    def main(folder, target, event_file, event_name, result_file):
        sys.argv[1:] = []
        if sys.path and sys.path[0] == "":
            sys.path[0] = folder
        else:
            sys.path.insert(0, folder)
        with open(event_file, encoding="utf-8") as file:
            event = eval(file.read(), {"__builtins__": {}})
        began = clock()
        program = enter(target)
        ready = clock()
        sys.audit("libprof.phase", "invocation", event_name)
        response, responded = answer(program, event)
        sys.audit("libprof.phase", "exit", "")
        memory = peak_memory()
        modules = len(sys.modules)
        import json
        def encode(value):
            return {"python type": type(value).__qualname__, "repr": repr(value)}
        try:
            text = json.dumps(describe(response), sort_keys=True, default=encode)
            result = "%d %d %d %d %d\\n%s\\n" % (began, ready, responded, memory, modules, text)
        except Refusal as refusal:
            result = "refused\\n%s\\n" % refusal
        with open(result_file, "w", encoding="utf-8") as file:
            file.write(result)
        leave(program)

    main(*sys.argv[1:])
    """
}
