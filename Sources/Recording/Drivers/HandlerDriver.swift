/// Calls a function with an event and a context, as AWS Lambda does.
enum HandlerDriver {
  static let source = Driver.source(
    for: """
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

      def enter(target):
          module_name, _, function_name = target.rpartition(".")
          return imported(module_name, function_name)

      def answer(function, event):
          return function(event, Context()), clock()

      def describe(response):
          if type(response).__name__ == "coroutine":
              response.close()
              raise Refusal(
                  "it is a coroutine function (`async def`), and AWS Lambda awaits nothing: name a plain function "
                  "that runs it, as `def handler(event, context): return asyncio.run(main(event))`"
              )
          return response

      """
  )
}
