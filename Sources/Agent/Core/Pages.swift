import AgentShims

/// A zeroed stretch of memory for a table, straight from the kernel.
///
/// Not from the program's heap: what a growing table leaves there would be holes in the program's memory, and other ones
/// than in a plain start.
struct Pages<Element: BitwiseCopyable> {
  private let elements: UnsafeMutablePointer<Element>?
  /// How many elements there is room for; 0 if there was no memory.
  let capacity: Int

  init(capacity: Int) {
    let pages = agent_pages(capacity &* MemoryLayout<Element>.stride)
    elements = pages?.assumingMemoryBound(to: Element.self)
    self.capacity = elements == nil ? 0 : capacity
  }

  var byteCount: Int { capacity &* MemoryLayout<Element>.stride }

  /// With how many elements an open-addressed table of this capacity is as full as it should be.
  var filling: Int { capacity &- capacity / 4 }

  /// An index is to be smaller than the capacity.
  subscript(index: Int) -> Element {
    get { elements.unsafelyUnwrapped[index] }
    nonmutating set { elements.unsafelyUnwrapped[index] = newValue }
  }

  func free() {
    if let elements { agent_pages_free(elements, byteCount) }
  }
}
