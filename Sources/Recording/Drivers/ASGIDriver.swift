/// Gives an ASGI 3 application one request, as a server with one worker would.
///
/// `asyncio` is imported before the clock starts: every ASGI server has it, whatever the application does. The lifespan's
/// startup belongs to the initialization, where the application knows of it; its shutdown comes after everything else.
enum ASGIDriver {
  static let source = Driver.source(
    for: """
      import asyncio

      class Program:
          def __init__(self, application, loop):
              self.application = application
              self.loop = loop
              self.state = {}
              self.lifespan = None

      def enter(target):
          loop = asyncio.new_event_loop()
          asyncio.set_event_loop(loop)
          program = Program(application(target), loop)
          loop.run_until_complete(start_up(program))
          return program

      async def start_up(program):
          messages = asyncio.Queue()
          started = program.loop.create_future()
          program.shut_down = lambda: messages.put({"type": "lifespan.shutdown"})
          async def send(message):
              if message["type"].startswith("lifespan.startup.") and not started.done():
                  started.set_result(message)
          async def run():
              scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": program.state}
              await program.application(scope, messages.get, send)
          program.lifespan = asyncio.ensure_future(run())
          await messages.put({"type": "lifespan.startup"})
          await asyncio.wait([started, program.lifespan], return_when=asyncio.FIRST_COMPLETED)
          if started.done():
              if started.result()["type"] == "lifespan.startup.failed":
                  raise SystemExit("lifespan.startup.failed: %s" % started.result().get("message", ""))
          else:
              # An application that raises here does without; the specification bids servers to go on.
              program.lifespan.exception()
              program.lifespan = None

      def answer(program, request):
          return program.loop.run_until_complete(exchange(program, request))

      async def exchange(program, request):
          scope = {
              "type": "http",
              "asgi": {"version": "3.0", "spec_version": "2.3"},
              "http_version": "1.1",
              "method": request["method"],
              "scheme": "http",
              "path": request["path"].decode("utf-8", "replace"),
              "raw_path": request["raw_path"],
              "query_string": request["query"],
              "root_path": "",
              "headers": [(name.lower(), value) for name, value in request["headers"]],
              "client": ("127.0.0.1", 40000),
              "server": ("localhost", 80),
          }
          if program.lifespan is not None:
              scope["state"] = dict(program.state)
          messages = [{"type": "http.request", "body": request["body"], "more_body": False}]
          complete = program.loop.create_future()
          head = []
          body = []
          async def receive():
              if messages:
                  return messages.pop()
              await asyncio.shield(complete)
              return {"type": "http.disconnect"}
          async def send(message):
              if message["type"] == "http.response.start":
                  head[:] = [message["status"], message.get("headers", ())]
              elif message["type"] == "http.response.body":
                  body.append(message.get("body", b""))
                  if not message.get("more_body", False) and not complete.done():
                      complete.set_result(clock())
          await program.application(scope, receive, send)
          return (head, body, complete.done()), complete.result() if complete.done() else clock()

      def describe(response):
          head, body, is_complete = response
          if not head or not is_complete:
              raise Refusal("the application returned without having sent a complete response")
          headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in head[1]]
          return response_of(head[0], headers, b"".join(body))

      def leave(program):
          if program.lifespan is not None:
              program.loop.run_until_complete(program.shut_down())
              program.loop.run_until_complete(asyncio.wait([program.lifespan], timeout=5))
          program.loop.close()

      """
  )
}
