/// Gives a WSGI application (PEP 3333) one request, as a server with one thread would.
///
/// The environment is built by hand: `wsgiref` would import half of what a program may be spared. A bare interpreter has
/// `io` loaded.
enum WSGIDriver {
  static let source = Driver.source(
    for: """
      from io import BytesIO

      enter = application

      def environment(request):
          environ = {
              "REQUEST_METHOD": request["method"],
              "SCRIPT_NAME": "",
              "PATH_INFO": request["path"].decode("latin-1"),
              "QUERY_STRING": request["query"].decode("latin-1"),
              "SERVER_NAME": "localhost",
              "SERVER_PORT": "80",
              "SERVER_PROTOCOL": "HTTP/1.1",
              "REMOTE_ADDR": "127.0.0.1",
              "wsgi.version": (1, 0),
              "wsgi.url_scheme": "http",
              "wsgi.input": BytesIO(request["body"]),
              "wsgi.errors": sys.stderr,
              "wsgi.multithread": False,
              "wsgi.multiprocess": False,
              "wsgi.run_once": False,
          }
          for name, value in request["headers"]:
              key = name.decode("latin-1").upper().replace("-", "_")
              if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
                  key = "HTTP_" + key
              value = value.decode("latin-1")
              environ[key] = environ[key] + "," + value if key in environ else value
          return environ

      def answer(application, request):
          head = []
          body = []
          def start_response(status, headers, exc_info=None):
              if exc_info is not None and body:
                  raise exc_info[1].with_traceback(exc_info[2])
              head[:] = [status, headers]
              return body.append
          chunks = application(environment(request), start_response)
          try:
              for chunk in chunks:
                  body.append(chunk)
          finally:
              if hasattr(chunks, "close"):
                  chunks.close()
          return (head, b"".join(body)), clock()

      def describe(response):
          head, body = response
          if not head:
              raise Refusal("the application returned without having called `start_response`")
          return response_of(int(head[0].split()[0]), head[1], body)

      """
  )
}
