/// The few lines of Python that call a handler as a serverless runtime would, with and without the agent.
///
/// They import nothing that a bare interpreter has not loaded, so that the handler pays for all it needs, and they do
/// their own work (encoding the response) after the clock has been read. Without the agent nobody hears `sys.audit`.
enum HandlerDriver {
  /// Arguments: `MODULE.FUNCTION`, the file with the event as a Python literal, the event's name, the result file.
  static let source = """
    import sys
    from time import monotonic_ns as clock

    class Context:
        function_name = "libprof"
        function_version = "$LATEST"
        invoked_function_arn = "arn:aws:lambda:local:000000000000:function:libprof"
        memory_limit_in_mb = "1024"
        aws_request_id = "00000000-0000-0000-0000-000000000000"
        log_group_name = "/aws/lambda/libprof"
        log_stream_name = "libprof"
        identity = None
        client_context = None
        def get_remaining_time_in_millis(self):
            return 300000

    def peak_memory():
        with open("/proc/self/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
        return 0

    def main(folder, handler, event_file, event_name, result_file):
        sys.argv[1:] = []
        if sys.path and sys.path[0] == "":
            sys.path[0] = folder
        else:
            sys.path.insert(0, folder)
        with open(event_file, encoding="utf-8") as file:
            event = eval(file.read(), {"__builtins__": {}})
        began = clock()
        module_name, _, function_name = handler.rpartition(".")
        __import__(module_name)
        function = getattr(sys.modules[module_name], function_name)
        imported = clock()
        sys.audit("libprof.phase", "invocation", event_name)
        response = function(event, Context())
        responded = clock()
        sys.audit("libprof.phase", "exit", "")
        memory = peak_memory()
        import json
        def encode(value):
            return {"python type": type(value).__qualname__, "repr": repr(value)}
        text = json.dumps(response, sort_keys=True, default=encode)
        with open(result_file, "w", encoding="utf-8") as file:
            file.write("%d %d %d %d\\n%s\\n" % (began, imported, responded, memory, text))

    main(*sys.argv[1:])
    """
}
