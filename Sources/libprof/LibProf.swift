@main
struct LibProf {
  static func main() {}
}
